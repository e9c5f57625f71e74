//! The raw texts of the parameters, as typed or from the address, before they are checked and become a [`Query`].

use super::{
    calendar::Calendar,
    date_filter::{DateFilter, DateFilterError},
    date_math::Clock,
    digits::Digits,
    param::Param,
    pasted_value,
    query::{Filters, MAX_LIMIT, MAX_NUMBER, Query, Span},
    send_state::SendState,
    zone::Edge,
};

/// The raw texts of all parameters. An empty text is an unset parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft([String; Param::ALL.len()]);

/// The default rows per page and the clock by which a draft is checked.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The number of rows per page if the draft has none.
    pub default_limit: u64,
    /// The clock by which both ends of a range of dates become instants, so that they can be compared.
    pub clock: Clock<'a>,
}

/// The reason why a parameter's value can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// The value is not a whole number between two bounds, both included.
    NotWithin(u64, u64),
    /// The value is not a `state_id` of the API document.
    NotAState,
    /// The value is not a date.
    Date(DateFilterError),
    /// The value is the end of a range and lies before the beginning.
    BeforeFrom,
    /// The value is a list, but the parameter takes a single value.
    Several,
}

/// The parameters whose values can't be used, each with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<(Param, FieldError)>);

impl FieldErrors {
    /// Returns the error of a parameter; `None` if it has none.
    pub fn of(&self, param: Param) -> Option<FieldError> {
        self.0.iter().find(|(at, _)| *at == param).map(|(_, error)| *error)
    }

    /// Returns whether no parameter has an error.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the parameters that have an error, in the order in which the errors were added.
    pub fn params(&self) -> impl Iterator<Item = Param> {
        self.0.iter().map(|(param, _)| *param)
    }

    /// Records that a parameter has an error.
    pub fn add(&mut self, param: Param, error: FieldError) {
        self.0.push((param, error));
    }

    /// Removes the error of a parameter, if it has one.
    pub fn remove(&mut self, param: Param) {
        self.0.retain(|(at, _)| *at != param);
    }

    /// Returns the value of a parameter. If the value is an error, adds the error and returns `held`.
    fn take<T>(&mut self, param: Param, value: Option<Result<T, FieldError>>, held: Option<T>) -> Option<T> {
        match value {
            Some(Err(error)) => {
                self.add(param, error);
                held
            }
            value => value.and_then(Result::ok),
        }
    }

    /// Returns the range between two ends. If the ends contradict each other, the upper one gets the error
    /// [`FieldError::BeforeFrom`], and the upper end of `held` replaces it. If this range is reversed as well, the
    /// result is `held`.
    fn take_range<T: Copy + PartialEq>(
        &mut self,
        ends: [(Param, Option<Result<T, FieldError>>); 2],
        held: Span<T>,
        is_reversed: impl Fn(T, T) -> bool,
    ) -> Span<T> {
        let [(from_param, from), (to_param, to)] = ends;
        let mut span = Span { from: self.take(from_param, from, held.from), to: self.take(to_param, to, held.to) };
        let is_wrong = |span: Span<T>| span.from.zip(span.to).is_some_and(|(from, to)| is_reversed(from, to));
        // The range in force is not judged again: with time, a relative end may pass a fixed one.
        if span != held && is_wrong(span) {
            if self.of(to_param).is_none() {
                self.add(to_param, FieldError::BeforeFrom);
            }
            span.to = held.to;
            if is_wrong(span) {
                span = held;
            }
        }
        span
    }
}

impl Draft {
    /// Returns the raw text of a parameter.
    pub fn get(&self, param: Param) -> &str {
        self.0.get(param as usize).map_or("", String::as_str)
    }

    /// Sets the raw text of a parameter.
    pub fn set(&mut self, param: Param, text: impl Into<String>) {
        if let Some(slot) = self.0.get_mut(param as usize) {
            *slot = text.into();
        }
    }

