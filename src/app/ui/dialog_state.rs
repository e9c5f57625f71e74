//! The state of the dialogs: which one is open. Their views are in the lazy part.

use super::kit::{
    button::button,
    signals::{memo, show_when, t},
};
use crate::{
    app::{
        exporting,
        lazy::{self, LazyViews},
        loading::Loading,
        report::{Report, follow},
    },
    browser::{address_bar, clock},
    domain::{column::Column, param::Param},
};
use leptos::prelude::*;

/// A dialog of the page, with the data that it is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The calendar of a date field.
    Day(Param),
    /// The export of rows into files.
    Export,
    /// Links to the present view, its request, and a field to open a pasted link.
    Share,
    /// The saved views.
    Views,
    /// The record of a row, by the row's index on the page, from 0.
    Detail(usize),
    /// The choice of the table's columns.
    Columns,
    /// The explanation of one column.
    Column(Column),
    /// The person's preferences.
    Settings,
    /// The meanings of states, and the keyboard shortcuts.
    Help,
}

/// The open dialog, and the sentence on the outcome of the dialog that was closed last. It is a handle: copies share
/// the same state.
#[derive(Clone, Copy)]
pub struct DialogState {
    current: RwSignal<Option<Dialog>>,
    /// The dialog that was open last.
    last: StoredValue<Option<Dialog>>,
    /// The id of the record that was shown last; empty if it has none.
    read: StoredValue<String>,
    /// The dialog in whose place Help was opened; `None` if Help is not open, or was opened from the page.
    beneath: StoredValue<Option<Dialog>>,
    /// The query string of the page when Help was opened in place of a dialog.
    query: StoredValue<String>,
    status: RwSignal<String>,
    loading: Loading,
    /// The loading of the export part, which has the content of one dialog, and the overview.
    pub(in crate::app) exporting: Loading,
    /// The signals that let the lazy views of each region render, in the order of the regions.
    waiting: StoredValue<Vec<RwSignal<bool>>>,
    /// The signal of this region, or of what is outside of the regions.
    is_due: RwSignal<bool>,
}

impl DialogState {
    /// Creates the state without an open dialog. The lazy part, which has the dialogs, is loaded after the first rows.
    pub fn new(report: Report) -> Self {
        let (loading, exporting) = (Loading::new(lazy::fetch), Loading::new(exporting::fetch));
        lazy::after_the_first_rows(loading, report);
        let (last, read) = (StoredValue::new(None), StoredValue::default());
        let (current, status, is_due) = (RwSignal::new(None), RwSignal::default(), RwSignal::new(false));
        let (beneath, query, waiting) = (StoredValue::new(None), StoredValue::default(), StoredValue::default());
        let dialogs = Self { current, last, read, beneath, query, status, loading, exporting, waiting, is_due };
        follow(move || {
            if dialogs.loaded().is_some() {
                dialogs.make_next();
            }
        });
        dialogs
    }

    /// Returns the handle for a region of the page, whose lazy views render together: one of them alone could move
    /// others.
    #[must_use]
    pub fn of_region(self) -> Self {
        let is_due = RwSignal::new(untrack(|| self.loaded()).is_some());
        if !is_due.get_untracked() {
            self.waiting.update_value(|waiting| waiting.push(is_due));
        }
        Self { is_due, ..self }
    }

    /// Lets the lazy views render, the views of each region in a task of their own, so that the page answers to clicks
    /// in between. Views outside of a region render with those of the last one.
    fn make_next(self) {
        let (mut next, mut is_last) = (None, true);
        let _ = self.waiting.try_update_value(|waiting| {
            if !waiting.is_empty() {
                next = Some(waiting.remove(0));
            }
            is_last = waiting.is_empty();
        });
        for is_due in next.into_iter().chain(is_last.then_some(self.is_due)) {
            let _ = is_due.try_set(true);
        }
        if !is_last {
            clock::in_next_task(move || self.make_next());
        }
    }

    /// Returns whether the lazy part is loaded and it is this region's turn, see [`Self::lazy`].
    pub(super) fn is_due(self) -> bool {
        self.is_due.get() && self.loaded().is_some()
    }

    /// Returns the functions of the lazy part; `None` while it isn't loaded.
    pub(super) fn loaded(self) -> Option<LazyViews> {
        lazy::get(self.loading)
    }

