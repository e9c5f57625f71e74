//! Records and their values.

use crate::support::page_of;
use proptest::prelude::*;

#[test]
fn only_all_of_the_recipients_are_a_hundred_of_a_hundred() {
    let share = |row: &str| page_of(row).rows[0].exits_share();
    assert_eq!(share(r#"{"rcpts_count":"1240","exit_count":"1239"}"#), Some(99));
    assert_eq!(share(r#"{"rcpts_count":"1240","exit_count":"1240"}"#), Some(100));
    // More than there were recipients is no share of them.
    assert_eq!(share(r#"{"rcpts_count":"1","exit_count":"3"}"#), None);
    assert_eq!(share(r#"{"rcpts_count":"0","exit_count":"0"}"#), None);
    assert_eq!(share(r#"{"rcpts_count":"5","exit_count":""}"#), None);
}

proptest! {
    #[test]
    fn the_share_of_any_two_counts_is_rounded_down(all in 1..=u64::MAX, part in 0..=u64::MAX) {
        let exits = part % all;
        let row = format!(r#"{{"rcpts_count":"{all}","exit_count":"{exits}"}}"#);
        let exact = u128::from(exits) * 100 / u128::from(all);
        prop_assert_eq!(page_of(&row).rows[0].exits_share().map(u128::from), Some(exact));
    }
}
