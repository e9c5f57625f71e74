//! Dates with the names of months.

use crate::support::TestZone;
use outbox_report::{
    domain::{calendar::Calendar, date_filter::DateFilter, locale::Locale, zone::Moment},
    i18n::{Formatter, long_dates},
};

#[test]
fn dates_with_names_of_months_are_read() {
    #[track_caller]
    fn check(text: &str, iso: &str) {
        assert_eq!(long_dates::parse(text, "Tehran").map(DateFilter::iso).as_deref(), Ok(iso), "{text}");
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
    check("سه‌شنبه ۱۹ فروردین ۱۴۰۴", "2025-04-08");
    for text in
        ["23 April", "April 2025", "23 Aprils 2025", "23 April 1404", "3 اردیبهشت 2025", "23 Apr 2025 London", "May"]
    {
        assert!(long_dates::parse(text, "Tehran").is_err(), "{text}");
    }
    // What a field says of a date can be copied into one.
    for (locale, place) in [(Locale::En, "Tehran"), (Locale::Fa, "تهران")] {
        for calendar in Calendar::ALL {
            let said = Formatter::new(locale, Some(calendar)).full_time(
                Moment(1_745_409_418),
                &TestZone::tehran(),
                "Asia/Tehran",
            );
            assert_eq!(
                long_dates::parse(&said, place).map(DateFilter::iso).as_deref(),
                Ok("2025-04-23T15:26:58"),
                "{said}"
            );
        }
    }
}
