//! The position of a date's rows in the report.

use crate::support::{NOW, TestZone, clock, query, thorough};
use outbox_report::domain::{
    calendar::{Calendar, Day},
    date_filter::DateFilter,
    date_jump::{DateJump, RowPosition, instant, is_newest_first, is_total_needed, jump, latest_day, position, row_on},
    page::Page,
    param::Param,
    record::Record,
    record_time::RecordTime,
    zone::Moment,
};
use proptest::prelude::*;

fn rows(times: &[i64]) -> Vec<Record> {
    let row = |time: &i64| Record { created: Some(RecordTime::At(Moment(*time))), ..Record::default() };
    times.iter().map(row).collect()
}

#[track_caller]
fn check_plan(filters: &[(Param, &str)], at: &str, expected: &str) {
    let zone = TestZone::tehran();
    let (query, clock) = (query(filters), clock(&zone));
    let at = instant(DateFilter::parse(at).unwrap(), clock);
    let found = match jump(&query, at, clock) {
        DateJump::First => "first".to_owned(),
        DateJump::Last => "last".to_owned(),
        DateJump::Count(newer) => {
            let mut same = (*newer).clone();
            same = same.without(Param::CreateFromDate);
            assert_eq!(same.filters(), query.without(Param::CreateFromDate).filters());
            newer.created_range().0.unwrap().0.to_string()
        }
    };
    assert_eq!(found, expected, "{filters:?}");
}

#[test]
fn a_day_counts_from_its_end_and_a_time_from_itself() {
    // 2025-04-08 ends in Tehran at 1744144199, 1404/01/19 is the same day.
    check_plan(&[], "2025-04-08", "1744144200");
    check_plan(&[], "۱۴۰۴/۰۱/۱۹", "1744144200");
    check_plan(&[(Param::StateId, "6")], "1744102007", "1744102008");
    check_plan(&[], "now", &(NOW.0 + 1).to_string());
}

#[test]
fn a_day_without_a_year_is_the_latest_one() {
    #[track_caller]
    fn check(today: (i32, u8, u8), calendar: Calendar, (month, day): (u8, u8), expected: Option<(i32, u8, u8)>) {
        let today = Day::from_ymd(calendar, today).unwrap();
        assert_eq!(latest_day(today, calendar, month, day).map(|day| day.ymd(calendar)), expected);
    }
    check((1404, 9, 3), Calendar::Persian, (1, 12), Some((1404, 1, 12)));
    check((1404, 9, 3), Calendar::Persian, (9, 3), Some((1404, 9, 3)));
    check((1404, 9, 3), Calendar::Persian, (9, 4), Some((1403, 9, 4)));
    check((1404, 9, 3), Calendar::Persian, (12, 30), Some((1403, 12, 30)));
    check((2025, 11, 24), Calendar::Gregory, (2, 29), Some((2024, 2, 29)));
    check((2104, 2, 28), Calendar::Gregory, (2, 29), Some((2096, 2, 29)));
    check((2025, 11, 24), Calendar::Gregory, (4, 31), None);
    check((2025, 11, 24), Calendar::Gregory, (0, 1), None);
    check((1404, 9, 3), Calendar::Persian, (13, 1), None);
}

#[test]
fn the_range_in_force_may_answer_without_a_count() {
    let range = [(Param::CreateFromDate, "2025-04-01"), (Param::CreateToDate, "2025-04-30")];
    check_plan(&range, "2025-04-30", "first");
    check_plan(&range, "2025-05-12", "first");
    check_plan(&range, "2025-03-31", "last");
    check_plan(&range, "2025-04-01", "1743539400");
    check_plan(&[(Param::CreateToDate, "now")], "now+1d", "first");
}

#[test]
fn rows_are_in_order_where_none_is_newer_than_the_one_before() {
    assert!(is_newest_first(&rows(&[])));
    assert!(is_newest_first(&rows(&[9, 9, 8])));
    assert!(!is_newest_first(&rows(&[8, 9])));
    let mut unknown = rows(&[9, 8]);
    unknown[1].created = Some(RecordTime::Unread("soon".into()));
    assert!(!is_newest_first(&unknown));
    unknown[1].created = None;
    assert!(!is_newest_first(&unknown));
}

#[test]
fn a_page_that_is_not_in_order_has_the_counted_row() {
    let page = Page { rows: rows(&[5, 9, 7]), ..Page::default() };
    assert_eq!(row_on(&page, Moment(9), 2), Some(2));
    assert_eq!(row_on(&page, Moment(9), 99), Some(2));
    assert_eq!(row_on(&Page::default(), Moment(9), 0), None);
}

#[test]
fn pages_have_at_least_one_row_each() {
    assert_eq!(position(7, None, 0), RowPosition { page: 8, row: 0 });
    assert_eq!(position(u64::MAX, Some(0), 25), RowPosition { page: 1, row: 0 });
    assert_eq!(position(u64::MAX, None, 1), RowPosition { page: u64::MAX, row: 0 });
}

proptest! {
    #![proptest_config(thorough())]

    /// In any report whose newest rows come first, the position is that of the newest row that is not after the date,
    /// or of the last row.
    #[test]
    fn the_place_is_that_of_the_newest_row_that_is_not_after(
        mut times in prop::collection::vec(0_i64..40, 1..60),
        at in -2_i64..42,
        per_page in 1_u64..20,
        told in prop::option::of(0_u64..70),
    ) {
        times.sort_unstable_by(|one, other| other.cmp(one));
        let all = u64::try_from(times.len()).unwrap();
        let newer = u64::try_from(times.iter().filter(|time| **time > at).count()).unwrap();
        // What was told last may be outdated, but only grows.
        let told = told.filter(|told| *told <= all);
        let total = is_total_needed(newer, told).then_some(all);
        let RowPosition { page, row } = position(newer, total, per_page);
        let first = usize::try_from((page - 1) * per_page).unwrap();
        prop_assert!(first < times.len());
        let last = times.len().min(first + usize::try_from(per_page).unwrap());
        let shown = Page { rows: rows(&times[first..last]), ..Page::default() };
        let own = row_on(&shown, Moment(at), row).unwrap();
        let expected = times.iter().position(|time| *time <= at).unwrap_or(times.len() - 1);
        prop_assert_eq!(first + own, expected);
        prop_assert_eq!(u64::try_from(own).unwrap(), row);
    }
}
