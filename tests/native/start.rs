//! From nothing to rows: what is kept on the device and what an address says.

mod deployment;
mod early;
mod preferences;
mod session;
mod view;

use outbox_report::domain::storage_key::{Area, Key};

/// Reads of a device that keeps these texts.
pub(crate) fn device(kept: &[(Area, Key, &str)]) -> impl Fn(Area, Key) -> Option<String> {
    move |area, key| kept.iter().find(|own| (own.0, own.1) == (area, key)).map(|own| own.2.to_owned())
}
