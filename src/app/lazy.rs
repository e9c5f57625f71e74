//! The lazy part: the code of dialogs and of all other views that are shown on demand. It is loaded after the first
//! rows, or beside the connect form.
//!
//! `split_point` is the split point: in the release build, code that only it reaches is a file of its own
//! (`xtask/src/dist/parts.rs`). [`LazyViews`] is therefore the whole list of the part's functions that the rest of the
//! page may call.

use crate::{
    app::{
        exporting,
        loading::{Loading, NotLoaded},
        report::{Exporter, Report, follow},
        ui::{DialogState, lazy},
    },
    browser::{clock, document::Sheet},
    domain::{config::ConfigError, param::Param, zone::Moment},
    first::Task,
    gateway::{
        failure,
        fault::{Fault, Unread},
        retry_after,
    },
    i18n::Formatter,
};
use leptos::prelude::*;
use std::{cell::Cell, future::poll_fn, pin::pin, task::Poll};

/// The functions of the lazy part that the rest of the page may call.
#[derive(Clone, Copy)]
pub struct LazyViews {
    /// Renders the open dialog, and the outcome of the dialog that was closed last.
    pub dialogs: fn(Report, DialogState) -> AnyView,
    /// Renders the active filters as a list of chips.
    pub active_filters: fn(Report) -> AnyView,
    /// Reads an answer that is not a page of rows: the token of the request, which is redacted in the result, the HTTP
    /// status, and the body, which is `None` if it was too long to be read.
    pub failure: fn(&str, u16, Result<&str, Unread>) -> Fault,
    /// Returns the seconds that a `Retry-After` header asks to wait from the given instant on; `None` if its text can't
    /// be read or is a date that has passed.
    pub retry_after: fn(&str, Moment) -> Option<u32>,
    /// Returns the sentence on an error in `config.json`.
    pub config_error_text: fn(&ConfigError, Formatter) -> String,
    /// Renders the interpretation of a date field's text, in words.
    pub reading: fn(Report, Param) -> AnyView,
    /// Rewrites a date field's text in numbers if it has the name of a month, and makes the date take effect.
    pub leave_date: fn(Report, Param),
    /// Renders the sentence that stands in the place of something whose code is on its way.
    pub awaited: fn(Report) -> AnyView,
    /// Renders the reason why there are no rows and what to do about it, or the totals of the rows and the actions on
    /// the selected ones.
    pub under_rows: fn(Report) -> AnyView,
    /// Renders links to other ways to look for the searched text.
    pub also_try: fn(Report) -> AnyView,
    /// Renders the details of a failure.
    pub failure_details: fn(Report) -> AnyView,
    /// Renders the field *Go to date*, which leads to the page with the rows of a date.
    pub go_to_date: fn(Report, DialogState) -> AnyView,
    /// Renders the notes over the table, such as the one on filters that the gateway seems to ignore.
    pub notes: fn(Report, DialogState) -> AnyView,
    /// Renders the tools of the view: columns, export, saved views, sharing.
    pub tools: fn(Report, DialogState) -> AnyView,
    /// Renders the menu's buttons: help, printing, settings.
    pub menu: fn(Report, DialogState) -> AnyView,
}

thread_local! {
    static LAZY: Cell<Option<LazyViews>> = const { Cell::new(None) };
}

/// Returns the functions of the lazy part; `None` while it isn't loaded.
pub fn get(loading: Loading) -> Option<LazyViews> {
    if loading.is_there() { LAZY.get() } else { None }
}

/// Loads the lazy part if it isn't loaded yet, and returns whether it is loaded then.
pub fn fetch() -> Task<bool> {
    Box::pin(async { soon(None).await.is_some() })
}

