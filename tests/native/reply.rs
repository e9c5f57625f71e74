//! Answers of the gateway, those of the API document word for word first.

use crate::support::query;
use outbox_report::{
    domain::{
        field::Field,
        page::{How, Page},
        record::{Color, Record, RecordState},
        send_state::SendState,
        zone::Moment,
    },
    gateway::{
        fault::{Fault, Words},
        reply,
    },
};
use proptest::prelude::*;

fn read(status: u16, text: &str) -> Result<Page, Fault> {
    reply::read(status, text, &query(&[(Field::Page, "3"), (Field::Limit, "50")]))
}

/// The only row of a reply whose row has these fields.
#[track_caller]
fn row(fields: &str) -> Record {
    let text = format!(r#"{{"data":[{{{fields}}}],"meta":{{"status":true}}}}"#);
    let mut page = read(200, &text).unwrap();
    assert_eq!(page.rows.len(), 1);
    // What it was made of is nobody's concern here.
    Record { raw: "".into(), ..page.rows.remove(0) }
}

#[test]
fn the_documents_success_is_a_page() {
    let page = read(200, include_str!("../fixtures/success.json")).unwrap();
    assert_eq!((page.current_page, page.per_page), (1, 2));
    assert_eq!((page.from, page.to), (Some(1), Some(2)));
    assert_eq!((page.total, page.last_page), (Some(64_564_080), Some(32_282_040)));
    let expected = Record {
        outbox_id: Some("12545856".into()),
        state: RecordState::Known(SendState::Sent),
        message: Some("متن پیام".into()),
        number: Some("+981000".into()),
        number_color: Color::parse("#95E871"),
        recipients: Some("1".into()),
        exits: Some("1".into()),
        cost: Some("3990.2".into()),
        created: Some(Moment(1_745_409_418)),
        sent: Some(Moment(1_745_409_418)),
        username: Some("*****".into()),
        raw: page.rows[0].raw.clone(),
        is_unreadable: false,
    };
    assert_eq!(page.drifts, [], "what the document shows is as the document has it");
    assert_eq!(page.rows[0], expected);
    assert_eq!(page.rows[1].outbox_id.as_deref(), Some("588459562"));
    assert_eq!(page.rows[1].cost.as_deref(), Some("6144.9"));
}

#[test]
fn the_documents_401_asks_for_another_token() {
    let words = Words {
        message: Some("اطلاعات وارد شده صحیح نمی باشد".to_owned()),
        code: Some("400-1".to_owned()),
        errors: Vec::new(),
    };
    assert_eq!(read(401, include_str!("../fixtures/unauthorized.json")), Err(Fault::Unauthorized(words)));
    assert_eq!(read(401, "<html>"), Err(Fault::Unauthorized(Words::default())));
}

#[test]
fn the_documents_422_is_a_refusal_in_its_own_words() {
    let words =
        Words { message: Some("invalid state".to_owned()), code: Some("400-31".to_owned()), errors: Vec::new() };
    assert_eq!(read(422, include_str!("../fixtures/invalid.json")), Err(Fault::Refused(422, words)));
}

#[test]
fn a_refusal_names_the_parameters_that_it_objects_to() {
    let text = r#"{"data":null,"meta":{"status":false,"message":"no","message_code":"400-2",
        "errors":{"limit":["too large","really"],"filters.number":"bad","odd":[],"odder":{}}}}"#;
    let Err(Fault::Refused(422, words)) = read(422, text) else { panic!("a refusal") };
    let expected = [("limit", "too large really"), ("filters.number", "bad")];
    assert_eq!(words.errors, expected.map(|(name, sentence)| (name.to_owned(), sentence.to_owned())));
    let empty_list = r#"{"data":null,"meta":{"status":false,"errors":[]}}"#;
    assert_eq!(read(422, empty_list), Err(Fault::Refused(422, Words::default())));
}

#[test]
fn status_false_is_a_refusal_whatever_the_http_status() {
    let text = r#"{"data":[],"meta":{"status":false,"message":"no","message_code":"500-1"}}"#;
    let words = Words { message: Some("no".to_owned()), code: Some("500-1".to_owned()), errors: Vec::new() };
    assert_eq!(read(200, text), Err(Fault::Refused(200, words)));
}

#[test]
fn an_error_status_is_a_failure_even_with_rows() {
    let text = r#"{"data":[],"meta":{"status":true}}"#;
    assert_eq!(read(500, text), Err(Fault::Refused(500, Words::default())));
}

