//! A page of the report, and the numbers that the pager shows.

use super::{query::MAX_NUMBER, record::Record};

/// The name of the answer's member that describes the page (API document, Success Response).
pub const META: &str = "meta";

/// The name of the answer's member that holds the rows.
pub const DATA: &str = "data";

/// A page of the report, as the gateway describes it. Its numbers are the gateway's, even if the request asked for
/// others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The rows, newest first as the gateway orders them.
    pub rows: Vec<Record>,
    /// The number of the page, from 1.
    pub current_page: u64,
    /// The number of rows per page.
    pub per_page: u64,
    /// The number of all rows under the filters; `None` if the gateway does not say.
    pub total: Option<u64>,
    /// The number of the last page; `None` if the gateway does not say.
    pub last_page: Option<u64>,
    /// The position of the first row among all rows, from 1; `None` on a page without rows.
    pub from: Option<u64>,
    /// The position of the last row among all rows, from 1; `None` on a page without rows.
    pub to: Option<u64>,
    /// The number of rows that came beyond [`Page::max_rows`]. They are not kept.
    pub left_out: u64,
    /// The differences between the answer and the API document.
    pub drifts: Vec<Drift>,
}

/// The largest number of rows of a page that are kept and painted, whatever a gateway sends.
pub const MAX_ROWS: usize = 1_000;

/// A value that differs from the API document, without making the page unreadable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The index of the first row with the difference, from 0; `None` for a value of `meta`.
    pub row: Option<usize>,
    /// The name of the field; empty for a row as a whole.
    pub name: String,
    /// The kind of difference.
    pub how: DriftKind,
    /// The number of times that the difference was found.
    pub count: u64,
}

/// A kind of difference between a value and the API document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DriftKind {
    /// The value cannot be interpreted. It is not shown, except a text in place of a number or of a state, which is
    /// shown as it came.
    Useless,
    /// The time is in milliseconds instead of seconds.
    Milliseconds,
    /// The time can't be read, and is shown as it came.
    Unread,
}

impl Drift {
    /// Returns the path to the first value with the difference, within the answer: `data[3].cost`, `meta.total`.
    pub fn path(&self) -> String {
        let path = self.row.map_or_else(|| META.to_owned(), |row| format!("{DATA}[{row}]"));
        if self.name.is_empty() { path } else { format!("{path}.{}", self.name) }
    }
}

/// The reason why a page has no rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emptiness {
    /// The page lies behind the last page; the number of the last page.
    PastTheEnd(u64),
    /// The gateway states a total, of which the page should have some rows.
    NoneCame(u64),
    /// The page is not the first one, and the gateway does not say how many rows there are.
    EmptyPage,
    /// The report has no rows at all.
    NoRows,
}

impl Page {
    /// Returns the index, from 0, of the row with the given id; `None` if the page has no such row.
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.outbox_id.as_deref() == Some(id))
    }

    /// Returns the largest number of rows that are kept of a page: the number that was asked for or the gateway's
    /// `per_page`, whichever is larger, but never more than 1,000.
    pub fn max_rows(limit: u64, per_page: u64) -> u64 {
        limit.max(per_page).min(MAX_ROWS as u64)
    }

    /// Returns the reason why the page has no rows; `None` if it has some.
    pub fn emptiness(&self) -> Option<Emptiness> {
        if !self.rows.is_empty() {
            return None;
        }
        Some(match (self.total, self.last_page) {
            (Some(0), _) => Emptiness::NoRows,
            (_, Some(last)) if last < self.current_page => Emptiness::PastTheEnd(last),
            (Some(total), _) => Emptiness::NoneCame(total),
            (None, _) if self.current_page > 1 => Emptiness::EmptyPage,
            (None, _) => Emptiness::NoRows,
        })
    }

    /// Returns whether the gateway does not say which page is the last, and this page is full, so that another one may
    /// follow.
    pub fn leads_on(&self) -> bool {
        let rows = u64::try_from(self.rows.len()).unwrap_or(u64::MAX);
        self.last_page.is_none() && rows.saturating_add(self.left_out) >= self.per_page
    }

    /// Returns the number of rows of the whole report before this page. It follows from `from`, or from the page's own
    /// number if `from` is missing, zero or beyond the total number of rows.
    pub fn rows_before(&self) -> u64 {
        let most = self.total.unwrap_or(MAX_NUMBER);
        let from = self.from.filter(|from| (1..=most).contains(from));
        from.unwrap_or_else(|| self.current_page.saturating_sub(1).saturating_mul(self.per_page).saturating_add(1)) - 1
    }
}

/// The pages to which the pager's four steps lead; `None` for a step that leads nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// The first page.
    pub first: Option<u64>,
    /// The page before; from a page behind the last one, the last one.
    pub previous: Option<u64>,
    /// The page after.
    pub next: Option<u64>,
    /// The last page.
    pub last: Option<u64>,
}

impl Steps {
    /// Returns the steps from `page` (from 1). If the last page is not known, `leads_on` tells whether there may be a
    /// next one.
    pub fn from(page: u64, last_page: Option<u64>, leads_on: bool) -> Self {
        let last = last_page.map(|last| last.max(1));
        let before = Some(page.saturating_sub(1)).filter(|before| *before > 0);
        Self {
            first: before.map(|_| 1),
            previous: before.map(|before| last.map_or(before, |last| before.min(last))),
            next: last.map_or(leads_on, |last| page < last).then(|| page.saturating_add(1)),
            last: last.filter(|last| page != *last),
        }
    }
}
