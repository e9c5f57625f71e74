//! A page of the report, and the numbers that a pager shows.

use super::{query::MAX_NUMBER, record::Record};

/// The member of an answer that holds what is said of the page (API document, Success Response).
pub const META: &str = "meta";

/// The member of an answer that holds the rows.
pub const DATA: &str = "data";

/// What the gateway says it returned. Its word counts, not what was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The rows, newest first as the gateway orders them.
    pub rows: Vec<Record>,
    /// The page's number.
    pub current_page: u64,
    /// Rows per page.
    pub per_page: u64,
    /// All rows under the filters; `None` where the gateway does not say.
    pub total: Option<u64>,
    /// The last page's number; `None` where the gateway does not say.
    pub last_page: Option<u64>,
    /// The first row's place in the whole, from 1; `None` on a page without rows.
    pub from: Option<u64>,
    /// The last row's place.
    pub to: Option<u64>,
    /// How many rows came beyond what a page holds. They are not kept, see [`Page::max_rows`].
    pub left_out: u64,
    /// What is not as the API document has it.
    pub drifts: Vec<Drift>,
}

/// The largest number of rows of a page that are kept and painted, whatever a gateway sends.
const MAX_ROWS: u64 = 1_000;

/// A value that is not as the API document has it, and that the page has got over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The first row in which it was found, from 0; `None` in `meta`.
    pub row: Option<usize>,
    /// The field's name; empty for a row as a whole.
    pub name: String,
    /// What is different.
    pub how: How,
    /// How often it was found.
    pub count: u64,
}

/// How a value differs from the API document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Its form says nothing.
    Useless,
    /// A time in milliseconds in place of seconds.
    Milliseconds,
    /// A time that can't be read, and that is shown as it came.
    Unread,
}

impl Drift {
    /// Where it was found first, as a path into the answer: `data[3].cost`, `meta.total`.
    pub fn path(&self) -> String {
        let place = self.row.map_or_else(|| META.to_owned(), |row| format!("{DATA}[{row}]"));
        if self.name.is_empty() { place } else { format!("{place}.{}", self.name) }
    }
}

/// Why a page has no rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emptiness {
    /// It lies behind the last page, which is this one.
    PastTheEnd(u64),
    /// So many rows are counted, and it should have some of them.
    NoneCame(u64),
    /// It is not the first page, and nobody says how many rows there are.
    EmptyPage,
    /// There are no rows at all.
    NoRows,
}

impl Page {
    /// Returns how many rows a page holds at most, where so many were asked for and the gateway says that it gives so
    /// many: the larger of both, and never more than 1,000.
    pub fn max_rows(asked: u64, per_page: u64) -> u64 {
        asked.max(per_page).min(MAX_ROWS)
    }

    /// Returns why there are no rows; `None` where there are some.
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

    /// Returns whether there may be more rows behind it while nobody says how many there are: a page that is not full
    /// is the last one.
    pub fn leads_on(&self) -> bool {
        let rows = u64::try_from(self.rows.len()).unwrap_or(u64::MAX);
        self.last_page.is_none() && rows.saturating_add(self.left_out) >= self.per_page
    }

    /// Returns how many rows of the whole report lie before it. A `from` that is beyond all numbers of rows is not
    /// believed.
    pub fn rows_before(&self) -> u64 {
        let most = self.total.unwrap_or(MAX_NUMBER);
        let from = self.from.filter(|from| (1..=most).contains(from));
        from.unwrap_or_else(|| self.current_page.saturating_sub(1).saturating_mul(self.per_page).saturating_add(1)) - 1
    }
}

/// Where the pager's four steps lead; `None` where there is nowhere to go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// The first page.
    pub first: Option<u64>,
    /// The page before; from behind the end, the last one.
    pub previous: Option<u64>,
    /// The page after.
    pub next: Option<u64>,
    /// The last page.
    pub last: Option<u64>,
}

impl Steps {
    /// The steps from `page` (from 1). Where the last page is not known, `leads_on` says whether there may be a next one.
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
