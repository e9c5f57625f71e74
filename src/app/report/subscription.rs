//! Subscriptions that end with the reader.

use leptos::{
    prelude::*,
    reactive::graph::{AnySource, Observer, Source, Subscriber},
};

/// Tracks a signal until the reader, a view or a memo, runs again or is disposed of.
///
/// The framework lets a signal forget a reader that is gone only when the signal changes, and a reader of the page's
/// language may never see it change: each opened dialog would leave some hundred subscriptions behind.
pub(super) fn track(signal: AnySource) {
    if let Some(reader) = Observer::get() {
        reader.add_source(signal.clone());
        signal.add_subscriber(reader.clone());
        on_cleanup(move || signal.remove_subscriber(&reader));
    }
}
