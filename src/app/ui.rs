//! The views. They read signals and call methods of the report. No view fetches, and none names the browser's own
//! types.
#![allow(unreachable_pub, reason = "`#[component]` makes a public type of the props of a component of any visibility")]

mod config_error;
mod connect;
mod dialog_state;
mod filter_bar;
mod header;
mod kit;
pub mod lazy;
mod notice;
mod pager;
mod report_table;
mod toolbar;

pub use config_error::ConfigErrorScreen;
pub use dialog_state::{Dialog, DialogState, not_loaded};
pub use report_table::follow_with_table;

use crate::{
    app::report::{Report, follow, keep_until_cleanup},
    browser::document,
    domain::param::Param,
    gateway::fault::Fault,
};
use connect::Connect;
use dialog_state::DialogHost;
use filter_bar::FilterBar;
use header::Header;
use kit::signals::{memo, show_when};
use leptos::prelude::*;
use notice::Notice;
use pager::Pager;
use toolbar::Toolbar;

/// Starts the behaviour of the page that belongs to no region, such as keeping the focus. Returns whether there is a
/// session.
pub fn start(report: Report) -> Signal<bool> {
    let connected = memo(move || report.is_connected());
    keep_until_cleanup(document::watch_focus());
    // A new request, an answer or a sign-out may remove the element that has the focus.
    follow(move || {
        connected.track();
        report.with_view(|_| ());
        document::keep_focus_soon();
    });
    connected
}

/// Renders the page's header.
pub fn header_region(report: Report, dialogs: DialogState, connected: Signal<bool>) -> AnyView {
    view! { <Header report dialogs connected/> }.into_any()
}

/// Renders the filter form, the active filters and the host of dialogs, while there is a session.
pub fn filters_region(report: Report, dialogs: DialogState, connected: Signal<bool>) -> AnyView {
    show_when(connected, move || view! { <Filters report dialogs/> }.into_any())
}

#[component]
fn Filters(report: Report, dialogs: DialogState) -> impl IntoView {
    let wanted = RwSignal::new(false);
    // The form unfolds when one of its values can't be used, so that the error is seen.
    let unfolded = memo(move || {
        let has_error = report.with_field_errors(|errors| errors.params().any(Param::is_filter));
        let has_gateway_error =
            || Param::ALL.into_iter().any(|param| param.is_filter() && report.gateway_error(param).is_some());
        wanted.get() || has_error || has_gateway_error()
    });
    let fold = move |()| wanted.set(!unfolded.get_untracked());
    let is_filtered = memo(move || report.is_filtered());
    view! {
        <FilterBar report dialogs unfolded on_fold=fold/>
        <div class="active-filters" class:filled=is_filtered>
            {dialogs.lazy(move |lazy| (lazy.active_filters)(report))}
            {dialogs.lazy(move |lazy| (lazy.also_try)(report))}
        </div>
        <DialogHost report dialogs/>
    }
}

/// Renders the toolbar, the notes and the failure over the table; without a session, the connect form.
pub fn bar_region(report: Report, dialogs: DialogState, connected: Signal<bool>) -> AnyView {
    let bar = show_when(connected, move || view! { <Bar report dialogs/> }.into_any());
    let connect = show_when(memo(move || !connected.get()), move || view! { <Connect report/> }.into_any());
    view! { {bar} {connect} }.into_any()
}

#[component]
fn Bar(report: Report, dialogs: DialogState) -> impl IntoView {
    let connect_again = memo(move || {
        report.with_view(|view| {
            view.fault().is_some_and(|fault| matches!(**fault, Fault::Unauthorized(_) | Fault::Blocked))
        })
    });
    view! {
        <Toolbar report dialogs/>
        {dialogs.lazy(move |lazy| (lazy.notes)(report, dialogs))}
        <Notice report dialogs/>
        {show_when(connect_again, move || view! { <Connect report/> }.into_any())}
    }
}

/// Renders the region under the table: the reason why there are no rows, or the totals of the rows; then the pager.
pub fn pager_region(report: Report, dialogs: DialogState, connected: Signal<bool>) -> AnyView {
    show_when(connected, move || {
        view! {
            {dialogs.lazy(move |lazy| (lazy.under_rows)(report))}
            <Pager report dialogs/>
        }
        .into_any()
    })
}
