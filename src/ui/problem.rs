//! The sentences of problems, and how they stand at their fields.

use super::notice::{isolated, quoted};
use crate::{
    domain::{
        base_url::BaseUrlError, calendar::Calendar, date_filter::DateFilterError, draft::Problem, param::Param,
        query::MAX_NUMBER, token::TokenError,
    },
    i18n::{Formatter, Messages},
    report::{AddressProblem, Report},
};
use leptos::prelude::*;

/// What a field with a problem needs: a sentence under it, and the attributes that tie it to the field.
#[derive(Clone, Copy)]
pub(super) struct Trouble {
    id: &'static str,
    sentence: Signal<Option<String>>,
}

impl Trouble {
    /// The trouble of the field with this id; there is none without a sentence.
    pub(super) fn new(id: &'static str, sentence: Signal<Option<String>>) -> Self {
        Self { id, sentence }
    }

    /// The trouble of a parameter's field, whose id is the parameter's name.
    pub(super) fn of(report: Report, param: Param) -> Self {
        let sentence = move || {
            let problem = report.with_problems(|problems| problems.of(param));
            let objection = || {
                let words = report.objection(param)?;
                Some(report.messages().objection.fill([&quoted(&words)]))
            };
            problem.map(|problem| of_field(problem, report.formatter())).or_else(objection)
        };
        Self::new(param.name(), Signal::derive(sentence))
    }

    /// `aria-invalid`.
    pub(super) fn is_there(self) -> Signal<bool> {
        Signal::derive(move || self.sentence.with(Option::is_some))
    }

    /// `aria-describedby`: the sentence, before what describes the field anyway.
    pub(super) fn described_by(self, hint: Option<String>) -> Signal<Option<String>> {
        Signal::derive(move || {
            let problem = self.sentence.with(Option::is_some).then(|| self.sentence_id());
            let ids: Vec<String> = problem.into_iter().chain(hint.clone()).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    }

    /// The sentence.
    pub(super) fn view(self) -> AnyView {
        (move || {
            let sentence = self.sentence.get()?;
            Some(view! { <p class="problem" id=self.sentence_id()>{sentence}</p> })
        })
        .into_any()
    }

    fn sentence_id(self) -> String {
        format!("{}-problem", self.id)
    }
}

/// What is wrong with a parameter.
fn of_field(problem: Problem, formatter: Formatter) -> String {
    let messages = formatter.messages();
    let problems = &messages.problems;
    match problem {
        Problem::NotWithin(least, MAX_NUMBER) => problems.not_from.fill([&formatter.count(least)]),
        Problem::NotWithin(least, greatest) => {
            problems.not_within.fill([&formatter.count(least), &formatter.count(greatest)])
        }
        Problem::NotAState => problems.not_a_state.to_owned(),
        Problem::BeforeFrom => problems.before_from.to_owned(),
        Problem::Several => problems.several.to_owned(),
        Problem::Date(error) => match error {
            DateFilterError::Unreadable => problems.unreadable_date,
            DateFilterError::NotDateMath => problems.not_date_math,
            DateFilterError::TooLate => problems.too_late,
            DateFilterError::Year => problems.year,
            DateFilterError::NoSuchDay(Calendar::Persian) => problems.no_such_day_persian,
            DateFilterError::NoSuchDay(Calendar::Gregory) => problems.no_such_day_gregory,
            DateFilterError::NoSuchTime => problems.no_such_time,
        }
        .to_owned(),
    }
}

/// What is wrong with a gateway address.
pub(super) fn of_address(problem: AddressProblem, messages: &Messages) -> String {
    match problem {
        AddressProblem::Form(BaseUrlError::Form) => messages.address_form,
        AddressProblem::Form(BaseUrlError::Extra) => messages.address_extra,
        AddressProblem::Form(BaseUrlError::Host(sign)) => {
            // Some look like others: the code point tells them apart.
            let sign = [isolated(&sign.to_string()), format!("U+{:04X}", u32::from(sign))];
            return messages.address_sign.fill(sign.each_ref().map(String::as_str));
        }
        AddressProblem::Blocked => messages.address_blocked,
    }
    .to_owned()
}

/// What is wrong with a token.
pub(super) const fn of_token(problem: TokenError, messages: &Messages) -> &'static str {
    match problem {
        TokenError::Missing => messages.token_missing,
        TokenError::NotAHeader => messages.token_not_a_header,
    }
}
