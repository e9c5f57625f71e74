//! The regions that assistive technology alone reads (WCAG 2.2, 4.1.3 Status Messages): they tell of changes that are
//! seen without a move of the focus, and that no other region announces.

use crate::app::{
    report::{Report, follow},
    ui::kit::{field_error, signals::derived},
};
use leptos::prelude::*;
use std::cell::Cell;

/// Renders three regions that announce their text when it changes and are not seen: the reasons why values can't be
/// used, which stand at fields that may have been left; the number of selected rows, as keys select rows without a move
/// of the focus; and the time of the rows that a refresh or other filters have brought if their range and number are as
/// before.
pub(super) fn spoken(report: Report) -> AnyView {
    let errors = derived(move || {
        let formatter = report.formatter();
        let messages = formatter.messages();
        report.with_field_errors(|errors| {
            let sentences = errors.params().filter_map(|param| {
                let error = field_error::of_field(errors.of(param)?, formatter);
                Some(messages.filter.fill([messages.param(param), &error]))
            });
            sentences.collect::<Vec<_>>().join(" ")
        })
    });
    let refreshed = RwSignal::new(String::new());
    let before = Cell::new((untrack(|| report.refresh_count()), None, None));
    follow(move || {
        let count = report.refresh_count();
        let answer = report.with_view(|view| view.answer().cloned());
        let Some(shown) = answer else { return };
        let range = Some((shown.page.from, shown.page.to, shown.page.total));
        let query = Some(shown.query.clone());
        let (count_before, query_before, range_before) = before.replace((count, query.clone(), range));
        let is_as_before = (count != count_before || query != query_before) && range == range_before;
        let as_of = report.messages().as_of;
        refreshed.set(if is_as_before { untrack(|| as_of.fill([&report.rows_at(&shown)])) } else { String::new() });
    });
    let selected = RwSignal::new(String::new());
    let before = Cell::new((None, 0));
    follow(move || {
        let shown = report.with_view(|view| view.shown().cloned());
        let count = shown.as_ref().map_or(0, |shown| report.selection().of(&shown.page).len());
        let query = shown.map(|shown| shown.query.clone());
        let (query_before, count_before) = before.replace((query.clone(), count));
        if query != query_before {
            selected.set(String::new());
        } else if count != count_before {
            let formatter = untrack(|| report.formatter());
            selected.set(formatter.counted(count as u64, &formatter.lazy().selected));
        }
    });
    view! {
        <div class="visually-hidden" aria-live="polite">{errors}</div>
        <div class="visually-hidden" aria-live="polite">{selected}</div>
        <div class="visually-hidden" aria-live="polite">{refreshed}</div>
    }
    .into_any()
}
