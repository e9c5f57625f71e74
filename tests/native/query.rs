//! Queries that are made from other queries.

use crate::support::{TestZone, codec, query};
use outbox_report::domain::{draft::Draft, param::Param, query::Query, zone::Moment};

#[test]
fn a_query_without_a_filter_is_the_rest_of_it_from_the_first_page() {
    let zone = TestZone::tehran();
    let mut all = Draft::default();
    for (param, text) in Param::ALL.into_iter().zip([
        "3",
        "10",
        "ali*",
        "+981000",
        "12",
        "2025-01-01",
        "now",
        "now-1y",
        "2025-02-02",
        "1",
        "9",
        "کد",
        "6",
    ]) {
        all.set(param, text);
    }
    let query = all.check(codec(&zone).context).unwrap();
    for param in Param::ALL {
        let mut rest = Draft::canonical(&query);
        rest.set(Param::Page, "1");
        if param.is_filter() {
            rest.set(param, "");
        }
        assert_eq!(Draft::canonical(&query.without(param)), rest, "{param:?}");
    }
}

#[test]
fn a_range_of_instants_stays_within_those_that_an_address_can_hold() {
    let ends = |query: &Query| {
        [query.created_range(), query.sent_range()].map(|(from, to)| [from, to].map(|at| at.map(|at| at.0)))
    };
    let (query, last) = (query(&[]), 253_402_300_799);
    assert_eq!(ends(&query.created_within(Some(-5), -1))[0], [Some(0), Some(0)]);
    assert_eq!(ends(&query.created_within(None, i64::MAX))[0], [None, Some(last)]);
    assert_eq!(ends(&query.sent_within(-5, last + 1))[1], [Some(0), Some(last)]);
    assert_eq!(ends(&query.created_after(Moment(-9)))[0], [Some(0), None]);
    assert_eq!(ends(&query.created_after(Moment(last)))[0], [Some(last), None]);
}