#[test]
fn what_is_not_the_apis_shape_says_what_came_back() {
    #[track_caller]
    fn check(status: u16, text: &str, excerpt: &str) {
        assert_eq!(read(status, text), Err(Fault::Unreadable(status, excerpt.to_owned())));
    }
    check(200, "", "");
    check(502, "<html>bad gateway</html>\n", "<html>bad gateway</html>");
    check(200, r#"{"data":[{"#, r#"{"data":[{"#);
    check(200, r#"{"data":null,"meta":{"status":true}}"#, r#"{"data":null,"meta":{"status":true}}"#);
    check(200, r#"{"data":[]}"#, r#"{"data":[]}"#);
    check(200, "[]", "[]");
    check(200, "null", "null");
    check(200, r#"{"data":{},"meta":{}}"#, r#"{"data":{},"meta":{}}"#);
    check(500, &"آ".repeat(500), &"آ".repeat(200));
}

#[test]
fn numbers_come_as_strings_and_strings_as_numbers() {
    let row = row(
        r#""messages_outbox_id":12545856,"state_id":"3","rcpts_count":7,"exit_count":0,"cost":"3990.20","time":1745409418,
        "time_send":"1745409418","number":9810001234,"username":42"#,
    );
    assert_eq!(row.outbox_id.as_deref(), Some("12545856"));
    assert_eq!(row.state, RecordState::Known(SendState::Rejected));
    assert_eq!((row.recipients.as_deref(), row.exits.as_deref()), (Some("7"), Some("0")));
    assert_eq!(row.cost.as_deref(), Some("3990.20"));
    assert_eq!((row.created, row.sent), (Some(Moment(1_745_409_418)), Some(Moment(1_745_409_418))));
    assert_eq!((row.number.as_deref(), row.username.as_deref()), (Some("9810001234"), Some("42")));
    let meta = r#"{"data":[],"meta":{"status":true,"current_page":"2","per_page":"10","total":"15","last_page":"2"}}"#;
    let page = read(200, meta).unwrap();
    assert_eq!((page.current_page, page.per_page, page.total, page.last_page), (2, 10, Some(15), Some(2)));
}

#[test]
fn ids_and_costs_are_never_rounded() {
    let row = row(r#""messages_outbox_id":9007199254740993123456789,"cost":0.1000000000000000055511151231257827"#);
    assert_eq!(row.outbox_id.as_deref(), Some("9007199254740993123456789"));
    assert_eq!(row.cost.as_deref(), Some("0.1000000000000000055511151231257827"));
}

#[test]
fn totals_have_64_bits() {
    let text = r#"{"data":[],"meta":{"status":true,"total":9007199254740993,"last_page":9223372036854775807}}"#;
    let page = read(200, text).unwrap();
    assert_eq!((page.total, page.last_page), (Some(9_007_199_254_740_993), Some(9_223_372_036_854_775_807)));
}

#[test]
fn whatever_is_missing_null_or_nonsense_hides_only_itself() {
    assert_eq!(row(""), Record::default());
    let nulls = row(
        r#""messages_outbox_id":"1","state_id":null,"message":null,"number":null,"number_color":null,"rcpts_count":null,
        "exit_count":null,"cost":null,"time":null,"time_send":null,"username":null,"status":null"#,
    );
    assert_eq!(nulls, Record { outbox_id: Some("1".into()), ..Record::default() });
    let nonsense =
        row(r#""messages_outbox_id":"1","state_id":{},"message":[],"number":true,"number_color":"red;}","time":"soon",
        "time_send":-5,"username":"  ","new_field":{"deep":[1]}"#);
    assert_eq!(nonsense, Record { outbox_id: Some("1".into()), ..Record::default() });
}

#[test]
fn a_row_that_is_none_hides_only_itself_and_says_what_it_is() {
    let rows = read(200, r#"{"data":[null,{"messages_outbox_id":1},"x",[ ]],"meta":{"status":true}}"#).unwrap().rows;
    let unreadable: Vec<_> = rows.iter().map(|row| row.is_unreadable.then_some(&*row.raw)).collect();
    assert_eq!(unreadable, [Some("null"), None, Some("\"x\""), Some("[ ]")]);
    assert_eq!(&*rows[1].raw, r#"{"messages_outbox_id":1}"#);
    assert_eq!(rows[1].outbox_id.as_deref(), Some("1"));
}

/// What is noted of a reply with these rows and these other parts of `meta`: path, form, count.
#[track_caller]
fn check_drifts(rows: &str, meta: &str, expected: &[(&str, How, u64)]) {
    let page = read(200, &format!(r#"{{"data":[{rows}],"meta":{{"status":true{meta}}}}}"#)).unwrap();
    let drifts: Vec<_> = page.drifts.iter().map(|drift| (drift.path(), drift.how, drift.count)).collect();
    let expected: Vec<_> = expected.iter().map(|(path, how, count)| ((*path).to_owned(), *how, *count)).collect();
    assert_eq!(drifts, expected);
}

#[test]
fn what_is_of_a_useless_form_is_noted_with_its_path_and_counted() {
    check_drifts(
        r#"{"messages_outbox_id":1},{"cost":[1],"time":"soon"},{"cost":"much","time":-1},7,null,{"state_id":true,"message":{}}"#,
        r#","total":"many","per_page":[],"from":null"#,
        &[
            ("meta.per_page", How::Useless, 1),
            ("meta.total", How::Useless, 1),
            ("data[1].cost", How::Useless, 2),
            ("data[1].time", How::Useless, 2),
            ("data[3]", How::Useless, 2),
            ("data[5].state_id", How::Useless, 1),
            ("data[5].message", How::Useless, 1),
        ],
    );
    check_drifts(r#"{"time":1745409418000,"time_send":"1745409418"}"#, "", &[("data[0].time", How::Milliseconds, 1)]);
    check_drifts(r#"{"number_color":"red"}"#, "", &[("data[0].number_color", How::Useless, 1)]);
}

#[test]
fn what_the_api_leaves_open_is_not_worth_a_word() {
    let fields =
        r#""messages_outbox_id":1,"state_id":"42","message":null,"number":"","cost":"3990.2","time":"0","username":7"#;
    check_drifts(
        &format!(r#"{{{fields},"new":{{"deep":[1]}}}},{{}}"#),
        r#","total":"5","last_page":null,"new":{}"#,
        &[],
    );
}

#[test]
fn half_a_surrogate_pair_hides_its_own_text_alone() {
    let page = read(200, r#"{"data":[{"message":"\ud800","username":"ali"}],"meta":{"status":true}}"#).unwrap();
    assert_eq!((page.rows[0].message.as_deref(), page.rows[0].username.as_deref()), (None, Some("ali")));
    assert_eq!(page.drifts[0].path(), "data[0].message");
}

#[test]
fn of_a_field_that_stands_there_twice_the_last_counts() {
    assert_eq!(row(r#""username":"a","username":"b""#).username.as_deref(), Some("b"));
}

#[test]
fn an_unknown_state_shows_the_gateways_own_word_or_its_number() {
    assert_eq!(row(r#""state_id":42,"status":"معلق""#).state, RecordState::Unknown("معلق".into()));
    assert_eq!(row(r#""state_id":42"#).state, RecordState::Unknown("42".into()));
    assert_eq!(row(r#""state_id":-1"#).state, RecordState::Unknown("-1".into()));
    assert_eq!(row(r#""state_id":0,"status":"x""#).state, RecordState::Known(SendState::Creating));
    assert_eq!(row(r#""state_id":null,"status":"x""#).state, RecordState::Unknown("x".into()));
}

#[test]
fn milliseconds_are_told_from_seconds_and_zero_is_never() {
    assert_eq!(row(r#""time":1745409418000"#).created, Some(Moment(1_745_409_418)));
    assert_eq!(row(r#""time":"1745409418.7""#).created, Some(Moment(1_745_409_418)));
    assert_eq!(row(r#""time":"0""#).created, None);
    assert_eq!(row(r#""time":99999999999999999999"#).created, None);
    assert_eq!(row(r#""time":9223372036854775807"#).created, None);
}

#[test]
fn colours_are_only_what_css_may_have() {
    let color = |text: &str| row(&format!(r#""number_color":"{text}""#)).number_color;
    assert!(color("#95E871").is_some() && color("#abc").is_some());
    for bad in ["95E871", "#95E87", "#95E8711", "#ggg", "red", "url(x)", "#fff;x", "#"] {
        assert_eq!(color(bad), None, "{bad}");
    }
}

#[test]
fn what_meta_leaves_out_is_reckoned_from_what_was_asked() {
    let page = read(200, r#"{"data":[{},{}],"meta":{"status":true,"total":102}}"#).unwrap();
    assert_eq!((page.current_page, page.per_page, page.last_page), (3, 50, Some(3)));
    assert_eq!((page.from, page.to), (Some(101), Some(102)));
    let empty = read(200, r#"{"data":[],"meta":{"from":null,"to":null,"total":0}}"#).unwrap();
    assert_eq!((empty.from, empty.to, empty.last_page), (None, None, Some(1)));
}

proptest! {
    #[test]
    fn no_answer_is_too_odd_to_be_read(status: u16, text in "\\PC*") {
        let _ = read(status, &text);
    }

    #[test]
    fn no_row_is_too_odd_to_be_read(value in r#"(null|-?[0-9]{1,25}(\.[0-9]{1,9})?(e[0-9]{1,3})?|"\PC{0,9}"|\[\]|\{\})"#) {
        let names = ["messages_outbox_id", "state_id", "message", "number_color", "cost", "time", "rcpts_count"];
        let value = value.replace('\\', "");
        let fields: Vec<String> = names.iter().map(|name| format!("\"{name}\":{value}")).collect();
        let text = format!(r#"{{"data":[{{{}}}],"meta":{{"total":{value}}}}}"#, fields.join(","));
        let _ = read(200, &text);
    }
}
