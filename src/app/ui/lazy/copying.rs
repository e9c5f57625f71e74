//! Copying to the clipboard, and its outcome on the page. Part of the lazy views.

use crate::{
    app::{
        report::{Report, follow},
        ui::kit::signals::{memo, show_when},
    },
    browser::files::{self, ClipboardContent},
};
use leptos::prelude::*;

/// The outcome of the last copy to the clipboard: a sentence that says what was copied, or that the browser has
/// refused. After a refusal, the text itself is shown in a field and selected, for the person to copy. It is a handle:
/// copies share the same state.
#[derive(Clone, Copy)]
pub(super) struct Copying {
    report: Report,
    /// The id of the field that shows the text.
    id: &'static str,
    status: RwSignal<String>,
    text: RwSignal<String>,
}

impl Copying {
    /// Creates the handle, without an outcome. `id` is the HTML id of the field that shows the text.
    pub(super) fn new(report: Report, id: &'static str) -> Self {
        let copying = Self { report, id, status: RwSignal::default(), text: RwSignal::default() };
        // The sentence and the text are of the language of the copy.
        follow(move || {
            report.formatter();
            copying.forget();
        });
        copying
    }

    /// Copies a text to the clipboard. Shows the sentence `done` when that has succeeded, and the text in a field if
    /// the browser refuses.
    pub(super) fn copy(self, content: ClipboardContent, done: String) {
        let refused = untrack(|| self.report.formatter()).lazy().not_copied;
        let text = content.text.clone();
        // The view may be gone by the time of the answer. Setting its signals then does nothing.
        files::copy(content, move |is_copied| {
            let (status, text) = if is_copied { (done, String::new()) } else { (refused.to_owned(), text) };
            self.status.set(status);
            self.text.set(text);
            if !is_copied {
                files::select_soon(self.id);
            }
        });
    }

    /// Removes the sentence and the field of the last copy from the page.
    pub(super) fn forget(self) {
        self.status.set(String::new());
        self.text.set(String::new());
    }

    /// Renders the sentence and, after a refusal of the browser, the field with the text.
    pub(super) fn view(self) -> AnyView {
        let (id, status, text) = (self.id, self.status, self.text);
        let is_refused = memo(move || text.with(|text| !text.is_empty()));
        let field = move || {
            view! { <textarea id=id dir="auto" readonly rows="3" aria-label=status prop:value=text></textarea> }
                .into_any()
        };
        view! {
            <p class="copied-note" aria-live="polite">{status}</p>
            {show_when(is_refused, field)}
        }
        .into_any()
    }
}
