//! The JSON bodies of requests.

use crate::support::{TestZone, clock, codec, query};
use outbox_report::{domain::param::Param, gateway::request};
use serde_json::Value;

#[track_caller]
fn check(texts: &[(Param, &str)], expected: &str) {
    let zone = TestZone::tehran();
    assert_eq!(request::body(&query(texts), clock(&zone)), expected);
}

#[test]
fn the_documents_example_is_asked_word_for_word() {
    let zone = TestZone::tehran();
    let codec = codec(&zone);
    let address = "?limit=10&username=*&number=%2B98217000070&messages_outbox_id=1100972179&create_from_date=1744102007\
                   &create_to_date=1744102007&send_from_date=1744102007&send_to_date=1744102007&from_exit_count=1\
                   &to_exit_count=100&message=%D8%AA%D8%B3%D8%AA&state_id=6";
    let query = codec.parse(address).check(codec.context).unwrap();
    let ours: Value = serde_json::from_str(&request::body(&query, clock(&zone))).unwrap();
    let theirs: Value = serde_json::from_str(include_str!("../fixtures/request.json")).unwrap();
    assert_eq!(ours, theirs);
}

/// Links that people may have bookmarked, each with the body of its request. Lines are only ever added.
const GOLDEN_LINKS: &str = include_str!("../fixtures/golden-links.txt");

#[test]
fn a_link_that_was_kept_asks_for_what_it_always_asked() {
    let zone = TestZone::tehran();
    let codec = codec(&zone);
    let links = GOLDEN_LINKS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let mut count = 0;
    for (address, body) in links {
        let query = codec.parse(address).check(codec.context).unwrap_or_else(|_| panic!("{address} can't be used"));
        assert_eq!(request::body(&query, clock(&zone)), body, "{address}");
        assert_eq!(codec.format(&query), address, "a kept link is canonical");
        count += 1;
    }
    assert!(count >= 30, "{count} links");
}

#[test]
fn unset_filters_are_absent() {
    check(&[], r#"{"page":1,"limit":25,"filters":{}}"#);
}

#[test]
fn zero_is_a_value() {
    check(
        &[(Param::StateId, "0"), (Param::FromExitCount, "0"), (Param::ToExitCount, "0")],
        r#"{"page":1,"limit":25,"filters":{"from_exit_count":0,"to_exit_count":0,"state_id":"0"}}"#,
    );
}

#[test]
fn days_become_their_first_and_last_second_in_the_reports_zone() {
    check(
        &[
            (Param::CreateFromDate, "۱۴۰۴/۰۱/۱۹"),
            (Param::CreateToDate, "2025-04-08"),
            (Param::SendToDate, "2022-07-01"),
        ],
        r#"{"page":1,"limit":25,"filters":{"create_from_date":"1744057800","create_to_date":"1744144199","send_to_date":"1656703799"}}"#,
    );
}

#[test]
fn texts_reach_the_wire_as_json_strings() {
    check(
        &[(Param::Message, "\"\\\n\u{200C}😀</script>"), (Param::Page, "9223372036854775807")],
        r#"{"page":9223372036854775807,"limit":25,"filters":{"message":"\"\\\n‌😀</script>"}}"#,
    );
}
