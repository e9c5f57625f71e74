//! A valid request: a page of the report under filters. A [`Query`] can't hold an invalid value.

use super::{
    date_filter::{DateFilter, LAST_SECOND},
    date_math::Clock,
    param::Param,
    redact::REMOVED,
    send_state::SendState,
    zone::{Edge, Moment},
};

/// The largest number of a page, a row or exits: 2^63 − 1.
pub const MAX_NUMBER: u64 = i64::MAX as u64;

/// The largest number of rows on a page.
pub const MAX_LIMIT: u64 = 1_000;

/// A page of the report under filters. Queries are made by [`super::draft::Draft::check`] and
/// [`super::draft::Draft::settle`], and from other queries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub(super) page: u64,
    pub(super) limit: u64,
    pub(super) filters: Filters,
}

/// The eleven filters; an unset one is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// The sender's account as typed; `*` stands for any text.
    pub username: Option<String>,
    /// The sending line: `+` and digits, or as typed if it is not a number.
    pub number: Option<String>,
    /// The id of one send.
    pub messages_outbox_id: Option<String>,
    /// The range of dates of creation.
    pub created: Span<DateFilter>,
    /// The range of dates of sending.
    pub sent: Span<DateFilter>,
    /// The range of numbers of exits: messages that left.
    pub exits: Span<u64>,
    /// A part of the message's text, as typed.
    pub message: Option<String>,
    /// The state of the send.
    pub state_id: Option<SendState>,
}

/// A range with both ends included; an unset end is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<T> {
    /// The lower end.
    pub from: Option<T>,
    /// The upper end.
    pub to: Option<T>,
}

impl<T> Default for Span<T> {
    fn default() -> Self {
        Self { from: None, to: None }
    }
}

impl Filters {
    /// Returns whether the filters have a state, exits or a date of sending, so that a send may begin or cease to match
    /// them.
    pub const fn are_changing(&self) -> bool {
        let has_exits = self.exits.from.is_some() || self.exits.to.is_some();
        self.state_id.is_some() || has_exits || self.sent.from.is_some() || self.sent.to.is_some()
    }
}

impl Query {
    /// Returns the number of the page, 1 to 2^63 − 1.
    pub const fn page(&self) -> u64 {
        self.page
    }

    /// Returns the number of rows per page, 1 to 1,000.
    pub const fn limit(&self) -> u64 {
        self.limit
    }

    /// Returns the filters.
    pub const fn filters(&self) -> &Filters {
        &self.filters
    }

    /// Returns the query with fixed dates: each date relative to now becomes the instant that it means by `clock`.
    #[must_use]
    pub fn fixed(&self, clock: Clock) -> Self {
        let mut fixed = self.clone();
        for span in [&mut fixed.filters.created, &mut fixed.filters.sent] {
            for (end, edge) in [(&mut span.from, Edge::From), (&mut span.to, Edge::To)] {
                *end = end
                    .map(|when| if when.is_relative() { DateFilter::Second(when.moment(clock, edge)) } else { when });
            }
        }
        fixed
    }

    /// Returns the query with all dates, whole days and times included, as the instants that they mean by `clock`.
    #[must_use]
    pub fn with_instants(&self, clock: Clock) -> Self {
        let mut query = self.clone();
        for span in [&mut query.filters.created, &mut query.filters.sent] {
            let moment = |when: DateFilter, edge| DateFilter::Second(when.moment(clock, edge));
            *span = Span {
                from: span.from.map(|from| moment(from, Edge::From)),
                to: span.to.map(|to| moment(to, Edge::To)),
            };
        }
        query
    }

    /// Returns the query with its range of dates of creation replaced by `from` to `to`, both included, in Unix
    /// seconds. Without `from`, the lower end is open.
    #[must_use]
    pub fn created_within(&self, from: Option<i64>, to: i64) -> Self {
        let mut within = self.clone();
        within.filters.created = Span { from: from.map(second), to: Some(second(to)) };
        within
    }

    /// Returns the query for those of its rows that were created after an instant.
    #[must_use]
    pub fn created_after(&self, at: Moment) -> Self {
        let mut after = self.clone();
        after.filters.created.from = Some(second(at.0.saturating_add(1)));
        after
    }

