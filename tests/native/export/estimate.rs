//! What an export will take.

use outbox_report::export::estimate::Estimate;

#[test]
fn an_export_of_a_day_begins_at_once() {
    let estimate = Estimate::new(5_000, 200, 600);
    assert_eq!(estimate, Estimate { rows: 5_000, requests: 8, seconds: 17, bytes: 3_000_000 });
    assert!(!estimate.needs_confirmation());
}

#[test]
fn more_than_a_hundred_thousand_rows_or_ten_minutes_are_confirmed() {
    assert!(!Estimate::new(100_000, 0, 0).needs_confirmation());
    assert!(Estimate::new(100_001, 0, 0).needs_confirmation());
    assert!(Estimate::new(50_000, 15_000, 600).needs_confirmation());
    // A total of nonsense.
    assert!(Estimate::new(u64::MAX, u64::MAX, u64::MAX).needs_confirmation());
}
