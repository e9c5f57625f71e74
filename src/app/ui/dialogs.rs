//! Which dialog is open. What the dialogs are is loaded later.

use super::parts::{click, flag, say, when};
use crate::{
    app::{
        later::{self, Later},
        loading::Loading,
        report::Report,
    },
    domain::{column::Column, param::Param},
};
use leptos::prelude::*;

/// A dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The calendar of a date's field.
    Day(Param),
    /// The export of rows into files.
    Export,
    /// Links to this view, its request, and opening what was pasted.
    Share,
    /// The views that are kept on the device.
    Views,
    /// The record of the row at this place of the page, from 0.
    Detail(usize),
    /// Which columns the table has.
    Columns,
    /// What a column shows.
    Column(Column),
    /// What the person has chosen.
    Settings,
    /// What states mean, and what keys do.
    Help,
}

/// The one dialog that is open, and what the page says of what was done in it. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Dialogs {
    wanted: RwSignal<Option<Wanted>>,
    /// The dialog that was open last.
    last: StoredValue<Option<Wanted>>,
    /// The id of the record that was read last; empty where it has none.
    read: StoredValue<String>,
    said: RwSignal<String>,
    loading: Loading,
}

impl Dialogs {
    /// None is open. The dialogs are loaded when the first rows are there.
    pub fn new(report: Report) -> Self {
        let loading = Loading::new(later::fetch);
        later::after_the_first_rows(loading, report);
        let (last, read) = (StoredValue::new(None), StoredValue::default());
        Self { wanted: RwSignal::new(None), last, read, said: RwSignal::default(), loading }
    }

    /// What is loaded later, once it is there.
    pub(super) fn loaded(self) -> Option<Later> {
        later::get(self.loading)
    }

    /// Returns whether they can't be loaded.
    pub fn are_missing(self) -> bool {
        self.loading.has_failed()
    }

    /// Opens one.
    pub fn open(self, wanted: Wanted) {
        self.loading.load(true);
        self.said.set(String::new());
        self.last.set_value(Some(wanted));
        self.wanted.set(Some(wanted));
    }

    /// Opens the last one again. `place` returns the place of the row with this id. Returns whether there is one to open.
    pub(super) fn reopen(self, place: impl Fn(&str) -> Option<usize>) -> bool {
        let wanted = match self.last.get_value() {
            Some(Wanted::Detail(_)) => self.read.with_value(|id| place(id)).map(Wanted::Detail),
            other => other,
        };
        self.wanted.set(wanted);
        wanted.is_some()
    }

    /// Remembers the record that is read, for [`Self::reopen`].
    pub(super) fn remember(self, id: &str) {
        self.read.set_value(id.to_owned());
    }

    /// Closes the dialog for good.
    pub(super) fn forget(self) {
        self.close();
        self.last.set_value(None);
        self.read.set_value(String::new());
    }

    /// Which one is open.
    pub fn wanted(self) -> Option<Wanted> {
        self.wanted.get()
    }

    /// Closes it.
    pub fn close(self) {
        self.wanted.set(None);
    }

    /// What was done in the last one; empty where there is nothing to say.
    pub fn said(self) -> String {
        self.said.get()
    }

    /// Says what was done.
    pub fn say(self, sentence: impl Into<String>) {
        self.said.set(sentence.into());
    }

    /// What is loaded later shows itself here once it is there.
    pub(super) fn later(self, view: impl Fn(Later) -> AnyView + Send + Sync + 'static) -> AnyView {
        (move || self.loaded().map(&view)).into_any()
    }
}

/// The open dialog and what was done in the last one, or why they can't be shown.
#[component]
pub(super) fn DialogHost(
    /// The state of the page.
    report: Report,
    /// Which one is open.
    dialogs: Dialogs,
) -> impl IntoView {
    view! {
        {not_loaded(report, dialogs.loading)}
        {dialogs.later(move |later| (later.dialogs)(report, dialogs))}
    }
}

/// Says that a part of the page can't be loaded, where that is so, and loads it again.
pub fn not_loaded(report: Report, loading: Loading) -> AnyView {
    let failure = move || {
        view! {
            <div class="notice" role="alert">
                <p>{say(report, |text| text.later_not_loaded)}</p>
                <button type="button" class="quiet" on:click=click(move || loading.load(true))>
                    {say(report, |text| text.try_again)}
                </button>
            </div>
        }
        .into_any()
    };
    when(flag(move || loading.has_failed()), failure)
}
