//! The start: stored texts, and the view of an address.

mod deployment;
mod early;
mod preferences;
mod session;
mod view;

use outbox_report::domain::storage_key::{Area, Key};

/// Returns a function that reads the given stored texts.
pub(crate) fn device(kept: &[(Area, Key, &str)]) -> impl Fn(Area, Key) -> Option<String> {
    move |area, key| kept.iter().find(|own| (own.0, own.1) == (area, key)).map(|own| own.2.to_owned())
}
