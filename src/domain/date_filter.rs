//! A date of a filter: an instant, a day, a day with a time of day, or date math.

use super::{
    calendar::{Calendar, Day},
    date_math::{Clock, DateMath},
    pasted_value,
    zone::{Edge, Moment, WallClock, Zone},
};

/// The last second of the year 9999 in Unix seconds, the largest instant that a filter accepts.
pub(super) const LAST_SECOND: i64 = 253_402_300_799;

/// A date of a filter, with the precision in which it was given.
///
/// Days and times are those of the report's time zone; they become instants when the request is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFilter {
    /// An instant, given in Unix seconds or with an offset from UTC.
    Second(Moment),
    /// A whole day.
    Day(Day),
    /// A day and a time of day, to the second.
    Time(WallClock),
    /// A date relative to now.
    Math(DateMath),
}

/// The reason why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFilterError {
    /// The text has none of the forms of a date.
    Unreadable,
    /// The text begins with `now`, but is not date math.
    NotDateMath,
    /// The number of seconds is beyond the year 9999. It is most likely one of milliseconds.
    TooLate,
    /// The year is neither 1200–1599 (Persian) nor 1900–2199 (Gregorian).
    Year,
    /// The calendar has no day with the given month and day of the month.
    NoSuchDay(Calendar),
    /// The time is not one from 00:00:00 to 23:59:59, or its hour does not go with am or pm.
    NoSuchTime,
}

impl DateFilter {
    /// Reads a date in digits of three scripts:
    ///
    /// - Unix seconds: `1744102007`;
    /// - a day: `2025-04-08`, `1404/01/19`, `۱۴۰۴/۰۱/۱۹`; its year tells the calendar;
    /// - a day and a time in either order: `2025-04-08T13:00`, `۱۴۰۴/۰۱/۱۹, ۱۳:۳۰:۰۵`, `13:30 - 1404/01/19`;
    /// - date math: `now-7d/d`.
    ///
    /// A time that comes after its day may have a fraction, which is dropped, and am or pm. With `Z` or an offset, the
    /// day and the time are an instant.
    pub fn parse(text: &str) -> Result<Self, DateFilterError> {
        let text = pasted_value::value(text);
        if let Some(digits) = seconds_digits(&text) {
            let seconds = digits.parse().unwrap_or(i64::MAX);
            return if seconds <= LAST_SECOND {
                Ok(Self::Second(Moment(seconds)))
            } else {
                Err(DateFilterError::TooLate)
            };
        }
        if text.get(..3).is_some_and(|now| now.eq_ignore_ascii_case("now")) {
            return DateMath::parse(&text).map(Self::Math).ok_or(DateFilterError::NotDateMath);
        }
        let begins_with_time = text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(':');
        if begins_with_time {
            let end = text.find(|c: char| !matches!(c, '0'..='9' | ':')).ok_or(DateFilterError::Unreadable)?;
            let (time, rest) = text.split_at_checked(end).ok_or(DateFilterError::Unreadable)?;
            let (date, rest) = split_date(after_separator(rest).ok_or(DateFilterError::Unreadable)?);
            let day = parse_day(date)?;
            let second = parse_time(time)?;
            return if rest.is_empty() {
                Ok(Self::Time(WallClock { day, second }))
            } else {
                Err(DateFilterError::Unreadable)
            };
        }
        let (date, rest) = split_date(&text);
        let day = parse_day(date)?;
        if rest.is_empty() {
            return Ok(Self::Day(day));
        }
        let rest = after_separator(rest).ok_or(DateFilterError::Unreadable)?;
        let end = rest.find(|c: char| !matches!(c, '0'..='9' | ':')).unwrap_or(rest.len());
        let (time, rest) = rest.split_at_checked(end).ok_or(DateFilterError::Unreadable)?;
        let second = parse_time(time)?;
        let (second, rest) = half_of_day(second, after_fraction(rest)?)?;
        Ok(match parse_offset(rest)? {
            None => Self::Time(WallClock { day, second }),
            Some(offset) => {
                let seconds = day.since_epoch() * 86_400 + i64::from(second) - offset;
                // No canonical text could hold an instant before 1970.
                if seconds < 0 {
                    return Err(DateFilterError::Unreadable);
                }
                Self::Second(Moment(seconds))
            }
        })
    }

    /// Returns the canonical text, as the address holds it: Unix seconds, date math, an ISO 8601 date, or an ISO 8601
    /// date and time. Seconds of a time are left out when they are zero.
    pub fn iso(self) -> String {
        self.write(readable_day, Calendar::Gregory, 'T')
    }

    /// Returns the text in which an input shows the date: in the given calendar and in Latin digits. [`Self::parse`]
    /// reads it as the same date.
    pub fn text(self, calendar: Calendar) -> String {
        self.write(readable_day, calendar, ' ')
    }

    /// Returns the text of the date for people to read: that of [`Self::text`], but always in the given calendar.
    pub fn words(self, calendar: Calendar) -> String {
        self.write(usual_day, calendar, ' ')
    }

