//! The toolbar over the table: the range of the shown rows, their time, and the tools of the view.

use super::{
    dialog_state::DialogState,
    kit::icon::{Draw, Icon},
    kit::signals::{Click, click, derived, t},
};
use crate::{
    app::report::Report,
    browser::clock,
    domain::page::{Emptiness, Page},
    i18n::Formatter,
};
use leptos::prelude::*;

/// Renders the toolbar. Its status is one element whose text changes, so that each change is announced.
#[component]
pub(super) fn Toolbar(
    /// The state of the page.
    report: Report,
    /// The dialogs that the tools may open.
    dialogs: DialogState,
) -> impl IntoView {
    // A live region announces only changes: its text is set after the region is on the page.
    let is_there = RwSignal::new(false);
    // The toolbar may be gone by then.
    clock::in_next_task(move || {
        let _ = is_there.try_set(true);
    });
    let status = derived(move || {
        if !is_there.get() {
            return String::new();
        }
        report.with_view(|view| view.shown().map(|shown| range(&shown.page, report.formatter())).unwrap_or_default())
    });
    let as_of = derived(move || {
        // This text appears together with the status beside it.
        if !is_there.get() {
            return String::new();
        }
        let time = report.with_view(|view| view.shown().map(|shown| report.rows_at(shown)));
        time.map(|time| report.messages().as_of.fill([&time])).unwrap_or_default()
    });
    // An automatic refresh is not announced to assistive technology.
    let live = derived(move || {
        let is_refreshed = report.with_view(|view| view.shown().is_some_and(|shown| shown.is_refreshed));
        if is_refreshed { "off" } else { "polite" }.to_owned()
    });
    view! {
        <div class="toolbar">
            <p class="status" role="status" aria-atomic="true" aria-live=live>{status}</p>
            <p class="as-of">{as_of}</p>
            <span class="tools">
                {dialogs.lazy(move |lazy| (lazy.tools)(report, dialogs))}
                {tool(Icon::Refresh, t(report, |text| text.refresh), click(move || report.refresh()))}
            </span>
        </div>
    }
}

/// Renders a button whose word is hidden where there is no room for it.
pub(super) fn tool(icon: Icon, name: Signal<String>, act: Click) -> AnyView {
    view! {
        <button type="button" class="quiet tool" aria-label=name on:click=act>
            <Draw icon/>
            <span>{name}</span>
        </button>
    }
    .into_any()
}

/// Returns the range of the shown rows out of all, in the gateway's own numbers.
fn range(page: &Page, formatter: Formatter) -> String {
    let messages = formatter.messages();
    let count = |number: Option<u64>| number.map(|number| formatter.count(number)).unwrap_or_default();
    if let Some(emptiness) = page.emptiness() {
        return empty(emptiness, page.current_page, formatter);
    }
    let (from, to) = (count(page.from), count(page.to));
    match page.total {
        Some(total) => messages.range.fill([&from, &to, &formatter.count(total)]),
        None if page.leads_on() => messages.range_of_unknown.fill([&from, &to]),
        None => messages.last_range.fill([&from, &to]),
    }
}

/// Returns the sentence on a page without rows.
pub(super) fn empty(emptiness: Emptiness, page: u64, formatter: Formatter) -> String {
    let messages = formatter.messages();
    match emptiness {
        Emptiness::PastTheEnd(last) => messages.past_the_end.fill([&formatter.count(page), &formatter.count(last)]),
        Emptiness::NoneCame(total) => messages.none_came.fill([&formatter.count(total)]),
        Emptiness::EmptyPage => messages.empty_page.fill([&formatter.count(page)]),
        Emptiness::NoRows => messages.no_sends.to_owned(),
    }
}
