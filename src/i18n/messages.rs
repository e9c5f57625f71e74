//! The sentences that the page needs from the start. A missing translation does not compile.

use crate::domain::{column::Column, param::Param, send_state::SendState};

/// The texts of one language that stand in the table. The first part of the page has these alone.
pub struct TableTexts {
    /// Name of the product, and accessible name of the table.
    pub product: &'static str,
    /// Labels of the parameters, see [`Messages::param`].
    pub params: [&'static str; Param::ALL.len()],
    /// Labels of the states, see [`Messages::state`].
    pub states: [&'static str; SendState::ALL.len()],
    /// Label in place of the state of a record without one.
    pub no_state: &'static str,
    /// Headers of the columns, see [`Messages::header`].
    pub columns: [&'static str; Column::ALL.len()],
    /// Accessible name of the checkbox of all rows on the page.
    pub select_all: &'static str,
    /// Accessible name of the checkbox of a row. Placeholder: the send's id.
    pub select_row: Template<1>,
    /// Label of a row's details button and title of its dialog. Placeholder: the send's id.
    pub details_of: Template<1>,
    /// Label of the button that watches a send which has not ended. Placeholder: the send's id.
    pub watch: Template<1>,
    /// Description of the link at a value of a row that filters by the value. Placeholder: the parameter's label.
    pub only_these: Template<1>,
    /// Text in place of a row that can't be read.
    pub unreadable_row: &'static str,
}

/// The sentences of one language, see [`super::lazy`] for the others.
pub struct Messages {
    /// The texts of the table.
    pub table: &'static TableTexts,
    /// Label of the button that unfolds the header on a narrow screen.
    pub menu: &'static str,
    /// Accessible name of the connect form.
    pub connect_title: &'static str,
    /// Label of the field for the gateway's address.
    pub address: &'static str,
    /// Hint under the address field: the meaning of an empty address.
    pub address_hint: &'static str,
    /// Label of the field for the token.
    pub token: &'static str,
    /// Hint under the token field: how long the token is kept.
    pub token_hint: &'static str,
    /// Label of the checkbox that keeps the token on the device.
    pub remember: &'static str,
    /// Label of the button that submits the connect form.
    pub connect: &'static str,
    /// Label of the button that forgets the token.
    pub sign_out: &'static str,
    /// Error at the address field: the text is not an address.
    pub address_form: &'static str,
    /// Error at the address field: the address has a user, a query or a fragment.
    pub address_extra: &'static str,
    /// Error at the address field: a sign that no host name may have. Placeholders: the sign, its code point.
    pub address_sign: Template<2>,
    /// Error at the address field: the page's Content Security Policy refuses the address.
    pub address_blocked: &'static str,
    /// Error at the token field: the field is empty.
    pub token_missing: &'static str,
    /// Error at the token field: the token has signs that no header can carry.
    pub token_not_a_header: &'static str,
    /// Label of the button at a date that opens the calendar. Placeholder: the parameter.
    pub choose_day: Template<1>,
    /// Text of a filter that is set. Placeholders: the parameter's label, the value.
    pub filter: Template<2>,
    /// A text in the language's quotation marks. Placeholder: the text.
    pub quoted: Template<1>,
    /// Note if the lazy part of the page could not be loaded.
    pub lazy_not_loaded: &'static str,
    /// Label of the button that closes a dialog or a message.
    pub close: &'static str,
    /// Accessible name of the filter form, and label of the button that unfolds it.
    pub filters: &'static str,
    /// Placeholder text in the field of the message filter.
    pub message_hint: &'static str,
    /// Placeholder text in the field of a filter that is not set.
    pub any: &'static str,
    /// Option for no state in particular.
    pub any_state: &'static str,
    /// Label of the button that applies the filters.
    pub apply: &'static str,
    /// Label of the button that clears all filters.
    pub clear_all: &'static str,
    /// Label of the button that opens the overview, and name of the overview.
    pub overview: &'static str,
    /// Label of the button that refreshes the view.
    pub refresh: &'static str,
    /// Note at a state that has changed. Placeholder: the previous state.
    pub was: Template<1>,
    /// Time of the answer that is shown, or of the older answer that a row comes from. Placeholder: the time.
    pub as_of: Template<1>,
    /// Range of the rows that are shown. Placeholders: first row, last row, number of all rows.
    pub range: Template<3>,
    /// Range of the rows if more may follow and the number of all rows is unknown. Placeholders: first row, last row.
    pub range_of_unknown: Template<2>,
    /// Range of the last rows if the number of all rows is unknown. Placeholders: first row, last row.
    pub last_range: Template<2>,
    /// Text in place of the range on a report without rows.
    pub no_sends: &'static str,
    /// Heading on a page behind the last one. Placeholders: its number, the number of the last page.
    pub past_the_end: Template<2>,
    /// Heading if the gateway counts rows but sends none. Placeholder: the number of rows it counts.
    pub none_came: Template<1>,
    /// Heading on a later page without rows if the number of all rows is unknown. Placeholder: the page's number.
    pub empty_page: Template<1>,
    /// Accessible name of the paging.
    pub pages: &'static str,
    /// Label of the link to the first page.
    pub first_page: &'static str,
    /// Label of the link to the previous page.
    pub previous_page: &'static str,
    /// Label of the link to the next page.
    pub next_page: &'static str,
    /// Label of the link to the last page.
    pub last_page: &'static str,
    /// Text after the field of the page's number. Placeholder: the number of pages.
    pub of_pages: Template<1>,
    /// Part of the document's title. Placeholder: the page's number.
    pub page_number: Template<1>,
    /// Texts of the failures.
    pub faults: Faults,
    /// Label of the button at a failure that sends the same request again.
    pub try_again: &'static str,
    /// Note over rows of the same view from before a failure. Placeholder: the time of their answer.
    pub old_rows: Template<1>,
    /// Note over rows of another view while a request that has failed is retried. Placeholder: the time of their
    /// answer.
    pub other_rows: Template<1>,
    /// Sentence on requests that wait as the gateway asks for a pause. Placeholder: the time at which it ends.
    pub pause: Template<1>,
    /// Countdown to a retry. Placeholder: the seconds that are left.
    pub trying_in: Template<1>,
    /// Text while a retry is in flight.
    pub trying: &'static str,
    /// Countdown to the end of the pause that the gateway asks for. Placeholder: the seconds that are left.
    pub wait: Template<1>,
    /// Label of the button that stops retrying.
    pub cancel: &'static str,
    /// The gateway's own words at a field. Placeholder: the words.
    pub gateway_says: Template<1>,
    /// Errors at the fields of the parameters.
    pub field_errors: FieldErrorTexts,
    /// Heading in place of the page if `config.json` can't be used.
    pub config_title: &'static str,
    /// Sentence if `config.json` could not be loaded. Placeholder: the status in brackets, or nothing.
    pub config_not_loaded: Template<1>,
}

/// The texts of the notice for one kind of failure.
pub struct FaultText {
    /// Heading: what happened.
    pub title: &'static str,
    /// Advice under the heading: what to do.
    pub advice: &'static str,
}

/// The texts of the failures, see [`crate::gateway::fault::Fault`].
pub struct Faults {
    /// Texts for 401: the token is wrong or has expired.
    pub unauthorized: FaultText,
    /// Texts for a request that the gateway refused, most likely for its filters.
    pub refused: FaultText,
    /// Texts for a request that the gateway refused for another reason, as 403 and 404 say.
    pub denied: FaultText,
    /// Texts for 429: too many requests.
    pub throttled: FaultText,
    /// Texts for 408 and 5xx: the gateway has a problem.
    pub broken: FaultText,
    /// Texts for an answer that is not of the API's shape.
    pub unreadable: FaultText,
    /// Texts for an answer that broke off on its way.
    pub cut_off: FaultText,
    /// Texts for a network error.
    pub unreachable: FaultText,
    /// Texts for a network error while the browser is offline.
    pub offline: FaultText,
    /// Texts for an address that the page's Content Security Policy refuses.
    pub blocked: FaultText,
    /// Texts for a request that reached its timeout.
    pub too_slow: FaultText,
    /// Sentence before the advice of `too_slow`. Placeholder: the timeout in seconds.
    pub no_answer_within: Template<1>,
    /// Texts for an answer that is longer than 32 MB.
    pub too_large: FaultText,
    /// Text after the sentences of `errors`. Placeholder: the number of sentences that are left out.
    pub more_errors: Template<1>,
    /// Text in place of the excerpt of an empty body.
    pub empty_body: &'static str,
}

/// The errors at the fields of the parameters, see [`crate::domain::draft::FieldError`].
pub struct FieldErrorTexts {
    /// Error: not a whole number within the limits. Placeholders: the smallest number, the largest.
    pub not_within: Template<2>,
    /// Error: not a whole number of at least the smallest one. Placeholder: the smallest number.
    pub not_from: Template<1>,
    /// Error: not one of the states.
    pub not_a_state: &'static str,
    /// Error: not a date.
    pub unreadable_date: &'static str,
    /// Error: not valid date math.
    pub not_date_math: &'static str,
    /// Error: an instant too large for seconds, which is probably in milliseconds.
    pub too_late: &'static str,
    /// Error: a year of neither calendar.
    pub year: &'static str,
    /// Error: a day that the Persian calendar does not have.
    pub no_such_day_persian: &'static str,
    /// Error: a day that the Gregorian calendar does not have.
    pub no_such_day_gregory: &'static str,
    /// Error: a time of day that does not exist.
    pub no_such_time: &'static str,
    /// Error: an end that lies before its beginning.
    pub before_from: &'static str,
    /// Error: several values, though the API takes one.
    pub several: &'static str,
}

impl TableTexts {
    /// Returns the label of a parameter.
    pub fn param(&self, param: Param) -> &'static str {
        self.params.get(param as usize).copied().unwrap_or_default()
    }

    /// Returns the header of a column.
    pub fn header(&self, column: Column) -> &'static str {
        self.columns.get(column as usize).copied().unwrap_or_default()
    }

    /// Returns the label of a state.
    pub fn state(&self, state: SendState) -> &'static str {
        self.states.get(state as usize).copied().unwrap_or_default()
    }
}