    fn write(self, day_text: fn(Day, Calendar) -> String, calendar: Calendar, before_time: char) -> String {
        match self {
            Self::Second(moment) => moment.0.to_string(),
            Self::Math(math) => math.to_string(),
            Self::Day(day) => day_text(day, calendar),
            Self::Time(clock) => {
                format!("{}{before_time}{}", day_text(clock.day, calendar), time_text(clock.second))
            }
        }
    }

    /// Returns whether the date is relative to now, so that its instant changes with time.
    pub const fn is_relative(self) -> bool {
        matches!(self, Self::Math(_))
    }

    /// Returns the date that means an instant as the end `edge` of a range: a whole day where it does, and a time of
    /// day otherwise. Days and times are those of `zone`.
    pub fn of_moment(moment: Moment, zone: &dyn Zone, edge: Edge) -> Self {
        let clock = WallClock::at(moment, zone);
        if clock.second == end_of_day(edge) { Self::Day(clock.day) } else { Self::Time(clock) }
    }

    /// Returns the instant that the date means as the end `edge` of a range: a whole day means its first second at the
    /// lower end, and its last second at the upper end. A day before 1970 means the first second of that year, as no
    /// request could hold an earlier one.
    pub fn moment(self, clock: Clock, edge: Edge) -> Moment {
        let zone = clock.zone;
        let wall_clock = match self {
            Self::Second(moment) => return moment,
            Self::Math(math) => return math.moment(clock, edge),
            Self::Day(day) => WallClock { day, second: end_of_day(edge) },
            Self::Time(clock) => clock,
        };
        wall_clock.moment(zone, edge).max(Moment(0))
    }
}

/// Returns the first or the last second of a day, see [`WallClock::second`].
const fn end_of_day(edge: Edge) -> u32 {
    match edge {
        Edge::From => 0,
        Edge::To => 86_399,
    }
}

/// Returns the year (four digits), the month (two) and the day (two) with `separator` between them.
pub fn day_text(day: Day, calendar: Calendar, separator: char) -> String {
    let (year, month, day) = day.ymd(calendar);
    format!("{year:04}{separator}{month:02}{separator}{day:02}")
}

/// Returns a time of day ([`WallClock::second`]) as `13:30`, or as `13:30:05` if its seconds are not zero.
pub fn time_text(second: u32) -> String {
    let text = clock_text(second);
    text.strip_suffix(":00").map(str::to_owned).unwrap_or(text)
}

/// Returns a time of day ([`WallClock::second`]) as `13:30:05`, on the 24-hour clock.
pub fn clock_text(second: u32) -> String {
    format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
}

/// Returns a day in a form that [`DateFilter::parse`] reads. A day outside the Gregorian years 1900–2199 is always
/// written in the Persian calendar.
fn readable_day(day: Day, calendar: Calendar) -> String {
    let (year, ..) = day.ymd(Calendar::Gregory);
    match calendar {
        Calendar::Gregory if Calendar::of_year(year) != Some(Calendar::Gregory) => {
            day_text(day, Calendar::Persian, '-')
        }
        _ => usual_day(day, calendar),
    }
}

/// Returns a day as its calendar is usually written.
fn usual_day(day: Day, calendar: Calendar) -> String {
    day_text(day, calendar, if calendar == Calendar::Persian { '/' } else { '-' })
}

/// Returns the digits of Unix seconds; `None` for any other text. Grouped digits are accepted only if there are more
/// than eight of them, too many for a year or a day.
fn seconds_digits(text: &str) -> Option<String> {
    pasted_value::digits_of(text).filter(|digits| digits.len() == text.len() || digits.len() > 8)
}

/// Splits a text after the digits and separators at its beginning that may be a date, up to the third number.
fn split_date(text: &str) -> (&str, &str) {
    let mut numbers = 1;
    let end = text.find(|c: char| match c {
        '0'..='9' => false,
        '/' | '-' | '.' => {
            numbers += 1;
            numbers > 3
        }
        _ => true,
    });
    end.and_then(|end| text.split_at_checked(end)).unwrap_or((text, ""))
}

/// Returns the text after the separators between a date and a time; `None` if there are no separators. «ساعت» means
/// "at".
fn after_separator(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches([' ', ',', '،', '-', '|', 'T', 't']);
    let rest = rest.strip_prefix("ساعت").map_or(rest, str::trim_start);
    (rest.len() < text.len()).then_some(rest)
}

/// Returns the text after a fraction of a second, or all of it if there is no fraction. A fraction without a digit
/// is an error.
fn after_fraction(text: &str) -> Result<&str, DateFilterError> {
    let Some(fraction) = text.strip_prefix(['.', ',']) else { return Ok(text) };
    let rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < fraction.len() { Ok(rest) } else { Err(DateFilterError::Unreadable) }
}

