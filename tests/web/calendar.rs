//! Days and their names, against the browser's own calendars.

use outbox_report::{
    domain::{
        calendar::{Calendar, Day},
        locale::Locale,
    },
    i18n::Formatter,
};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(module = "/tests/web/browser.js")]
extern "C" {
    fn days(calendar: &str, from: f64, to: f64) -> String;
    fn word(locale: &str, calendar: &str, day: f64, option: &str, length: &str) -> String;
}

/// 1925-03-22 to 2118-12-31: the Persian calendar since it is Iran's.
const FIRST: i64 = -16_356;
const LAST: i64 = 54_421;

#[expect(clippy::cast_precision_loss, reason = "days of two centuries")]
fn browser_days(calendar: Calendar) -> Vec<(i32, u8, u8)> {
    let text = days(calendar.name(), FIRST as f64, LAST as f64);
    text.lines()
        .map(|line| {
            let mut parts = line.split('-');
            let mut next = || parts.next().unwrap();
            (next().parse().unwrap(), next().parse().unwrap(), next().parse().unwrap())
        })
        .collect()
}

#[wasm_bindgen_test]
fn every_day_from_1925_to_2118_is_the_browsers_in_both_calendars_and_both_directions() {
    for calendar in Calendar::ALL {
        let theirs = browser_days(calendar);
        assert_eq!(theirs.len(), 70_778);
        for (number, ymd) in (FIRST..).zip(theirs) {
            let day = Day::from_epoch(number);
            assert_eq!(day.ymd(calendar), ymd);
            assert_eq!(Day::from_ymd(calendar, ymd), Some(day), "{ymd:?}");
        }
    }
}

#[wasm_bindgen_test]
fn the_names_of_months_and_weekdays_are_the_browsers() {
    for (locale, tag) in [(Locale::Fa, "fa"), (Locale::En, "en-GB")] {
        for calendar in Calendar::ALL {
            let formatter = Formatter::new(locale, Some(calendar));
            for month in 1..=12 {
                let day = Day::from_ymd(calendar, (if calendar == Calendar::Persian { 1404 } else { 2025 }, month, 9));
                #[expect(clippy::cast_precision_loss, reason = "a day of this century")]
                let theirs = word(tag, calendar.name(), day.unwrap().since_epoch() as f64, "month", "long");
                assert_eq!(formatter.month(month), theirs);
            }
        }
        for number in 20_000..20_007_i32 {
            let theirs = word(tag, "gregory", f64::from(number), "weekday", if tag == "fa" { "long" } else { "short" });
            assert_eq!(Formatter::new(locale, None).weekday(Day::from_epoch(number.into())), theirs);
        }
    }
}
