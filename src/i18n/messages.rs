//! Every sentence of the page. A missing translation does not compile.

use crate::domain::{column::Column, param::Param, send_state::SendState};

/// The sentences of one language.
pub struct Messages {
    /// The product's name; also the table's.
    pub product: &'static str,
    /// Button that unfolds the header on a narrow screen.
    pub menu: &'static str,
    /// Name of the connect form.
    pub connect_title: &'static str,
    /// Field: the gateway's address.
    pub address: &'static str,
    /// Under it: what an empty one means.
    pub address_hint: &'static str,
    /// Field: the token.
    pub token: &'static str,
    /// Under it: how long it is kept.
    pub token_hint: &'static str,
    /// Choice: keep the token on the device.
    pub remember: &'static str,
    /// Button of the connect form.
    pub connect: &'static str,
    /// Button that forgets the token.
    pub sign_out: &'static str,
    /// Problem: no address.
    pub address_form: &'static str,
    /// Problem: an address with user, query or fragment.
    pub address_extra: &'static str,
    /// Problem: a sign that stands in no host's name; the sign, its code point.
    pub address_sign: Template<2>,
    /// Problem: an address that the page's policy refuses.
    pub address_blocked: &'static str,
    /// Problem: no token.
    pub token_missing: &'static str,
    /// Problem: a token that no header can carry.
    pub token_not_a_header: &'static str,
    /// Button at a date: opens the calendar; the parameter.
    pub choose_day: Template<1>,
    /// A parameter and its value.
    pub filter: Template<2>,
    /// A text in quotes.
    pub quoted: Template<1>,
    /// What is loaded later could not be.
    pub later_not_loaded: &'static str,
    /// Button of a dialog or a message.
    pub close: &'static str,
    /// Name of the filter form, and of the button that unfolds it.
    pub filters: &'static str,
    /// Labels of the parameters, see [`Messages::param`].
    pub params: [&'static str; Param::ALL.len()],
    /// Hint in the message field.
    pub message_hint: &'static str,
    /// Hint in a field that is not set.
    pub any: &'static str,
    /// Choice: no state in particular.
    pub any_state: &'static str,
    /// Labels of the states, see [`Messages::state`].
    pub states: [&'static str; SendState::ALL.len()],
    /// Label of a record without a state.
    pub no_state: &'static str,
    /// Button: filters take effect now.
    pub apply: &'static str,
    /// Button: no filters.
    pub clear_all: &'static str,
    /// Headers of the columns that are shown by themselves, see [`Messages::header`].
    pub columns: [&'static str; Column::OWN.len()],
    /// Button: ask the same again.
    pub refresh: &'static str,
    /// When the rows were answered.
    pub as_of: Template<1>,
    /// Which rows are shown: first, last, all.
    pub range: Template<3>,
    /// The same where nobody says how many there are, and more may follow.
    pub range_of_unknown: Template<2>,
    /// The same where they are the last ones: first, last.
    pub last_range: Template<2>,
    /// No rows.
    pub no_sends: &'static str,
    /// A page past the end: its number, the last one.
    pub past_the_end: Template<2>,
    /// So many rows are counted, and the page that should have some has none.
    pub none_came: Template<1>,
    /// A page behind the first one without rows, where nobody says how many there are; its number.
    pub empty_page: Template<1>,
    /// Name of the paging.
    pub pages: &'static str,
    /// Step.
    pub first_page: &'static str,
    /// Step.
    pub previous_page: &'static str,
    /// Step.
    pub next_page: &'static str,
    /// Step.
    pub last_page: &'static str,
    /// After the page's number: of so many.
    pub of_pages: Template<1>,
    /// In a title: page so and so.
    pub page_number: Template<1>,
    /// The failures.
    pub faults: Faults,
    /// Button of a failure.
    pub try_again: &'static str,
    /// Over rows that were there before a failure: since when.
    pub old_rows: Template<1>,
    /// The same is asked again in so many seconds.
    pub trying_in: Template<1>,
    /// The same is being asked again.
    pub trying: &'static str,
    /// The gateway wants so many seconds of rest.
    pub wait: Template<1>,
    /// Button: not again by itself.
    pub cancel: &'static str,
    /// At a field: the gateway's own words on its value.
    pub gateway_says: Template<1>,
    /// In place of a message: the row is none.
    pub unreadable_row: &'static str,
    /// What is wrong with the values of parameters.
    pub field_errors: FieldErrorTexts,
    /// Heading in place of the page: `config.json` can't be used.
    pub config_title: &'static str,
    /// It could not be loaded; the status.
    pub config_not_loaded: Template<1>,
}

/// A failure: what happened, and what to do.
pub struct FaultText {
    /// What happened.
    pub title: &'static str,
    /// What to do.
    pub advice: &'static str,
}

/// The failures, see [`crate::gateway::fault::Fault`].
pub struct Faults {
    /// 401.
    pub unauthorized: FaultText,
    /// The request was refused.
    pub refused: FaultText,
    /// 429.
    pub throttled: FaultText,
    /// 5xx.
    pub broken: FaultText,
    /// Not the API's shape.
    pub unreadable: FaultText,
    /// No answer.
    pub unreachable: FaultText,
    /// No network.
    pub offline: FaultText,
    /// Refused by the page's policy.
    pub blocked: FaultText,
    /// No answer in time.
    pub too_slow: FaultText,
    /// Before its advice: after how many seconds.
    pub no_answer_within: Template<1>,
    /// An answer longer than is read.
    pub too_large: FaultText,
    /// After the sentences of `errors`: so many more.
    pub more_errors: Template<1>,
    /// In place of an excerpt: the body was empty.
    pub empty_body: &'static str,
}

/// What is wrong with the value of a parameter, see [`crate::domain::draft::FieldError`].
pub struct FieldErrorTexts {
    /// No whole number from … to ….
    pub not_within: Template<2>,
    /// No whole number from … on.
    pub not_from: Template<1>,
    /// No state.
    pub not_a_state: &'static str,
    /// No date.
    pub unreadable_date: &'static str,
    /// Date math that is none.
    pub not_date_math: &'static str,
    /// A date in milliseconds.
    pub too_late: &'static str,
    /// A year of no calendar.
    pub year: &'static str,
    /// A day that the Persian calendar lacks.
    pub no_such_day_persian: &'static str,
    /// A day that the Gregorian calendar lacks.
    pub no_such_day_gregory: &'static str,
    /// A time that no clock shows.
    pub no_such_time: &'static str,
    /// An end before its beginning.
    pub before_from: &'static str,
    /// Several values where one can be asked for.
    pub several: &'static str,
}

impl Messages {
    /// Returns the label of a parameter.
    pub fn param(&self, param: Param) -> &'static str {
        self.params.get(param as usize).copied().unwrap_or_default()
    }

    /// Returns the header of a column that is shown by itself, see [`Column::OWN`]; an empty text for another one, whose header
    /// is loaded later.
    pub fn header(&self, column: Column) -> &'static str {
        self.columns.get(column as usize).copied().unwrap_or_default()
    }

    /// Returns the label of a state.
    pub fn state(&self, state: SendState) -> &'static str {
        self.states.get(state as usize).copied().unwrap_or_default()
    }
}

