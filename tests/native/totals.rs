//! Sums of the rows of a page.

use crate::support::page_of;
use outbox_report::domain::totals::Totals;
use proptest::prelude::*;

proptest! {
    #![proptest_config(crate::support::thorough())]

    #[test]
    fn sums_are_exact(cents in proptest::collection::vec(0..10_000_000_000_u64, 1..6)) {
        let rows: Vec<String> =
            cents.iter().map(|c| format!(r#"{{"cost":{}.{:02},"rcpts_count":"{c}"}}"#, c / 100, c % 100)).collect();
        let page = page_of(&rows.join(","));
        let totals = Totals::of(&page.rows.iter().collect::<Vec<_>>());
        let sum: u64 = cents.iter().sum();
        prop_assert_eq!(totals.cost.total.unwrap().plain(), format!("{}.{:02}", sum / 100, sum % 100));
        prop_assert_eq!(totals.recipients.total.unwrap().plain(), sum.to_string());
    }
}

#[test]
fn sums_say_how_many_rows_they_leave_out() {
    let page = page_of(r#"{"cost":1.5,"rcpts_count":"2"},{"cost":null,"rcpts_count":"many"},{"cost":"2"}"#);
    let totals = Totals::of(&page.rows.iter().collect::<Vec<_>>());
    assert_eq!(totals.rows, 3);
    assert_eq!((totals.cost.total.unwrap().plain(), totals.cost.without), ("3.5".to_owned(), 1));
    assert_eq!((totals.recipients.total.unwrap().plain(), totals.recipients.without), ("2".to_owned(), 2));
    assert_eq!((totals.exits.total, totals.exits.without), (None, 3));
}

#[test]
fn a_number_too_long_to_add_gives_no_sum_rather_than_a_wrong_one() {
    let digits = "9".repeat(40);
    let page = page_of(&format!(r#"{{"cost":{digits}}},{{"cost":1}}"#));
    assert_eq!(Totals::of(&page.rows.iter().collect::<Vec<_>>()).cost.total, None);
}

#[test]
fn a_number_of_a_megabyte_is_added_to_a_thousand_others_in_a_moment() {
    let long = format!(r#"{{"cost":"0.{}"}}"#, "1".repeat(1_000_000));
    let page = page_of(&[long, vec![r#"{"cost":1}"#; 999].join(",")].join(","));
    let start = std::time::Instant::now();
    assert_eq!(Totals::of(&page.rows.iter().collect::<Vec<_>>()).cost.total, None);
    assert!(start.elapsed().as_secs() < 2, "{:?}", start.elapsed());
}
