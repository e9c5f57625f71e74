//! The error of a field: the sentence under the field, and the attributes that tie it to the field.

use crate::app::ui::notice::quoted;
use crate::{
    app::report::{AddressError, Report},
    domain::{
        base_url::BaseUrlError, bidi::isolated, calendar::Calendar, date_filter::DateFilterError, draft::FieldError,
        param::Param, query::MAX_NUMBER, token::TokenError,
    },
    i18n::{Formatter, Messages},
};
use leptos::prelude::*;

/// The sentence under a field whose value can't be used, and the attributes that tie it to the field.
#[derive(Clone, Copy)]
pub(in crate::app::ui) struct FieldErrorLine {
    id: &'static str,
    sentence: Signal<Option<String>>,
}

impl FieldErrorLine {
    /// Creates the error line of the field with the given HTML id. The field has no error while the sentence is `None`.
    pub(in crate::app::ui) fn new(id: &'static str, sentence: Signal<Option<String>>) -> Self {
        Self { id, sentence }
    }

    /// Creates the error line of a parameter's field, whose id is the parameter's name. The page's own error comes
    /// before the gateway's.
    pub(in crate::app::ui) fn of(report: Report, param: Param) -> Self {
        let sentence = move || {
            let error = report.with_field_errors(|errors| errors.of(param));
            let gateway_error = || {
                let words = report.gateway_error(param)?;
                Some(report.messages().gateway_says.fill([&quoted(&report.formatter().redacted_text(&words))]))
            };
            error.map(|error| of_field(error, report.formatter())).or_else(gateway_error)
        };
        Self::new(param.name(), Signal::derive(sentence))
    }

    /// Returns the value of `aria-invalid`: whether the field has an error.
    pub(in crate::app::ui) fn is_there(self) -> Signal<bool> {
        Signal::derive(move || self.sentence.with(Option::is_some))
    }

    /// Returns the value of `aria-describedby`: the id of the error, if there is one, before the id of the hint.
    pub(in crate::app::ui) fn described_by(self, hint: Option<String>) -> Signal<Option<String>> {
        Signal::derive(move || {
            let error = self.sentence.with(Option::is_some).then(|| self.sentence_id());
            let ids: Vec<String> = error.into_iter().chain(hint.clone()).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    }

    /// Renders the sentence under the field, while there is an error.
    pub(in crate::app::ui) fn view(self) -> AnyView {
        (move || {
            let sentence = self.sentence.get()?;
            // The gateway's own words are in isolates. `contains` would bring a searcher into the first part.
            let translate = sentence.chars().any(|c| c == '\u{2068}').then_some("no");
            Some(view! { <p class="field-error" id=self.sentence_id() translate=translate>{sentence}</p> })
        })
        .into_any()
    }

    fn sentence_id(self) -> String {
        format!("{}-error", self.id)
    }
}

/// Returns the sentence on the error of a parameter's value.
pub(in crate::app::ui) fn of_field(error: FieldError, formatter: Formatter) -> String {
    let messages = formatter.messages();
    let errors = &messages.field_errors;
    match error {
        FieldError::NotWithin(least, MAX_NUMBER) => errors.not_from.fill([&formatter.count(least)]),
        FieldError::NotWithin(least, greatest) => {
            errors.not_within.fill([&formatter.count(least), &formatter.count(greatest)])
        }
        FieldError::NotAState => errors.not_a_state.to_owned(),
        FieldError::BeforeFrom => errors.before_from.to_owned(),
        FieldError::Several => errors.several.to_owned(),
        FieldError::Date(error) => match error {
            DateFilterError::Unreadable => errors.unreadable_date,
            DateFilterError::NotDateMath => errors.not_date_math,
            DateFilterError::TooLate => errors.too_late,
            DateFilterError::Year => errors.year,
            DateFilterError::NoSuchDay(Calendar::Persian) => errors.no_such_day_persian,
            DateFilterError::NoSuchDay(Calendar::Gregory) => errors.no_such_day_gregory,
            DateFilterError::NoSuchTime => errors.no_such_time,
        }
        .to_owned(),
    }
}

/// Returns the sentence on the error of a gateway address.
pub(in crate::app::ui) fn of_address(error: AddressError, messages: &Messages) -> String {
    match error {
        AddressError::Form(BaseUrlError::Form) => messages.address_form,
        AddressError::Form(BaseUrlError::Extra) => messages.address_extra,
        AddressError::Form(BaseUrlError::Host(sign)) => {
            // Some characters look like others, so the sentence adds the code point.
            let sign = [isolated(&sign.to_string()), format!("U+{:04X}", u32::from(sign))];
            return messages.address_sign.fill(sign.each_ref().map(String::as_str));
        }
        AddressError::Blocked => messages.address_blocked,
    }
    .to_owned()
}

/// Returns the sentence on the error of a token.
pub(in crate::app::ui) const fn of_token(error: TokenError, messages: &Messages) -> &'static str {
    match error {
        TokenError::Missing => messages.token_missing,
        TokenError::NotAHeader => messages.token_not_a_header,
    }
}
