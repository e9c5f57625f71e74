//! Rows that the filters leave out.

use crate::support::{TestZone, clock, query};
use outbox_report::{
    domain::{contradiction::contradictions, field::Field},
    gateway::reply,
};

/// What is held against an answer with these rows to a question with these filters.
#[track_caller]
fn check(filters: &[(Field, &str)], rows: &str, expected: &[(Field, u64)]) {
    let query = query(filters);
    let page = reply::read(200, &format!(r#"{{"data":[{rows}],"meta":{{"status":true}}}}"#), &query).unwrap();
    let zone = TestZone::tehran();
    assert_eq!(contradictions(&query, &page, clock(&zone)), expected);
}

#[test]
fn an_ignored_state_is_noticed_zero_too() {
    let rows = r#"{"state_id":0},{"state_id":"6"},{"state_id":42,"status":"x"},{"state_id":null}"#;
    check(&[(Field::StateId, "0")], rows, &[(Field::StateId, 2)]);
    check(&[], rows, &[]);
}

#[test]
fn dates_and_counts_outside_their_ranges_are_noticed() {
    let dates = [(Field::CreateFromDate, "1745000000"), (Field::CreateToDate, "1746000000")];
    let rows = r#"{"time":1744999000},{"time":"1745000000"},{"time":1746000001},{"time":1746000002},{"time":null}"#;
    check(&dates, rows, &[(Field::CreateFromDate, 2)]);
    check(
        &[(Field::SendToDate, "1745000000")],
        r#"{"time_send":1745000009},{"time_send":"0"}"#,
        &[(Field::SendFromDate, 1)],
    );
    let exits = [(Field::FromExitCount, "2"), (Field::ToExitCount, "4")];
    check(
        &exits,
        r#"{"exit_count":1},{"exit_count":"4"},{"exit_count":5},{"exit_count":"many"}"#,
        &[(Field::FromExitCount, 2)],
    );
}

#[test]
fn a_sender_or_an_id_that_is_another_is_noticed_and_a_longer_one_may_be_meant() {
    let number = [(Field::Number, "+9830004505")];
    check(
        &number,
        r#"{"number":"+9830004505"},{"number":"9830004505"},{"number":"+981000"},{}"#,
        &[(Field::Number, 1)],
    );
    let id = [(Field::MessagesOutboxId, "77")];
    check(&id, r#"{"messages_outbox_id":"77"},{"messages_outbox_id":1}"#, &[(Field::MessagesOutboxId, 1)]);
}

#[test]
fn how_names_and_messages_match_is_the_gateways_own_affair() {
    let filters = [(Field::Username, "ali"), (Field::Message, "hello")];
    check(&filters, r#"{"username":"*****","message":"bye"}"#, &[]);
}
