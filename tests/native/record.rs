//! What a record says by itself.

use crate::support::page_of;

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
