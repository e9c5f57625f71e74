//! Relative times: the choice of the unit.

use outbox_report::i18n::relative_time::relative_time;

#[test]
fn how_long_ago_is_said_in_the_unit_that_people_use() {
    assert_eq!(relative_time(0), (0, "second"));
    assert_eq!(relative_time(-59), (-59, "second"));
    assert_eq!(relative_time(-3 * 3600 - 100), (-3, "hour"));
    assert_eq!(relative_time(-47 * 3600), (-47, "hour"));
    assert_eq!(relative_time(-48 * 3600), (-2, "day"));
    assert_eq!(relative_time(90), (1, "minute"));
    assert_eq!(relative_time(-17 * 2_629_746), (-17, "month"));
    assert_eq!(relative_time(-3 * 31_556_952), (-3, "year"));
}
