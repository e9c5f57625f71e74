//! Times of records.

use crate::support::{texts, thorough};
use jiff::{
    Timestamp,
    tz::{Offset, TimeZone},
};
use outbox_report::domain::{
    record_time::{Reading, read},
    zone::Moment,
};
use proptest::prelude::*;

const AT: Option<Reading> = Some(Reading::At(Moment(1_745_409_418)));

#[test]
fn a_number_is_seconds_however_it_is_written() {
    for text in [
        "1745409418",
        "1.745409418e9",
        "1.745409418E+9",
        "17454094180e-1",
        "1745409418.0",
        "1745409418.7",
        "1745409418.999999",
        " 1745409418 ",
        "01745409418",
    ] {
        assert_eq!(read(text), AT, "{text}");
    }
}

#[test]
fn what_can_not_be_seconds_may_be_milliseconds() {
    for text in ["1745409418000", "1745409418999", "1.745409418123e12", "1745409418123.9"] {
        assert_eq!(read(text), Some(Reading::Milliseconds(Moment(1_745_409_418))), "{text}");
    }
}

#[test]
fn zero_is_never() {
    for text in ["0", "0.0", "-0", "0e5", "000"] {
        assert_eq!(read(text), Some(Reading::Never), "{text}");
    }
}

#[test]
fn a_date_with_a_zone_is_that_instant() {
    for text in [
        "2025-04-23T11:56:58Z",
        "2025-04-23t11:56:58z",
        "2025-04-23 11:56:58Z",
        "2025-04-23 11:56:58 Z",
        "2025-04-23T11:56:58.000Z",
        "2025-04-23T11:56:58.123456789Z",
        "2025-04-23T15:26:58+03:30",
        "2025-04-23T15:26:58+0330",
        "2025-04-23 15:26:58 +03:30",
        "2025-04-23T15:26:58.000000+03:30",
        "2025-04-23T10:56:58-01",
        "2025-04-22T23:56:58-12:00",
    ] {
        assert_eq!(read(text), AT, "{text}");
    }
    assert_eq!(read("2025-04-23T11:56Z"), Some(Reading::At(Moment(1_745_409_360))));
}

#[test]
fn what_is_not_certain_is_not_read() {
    for text in [
        // Of which zone?
        "2025-04-23 15:26:58",
        "2025-04-23T15:26:58",
        "2025-04-23T15:26:58.000",
        "2025-04-23",
        "1404/02/03 15:26:58",
        // No count of seconds.
        "20250423",
        "202504231526",
        "20250423152658",
        "14040203",
        "140402031526",
        "14040203152658",
        "1.745409418",
        "1745409418000000",
        "1745409418000000000",
        "1745409",
        "1",
        "-1",
        "-1745409418",
        "0.5",
        "1e400",
        "99999999999999999999",
        // No date.
        "2025-02-30T00:00:00Z",
        "2025-13-01T00:00:00Z",
        "2025-04-23T24:00:00Z",
        "2025-04-23T11:60:00Z",
        "2025-04-23T11:56:60Z",
        "2025-04-23T11:56:58+24:00",
        "2025-04-23T11:56:58+03:60",
        "2025-04-23T11:56:58+3:30",
        "2025-04-23T11:56:58 GMT",
        "2025-4-23T11:56:58Z",
        "2025-04-23T11:56:58.Z",
        "2025-04-23T11:56.5Z",
        "2025-04-23T1156Z",
        "+2025-04-23T11:56:58Z",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "0000-00-00 00:00:00",
        "9999-12-31T23:59:59Z",
        "soon",
        "",
        " ",
        "null",
        "{}",
        "۱۷۴۵۴۰۹۴۱۸",
        "۲۰۲۵-۰۴-۲۳T11:56:58Z",
        "Wed, 23 Apr 2025 11:56:58 GMT",
        "+1745409418",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn every_instant_is_read_as_another_library_writes_it(
        seconds in 946_684_800_i64..10_000_000_000,
        nanoseconds in 0..1_000_000_000,
        offset in -1_439..1_440,
    ) {
        let time = Timestamp::new(seconds, nanoseconds).unwrap();
        let zone = TimeZone::fixed(Offset::from_seconds(offset * 60).unwrap());
        let local = time.to_zoned(zone);
        let expected = Some(Reading::At(Moment(seconds)));
        prop_assert_eq!(read(&time.to_string()), expected);
        prop_assert_eq!(read(&local.strftime("%Y-%m-%d %H:%M:%S.%f%:z").to_string()), expected);
        prop_assert_eq!(read(&seconds.to_string()), expected);
        prop_assert_eq!(read(&format!("{seconds}.{nanoseconds:09}")), expected);
        prop_assert_eq!(read(&format!("{}.{:09}e9", seconds / 1_000_000_000, seconds % 1_000_000_000)), expected);
        prop_assert_eq!(
            read(&format!("{seconds}{:03}", nanoseconds / 1_000_000)),
            Some(Reading::Milliseconds(Moment(seconds)))
        );
    }

    #[test]
    fn nothing_is_read_as_an_instant_outside_the_years_of_sends(text in texts("\\PC{0,40}|[0-9TZ:+. -]{0,32}|-?[0-9]{1,20}(\\.[0-9]{1,9})?(e-?[0-9]{1,2})?")) {
        if let Some(Reading::At(moment) | Reading::Milliseconds(moment)) = read(&text) {
            prop_assert!((946_684_800..10_000_000_000).contains(&moment.0), "{}", text);
        }
    }
}
