//! The numbers of all rows beside the database, a column each: numeric filters are counted by looking through them.
//!
//! A row takes 25 bytes here, and whatever is asked takes no more: there is no list of matches. A look at five million
//! rows takes a few milliseconds for each column. Pages are of the newest rows first, so of the highest places.

use std::ops::{Range, RangeInclusive};

use rusqlite::Row;

use crate::wire::Filters;

/// Stands for no time of sending. `SQLite` could hold it as one; the year is -292 billion.
const NOT_SENT: i64 = i64::MIN;

/// Stands for every state that no filter can ask for.
const OTHER_STATE: u8 = u8::MAX;

/// The number of rows that are compared together, column by column.
const CHUNK: usize = 1024;

/// The conditions that a row has to meet.
enum Condition<'a> {
    /// Its state is this one.
    State(&'a [u8], u8),
    /// Its value in this column is in this range.
    Range(&'a [i64], RangeInclusive<i64>),
    /// It passes the filters of texts.
    Passes(&'a [bool]),
}

impl Condition<'_> {
    /// Lets those rows of a chunk pass no longer that are not so.
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

/// The numbers of one row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers {
    pub(super) created: i64,
    pub(super) sent: Option<i64>,
    pub(super) exits: i64,
    pub(super) state: i64,
}

impl Numbers {
    /// The columns to ask the database for. [`Self::read`] takes them by these names.
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
    /// True if some row was created before an older one.
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
    /// The number of rows.
    pub(super) fn len(&self) -> usize {
        self.created.len()
    }

    /// Writes the row at this place, which is one of them or the next.
    pub(super) fn put(&mut self, place: usize, numbers: Numbers) {
        let Numbers { created, sent, exits, state } = numbers;
        put(&mut self.created, place, created);
        put(&mut self.sent, place, sent.unwrap_or(NOT_SENT));
        put(&mut self.exits, place, exits);
        put(&mut self.state, place, u8::try_from(state).unwrap_or(OTHER_STATE));
    }

    /// Looks whether the rows are in their order. Due after rows were written.
    pub(super) fn settle(&mut self) {
        self.is_mixed = !self.created.is_sorted();
    }

    /// Finds the rows whose numbers pass these filters, and which `texts`, one for each place, lets through.
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

/// Both ends of a range, where a filter has one of them.
fn range(from: Option<i64>, to: Option<i64>) -> Option<RangeInclusive<i64>> {
    (from.is_some() || to.is_some()).then(|| from.unwrap_or(i64::MIN)..=to.unwrap_or(i64::MAX))
}

/// Lets those rows of a chunk pass no longer whose value fails the test. So simple a loop is compiled to look at several
/// rows at once, which takes the same short time whatever the values are. To gather the rows as bits took longer.
fn narrow<T: Copy>(passes: &mut [bool], column: &[T], chunk: &Range<usize>, test: impl Fn(T) -> bool) {
    let values = column.get(chunk.clone()).unwrap_or_default();
    for (passes, value) in passes.iter_mut().zip(values) {
        *passes &= test(*value);
    }
}
