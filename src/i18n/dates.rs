//! Formats dates and times as a language writes them.

use super::Formatter;
use crate::domain::{
    bidi::isolated_ltr,
    calendar::{Calendar, Day},
    date_filter::{clock_text, day_text, time_text},
    zone::{Moment, WallClock, Zone},
};

impl Formatter {
    /// Returns the day and the time of day (hours and minutes) of an instant in a time zone, in the calendar and the
    /// digits of the page: `1404/01/19`, `13:30`. Both texts read from left to right.
    pub fn day_and_time(self, moment: Moment, zone: &dyn Zone) -> (String, String) {
        let clock = WallClock::at(moment, zone);
        let day = day_text(clock.day, self.calendar, self.calendar.separator());
        let time: String = clock_text(clock.second).chars().take(5).collect();
        (self.digits().write(&day), self.digits().write(&time))
    }

    /// Returns the day and the time of day of an instant, each isolated, so that both read from left to right in any
    /// text (Unicode, left-to-right isolate).
    pub fn isolated_time(self, moment: Moment, zone: &dyn Zone) -> String {
        let (day, time) = self.day_and_time(moment, zone);
        [isolated_ltr(&day), isolated_ltr(&time)].join(" ")
    }

    /// Returns the time of day of an instant, preceded by its day, isolated, if that is not the day of `now`.
    pub fn time_as_of(self, moment: Moment, now: Moment, zone: &dyn Zone) -> String {
        let (day, _) = self.day_and_time(moment, zone);
        let is_today = self.day_and_time(now, zone).0 == day;
        let time = self.time(moment, zone);
        if is_today { time } else { [isolated_ltr(&day), time].join(" ") }
    }

    /// Returns a day in words, with its weekday: `Tue 8 April 2025`.
    pub fn full_date(self, day: Day) -> String {
        let (year, month, date) = day.ymd(self.calendar);
        let digits = |number: String| self.digits().write(&number);
        let (date, year) = (digits(date.to_string()), digits(year.to_string()));
        self.lazy().full_date.fill([self.weekday(day), &date, self.month(month), &year])
    }

    /// Returns an instant in words: `Tue 8 April 2025, 00:00 Tehran`. Seconds are left out if they are zero.
    pub fn full_time(self, moment: Moment, zone: &dyn Zone, zone_name: &str) -> String {
        let clock = WallClock::at(moment, zone);
        let time = self.digits().write(&time_text(clock.second));
        self.lazy().full_time.fill([&self.full_date(clock.day), &time, &self.zone_city(zone_name)])
    }

    /// Returns the city that a time zone is named after, in the page's language: `Tehran` for `Asia/Tehran`.
    pub fn zone_city(self, zone_name: &str) -> String {
        match zone_name.rsplit('/').next() {
            Some("Tehran") => self.lazy().tehran.to_owned(),
            city => city.unwrap_or_default().replace('_', " "),
        }
    }

    /// Returns the short name of the day of the week on which a day falls.
    pub fn weekday(self, day: Day) -> &'static str {
        let index = usize::try_from(day.index_in_week(Calendar::Gregory)).unwrap_or_default();
        self.lazy().weekdays.get(index).copied().unwrap_or_default()
    }

    /// Returns the name of a month of the calendar that is shown, counted from 1; an empty text for a number without a
    /// month.
    pub fn month(self, month: u8) -> &'static str {
        let months = &self.lazy().months;
        let names = match self.calendar {
            Calendar::Persian => &months.persian,
            Calendar::Gregory => &months.gregory,
        };
        names.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default()
    }

    /// Returns the time of day of an instant in a time zone, with its seconds.
    pub fn time(self, moment: Moment, zone: &dyn Zone) -> String {
        self.digits().write(&clock_text(WallClock::at(moment, zone).second))
    }
}
