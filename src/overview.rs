//! The counts of the overview: sends by state, sends over time, and sends that need attention.
//!
//! All of it is pure. A [`plan::CountPlan`] returns the counts that are due and takes their answers; it has no clock
//! and no network.

pub mod attention;
pub mod buckets;
pub mod count;
pub mod plan;
pub mod scale;
pub mod series;
