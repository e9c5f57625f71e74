//! Dates of filters: how they are read, written, and what instants they mean.

use crate::support::{TestZone, clock, thorough};
use jiff::{civil, tz::TimeZone};
use outbox_report::domain::{
    calendar::Calendar,
    when::{When, WhenError},
    zone::{Edge, Moment, WallClock},
};
use proptest::prelude::*;

#[track_caller]
fn check(text: &str, iso: &str) {
    assert_eq!(When::parse(text).map(When::iso), Ok(iso.to_owned()));
}

#[track_caller]
fn check_refused(text: &str, error: WhenError) {
    assert_eq!(When::parse(text), Err(error));
}

/// The instants of a date as the beginning and as the end of a range.
#[track_caller]
fn check_ends(zone: &str, text: &str, from: i64, to: i64) {
    let (when, zone) = (When::parse(text).unwrap(), TestZone::new(zone));
    let clock = clock(&zone);
    assert_eq!((when.moment(clock, Edge::From), when.moment(clock, Edge::To)), (Moment(from), Moment(to)));
}

#[test]
fn dates_are_read_in_every_form() {
    check("1744102007", "1744102007");
    check("0", "0");
    check("۱۷۴۴۱۰۲۰۰۷", "1744102007");
    check("2025-04-08", "2025-04-08");
    check("2025/4/8", "2025-04-08");
    check("1404/01/19", "2025-04-08");
    check("۱۴۰۴/۰۱/۱۹", "2025-04-08");
    check("٢٠٢٥-٠٤-٠٨", "2025-04-08");
    check("2025-04-08T13:00", "2025-04-08T13:00");
    check("2025-04-08T00:00:00", "2025-04-08T00:00");
    check("۱۴۰۴/۰۱/۱۹ ۱۳:۳۰", "2025-04-08T13:30");
    check(" 1404-1-19  9:05:07 ", "2025-04-08T09:05:07");
    check("1403/12/30", "2025-03-20");
    check("now", "now");
    check(" Now-۷d/d ", "now-7d/d");
    // 1821 can't be read as a year: such a day keeps its Persian form.
    check("1200/01/01", "1200-01-01");
    check("1599/12/29", "1599-12-29");
}

#[test]
fn what_is_no_date_is_refused_with_the_reason() {
    for text in [
        "abc",
        "2025-04",
        "2025-04-08-01",
        "-5",
        "2025-04-08T",
        "2025-04-08Z",
        "2025-04-08T10:00Z",
        "25-04-08",
        "2025-04-008",
        "2025-04-08T1",
        "+2025-04-08",
        "2025/04-08",
        "1.5",
    ] {
        check_refused(text, WhenError::Unreadable);
    }
    check_refused("now-7x", WhenError::NotDateMath);
    check_refused("now/7d", WhenError::NotDateMath);
    check_refused("1744102007000", WhenError::TooLate);
    check_refused("99999999999999999999999", WhenError::TooLate);
    check_refused("1600-01-01", WhenError::Year);
    check_refused("2200-01-01", WhenError::Year);
    check_refused("1404/12/30", WhenError::NoSuchDay(Calendar::Persian));
    check_refused("2025-02-29", WhenError::NoSuchDay(Calendar::Gregory));
    check_refused("2025-04-08T24:00", WhenError::NoSuchTime);
    check_refused("2025-04-08T12:60", WhenError::NoSuchTime);
}

#[test]
fn a_day_begins_with_its_first_second_and_ends_with_its_last() {
    check_ends("Asia/Tehran", "2025-04-08", 1_744_057_800, 1_744_144_199);
    check_ends("UTC", "2025-04-08", 1_744_070_400, 1_744_156_799);
    // Summer time, which Tehran had until 2022-09-21.
    check_ends("Asia/Tehran", "2022-07-01", 1_656_617_400, 1_656_703_799);
    check_ends("Asia/Tehran", "2023-07-01", 1_688_157_000, 1_688_243_399);
}

#[test]
fn a_time_is_that_second_at_both_ends() {
    check_ends("Asia/Tehran", "2025-04-08T13:00", 1_744_104_600, 1_744_104_600);
    check_ends("Asia/Tehran", "1744102007", 1_744_102_007, 1_744_102_007);
}