    /// Returns the query without the filter of a parameter, at its first page. Of a range, only the parameter's end is
    /// removed. The rows per page stay.
    #[must_use]
    pub fn without(&self, param: Param) -> Self {
        let mut query = self.at_page(1);
        let filters = &mut query.filters;
        match param {
            Param::Page | Param::Limit => {}
            Param::Username => filters.username = None,
            Param::Number => filters.number = None,
            Param::MessagesOutboxId => filters.messages_outbox_id = None,
            Param::CreateFromDate => filters.created.from = None,
            Param::CreateToDate => filters.created.to = None,
            Param::SendFromDate => filters.sent.from = None,
            Param::SendToDate => filters.sent.to = None,
            Param::FromExitCount => filters.exits.from = None,
            Param::ToExitCount => filters.exits.to = None,
            Param::Message => filters.message = None,
            Param::StateId => filters.state_id = None,
        }
        query
    }

    /// Returns the query with its range of dates of sending replaced by `from` to `to`, both included, in Unix seconds.
    #[must_use]
    pub fn sent_within(&self, from: i64, to: i64) -> Self {
        let mut within = self.clone();
        within.filters.sent = Span { from: Some(second(from)), to: Some(second(to)) };
        within
    }

    /// Returns the query with another filter by state, or without one.
    #[must_use]
    pub fn with_state(&self, state: Option<SendState>) -> Self {
        let mut query = self.clone();
        query.filters.state_id = state;
        query
    }

    /// Returns the instants that the filter by creation has as its lower and its upper end; `None` for an end that is
    /// open, a day, a time or date math.
    pub fn created_range(&self) -> (Option<Moment>, Option<Moment>) {
        instants(self.filters.created)
    }

    /// Returns the instants that the filter by sending has as its lower and its upper end; `None` for an end that is
    /// open, a day, a time or date math.
    pub fn sent_range(&self) -> (Option<Moment>, Option<Moment>) {
        instants(self.filters.sent)
    }

    /// Returns the first page of the query, with `limit` rows per page (kept within 1 to 1,000).
    #[must_use]
    pub fn first_page(&self, limit: u64) -> Self {
        Self { page: 1, limit: limit.clamp(1, MAX_LIMIT), filters: self.filters.clone() }
    }

    /// Returns the query with its message text redacted, for a report of a problem.
    #[must_use]
    pub fn discreet(&self) -> Self {
        let mut discreet = self.clone();
        discreet.filters.message = discreet.filters.message.map(|_| REMOVED.to_owned());
        discreet
    }

    /// Returns the query at another page, kept within 1 to 2^63 − 1.
    #[must_use]
    pub fn at_page(&self, page: u64) -> Self {
        Self { page: page.clamp(1, MAX_NUMBER), ..self.clone() }
    }

    /// Returns the query with `limit` rows per page (kept within 1 to 1,000), at the page that holds the first row of
    /// the present page.
    ///
    /// `rows_before` is the number of rows before that row. Without it, the number follows from the query's own page
    /// and limit.
    #[must_use]
    pub fn with_limit(&self, limit: u64, rows_before: Option<u64>) -> Self {
        let limit = limit.clamp(1, MAX_LIMIT);
        // (page − 1) · old ÷ new, in parts that overflow only if the result does.
        let (whole, rest) = ((self.page - 1) / limit, (self.page - 1) % limit);
        let before = rows_before.map(|before| before / limit);
        let before =
            before.unwrap_or_else(|| whole.saturating_mul(self.limit).saturating_add(rest * self.limit / limit));
        let page = before.saturating_add(1);
        Self { page, limit, filters: self.filters.clone() }.at_page(page)
    }
}

/// Returns the date of an instant in Unix seconds, kept within the years 1970 to 9999: no address holds another one.
fn second(seconds: i64) -> DateFilter {
    DateFilter::Second(Moment(seconds.clamp(0, LAST_SECOND)))
}

/// Returns the instants that a range of dates has as its ends; `None` for an end that is not an instant.
fn instants(span: Span<DateFilter>) -> (Option<Moment>, Option<Moment>) {
    let instant = |when: Option<DateFilter>| match when {
        Some(DateFilter::Second(moment)) => Some(moment),
        _ => None,
    };
    (instant(span.from), instant(span.to))
}
