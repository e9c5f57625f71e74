//! The end of an export: the rows that were saved, those that are missing and why, and the sums.

use super::t_exporting;
use crate::{
    app::{
        report::{BreakReason, Ended, Exporter, Report, Stage},
        ui::{
            kit::{
                button::button,
                signals::{memo, show_when, t},
            },
            notice::{quoted, text_of},
        },
    },
    domain::{bidi, column::Column, totals::Total},
    export::{
        Summary,
        plan::{Progress, Unusable},
    },
    gateway::fault::Fault,
    i18n::{Formatter, NOTHING},
};
use leptos::prelude::*;

/// Renders the content of the dialog at the end of an export.
pub(super) fn ended(report: Report, exporter: Exporter) -> AnyView {
    let sentences = move || {
        let formatter = report.formatter();
        let (lines, stopped) = exporter.with_stage(|stage| match stage {
            Stage::Ended(ended) => (notes(ended, formatter), stopped(ended, formatter)),
            _ => (Vec::new(), None),
        });
        let sentence = |line: String| {
            let role = (stopped.as_ref() == Some(&line)).then_some("alert");
            view! { <p role=role>{line}</p> }
        };
        lines.into_iter().map(sentence).collect_view()
    };
    let sums = move || {
        let summary = exporter.with_stage(|stage| match stage {
            Stage::Ended(ended) => ended.summary.clone(),
            _ => None,
        });
        summary.map(|summary| sums(report, &summary))
    };
    let with = move |look: fn(&Ended) -> bool| {
        memo(move || exporter.with_stage(|stage| matches!(stage, Stage::Ended(ended) if look(ended))))
    };
    // Without a total, the rest could not be proved complete either, so it is not offered. Rows that have the ids of
    // others are no rest.
    let is_short = with(|ended| {
        let has_rest = !ended.progress.is_done || ended.progress.missing() > ended.progress.counted_twice;
        !ended.progress.is_whole()
            && has_rest
            && ended.not_begun.is_none()
            && !matches!(ended.why, Some(BreakReason::Lost))
    });
    let is_not_begun = with(|ended| ended.not_begun.is_some());
    let has_rows = with(|ended| !ended.progress.is_whole() && ended.progress.rows > 0);
    let try_again = move || button("primary", t(report, |text| text.try_again), move || exporter.try_again());
    view! {
        <div class="export-notes">{sentences}</div>
        {sums}
        <div class="export-actions">
            {show_when(is_not_begun, try_again)}
            {show_when(is_short, move || button("primary", t_exporting(report, |text| text.get_the_rest), move || exporter.get_the_rest()))}
            {show_when(has_rows, move || button("quiet", t_exporting(report, |text| text.save_partial), move || exporter.save_partial()))}
            {button("quiet", t_exporting(report, |text| text.another), move || exporter.cancel())}
        </div>
    }
    .into_any()
}

/// Returns the sentences on the end of an export.
pub(super) fn notes(ended: &Ended, formatter: Formatter) -> Vec<String> {
    let messages = formatter.exporting();
    let Ended { progress, summary, .. } = ended;
    let mut lines = Vec::new();
    let unread = progress.of().saturating_sub(progress.rows).saturating_sub(progress.missing());
    let twice = progress.counted_twice;
    let gaps = progress.gaps.saturating_sub(twice);
    if summary.is_some() {
        lines.push(match unread + progress.outside + gaps {
            _ if progress.is_whole() => messages.saved.to_owned(),
            0 => messages.saved_unproven.to_owned(),
            missing => formatter.counted(missing, &messages.saved_partial),
        });
    }
    lines.extend(stopped(ended, formatter));
    let counted = [
        (&messages.outside, progress.outside),
        (&messages.unsure, progress.unsure),
        (&messages.gaps, gaps),
        (&messages.counted_twice, twice),
        (&messages.unread, unread),
    ];
    let noted = counted.into_iter().filter(|(_, number)| *number > 0);
    lines.extend(noted.map(|(sentence, number)| formatter.counted(number, sentence)));
    match progress.is_done {
        true if !progress.is_proven => lines.push(messages.unproven.to_owned()),
        false if progress.is_unconfirmed() && summary.is_none() => lines.push(messages.unconfirmed.to_owned()),
        _ => {}
    }
    lines.extend(drift(*progress).map(|(before, after)| {
        messages.drifted.fill([&formatter.counted(before, &messages.matched), &formatter.count(after)])
    }));
    if ended.has_other_token {
        lines.push(messages.other_token.to_owned());
    }
    if let Some(summary) = summary {
        let noted = [(&messages.unreadable, summary.unreadable), (&messages.cut, summary.cut_texts)];
        let noted = noted.into_iter().filter(|(_, number)| *number > 0);
        lines.extend(noted.map(|(sentence, number)| formatter.counted(number, sentence)));
        lines.extend(summary.violations.iter().map(|(param, count)| {
            let [count, rows] = [*count, progress.rows].map(|number| formatter.count(number));
            formatter.lazy().filter_ignored.fill([formatter.messages().param(*param), &count, &rows])
        }));
    }
    lines
}

