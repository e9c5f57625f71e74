//! A time of a record, read by the form of its text.
//!
//! The API document has Unix seconds. These forms are read, and no others:
//!
//! ```text
//! time      = number / date-time
//! number    = see `Decimal::parse`
//! date-time = date ( "T" / "t" / " " ) clock [ " " ] zone
//! date      = 4DIGIT "-" 2DIGIT "-" 2DIGIT                    ; a day of the Gregorian calendar
//! clock     = 2DIGIT ":" 2DIGIT [ ":" 2DIGIT [ "." 1*DIGIT ] ]
//! zone      = "Z" / "z" / ( "+" / "-" ) 2DIGIT [ [ ":" ] 2DIGIT ]
//! ```
//!
//! A number means seconds, or milliseconds if it can't mean seconds. Zero means never. Fractions of a second are
//! dropped.
//!
//! A date and a time without a zone could be of any zone, so they are not read. An instant before the year 2000 or of
//! more than ten digits of seconds is not read either: no send is so old or so far ahead, and such a number is most
//! likely not a count of seconds at all (`20250423`).

use super::{
    calendar::{Calendar, Day},
    decimal::Decimal,
    zone::Moment,
};
use std::{ops::Range, sync::Arc};

/// The range of plausible times, from 2000-01-01 to 2286-11-20, in Unix seconds.
const SECONDS: Range<i64> = 946_684_800..10_000_000_000;

/// A time of a record, of its creation or of its sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordTime {
    /// An instant in time.
    At(Moment),
    /// The text as it came, which can't be read as a time.
    Unread(Arc<str>),
}

impl RecordTime {
    /// Returns the instant; `None` if the time could not be read.
    pub const fn moment(&self) -> Option<Moment> {
        match self {
            Self::At(moment) => Some(*moment),
            Self::Unread(_) => None,
        }
    }
}

/// The meaning of the text that a gateway gives for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Zero, which some gateways write for a time that has not come.
    Never,
    /// An instant, written in seconds, as in the API document, or as a date.
    At(Moment),
    /// An instant, written in milliseconds.
    Milliseconds(Moment),
}

/// Reads the text of a time; `None` if it has none of the forms, or is not plausible.
pub fn read(text: &str) -> Option<Reading> {
    let text = text.trim();
    // Nearly all times are ten digits.
    if let Some(seconds) = digits(text).filter(|seconds| text.len() == 10 && SECONDS.contains(seconds)) {
        return Some(Reading::At(Moment(seconds)));
    }
    let Some(number) = Decimal::parse(text) else {
        return date_time(text).filter(|seconds| SECONDS.contains(seconds)).map(|seconds| Reading::At(Moment(seconds)));
    };
    if number.is_zero() {
        return Some(Reading::Never);
    }
    let whole = number.floor().filter(|whole| *whole >= SECONDS.start)?;
    let seconds = whole / 1000;
    if SECONDS.contains(&whole) {
        Some(Reading::At(Moment(whole)))
    } else {
        SECONDS.contains(&seconds).then_some(Reading::Milliseconds(Moment(seconds)))
    }
}

/// Reads a date and a time with a zone. Returns Unix seconds.
fn date_time(text: &str) -> Option<i64> {
    let (date, rest) = text.split_at_checked(10)?;
    let clock = rest.strip_prefix(['T', 't', ' '])?;
    let (clock, zone) = clock.split_at_checked(clock.find(['Z', 'z', '+', '-', ' '])?)?;
    let offset = offset(zone.strip_prefix(' ').unwrap_or(zone))?;
    let [year, month, day] = parts(date, '-', &[4, 2, 2])?;
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let has_seconds = clock.len() > 5;
    let [hour, minute, second] = parts(clock, ':', if has_seconds { &[2, 2, 2] } else { &[2, 2] })?;
    let is_fraction = digits(fraction).is_some() && (has_seconds || fraction == "0");
    if hour > 23 || minute > 59 || second > 59 || !is_fraction {
        return None;
    }
    let ymd = (i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let day = Day::from_ymd(Calendar::Gregory, ymd)?;
    Some(day.since_epoch() * 86_400 + hour * 3600 + minute * 60 + second - offset)
}

/// Reads a zone. Returns its offset in seconds, positive if it is ahead of UTC.
fn offset(zone: &str) -> Option<i64> {
    if matches!(zone, "Z" | "z") {
        return Some(0);
    }
    let (sign, digits) = match (zone.strip_prefix('+'), zone.strip_prefix('-')) {
        (Some(digits), _) => (1, digits),
        (_, digits) => (-1, digits?),
    };
    let [hours, minutes, _] = match digits.len() {
        2 => parts(digits, ':', &[2])?,
        4 => self::digits(digits).map(|both| [both / 100, both % 100, 0])?,
        _ => parts(digits, ':', &[2, 2])?,
    };
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// Reads the numbers between separators; `lengths` has the number of digits of each. Returns zero for each number
/// beyond `lengths`.
fn parts(text: &str, separator: char, lengths: &[usize]) -> Option<[i64; 3]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; 3];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        *number = parts.next().filter(|part| part.len() == *length).and_then(digits)?;
    }
    parts.next().is_none().then_some(numbers)
}

/// Reads a number that consists of digits alone. A number that is too large for the type is zero.
fn digits(text: &str) -> Option<i64> {
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or_default())
}
