//! Dates with the names of months.

use crate::support::{TestZone, clock, thorough};
use outbox_report::{
    domain::{
        calendar::{Calendar, Day},
        date_filter::{DateFilter, DateFilterError},
        date_math::Clock,
        locale::Locale,
        zone::Moment,
    },
    i18n::{Formatter, long_dates},
};
use proptest::prelude::*;

#[test]
fn dates_with_names_of_months_are_read() {
    #[track_caller]
    fn check(text: &str, iso: &str) {
        assert_eq!(long_dates::parse(text, "Asia/Tehran").map(DateFilter::iso).as_deref(), Ok(iso), "{text}");
    }
    for text in [
        "Wed, 23 Apr 2025 11:56:58 GMT",
        "Wed Apr 23 2025 15:26:58 GMT+0330 (Iran Standard Time)",
        "23/Apr/2025:15:26:58 +0330",
    ] {
        check(text, "1745409418");
    }
    for text in [
        "Apr 23, 2025, 3:26:58 PM",
        "April 23, 2025 at 3:26:58\u{202F}PM",
        "Wednesday, 23 April 2025 15:26:58",
        "23-Apr-2025 15:26:58",
        "۳ اردیبهشت ۱۴۰۴ ساعت ۱۵:۲۶:۵۸",
        "۱۴۰۴ اردیبهشت ۳, چهارشنبه ساعت ۱۵:۲۶:۵۸",
        "چهارشنبه ۲۳ آوریل ۲۰۲۵، ۱۵:۲۶:۵۸",
        "2025-04-23 15:26:58",
    ] {
        check(text, "2025-04-23T15:26:58");
    }
    for text in ["سه‌شنبه ۱۹ فروردین ۱۴۰۴", "سه شنبه ۱۹ فروردین ۱۴۰۴"] {
        check(text, "2025-04-08");
    }
    for text in ["۳ ارديبهشت ۱۴۰۴", "۲۳ آوريل ۲۰۲۵"] {
        check(text, "2025-04-23");
    }
    for text in ["23 Sept 2025", "Sept. 23, 2025"] {
        check(text, "2025-09-23");
    }
    check("۱ ژانویهٔ ۲۰۲۵", "2025-01-01");
    for text in
        ["23 April", "April 2025", "23 Aprils 2025", "23 April 1404", "3 اردیبهشت 2025", "23 Apr 2025 London", "May"]
    {
        assert!(long_dates::parse(text, "Asia/Tehran").is_err(), "{text}");
    }
    // What a field says of a date can be copied into one.
    for locale in Locale::ALL {
        for calendar in Calendar::ALL {
            let said = Formatter::new(locale, Some(calendar)).full_time(
                Moment(1_745_409_418),
                &TestZone::tehran(),
                "Asia/Tehran",
            );
            assert_eq!(
                long_dates::parse(&said, "Asia/Tehran").map(DateFilter::iso).as_deref(),
                Ok("2025-04-23T15:26:58"),
                "{said}"
            );
        }
    }
}

#[test]
fn a_city_of_several_words_may_follow_a_date() {
    let read = |text: &str| long_dates::parse(text, "America/Sao_Paulo").map(DateFilter::iso);
    assert_eq!(read("23 April 2025, 15:26 Sao Paulo").as_deref(), Ok("2025-04-23T15:26"));
    assert!(read("23 April 2025, 15:26 Tehran").is_err());
}

#[test]
fn a_named_day_that_its_calendar_lacks_is_refused_as_such() {
    for (text, calendar, numbers) in [
        ("۳۰ اسفند ۱۴۰۴", Calendar::Persian, "1404/12/30"),
        ("31 February 2025", Calendar::Gregory, "2025/2/31"),
        ("31 Feb 2025 15:26", Calendar::Gregory, "2025/2/31 15:26"),
    ] {
        assert_eq!(long_dates::parse(text, "Asia/Tehran"), Err(DateFilterError::NoSuchDay(calendar)), "{text}");
        assert_eq!(long_dates::in_numbers(text, "Asia/Tehran").as_deref(), Some(numbers));
    }
}

#[test]
fn a_day_and_a_month_without_a_year_are_the_latest_such_day_in_the_past() {
    let zone = TestZone::tehran();
    // It is 2025-11-24, 1404/09/03.
    let read = |text: &str| long_dates::parse_past(text, "Asia/Tehran", clock(&zone)).map(DateFilter::iso);
    for (text, iso) in [
        ("12 Farvardin", "2025-04-01"),
        ("Farvardin 12", "2025-04-01"),
        ("۱۲ فروردین", "2025-04-01"),
        ("سه‌شنبه ۱۲ فروردین", "2025-04-01"),
        ("1 April", "2025-04-01"),
        ("April 1", "2025-04-01"),
        ("Apr. 1", "2025-04-01"),
        ("۱ آوریل", "2025-04-01"),
        ("24 November", "2025-11-24"),
        ("25 November", "2024-11-25"),
        ("۳۰ اسفند", "2025-03-20"),
        ("29 February", "2024-02-29"),
        ("1 April 13:30", "2025-04-01T13:30"),
        ("۱۲ فروردین ساعت ۱۳:۳۰", "2025-04-01T13:30"),
        ("12 Farvardin 1403", "2024-03-31"),
        ("now", "now"),
    ] {
        assert_eq!(read(text).as_deref(), Ok(iso), "{text}");
    }
    assert_eq!(read("31 April"), Err(DateFilterError::NoSuchDay(Calendar::Gregory)));
    assert_eq!(read("31 Mehr"), Err(DateFilterError::NoSuchDay(Calendar::Persian)));
    for text in ["April", "1 April 1404", "1 Aprils", "1 April London", "1 2 April"] {
        assert!(read(text).is_err(), "{text}");
    }
    // Elsewhere it is refused: a range may look ahead.
    assert!(long_dates::parse("12 Farvardin", "Asia/Tehran").is_err());
    // At this instant it is the next day in Tehran already.
    let [tehran, london] = ["Asia/Tehran", "Europe/London"].map(TestZone::new);
    for (zone, iso) in [(&tehran, "2025-11-25"), (&london, "2024-11-25")] {
        let clock = Clock { now: Moment(1_764_018_000), ..clock(zone) };
        assert_eq!(long_dates::parse_past("25 November", "", clock).map(DateFilter::iso).as_deref(), Ok(iso));
    }
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn without_a_year_no_day_between_it_and_today_is_meant_as_well(
        now in 0_i64..4_000_000_000,
        back in 0_i64..360,
        named in 0_usize..2,
        is_persian in any::<bool>(),
        is_month_first in any::<bool>(),
    ) {
        let zone = TestZone::new("Etc/UTC");
        let clock = Clock { now: Moment(now), ..clock(&zone) };
        let calendar = Calendar::ALL[usize::from(!is_persian)];
        // Of any day of the last 360, the latest of its name is itself.
        let meant = Day::from_epoch(now.div_euclid(86_400) - back);
        let (_, month, day) = meant.ymd(calendar);
        let months = &Formatter::new(Locale::ALL[named], None).lazy().months;
        let names = if is_persian { &months.persian } else { &months.gregory };
        let name = names[usize::from(month) - 1];
        let text = if is_month_first { format!("{name} {day}") } else { format!("{day} {name}") };
        prop_assert_eq!(long_dates::parse_past(&text, "", clock), Ok(DateFilter::Day(meant)));
    }
}
