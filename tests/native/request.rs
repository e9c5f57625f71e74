//! Queries as JSON bodies.

use crate::support::{TestZone, codec, query};
use outbox_report::{domain::field::Field, gateway::request};
use serde_json::Value;

#[track_caller]
fn check(texts: &[(Field, &str)], expected: &str) {
    assert_eq!(request::body(&query(texts), &TestZone::tehran()), expected);
}

#[test]
fn the_documents_example_is_asked_word_for_word() {
    let zone = TestZone::tehran();
    let codec = codec(&zone);
    let address = "?limit=10&username=*&number=%2B98217000070&messages_outbox_id=1100972179&create_from_date=1744102007\
                   &create_to_date=1744102007&send_from_date=1744102007&send_to_date=1744102007&from_exit_count=1\
                   &to_exit_count=100&message=%D8%AA%D8%B3%D8%AA&state_id=6";
    let query = codec.parse(address).check(codec.context).unwrap();
    let ours: Value = serde_json::from_str(&request::body(&query, &zone)).unwrap();
    let theirs: Value = serde_json::from_str(include_str!("../fixtures/request.json")).unwrap();
    assert_eq!(ours, theirs);
}

#[test]
fn unset_filters_are_absent() {
    check(&[], r#"{"page":1,"limit":25,"filters":{}}"#);
}

#[test]
fn zero_is_a_value() {
    check(
        &[(Field::StateId, "0"), (Field::FromExitCount, "0"), (Field::ToExitCount, "0")],
        r#"{"page":1,"limit":25,"filters":{"from_exit_count":0,"to_exit_count":0,"state_id":"0"}}"#,
    );
}

#[test]
fn days_become_their_first_and_last_second_in_the_reports_zone() {
    check(
        &[
            (Field::CreateFromDate, "۱۴۰۴/۰۱/۱۹"),
            (Field::CreateToDate, "2025-04-08"),
            (Field::SendToDate, "2022-07-01"),
        ],
        r#"{"page":1,"limit":25,"filters":{"create_from_date":"1744057800","create_to_date":"1744144199","send_to_date":"1656703799"}}"#,
    );
}

#[test]
fn texts_reach_the_wire_as_json_strings() {
    check(
        &[(Field::Message, "\"\\\n\u{200C}😀</script>"), (Field::Page, "9223372036854775807")],
        r#"{"page":9223372036854775807,"limit":25,"filters":{"message":"\"\\\n‌😀</script>"}}"#,
    );
}
