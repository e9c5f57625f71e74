//! Dates relative to now.

use crate::support::{NOW, TestZone, clock, thorough};
use jiff::{Span, Timestamp, ToSpan, Unit, Zoned, tz::TimeZone};
use outbox_report::domain::{
    calendar::Calendar,
    date_filter::DateFilter,
    date_math::{Clock, DateMath},
    zone::{Edge, Moment},
};
use proptest::prelude::*;

/// Checks the instants of a text at both ends of a range, in ISO 8601 by the clocks of a zone.
#[track_caller]
fn check_in(zone: &str, calendar: Calendar, now: &str, text: &str, from: &str, to: &str) {
    let rules = TestZone::new(zone);
    let tz = TimeZone::get(zone).unwrap();
    let now = Moment(now.parse::<Timestamp>().unwrap().as_second());
    let clock = Clock { zone: &rules, now, calendar };
    let math = DateMath::parse(text).unwrap_or_else(|| panic!("{text} is date math"));
    let shown = |edge| {
        let zoned = Timestamp::from_second(math.moment(clock, edge).0).unwrap().to_zoned(tz.clone());
        zoned.datetime().to_string()
    };
    assert_eq!((shown(Edge::From).as_str(), shown(Edge::To).as_str()), (from, to), "{text}");
}

/// Checks the instants of a text in Tehran on Monday 2025-11-24 (3 Azar 1404), at 19:30.
#[track_caller]
fn check(calendar: Calendar, text: &str, from: &str, to: &str) {
    check_in("Asia/Tehran", calendar, "2025-11-24T16:00:00Z", text, from, to);
}

#[test]
fn shifts_are_exact_and_rounding_takes_a_from_to_the_first_and_a_to_to_the_last_second() {
    let gregory = Calendar::Gregory;
    check(gregory, "now", "2025-11-24T19:30:00", "2025-11-24T19:30:00");
    check(gregory, "now-24h", "2025-11-23T19:30:00", "2025-11-23T19:30:00");
    check(gregory, "now/d", "2025-11-24T00:00:00", "2025-11-24T23:59:59");
    check(gregory, "now-7d/d", "2025-11-17T00:00:00", "2025-11-17T23:59:59");
    check(gregory, "now/h", "2025-11-24T19:00:00", "2025-11-24T19:59:59");
    check(gregory, "now/m", "2025-11-24T19:30:00", "2025-11-24T19:30:59");
    check(gregory, "now/w", "2025-11-24T00:00:00", "2025-11-30T23:59:59");
    check(gregory, "now/M", "2025-11-01T00:00:00", "2025-11-30T23:59:59");
    check(gregory, "now-1M/M", "2025-10-01T00:00:00", "2025-10-31T23:59:59");
    check(gregory, "now/y", "2025-01-01T00:00:00", "2025-12-31T23:59:59");
    check(gregory, "now/M+1M", "2025-12-01T00:00:00", "2025-12-31T23:59:59");
    check(gregory, "now/d-1h", "2025-11-23T23:00:00", "2025-11-24T22:59:59");
    check(gregory, "now-1y+2d", "2024-11-26T19:30:00", "2024-11-26T19:30:00");
}

#[test]
fn a_to_is_rounded_up_where_the_rounding_stands_and_shifted_from_there() {
    let utc = |now, text, from, to| check_in("UTC", Calendar::Gregory, now, text, from, to);
    // The last second of May and of March, each a day earlier: not the end of the month before.
    utc("2025-05-10T10:00:00Z", "now/M-1d", "2025-04-30T00:00:00", "2025-05-30T23:59:59");
    utc("2025-03-10T10:00:00Z", "now/M-1d", "2025-02-28T00:00:00", "2025-03-30T23:59:59");
    check(Calendar::Gregory, "now/M-1d/d", "2025-10-31T00:00:00", "2025-11-29T23:59:59");
    check(Calendar::Gregory, "now/d/d", "2025-11-24T00:00:00", "2025-11-24T23:59:59");
    check(Calendar::Gregory, "now/d/M", "2025-11-01T00:00:00", "2025-11-30T23:59:59");
    // Havana, 2025-11-02: 00:00 came twice, and the first ends the day before.
    let havana = |text, from, to| check_in("America/Havana", Calendar::Gregory, "2025-11-01T16:00:00Z", text, from, to);
    havana("now/d-1h", "2025-10-31T23:00:00", "2025-11-01T22:59:59");
}

