//! Marks what the message filter looks for, in the rows and in the record.

use super::dialog::once_drawn;
use crate::{
    app::report::{Report, follow},
    browser::highlights::Marks,
    domain::occurrences::Needle,
    table::dom,
};
use std::rc::Rc;

/// The message in the record.
const IN_RECORD: &str = ".record .bubble";

/// Keeps the marks in the rows in step with the rows.
pub(super) fn in_rows(report: Report) {
    keep(report, "found-in-rows", dom::MESSAGES, move || {
        // A row is written anew where its columns change, and a moment later where it is out of sight.
        report.columns();
        report.has_all_rows();
    });
}

/// Keeps the marks in the record in step with it. `track` reads the signals of which the record is made.
pub(super) fn in_record(report: Report, track: impl Fn() + 'static) {
    keep(report, "found-in-record", IN_RECORD, track);
}

/// Keeps the marks in what matches `selector` in step with the answer that is shown, and with what `track` reads.
fn keep(report: Report, name: &'static str, selector: &'static str, track: impl Fn() + 'static) {
    let marks = Rc::new(Marks::new(name));
    follow(move || {
        track();
        // Codes may be hidden, or shown again.
        report.formatter();
        let text = report.with_view(|view| view.shown()?.query.filters().message.clone());
        let marks = Rc::clone(&marks);
        once_drawn(move || match text {
            Some(text) => {
                let needle = Needle::new(&text);
                marks.set(selector, move |text| needle.places(text));
            }
            None => marks.clear(),
        });
    });
}