    /// Returns whether the page has tried to load the lazy part, which has the dialogs, and has failed.
    pub fn are_missing(self) -> bool {
        self.loading.has_failed()
    }

    /// Opens a dialog in place of the present one. If the lazy part isn't loaded yet, starts to load it: the dialog is
    /// shown once it is loaded, or a notice if that fails.
    pub fn open(self, current: Dialog) {
        self.loading.load(true);
        self.status.set(String::new());
        self.last.set_value(Some(current));
        self.current.set(Some(current));
    }

    /// Opens Help in place of the present dialog, to which [`Self::leave`] leads back.
    pub(super) fn open_help(self) {
        self.beneath.set_value(self.last.get_value());
        self.query.set_value(address_bar::query());
        self.open(Dialog::Help);
    }

    /// Closes the open dialog, or goes back from Help to the dialog in whose place it was opened, unless the view has
    /// changed since. Returns whether a dialog is open then.
    pub(super) fn leave(self, report: Report) -> bool {
        let beneath = self.beneath.get_value();
        self.beneath.set_value(None);
        if beneath.is_some() && self.query.with_value(|query| *query == address_bar::query()) {
            self.last.set_value(beneath);
            return self.reopen(report);
        }
        self.close();
        false
    }

    /// Opens the dialog again that was closed last: a record in its row of before or, if another record is there now,
    /// in the row that has its id. Returns whether a dialog was opened.
    pub(super) fn reopen(self, report: Report) -> bool {
        let row_of = |index: usize, id: &str| {
            report.with_view(|view| {
                let page = &view.shown()?.page;
                let is_there =
                    page.rows.get(index).is_some_and(|row| row.outbox_id.as_deref().unwrap_or_default() == id);
                if is_there { Some(index) } else { page.index_of(id) }
            })
        };
        let current = match self.last.get_value() {
            Some(Dialog::Detail(index)) => untrack(|| self.read.with_value(|id| row_of(index, id))).map(Dialog::Detail),
            other => other,
        };
        self.current.set(current);
        current.is_some()
    }

    /// Stores the row and the id of the shown record, for [`Self::reopen`].
    pub(super) fn remember(self, row: usize, id: &str) {
        self.last.set_value(Some(Dialog::Detail(row)));
        self.read.set_value(id.to_owned());
    }

    /// Closes the dialog and forgets it, so that it can't be reopened.
    pub(super) fn forget(self) {
        self.close();
        self.last.set_value(None);
        self.beneath.set_value(None);
        self.read.set_value(String::new());
    }

    /// Returns the open dialog; `None` if none is open.
    pub fn current(self) -> Option<Dialog> {
        self.current.get()
    }

    /// Closes the open dialog.
    pub fn close(self) {
        self.current.set(None);
    }

    /// Returns the sentence on the outcome of the dialog that was closed last, such as that a view was opened; empty if
    /// there is none.
    pub fn status(self) -> String {
        self.status.get()
    }

    /// Sets the sentence on the outcome of a dialog.
    pub fn set_status(self, sentence: impl Into<String>) {
        self.status.set(sentence.into());
    }

    /// Renders `view` with the functions of the lazy part, once that is loaded and it is this region's turn, and
    /// nothing before.
    pub(in crate::app) fn lazy(self, view: impl Fn(LazyViews) -> AnyView + Send + Sync + 'static) -> AnyView {
        (move || if self.is_due.get() { self.loaded().map(&view) } else { None }).into_any()
    }
}

/// Renders the open dialog and the outcome of the dialog that was closed last, or a notice if dialogs can't be loaded.
#[component]
pub(super) fn DialogHost(
    /// The state of the page.
    report: Report,
    /// The state of the dialogs.
    dialogs: DialogState,
) -> impl IntoView {
    view! {
        {not_loaded(report, dialogs.loading)}
        {dialogs.lazy(move |lazy| (lazy.dialogs)(report, dialogs))}
    }
}

/// Renders a notice with a button that tries again, once the loading of a part of the wasm has failed.
pub fn not_loaded(report: Report, loading: Loading) -> AnyView {
    let failure = move || {
        view! {
            <div class="notice" role="alert">
                <p>{t(report, |text| text.lazy_not_loaded)}</p>
                {button("quiet", t(report, |text| text.try_again), move || loading.load(true))}
            </div>
        }
        .into_any()
    };
    show_when(memo(move || loading.has_failed()), failure)
}
