//! Reads dates whose month is a name, as programs write them for people: `Wed, 23 Apr 2025 11:56:58 GMT`, `۳ اردیبهشت
//! ۱۴۰۴ ساعت ۱۵:۲۶`. People paste such dates into fields, and an address never holds one, so this reader is in the lazy
//! part.

use super::Formatter;
use crate::domain::{
    calendar::Calendar,
    date_filter::{DateFilter, DateFilterError, day_text},
    date_jump,
    date_math::{Clock, today},
    locale::Locale,
    pasted_value,
};

/// Reads a date that was typed into a field: as [`DateFilter::parse`] does, or with the name of a month in either
/// language. `zone_name` is the name of the report's time zone, whose city may be in the text in either language.
///
/// The error is the one that [`DateFilter::parse`] returns.
pub fn parse(text: &str, zone_name: &str) -> Result<DateFilter, DateFilterError> {
    DateFilter::parse(text)
        .or_else(|error| in_numbers(text, zone_name).map_or(Err(error), |text| DateFilter::parse(&text)))
}

/// Returns a date with the name of a month as [`DateFilter::parse`] reads one, such as `1404/12/29`; `None` if the text
/// has no such name, or lacks a day or a year of the month's calendar. The calendar may lack that day.
pub fn in_numbers(text: &str, zone_name: &str) -> Option<String> {
    words_of(text, zone_name).and_then(Words::in_numbers)
}

/// Reads a date as [`parse`] does, or a day and the name of a month without a year. Sends are looked for in the past,
/// so that is the latest such day that is not after today in the report's zone; 29 February is that of a leap year.
///
/// The error is the one that [`parse`] returns, or that no year has such a day.
pub fn parse_past(text: &str, zone_name: &str, clock: Clock) -> Result<DateFilter, DateFilterError> {
    parse(text, zone_name).or_else(|error| match words_of(text, zone_name) {
        Some(Words { year: None, month: (calendar, month), day, rest }) => {
            let day = date_jump::latest_day(today(clock), calendar, month, day);
            let day = day.ok_or(DateFilterError::NoSuchDay(calendar))?;
            DateFilter::parse(&format!("{} {rest}", day_text(day, calendar, '/')))
        }
        _ => Err(error),
    })
}

/// The parts of a date in words.
struct Words {
    year: Option<i32>,
    month: (Calendar, u8),
    day: u8,
    /// The time, and any other words.
    rest: String,
}

impl Words {
    /// Returns the date in numbers. Returns `None` if it lacks a year, or has one that is not of the month's calendar.
    fn in_numbers(self) -> Option<String> {
        let Self { year, month: (calendar, month), day, rest } = self;
        let year = year.filter(|year| Calendar::of_year(*year) == Some(calendar))?;
        Some(format!("{year}/{month}/{day} {rest}").trim_end().to_owned())
    }
}

/// Returns the parts of a date in words. Returns `None` if it lacks a month's name or a day.
fn words_of(text: &str, zone_name: &str) -> Option<Words> {
    // Other keyboards and programs write Arabic letters, or a hamza that Persian names go without here.
    let text = pasted_value::value(text).replace('\u{064A}', "\u{06CC}").replace('\u{0643}', "\u{06A9}");
    let text = text.replace('\u{0654}', "");
    // A zone's name in brackets follows its offset.
    let text = text.split_once(" (").map_or(text.as_str(), |(date, _)| date);
    let (mut year, mut month, mut day, mut rest) = (None, None, None, Vec::new());
    let mut words: Vec<&str> = text.split([' ', ',', '،']).filter(|word| !word.is_empty()).collect();
    if let Some(at) = words.iter().position(|word| word.split(['-', '/']).any(|part| month_of(part).is_some())) {
        // `23-Apr-2025`, `23/Apr/2025:15:26:58`.
        let parts: Vec<&str> = words.get(at)?.split(['-', '/']).collect();
        let last = parts.last().and_then(|last| last.split_once(':'));
        let ends = last.map_or_else(|| parts.last().copied().into_iter().collect(), |(year, time)| vec![year, time]);
        let others = parts.split_last().map(|(_, others)| others).unwrap_or_default();
        words.splice(at..=at, others.iter().copied().chain(ends));
    }
    for word in words {
        let digits = word.bytes().all(|b| b.is_ascii_digit()).then_some(word.len());
        match digits {
            Some(4) if year.is_none() => year = Some(word),
            Some(1 | 2) if day.is_none() => day = Some(word),
            _ => match month_of(word) {
                Some(found) if month.is_none() => month = Some(found),
                None if is_said_anyway(word, zone_name) => {}
                _ => rest.push(word),
            },
        }
    }
    let year = year.map(str::parse).transpose().ok()?;
    Some(Words { year, month: month?, day: day?.parse().ok()?, rest: rest.join(" ") })
}

/// Returns the month of a name, from 1, and its calendar. English names may be cut to three letters.
fn month_of(word: &str) -> Option<(Calendar, u8)> {
    let word = match word.trim_end_matches('.') {
        word if word.eq_ignore_ascii_case("sept") => "sep",
        word => word,
    };
    Locale::ALL.into_iter().find_map(|locale| {
        let months = &Formatter::new(locale, None).lazy().months;
        [(Calendar::Persian, &months.persian), (Calendar::Gregory, &months.gregory)].into_iter().find_map(
            |(calendar, names)| {
                let is = |name: &str| {
                    let short = name.get(..3).filter(|short| short.is_ascii() && calendar == Calendar::Gregory);
                    is_same(word, name) || short.is_some_and(|short| is_same(word, short))
                };
                (1..).zip(names).find(|(_, name)| is(name)).map(|(month, _)| (calendar, month))
            },
        )
    })
}

/// Returns whether a word adds nothing to a date: a day of the week, "at", or a word of the city of the report's time
/// zone.
fn is_said_anyway(word: &str, zone_name: &str) -> bool {
    let weekday = |locale: Locale| {
        Formatter::new(locale, None).lazy().weekdays.iter().any(|name| {
            let name = name.replace('\u{200C}', "");
            let (own, rest) = word.split_at_checked(name.len()).unwrap_or_default();
            own.eq_ignore_ascii_case(&name) && (rest.is_empty() || rest.ends_with("day"))
        })
    };
    let filler = |locale: Locale| Formatter::new(locale, None).lazy().date_words.iter().any(|own| is_same(word, own));
    let city =
        |locale: Locale| Formatter::new(locale, None).zone_city(zone_name).split(' ').any(|own| is_same(word, own));
    Locale::ALL.into_iter().any(|locale| filler(locale) || weekday(locale) || city(locale))
}

/// Returns whether two words are equal, ignoring ASCII case and the zero-width non-joiners of `own`.
fn is_same(word: &str, own: &str) -> bool {
    word.eq_ignore_ascii_case(&own.replace('\u{200C}', ""))
}
