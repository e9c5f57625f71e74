//! The numbers of all rows, in one array for each column: filters by numbers are counted by a scan of the arrays.
//!
//! A row takes 25 bytes, and a search takes no memory, as it makes no list of matches. A scan of five million rows
//! takes a few milliseconds for each column. A page has the newest rows first, which are those with the highest places.

use std::ops::{Range, RangeInclusive};

use rusqlite::Row;

use crate::wire::Filters;

/// The value that stands for a missing time of sending. As a time it would lie in the year -292 billion.
const NOT_SENT: i64 = i64::MIN;

/// The value that stands for all states by which no filter can select.
const OTHER_STATE: u8 = u8::MAX;

/// The number of rows that are compared together, column by column.
const CHUNK: usize = 1024;

/// A condition that a row has to meet.
enum Condition<'a> {
    /// The row has a state.
    State(&'a [u8], u8),
    /// The row's value in a column is in a range.
    Range(&'a [i64], RangeInclusive<i64>),
    /// The row passes the filters by text.
    Passes(&'a [bool]),
}

impl Condition<'_> {
    /// Sets the entries of `passes` to false for the rows of a chunk that do not meet the condition.
    fn narrow(&self, passes: &mut [bool], chunk: &Range<usize>) {
        match self {
            Self::State(column, state) => narrow(passes, column, chunk, |own| own == *state),
            Self::Range(column, range) => {
                let (from, to) = (*range.start(), *range.end());
                narrow(passes, column, chunk, |own| from <= own && own <= to);
            }
            Self::Passes(column) => narrow(passes, column, chunk, |own| own),
        }
    }
}

/// The numbers of one row that filters can select by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers {
    pub(super) created: i64,
    pub(super) sent: Option<i64>,
    pub(super) exits: i64,
    pub(super) state: i64,
}

impl Numbers {
    /// The names of the database's columns that [`Self::read`] reads.
    pub(super) const NAMES: &str = "created, sent, exits, state";

    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            created: row.get("created")?,
            sent: row.get("sent")?,
            exits: row.get("exits")?,
            state: row.get("state")?,
        })
    }
}

/// The columns. A row has the same place in each, from 0 for the oldest.
#[derive(Default)]
pub(super) struct Columns {
    created: Vec<i64>,
    sent: Vec<i64>,
    exits: Vec<i64>,
    state: Vec<u8>,
    /// True if the order of the rows differs from the order of their creation.
    is_mixed: bool,
}

/// The result of a search.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The places of the page's rows, newest first.
    pub(super) places: Vec<usize>,
    /// The number of rows on all pages.
    pub(super) total: usize,
}

impl Columns {
    /// Returns the number of rows.
    pub(super) fn len(&self) -> usize {
        self.created.len()
    }

    /// Writes the numbers of the row at `place`: an existing row, or the next new one.
    pub(super) fn put(&mut self, place: usize, numbers: Numbers) {
        let Numbers { created, sent, exits, state } = numbers;
        put(&mut self.created, place, created);
        put(&mut self.sent, place, sent.unwrap_or(NOT_SENT));
        put(&mut self.exits, place, exits);
        put(&mut self.state, place, u8::try_from(state).unwrap_or(OTHER_STATE));
    }

    /// Checks whether the rows are in the order of their creation. It has to be called after rows were written.
    pub(super) fn settle(&mut self) {
        self.is_mixed = !self.created.is_sorted();
    }

    /// Finds the rows whose numbers pass the filters and that `texts`, with an entry for each place, lets through.
    /// `skipped` is the number of such rows on earlier pages, and `limit` the number of rows per page.
    pub(super) fn find(&self, filters: &Filters, texts: Option<&[bool]>, skipped: usize, limit: usize) -> Found {
        let mut created = range(filters.create_from_date, filters.create_to_date);
        let mut rows = 0..self.len();
        if !self.is_mixed
            && let Some(range) = created.take()
        {
            let start = self.created.partition_point(|created| created < range.start());
            let end = self.created.partition_point(|created| created <= range.end());
            rows = start..end.max(start);
        }
        let sent = range(filters.send_from_date, filters.send_to_date)
            .map(|sent| *sent.start().max(&(NOT_SENT + 1))..=*sent.end());
        let exits = range(filters.from_exit_count, filters.to_exit_count);
        let state = filters.state_id.map(|state| u8::try_from(state).unwrap_or(OTHER_STATE));
        let conditions = [
            texts.map(Condition::Passes),
            state.map(|state| Condition::State(&self.state, state)),
            created.map(|range| Condition::Range(&self.created, range)),
            sent.map(|range| Condition::Range(&self.sent, range)),
            exits.map(|range| Condition::Range(&self.exits, range)),
        ];
        let conditions: Vec<Condition<'_>> = conditions.into_iter().flatten().collect();
        if conditions.is_empty() {
            let total = rows.len();
            return Found { places: rows.rev().skip(skipped).take(limit).collect(), total };
        }

        let mut found = Found { places: Vec::with_capacity(limit), total: 0 };
        let mut passes = [true; CHUNK];
        let mut end = rows.end;
        while end > rows.start {
            let chunk = end.saturating_sub(CHUNK).max(rows.start)..end;
            end = chunk.start;
            let passes = passes.get_mut(..chunk.len()).unwrap_or_default();
            passes.fill(true);
            for condition in &conditions {
                condition.narrow(passes, &chunk);
            }
            let count = passes.iter().filter(|passes| **passes).count();
            if found.places.len() < limit && found.total + count > skipped {
                let places = chunk.zip(passes).rev().filter_map(|(place, passes)| passes.then_some(place));
                let before = skipped.saturating_sub(found.total);
                found.places.extend(places.skip(before).take(limit - found.places.len()));
            }
            found.total += count;
        }
        found
    }
}

fn put<T>(column: &mut Vec<T>, place: usize, value: T) {
    match column.get_mut(place) {
        Some(own) => *own = value,
        None => column.push(value),
    }
}

/// Returns the range between two ends, of which one may be missing; `None` if both are.
fn range(from: Option<i64>, to: Option<i64>) -> Option<RangeInclusive<i64>> {
    (from.is_some() || to.is_some()).then(|| from.unwrap_or(i64::MIN)..=to.unwrap_or(i64::MAX))
}

/// Lets those rows of a chunk pass no longer whose value fails the test. So simple a loop is compiled to look at
/// several rows at once, which takes the same short time whatever the values are. To gather the rows as bits took
/// longer.
fn narrow<T: Copy>(passes: &mut [bool], column: &[T], chunk: &Range<usize>, test: impl Fn(T) -> bool) {
    let values = column.get(chunk.clone()).unwrap_or_default();
    for (passes, value) in passes.iter_mut().zip(values) {
        *passes &= test(*value);
    }
}
