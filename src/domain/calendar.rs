//! Days, and the two calendars in which they are written.
//!
//! The Persian calendar is that of `icu_calendar`, which agrees with the browsers' own on every day from
//! 1925 to 2118.

use icu_calendar::{
    AsCalendar, Date,
    cal::{Iso, Persian},
    types::RataDie,
};

/// A calendar by its CLDR name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// `persian`: the solar Hijri calendar of Iran.
    Persian,
    /// `gregory`: the Gregorian calendar.
    Gregory,
}

impl Calendar {
    /// Every calendar, in the order in which choices are named.
    pub const ALL: [Self; 2] = [Self::Persian, Self::Gregory];

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
