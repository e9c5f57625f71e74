//! Queries that are made from other queries.

use crate::support::{TestZone, codec};
use outbox_report::domain::{draft::Draft, param::Param};

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