impl Messages {
    /// Returns the label of a parameter.
    pub fn param(&self, param: Param) -> &'static str {
        self.table.param(param)
    }

    /// Returns the header of a column.
    pub fn header(&self, column: Column) -> &'static str {
        self.table.header(column)
    }

    /// Returns the label of a state.
    pub fn state(&self, state: SendState) -> &'static str {
        self.table.state(state)
    }
}

/// Makes an array with a value for each variant of an enum, at the variant's index:
///
/// ```text
/// by_variant!(Enum, filler, { Variant => value, _ => VariantWithout })
/// ```
///
/// A variant without a value does not compile, nor does one with two. Variants after `_ =>` have no value on purpose:
/// they have the filler, or are left out if they come after all others.
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

/// A sentence with `N` placeholders, each written as `{}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template<const N: usize>(&'static str);

impl<const N: usize> Template<N> {
    /// Creates the template of a sentence.
    ///
    /// # Panics
    ///
    /// Panics if the sentence has another number of placeholders, or a `{` that is not part of one. A constant then
    /// does not compile.
    pub const fn new(sentence: &'static str) -> Self {
        assert!(placeholders(sentence.as_bytes()) == N, "another number of placeholders");
        Self(sentence)
    }

    /// Returns the sentence with the values at its placeholders, in their order.
    pub fn fill(self, values: [&str; N]) -> String {
        fill(self.0, &values)
    }
}

impl Template<1> {
    /// Returns the parts of the sentence before and after its placeholder, without the spaces beside it.
    pub fn around(self) -> [&'static str; 2] {
        let (before, after) = self.0.split_once('{').unwrap_or((self.0, "}"));
        [before.trim_end(), after.strip_prefix('}').unwrap_or(after).trim_start()]
    }
}

/// Returns the number of placeholders of a sentence.
const fn placeholders(mut sentence: &[u8]) -> usize {
    let mut number = 0;
    while let [_, rest @ ..] = sentence {
        if let [b'{', after @ ..] = sentence {
            assert!(matches!(after, [b'}', ..]), "a brace that is no placeholder");
            number += 1;
        }
        sentence = rest;
    }
    number
}

/// Returns the template with the values at its placeholders; a placeholder without a value becomes empty.
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
