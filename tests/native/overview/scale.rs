use outbox_report::overview::scale::{thousandths, top};
use proptest::prelude::*;

#[test]
fn a_scale_ends_with_a_round_number() {
    for (max, expected) in
        [(0, 1), (1, 1), (3, 3), (5, 6), (7, 8), (9, 10), (11, 20), (23, 30), (64_564_080, 80_000_000)]
    {
        assert_eq!(top(max), expected, "{max}");
    }
    assert_eq!(top(u64::MAX), u64::MAX);
}

#[test]
fn shares_are_rounded_to_a_tenth_of_a_percent() {
    assert_eq!(thousandths(1, 3), Some(333));
    assert_eq!(thousandths(2, 3), Some(667));
    assert_eq!(thousandths(0, 0), None);
    assert_eq!(thousandths(u64::MAX, u64::MAX), Some(1_000));
}

proptest! {
    #[test]
    fn a_scale_holds_its_largest_number_and_wastes_little(max in 1..=u64::MAX / 10) {
        prop_assert!(top(max) >= max);
        prop_assert!(top(max) <= max.saturating_mul(2));
    }
}
