//! Days, and the two calendars in which they are written.
//!
//! The Persian calendar is that of `icu_calendar`, which agrees with the browsers' own on every day from
//! 1925 to 2118.

use icu_calendar::{
    AsCalendar, Date,
    cal::{Iso, Persian},
    types::RataDie,
};
use strum::EnumCount;

/// A calendar by its CLDR name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum Calendar {
    /// `persian`: the solar Hijri calendar of Iran.
    Persian,
    /// `gregory`: the Gregorian calendar.
    Gregory,
}

impl Calendar {
    /// Every calendar, in the order in which choices are named.
    pub const ALL: [Self; Self::COUNT] = [Self::Persian, Self::Gregory];

    /// The CLDR name, as in `config.json`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Persian => "persian",
            Self::Gregory => "gregory",
        }
    }

    /// The calendar in which a person wrote this year: 1200–1599 is Persian, 1900–2199 Gregorian.
    pub const fn of_year(year: i32) -> Option<Self> {
        match year {
            1200..=1599 => Some(Self::Persian),
            1900..=2199 => Some(Self::Gregory),
            _ => None,
        }
    }
}

/// A calendar day without a time or a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

/// Year, month (from 1) and day of the month (from 1) in some calendar.
pub type Ymd = (i32, u8, u8);

/// 1970-01-01 as a fixed day number (rata die).
const UNIX_EPOCH: i64 = 719_163;

/// The days that are counted: 0001-01-01 to 9999-12-31.
const FIRST_DAY: i64 = 1 - UNIX_EPOCH;
const LAST_DAY: i64 = 2_932_896;

impl Day {
    /// The day that is written so in the calendar; `None` where there is none (1404/12/30).
    pub fn from_ymd(calendar: Calendar, (year, month, day): Ymd) -> Option<Self> {
        let rata_die = match calendar {
            Calendar::Persian => Date::try_new_persian(year, month, day).ok()?.to_rata_die(),
            Calendar::Gregory => Date::try_new_iso(year, month, day).ok()?.to_rata_die(),
        };
        Some(Self(rata_die.to_i64_date() - UNIX_EPOCH))
    }

    /// How the calendar writes this day.
    pub fn ymd(self, calendar: Calendar) -> Ymd {
        let rata_die = RataDie::new(self.0 + UNIX_EPOCH);
        match calendar {
            Calendar::Persian => parts(Date::from_rata_die(rata_die, Persian)),
            Calendar::Gregory => parts(Date::from_rata_die(rata_die, Iso)),
        }
    }

    /// So many days later.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days).clamp(FIRST_DAY, LAST_DAY))
    }

    /// The same day of the month, so many months later; the month's last day where it has no such day.
    #[must_use]
    pub fn plus_months(self, calendar: Calendar, months: i64) -> Self {
        let (year, month, day) = self.ymd(calendar);
        let months = (i64::from(year) * 12 + i64::from(month) - 1).saturating_add(months);
        // Persian years are some six centuries behind: both stay within the days that are counted.
        let months = months.clamp(12, 9_300 * 12);
        let year = i32::try_from(months.div_euclid(12)).unwrap_or(1);
        let month = u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
        (1..=day).rev().find_map(|day| Self::from_ymd(calendar, (year, month, day))).unwrap_or(self)
    }

    /// The first day of its week: Saturday in the Persian calendar, Monday in the Gregorian (ISO 8601).
    #[must_use]
    pub fn first_of_week(self, calendar: Calendar) -> Self {
        self.plus_days(-self.place_in_week(calendar))
    }

    /// How many days of its week lie before it, 0 to 6.
    pub fn place_in_week(self, calendar: Calendar) -> i64 {
        // 1970-01-01 was a Thursday.
        let thursday = match calendar {
            Calendar::Persian => 5,
            Calendar::Gregory => 3,
        };
        (self.0 + thursday).rem_euclid(7)
    }

    /// The first day of its month.
    #[must_use]
    pub fn first_of_month(self, calendar: Calendar) -> Self {
        let (_, _, day) = self.ymd(calendar);
        self.plus_days(1 - i64::from(day))
    }

    /// The first day of its year.
    #[must_use]
    pub fn first_of_year(self, calendar: Calendar) -> Self {
        let (year, ..) = self.ymd(calendar);
        Self::from_ymd(calendar, (year, 1, 1)).unwrap_or(self)
    }

    /// Days since 1970-01-01.
    pub const fn since_epoch(self) -> i64 {
        self.0
    }

    /// The day so many days after 1970-01-01.
    pub const fn from_epoch(days: i64) -> Self {
        Self(days)
    }
}

fn parts<A: AsCalendar>(date: Date<A>) -> Ymd {
    (date.year().extended_year(), date.month().ordinal, date.day_of_month().0)
}
