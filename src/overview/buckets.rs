//! The buckets of time in which sends are counted.

use crate::domain::{
    calendar::Calendar,
    zone::{Edge, Moment, WallClock, Zone},
};

/// The most buckets of hours, days or weeks.
const MAX_BUCKETS: usize = 31;

/// The most buckets of months.
const MAX_MONTHS: u32 = 60;

/// The length of buckets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BucketUnit {
    /// An hour, from a full hour of the time zone's clocks on.
    Hour,
    /// A day.
    Day,
    /// A week, from the calendar's first weekday on.
    Week,
    /// A number of months of the calendar.
    Months(u32),
}

/// A bucket of time with both ends included, in whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// The first second.
    pub from: Moment,
    /// The last second.
    pub to: Moment,
}

/// The buckets of a range of dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buckets {
    /// The length of the buckets.
    pub unit: BucketUnit,
    /// The buckets, the earliest first. They cover the range without gaps; the first and the last may be shorter than
    /// the unit.
    pub list: Vec<Bucket>,
}

impl Buckets {
    /// Returns the buckets of a range with both ends included, of the smallest unit by which the range has no more than
    /// [`MAX_BUCKETS`] buckets ([`MAX_MONTHS`] if the unit is a number of months).
    pub fn new(from: Moment, to: Moment, calendar: Calendar, zone: &dyn Zone) -> Self {
        let to = to.max(from);
        for unit in [BucketUnit::Hour, BucketUnit::Day, BucketUnit::Week] {
            let list = tile(from, to, unit, calendar, zone, MAX_BUCKETS + 1);
            if list.len() <= MAX_BUCKETS {
                return Self { unit, list };
            }
        }
        let [first, last] = [from, to].map(|at| {
            let (year, month, _) = WallClock::at(at, zone).day.ymd(calendar);
            year.saturating_mul(12).saturating_add(month.into())
        });
        let months = last.abs_diff(first).saturating_add(1);
        let unit = BucketUnit::Months(months.div_ceil(MAX_MONTHS));
        Self { unit, list: tile(from, to, unit, calendar, zone, usize::MAX) }
    }

    /// Returns the range of dates that the neighbouring buckets with the given indices cover together; `None` if there
    /// are no such buckets.
    pub fn range(&self, indices: std::ops::Range<usize>) -> Option<Bucket> {
        let list = self.list.get(indices)?;
        Some(Bucket { from: list.first()?.from, to: list.last()?.to })
    }
}

/// Returns the buckets of a range with the given unit, but no more than `most`.
fn tile(from: Moment, to: Moment, unit: BucketUnit, calendar: Calendar, zone: &dyn Zone, most: usize) -> Vec<Bucket> {
    let mut list = Vec::new();
    let mut begin = from;
    while begin <= to && list.len() < most {
        let next = next(begin, unit, calendar, zone);
        // At the end of the calendar's range there is no next unit.
        let end = if next > begin { Moment(next.0 - 1).min(to) } else { to };
        list.push(Bucket { from: begin, to: end });
        begin = Moment(end.0.saturating_add(1));
    }
    list
}

/// Returns the first second of the unit after the one that holds an instant.
fn next(at: Moment, unit: BucketUnit, calendar: Calendar, zone: &dyn Zone) -> Moment {
    let clock = WallClock::at(at, zone);
    let day = match unit {
        BucketUnit::Hour => return Moment(at.0 + 3_600 - i64::from(clock.second % 3_600)),
        BucketUnit::Day => clock.day.plus_days(1),
        BucketUnit::Week => clock.day.first_of_week(calendar).plus_days(7),
        BucketUnit::Months(every) => clock.day.first_of_month(calendar).plus_months(calendar, every.into()),
    };
    WallClock { day, second: 0 }.moment(zone, Edge::From)
}
