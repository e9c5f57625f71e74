//! Pages and their numbers, up to 2^63 − 1.

use crate::support::query;
use outbox_report::domain::{
    page::{Emptiness, Page, Steps},
    param::Param,
    query::MAX_NUMBER,
    record::Record,
};
use proptest::prelude::*;

#[track_caller]
fn check(page: u64, last: Option<u64>, expected: [Option<u64>; 4]) {
    let Steps { first, previous, next, last } = Steps::from(page, last, false);
    assert_eq!([first, previous, next, last], expected);
}

#[test]
fn steps_lead_where_there_is_somewhere_to_go() {
    check(1, Some(1), [None, None, None, None]);
    check(1, Some(32_282_040), [None, None, Some(2), Some(32_282_040)]);
    check(2, Some(3), [Some(1), Some(1), Some(3), Some(3)]);
    check(3, Some(3), [Some(1), Some(2), None, None]);
    check(MAX_NUMBER, Some(MAX_NUMBER), [Some(1), Some(MAX_NUMBER - 1), None, None]);
}

#[test]
fn without_a_known_end_there_is_only_a_way_back() {
    check(1, None, [None, None, None, None]);
    check(7, None, [Some(1), Some(6), None, None]);
}

#[test]
fn from_behind_the_end_the_way_leads_to_the_last_page() {
    check(100, Some(7), [Some(1), Some(7), None, Some(7)]);
    check(2, Some(0), [Some(1), Some(1), None, Some(1)]);
}

#[test]
fn without_a_known_end_the_way_leads_on_from_a_full_page() {
    let Steps { first, previous, next, last } = Steps::from(7, None, true);
    assert_eq!([first, previous, next, last], [Some(1), Some(6), Some(8), None]);
    let page = |rows: usize, left_out, last_page| Page {
        rows: vec![Record::default(); rows],
        per_page: 25,
        left_out,
        last_page,
        ..Page::default()
    };
    assert!(page(25, 0, None).leads_on());
    assert!(!page(24, 0, None).leads_on() && !page(0, 0, None).leads_on());
    assert!(page(24, 1, None).leads_on(), "what is not kept has come");
    assert!(!page(25, 0, Some(7)).leads_on(), "the end is known");
}

#[test]
fn a_page_without_rows_says_why() {
    let check = |current_page, total, last_page, expected| {
        let page = Page { current_page, total, last_page, ..Page::default() };
        assert_eq!(page.emptiness(), Some(expected), "{page:?}");
    };
    check(9, Some(50), Some(2), Emptiness::PastTheEnd(2));
    check(9, None, Some(2), Emptiness::PastTheEnd(2));
    check(1, Some(5), Some(1), Emptiness::NoneCame(5));
    check(2, Some(50), Some(2), Emptiness::NoneCame(50));
    check(1, Some(0), Some(1), Emptiness::NoRows);
    check(9, Some(0), Some(1), Emptiness::NoRows);
    check(1, None, None, Emptiness::NoRows);
    check(1, None, Some(1), Emptiness::NoRows);
    check(9, None, None, Emptiness::EmptyPage);
    check(2, None, Some(2), Emptiness::EmptyPage);
    assert_eq!(Page { rows: vec![Record::default()], ..Page::default() }.emptiness(), None);
}

#[test]
fn how_many_rows_lie_before_a_page_is_said_by_its_own_numbers() {
    let before = |current_page, per_page, from, total| {
        Page { current_page, per_page, from, total, ..Page::default() }.rows_before()
    };
    assert_eq!(before(3, 100, Some(201), Some(5_000)), 200);
    assert_eq!(before(3, 1_000, Some(201), None), 200, "it gives fewer than it says");
    assert_eq!(before(3, 100, None, Some(5_000)), 200);
    assert_eq!(before(3, 100, Some(0), Some(5_000)), 200);
    assert_eq!(before(3, 100, Some(u64::MAX), Some(5_000)), 200);
    assert_eq!(before(3, 100, Some(u64::MAX), None), 200);
    assert_eq!(before(u64::MAX, u64::MAX, None, None), u64::MAX - 1);
    assert_eq!(before(0, 0, None, None), 0);
}

#[test]
fn other_rows_per_page_keep_the_first_row_in_sight() {
    let at = |page: &str, limit: &str, rows| {
        let query = query(&[(Param::Page, page), (Param::Limit, limit)]).with_limit(rows, None);
        (query.page(), query.limit())
    };
    assert_eq!(at("1", "25", 100), (1, 100));
    assert_eq!(at("5", "25", 10), (11, 10));
    assert_eq!(at("5", "25", 100), (2, 100));
    assert_eq!(at("9223372036854775807", "1000", 1), (MAX_NUMBER, 1));
}

#[test]
fn other_rows_per_page_are_reckoned_from_the_rows_that_are_shown() {
    let asked = query(&[(Param::Page, "3"), (Param::Limit, "1000")]);
    let at = |rows, before| asked.with_limit(rows, Some(before)).page();
    assert_eq!((at(50, 200), at(50, 249), at(1, 200), at(1_000, 999)), (5, 5, 201, 1));
    assert_eq!((at(1, u64::MAX), at(50, 0)), (MAX_NUMBER, 1));
}

proptest! {
    #[test]
    fn the_first_row_stays_on_the_page(page in 1..=1_000_000_000_u64, limit in 1..=1000_u64, rows in 1..=1000_u64) {
        let before = query(&[(Param::Page, &page.to_string()), (Param::Limit, &limit.to_string())]);
        let after = before.with_limit(rows, None);
        let first_row = (page - 1) * limit;
        prop_assert!((after.page() - 1) * rows <= first_row && first_row < after.page() * rows);
    }

    #[test]
    fn every_step_stays_within_the_report(page in 1..=MAX_NUMBER, last in 1..=MAX_NUMBER) {
        let steps = Steps::from(page, Some(last), true);
        for to in [steps.first, steps.previous, steps.next, steps.last].into_iter().flatten() {
            prop_assert!((1..=last).contains(&to) && to != page);
        }
    }
}
