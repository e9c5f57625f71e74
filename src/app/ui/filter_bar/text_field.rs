//! The text field of a filter.

use crate::{
    app::{
        report::Report,
        ui::{
            dialog_state::{Dialog, DialogState},
            kit::field_error::FieldErrorLine,
            kit::icon::{Draw, Icon},
            kit::param_select::SETTLE_MS,
            kit::signals::{click, derived, true_or_absent},
        },
    },
    browser::{clock, document},
    domain::param::Param,
    i18n::Messages,
};
use leptos::{attr::custom::custom_attribute, prelude::*};

/// Renders a text field with its label and its error. A date takes effect when the field is left, any other value when
/// typing settles; Enter and Apply make both take effect at once.
///
/// Under a date field stands the interpretation of its text. A button at the end of the field opens the calendar.
pub(super) fn text_field(report: Report, dialogs: DialogState, param: Param) -> AnyView {
    let id = param.name();
    let error_text = FieldErrorLine::of(report, param);
    let typed = report.typed(param);
    let mut settle_later = clock::debounce(SETTLE_MS, move || report.settle(param));
    let typing = move |event| {
        let value = event_target_value(&event);
        if !document::is_typed(&event, &untrack(|| typed.get())) {
            return;
        }
        report.type_text(param, value);
        if !param.is_date() {
            settle_later();
        }
    };
    let leave = move |_| match untrack(|| dialogs.loaded()) {
        _ if !param.is_date() => {}
        Some(lazy) => (lazy.leave_date)(report, param),
        None => report.settle(param),
    };
    let reading = param.is_date().then(|| format!("{id}-reading"));
    let choose_day = move || {
        let name = derived(move || report.messages().choose_day.fill([report.messages().param(param)]));
        view! {
            <button
                type="button"
                class="plain choose-day"
                aria-haspopup="dialog"
                aria-label=name
                on:click=click(move || dialogs.open(Dialog::Day(param)))
            >
                <Draw icon=Icon::Calendar/>
            </button>
        }
    };
    let reading_line = |id: String| {
        let words = dialogs.lazy(move |lazy| (lazy.reading)(report, param));
        view! { <p class="reading" id=id>{words}</p> }
    };
    view! {
        <div class=format!("field field-{id}")>
            <label for=id>{derived(move || report.messages().param(param).to_owned())}</label>
            <div class:dated=param.is_date()>
                <input
                    type="text"
                    id=id
                    dir=direction(param)
                    inputmode=is_number(param).then_some("numeric")
                    placeholder=derived(move || placeholder(param, report.messages()).to_owned())
                    autocomplete="off"
                    autocapitalize="none"
                    {..custom_attribute("autocorrect", "off")}
                    spellcheck="false"
                    data-lpignore="true"
                    data-bwignore="true"
                    data-form-type="other"
                    {..custom_attribute("data-1p-ignore", "true")}
                    prop:value=typed
                    on:input=typing
                    on:change=leave
                    aria-invalid=true_or_absent(error_text.is_there())
                    aria-describedby=error_text.described_by(reading.clone())
                />
                {param.is_date().then(choose_day)}
            </div>
            {error_text.view()}
            {reading.map(reading_line)}
        </div>
    }
    .into_any()
}

/// Returns the `dir` of the field. Free text takes the direction of its letters; ids, numbers and dates read from left
/// to right.
const fn direction(param: Param) -> &'static str {
    match param {
        Param::Message | Param::Username => "auto",
        _ => "ltr",
    }
}

const fn is_number(param: Param) -> bool {
    matches!(param, Param::MessagesOutboxId | Param::FromExitCount | Param::ToExitCount)
}

/// Returns the placeholder of an empty field. Forms and wildcards are the same in both languages.
const fn placeholder(param: Param, messages: &Messages) -> &'static str {
    match param {
        Param::Message => messages.message_hint,
        Param::Number => "+98…",
        // In right-to-left text, the left-to-right mark keeps the `*` at the end of the example.
        Param::Username => "ali*\u{200E}",
        _ => messages.any,
    }
}
