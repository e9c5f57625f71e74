//! Finds the page of a date, and the row on it.
//!
//! The API has no search by date. But it states the number of rows that match filters, and lists the newest rows first.
//! So the number of rows that are newer than a date gives the position of the first row that is not.

use super::{
    calendar::{Calendar, Day},
    date_filter::DateFilter,
    date_math::Clock,
    page::Page,
    query::Query,
    record::Record,
    zone::{Edge, Moment},
};

/// The rows that have to be counted to find the first row that is not newer than a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateJump {
    /// No count is needed: the filters match no row that is newer than the date, so the first row is the one.
    First,
    /// All rows are counted: the filters match only rows that are newer than the date, so the last row is the closest.
    Last,
    /// The rows that match a query are counted: those of the report that are newer than the date.
    Count(Box<Query>),
}

/// The position of a row in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowPosition {
    /// The number of the page, from 1.
    pub page: u64,
    /// The index of the row on the page, from 0.
    pub row: u64,
}

/// Returns the last second of a date, so that a day leads to its newest row.
pub fn instant(when: DateFilter, clock: Clock) -> Moment {
    when.moment(clock, Edge::To)
}

/// Returns the latest day, up to `today`, that is this day of this month (both from 1) in the calendar. Returns `None`
/// where no year has it (31 April).
pub fn latest_day(today: Day, calendar: Calendar, month: u8, day: u8) -> Option<Day> {
    /// The longest time from one leap day to the next, in years: 1896 and 1904 have one, and 1900 has none.
    const LEAP_DAYS_APART: i32 = 8;
    let (year, ..) = today.ymd(calendar);
    (year - LEAP_DAYS_APART..=year)
        .rev()
        .filter_map(|year| Day::from_ymd(calendar, (year, month, day)))
        .find(|day| *day <= today)
}

/// Returns which rows have to be counted to find the newest row that was created at `at` or before, among the rows that
/// match a query.
pub fn jump(query: &Query, at: Moment, clock: Clock) -> DateJump {
    let created = query.filters().created;
    let [from, to] = [(created.from, Edge::From), (created.to, Edge::To)]
        .map(|(end, edge)| end.map(|when| when.moment(clock, edge)));
    if to.is_some_and(|to| to <= at) {
        DateJump::First
    } else if from.is_some_and(|from| from > at) {
        DateJump::Last
    } else {
        DateJump::Count(Box::new(query.created_after(at)))
    }
}

/// Returns whether all rows must be counted anew: `total`, the number of all rows as it was last stated, is unknown or
/// not above `newer`, the number of rows that are newer than the date. A date before the oldest row leads to the last
/// page.
pub fn is_total_needed(newer: u64, total: Option<u64>) -> bool {
    total.is_none_or(|total| newer >= total)
}

/// Returns the position of the row that has `newer` rows before it, or of the last row if there is no such row. `total`
/// is the number of all rows; `None` if it is not known.
pub fn position(newer: u64, total: Option<u64>, per_page: u64) -> RowPosition {
    let before = total.map_or(newer, |total| newer.min(total.saturating_sub(1)));
    let per_page = per_page.max(1);
    RowPosition { page: (before / per_page).saturating_add(1), row: before % per_page }
}

/// Returns the index, from 0, of the row on a page to which a date leads: the first row that was created at `at` or
/// before, or else the last row. If the page is not in order, it is the row at `counted`, the index that follows from
/// the number of newer rows. Returns `None` for a page without rows.
pub fn row_on(page: &Page, at: Moment, counted: u64) -> Option<usize> {
    let last = page.rows.len().checked_sub(1)?;
    let own = if is_newest_first(&page.rows) {
        page.rows.iter().position(|row| row.created_at().is_some_and(|created| created <= at))
    } else {
        usize::try_from(counted).ok()
    };
    Some(own.unwrap_or(last).min(last))
}

/// Returns whether each row has a date of creation, and none is newer than the one before it.
pub fn is_newest_first(rows: &[Record]) -> bool {
    let times = || rows.iter().map(Record::created_at);
    times().all(|time| time.is_some()) && times().zip(times().skip(1)).all(|(one, next)| next <= one)
}
