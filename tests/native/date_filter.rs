//! Dates of filters: how they are read, written, and what instants they mean.

use crate::support::{TestZone, clock, thorough};
use jiff::{civil, tz::TimeZone};
use outbox_report::domain::{
    calendar::Calendar,
    date_filter::{DateFilter, DateFilterError},
    zone::{Edge, Moment, WallClock, Zone, is_outdated_in_iran, offset_in_iran},
};
use proptest::prelude::*;

#[track_caller]
fn check(text: &str, iso: &str) {
    assert_eq!(DateFilter::parse(text).map(DateFilter::iso), Ok(iso.to_owned()));
}

#[track_caller]
fn check_refused(text: &str, error: DateFilterError) {
    assert_eq!(DateFilter::parse(text), Err(error));
}

/// Checks the instants of a date as the beginning and as the end of a range.
#[track_caller]
fn check_ends(zone: &str, text: &str, from: i64, to: i64) {
    let (when, zone) = (DateFilter::parse(text).unwrap(), TestZone::new(zone));
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
    check("2025.04.08", "2025-04-08");
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
        "2025-04-08T10:00ZZ",
        "2025-04-08T10:00+",
        "2025-04-08T10:00+24",
        "2025-04-08T10:00+0360",
        "2025-04-08T10:00.",
        "2025-04-08T10:00 pm am",
        "2025-04-08 10:00 tomorrow",
        "10:00",
        "10:00 2025",
        "4/8/2025, 10:00",
        "08.04.2025",
        "1960-01-01T00:00Z",
        "25-04-08",
        "2025-04-008",
        "2025-04-08T1",
        "+2025-04-08",
        "2025/04-08",
        "1.5",
    ] {
        check_refused(text, DateFilterError::Unreadable);
    }
    check_refused("now-7x", DateFilterError::NotDateMath);
    check_refused("now/7d", DateFilterError::NotDateMath);
    check_refused("1744102007000", DateFilterError::TooLate);
    check_refused("99999999999999999999999", DateFilterError::TooLate);
    check_refused("1600-01-01", DateFilterError::Year);
    check_refused("2200-01-01", DateFilterError::Year);
    check_refused("1404/12/30", DateFilterError::NoSuchDay(Calendar::Persian));
    check_refused("2025-02-29", DateFilterError::NoSuchDay(Calendar::Gregory));
    check_refused("2025-04-08T24:00", DateFilterError::NoSuchTime);
    check_refused("2025-04-08T12:60", DateFilterError::NoSuchTime);
}

#[test]
fn an_offset_makes_an_instant_of_a_date_whatever_the_zone_is() {
    for text in [
        "2025-04-23T11:56:58.000Z",
        "2025-04-23T11:56:58z",
        "2025-04-23T11:56:58,123456Z",
        "2025-04-23T15:26:58+03:30",
        "2025-04-23T15:26:58.5+0330",
        "2025-04-23 15:26:58 +03:30",
        // A plus that stood bare in an address.
        "2025-04-23T15:26:58 03:30",
        "2025-04-23T15:26:58 0330",
        "2025-04-23 11:56:58 UTC",
        "2025-04-23 11:56:58 GMT",
        "2025-04-23 15:26:58 GMT+3:30",
        "2025-04-23 11:56:58+00",
        "2025-04-23T07:56:58–04:00",
        "2025-04-23T07:56:58−04",
        "2025-04-23T15:26:58+03:30[Asia/Tehran]",
        "۱۴۰۴/۰۲/۰۳ ۱۵:۲۶:۵۸ +۰۳:۳۰",
        "\"2025-04-23T11:56:58.000Z\",",
        "1,745,409,418",
    ] {
        check(text, "1745409418");
    }
    check("2025-04-24T01:00+03:30", "1745443800");
    check("2025-04-23T21:30Z", "1745443800");
}