#[test]
fn a_day_without_a_midnight_begins_at_its_first_second() {
    // Tehran's clocks went from 2022-03-21 24:00 to 2022-03-22 01:00.
    let midnight_that_was_not = 1_647_894_600;
    check_ends("Asia/Tehran", "2022-03-22", midnight_that_was_not, midnight_that_was_not + 23 * 3600 - 1);
    check_ends("Asia/Tehran", "1401/01/01", midnight_that_was_not - 86_400, midnight_that_was_not - 1);
}

#[test]
fn of_a_doubled_hour_a_from_takes_the_first_and_a_to_the_second() {
    // New York, 2024-11-03: 01:30 came at 05:30 and at 06:30 UTC.
    check_ends("America/New_York", "2024-11-03T01:30", 1_730_611_800, 1_730_615_400);
    // Tehran's last change, 2022-09-22 00:00 back to 23:00: the 21st has 25 hours.
    let first = 1_663_702_200;
    check_ends("Asia/Tehran", "2022-09-21", first, first + 25 * 3600 - 1);
}

#[test]
fn fields_show_a_date_in_the_calendar_in_use() {
    let shown = |text, calendar| When::parse(text).unwrap().text(calendar);
    assert_eq!(shown("2025-04-08", Calendar::Persian), "1404/01/19");
    assert_eq!(shown("2025-04-08T13:30", Calendar::Persian), "1404/01/19 13:30");
    assert_eq!(shown("1404/01/19 13:30", Calendar::Gregory), "2025-04-08 13:30");
    assert_eq!(shown("1744102007", Calendar::Persian), "1744102007");
}

fn any_when() -> impl Strategy<Value = When> {
    prop_oneof![
        (0..253_402_300_800_i64).prop_map(|seconds| When::Second(Moment(seconds))),
        (1900..2200_i32, 1..=12_u8, 1..=28_u8)
            .prop_map(|ymd| When::parse(&format!("{}-{}-{}", ymd.0, ymd.1, ymd.2)).unwrap()),
        (1200..1600_i32, 1..=12_u8, 1..=29_u8, 0..86_400_u32).prop_map(|(y, m, d, second)| {
            let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
            When::parse(&format!("{y}/{m}/{d} {hour}:{minute}:{second}")).unwrap()
        }),
    ]
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn a_written_date_reads_back_as_itself(when in any_when()) {
        prop_assert_eq!(When::parse(&when.iso()), Ok(when));
        prop_assert_eq!(When::parse(&when.text(Calendar::Persian)), Ok(when));
        prop_assert_eq!(When::parse(&when.text(Calendar::Gregory)), Ok(when));
    }

    #[test]
    fn no_text_is_too_odd_to_be_read(text in "\\PC*") {
        let _ = When::parse(&text);
    }

    #[test]
    fn wall_clocks_agree_with_another_library(
        seconds in 0..4_000_000_000_i64,
        name in prop_oneof!["Asia/Tehran", "Pacific/Auckland", "America/Los_Angeles"],
    ) {
        let zone = TestZone::new(&name);
        let clock = WallClock::at(Moment(seconds), &zone);
        let theirs = jiff::Timestamp::from_second(seconds).unwrap().to_zoned(TimeZone::get(&name).unwrap()).datetime();
        let (year, month, day) = clock.day.ymd(Calendar::Gregory);
        let second = i8::try_from(clock.second % 60).unwrap();
        let ours = civil::datetime(
            i16::try_from(year).unwrap(),
            i8::try_from(month).unwrap(),
            i8::try_from(day).unwrap(),
            i8::try_from(clock.second / 3600).unwrap(),
            i8::try_from(clock.second / 60 % 60).unwrap(),
            second,
            0,
        );
        prop_assert_eq!(ours, theirs);
        let (from, to) = (clock.moment(&zone, Edge::From), clock.moment(&zone, Edge::To));
        prop_assert!(from.0 == seconds || to.0 == seconds);
        prop_assert!(from <= to);
    }
}
