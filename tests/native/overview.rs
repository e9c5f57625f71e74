//! Counts that show the shape of the report.

mod attention;
mod buckets;
mod plan;
mod scale;
mod series;
