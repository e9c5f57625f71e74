//! The number of sends without each of the filters, if there are none with all of them.

use super::{dialog::t_lazy, reading};
use crate::{
    app::{
        report::{CountGroup, Report, follow, keep_until_cleanup},
        ui::kit::{
            button::button,
            signals::{derived, memo, show_when},
        },
    },
    browser::document,
    domain::{param::Param, query::Query, zone::Moment},
};
use leptos::prelude::*;
use std::cell::Cell;

/// The number of sends that match all filters but one.
#[derive(Clone, Copy)]
enum Count {
    Awaited,
    Known(u64),
    /// The count failed, or the gateway states no total.
    Unknown,
}

/// For an answer without rows: the number of sends without each of its filters.
struct Counts {
    /// The query of the answer, and what `now` means in it.
    of: Option<(Query, Moment)>,
    /// A group for each count, as a count that is answered at once calls back while its group is borrowed.
    groups: Vec<CountGroup>,
    list: Vec<(Param, Count)>,
}

/// The id of the heading.
const ID: &str = "without-each";

thread_local! {
    /// True once counting was switched on for the tab.
    static IS_ON: Cell<bool> = const { Cell::new(false) };
}

/// Renders the list: each line is a link that removes a filter, with the number of sends without it. As one view is to
/// make one request, a click switches the counting on: for the tab, or only for the present view if the browser saves
/// data. Nothing is counted while the page is hidden.
pub(super) fn without_each(report: Report) -> AnyView {
    let counts = StoredValue::new_local(Counts { of: None, groups: Vec::new(), list: Vec::new() });
    let changes = RwSignal::new(0_u64);
    let is_switched_on = RwSignal::new(IS_ON.get() && !document::saves_data());
    let is_hidden = RwSignal::new(document::is_hidden());
    keep_until_cleanup(document::on_visibility(move || is_hidden.set(document::is_hidden())));
    follow(move || {
        let shown = report.with_view(|view| view.shown().map(|shown| (shown.query.clone(), shown.now)));
        let is_wanted = shown.as_ref().is_some_and(|(own, _)| report.with_query(|query| query == Some(own)));
        let shown = shown.filter(|_| is_wanted && is_switched_on.get() && !is_hidden.get());
        if counts.with_value(|counts| counts.of != shown) {
            begin(report, counts, changes, shown);
        }
    });
    let lines = move || {
        changes.track();
        let count_of = |param| {
            counts.with_value(|counts| counts.list.iter().find(|(own, _)| *own == param).map(|(_, count)| *count))
        };
        let filters = report.active_filters().into_iter();
        let lines = filters.map(|(param, value)| {
            let value = reading::value_in_short(report, param, value);
            line(report, param, &value, count_of(param))
        });
        lines.collect_view()
    };
    let pause = derived(move || {
        changes.track();
        let is_counting = counts.with_value(|counts| counts.list.iter().any(|(_, own)| matches!(own, Count::Awaited)));
        if is_counting { report.pause_note() } else { String::new() }
    });
    let count = move || {
        IS_ON.set(true);
        is_switched_on.set(true);
        // The button is removed, so the focus moves to the heading.
        document::focus_soon(ID.to_owned());
    };
    let switch = move || button("quiet", t_lazy(report, |text| text.count_without_each), count);
    view! {
        <div class="without-each">
            <h3 id=ID tabindex="-1">{t_lazy(report, |text| text.without_each)}</h3>
            <ul aria-labelledby=ID>{lines}</ul>
            <p class="hint" aria-live="polite">{pause}</p>
            {show_when(memo(move || !is_switched_on.get()), switch)}
        </div>
    }
    .into_any()
}

/// Starts the counts for an answer, and cancels those for any other answer.
fn begin(
    report: Report,
    counts: StoredValue<Counts, LocalStorage>,
    changes: RwSignal<u64>,
    of: Option<(Query, Moment)>,
) {
    let filters = if of.is_some() { untrack(|| report.active_filters()) } else { Vec::new() };
    counts.update_value(|counts| {
        counts.groups.clear();
        counts.list = filters.iter().map(|(param, _)| (*param, Count::Awaited)).collect();
        counts.of.clone_from(&of);
    });
    changes.update(|changes| *changes += 1);
    let Some((query, now)) = of else { return };
    for (param, _) in filters {
        let mut group = CountGroup::new(report);
        group.count(&query.without(param), now, move |total| {
            let count = total.ok().flatten().map_or(Count::Unknown, Count::Known);
            counts.update_value(|counts| {
                for (_, own) in counts.list.iter_mut().filter(|(own, _)| *own == param) {
                    *own = count;
                }
            });
            changes.update(|changes| *changes += 1);
        });
        counts.update_value(|counts| counts.groups.push(group));
    }
}

fn line(report: Report, param: Param, value: &str, count: Option<Count>) -> AnyView {
    let formatter = report.formatter();
    let (messages, lazy) = (formatter.messages(), formatter.lazy());
    let filter = lazy.without_filter.fill([&messages.filter.fill([messages.param(param), value])]);
    let href = report.with_query(|query| query.map(|query| report.href_of(&query.without(param))));
    let class = if matches!(count, Some(Count::Known(0))) { "chip none" } else { "chip" };
    let count = match count {
        None => String::new(),
        Some(Count::Known(0)) => lazy.none_either.to_owned(),
        Some(Count::Known(count)) => formatter.counted(count, &lazy.sends),
        Some(Count::Awaited) => lazy.counting.to_owned(),
        Some(Count::Unknown) => lazy.not_counted.to_owned(),
    };
    view! {
        <li>
            <a class=class href=href>
                <bdi translate="no">{filter}</bdi>
                " "
                <span class="count">{count}</span>
            </a>
        </li>
    }
    .into_any()
}
