//! The counts of the overview.

mod attention;
mod buckets;
mod plan;
mod scale;
mod series;
