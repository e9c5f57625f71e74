//! Ranges of dates that are chosen whole.

use super::{
    calendar::{Calendar, Day},
    date_filter::DateFilter,
    date_math::{Clock, DateMath, today},
};
use strum::EnumCount;

/// A range of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum DateRange {
    /// The present day.
    Today,
    /// The day before.
    Yesterday,
    /// The last 24 hours up to now.
    Last24Hours,
    /// Seven days, today among them.
    Last7Days,
    /// Thirty days, today among them.
    Last30Days,
    /// The present month.
    ThisMonth,
    /// The month before.
    LastMonth,
}

impl DateRange {
    /// Every range, in the order in which they are offered.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Today,
        Self::Yesterday,
        Self::Last24Hours,
        Self::Last7Days,
        Self::Last30Days,
        Self::ThisMonth,
        Self::LastMonth,
    ];

    /// Both ends.
    ///
    /// They are date math, so that a bookmark means the same tomorrow. But months in date math are those of the
    /// deployment's calendar: where the calendar in use is another one, its month is written as its days.
    pub fn ends(self, calendar: Calendar, clock: Clock) -> [DateFilter; 2] {
        let month = |first: Day| [first, first.plus_months(calendar, 1).plus_days(-1)].map(DateFilter::Day);
        let first_of_month = today(clock).first_of_month(calendar);
        match self {
            Self::ThisMonth if calendar != clock.calendar => month(first_of_month),
            Self::LastMonth if calendar != clock.calendar => month(first_of_month.plus_months(calendar, -1)),
            // Each text is date math, so that none falls away.
            _ => self.date_math().map(|text| DateFilter::Math(DateMath::parse(text).unwrap_or_default())),
        }
    }

    const fn date_math(self) -> [&'static str; 2] {
        match self {
            Self::Today => ["now/d", "now/d"],
            Self::Yesterday => ["now-1d/d", "now-1d/d"],
            Self::Last24Hours => ["now-24h", "now"],
            Self::Last7Days => ["now-6d/d", "now/d"],
            Self::Last30Days => ["now-29d/d", "now/d"],
            Self::ThisMonth => ["now/M", "now/M"],
            Self::LastMonth => ["now-1M/M", "now-1M/M"],
        }
    }
}