/// Starts to load the lazy part when the first rows are there, when the request has failed, or when there is no
/// request. Without a session nothing needs it yet, so a failure is no news then.
pub fn after_the_first_rows(loading: Loading, report: Report) {
    follow(move || {
        let has_rows = report.with_view(|view| view.shown().is_some());
        let is_connected = report.is_connected();
        let nothing_is_asked = !is_connected || report.with_query(|query| query.is_none());
        // The lazy part has the details of a failure. If the network is what has failed, loading it fails without a
        // notice.
        let (has_failed, has_network) =
            report.with_view(|view| view.fault().map_or((false, true), |fault| (true, fault.status().is_some())));
        if nothing_is_asked || has_rows || has_failed {
            loading.load(is_connected && has_network);
        }
    });
}

/// Makes the loading of the lazy part a split point; the macro turns this function into an `async` one.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(dialogs, fallible)]
fn split_point() -> Result<LazyViews, NotLoaded> {
    Ok(all())
}

/// The style sheets of the lazy views.
const STYLE: &str = concat!(
    include_str!("../../style/lazy/base.css"),
    include_str!("../../style/lazy/kit.css"),
    include_str!("../../style/lazy/dialog.css"),
    include_str!("../../style/lazy/active_filters.css"),
    include_str!("../../style/lazy/also_try.css"),
    include_str!("../../style/lazy/columns.css"),
    include_str!("../../style/lazy/day_picker.css"),
    include_str!("../../style/lazy/detail.css"),
    include_str!("../../style/lazy/failure_details.css"),
    include_str!("../../style/lazy/go_to_date.css"),
    include_str!("../../style/lazy/help.css"),
    include_str!("../../style/lazy/notes.css"),
    include_str!("../../style/lazy/panel.css"),
    include_str!("../../style/lazy/report_table.css"),
    include_str!("../../style/lazy/saved_views.css"),
    include_str!("../../style/lazy/settings.css"),
    include_str!("../../style/lazy/share.css"),
    include_str!("../../style/lazy/summary.css"),
    include_str!("../../style/lazy/toolbar.css"),
    include_str!("../../style/lazy/without_each.css"),
    include_str!("../../style/lazy/print.css"),
);

/// Loads the lazy part if it isn't there. Returns `None` if it can't be loaded, or not within `timeout_ms`
/// milliseconds.
pub fn soon(timeout_ms: Option<u32>) -> Task<Option<LazyViews>> {
    Box::pin(async move {
        if let Some(lazy) = LAZY.get() {
            return Some(lazy);
        }
        let mut loading = pin!(load());
        let mut time = timeout_ms.map(|timeout_ms| Box::pin(clock::wait(timeout_ms)));
        let lazy = poll_fn(|context| match (loading.as_mut().poll(context), &mut time) {
            (Poll::Ready(loaded), _) => Poll::Ready(loaded.ok()),
            (Poll::Pending, Some(time)) => time.as_mut().poll(context).map(|()| None),
            (Poll::Pending, None) => Poll::Pending,
        });
        let lazy = lazy.await?;
        LAZY.set(Some(lazy));
        Some(lazy)
    })
}

async fn load() -> Result<LazyViews, NotLoaded> {
    #[cfg(feature = "split")]
    return split_point().await;
    #[cfg(not(feature = "split"))]
    return std::future::ready(Ok(all())).await;
}

fn all() -> LazyViews {
    // Several callers may wait for the part at once; the sheet is added for the first.
    if LAZY.get().is_none() {
        Sheet::add(STYLE);
        // If the export part couldn't be loaded at the sign-out, its records are still there.
        if Exporter::has_stored() {
            exporting::remove_kept();
        }
    }
    LazyViews {
        dialogs: lazy::dialogs,
        active_filters: lazy::active_filters,
        failure: failure::read,
        retry_after: retry_after::seconds,
        config_error_text: lazy::config_error_text,
        reading: lazy::reading,
        leave_date: lazy::leave_date,
        awaited: lazy::awaited,
        under_rows: lazy::under_rows,
        also_try: lazy::also_try,
        failure_details: lazy::failure_details,
        go_to_date: lazy::go_to_date,
        notes: lazy::notes,
        tools: lazy::tools,
        menu: lazy::menu,
    }
}
