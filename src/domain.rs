//! The report's data model: its filters, its records and the pages that hold them.
//!
//! Every module here is pure. None of them names the reactive system, the browser or the network, so all of them are
//! tested natively.

pub mod base_url;
pub mod bidi;
pub mod calendar;
pub mod column;
pub mod config;
pub mod date_filter;
pub mod date_jump;
pub mod date_math;
pub mod date_ranges;
pub mod decimal;
pub mod delimited;
pub mod digits;
pub mod draft;
pub mod escapes;
pub mod filter_violations;
pub mod json;
pub mod locale;
pub mod misplaced_value;
pub mod occurrences;
pub mod page;
pub mod param;
pub mod pasted_value;
pub mod preferences;
pub mod query;
pub mod record;
pub mod record_time;
pub mod redact;
pub mod saved_views;
pub mod seen_values;
pub mod selection;
pub mod send_state;
pub mod shortcut;
pub mod sms;
pub mod spelling;
pub mod storage_key;
pub mod token;
pub mod totals;
pub mod zone;
