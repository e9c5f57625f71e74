//! The gateway's API as this page sees it (API document, "Get Outbox Report").
//!
//! [`request`], [`reply`], [`failure`], [`retry_after`] and [`fault`] are pure: texts in, values out. [`client`] carries them over the
//! network.

pub mod client;
pub mod failure;
pub mod fault;
pub mod reply;
pub mod request;
pub mod retry_after;
