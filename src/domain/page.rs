//! A page of the report, and the numbers that a pager shows.

use super::record::Record;

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
    /// What is not as the API document has it.
    pub drifts: Vec<Drift>,
}

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
}

impl Drift {
    /// Where it was found first, as a path into the answer: `data[3].cost`, `meta.total`.
    pub fn path(&self) -> String {
        let place = self.row.map_or_else(|| "meta".to_owned(), |row| format!("data[{row}]"));
        if self.name.is_empty() { place } else { format!("{place}.{}", self.name) }
    }
}

impl Page {
    /// The last page, when this one lies behind it: no rows here, though there are some.
    pub fn past_the_end(&self) -> Option<u64> {
        let has_some = self.total.is_some_and(|total| total > 0);
        self.last_page.filter(|last| self.rows.is_empty() && has_some && *last < self.current_page)
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
    /// The steps from `page` (from 1), where the last page may not be known.
    pub fn from(page: u64, last_page: Option<u64>) -> Self {
        let last = last_page.map(|last| last.max(1));
        let before = Some(page.saturating_sub(1)).filter(|before| *before > 0);
        Self {
            first: before.map(|_| 1),
            previous: before.map(|before| last.map_or(before, |last| before.min(last))),
            next: last.filter(|last| page < *last).map(|_| page.saturating_add(1)),
            last: last.filter(|last| page != *last),
        }
    }
}
