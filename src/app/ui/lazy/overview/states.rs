//! The sends by state: a bar of parts, and a list of links.

use super::{check_box, number, t_overview};
use crate::{
    app::{
        report::{Overview, Report},
        ui::{
            kit::icon::Draw,
            kit::signals::{derived, memo, show_when},
        },
    },
    domain::{param::Param, record::RecordState, send_state::SendState},
    overview::{
        count::Count,
        plan::{CountPlan, States},
        scale,
    },
    table::state_badge,
};
use leptos::prelude::*;

/// Renders the sends by state, compared with the equal span before the range if the person has chosen that.
pub(super) fn states(report: Report, overview: Overview) -> AnyView {
    let has_before = memo(move || overview.with_plan(|plan| plan.previous_span.is_some()).unwrap_or_default());
    let compares = memo(move || overview.with_plan(|plan| plan.previous.is_some()).unwrap_or_default());
    let compare = move || {
        let is_on = memo(move || overview.options().compares);
        let name = t_overview(report, |text| text.compare);
        check_box(name, is_on, move || overview.choose(|own| own.compares = !own.compares))
    };
    let total = derived(move || {
        let formatter = report.formatter();
        let is_stopped = overview.is_stopped();
        overview.with_plan(|plan| number(&plan.present.total, is_stopped, formatter)).unwrap_or_default()
    });
    let parts = SendState::ALL.map(|state| {
        let width = derived(move || {
            let share = overview.with_plan(|plan| share(&plan.present, state)).flatten().unwrap_or_default();
            format!("{}.{}%", share / 10, share % 10)
        });
        let class = format!("overview-part {} state-{}", state.tone().name(), state.id());
        view! { <span class=class style:inline-size=width></span> }
    });
    let items = SendState::ALL.map(|state| item(report, overview, compares, state));
    view! {
        <div class="overview-states">
            <div class="overview-title">
                <h2>{t_overview(report, |text| text.by_state)}</h2>
                <p class="overview-total">
                    <span>{t_overview(report, |text| text.all)}</span> " " <b>{total}</b>
                    {before(report, overview, compares, None)}
                </p>
                {show_when(has_before, compare)}
            </div>
            <div class="overview-bar" aria-hidden="true">{parts.into_iter().collect_view()}</div>
            <ul role="list" aria-label=t_overview(report, |text| text.by_state)>{items.into_iter().collect_view()}</ul>
            {show_when(compares, move || previous_span(report, overview))}
        </div>
    }
    .into_any()
}

/// Returns the share of a state in thousandths; `None` if it is not known.
fn share(states: &States, state: SendState) -> Option<u64> {
    scale::thousandths(states.of(state).known()?, states.total.known()?)
}

/// Renders a state: its name, its count and its share as a link, and the change from the span before.
fn item(report: Report, overview: Overview, compares: Signal<bool>, state: SendState) -> AnyView {
    let label = derived(move || report.messages().state(state).to_owned());
    let count = derived(move || {
        let (formatter, is_stopped) = (report.formatter(), overview.is_stopped());
        overview.with_plan(|plan| number(plan.present.of(state), is_stopped, formatter)).unwrap_or_default()
    });
    let share = derived(move || {
        let formatter = report.formatter();
        let part = overview.with_plan(|plan| share(&plan.present, state)).flatten();
        part.map(|part| formatter.thousandths(part)).unwrap_or_default()
    });
    let id = state.id().to_string();
    let href = Signal::derive(move || report.href_with(Param::StateId, &id));
    let is_current = Signal::derive(move || {
        let is = report.with_query(|query| query.is_some_and(|query| query.filters().state_id == Some(state)));
        is.then(|| "true".to_owned())
    });
    let icon = state_badge::parts(&RecordState::Known(state), untrack(|| report.formatter())).1;
    let is_zero =
        memo(move || overview.with_plan(|plan| *plan.present.of(state) == Count::Known(0)).unwrap_or_default());
    let class = format!("overview-key {} state-{}", state.tone().name(), state.id());
    view! {
        <li class:zero=is_zero>
            <a href=href aria-current=is_current>
                <span class=class aria-hidden="true"><Draw icon/></span>
                <span class="overview-name">{label}</span>
                " "
                <span class="overview-number">{count}</span>
                " "
                <span class="overview-share">{share}</span>
            </a>
            {before(report, overview, compares, Some(state))}
        </li>
    }
    .into_any()
}

/// Renders the comparison of a state's count, or of the total, with that in the span before.
fn before(report: Report, overview: Overview, compares: Signal<bool>, state: Option<SendState>) -> AnyView {
    let of = move |states: &States| state.map_or_else(|| states.total.clone(), |state| states.of(state).clone());
    let words = derived(move || {
        let (formatter, is_stopped) = (report.formatter(), overview.is_stopped());
        let words = |plan: &CountPlan| {
            let (now, before) = (of(&plan.present), of(plan.previous.as_ref()?));
            Some(match (now.known(), before.known()) {
                (Some(now), Some(before)) => formatter.compared(now, before),
                _ => formatter.overview().before.fill([&number(&before, is_stopped, formatter)]),
            })
        };
        overview.with_plan(words).flatten().unwrap_or_default()
    });
    show_when(compares, move || view! { <span class="overview-before">{words}</span> }.into_any())
}

/// Renders the two ends of the equal span before the range.
fn previous_span(report: Report, overview: Overview) -> AnyView {
    let words = derived(move || {
        let formatter = report.formatter();
        let span = overview.with_plan(|plan| plan.previous_span).flatten();
        let at = |moment| report.with_deployment(|deployment| formatter.isolated_time(moment, &deployment.zone));
        span.map(|span| formatter.overview().previous_span.fill([&at(span.from), &at(span.to)])).unwrap_or_default()
    });
    view! { <p class="hint">{words}</p> }.into_any()
}
