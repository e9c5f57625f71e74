//! Copying, and what is said of it. Loaded later.

use super::parts::{flag, when};
use crate::{
    app::report::Report,
    browser::files::{self, Clip},
};
use leptos::prelude::*;

/// What was copied last; or, where the browser does not allow copying, the text itself, selected for the keyboard. A handle:
/// copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Copying {
    report: Report,
    /// The id of the field that shows the text.
    id: &'static str,
    said: RwSignal<String>,
    text: RwSignal<String>,
}

impl Copying {
    /// Nothing was copied yet.
    pub(super) fn new(report: Report, id: &'static str) -> Self {
        Self { report, id, said: RwSignal::default(), text: RwSignal::default() }
    }

    /// Copies, and then says so in these words.
    pub(super) fn copy(self, clip: Clip, done: String) {
        let refused = untrack(|| self.report.formatter()).later().not_copied;
        let text = clip.text.clone();
        // What shows it may be gone by then, which setting a signal survives.
        files::copy(clip, move |is_copied| {
            let (said, text) = if is_copied { (done, String::new()) } else { (refused.to_owned(), text) };
            self.said.set(said);
            self.text.set(text);
            if !is_copied {
                files::select_soon(self.id);
            }
        });
    }

    /// Says no more of it.
    pub(super) fn forget(self) {
        self.said.set(String::new());
        self.text.set(String::new());
    }

    /// The words, and the text where it could not be copied.
    pub(super) fn view(self) -> AnyView {
        let (id, said, text) = (self.id, self.said, self.text);
        let is_refused = flag(move || text.with(|text| !text.is_empty()));
        let field = move || {
            view! { <textarea id=id dir="auto" readonly rows="3" aria-label=said prop:value=text></textarea> }
                .into_any()
        };
        view! {
            <p class="copied-note" aria-live="polite">{said}</p>
            {when(is_refused, field)}
        }
        .into_any()
    }
}
