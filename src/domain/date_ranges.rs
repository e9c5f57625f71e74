//! Ranges of dates that a person can choose by name.

use super::{
    calendar::{Calendar, Day},
    date_filter::DateFilter,
    date_math::{Clock, DateMath, today},
};
use strum::EnumCount;

/// A named range of dates, relative to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum DateRange {
    /// The present day.
    Today,
    /// The day before the present one.
    Yesterday,
    /// The 24 hours up to now.
    Last24Hours,
    /// Seven days, the present one included.
    Last7Days,
    /// Thirty days, the present one included.
    Last30Days,
    /// The present month.
    ThisMonth,
    /// The month before the present one.
    LastMonth,
    /// The range from now on: scheduled sends.
    FromNowOn,
    /// The seven days from now on, to the second.
    Next7Days,
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
        Self::FromNowOn,
        Self::Next7Days,
    ];

    /// Returns whether the range lies ahead. A send may be scheduled, so that its date of sending lies in it, but
    /// nothing has been created in the future.
    pub const fn is_ahead(self) -> bool {
        matches!(self, Self::FromNowOn | Self::Next7Days)
    }

    /// Returns the lower and the upper end of the range; `None` for an open end. `calendar` is the one in which the
    /// page shows dates.
    ///
    /// The ends are date math, so that a bookmark is still relative tomorrow. But a month in date math is one of the
    /// deployment's calendar, so a month of any other calendar is returned as its first and last day.
    pub fn ends(self, calendar: Calendar, clock: Clock) -> [Option<DateFilter>; 2] {
        let month =
            |first: Day| [first, first.plus_months(calendar, 1).plus_days(-1)].map(|day| Some(DateFilter::Day(day)));
        let first_of_month = today(clock).first_of_month(calendar);
        match self {
            Self::ThisMonth if calendar != clock.calendar => month(first_of_month),
            Self::LastMonth if calendar != clock.calendar => month(first_of_month.plus_months(calendar, -1)),
            _ => self.relative_ends(),
        }
    }

    /// Returns the range with the given ends, both relative to now or open; `None` if no range has them. A month by its
    /// first and last day is none: tomorrow it may be another month than this one.
    pub fn of(ends: [Option<DateFilter>; 2]) -> Option<Self> {
        Self::ALL.into_iter().find(|range| range.relative_ends() == ends)
    }

    /// Returns the ends as date math.
    fn relative_ends(self) -> [Option<DateFilter>; 2] {
        // Every text but the empty one is date math.
        self.date_math().map(|text| DateMath::parse(text).map(DateFilter::Math))
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
            Self::FromNowOn => ["now", ""],
            Self::Next7Days => ["now", "now+7d"],
        }
    }
}
