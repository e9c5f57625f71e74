//! Which requests go out, and what is shown of their answers: pure, without a clock, a network or signals.

pub mod merge;
pub mod remote_data;
pub mod retry;
pub mod scheduler;

pub use remote_data::{RemoteData, Snapshot};
