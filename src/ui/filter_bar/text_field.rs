//! A filter that is typed.

use crate::{
    browser::clock,
    domain::field::Field,
    i18n::{Messages, messages::fill},
    report::Report,
    ui::{
        dialogs::{Dialogs, Wanted},
        icon::{Draw, Icon},
        parts::{click, text, true_or_absent},
        problem::Trouble,
    },
};
use leptos::prelude::*;

/// Typing has settled when nothing was typed for so many milliseconds.
pub(super) const SETTLE_MS: u32 = 400;

/// A text field with its label and its problem. A date takes effect when it is left, any other when typing settles;
/// both at once on Enter or Apply.
///
/// Under a date stands what has been understood of it; a button at its end opens the calendar.
pub(super) fn text_field(report: Report, dialogs: Dialogs, field: Field) -> AnyView {
    let id = field.name();
    let trouble = Trouble::of(report, field);
    let mut settle_later = clock::debounce(SETTLE_MS, move || report.settle(field));
    let typing = move |event| {
        report.type_text(field, event_target_value(&event));
        if !field.is_date() {
            settle_later();
        }
    };
    let leave = move |_| {
        if let Some(later) = untrack(|| dialogs.loaded()).filter(|_| field.is_date()) {
            (later.settle_in_numbers)(report, field);
        }
        report.settle(field);
    };
    let typed = report.typed(field);
    let reading = field.is_date().then(|| format!("{id}-reading"));
    let choose_day = move || {
        let name = text(move || fill(report.messages().choose_day, &[report.messages().field(field)]));
        view! {
            <button
                type="button"
                class="plain choose-day"
                aria-haspopup="dialog"
                aria-label=name
                on:click=click(move || dialogs.open(Wanted::Day(field)))
            >
                <Draw icon=Icon::Calendar/>
            </button>
        }
    };
    view! {
        <div class=format!("field field-{id}")>
            <label for=id>{text(move || report.messages().field(field).to_owned())}</label>
            <div class:dated=field.is_date()>
                <input
                    type="text"
                    id=id
                    dir=direction(field)
                    inputmode=is_number(field).then_some("numeric")
                    placeholder=text(move || placeholder(field, report.messages()).to_owned())
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    prop:value=typed
                    on:input=typing
                    on:change=leave
                    aria-invalid=true_or_absent(trouble.is_there())
                    aria-describedby=trouble.described_by(reading.clone())
                />
                {field.is_date().then(choose_day)}
            </div>
            {trouble.view()}
{reading.map(|id| view! { <p class="reading" id=id>{dialogs.later(move |later| (later.reading)(report, field))}</p> })}
        </div>
    }
    .into_any()
}

/// The direction of the text: a person's own words have that of their letters. The rest are ids, numbers and dates,
/// which read from left to right.
const fn direction(field: Field) -> &'static str {
    match field {
        Field::Message | Field::Username => "auto",
        _ => "ltr",
    }
}

const fn is_number(field: Field) -> bool {
    matches!(field, Field::MessagesOutboxId | Field::FromExitCount | Field::ToExitCount)
}

/// What an empty field says. Forms and wildcards are the same in both languages.
const fn placeholder(field: Field, messages: &Messages) -> &'static str {
    match field {
        Field::Message => messages.message_hint,
        Field::Number => "+98…",
        // The mark keeps the sign at its end in a line from right to left.
        Field::Username => "ali*\u{200E}",
        _ => messages.any,
    }
}
