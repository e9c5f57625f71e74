//! All tests of what is pure, one binary: `cargo test --test native`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that can't go on should end"
)]

mod address;
mod calendar;
mod columns;
mod config;
mod connect;
mod date_filter;
mod date_math;
mod date_ranges;
mod decimal;
mod drafts;
mod filter_violations;
mod i18n;
mod json;
mod longest;
mod merge;
mod pager;
mod pasted;
mod pasted_value;
mod preferences;
mod record_fields;
mod record_time;
mod redact;
mod reply;
mod request;
mod retry;
mod retry_after;
mod rows;
mod saved_views;
mod scheduler;
mod seeds;
mod shell;
mod sms;
mod spelling;
mod support;
mod tidy;
mod zone;
