//! A failure: what happened, what the gateway says itself, and what to do.

use super::parts::click;
use crate::{
    domain::field::Field,
    gateway::fault::Fault,
    i18n::{
        Messages, Style,
        messages::{FaultText, fill},
    },
    report::{Remote, Report},
};
use leptos::prelude::*;

/// The alert. It is there from the beginning, so that assistive technology tells what comes into it.
#[component]
pub(super) fn Notice(
    /// The state of the page.
    report: Report,
) -> impl IntoView {
    let content = move || {
        let Remote::Failed(fault, shown) = report.with_view(Remote::clone) else { return None };
        let style = report.style();
        let messages = style.messages();
        let text = text_of(&fault, messages);
        let mut lines: Vec<(&str, String)> = Vec::new();
        lines.extend(said(&fault, style).map(|said| ("said", said)));
        lines.extend(errors(&fault, messages).map(|error| ("said", error)));
        lines.push(("", text.advice.to_owned()));
        if let Some(shown) = shown {
            let time = report.with_settings(|settings| style.time(shown.at, &settings.zone));
            lines.push(("", fill(messages.old_rows, &[&time])));
        }
        Some(view! {
            <div class="notice">
                <h2>{text.title}</h2>
                {lines.into_iter().map(|(class, line)| view! { <p class=class>{line}</p> }).collect_view()}
                <button type="button" class="quiet" on:click=click(move || report.try_again())>{messages.try_again}</button>
            </div>
        })
    };
    view! { <div role="alert">{content}</div> }
}

fn text_of(fault: &Fault, messages: &'static Messages) -> &'static FaultText {
    let faults = &messages.faults;
    match fault {
        Fault::Unauthorized(_) => &faults.unauthorized,
        Fault::Refused(429, _) | Fault::Unreadable(429, _) => &faults.throttled,
        Fault::Refused(500.., _) | Fault::Unreadable(500.., _) => &faults.broken,
        Fault::Refused(..) => &faults.refused,
        Fault::Unreadable(..) => &faults.unreadable,
        Fault::Unreachable => &faults.unreachable,
        Fault::Blocked => &faults.blocked,
        Fault::TooSlow => &faults.too_slow,
    }
}

/// The gateway's own words, its code and the HTTP status.
fn said(fault: &Fault, style: Style) -> Option<String> {
    let (status, message, code) = match fault {
        Fault::Unauthorized(words) => (401, words.message.as_deref(), words.code.as_deref()),
        Fault::Refused(status, words) => (*status, words.message.as_deref(), words.code.as_deref()),
        Fault::Unreadable(status, excerpt) if excerpt.is_empty() => {
            (*status, Some(style.messages().faults.empty_body), None)
        }
        Fault::Unreadable(status, excerpt) => (*status, Some(excerpt.as_str()), None),
        Fault::Unreachable | Fault::Blocked | Fault::TooSlow => return None,
    };
    let message = message.map(|message| format!("«{}»", isolated(message)));
    let parts = [message, code.map(isolated), Some(isolated(&format!("HTTP {status}")))];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// The parameters that the gateway objects to, by their names on the page.
fn errors(fault: &Fault, messages: &Messages) -> impl Iterator<Item = String> {
    let errors: &[(String, String)] = match fault {
        Fault::Unauthorized(words) | Fault::Refused(_, words) => &words.errors,
        _ => &[],
    };
    errors.iter().map(|(name, sentence)| {
        let key = name.rsplit('.').next().unwrap_or(name);
        let label = Field::from_name(key).map_or(name.as_str(), |field| messages.field(field));
        format!("{}: {}", isolated(label), isolated(sentence))
    })
}

/// A text of any direction that changes nothing around it (Unicode, UAX #9: first strong isolate).
fn isolated(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}
