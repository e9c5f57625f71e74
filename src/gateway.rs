//! The client of the gateway's API (API document, "Get Outbox Report").
//!
//! [`request`], [`reply`], [`failure`], [`retry_after`] and [`fault`] are pure: texts in, values out. [`client`] sends
//! the texts over the network.

pub mod client;
pub mod failure;
pub mod fault;
pub mod reply;
pub mod request;
pub mod retry_after;