/// Returns the sentence on why an export has stopped before its end; `None` if it has not.
fn stopped(ended: &Ended, formatter: Formatter) -> Option<String> {
    let messages = formatter.exporting();
    let why = match (&ended.why, ended.progress.unusable) {
        (Some(BreakReason::Full), _) => messages.full.to_owned(),
        (Some(BreakReason::Lost), _) => messages.lost.to_owned(),
        (Some(BreakReason::Fault(fault)), _) => fault_text(fault, formatter),
        (None, Some(Unusable::IgnoresRange)) => messages.ignores_range.to_owned(),
        (None, None) => return None,
    };
    Some(messages.stopped.fill([&why]))
}

/// Returns the title of a fault with its HTTP status, and the gateway's own code and message.
pub(super) fn fault_text(fault: &Fault, formatter: Formatter) -> String {
    let title = text_of(fault, formatter.messages()).title;
    let words = fault.words();
    let message = words.and_then(|words| words.message.clone());
    let status = fault.status().map(|status| status.to_string());
    let code = words.and_then(|words| words.code.as_deref()).map(quoted);
    let status = status.into_iter().chain(code).collect::<Vec<_>>().join(" · ");
    let status = if status.is_empty() { status } else { format!(" ({status})") };
    match message {
        Some(message) => format!("{title}{status}: {}", quoted(&formatter.redacted_text(&message))),
        None => format!("{title}{status}."),
    }
}

/// Returns the gateway's row counts before and after the export, if they differ from one another or, though the rows
/// are complete, from these: as many may have left as have come. The last count is of a range of dates, so the rows
/// without one are added to it.
fn drift(progress: Progress) -> Option<(u64, u64)> {
    let (before, after) = (progress.counted?, progress.recounted?.saturating_add(progress.outside));
    progress.is_done.then_some(())?;
    (before != after || progress.is_whole() && before != progress.rows).then_some((before, after))
}

/// Renders the totals of the rows in the files, each with the number of rows that it leaves out, and the numbers of
/// rows by state.
fn sums(report: Report, summary: &Summary) -> AnyView {
    let formatter = report.formatter();
    let messages = formatter.exporting();
    let totals = summary.totals();
    let currency = report.with_deployment(|deployment| deployment.config.currency.clone());
    let sum = |column: Column, total: &Total| {
        let value = match &total.total {
            None => NOTHING.to_owned(),
            Some(total) if column == Column::Cost => {
                let (total, unit) = formatter.cost(&total.plain(), &currency);
                [&*bidi::isolated_ltr(&total), " ", unit].concat()
            }
            Some(total) => formatter.number(&total.plain()),
        };
        item(formatter.column(column).to_owned(), value + &formatter.without(total.without))
    };
    let others = Some(summary.other_states).filter(|count| *count > 0);
    let others = others.map(|count| item(messages.other_states.to_owned(), formatter.count(count)));
    let states = summary
        .states()
        .filter(|(_, count)| *count > 0)
        .map(|(state, count)| item(formatter.messages().state(state).to_owned(), formatter.count(count)));
    view! {
        <dl class="export-sums">
            {sum(Column::RcptsCount, &totals.recipients)}
            {sum(Column::ExitCount, &totals.exits)}
            {sum(Column::Cost, &totals.cost)}
        </dl>
        <h3>{messages.by_state}</h3>
        <dl class="export-sums">{states.collect_view()} {others}</dl>
    }
    .into_any()
}

fn item(name: String, value: String) -> AnyView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}
