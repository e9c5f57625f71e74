//! Estimates of an export.

use outbox_report::export::estimate::Estimate;

#[test]
fn an_export_of_a_day_begins_at_once() {
    let estimate = Estimate::new(5_000, 1_000, 200, 600, None);
    assert_eq!(estimate, Estimate { rows: 5_000, requests: 9, seconds: 17, bytes: 3_000_000, room: None });
    assert!(!estimate.needs_confirmation());
}

#[test]
fn more_than_a_hundred_thousand_rows_or_ten_minutes_are_confirmed() {
    assert!(!Estimate::new(100_000, 1_000, 0, 0, None).needs_confirmation());
    assert!(Estimate::new(100_001, 1_000, 0, 0, None).needs_confirmation());
    assert!(Estimate::new(50_000, 1_000, 15_000, 600, None).needs_confirmation());
    // A total of nonsense.
    assert!(Estimate::new(u64::MAX, 1_000, u64::MAX, u64::MAX, None).needs_confirmation());
}

#[test]
fn a_gateway_that_gives_few_rows_on_a_page_is_asked_more_often() {
    let estimate = |most| Estimate::new(60_000, most, 150, 600, None);
    assert_eq!((estimate(10).requests, estimate(0).requests), (6_003, 60_003));
    assert!(estimate(10).needs_confirmation() && !estimate(1_000).needs_confirmation());
}

#[test]
fn an_export_that_will_not_find_room_in_memory_is_confirmed() {
    let estimate = |room| Estimate::new(5_000, 1_000, 0, 600, Some(room));
    assert!(!estimate(3_000_000).needs_confirmation());
    assert_eq!(estimate(2_999_999).room, Some(2_999_999));
    assert!(estimate(2_999_999).needs_confirmation());
}
