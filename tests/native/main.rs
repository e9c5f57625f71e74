//! All tests of pure code, in one binary: `cargo test --test native`.
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
mod base_url;
mod bidi;
mod calendar;
mod clipboard;
mod column;
mod config;
mod counts;
mod currency;
mod date_filter;
mod date_jump;
mod date_math;
mod date_ranges;
mod decimal;
mod delimited;
mod documents;
mod draft;
mod export;
mod filter_violations;
mod hot_paths;
mod i18n;
mod json;
mod locale;
mod long_dates;
mod longest;
mod merge;
mod misplaced_value;
mod occurrences;
mod overview;
mod page;
mod pasted;
mod pasted_value;
mod plural;
mod preferences;
mod query;
mod record;
mod record_fields;
mod record_time;
mod redact;
mod redaction;
mod relative_time;
mod reply;
mod request;
mod retry;
mod retry_after;
mod saved_views;
mod scheduler;
mod scripts;
mod seeds;
mod seen_values;
mod selection;
mod shell;
mod shortcut;
mod sms;
mod spelling;
mod start;
mod support;
mod table;
mod tidy;
mod token;
mod totals;
mod zone;