#[test]
fn weeks_months_and_years_are_those_of_the_deployments_calendar() {
    let persian = Calendar::Persian;
    // The week began on Saturday 1 Azar, the month with it, the year on 2025-03-21.
    check(persian, "now/w", "2025-11-22T00:00:00", "2025-11-28T23:59:59");
    check(persian, "now/M", "2025-11-22T00:00:00", "2025-12-21T23:59:59");
    check(persian, "now-1M/M", "2025-10-23T00:00:00", "2025-11-21T23:59:59");
    check(persian, "now/y", "2025-03-21T00:00:00", "2026-03-20T23:59:59");
    check(persian, "now-1y/y", "2024-03-20T00:00:00", "2025-03-20T23:59:59");
}

#[test]
fn date_math_is_read_as_people_paste_it() {
    #[track_caller]
    fn check(text: &str, written: &str) {
        assert_eq!(DateFilter::parse(text).map(DateFilter::iso), Ok(written.to_owned()), "{text}");
    }
    check("now–7d", "now-7d");
    check("now−۷d", "now-7d");
    check("now-24H", "now-24h");
    check("NOW-1D/D", "now-1d/d");
    check("Now-2W/W", "now-2w/w");
    check("now-1Y/Y", "now-1y/y");
    check("now-30S", "now-30s");
    check("now-1M/M", "now-1M/M");
    check("now-5m", "now-5m");
    check("now\u{202F}-\u{A0}7 d", "now-7d");
    check("“now-7d∕d”", "now-7d/d");
}

#[test]
fn months_are_clamped_to_their_last_day() {
    check_in("UTC", Calendar::Gregory, "2024-03-31T10:00:00Z", "now-1M", "2024-02-29T10:00:00", "2024-02-29T10:00:00");
    // 31 Shahrivar 1404 is 2025-09-22; the month after has 30 days.
    let tehran = |text, day: &str| check_in("Asia/Tehran", Calendar::Persian, "2025-09-22T08:00:00Z", text, day, day);
    tehran("now+1M", "2025-10-22T11:30:00");
    tehran("now+6M", "2026-03-20T11:30:00");
}

#[test]
fn a_day_without_a_midnight_begins_at_its_first_second() {
    // Tehran, 2022-03-22: 00:00 was 01:00.
    let tehran = |text, from, to| check_in("Asia/Tehran", Calendar::Persian, "2022-03-22T08:00:00Z", text, from, to);
    tehran("now/d", "2022-03-22T01:00:00", "2022-03-22T23:59:59");
    tehran("now-1d/d", "2022-03-21T00:00:00", "2022-03-21T23:59:59");
}

#[test]
fn hours_are_exact_and_days_are_calendar_days_where_clocks_change() {
    // Los Angeles, 2025-11-02: 01:00 came twice. Now is 12:00 of that day.
    let angeles =
        |text, from, to| check_in("America/Los_Angeles", Calendar::Gregory, "2025-11-02T20:00:00Z", text, from, to);
    angeles("now-24h", "2025-11-01T13:00:00", "2025-11-01T13:00:00");
    angeles("now-1d", "2025-11-01T12:00:00", "2025-11-01T12:00:00");
    angeles("now/d", "2025-11-02T00:00:00", "2025-11-02T23:59:59");
}