#[test]
fn dates_are_read_as_other_programs_write_them() {
    for text in [
        "۱۴۰۴/۲/۳, ۱۵:۲۶:۵۸",
        "۱۴۰۴/۲/۳،\u{200F} ۱۵:۲۶:۵۸",
        "۱۴۰۴/۰۲/۰۳ - ۱۵:۲۶:۵۸",
        "۱۴۰۴/۰۲/۰۳ – ۱۵:۲۶:۵۸",
        "۱۴۰۴/۰۲/۰۳ | ۱۵:۲۶:۵۸",
        "۱۴۰۴/۰۲/۰۳-۱۵:۲۶:۵۸",
        "۱۴۰۴/۰۲/۰۳ ساعت ۱۵:۲۶:۵۸",
        "۱۵:۲۶:۵۸ - ۱۴۰۴/۰۲/۰۳",
        "15:26:58 1404/02/03",
        "2025-04-23, 3:26:58 p.m.",
        "2025/4/23, 3:26:58\u{202F}PM",
        "۱۴۰۴/۲/۳, ۳:۲۶:۵۸ بعدازظهر",
        "۱۴۰۴/۲/۳ ۳:۲۶:۵۸ ب.ظ.",
        "2025–04–23 15:26:58",
        "2025‑04‑23 15:26:58",
        "2025-04-23\u{A0}15:26:58",
        "2025-04-23 15:26:58.000",
        "1404.02.03 15:26:58",
        "1404⁄02⁄03 15:26:58",
        "«1404/02/03 15:26:58»",
    ] {
        check(text, "2025-04-23T15:26:58");
    }
    check("2025-04-23 12:05 am", "2025-04-23T00:05");
    check("2025-04-23 12:05 ق.ظ", "2025-04-23T00:05");
    check("2025-04-23 12:05 pm", "2025-04-23T12:05");
    check("\u{200F}۱۴۰۴/۰۲/۰۳\u{200F},", "2025-04-23");
    check_refused("2025-04-23 13:05 pm", DateFilterError::NoSuchTime);
    check_refused("2025-04-23 0:05 pm", DateFilterError::NoSuchTime);
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
fn no_date_means_an_instant_before_1970() {
    for text in ["1970-01-01", "1300/01/01", "1950-01-01T12:00"] {
        let zone = TestZone::tehran();
        let from = DateFilter::parse(text).unwrap().moment(clock(&zone), Edge::From);
        assert_eq!(from, Moment(0), "{text}");
    }
    check_ends("UTC", "1970-01-01", 0, 86_399);
}

#[test]
fn for_people_a_date_is_in_their_calendar_whatever_its_year() {
    let zone = TestZone::tehran();
    let far = DateFilter::of_moment(Moment(9_999_999_999), &zone, Edge::To);
    assert_eq!(far.words(Calendar::Gregory), "2286-11-20 21:16:39");
    assert_eq!(far.words(Calendar::Persian), "1665/08/29 21:16:39");
}

#[test]
fn a_time_is_that_second_at_both_ends() {
    check_ends("Asia/Tehran", "2025-04-08T13:00", 1_744_104_600, 1_744_104_600);
    check_ends("Asia/Tehran", "1744102007", 1_744_102_007, 1_744_102_007);
}

#[test]
fn an_instant_is_a_day_where_it_is_the_end_of_one() {
    let zone = TestZone::tehran();
    let text = |second, edge| DateFilter::of_moment(Moment(second), &zone, edge).iso();
    assert_eq!(text(1_744_057_800, Edge::From), "2025-04-08");
    assert_eq!(text(1_744_057_800, Edge::To), "2025-04-08T00:00");
    assert_eq!(text(1_744_144_199, Edge::To), "2025-04-08");
    assert_eq!(text(1_744_144_199, Edge::From), "2025-04-08T23:59:59");
    assert_eq!(text(1_744_104_600, Edge::From), "2025-04-08T13:00");
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
    let shown = |text, calendar| DateFilter::parse(text).unwrap().text(calendar);
    assert_eq!(shown("2025-04-08", Calendar::Persian), "1404/01/19");
    assert_eq!(shown("2025-04-08T13:30", Calendar::Persian), "1404/01/19 13:30");
    assert_eq!(shown("1404/01/19 13:30", Calendar::Gregory), "2025-04-08 13:30");
    assert_eq!(shown("1744102007", Calendar::Persian), "1744102007");
}

/// The time zone of Tehran by rules from before 2022, which still have summer time.
struct Outdated;

impl Zone for Outdated {
    fn offset_at(&self, moment: Moment) -> i64 {
        let rules = TestZone::tehran();
        // Six years before, on the same days of the Persian year but for one or two.
        if moment.0 < 1_663_788_600 { rules.offset_at(moment) } else { rules.offset_at(Moment(moment.0 - 189_302_400)) }
    }
}

#[test]
fn outdated_rules_of_irans_clocks_are_noticed_and_put_right() {
    assert!(is_outdated_in_iran(&Outdated) && !is_outdated_in_iran(&TestZone::tehran()));
    for moment in (1_500_000_000..1_900_000_000).step_by(1_234_567).map(Moment) {
        let by_rules = TestZone::tehran().offset_at(moment);
        assert_eq!(offset_in_iran(moment, Outdated.offset_at(moment)), by_rules, "{moment:?}");
    }
    assert_eq!(Outdated.offset_at(Moment(1_688_212_800)), 16_200);
}

fn any_when() -> impl Strategy<Value = DateFilter> {
    prop_oneof![
        (0..253_402_300_800_i64).prop_map(|seconds| DateFilter::Second(Moment(seconds))),
        (1900..2200_i32, 1..=12_u8, 1..=28_u8).prop_map(|ymd| DateFilter::parse(&format!(
            "{}-{}-{}",
            ymd.0, ymd.1, ymd.2
        ))
        .unwrap()),
        (1200..1600_i32, 1..=12_u8, 1..=29_u8, 0..86_400_u32).prop_map(|(y, m, d, second)| {
            let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
            DateFilter::parse(&format!("{y}/{m}/{d} {hour}:{minute}:{second}")).unwrap()
        }),
    ]
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn a_written_date_reads_back_as_itself(when in any_when()) {
        prop_assert_eq!(DateFilter::parse(&when.iso()), Ok(when));
        prop_assert_eq!(DateFilter::parse(&when.text(Calendar::Persian)), Ok(when));
        prop_assert_eq!(DateFilter::parse(&when.text(Calendar::Gregory)), Ok(when));
    }

    #[test]
    fn no_text_is_too_odd_to_be_read(text in "\\PC*") {
        let _ = DateFilter::parse(&text);
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