/// Reads am or pm after a time, in English or Persian. Returns the second of the day and the text that follows.
fn half_of_day(second: u32, text: &str) -> Result<(u32, &str), DateFilterError> {
    const HALVES: [(&str, u32); 8] = [
        ("a.m.", 0),
        ("am", 0),
        ("ق.ظ", 0),
        ("قبلازظهر", 0),
        ("p.m.", 43_200),
        ("pm", 43_200),
        ("ب.ظ", 43_200),
        ("بعدازظهر", 43_200),
    ];
    let rest = text.trim_start();
    let half = HALVES.into_iter().find_map(|(word, noon)| {
        let (own, rest) = rest.split_at_checked(word.len())?;
        own.eq_ignore_ascii_case(word).then_some((noon, rest))
    });
    match half {
        None => Ok((second, text)),
        // A 12-hour clock has the hours 12, 1, 2 … 11.
        Some((noon, rest)) if (3600..46_800).contains(&second) => {
            Ok((second % 43_200 + noon, rest.strip_prefix('.').unwrap_or(rest)))
        }
        Some(_) => Err(DateFilterError::NoSuchTime),
    }
}

/// Reads the zone after a time: the empty text (`None`), `Z`, or an offset from UTC. Returns the offset in seconds,
/// positive if the zone is ahead of UTC.
///
/// The name of a zone in brackets may follow. A space in place of the plus sign counts as a plus, because a plus
/// arrives in an address as a space.
fn parse_offset(text: &str) -> Result<Option<i64>, DateFilterError> {
    let named_zone = text.split_once('[').filter(|(offset, zone)| !offset.is_empty() && zone.ends_with(']'));
    let text = named_zone.map_or(text, |(offset, _)| offset);
    let bare = text.trim_start();
    if bare.is_empty() {
        return if text.is_empty() { Ok(None) } else { Err(DateFilterError::Unreadable) };
    }
    if bare.eq_ignore_ascii_case("z") {
        return Ok(Some(0));
    }
    let named = bare.get(..3).is_some_and(|name| ["UTC", "GMT"].iter().any(|own| name.eq_ignore_ascii_case(own)));
    let bare = if named { bare.get(3..).unwrap_or_default() } else { bare };
    if named && bare.is_empty() {
        return Ok(Some(0));
    }
    let is_spaced = bare.len() < text.len() && bare.starts_with(|c: char| c.is_ascii_digit());
    let (sign, clock) = match bare.split_at_checked(1) {
        Some(("-", clock)) => (-1, clock),
        Some(("+", clock)) => (1, clock),
        _ if is_spaced && !named => (1, bare),
        _ => return Err(DateFilterError::Unreadable),
    };
    let (hours, minutes) = match (clock.split_once(':'), clock.len()) {
        (Some(parts), _) => parts,
        (None, 4) => clock.split_at_checked(2).unwrap_or_default(),
        (None, _) => (clock, "0"),
    };
    let (hours, minutes) = (small(hours)?, small(minutes)?);
    // No zone is further ahead of UTC than Kiribati's, 14 hours.
    if hours > 14 || minutes > 59 {
        return Err(DateFilterError::Unreadable);
    }
    Ok(Some(sign * (i64::from(hours) * 3600 + i64::from(minutes) * 60)))
}

/// Reads a day; its year, of four digits, tells the calendar.
fn parse_day(text: &str) -> Result<Day, DateFilterError> {
    let separator = text.chars().find(|c| !c.is_ascii_digit()).unwrap_or('-');
    let mut parts = text.split(separator);
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(DateFilterError::Unreadable);
    };
    if year.len() != 4 {
        return Err(DateFilterError::Unreadable);
    }
    let year = i32::try_from(number(year)?).map_err(|_| DateFilterError::Unreadable)?;
    let (month, day) = (small(month)?, small(day)?);
    let calendar = Calendar::of_year(year).ok_or(DateFilterError::Year)?;
    Day::from_ymd(calendar, (year, month, day)).ok_or(DateFilterError::NoSuchDay(calendar))
}

/// Reads `hour:minute` or `hour:minute:second`. Returns the second of the day.
fn parse_time(text: &str) -> Result<u32, DateFilterError> {
    let mut parts = text.split(':');
    let (Some(hour), Some(minute), second, None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(DateFilterError::Unreadable);
    };
    let (hour, minute, second) = (small(hour)?, small(minute)?, second.map_or(Ok(0), small)?);
    if hour > 23 || minute > 59 || second > 59 {
        return Err(DateFilterError::NoSuchTime);
    }
    Ok(u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second))
}

/// Reads a number of one or two digits.
fn small(text: &str) -> Result<u8, DateFilterError> {
    if text.len() > 2 {
        return Err(DateFilterError::Unreadable);
    }
    number(text).and_then(|n| u8::try_from(n).map_err(|_| DateFilterError::Unreadable))
}

/// Reads a number that consists of ASCII digits alone.
fn number(text: &str) -> Result<i64, DateFilterError> {
    // `parse` alone would accept a leading plus.
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DateFilterError::Unreadable);
    }
    text.parse().map_err(|_| DateFilterError::Unreadable)
}
