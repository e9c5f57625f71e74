//! The sums and counts of the records that were written.

use super::{any_row, files, json, options};
use crate::support::page_of;
use outbox_report::{
    domain::{param::Param, send_state::SendState, totals::Totals},
    export::{Format, Options},
};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..crate::support::thorough() })]

    #[test]
    fn sums_are_those_of_a_page_of_the_same_records(
        cents in proptest::collection::vec(0..10_000_000_000_u64, 0..6),
        other in any_row(),
    ) {
        let mut records: Vec<String> =
            cents.iter().map(|c| format!(r#"{{"cost":{}.{:02},"exit_count":"{c}"}}"#, c / 100, c % 100)).collect();
        records.push(json(&other[..2], ""));
        let (_, summary) = files(options(Format::JsonLines), &records);
        let page = page_of(&records.join(","));
        prop_assert_eq!(summary.totals(), Totals::of(&page.rows.iter().collect::<Vec<_>>()));
    }
}

#[test]
fn each_record_counts_for_its_state() {
    let records = ["{\"state_id\":6}", "{\"state_id\":\"6\"}", "{\"state_id\":0}", "{\"state_id\":77}", "{}", "7"];
    let (_, summary) = files(options(Format::JsonLines), &records);
    for (state, count) in summary.states() {
        let expected = [(SendState::Sent, 2), (SendState::Creating, 1)];
        assert_eq!(count, expected.iter().find(|(own, _)| *own == state).map_or(0, |(_, count)| *count), "{state:?}");
    }
    assert_eq!((summary.other_states, summary.unreadable), (3, 1));
}

#[test]
fn records_that_match_no_filter_are_counted() {
    let query = crate::support::query(&[(Param::StateId, "6"), (Param::FromExitCount, "2")]);
    let options = Options { query: Some(query), ..options(Format::JsonLines) };
    let records = ["{\"state_id\":6,\"exit_count\":2}", "{\"state_id\":3,\"exit_count\":1}", "{\"state_id\":0}"];
    let (_, summary) = files(options.clone(), &records);
    assert_eq!(summary.violations, [(Param::FromExitCount, 1), (Param::StateId, 2)]);
    assert_eq!(files(options, &records[..1]).1.violations, []);
}

#[test]
fn a_number_too_long_to_add_gives_no_sum_from_then_on() {
    let long = format!("{{\"cost\":{},\"rcpts_count\":1}}", "9".repeat(40));
    let (_, summary) = files(options(Format::JsonLines), &["{\"cost\":1}", &long, "{\"cost\":2}"]);
    let totals = summary.totals();
    assert_eq!((totals.cost.total, totals.cost.without), (None, 0));
    assert_eq!(totals.recipients.total.unwrap().plain(), "1");
}
