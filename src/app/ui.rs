//! The views. Signals in, verbs out: nothing here fetches, and nothing here names the browser's own types.
#![allow(unreachable_pub, reason = "`#[component]` makes a public type of the props of a component of any visibility")]

mod active_filters;
mod columns;
mod commands;
mod config_error;
mod connect;
mod copying;
mod day_picker;
mod detail;
mod details;
mod dialog;
mod dialogs;
mod field_error;
mod filter_bar;
mod full_rows;
mod header;
mod headers;
mod help;
mod icon;
mod notes;
mod notice;
mod pager;
mod panel;
mod parts;
mod reading;
mod report_table;
mod saved_views;
mod settings;
mod share;
mod spellings;
mod summary;
mod toolbar;
mod tools;

pub use active_filters::active_filters;
pub use config_error::{ConfigErrorScreen, config_error_text};
pub use details::details;
pub use dialog::dialogs;
pub use dialogs::{Dialogs, Wanted};
pub use full_rows::rows;
pub use headers::headers;
pub use notes::notes;
pub use panel::panel;
pub use reading::{reading, settle_in_numbers};
pub use report_table::ReportTable;
pub use spellings::also_try;
pub use summary::summary;
pub use tools::{menu, tools};

use crate::{
    app::report::{Report, follow, hold},
    browser::document::{self, MAIN},
    domain::param::Param,
    gateway::fault::Fault,
};
use connect::Connect;
use dialogs::DialogHost;
use filter_bar::FilterBar;
use header::Header;
use leptos::prelude::*;
use notice::Notice;
use pager::Pager;
use parts::{flag, when};
use toolbar::Toolbar;

/// The whole page: the connect form, or the report.
#[component]
pub fn App(
    /// The state of the page.
    report: Report,
) -> impl IntoView {
    let connected = flag(move || report.is_connected());
    hold(document::watch_focus());
    // A request that begins, an answer or a sign-out may take away what has the focus.
    follow(move || {
        connected.track();
        report.with_view(|_| ());
        document::keep_focus_soon();
    });
    let dialogs = Dialogs::new(report);
    view! {
        <Header report dialogs connected/>
        <main id=MAIN tabindex="-1">
            {when(connected, move || view! { <Outbox report dialogs/> }.into_any())}
            {when(flag(move || !connected.get()), move || view! { <Connect report/> }.into_any())}
        </main>
    }
}

/// The report of a connected account.
#[component]
fn Outbox(report: Report, dialogs: Dialogs) -> impl IntoView {
    let wanted = RwSignal::new(false);
    // A value that can't be used must be seen.
    let unfolded = flag(move || {
        let has_error = report.with_field_errors(|errors| errors.params().any(Param::is_filter));
        let has_gateway_error =
            || Param::ALL.into_iter().any(|field| field.is_filter() && report.gateway_error(field).is_some());
        wanted.get() || has_error || has_gateway_error()
    });
    let fold = move |()| wanted.set(!unfolded.get_untracked());
    let connect_again = flag(move || {
        report.with_view(|view| {
            view.fault().is_some_and(|fault| matches!(**fault, Fault::Unauthorized(_) | Fault::Blocked))
        })
    });
    let is_filtered = flag(move || report.is_filtered());
    view! {
        <FilterBar report dialogs unfolded on_fold=fold/>
        <div class="active-filters" class:filled=is_filtered>
            {dialogs.later(move |later| (later.active_filters)(report))}
        </div>
        {dialogs.later(move |later| (later.also_try)(report))}
        <DialogHost report dialogs/>
        <Toolbar report dialogs/>
        {dialogs.later(move |later| (later.notes)(report))}
        <Notice report dialogs/>
        {when(connect_again, move || view! { <Connect report/> }.into_any())}
        <section class="sheet">
            <ReportTable report dialogs/>
            {dialogs.later(move |later| (later.panel)(report))}
            {dialogs.later(move |later| (later.summary)(report))}
            <Pager report/>
        </section>
    }
}