    /// Returns whether no parameter is set.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(String::is_empty)
    }

    /// Creates the texts in which the inputs show a query: dates in the given calendar and digits, everything else as
    /// in the address.
    pub fn of(query: &Query, calendar: Calendar, digits: Digits) -> Self {
        let mut draft = Self::canonical(query);
        draft.rewrite_dates(calendar, digits);
        draft
    }

    /// Rewrites each date that can be read in the given calendar and digits. It remains the same date.
    pub fn rewrite_dates(&mut self, calendar: Calendar, digits: Digits) {
        for param in Param::ALL.into_iter().filter(|param| param.is_date()) {
            if let Ok(when) = DateFilter::parse(self.get(param)) {
                self.set(param, shown_date(when, calendar, digits));
            }
        }
    }

    /// Creates the texts in which the address holds a query, defaults included.
    pub fn canonical(query: &Query) -> Self {
        let filters = query.filters();
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let when = |value: Option<DateFilter>| value.map(DateFilter::iso).unwrap_or_default();
        let count = |value: Option<u64>| value.map(|n| n.to_string()).unwrap_or_default();
        Self(Param::ALL.map(|param| match param {
            Param::Page => query.page().to_string(),
            Param::Limit => query.limit().to_string(),
            Param::Username => text(&filters.username),
            Param::Number => text(&filters.number),
            Param::MessagesOutboxId => text(&filters.messages_outbox_id),
            Param::CreateFromDate => when(filters.created.from),
            Param::CreateToDate => when(filters.created.to),
            Param::SendFromDate => when(filters.sent.from),
            Param::SendToDate => when(filters.sent.to),
            Param::FromExitCount => count(filters.exits.from),
            Param::ToExitCount => count(filters.exits.to),
            Param::Message => text(&filters.message),
            Param::StateId => filters.state_id.map(|state| state.id().to_string()).unwrap_or_default(),
        }))
    }

    /// Returns the query that the texts mean, or the errors of all parameters that can't be used.
    pub fn check(&self, context: Context) -> Result<Query, FieldErrors> {
        let nothing = Query { page: 1, limit: context.default_limit, filters: Filters::default() };
        let (query, errors) = self.settle(context, &nothing);
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }

    /// Returns the query that the texts mean while the query `held` is in force. A parameter that can't be used keeps
    /// its value of `held`, and its error is returned.
    pub fn settle(&self, context: Context, held: &Query) -> (Query, FieldErrors) {
        let mut errors = FieldErrors::default();
        let in_force = &held.filters;
        let range = |from: Param, to: Param| [(from, self.date(from)), (to, self.date(to))];
        let is_reversed = |from: DateFilter, to: DateFilter| {
            to.moment(context.clock, Edge::To) < from.moment(context.clock, Edge::From)
        };
        let exits = [Param::FromExitCount, Param::ToExitCount].map(|param| (param, self.number(param)));
        let page = errors.take(Param::Page, self.number(Param::Page), Some(held.page));
        let limit = errors.take(Param::Limit, self.number(Param::Limit), Some(held.limit));
        let filters = Filters {
            username: self.given(Param::Username).map(str::to_owned),
            number: errors.take(
                Param::Number,
                self.given(Param::Number).map(one_sender_number),
                in_force.number.clone(),
            ),
            messages_outbox_id: errors.take(
                Param::MessagesOutboxId,
                self.given(Param::MessagesOutboxId).map(outbox_id),
                in_force.messages_outbox_id.clone(),
            ),
            created: errors.take_range(
                range(Param::CreateFromDate, Param::CreateToDate),
                in_force.created,
                is_reversed,
            ),
            sent: errors.take_range(range(Param::SendFromDate, Param::SendToDate), in_force.sent, is_reversed),
            exits: errors.take_range(exits, in_force.exits, |from, to| to < from),
            message: self.given(Param::Message).map(str::to_owned),
            state_id: errors.take(Param::StateId, self.state(), in_force.state_id),
        };
        let query = Query { page: page.unwrap_or(1), limit: limit.unwrap_or(context.default_limit), filters };
        (query, errors)
    }

    /// Returns the text of a parameter that is set; `None` if it is unset. Username and Message are sent as typed,
    /// so blanks alone are a value for these two, and for no others.
    fn given(&self, param: Param) -> Option<&str> {
        let text = self.get(param);
        let set = match param {
            Param::Username | Param::Message => !text.is_empty(),
            _ => !pasted_value::bare(text).is_empty(),
        };
        set.then_some(text)
    }

    fn number(&self, param: Param) -> Option<Result<u64, FieldError>> {
        self.given(param).map(|text| whole_number(param, text))
    }

    fn date(&self, param: Param) -> Option<Result<DateFilter, FieldError>> {
        self.given(param).map(|text| DateFilter::parse(text).map_err(FieldError::Date))
    }

    fn state(&self) -> Option<Result<SendState, FieldError>> {
        let text = self.given(Param::StateId)?;
        Some(whole(text).and_then(SendState::from_id).ok_or(FieldError::NotAState))
    }
}

