//! The notes on the rows: lines of text about things that need no alarm, some with a button or a link.

use super::{dialog::t_lazy, reading, spoken::spoken};
use crate::{
    app::{
        overview,
        report::{Live, Report, keep_until_cleanup},
        ui::{
            dialog_state::DialogState,
            kit::{
                button::button,
                signals::{choice, derived, memo, show_when, t},
            },
        },
    },
    browser::{address_bar, document, pointer, storage},
    domain::{bidi::isolated, filter_violations::filter_violations, page::DriftKind, preferences::Preference},
    i18n::{Formatter, lazy::LazyMessages},
    requests::Snapshot,
    table::{dom, state_badge},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The time for which the pointer or the focus rests on a link before its page is prefetched, in milliseconds.
const REST_MS: u32 = 150;

/// Renders the notes on the rows. Also starts the automatic refresh, the watch of a send, and the prefetch of the next
/// page.
pub fn notes(report: Report, dialogs: DialogState) -> AnyView {
    // An open dialog gives the focus back to a row.
    let live = Live::start(report, || document::is_in_use(":is(tbody, dialog)"));
    keep_until_cleanup(pointer::on_click_in_row(dom::WATCH, move |row| {
        let shown = untrack(|| report.with_view(|view| view.shown().cloned()));
        let id = shown.and_then(|shown| shown.page.rows.get(row)?.outbox_id.clone());
        if let Some(id) = id {
            live.watch(&id);
        }
    }));
    keep_until_cleanup(document::on_rest("a[rel=next][href]", REST_MS, move |address| {
        if !document::saves_data() {
            report.prefetch(address);
        }
    }));
    let sentence = move |name: fn(&'static LazyMessages) -> &'static str| t_lazy(report, name);
    let safe_mode = Signal::stored(address_bar::is_safe_mode());
    let load_again = move || {
        line(
            sentence(|text| text.safe_mode),
            Some(button("plain", sentence(|text| text.leave_safe_mode), address_bar::leave_safe_mode)),
        )
    };
    // The browser's refusal to store is no signal. It becomes known after a write, and each write also changes one of
    // these, but for those of saved views: their dialog tells.
    let is_refused = memo(move || {
        report.with_view(|_| ());
        report.with_query(|_| ());
        report.language().get();
        report.preferences();
        report.columns();
        storage::has_refused() && !address_bar::is_safe_mode()
    });
    let is_closed = RwSignal::new(false);
    let refused = move || {
        let close = button("plain", t(report, |text| text.close), move || is_closed.set(true));
        line(sentence(|text| text.storage_refused), Some(close))
    };
    let outdated_zone = memo(move || {
        let formatter = report.formatter();
        report.with_deployment(|deployment| {
            deployment.zone.is_outdated() || deployment.shown_zone(formatter).is_outdated()
        })
    });
    let of_shown = move |write: fn(Report, &Snapshot) -> String| {
        derived(move || {
            let shown = report.with_view(|view| view.shown().map(Arc::clone));
            shown.map(|shown| write(report, &shown)).unwrap_or_default()
        })
    };
    view! {
        {printed(report)}
        {spoken(report)}
        <div class="notes">
            {show_when(safe_mode, load_again)}
            {show_when(memo(move || is_refused.get() && !is_closed.get()), refused)}
            {show_when(outdated_zone, move || line(sentence(|text| text.outdated_zone), None))}
            {watched(report, live)}
            {waiting(report)}
            {optional(derived(move || {
                if live.has_failed() { report.formatter().lazy().refresh_failed.to_owned() } else { String::new() }
            }))}
            {optional(derived(move || live.pause_note()))}
            {optional(of_shown(clamped))}
            {optional(of_shown(left_out))}
            {optional(of_shown(filter_ignored))}
            {optional(of_shown(drifted))}
        </div>
        {overview::region(report, dialogs)}
    }
    .into_any()
}

/// Renders the heading of a printed report: the view in words, its dates, the time of its request, and its address. It
/// is visible on paper only.
fn printed(report: Report) -> AnyView {
    let asked = derived(move || {
        let (formatter, zone_name) = (report.formatter(), report.shown_zone_name());
        let at = report.with_view(|view| view.shown().map(|shown| shown.oldest_at()));
        let at = at.map(|at| {
            report.with_deployment(|deployment| formatter.full_time(at, deployment.shown_zone(formatter), &zone_name))
        });
        formatter.lazy().printed.fill([&at.unwrap_or_default(), &report.gateway_host()])
    });
    let link = derived(move || report.link(None).unwrap_or_default());
    // Paper must state the dates that a relative one such as `now-7d` meant.
    let dates = derived(move || {
        let filters = report.active_filters().into_iter().filter_map(|(param, value)| {
            let words = reading::words(report, param, &value)?;
            Some(report.messages().filter.fill([report.messages().param(param), &words]))
        });
        filters.collect::<Vec<_>>().join(" · ")
    });
    view! {
        <div class="printed">
            <h2 translate="no">{derived(move || report.view_name())}</h2>
            <p>{dates}</p>
            <p>{asked}</p>
            <p><bdi dir="ltr" translate="no">{link}</bdi></p>
        </div>
    }
    .into_any()
}

/// Renders a line with a sentence and an action.
fn line(sentence: Signal<String>, action: Option<AnyView>) -> AnyView {
    view! { <p class="note"><span>{sentence}</span> {action}</p> }.into_any()
}

/// Renders a line while its sentence is not empty.
fn optional(sentence: Signal<String>) -> AnyView {
    show_when(memo(move || sentence.with(|sentence| !sentence.is_empty())), move || line(sentence, None))
}

/// Renders the note on the watched send: its state, and a button that stops the watch.
fn watched(report: Report, live: Live) -> AnyView {
    let is_watching = memo(move || report.watched().is_some());
    let has_ended = memo(move || live.seen().is_some_and(|seen| seen.state.is_final()));
    let sentence = derived(move || {
        let formatter = report.formatter();
        let lazy = formatter.lazy();
        let id = isolated(&formatter.digits().write(&report.watched().unwrap_or_default()));
        let sentence = match live.seen() {
            None => lazy.watching.fill([&id]),
            Some(seen) => {
                let (_, _, state) = state_badge::parts(&seen.state, formatter);
                let sentence = if seen.state.is_final() { lazy.watch_ended } else { lazy.watch_goes_on };
                sentence.fill([&id, &isolated(&state)])
            }
        };
        if live.is_watch_failing() { [&sentence, " ", lazy.watch_failed].concat() } else { sentence }
    });
    let as_of = derived(move || {
        let formatter = report.formatter();
        let time = |at| report.with_deployment(|deployment| formatter.time(at, deployment.shown_zone(formatter)));
        let seen = live.seen().filter(|seen| !seen.state.is_final());
        seen.map(|seen| formatter.messages().as_of.fill([&time(seen.at)])).unwrap_or_default()
    });
    let end = derived(move || {
        let formatter = report.formatter();
        if has_ended.get() { formatter.messages().close } else { formatter.lazy().stop_watching }.to_owned()
    });
    let view = move || {
        let stop = button("plain", end, move || live.stop_watching());
        line(sentence, Some(view! { <span class="as-of" aria-live="off">{as_of}</span> {stop} }.into_any()))
    };
    // The line is a live region, as the person waits for the end of the send; the time of each answer is not announced.
    view! { <div aria-live="polite">{show_when(is_watching, view)}</div> }.into_any()
}

/// Renders the number of new sends that the view does not show yet, as rows in use must not move, with a button or link
/// that shows them.
fn waiting(report: Report) -> AnyView {
    let count = derived(move || {
        let waiting = report.with_view(|view| view.shown().map_or(0, |shown| shown.waiting));
        if waiting == 0 { String::new() } else { report.formatter().count(waiting) }
    });
    let is_first = memo(move || report.with_view(|view| view.shown().is_none_or(|shown| shown.page.current_page == 1)));
    let has_some = memo(move || count.with(|count| !count.is_empty()));
    let show = move || button("plain", t_lazy(report, |text| text.show_waiting), move || report.refresh());
    let first_page = move || {
        let href = Signal::derive(move || report.href(1));
        view! { <a class="plain" href=href>{t(report, |text| text.first_page)}</a> }.into_any()
    };
    let view = move || {
        let sentence = derived(move || report.formatter().lazy().waiting.fill([&count.get()]));
        let way = view! {
            {show_when(is_first, show)}
            {show_when(memo(move || !is_first.get()), first_page)}
        };
        line(sentence, Some(way.into_any()))
    };
    show_when(has_some, view)
}

/// Returns the sentence for a gateway that gives another number of rows per page than was asked for.
fn clamped(report: Report, shown: &Snapshot) -> String {
    let formatter = report.formatter();
    let (asked, given) = (shown.query.limit(), shown.page.per_page);
    if asked == given {
        return String::new();
    }
    formatter.lazy().clamped.fill([&formatter.count(given), &formatter.count(asked)])
}

/// Returns the sentence for an answer with more rows than a page holds.
fn left_out(report: Report, shown: &Snapshot) -> String {
    let formatter = report.formatter();
    let kept = u64::try_from(shown.page.rows.len()).unwrap_or_default();
    match shown.page.left_out {
        0 => String::new(),
        left_out => {
            formatter.lazy().left_out.fill([&formatter.count(kept.saturating_add(left_out)), &formatter.count(kept)])
        }
    }
}

/// Returns the sentence for a gateway that seems to ignore filters. Rows are judged by the `now` of their request.
fn filter_ignored(report: Report, shown: &Snapshot) -> String {
    let formatter = report.formatter();
    let judged = shown.answered_rows();
    let found =
        report.with_deployment(|deployment| filter_violations(&shown.query, &judged, deployment.clock(shown.now)));
    let rows = u64::try_from(judged.len()).unwrap_or_default();
    let sentences = found.into_iter().map(|(param, count)| {
        let label = formatter.messages().param(param);
        formatter.lazy().filter_ignored.fill([label, &formatter.count(count), &formatter.count(rows)])
    });
    sentences.collect::<Vec<_>>().join(" ")
}

/// Returns the sentence on values that differ from the API document.
fn drifted(report: Report, shown: &Snapshot) -> String {
    let formatter = report.formatter();
    let lazy = formatter.lazy();
    let mut parts = Vec::new();
    for (how, sentence) in [
        (DriftKind::Useless, lazy.useless),
        (DriftKind::Milliseconds, lazy.milliseconds),
        (DriftKind::Unread, lazy.unread),
    ] {
        let drifts = shown.page.drifts.iter().filter(|drift| drift.how == how);
        let paths: Vec<String> = drifts
            .map(|drift| match drift.count {
                1 => isolated(&drift.path()),
                count => lazy.several.fill([&isolated(&drift.path()), &formatter.count(count)]),
            })
            .collect();
        if !paths.is_empty() {
            parts.push(sentence.fill([&paths.join(lazy.comma)]));
        }
    }
    parts.join(" ")
}

/// Renders the choice of the automatic refresh's interval.
pub(super) fn auto_refresh(report: Report) -> AnyView {
    let value = derived(move || report.preferences().name(Preference::AutoRefresh).to_owned());
    let choices = Preference::AutoRefresh.options().iter().map(|seconds| {
        let label = derived(move || interval(report.formatter(), seconds.parse().unwrap_or_default()));
        choice(value, (*seconds).to_owned(), label)
    });
    let choose = move |event| report.set_preference(Preference::AutoRefresh, &event_target_value(&event));
    let label = t_lazy(report, |text| text.auto_refresh);
    view! {
        <select class="auto-refresh" class:on=memo(move || report.preferences().auto_refresh() > 0) aria-label=label title=label on:change=choose>
            {choices.collect_view()}
        </select>
    }
    .into_any()
}

/// Returns an interval in words; "never" for 0.
pub(super) fn interval(formatter: Formatter, seconds: u64) -> String {
    let lazy = formatter.lazy();
    match seconds {
        0 => lazy.never.to_owned(),
        60.. => lazy.minutes.fill([&formatter.count(seconds / 60)]),
        _ => lazy.seconds.fill([&formatter.count(seconds)]),
    }
}
