//! The table of the report, without the framework: what stands in its rows, and how it is written to the page.

pub mod frame;
pub mod icon;
pub mod rows;
pub mod state_badge;
pub mod stencil;
