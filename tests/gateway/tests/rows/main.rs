//! The counts and pages of the gateway, compared with those of `SQLite` for the same rows.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where it fails"
)]

#[path = "../client/mod.rs"]
#[expect(dead_code, reason = "these tests read bodies alone; the others read headers as well")]
mod client;
mod millions;
mod properties;
