//! A failure: what happened, what the gateway says itself, and what to do.

use super::parts::click;
use crate::{
    domain::field::Field,
    gateway::fault::{Fault, Words},
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
        let old_rows = shown.map(|shown| {
            let time = report.with_settings(|settings| style.time(shown.at, &settings.zone));
            view! { <p>{fill(messages.old_rows, &[&time])}</p> }
        });
        let said = said(&fault, style).map(|said| view! { <p class="said">{said}</p> });
        let errors: Vec<_> = errors(&fault, messages)
            .into_iter()
            .map(|(name, sentence)| view! { <li><bdi>{name}</bdi>": "<bdi>{sentence}</bdi></li> })
            .collect();
        let errors = (!errors.is_empty()).then(|| view! { <ul>{errors}</ul> });
        Some(view! {
            <div class="notice">
                <h2>{text.title}</h2>
                {said}
                {errors}
                <p>{text.advice}</p>
                {old_rows}
                <button type="button" class="quiet" on:click=click(move || report.refresh())>{messages.try_again}</button>
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
fn said(fault: &Fault, style: Style) -> Option<impl IntoView + use<>> {
    let (status, message, code) = match fault {
        Fault::Unauthorized(words) => (401, words.message.clone(), words.code.clone()),
        Fault::Refused(status, words) => (*status, words.message.clone(), words.code.clone()),
        Fault::Unreadable(status, excerpt) if excerpt.is_empty() => {
            (*status, Some(style.messages().faults.empty_body.to_owned()), None)
        }
        Fault::Unreadable(status, excerpt) => (*status, Some(excerpt.clone()), None),
        Fault::Unreachable | Fault::Blocked | Fault::TooSlow => return None,
    };
    let message = message.map(|message| view! { <q><bdi>{message}</bdi></q>" · " });
    let code = code.map(|code| view! { <bdi dir="ltr">{code}</bdi>" · " });
    Some(view! {
        {message}
        {code}
        <bdi dir="ltr">{format!("HTTP {status}")}</bdi>
    })
}

/// The parameters that the gateway objects to, by their names on the page.
fn errors(fault: &Fault, messages: &Messages) -> Vec<(String, String)> {
    let (Fault::Unauthorized(Words { errors, .. }) | Fault::Refused(_, Words { errors, .. })) = fault else {
        return Vec::new();
    };
    let named = |name: &String| {
        let key = name.rsplit('.').next().unwrap_or(name);
        Field::from_name(key).map_or_else(|| name.clone(), |field| messages.field(field).to_owned())
    };
    errors.iter().map(|(name, sentence)| (named(name), sentence.clone())).collect()
}
