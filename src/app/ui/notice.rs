//! The notice of a failure: what happened, the gateway's own words, and what to do.

use super::{
    dialog_state::DialogState,
    kit::button::button,
    kit::signals::{derived, memo, show_when, t},
};
use crate::{
    app::report::Report,
    domain::{bidi::isolated, param::Param},
    gateway::fault::Fault,
    i18n::{Formatter, Messages, messages::FaultText},
    requests::{RemoteData, Snapshot},
};
use leptos::prelude::*;
use std::sync::Arc;

/// Renders the notice of the failed request, if there is one. The alert region is on the page from the start, so that
/// assistive technology announces what is added to it. The countdown is outside the region, or every second would be
/// announced.
#[component]
pub(super) fn Notice(
    /// The state of the page.
    report: Report,
    /// The handle on the lazy part, which has the details of a failure.
    dialogs: DialogState,
) -> impl IntoView {
    // A text that stays the same after another failed attempt is not announced again.
    let of_fault = move |write: fn(&Fault, Formatter) -> String| {
        let write = move || report.with_view(|view| view.fault().map(|fault| write(fault, report.formatter())));
        derived(move || write().unwrap_or_default())
    };
    let title = of_fault(|fault, formatter| text_of(fault, formatter.messages()).title.to_owned());
    let words = of_fault(words);
    let advice = derived(move || {
        let timeout = report.with_deployment(|deployment| u64::from(deployment.config.request_timeout));
        let formatter = report.formatter();
        let messages = formatter.messages();
        let words = |fault: &Fault| {
            let advice = text_of(fault, messages).advice;
            match fault {
                Fault::TooSlow => {
                    [&messages.faults.no_answer_within.fill([&formatter.count(timeout)]), " ", advice].concat()
                }
                _ => advice.to_owned(),
            }
        };
        report.with_view(|view| view.fault().map(|fault| words(fault))).unwrap_or_default()
    });
    let old_rows = derived(move || {
        let messages = report.messages();
        let sentence = |shown: &Arc<Snapshot>| {
            let is_of_view = report.with_query(|query| query == Some(&shown.query));
            if is_of_view { messages.old_rows } else { messages.other_rows }.fill([&report.rows_at(shown)])
        };
        let has_rows = |shown: &&Arc<Snapshot>| !shown.page.rows.is_empty();
        report.with_view(|view| view.fault().and(view.shown()).filter(has_rows).map(sentence)).unwrap_or_default()
    });
    let content = move || {
        view! {
            <div class="notice">
                <h2>{title}</h2>
                <p class="words" translate="no">{words}</p>
                <p>{advice}</p>
                <p>{old_rows}</p>
                {button("quiet", t(report, |text| text.try_again), move || report.try_again())}
            </div>
        }
        .into_any()
    };
    let has_failed = memo(move || report.with_view(|view| view.fault().is_some()));
    let goes_on = memo(move || report.with_view(|view| matches!(view, RemoteData::Retrying(..))));
    let waits = memo(move || goes_on.get() || has_failed.get() && report.wait() > 0);
    let progress = derived(move || {
        let messages = report.messages();
        let seconds = report.formatter().count(report.wait());
        match (report.wait(), goes_on.get()) {
            (0, true) => messages.trying.to_owned(),
            (0, false) => String::new(),
            (_, true) => messages.trying_in.fill([&seconds]),
            (_, false) => messages.wait.fill([&seconds]),
        }
    });
    let cancel = move || button("plain", t(report, |text| text.cancel), move || report.give_up());
    let waiting =
        move || view! { <p class="waiting"><span>{progress}</span> {show_when(goes_on, cancel)}</p> }.into_any();
    view! {
        <div class="failure" class:failed=has_failed>
            <div role="alert">{show_when(has_failed, content)}</div>
            {show_when(waits, waiting)}
            {show_when(has_failed, move || dialogs.lazy(move |lazy| (lazy.failure_details)(report)))}
        </div>
    }
}

pub(super) fn text_of(fault: &Fault, messages: &'static Messages) -> &'static FaultText {
    let faults = &messages.faults;
    match fault {
        Fault::Unauthorized(_) => &faults.unauthorized,
        _ if fault.is_throttled() => &faults.throttled,
        Fault::Refused(..) | Fault::Unreadable(..) if fault.may_pass() => &faults.broken,
        Fault::Refused(402..=421 | 423.., words) if words.errors.is_empty() => &faults.denied,
        Fault::Refused(..) => &faults.refused,
        Fault::Unreadable(..) => &faults.unreadable,
        Fault::Unreachable => &faults.unreachable,
        Fault::Offline => &faults.offline,
        Fault::Blocked => &faults.blocked,
        Fault::TooSlow => &faults.too_slow,
        Fault::TooLarge(_) => &faults.too_large,
        Fault::CutOff(_) => &faults.cut_off,
    }
}

/// The most characters of a gateway's text that are quoted.
const MAX_QUOTE_CHARS: usize = 500;

/// Returns the gateway's own message, its code and the HTTP status, then the parameters that the gateway refuses, each
/// with its label on a line. If the person hides codes, the message code stays: it only looks like one.
fn words(fault: &Fault, formatter: Formatter) -> String {
    let Some(status) = fault.status() else { return String::new() };
    let words = fault.words();
    let said = |text: &str| quoted(&formatter.redacted_text(text));
    let message = match fault {
        Fault::Unreadable(_, excerpt) if excerpt.is_empty() => Some(formatter.messages().faults.empty_body),
        Fault::Unreadable(_, excerpt) => Some(excerpt.as_str()),
        _ => words.and_then(|words| words.message.as_deref()),
    };
    let mut text = String::new();
    if let Some(message) = message {
        text.extend([&formatter.messages().quoted.fill([&said(message)]), " · "]);
    }
    if let Some(code) = words.and_then(|words| words.code.as_deref()) {
        text.extend([&quoted(code), " · "]);
    }
    text.push_str(&isolated(&format!("HTTP {status}")));
    for (name, sentence) in words.map(|words| words.errors.as_slice()).unwrap_or_default() {
        let key = name.rsplit('.').next().unwrap_or(name);
        let label = Param::from_name(key).map_or(name.as_str(), |param| formatter.messages().param(param));
        let label = if label.is_empty() { String::new() } else { said(label) + ": " };
        text.extend(["\n", &label, &said(sentence)]);
    }
    let more = words.map_or(0, |words| words.more_errors);
    if more > 0 {
        let more = formatter.count(u64::try_from(more).unwrap_or(u64::MAX));
        text.extend(["\n", &formatter.messages().faults.more_errors.fill([&more])]);
    }
    text
}

/// Returns a text that the gateway wrote, cut to [`MAX_QUOTE_CHARS`] characters and within directional isolates.
pub(super) fn quoted(text: &str) -> String {
    let cut = text.char_indices().nth(MAX_QUOTE_CHARS).and_then(|(end, _)| text.get(..end));
    cut.map_or_else(|| isolated(text), |start| isolated(&[start, "…"].concat()))
}
