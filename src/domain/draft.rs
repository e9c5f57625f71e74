//! What is in the fields before it is a [`Query`]: one raw text per parameter, typed or out of the address.

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

/// One raw text per parameter; an empty one is unset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft([String; Param::ALL.len()]);

/// What a draft is checked against.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Rows per page where none are given.
    pub default_limit: u64,
    /// A range of dates is judged by its instants.
    pub clock: Clock<'a>,
}

/// Why a value can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// No whole number between these two.
    NotWithin(u64, u64),
    /// No `state_id` of the document.
    NotAState,
    /// No date.
    Date(DateFilterError),
    /// The end of a range lies before its beginning.
    BeforeFrom,
    /// Several values where one can be asked for.
    Several,
}

/// The parameters that can't be used, each with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<(Param, FieldError)>);

impl FieldErrors {
    /// Returns why the value of a parameter can't be used; `None` where it can.
    pub fn of(&self, param: Param) -> Option<FieldError> {
        self.0.iter().find(|(at, _)| *at == param).map(|(_, error)| *error)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The parameters that have one.
    pub fn params(&self) -> impl Iterator<Item = Param> {
        self.0.iter().map(|(param, _)| *param)
    }

    /// Adds the error of a parameter.
    pub fn add(&mut self, param: Param, error: FieldError) {
        self.0.push((param, error));
    }

    /// Removes the error of a parameter.
    pub fn remove(&mut self, param: Param) {
        self.0.retain(|(at, _)| *at != param);
    }

    /// Returns the value of a parameter, or `held` with its error added.
    fn take<T>(&mut self, param: Param, value: Option<Result<T, FieldError>>, held: Option<T>) -> Option<T> {
        match value {
            Some(Err(error)) => {
                self.add(param, error);
                held
            }
            value => value.and_then(Result::ok),
        }
    }

    /// Returns the ends of a range. Ends that contradict each other are an error of the later one; then `held` is in
    /// force, as far as it has to be.
    fn take_range<T: Copy + PartialEq>(
        &mut self,
        ends: [(Param, Option<Result<T, FieldError>>); 2],
        held: Span<T>,
        is_reversed: impl Fn(T, T) -> bool,
    ) -> Span<T> {
        let [(from_field, from), (to_field, to)] = ends;
        let mut span = Span { from: self.take(from_field, from, held.from), to: self.take(to_field, to, held.to) };
        let is_wrong = |span: Span<T>| span.from.zip(span.to).is_some_and(|(from, to)| is_reversed(from, to));
        // What is in force is not judged anew: with time, a relative end may pass a fixed one.
        if span != held && is_wrong(span) {
            if self.of(to_field).is_none() {
                self.add(to_field, FieldError::BeforeFrom);
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
    /// The raw text of one parameter.
    pub fn get(&self, param: Param) -> &str {
        self.0.get(param as usize).map_or("", String::as_str)
    }

    /// Writes the raw text of one parameter.
    pub fn set(&mut self, param: Param, text: impl Into<String>) {
        if let Some(slot) = self.0.get_mut(param as usize) {
            *slot = text.into();
        }
    }

    /// Whether nothing at all is set.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(String::is_empty)
    }

    /// The texts in which the fields show a query: dates in the calendar in use, all else as in the address.
    pub fn of(query: &Query, calendar: Calendar, digits: Digits) -> Self {
        let mut draft = Self::canonical(query);
        draft.rewrite_dates(calendar, digits);
        draft
    }

    /// Writes each date that can be read in the calendar in use. It stays the same date.
    pub fn rewrite_dates(&mut self, calendar: Calendar, digits: Digits) {
        for param in Param::ALL.into_iter().filter(|param| param.is_date()) {
            if let Ok(when) = DateFilter::parse(self.get(param)) {
                self.set(param, shown_date(when, calendar, digits));
            }
        }
    }

    /// The texts in which the address holds a query, defaults included.
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

    /// The query that these texts mean, or every parameter that can't be used.
    pub fn check(&self, context: Context) -> Result<Query, FieldErrors> {
        let nothing = Query { page: 1, limit: context.default_limit, filters: Filters::default() };
        let (query, errors) = self.settle(context, &nothing);
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }

    /// Returns the query that these texts mean where another one is in force: a parameter that can't be used keeps its
    /// value of that one, and is among the errors.
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

    /// The text of a parameter that is set. Blanks alone are a value of the two that are sent as typed.
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

/// A whole number of a parameter, in digits of three scripts and within its bounds.
pub fn whole_number(param: Param, text: &str) -> Result<u64, FieldError> {
    let (least, greatest) = match param {
        Param::Page => (1, MAX_NUMBER),
        Param::Limit => (1, MAX_LIMIT),
        _ => (0, MAX_NUMBER),
    };
    whole(text).filter(|number| (least..=greatest).contains(number)).ok_or(FieldError::NotWithin(least, greatest))
}

/// A date as a field shows it. Unix seconds and date math are ids of an instant rather than words: they stay Latin.
pub fn shown_date(when: DateFilter, calendar: Calendar, digits: Digits) -> String {
    match when {
        DateFilter::Second(_) | DateFilter::Math(_) => when.iso(),
        _ => digits.write(&when.text(calendar)),
    }
}

fn whole(text: &str) -> Option<u64> {
    pasted_value::whole_number(text)?.parse().ok()
}

/// Returns the id that a text is. An id is a text and keeps its zeros; only signs that group its digits go.
fn outbox_id(text: &str) -> Result<String, FieldError> {
    let id = pasted_value::value(text);
    match pasted_value::whole_number(&id) {
        Some(digits) => Ok(digits),
        None if id.contains(SEPARATORS) => Err(FieldError::Several),
        None => Ok(id),
    }
}

/// The signs between the values of a list.
const SEPARATORS: [char; 8] = [' ', ',', ';', '،', '؛', '٬', '|', '&'];

/// More digits than any sender number has: E.164 gives it 15, and Iran's longest lines have one more.
const TOO_MANY_DIGITS: usize = 20;

/// Returns the sender number that a text is, unless it is a list of them.
fn one_sender_number(text: &str) -> Result<String, FieldError> {
    let number = sender_number(text);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    // The tables of all letters would be larger than all that is made of them here.
    let is_letter = |c: char| c.is_ascii_alphabetic() || !c.is_ascii() && !SEPARATORS.contains(&c);
    let is_list =
        digits > 0 && !number.chars().any(is_letter) && (number.contains(SEPARATORS) || digits > TOO_MANY_DIGITS);
    if is_list { Err(FieldError::Several) } else { Ok(number) }
}

/// A sender number in E.164, where it is one: `0098…`, `98…`, `0…` and bare local numbers begin with `+98`, what only
/// groups digits goes, and a trunk zero as well (`+98 (0)21…`). Senders with letters (`+98votp`) are sent as typed but
/// for what stands around them.
pub fn sender_number(text: &str) -> String {
    let typed = pasted_value::bare(text);
    let value = pasted_value::value(text);
    let mut compact = String::new();
    let mut rest = value.strip_prefix("tel:").unwrap_or(&value).chars();
    while let Some(c) = rest.next() {
        if let Some(after) = rest.as_str().strip_prefix("0)").filter(|_| c == '(') {
            rest = after.chars();
        } else if !matches!(c, ' ' | '-' | '(' | ')' | '.' | '/') {
            compact.push(c);
        }
    }
    // In text from right to left, the plus is often copied from the other end.
    let after_plus = compact.strip_prefix('+').or_else(|| compact.strip_suffix('+'));
    let number = after_plus.unwrap_or(&compact);
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return typed;
    }
    // No country's code begins with a zero.
    let digits = number.trim_start_matches('0');
    let is_international = match number.len() - digits.len() {
        0 => after_plus.is_some() || digits.starts_with("98"),
        1 => false,
        _ => !digits.is_empty(),
    };
    match digits.strip_prefix("98").filter(|_| is_international) {
        Some(national) => format!("+98{}", national.trim_start_matches('0')),
        None if is_international => format!("+{digits}"),
        None => format!("+98{digits}"),
    }
}
