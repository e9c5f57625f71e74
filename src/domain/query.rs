//! What is asked: a page of the report under filters. A [`Query`] can't hold anything wrong.

use super::{date_filter::DateFilter, date_math::Clock, send_state::SendState, zone::Edge};

/// The largest page, row or exit number: 2^63 − 1.
pub const MAX_NUMBER: u64 = i64::MAX as u64;

/// What stands in place of what is not told.
pub const HIDDEN: &str = "…";

/// The largest number of rows on a page.
pub const MAX_LIMIT: u64 = 1_000;

/// A page of the report under filters. Made by [`super::draft::Draft::check`] and by its own moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub(super) page: u64,
    pub(super) limit: u64,
    pub(super) filters: Filters,
}

/// The eleven filters; an unset one is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Sender's account as typed, `*` for any text.
    pub username: Option<String>,
    /// Sending line: `+` and digits, or as typed where it isn't digits.
    pub number: Option<String>,
    /// Id of one send.
    pub messages_outbox_id: Option<String>,
    /// When it was created.
    pub created: Span<DateFilter>,
    /// When it was sent.
    pub sent: Span<DateFilter>,
    /// How many messages left.
    pub exits: Span<u64>,
    /// A part of the message, as typed.
    pub message: Option<String>,
    /// The state.
    pub state_id: Option<SendState>,
}

/// A range with both ends included; an unset end is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span<T> {
    /// The least value.
    pub from: Option<T>,
    /// The greatest value.
    pub to: Option<T>,
}

impl<T> Default for Span<T> {
    fn default() -> Self {
        Self { from: None, to: None }
    }
}

impl Filters {
    /// Whether they mean other rows with time.
    pub fn is_relative(&self) -> bool {
        self.dates().into_iter().flatten().any(DateFilter::is_relative)
    }

    fn dates(&self) -> [Option<DateFilter>; 4] {
        [self.created.from, self.created.to, self.sent.from, self.sent.to]
    }
}

impl Query {
    /// The page's number, 1 to 2^63 − 1.
    pub const fn page(&self) -> u64 {
        self.page
    }

    /// Rows per page, 1 to 1,000.
    pub const fn limit(&self) -> u64 {
        self.limit
    }

    /// The filters.
    pub const fn filters(&self) -> &Filters {
        &self.filters
    }

    /// The same rows for ever: each date that is relative to now becomes the instant that it means at this clock.
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

    /// The same without the text that is looked for in messages, for reports of a problem.
    #[must_use]
    pub fn discreet(&self) -> Self {
        let mut discreet = self.clone();
        discreet.filters.message = discreet.filters.message.map(|_| HIDDEN.to_owned());
        discreet
    }

    /// The same report at another page, kept within 1 to 2^63 − 1.
    #[must_use]
    pub fn at_page(&self, page: u64) -> Self {
        Self { page: page.clamp(1, MAX_NUMBER), ..self.clone() }
    }

    /// The same report with so many rows on a page, at the page that holds the first row of this one: that has so many
    /// rows before it, or as many as the query says where nobody else does.
    #[must_use]
    pub fn with_limit(&self, limit: u64, rows_before: Option<u64>) -> Self {
        let limit = limit.clamp(1, MAX_LIMIT);
        // (page − 1) · old ÷ new, in parts that don't overflow where the result doesn't.
        let (whole, rest) = ((self.page - 1) / limit, (self.page - 1) % limit);
        let before = rows_before.map(|before| before / limit);
        let before =
            before.unwrap_or_else(|| whole.saturating_mul(self.limit).saturating_add(rest * self.limit / limit));
        let page = before.saturating_add(1);
        Self { page, limit, filters: self.filters.clone() }.at_page(page)
    }
}
