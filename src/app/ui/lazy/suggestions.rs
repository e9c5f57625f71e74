//! Suggests senders and user names in the two fields for them: those of the rows that were shown so far.
//!
//! The suggestions are not stored, and are removed when the session ends.

use crate::{
    app::report::{Report, follow},
    browser::{clock::once_drawn, datalist::Datalist, document},
    domain::{param::Param, seen_values::SeenValues},
};
use leptos::prelude::*;

/// Updates the suggestions of the two fields whenever rows are shown.
pub(super) fn start(report: Report) {
    let seen = StoredValue::new(SeenValues::default());
    let lists = StoredValue::new_local(SeenValues::PARAMS.map(|param| Datalist::new(param.name())));
    // The values of one session are not suggested in another one.
    report.on_new_session(move || seen.set_value(SeenValues::default()));
    // The hint that recipients can't be searched is set before anything is typed.
    follow(move || {
        let sentence = report.formatter().lazy().no_recipients;
        once_drawn(move || document::describe(Param::Number.name(), sentence));
    });
    follow(move || {
        let shown = report.with_view(|view| view.shown().cloned());
        if let Some(shown) = shown {
            seen.update_value(|seen| seen.add(&shown.page));
        }
        // The fields may not be there yet, or the lists may be gone.
        once_drawn(move || {
            let _ = lists.try_update_value(|lists| {
                for (param, list) in SeenValues::PARAMS.into_iter().zip(lists) {
                    seen.with_value(|seen| list.set(seen.of(param)));
                }
            });
        });
    });
}
