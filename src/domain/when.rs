//! A date as a filter holds it: an instant, a day, a day with a time of day, or date math.

use super::{
    calendar::{Calendar, Day},
    date_math::{Clock, DateMath},
    digits,
    zone::{Edge, Moment, WallClock},
};

/// The last second of the year 9999, the largest instant that is taken.
pub(super) const LAST_SECOND: i64 = 253_402_300_799;

/// A date of a filter, as precisely as it was given.
///
/// Days and times are those of the report's time zone; they become instants when the request is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Unix seconds.
    Second(Moment),
    /// A whole day.
    Day(Day),
    /// A second of a day.
    Time(WallClock),
    /// Relative to now.
    Math(DateMath),
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenError {
    /// It is not written like a date at all.
    Unreadable,
    /// It begins with `now` and goes on as no date math does.
    NotDateMath,
    /// More than the year 9999 in seconds; most likely milliseconds.
    TooLate,
    /// A year that is neither 1200–1599 (Persian) nor 1900–2199 (Gregorian).
    Year,
    /// The calendar has no such day.
    NoSuchDay(Calendar),
    /// No clock shows such a time.
    NoSuchTime,
}

impl When {
    /// Reads Unix seconds (`1744102007`), a day (`2025-04-08`, `1404/01/19`, `۱۴۰۴/۰۱/۱۹`) or a day and a time
    /// (`2025-04-08T13:00`, `۱۴۰۴/۰۱/۱۹ ۱۳:۳۰:۰۵`), in digits of three scripts, or date math (`now-7d/d`). The year
    /// tells the calendar.
    pub fn parse(text: &str) -> Result<Self, WhenError> {
        let text = digits::clean(text);
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            let seconds = text.parse().unwrap_or(i64::MAX);
            return if seconds <= LAST_SECOND { Ok(Self::Second(Moment(seconds))) } else { Err(WhenError::TooLate) };
        }
        if text.get(..3).is_some_and(|now| now.eq_ignore_ascii_case("now")) {
            return DateMath::parse(&text).map(Self::Math).ok_or(WhenError::NotDateMath);
        }
        let (date, time) = match text.split_once(['T', 't', ' ']) {
            Some((date, time)) => (date, Some(time.trim_start())),
            None => (text.as_str(), None),
        };
        let day = parse_day(date)?;
        match time {
            None => Ok(Self::Day(day)),
            Some(time) => {
                let second = parse_time(time)?;
                Ok(Self::Time(WallClock { day, second }))
            }
        }
    }

    /// The canonical text, as the address holds it: seconds, an ISO 8601 date, or an ISO 8601 date and time
    /// whose seconds are left out when they are zero.
    pub fn iso(self) -> String {
        self.write(Calendar::Gregory, 'T')
    }

    /// The text in which a field shows it, in the calendar in use and Latin digits. Reads back as the same date.
    pub fn text(self, calendar: Calendar) -> String {
        self.write(calendar, ' ')
    }

    fn write(self, calendar: Calendar, before_time: char) -> String {
        match self {
            Self::Second(moment) => moment.0.to_string(),
            Self::Math(math) => math.to_string(),
            Self::Day(day) => readable_day(day, calendar),
            Self::Time(clock) => {
                format!("{}{before_time}{}", readable_day(clock.day, calendar), time_text(clock.second))
            }
        }
    }

    /// Whether it means another instant with time.
    pub const fn is_relative(self) -> bool {
        matches!(self, Self::Math(_))
    }

    /// The instant that this means at one end of a range: a whole day begins with its first second and ends
    /// with its last.
    pub fn moment(self, clock: Clock, edge: Edge) -> Moment {
        let zone = clock.zone;
        match self {
            Self::Second(moment) => moment,
            Self::Math(math) => math.moment(clock, edge),
            Self::Day(day) => {
                let second = match edge {
                    Edge::From => 0,
                    Edge::To => 86_399,
                };
                WallClock { day, second }.moment(zone, edge)
            }
            Self::Time(clock) => clock.moment(zone, edge),
        }
    }
}

/// `year` `separator` `month` `separator` `day`, each of its usual width.
pub fn day_text(day: Day, calendar: Calendar, separator: char) -> String {
    let (year, month, day) = day.ymd(calendar);
    format!("{year:04}{separator}{month:02}{separator}{day:02}")
}

/// `13:30`, with its seconds only where they are not zero.
pub fn time_text(second: u32) -> String {
    let text = clock_text(second);
    text.strip_suffix(":00").map(str::to_owned).unwrap_or(text)
}

/// `13:30:05`, the 24-hour clock.
pub fn clock_text(second: u32) -> String {
    format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
}

/// A day as it can be read again. A Persian year that is no year from 1900 to 2199 has no other form than its own.
fn readable_day(day: Day, calendar: Calendar) -> String {
    let (year, ..) = day.ymd(Calendar::Gregory);
    match calendar {
        Calendar::Persian => day_text(day, Calendar::Persian, '/'),
        Calendar::Gregory if Calendar::of_year(year) == Some(Calendar::Gregory) => {
            day_text(day, Calendar::Gregory, '-')
        }
        Calendar::Gregory => day_text(day, Calendar::Persian, '-'),
    }
}

fn parse_day(text: &str) -> Result<Day, WhenError> {
    let separator = if text.contains('/') { '/' } else { '-' };
    let mut parts = text.split(separator);
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(WhenError::Unreadable);
    };
    if year.len() != 4 {
        return Err(WhenError::Unreadable);
    }
    let year = i32::try_from(number(year)?).map_err(|_| WhenError::Unreadable)?;
    let (month, day) = (small(month)?, small(day)?);
    let calendar = Calendar::of_year(year).ok_or(WhenError::Year)?;
    Day::from_ymd(calendar, (year, month, day)).ok_or(WhenError::NoSuchDay(calendar))
}

fn parse_time(text: &str) -> Result<u32, WhenError> {
    let mut parts = text.split(':');
    let (Some(hour), Some(minute), second, None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(WhenError::Unreadable);
    };
    let (hour, minute, second) = (small(hour)?, small(minute)?, second.map_or(Ok(0), small)?);
    if hour > 23 || minute > 59 || second > 59 {
        return Err(WhenError::NoSuchTime);
    }
    Ok(u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second))
}

/// A number of one or two digits.
fn small(text: &str) -> Result<u8, WhenError> {
    if text.len() > 2 {
        return Err(WhenError::Unreadable);
    }
    number(text).and_then(|n| u8::try_from(n).map_err(|_| WhenError::Unreadable))
}

fn number(text: &str) -> Result<u32, WhenError> {
    // `parse` alone would take a leading plus.
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(WhenError::Unreadable);
    }
    text.parse().map_err(|_| WhenError::Unreadable)
}
