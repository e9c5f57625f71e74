//! Days, and the two calendars in which they are written.
//!
//! The Persian calendar is that of `icu_calendar`. It agrees with the browsers' own on every day from 1925 to 2118.

use icu_calendar::{
    AsCalendar, Date,
    cal::{Iso, Persian},
    types::RataDie,
};
use strum::EnumCount;

/// A calendar, named as in CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum Calendar {
    /// `persian`: the solar Hijri calendar of Iran.
    Persian,
    /// `gregory`: the Gregorian calendar.
    Gregory,
}

impl Calendar {
    /// Every calendar, in the order in which they are offered.
    pub const ALL: [Self; Self::COUNT] = [Self::Persian, Self::Gregory];

    /// Returns the CLDR name, as in `config.json`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Persian => "persian",
            Self::Gregory => "gregory",
        }
    }

    /// Returns the sign between year, month and day: `1404/01/19`, `2025-04-08`.
    pub const fn separator(self) -> char {
        match self {
            Self::Persian => '/',
            Self::Gregory => '-',
        }
    }

    /// Returns the calendar that a typed year belongs to: Persian for 1200–1599, Gregorian for 1900–2199, `None` for
    /// any other year.
    pub const fn of_year(year: i32) -> Option<Self> {
        match year {
            1200..=1599 => Some(Self::Persian),
            1900..=2199 => Some(Self::Gregory),
            _ => None,
        }
    }
}

/// A calendar day without a time or a zone, as the number of days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

/// A year, a month (from 1) and a day of the month (from 1) in some calendar.
pub type Ymd = (i32, u8, u8);

/// The fixed day number (rata die) of 1970-01-01.
const UNIX_EPOCH: i64 = 719_163;

/// The first day that arithmetic reaches: 0001-01-01, in days since 1970-01-01.
const FIRST_DAY: i64 = 1 - UNIX_EPOCH;
/// The last day that arithmetic reaches: 9999-12-31, in days since 1970-01-01.
const LAST_DAY: i64 = 2_932_896;

impl Day {
    /// Returns the day of a date in the calendar; `None` if the calendar has no such date (1404/12/30).
    pub fn from_ymd(calendar: Calendar, (year, month, day): Ymd) -> Option<Self> {
        let rata_die = match calendar {
            Calendar::Persian => Date::try_new_persian(year, month, day).ok()?.to_rata_die(),
            Calendar::Gregory => Date::try_new_iso(year, month, day).ok()?.to_rata_die(),
        };
        Some(Self(rata_die.to_i64_date() - UNIX_EPOCH))
    }

    /// Returns the year, the month and the day of the month in the calendar.
    pub fn ymd(self, calendar: Calendar) -> Ymd {
        let rata_die = RataDie::new(self.0 + UNIX_EPOCH);
        match calendar {
            Calendar::Persian => parts(Date::from_rata_die(rata_die, Persian)),
            Calendar::Gregory => parts(Date::from_rata_die(rata_die, Iso)),
        }
    }

    /// Returns the day that is `days` days later, or earlier if `days` is negative, kept within 0001-01-01 to
    /// 9999-12-31.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days).clamp(FIRST_DAY, LAST_DAY))
    }

    /// Returns the day that is `months` months of the calendar later, or earlier if `months` is negative. It has the
    /// same day of the month, or is the month's last day if the month is shorter.
    #[must_use]
    pub fn plus_months(self, calendar: Calendar, months: i64) -> Self {
        let (year, month, day) = self.ymd(calendar);
        let months = (i64::from(year) * 12 + i64::from(month) - 1).saturating_add(months);
        // Persian years are about 620 lower than Gregorian ones; with these bounds, both stay within the days that
        // arithmetic covers.
        let months = months.clamp(12, 9_300 * 12);
        let year = i32::try_from(months.div_euclid(12)).unwrap_or(1);
        let month = u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
        (1..=day).rev().find_map(|day| Self::from_ymd(calendar, (year, month, day))).unwrap_or(self)
    }

    /// Returns the first day of the week that has the day: a Saturday in the Persian calendar, a Monday in the
    /// Gregorian (ISO 8601).
    #[must_use]
    pub fn first_of_week(self, calendar: Calendar) -> Self {
        self.plus_days(-self.index_in_week(calendar))
    }

    /// Returns the index of the day in its week, 0 to 6: 0 is Saturday in the Persian calendar, and Monday in the
    /// Gregorian.
    pub fn index_in_week(self, calendar: Calendar) -> i64 {
        // 1970-01-01 was a Thursday.
        let thursday = match calendar {
            Calendar::Persian => 5,
            Calendar::Gregory => 3,
        };
        (self.0 + thursday).rem_euclid(7)
    }

    /// Returns the first day of the month that has the day.
    #[must_use]
    pub fn first_of_month(self, calendar: Calendar) -> Self {
        let (_, _, day) = self.ymd(calendar);
        self.plus_days(1 - i64::from(day))
    }

    /// Returns the first day of the year that has the day.
    #[must_use]
    pub fn first_of_year(self, calendar: Calendar) -> Self {
        let (year, ..) = self.ymd(calendar);
        Self::from_ymd(calendar, (year, 1, 1)).unwrap_or(self)
    }

    /// Returns the number of days since 1970-01-01.
    pub const fn since_epoch(self) -> i64 {
        self.0
    }

    /// Returns the day that is `days` days after 1970-01-01.
    pub const fn from_epoch(days: i64) -> Self {
        Self(days)
    }
}

fn parts<A: AsCalendar>(date: Date<A>) -> Ymd {
    (date.year().extended_year(), date.month().ordinal, date.day_of_month().0)
}