/// Makes an array of a value for each variant of an enum, at the variant's place: `by_variant!(Enum, filler, { Variant => value })`.
///
/// A variant without a value does not compile, nor one with two. Variants that are named after `_ =>` have none on purpose: they
/// are left out where they come after all others, or have the filler.
macro_rules! by_variant {
    ($enum:ident, $filler:expr, { $($variant:ident => $value:expr,)+ $(_ => $($without:ident),+,)? }) => {{
        const _: fn($enum) = |variant| match variant {
            $($enum::$variant)|+ $($(| $enum::$without)+)? => {}
        };
        let mut values = [$filler; _];
        $(
            #[expect(clippy::indexing_slicing, reason = "a constant: a wrong index does not compile")]
            {
                values[$enum::$variant as usize] = $value;
            }
        )+
        values
    }};
}
pub(super) use by_variant;

/// A sentence with `N` places for values, each written as `{}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template<const N: usize>(&'static str);

impl<const N: usize> Template<N> {
    /// Returns the template of a sentence.
    ///
    /// # Panics
    ///
    /// With another number of places, or a brace that is none. A constant does not compile then.
    pub const fn new(sentence: &'static str) -> Self {
        assert!(places(sentence.as_bytes()) == N, "another number of places");
        Self(sentence)
    }

    /// Returns the sentence with the values at its places, in their order.
    pub fn fill(self, values: [&str; N]) -> String {
        fill(self.0, &values)
    }
}

const fn places(mut sentence: &[u8]) -> usize {
    let mut places = 0;
    while let [_, rest @ ..] = sentence {
        if let [b'{', after @ ..] = sentence {
            assert!(matches!(after, [b'}', ..]), "a brace that is no place");
            places += 1;
        }
        sentence = rest;
    }
    places
}

fn fill(template: &str, values: &[&str]) -> String {
    let mut text = String::new();
    let mut values = values.iter();
    let mut parts = template.split('{');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        text.push_str(values.next().copied().unwrap_or_default());
        text.push_str(part.strip_prefix('}').unwrap_or(part));
    }
    text
}
