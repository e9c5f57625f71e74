//! The list of the needs for attention: links to the sends with their numbers, and the switch that watches the numbers.

use super::{Sentence, check_box, number, t_overview, written};
use crate::{
    app::{
        report::{Overview, Report},
        ui::kit::signals::{choice, derived, memo, show_when},
    },
    browser::notification,
    overview::{
        attention::{Attention, Need},
        count::Count,
    },
};
use leptos::prelude::*;

/// Renders the list of the needs for attention. Needs without sends are greyed out.
pub(super) fn attention(report: Report, overview: Overview) -> AnyView {
    const DAYS_ID: &str = "overview-days";
    let items = Need::ALL.into_iter().enumerate().map(|(index, need)| {
        let count = move |attention: &Attention| attention.counts.get(index).cloned().unwrap_or_default();
        let text_of_count = derived(move || {
            let (formatter, is_stopped) = (report.formatter(), overview.is_stopped());
            let count = overview.with_attention(count).unwrap_or_default();
            number(&count, is_stopped, formatter)
        });
        let is_zero = memo(move || overview.with_attention(count).unwrap_or_default() == Count::Known(0));
        let name = derived(move || {
            let formatter = report.formatter();
            formatter.digits().write(formatter.overview().needs.get(index).copied().unwrap_or_default())
        });
        let href = Signal::derive(move || overview.href_of_need(need));
        view! {
            <li class:zero=is_zero class=need.state().tone().name()>
                <a href=href>
                    <span class="overview-name">{name}</span>
                    " "
                    <span class="overview-number">{text_of_count}</span>
                </a>
            </li>
        }
        .into_any()
    });
    let is_calm = memo(move || overview.with_attention(Attention::is_calm).unwrap_or_default());
    let value = derived(move || overview.options().days.to_string());
    let options = (0..3).map(|at: usize| {
        let name = derived(move || {
            let formatter = report.formatter();
            formatter.digits().write(formatter.overview().days.get(at).copied().unwrap_or_default())
        });
        choice(value, at.to_string(), name)
    });
    let choose = move |event| overview.choose(|own| own.days = event_target_value(&event).parse().unwrap_or_default());
    let is_watching = memo(move || overview.is_watching());
    let watching = derived(move || {
        // The signal is notified when the permission was asked for, though its value stays; the memo is not.
        overview.is_watching();
        let sentence: Sentence =
            if notification::is_allowed() { |text| text.watching } else { |text| text.watching_title };
        // Counts that fail leave the numbers as they were.
        let now = overview.with_attention(|attention| attention.now);
        let time = now.map(|now| report.messages().as_of.fill([&report.time_as_of(now, now)]));
        [written(report.formatter(), sentence), time.unwrap_or_default()].join(" ")
    });
    view! {
        <div class="overview-attention">
            <div class="overview-title">
                <h2>{t_overview(report, |text| text.attention)}</h2>
                <span class="overview-choice">
                    <label class="overview-label" for=DAYS_ID>{t_overview(report, |text| text.days_label)}</label>
                    <select id=DAYS_ID on:change=choose>{options.collect_view()}</select>
                </span>
            </div>
            <ul role="list" aria-label=t_overview(report, |text| text.attention)>{items.collect_view()}</ul>
            {show_when(is_calm, move || view! { <p class="hint">{t_overview(report, |text| text.none)}</p> }.into_any())}
            {check_box(t_overview(report, |text| text.watch), is_watching, move || overview.toggle_watch())}
            {show_when(is_watching, move || view! { <p class="hint">{watching}</p> }.into_any())}
        </div>
    }
    .into_any()
}
