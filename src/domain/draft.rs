//! What is in the fields before it is a [`Query`]: one raw text per parameter, typed or out of the address.

use super::{
    calendar::Calendar,
    date_math::Clock,
    digits::{self, Digits},
    field::Field,
    query::{Filters, LARGEST, LARGEST_LIMIT, Query, Span},
    send_state::SendState,
    when::{When, WhenError},
    zone::Edge,
};

/// One raw text per parameter; an empty one is unset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft([String; 13]);

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
pub enum Problem {
    /// No whole number between these two.
    NotWithin(u64, u64),
    /// No `state_id` of the document.
    NotAState,
    /// No date.
    Date(WhenError),
    /// The end of a range lies before its beginning.
    BeforeFrom,
}

/// The parameters that can't be used, each with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<(Field, Problem)>);

impl Problems {
    /// The problem of one parameter.
    pub fn of(&self, field: Field) -> Option<Problem> {
        self.0.iter().find(|(at, _)| *at == field).map(|(_, problem)| *problem)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The parameters that have one.
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        self.0.iter().map(|(field, _)| *field)
    }

    /// Notes a problem.
    pub fn add(&mut self, field: Field, problem: Problem) {
        self.0.push((field, problem));
    }

    /// Forgets the problem of one parameter.
    pub fn remove(&mut self, field: Field) {
        self.0.retain(|(at, _)| *at != field);
    }

    /// The value, or `None` with its problem noted.
    fn take<T>(&mut self, field: Field, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.add(field, problem)).ok()
    }
}

impl Draft {
    /// The raw text of one parameter.
    pub fn get(&self, field: Field) -> &str {
        self.0.get(field as usize).map_or("", String::as_str)
    }

    /// Writes the raw text of one parameter.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        if let Some(slot) = self.0.get_mut(field as usize) {
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
        for field in Field::ALL.into_iter().filter(|field| field.is_date()) {
            if let Ok(when) = When::parse(self.get(field)) {
                self.set(field, shown_date(when, calendar, digits));
            }
        }
    }

    /// The texts in which the address holds a query, defaults included.
    pub fn canonical(query: &Query) -> Self {
        let filters = query.filters();
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let when = |value: Option<When>| value.map(When::iso).unwrap_or_default();
        let count = |value: Option<u64>| value.map(|n| n.to_string()).unwrap_or_default();
        Self([
            query.page().to_string(),
            query.limit().to_string(),
            text(&filters.username),
            text(&filters.number),
            text(&filters.messages_outbox_id),
            when(filters.created.from),
            when(filters.created.to),
            when(filters.sent.from),
            when(filters.sent.to),
            count(filters.exits.from),
            count(filters.exits.to),
            text(&filters.message),
            filters.state_id.map(|state| state.id().to_string()).unwrap_or_default(),
        ])
    }

    /// The query that these texts mean, or every parameter that can't be used.
    pub fn check(&self, context: Context) -> Result<Query, Problems> {
        let mut problems = Problems::default();
        let page = self.number(Field::Page, &mut problems);
        let limit = self.number(Field::Limit, &mut problems);
        let filters = Filters {
            username: self.given(Field::Username).map(str::to_owned),
            number: self.given(Field::Number).map(sender_number),
            messages_outbox_id: self.given(Field::MessagesOutboxId).map(digits::clean),
            created: self.dates(Field::CreateFromDate, Field::CreateToDate, context.clock, &mut problems),
            sent: self.dates(Field::SendFromDate, Field::SendToDate, context.clock, &mut problems),
            exits: self.counts(&mut problems),
            message: self.given(Field::Message).map(str::to_owned),
            state_id: self.state(&mut problems),
        };
        if problems.is_empty() {
            Ok(Query { page: page.unwrap_or(1), limit: limit.unwrap_or(context.default_limit), filters })
        } else {
            Err(problems)
        }
    }

    /// The text of a parameter that is set. Blanks alone are a value of the two that are sent as typed.
    fn given(&self, field: Field) -> Option<&str> {
        let text = self.get(field);
        let set = match field {
            Field::Username | Field::Message => !text.is_empty(),
            _ => !digits::clean(text).is_empty(),
        };
        set.then_some(text)
    }

    fn number(&self, field: Field, problems: &mut Problems) -> Option<u64> {
        let text = self.given(field)?;
        problems.take(field, whole_number(field, text))
    }

    fn counts(&self, problems: &mut Problems) -> Span<u64> {
        let from = self.number(Field::FromExitCount, problems);
        let to = self.number(Field::ToExitCount, problems);
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            problems.add(Field::ToExitCount, Problem::BeforeFrom);
        }
        Span { from, to }
    }

    fn dates(&self, from: Field, to: Field, clock: Clock, problems: &mut Problems) -> Span<When> {
        let mut date = |field: Field| {
            let text = self.given(field)?;
            problems.take(field, When::parse(text).map_err(Problem::Date))
        };
        let span = Span { from: date(from), to: date(to) };
        let ends = span.from.zip(span.to);
        if ends.is_some_and(|(from, to)| to.moment(clock, Edge::To) < from.moment(clock, Edge::From)) {
            problems.add(to, Problem::BeforeFrom);
        }
        span
    }

    fn state(&self, problems: &mut Problems) -> Option<SendState> {
        let text = self.given(Field::StateId)?;
        let state = whole(text).and_then(SendState::from_id).ok_or(Problem::NotAState);
        problems.take(Field::StateId, state)
    }
}

/// A whole number of a parameter, in digits of three scripts and within its bounds.
pub fn whole_number(field: Field, text: &str) -> Result<u64, Problem> {
    let (least, greatest) = match field {
        Field::Page => (1, LARGEST),
        Field::Limit => (1, LARGEST_LIMIT),
        _ => (0, LARGEST),
    };
    whole(text).filter(|number| (least..=greatest).contains(number)).ok_or(Problem::NotWithin(least, greatest))
}

/// A date as a field shows it. Unix seconds and date math are ids of an instant rather than words: they stay Latin.
pub fn shown_date(when: When, calendar: Calendar, digits: Digits) -> String {
    match when {
        When::Second(_) | When::Math(_) => when.iso(),
        _ => digits.write(&when.text(calendar)),
    }
}

fn whole(text: &str) -> Option<u64> {
    let text = digits::clean(text);
    // `parse` alone would take a leading plus.
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// A sender number in E.164, where it is one: `0098…`, `98…`, `0…` and bare local numbers begin with `+98`,
/// and what only groups digits goes. Senders with letters (`+98votp`) are sent as typed, blanks around them apart.
pub fn sender_number(text: &str) -> String {
    let compact: String = digits::clean(text)
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{A0}' | '-' | '(' | ')' | '.' | '\u{2010}'..='\u{2015}'))
        .collect();
    let (plus, number) = match compact.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, compact.as_str()),
    };
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return text.trim().to_owned();
    }
    if plus {
        return compact;
    }
    match number.strip_prefix("00") {
        Some(international) if !international.is_empty() => format!("+{international}"),
        _ if number.starts_with("98") => format!("+{number}"),
        _ => format!("+98{}", number.strip_prefix('0').unwrap_or(number)),
    }
}
