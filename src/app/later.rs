//! What is loaded after the first rows: dialogs, and what else is asked for on purpose.
//!
//! [`load`] is a split point: in the release build, code that only it reaches is a file of its own
//! (`xtask/src/dist/parts.rs`). So [`Later`] is the whole list of what the page may call of it.
#![allow(clippy::unnecessary_wraps, reason = "what the macro makes of a split point can fail")]

use crate::{
    app::{
        loading::{Loading, NotLoaded},
        report::{Report, follow},
        ui::{self, Dialogs},
    },
    browser::{clock, document::Sheet},
    domain::{config::ConfigError, param::Param, zone::Moment},
    first::Task,
    gateway::{failure, fault::Fault, retry_after},
    i18n::Formatter,
};
use leptos::prelude::*;
use std::{cell::Cell, future::poll_fn, pin::pin, task::Poll};

/// The doors into the file.
#[derive(Clone, Copy)]
pub struct Later {
    /// The dialog that is open, and what was done in the last one.
    pub dialogs: fn(Report, Dialogs) -> AnyView,
    /// The filters that are set.
    pub active_filters: fn(Report) -> AnyView,
    /// What an answer that is no page says, without a secret.
    pub failure: fn(&str, u16, Option<&str>) -> Fault,
    /// For how many seconds from now a gateway wants to be left alone, by its `Retry-After`.
    pub retry_after: fn(&str, Moment) -> Option<u32>,
    /// What is wrong in `config.json`.
    pub config_error_text: fn(&ConfigError, Formatter) -> String,
    /// What has been understood of the text in a date's field.
    pub reading: fn(Report, Param) -> AnyView,
    /// A date in words becomes one in numbers.
    pub settle_in_numbers: fn(Report, Param),
    /// Why there are no rows, and the way out.
    pub panel: fn(Report) -> AnyView,
    /// Other spellings of the text that is looked for.
    pub also_try: fn(Report) -> AnyView,
    /// A failure in more words.
    pub details: fn(Report) -> AnyView,
    /// What the person should know beside the rows.
    pub notes: fn(Report, Dialogs) -> AnyView,
    /// What can be done with the view.
    pub tools: fn(Report, Dialogs) -> AnyView,
    /// What can be done with the page.
    pub menu: fn(Report, Dialogs) -> AnyView,
    /// The sums of the rows, and what can be done with those that are selected.
    pub summary: fn(Report) -> AnyView,
}

thread_local! {
    static LATER: Cell<Option<Later>> = const { Cell::new(None) };
}

/// Returns what the file shows, once it is there.
pub fn get(loading: Loading) -> Option<Later> {
    if loading.is_there() { LATER.get() } else { None }
}

/// Loads the file if it isn't there, and returns whether it is.
pub fn fetch() -> Task<bool> {
    Box::pin(async { soon(None).await.is_some() })
}

/// Loads the file once the first rows are there, or where there will be none.
pub fn after_the_first_rows(loading: Loading, report: Report) {
    follow(move || {
        let has_rows = report.with_view(|view| view.shown().is_some());
        let nothing_is_asked = report.with_query(|query| query.is_none());
        // A failure in more words, where the network is not what has failed.
        let has_failed = report.with_view(|view| view.fault().is_some());
        if nothing_is_asked || has_rows || has_failed {
            loading.load(!has_failed);
        }
    });
}

/// The split point; the macro makes it `async`.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(dialogs, fallible)]
fn doors() -> Result<Later, NotLoaded> {
    Ok(all())
}

/// The looks of what is in the file.
const STYLE: &str = concat!(
    include_str!("../../style/later/base.css"),
    include_str!("../../style/later/kit.css"),
    include_str!("../../style/later/dialog.css"),
    include_str!("../../style/later/active_filters.css"),
    include_str!("../../style/later/columns.css"),
    include_str!("../../style/later/day_picker.css"),
    include_str!("../../style/later/detail.css"),
    include_str!("../../style/later/details.css"),
    include_str!("../../style/later/help.css"),
    include_str!("../../style/later/notes.css"),
    include_str!("../../style/later/panel.css"),
    include_str!("../../style/later/report_table.css"),
    include_str!("../../style/later/saved_views.css"),
    include_str!("../../style/later/settings.css"),
    include_str!("../../style/later/share.css"),
    include_str!("../../style/later/spellings.css"),
    include_str!("../../style/later/summary.css"),
    include_str!("../../style/later/toolbar.css"),
    include_str!("../../style/later/print.css"),
);

/// Loads the file if it isn't there; `None` where it can't be loaded, or not within so many milliseconds.
pub fn soon(timeout_ms: Option<u32>) -> Task<Option<Later>> {
    Box::pin(async move {
        if let Some(later) = LATER.get() {
            return Some(later);
        }
        let mut loading = pin!(load());
        let mut time = timeout_ms.map(|timeout_ms| Box::pin(clock::wait(timeout_ms)));
        let later = poll_fn(|context| match (loading.as_mut().poll(context), &mut time) {
            (Poll::Ready(loaded), _) => Poll::Ready(loaded.ok()),
            (Poll::Pending, Some(time)) => time.as_mut().poll(context).map(|()| None),
            (Poll::Pending, None) => Poll::Pending,
        });
        let later = later.await?;
        LATER.set(Some(later));
        Some(later)
    })
}

async fn load() -> Result<Later, NotLoaded> {
    #[cfg(feature = "split")]
    return doors().await;
    #[cfg(not(feature = "split"))]
    return std::future::ready(Ok(all())).await;
}

fn all() -> Later {
    // Several may wait for the file.
    if LATER.get().is_none() {
        Sheet::add(STYLE);
    }
    Later {
        dialogs: ui::dialogs,
        active_filters: ui::active_filters,
        failure: failure::read,
        retry_after: retry_after::seconds,
        config_error_text: ui::config_error_text,
        reading: ui::reading,
        settle_in_numbers: ui::settle_in_numbers,
        panel: ui::panel,
        also_try: ui::also_try,
        details: ui::details,
        notes: ui::notes,
        tools: ui::tools,
        menu: ui::menu,
        summary: ui::summary,
    }
}
