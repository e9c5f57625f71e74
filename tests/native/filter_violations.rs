//! Rows that do not match the filters of their request.

use crate::support::{NOW, TestZone, clock, query};
use outbox_report::{
    domain::{
        date_math::Clock,
        filter_violations::filter_violations,
        param::Param,
        zone::{Moment, Zone},
    },
    gateway::reply,
};
use std::cell::Cell;

/// Checks the violations in an answer with the given rows to a request with the given filters.
#[track_caller]
fn check(filters: &[(Param, &str)], rows: &str, expected: &[(Param, u64)]) {
    let query = query(filters);
    let page = reply::page(200, &format!(r#"{{"data":[{rows}],"meta":{{"status":true}}}}"#), &query).unwrap();
    let zone = TestZone::tehran();
    let rows: Vec<_> = page.rows.iter().collect();
    assert_eq!(filter_violations(&query, &rows, clock(&zone)), expected);
}

#[test]
fn an_ignored_state_is_noticed_zero_too() {
    let rows = r#"{"state_id":0},{"state_id":"6"},{"state_id":42,"status":"x"},{"state_id":null}"#;
    check(&[(Param::StateId, "0")], rows, &[(Param::StateId, 2)]);
    check(&[], rows, &[]);
}

#[test]
fn dates_and_counts_outside_their_ranges_are_noticed() {
    let dates = [(Param::CreateFromDate, "1745000000"), (Param::CreateToDate, "1746000000")];
    let rows = r#"{"time":1744999000},{"time":"1745000000"},{"time":1746000001},{"time":1746000002},{"time":null}"#;
    check(&dates, rows, &[(Param::CreateFromDate, 2)]);
    check(
        &[(Param::SendToDate, "1745000000")],
        r#"{"time_send":1745000009},{"time_send":"0"}"#,
        &[(Param::SendToDate, 1)],
    );
    let exits = [(Param::FromExitCount, "2"), (Param::ToExitCount, "4")];
    check(
        &exits,
        r#"{"exit_count":1},{"exit_count":"4"},{"exit_count":5},{"exit_count":"many"}"#,
        &[(Param::FromExitCount, 2)],
    );
}

#[test]
fn a_sender_or_an_id_that_is_another_is_noticed_and_a_longer_one_may_be_meant() {
    let number = [(Param::Number, "+9830004505")];
    check(
        &number,
        r#"{"number":"+9830004505"},{"number":"9830004505"},{"number":"009830004505"},{"number":"+981000"},{}"#,
        &[(Param::Number, 1)],
    );
    let id = [(Param::MessagesOutboxId, "77")];
    check(
        &id,
        r#"{"messages_outbox_id":"77"},{"messages_outbox_id":"1770"},{"messages_outbox_id":1}"#,
        &[(Param::MessagesOutboxId, 1)],
    );
}

#[test]
fn how_names_and_messages_match_is_the_gateways_own_affair() {
    let filters = [(Param::Username, "ali"), (Param::Message, "hello")];
    check(&filters, r#"{"username":"*****","message":"bye"}"#, &[]);
}

#[test]
fn rows_are_judged_by_the_now_that_they_were_asked_with() {
    let query = query(&[(Param::CreateFromDate, "now-5m")]);
    let row = format!(r#"{{"data":[{{"time":{}}}],"meta":{{}}}}"#, NOW.0 - 240);
    let page = reply::page(200, &row, &query).unwrap();
    let zone = TestZone::tehran();
    let at = |now| filter_violations(&query, &[&page.rows[0]], Clock { now, ..clock(&zone) });
    assert_eq!(at(NOW), []);
    assert_eq!(at(Moment(NOW.0 + 360)), [(Param::CreateFromDate, 1)], "six minutes later another question is asked");
}

/// A zone that counts the calls of its method.
struct Counting(TestZone, Cell<usize>);

impl Zone for Counting {
    fn offset_at(&self, moment: Moment) -> i64 {
        self.1.set(self.1.get() + 1);
        self.0.offset_at(moment)
    }
}

#[test]
fn the_ends_of_ranges_are_reckoned_once_for_all_rows() {
    let query = query(&[
        (Param::CreateFromDate, "2025-04-08"),
        (Param::CreateToDate, "now/d"),
        (Param::SendFromDate, "1404/01/19"),
        (Param::SendToDate, "2025-12-31T10:00"),
    ]);
    let asked = |rows: usize| {
        let rows = vec![r#"{"time":1745409418,"time_send":1745409418}"#; rows].join(",");
        let page = reply::page(200, &format!(r#"{{"data":[{rows}],"meta":{{"per_page":1000}}}}"#), &query).unwrap();
        let zone = Counting(TestZone::tehran(), Cell::new(0));
        let clock = Clock { zone: &zone, now: NOW, ..clock(&zone.0) };
        assert_eq!(filter_violations(&query, &page.rows.iter().collect::<Vec<_>>(), clock), []);
        zone.1.get()
    };
    assert_eq!(asked(1_000), asked(1));
}

#[test]
fn numbers_of_every_form_are_compared() {
    let exits = [(Param::FromExitCount, "2000")];
    check(&exits, r#"{"exit_count":"2e3"},{"exit_count":1999.0},{"exit_count":"1.5e3"}"#, &[(Param::FromExitCount, 2)]);
}
