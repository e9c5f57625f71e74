//! The shape of the report, from counts alone: sends by state, sends over time, and what needs attention.
//!
//! All of it is pure. A [`plan::Plan`] says which counts are due and takes their answers; it knows no clock and no network.

pub mod attention;
pub mod buckets;
pub mod count;
pub mod plan;
pub mod scale;
pub mod series;
