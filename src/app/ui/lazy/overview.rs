//! The overview above the table: sends by state, sends over time, and the sends that need attention. Its code is in the
//! export part.

mod attention;
mod over_time;
mod states;

use crate::{
    address::Section,
    app::{
        report::{Overview, Report, follow, keep_until_cleanup},
        ui::{
            dialog_state::{Dialog, DialogState},
            kit::{
                button::button,
                signals::{derived, memo, show_when, t, true_or_absent},
            },
            notice::text_of,
        },
    },
    browser::clock,
    domain::send_state::SendState,
    i18n::{Formatter, overview::OverviewMessages},
    overview::{
        count::Count,
        plan::{CountPlan, Mismatch},
    },
};
use leptos::prelude::*;

/// The time after which all views are shown even if no count has an answer yet, in milliseconds.
const SHOW_AFTER_MS: u32 = 500;

/// A function that returns a sentence of the overview from the messages of a language.
type Sentence = fn(&'static OverviewMessages) -> &'static str;

/// Returns a sentence of the overview in the present language and digits.
fn t_overview(report: Report, sentence: Sentence) -> Signal<String> {
    Signal::derive(move || written(report.formatter(), sentence))
}

/// Returns a sentence of the overview, with its numbers in the language's digits.
fn written(formatter: Formatter, sentence: Sentence) -> String {
    formatter.digits().write(sentence(formatter.overview()))
}

/// Renders the overview. The section that the address opens comes first.
pub fn overview(report: Report, dialogs: DialogState, overview: Overview) -> AnyView {
    // The first counts are sent before the views are made, and the views with their numbers are shown first.
    untrack(|| overview.keep_in_step());
    let has_numbers = RwSignal::new(false);
    // Once: a signal that is set anew draws everything anew, and the person's focus and selection are gone.
    let show_all = move || {
        if has_numbers.try_get_untracked() == Some(false) {
            has_numbers.set(true);
        }
    };
    follow(move || {
        let has_some = |plan: &CountPlan| plan.present.states.iter().any(Count::is_settled);
        if overview.with_plan(has_some).unwrap_or_default() {
            clock::in_next_task(show_all);
        }
    });
    let mut show_late = clock::debounce(SHOW_AFTER_MS, show_all);
    show_late();
    keep_until_cleanup(show_late);
    let time_first = untrack(|| report.overview_section()) == Some(Section::Time);
    let states = states::states(report, overview);
    let time = show_when(has_numbers.into(), move || over_time::over_time(report, overview));
    let attention = show_when(has_numbers.into(), move || attention::attention(report, overview));
    let counts = view! { <div class="overview-counts">{states} {attention}</div> }.into_any();
    let sums = move || {
        view! {
            <p class="overview-sums">
                <span>{t_overview(report, |text| text.no_sums)}</span>
                {button("plain", t_overview(report, |text| text.open_export), move || dialogs.open(Dialog::Export))}
            </p>
        }
        .into_any()
    };
    let is_busy = memo(move || !overview.is_of_view());
    let (first, second) = if time_first { (time, counts) } else { (counts, time) };
    view! {
        <section
            class="overview"
            id="overview"
            aria-label=t(report, |text| text.overview)
            aria-busy=true_or_absent(is_busy)
        >
            {counting(report, overview)}
            {first}
            {second}
            {show_when(has_numbers.into(), sums)}
        </section>
    }
    .into_any()
}

/// Renders the progress of the counting, the button that stops it, and notes on numbers that contradict each other.
fn counting(report: Report, overview: Overview) -> AnyView {
    let is_counting = memo(move || {
        let (done, sent) = overview.progress();
        done < sent && !overview.is_stopped()
    });
    let progress = derived(move || {
        let (done, sent) = overview.progress();
        let formatter = report.formatter();
        let [done, sent] = [done, sent].map(|count| formatter.count(count as u64));
        if !is_counting.get() {
            return String::new();
        }
        let parts = [formatter.overview().progress.fill([&done, &sent]), report.pause_note()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    });
    let can_go_on = memo(move || {
        !is_counting.get() && (overview.is_stopped() || overview.saves_data() || overview.fault().is_some())
    });
    let status = derived(move || {
        let formatter = report.formatter();
        let messages = formatter.overview();
        if is_counting.get() {
            return String::new();
        }
        if overview.is_stopped() {
            return messages.stopped.to_owned();
        }
        if overview.saves_data() && overview.progress().1 == 0 {
            return messages.saves_data.to_owned();
        }
        let at = overview.with_plan(|plan| plan.scope.at).filter(|_| overview.progress().1 > 0);
        let time = at.map(|at| report.time_as_of(at, at));
        time.map(|time| messages.counted.fill([&time])).unwrap_or_default()
    });
    let stop = move || button("quiet", t_overview(report, |text| text.stop), move || overview.stop());
    let go_on = move || button("quiet", t_overview(report, |text| text.go_on), move || overview.go_on());
    let failed = derived(move || {
        let formatter = report.formatter();
        let title = overview.fault().map(|fault| text_of(&fault, formatter.messages()).title);
        title.map(|title| formatter.overview().has_failed.fill([title])).unwrap_or_default()
    });
    let odd = derived(move || {
        overview
            .with_plan(|plan| plan.present.mismatch())
            .flatten()
            .map(|odd| mismatch(report.formatter(), odd))
            .unwrap_or_default()
    });
    let moved = derived(move || {
        let has_moved = overview.with_plan(|plan| plan.time.has_moved()).unwrap_or_default();
        if has_moved { report.formatter().overview().moved.to_owned() } else { String::new() }
    });
    let ahead = derived(move || {
        let formatter = report.formatter();
        let after = overview.with_plan(CountPlan::after_last).flatten();
        after.map(|after| formatter.overview().after_last.fill([&formatter.count(after)])).unwrap_or_default()
    });
    let unstated = derived(move || {
        let is_unsaid = overview.with_plan(|plan| plan.present.total == Count::Unstated).unwrap_or_default();
        if is_unsaid { report.formatter().overview().unstated.to_owned() } else { String::new() }
    });
    let notes = [failed, odd, moved, ahead, unstated].map(|sentence| {
        let is_said = memo(move || sentence.with(|sentence| !sentence.is_empty()));
        show_when(is_said, move || view! { <p class="overview-note">{sentence}</p> }.into_any())
    });
    view! {
        <div class="overview-head">
            <p class="overview-progress">{progress}</p>
            <p class="overview-status" aria-live="polite">{status}</p>
            {show_when(is_counting, stop)}
            {show_when(can_go_on, go_on)}
        </div>
        <div aria-live="polite" class="overview-notes">{notes.into_iter().collect_view()}</div>
    }
    .into_any()
}

/// Returns the sentence on the reason why the counts of the states do not add up to the total.
fn mismatch(formatter: Formatter, mismatch: Mismatch) -> String {
    let messages = formatter.overview();
    match mismatch {
        Mismatch::ZeroIgnored => messages.zero_ignored.fill([formatter.messages().state(SendState::Creating)]),
        Mismatch::StateIgnored => messages.state_ignored.to_owned(),
        Mismatch::Fewer(count) => messages.fewer.fill([&formatter.count(count)]),
        Mismatch::More(count) => messages.more.fill([&formatter.count(count)]),
    }
}

/// Renders a check box with a label.
fn check_box(name: Signal<String>, is_on: Signal<bool>, act: impl Fn() + 'static) -> AnyView {
    view! {
        <label class="choice">
            <input type="checkbox" prop:checked=is_on on:change=move |_| act()/>
            {name}
        </label>
    }
    .into_any()
}

/// Returns a count as a text: its number, or the reason why it has none.
fn number(count: &Count, is_stopped: bool, formatter: Formatter) -> String {
    let messages = formatter.overview();
    match count {
        Count::Known(count) => formatter.count(*count),
        Count::Awaited => messages.awaited.to_owned(),
        Count::Open if !is_stopped => messages.awaited.to_owned(),
        Count::Open | Count::Unstated => messages.not_counted.to_owned(),
        Count::Failed(_) => messages.failed.to_owned(),
    }
}