/// Reads a parameter's value as a whole number, in Latin, Persian or Arabic-Indic digits. A number out of the
/// parameter's bounds is an error.
pub fn whole_number(param: Param, text: &str) -> Result<u64, FieldError> {
    let (least, greatest) = match param {
        Param::Page => (1, MAX_NUMBER),
        Param::Limit => (1, MAX_LIMIT),
        _ => (0, MAX_NUMBER),
    };
    whole(text).filter(|number| (least..=greatest).contains(number)).ok_or(FieldError::NotWithin(least, greatest))
}

/// Returns a date in the form in which an input shows it. Unix seconds and date math are notations rather than words,
/// so their digits stay Latin.
pub fn shown_date(when: DateFilter, calendar: Calendar, digits: Digits) -> String {
    match when {
        DateFilter::Second(_) | DateFilter::Math(_) => when.iso(),
        _ => digits.write(&when.text(calendar)),
    }
}

fn whole(text: &str) -> Option<u64> {
    pasted_value::digits_of(text)?.parse().ok()
}

/// Reads an outbox id. The id is a text and keeps its leading zeros; only signs that group its digits are removed. A
/// list of ids is an error.
fn outbox_id(text: &str) -> Result<String, FieldError> {
    let id = pasted_value::value(text);
    match pasted_value::digits_of(&id) {
        Some(digits) => Ok(digits),
        None if id.contains(SEPARATORS) => Err(FieldError::Several),
        None => Ok(id),
    }
}

/// The signs that separate the values of a list.
const SEPARATORS: [char; 8] = [' ', ',', ';', '،', '؛', '٬', '|', '&'];

/// The largest number of digits that still counts as one sender number. E.164 allows 15, Iran's longest lines have 16,
/// and a gateway may know longer ones. Two mobile numbers in a row have 22 or more.
const MAX_SENDER_DIGITS: usize = 20;

/// The number of digits from which a part of a text may be a line of its own.
const MIN_LINE_DIGITS: usize = 8;

/// Reads a sender number as [`sender_number`] does. A list of numbers is an error.
fn one_sender_number(text: &str) -> Result<String, FieldError> {
    let number = sender_number(text);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    // Every non-ASCII character counts as a letter: Unicode's tables of letters would be larger than this check is
    // worth.
    let is_letter = |c: char| c.is_ascii_alphabetic() || !c.is_ascii() && !SEPARATORS.contains(&c);
    // Pasted cells are parted by blanks, which also part the digits of one number, but into shorter groups.
    let is_group = |group: &str| group.bytes().filter(u8::is_ascii_digit).count() >= MIN_LINE_DIGITS;
    let is_list = digits > 0
        && !number.chars().any(is_letter)
        && (number.contains(SEPARATORS)
            || digits > MAX_SENDER_DIGITS
            || pasted_value::bare(text).split(' ').filter(|group| is_group(group)).count() > 1);
    if is_list { Err(FieldError::Several) } else { Ok(number) }
}

/// Returns a sender number in E.164 if the text is a number, and the text otherwise.
///
/// The numbers `0098…`, `98…`, `0…` and bare local ones become `+98…`. Signs that only group digits are removed, and so
/// is a trunk zero (`+98 (0)21…`). A sender with letters (`+98votp`) stays as typed, except that the signs around it
/// are removed.
pub fn sender_number(text: &str) -> String {
    let typed = pasted_value::bare(text);
    let value = pasted_value::value(text);
    let value = pasted_value::without_zero_fraction(&value);
    let mut compact = String::new();
    let mut rest = value.strip_prefix("tel:").unwrap_or(value).chars();
    while let Some(c) = rest.next() {
        if let Some(after) = rest.as_str().strip_prefix("0)").filter(|_| c == '(') {
            rest = after.chars();
        } else if !matches!(c, ' ' | '-' | '(' | ')' | '.' | '/') {
            compact.push(c);
        }
    }
    // In right-to-left text, the plus is often copied at the other end.
    let after_plus = compact.strip_prefix('+').or_else(|| compact.strip_suffix('+'));
    let number = after_plus.unwrap_or(&compact);
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return typed;
    }
    // No country code begins with a zero.
    let digits = number.trim_start_matches('0');
    if digits.is_empty() {
        return compact;
    }
    let is_international = match number.len() - digits.len() {
        0 => after_plus.is_some() || digits.starts_with("98"),
        1 => false,
        _ => true,
    };
    match digits.strip_prefix("98").filter(|_| is_international) {
        Some(national) => format!("+98{}", national.trim_start_matches('0')),
        None if is_international => format!("+{digits}"),
        None => format!("+98{digits}"),
    }
}
