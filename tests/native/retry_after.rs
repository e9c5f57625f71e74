//! The `Retry-After` header.

use crate::support::{NOW, texts, thorough};
use jiff::{Timestamp, fmt::strtime, tz::TimeZone};
use outbox_report::{domain::zone::Moment, gateway::retry_after::seconds};
use proptest::prelude::*;

#[track_caller]
fn check(text: &str, expected: Option<u32>) {
    assert_eq!(seconds(text, NOW), expected, "{text:?}");
}

/// Returns an instant in the three forms of RFC 9110, section 5.6.7.
fn written(seconds: i64) -> [String; 3] {
    let time = Timestamp::from_second(seconds).unwrap().to_zoned(TimeZone::UTC);
    ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
        .map(|form| strtime::format(form, &time).unwrap())
}

#[test]
fn a_whole_number_is_seconds() {
    check("0", Some(0));
    check("7", Some(7));
    check(" 007\t", Some(7));
    check("4294967295", Some(u32::MAX));
    check("99999999999999999999999", Some(u32::MAX));
}

#[test]
fn a_date_of_each_form_that_is_still_to_come_is_the_time_until_then() {
    assert_eq!(
        written(784_111_777),
        ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"],
        "RFC 9110's own examples"
    );
    let before = Moment(784_111_770);
    for text in written(784_111_777) {
        assert_eq!(seconds(&text, before), Some(7), "{text}");
    }
    check("Mon, 24 Nov 2025 16:00:42 GMT", Some(42));
    check("Mon, 24 Nov 2025 15:59:60 GMT", None);
    check("Fri, 31 Dec 2199 23:59:59 GMT", Some(u32::MAX));
}

#[test]
fn a_date_that_has_passed_says_nothing_of_how_long_to_wait() {
    for seconds in [NOW.0, NOW.0 - 1, NOW.0 - 3_600, NOW.0 - 1_000_000_000] {
        for text in written(seconds) {
            check(&text, None);
        }
    }
}

#[test]
fn of_two_digits_of_a_year_the_one_that_is_not_far_ahead_is_meant() {
    let at = |text: &str| seconds(text, NOW).map(i64::from);
    assert_eq!(at("Tuesday, 24-Nov-26 16:00:00 GMT"), Some(31_536_000));
    assert_eq!(at("Sunday, 24-Nov-75 16:00:00 GMT"), Some(1_577_836_800));
    assert_eq!(at("Wednesday, 24-Nov-76 16:00:00 GMT"), None, "1976");
}

#[test]
fn nothing_else_can_be_read() {
    for text in [
        "",
        " ",
        "1.5",
        "-1",
        "+1",
        "10, 10",
        "10,10",
        "120junk",
        "120 s",
        "1e3",
        "0x10",
        "۱۰",
        "soon",
        "10;",
        "Mon, 24 Nov 2025 16:00:42",
        "Mon, 24 Nov 2025 16:00:42 UTC",
        "Mon, 24 Nov 2025 16:00:42 +0000",
        "mon, 24 nov 2025 16:00:42 gmt",
        "24 Nov 2025 16:00:42 GMT",
        "Mon,24 Nov 2025 16:00:42 GMT",
        "Mon, 4 Dec 2025 16:00:42 GMT",
        "Foo, 24 Nov 2025 16:00:42 GMT",
        "Mon, 24 Foo 2025 16:00:42 GMT",
        "Mon, 31 Nov 2025 16:00:42 GMT",
        "Mon, 24 Nov 2025 24:00:42 GMT",
        "Mon, 24 Nov 2025 16:60:42 GMT",
        "Mon, 24 Nov 2025 16:00:61 GMT",
        "Mon, 24 Nov 2025 16:00:42 GMT, 10",
        "Mon, 24 Nov 2025 16:00 GMT",
        "2025-11-24T16:00:42Z",
        "2025-11-24",
        "11/24/2025",
        "Mon, 24-Nov-25 16:00:42 GMT",
        "Monday, 24 Nov 2025 16:00:42 GMT",
        "Mon Nov 24 16:00:42 2025 GMT",
        "Mon Nov 24 16:00:42 25",
        "Mon, 24 Nov ۲۰۲۵ 16:00:42 GMT",
    ] {
        check(text, None);
    }
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn every_instant_to_come_is_read_from_each_form(ahead in 1..1_577_000_000_i64, now in 0..3_000_000_000_i64) {
        for (form, text) in written(now + ahead).iter().enumerate() {
            let read = seconds(text, Moment(now));
            let is_of_one_century = now < 946_684_800 && now + ahead < 946_684_800 || now >= 946_684_800 && now + ahead < 4_102_444_800;
            // Two digits of a year say little across the turn of a century.
            if form != 1 || is_of_one_century {
                prop_assert_eq!(read, u32::try_from(ahead).ok(), "{}", text);
            }
        }
    }

    #[test]
    fn no_text_is_too_odd(text in texts("\\PC{0,40}|[A-Za-z0-9:, -]{0,40}")) {
        let _ = seconds(&text, NOW);
    }
}
