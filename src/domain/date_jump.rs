//! Finds the page of a date, and the row on it.
//!
//! The API has no search by date, but it counts, and it lists the newest first: so many rows stand before a date as are
//! newer than it.

use super::{
    date_filter::DateFilter,
    date_math::Clock,
    page::Page,
    query::Query,
    record::Record,
    record_time::RecordTime,
    zone::{Edge, Moment},
};

/// The count from which the place of a date follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plan {
    /// No count: all rows that the filters let through are as old as the date, or older.
    First,
    /// A count of all rows: the filters let through only newer ones.
    Last,
    /// The rows of this query, which are newer.
    Count(Box<Query>),
}

/// A place among the rows of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of the page, from 1.
    pub page: u64,
    /// The place of the row on it, from 0.
    pub row: u64,
}

/// Returns the instant that a date means: its last second, so that a day leads to its newest row.
pub fn instant(when: DateFilter, clock: Clock) -> Moment {
    when.moment(clock, Edge::To)
}

/// Returns what is to be counted where the newest row that is not after `at` is looked for under the filters of a query.
pub fn plan(query: &Query, at: Moment, clock: Clock) -> Plan {
    let created = query.filters().created;
    let [from, to] = [(created.from, Edge::From), (created.to, Edge::To)]
        .map(|(end, edge)| end.map(|when| when.moment(clock, edge)));
    if to.is_some_and(|to| to <= at) {
        Plan::First
    } else if from.is_some_and(|from| from > at) {
        Plan::Last
    } else {
        Plan::Count(Box::new(query.created_after(at)))
    }
}

/// Returns whether the number of all rows must be known as well, where so many are newer: a date before the oldest row
/// leads to the last page. `total` is the number that was last told.
pub fn is_total_needed(newer: u64, total: Option<u64>) -> bool {
    total.is_none_or(|total| newer >= total)
}

/// Returns the place of the first row after so many newer ones, or of the last row where there are no more than those.
pub fn place(newer: u64, total: Option<u64>, per_page: u64) -> Place {
    let before = total.map_or(newer, |total| newer.min(total.saturating_sub(1)));
    let per_page = per_page.max(1);
    Place { page: (before / per_page).saturating_add(1), row: before % per_page }
}

/// Returns the row of a page that a date leads to, from 0: its first row that is not after `at`, or its last one. Where
/// the page is not in order, it is the counted one. Returns `None` for a page without rows.
pub fn row_on(page: &Page, at: Moment, counted: u64) -> Option<usize> {
    let last = page.rows.len().checked_sub(1)?;
    let own = if is_newest_first(&page.rows) {
        page.rows.iter().position(|row| created(row).is_some_and(|created| created <= at))
    } else {
        usize::try_from(counted).ok()
    };
    Some(own.unwrap_or(last).min(last))
}

/// Returns whether each row has a date of creation, and none is newer than the one before it.
pub fn is_newest_first(rows: &[Record]) -> bool {
    let times = || rows.iter().map(created);
    times().all(|time| time.is_some()) && times().zip(times().skip(1)).all(|(one, next)| next <= one)
}

const fn created(row: &Record) -> Option<Moment> {
    match &row.created {
        Some(RecordTime::At(moment)) => Some(*moment),
        _ => None,
    }
}
