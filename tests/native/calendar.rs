//! Days in two calendars.

use outbox_report::domain::calendar::{Calendar, Day};

#[track_caller]
fn check(persian: (i32, u8, u8), gregorian: (i32, u8, u8)) {
    let day = Day::from_ymd(Calendar::Persian, persian).unwrap();
    assert_eq!(day.ymd(Calendar::Gregory), gregorian);
    assert_eq!(Day::from_ymd(Calendar::Gregory, gregorian).unwrap(), day);
    assert_eq!(day.ymd(Calendar::Persian), persian);
}

#[test]
fn known_days_agree() {
    check((1404, 1, 19), (2025, 4, 8));
    check((1403, 12, 30), (2025, 3, 20));
    check((1404, 1, 1), (2025, 3, 21));
    check((1348, 10, 11), (1970, 1, 1));
    check((1408, 12, 30), (2030, 3, 20));
}

#[test]
fn impossible_days_are_none() {
    assert_eq!(Day::from_ymd(Calendar::Persian, (1404, 12, 30)), None);
    assert_eq!(Day::from_ymd(Calendar::Persian, (1404, 7, 31)), None);
    assert_eq!(Day::from_ymd(Calendar::Persian, (1404, 13, 1)), None);
    assert_eq!(Day::from_ymd(Calendar::Gregory, (2025, 2, 29)), None);
    assert_eq!(Day::from_ymd(Calendar::Gregory, (2025, 0, 1)), None);
}

#[test]
fn every_day_of_four_centuries_is_one_day_in_both_calendars() {
    let first = Day::from_ymd(Calendar::Persian, (1200, 1, 1)).unwrap().since_epoch();
    let last = Day::from_ymd(Calendar::Persian, (1599, 12, 29)).unwrap().since_epoch();
    let mut before = (0, 0, 0);
    for number in first..=last {
        let day = Day::from_epoch(number);
        let persian = day.ymd(Calendar::Persian);
        assert!(persian > before, "{persian:?} follows {before:?}");
        assert_eq!(Day::from_ymd(Calendar::Persian, persian), Some(day));
        assert_eq!(Day::from_ymd(Calendar::Gregory, day.ymd(Calendar::Gregory)), Some(day));
        before = persian;
    }
}

#[test]
fn a_written_year_tells_its_calendar() {
    assert_eq!(Calendar::of_year(1404), Some(Calendar::Persian));
    assert_eq!(Calendar::of_year(2025), Some(Calendar::Gregory));
    for year in [0, 1199, 1600, 1899, 2200] {
        assert_eq!(Calendar::of_year(year), None);
    }
}
