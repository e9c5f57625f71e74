//! Decides which requests are sent and which of their answers are shown. All of it is pure: no clock, no network, no
//! signals.

pub mod counts;
pub mod merge;
pub mod remote_data;
pub mod retry;
pub mod scheduler;
mod waits;

pub use remote_data::{RemoteData, Snapshot};
