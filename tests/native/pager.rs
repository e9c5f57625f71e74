//! Paging to 2^63 − 1.

use crate::support::query;
use outbox_report::domain::{
    field::Field,
    page::{Page, Steps},
    query::LARGEST,
};
use proptest::prelude::*;

#[track_caller]
fn check(page: u64, last: Option<u64>, expected: [Option<u64>; 4]) {
    let Steps { first, previous, next, last } = Steps::from(page, last);
    assert_eq!([first, previous, next, last], expected);
}

#[test]
fn steps_lead_where_there_is_somewhere_to_go() {
    check(1, Some(1), [None, None, None, None]);
    check(1, Some(32_282_040), [None, None, Some(2), Some(32_282_040)]);
    check(2, Some(3), [Some(1), Some(1), Some(3), Some(3)]);
    check(3, Some(3), [Some(1), Some(2), None, None]);
    check(LARGEST, Some(LARGEST), [Some(1), Some(LARGEST - 1), None, None]);
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
fn a_page_without_rows_behind_the_last_one_is_past_the_end() {
    let page = |current_page, total, last_page| Page { current_page, total, last_page, ..Page::default() };
    assert_eq!(page(9, Some(50), Some(2)).past_the_end(), Some(2));
    assert_eq!(page(2, Some(50), Some(2)).past_the_end(), None);
    assert_eq!(page(9, Some(0), Some(1)).past_the_end(), None);
    assert_eq!(page(9, None, None).past_the_end(), None);
}

#[test]
fn other_rows_per_page_keep_the_first_row_in_sight() {
    let at = |page: &str, limit: &str, rows| {
        let query = query(&[(Field::Page, page), (Field::Limit, limit)]).with_limit(rows);
        (query.page(), query.limit())
    };
    assert_eq!(at("1", "25", 100), (1, 100));
    assert_eq!(at("5", "25", 10), (11, 10));
    assert_eq!(at("5", "25", 100), (2, 100));
    assert_eq!(at("9223372036854775807", "1000", 1), (LARGEST, 1));
}

proptest! {
    #[test]
    fn the_first_row_stays_on_the_page(page in 1..=1_000_000_000_u64, limit in 1..=1000_u64, rows in 1..=1000_u64) {
        let before = query(&[(Field::Page, &page.to_string()), (Field::Limit, &limit.to_string())]);
        let after = before.with_limit(rows);
        let first_row = (page - 1) * limit;
        prop_assert!((after.page() - 1) * rows <= first_row && first_row < after.page() * rows);
    }

    #[test]
    fn every_step_stays_within_the_report(page in 1..=LARGEST, last in 1..=LARGEST) {
        let steps = Steps::from(page, Some(last));
        for to in [steps.first, steps.previous, steps.next, steps.last].into_iter().flatten() {
            prop_assert!((1..=last).contains(&to) && to != page);
        }
    }
}