#[test]
fn what_is_no_date_math_is_none() {
    for text in [
        "",
        "no",
        "nowhere",
        "now-",
        "now-7",
        "now/7d",
        "now/",
        "now1d",
        "now*2d",
        "now-1.5d",
        "now-9999999999d",
        "now-1d-1d-1d-1d-1d-1d-1d",
        "now/d/",
        "now-7d/d x",
        "اکنون",
        "now۷",
    ] {
        assert_eq!(DateMath::parse(text), None, "{text}");
    }
}

#[test]
fn the_furthest_shifts_stay_within_the_years_that_are_counted() {
    let zone = TestZone::tehran();
    for text in ["now-999999999y", "now+999999999y/y", "now+999999999w/w", "now-999999999M/M", "now+999999999h/d"] {
        for calendar in Calendar::ALL {
            for edge in [Edge::From, Edge::To] {
                let moment = DateMath::parse(text).unwrap().moment(Clock { calendar, ..clock(&zone) }, edge);
                assert!((0..=253_402_300_799).contains(&moment.0), "{text}: {moment:?}");
            }
        }
    }
}

fn units() -> impl Strategy<Value = (char, Span, Unit)> {
    prop_oneof![
        Just(('d', 1.day(), Unit::Day)),
        Just(('w', 1.week(), Unit::Week)),
        Just(('M', 1.month(), Unit::Month)),
        Just(('y', 1.year(), Unit::Year)),
    ]
}

/// Returns the first instant of the unit that contains a time, by another library.
fn start_of(time: &Zoned, unit: Unit) -> Zoned {
    let date = match unit {
        Unit::Year => time.date().first_of_year(),
        Unit::Month => time.date().first_of_month(),
        Unit::Week => time.date() - i64::from(time.date().weekday().to_monday_zero_offset()).days(),
        _ => time.date(),
    };
    date.to_zoned(time.time_zone().clone()).unwrap().start_of_day().unwrap()
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn written_date_math_reads_back_as_itself(text in "now([-+][0-9]{0,9}[smhdwMy]|/[smhdwMy]){0,6}") {
        let math = DateMath::parse(&text).unwrap();
        prop_assert_eq!(DateMath::parse(&math.to_string()), Some(math));
    }

    #[test]
    fn no_text_is_too_odd_to_be_read(text in "now\\PC*") {
        let zone = TestZone::tehran();
        if let Some(math) = DateMath::parse(&text) {
            math.moment(clock(&zone), Edge::To);
        }
    }

    #[test]
    fn a_rounded_range_is_the_whole_unit_by_another_library(
        now in 1_400_000_000..4_000_000_000_i64,
        count in 0..40_i64,
        (letter, span, unit) in units(),
        name in prop_oneof!["Asia/Tehran", "Pacific/Auckland", "America/Los_Angeles"],
    ) {
        let rules = TestZone::new(&name);
        let clock = Clock { zone: &rules, now: Moment(now), calendar: Calendar::Gregory };
        let math = DateMath::parse(&format!("now-{count}{letter}/{letter}")).unwrap();
        let time = Timestamp::from_second(now).unwrap().to_zoned(TimeZone::get(&name).unwrap());
        // By dates: a clock time that a zone skips is no reason to land on another day.
        let shifted = time.date().checked_sub(span * count).unwrap().to_zoned(time.time_zone().clone()).unwrap();
        let start = start_of(&shifted, unit);
        let next = start_of(&start.date().checked_add(span).unwrap().to_zoned(time.time_zone().clone()).unwrap(), unit);
        prop_assert_eq!(math.moment(clock, Edge::From).0, start.timestamp().as_second());
        prop_assert_eq!(math.moment(clock, Edge::To).0, next.timestamp().as_second() - 1);
    }

    #[test]
    fn an_exact_shift_is_so_many_seconds(count in 0..100_000_i64, (letter, seconds) in prop_oneof![Just(('s', 1)), Just(('m', 60)), Just(('h', 3600))]) {
        let zone = TestZone::tehran();
        let math = DateMath::parse(&format!("now-{count}{letter}")).unwrap();
        prop_assert_eq!(math.moment(clock(&zone), Edge::To).0, NOW.0 - count * seconds);
    }
}
