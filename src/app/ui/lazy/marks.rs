//! Marks the occurrences of the message filter's text in the rows and in the record.

use crate::{
    app::report::{Report, follow},
    browser::{clock::once_drawn, highlights::Marks},
    domain::occurrences::Needle,
    table::dom,
};
use std::rc::Rc;

/// The selector of the message in the record's dialog.
const IN_RECORD: &str = ".record .bubble";

/// Marks the message filter's text in the rows, and again whenever the rows change.
pub(super) fn in_rows(report: Report) {
    keep(report, "found-in-rows", dom::MESSAGES, move || {
        // Rows are written anew when the columns change, and rows outside the window a moment later.
        report.columns();
        report.has_all_rows();
    });
}

/// Marks the message filter's text in the record's dialog, and again whenever the dialog changes. `track` reads the
/// signals on which the dialog depends.
pub(super) fn in_record(report: Report, track: impl Fn() + 'static) {
    keep(report, "found-in-record", IN_RECORD, track);
}

/// Marks the message filter's text in the elements that match `selector`, and again whenever the answer that is shown
/// or a signal that `track` reads changes.
fn keep(report: Report, name: &'static str, selector: &'static str, track: impl Fn() + 'static) {
    let marks = Rc::new(Marks::new(name));
    follow(move || {
        track();
        // The preferences decide whether codes are hidden.
        report.formatter();
        let text = report.with_view(|view| view.shown()?.query.filters().message.clone());
        let marks = Rc::clone(&marks);
        once_drawn(move || match text {
            Some(text) => {
                let needle = Needle::new(&text);
                marks.set(selector, move |text| needle.find(text));
            }
            None => marks.clear(),
        });
    });
}
