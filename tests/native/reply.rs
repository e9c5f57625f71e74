//! Answers of the gateway: those of the API document word for word, then others.

use crate::support::{query, texts, thorough};
use outbox_report::{
    domain::{
        page::{DriftKind, Page},
        param::Param,
        record::{Color, Record, RecordState},
        record_time::RecordTime,
        send_state::SendState,
        zone::Moment,
    },
    gateway::{
        failure,
        fault::{Fault, Words},
        reply,
    },
};
use proptest::prelude::*;

fn read(status: u16, text: &str) -> Result<Page, Fault> {
    let asked = query(&[(Param::Page, "3"), (Param::Limit, "50")]);
    reply::page(status, text, &asked).ok_or_else(|| failure::read("", status, Ok(text)))
}

/// Returns the record of a row with the given fields.
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
        created: Some(RecordTime::At(Moment(1_745_409_418))),
        sent: Some(RecordTime::At(Moment(1_745_409_418))),
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
        ..Words::default()
    };
    assert_eq!(read(401, include_str!("../fixtures/unauthorized.json")), Err(Fault::Unauthorized(words)));
    assert_eq!(read(401, " "), Err(Fault::Unauthorized(Words::default())));
    // A proxy may have answered in the gateway's place.
    let words = Words { message: Some("<h1>Log in".into()), ..Words::default() };
    assert_eq!(read(401, "\n<h1>Log in\n"), Err(Fault::Unauthorized(words)));
}

#[test]
fn the_documents_422_is_a_refusal_in_its_own_words() {
    let words =
        Words { message: Some("invalid state".to_owned()), code: Some("400-31".to_owned()), ..Words::default() };
    assert_eq!(read(422, include_str!("../fixtures/invalid.json")), Err(Fault::Refused(422, words)));
}

#[test]
fn a_refusal_names_the_parameters_that_it_objects_to() {
    let text = r#"{"data":null,"meta":{"status":false,"message":"no","message_code":"400-2",
        "errors":{"limit":["too large","really"],"filters.number":"bad","odd":[],"odder":{}}}}"#;
    let Err(Fault::Refused(422, words)) = read(422, text) else { panic!("a refusal") };
    let expected = [("limit", "too large really"), ("filters.number", "bad")];
    assert_eq!(words.errors, expected.map(|(name, sentence)| (name.to_owned(), sentence.to_owned())));
    for (errors, expected) in [
        (r#"["too large",null,"really"]"#, &[("", "too large really")][..]),
        (
            r#"{"limit":{"max":"too large","odd":["really"]},"number":"bad"}"#,
            &[("limit", "too large really"), ("number", "bad")],
        ),
        (r#"{"limit":[[["deep"]]]}"#, &[]),
        (r#"[[[[[[[["deep"]]]]]]]]"#, &[]),
        (r#""in a word""#, &[("", "in a word")]),
        ("[]", &[]),
        ("null", &[]),
        ("0", &[]),
    ] {
        let text = format!(r#"{{"data":null,"meta":{{"status":false,"errors":{errors}}}}}"#);
        let Err(Fault::Refused(422, words)) = read(422, &text) else { panic!("a refusal") };
        let expected: Vec<_> = expected.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        assert_eq!(words.errors, expected, "{errors}");
    }
    let listed = r#"{"data":null,"meta":{"status":false,"message":["too large",{"a":"really"}],"errors":{}}}"#;
    let Err(Fault::Refused(422, words)) = read(422, listed) else { panic!("a refusal") };
    assert_eq!(words.message.as_deref(), Some("too large really"));
    let empty_list = r#"{"data":null,"meta":{"status":false,"errors":[]}}"#;
    assert_eq!(read(422, empty_list), Err(Fault::Refused(422, Words::default())));
}

#[test]
fn the_refusal_of_a_framework_is_read_without_meta() {
    let text = r#"{"message":"The given data was invalid.","errors":{"filters.number":["bad"]}}"#;
    let words = Words {
        message: Some("The given data was invalid.".to_owned()),
        errors: vec![("filters.number".to_owned(), "bad".to_owned())],
        ..Words::default()
    };
    for status in [400, 422] {
        assert_eq!(read(status, text), Err(Fault::Refused(status, words.clone())));
    }
    let Err(Fault::Unauthorized(words)) = read(401, r#"{"message":"Unauthenticated."}"#) else { panic!("a refusal") };
    assert_eq!(words.message.as_deref(), Some("Unauthenticated."));
    // It may be that of another server, so that the address is to be checked.
    for (status, text) in [(404, text), (405, text), (422, r#"{"message":null}"#), (422, r#"{"data":[]}"#)] {
        assert_eq!(read(status, text), Err(Fault::Unreadable(status, text.to_owned())));
    }
}

#[test]
fn status_false_is_a_refusal_whatever_the_http_status_and_however_it_is_written() {
    for status in ["false", r#""false""#, "0", r#""0""#, r#""error""#, r#""fail""#, "401", r#""500""#] {
        let text = format!(r#"{{"data":[],"meta":{{"status":{status},"message":"no","message_code":"500-1"}}}}"#);
        let words = Words { message: Some("no".to_owned()), code: Some("500-1".to_owned()), ..Words::default() };
        assert_eq!(read(200, &text), Err(Fault::Refused(200, words)), "{status}");
    }
    for status in ["true", r#""true""#, "1", "null", r#""""#, r#""ok""#, r#""success""#, "200", r#""200""#] {
        assert!(read(200, &format!(r#"{{"data":[],"meta":{{"status":{status}}}}}"#)).is_ok(), "{status}");
    }
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
    let time = Some(RecordTime::At(Moment(1_745_409_418)));
    assert_eq!((&row.created, &row.sent), (&time, &time));
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
    let unread = |text: &str| Some(RecordTime::Unread(text.into()));
    let expected =
        Record { outbox_id: Some("1".into()), created: unread("soon"), sent: unread("-5"), ..Record::default() };
    assert_eq!(nonsense, expected);
}

#[test]
fn a_row_that_is_none_hides_only_itself_and_says_what_it_is() {
    let rows = read(200, r#"{"data":[null,{"messages_outbox_id":1},"x",[ ]],"meta":{"status":true}}"#).unwrap().rows;
    let unreadable: Vec<_> = rows.iter().map(|row| row.is_unreadable.then_some(&*row.raw)).collect();
    assert_eq!(unreadable, [Some("null"), None, Some("\"x\""), Some("[ ]")]);
    assert_eq!(&*rows[1].raw, r#"{"messages_outbox_id":1}"#);
    assert_eq!(rows[1].outbox_id.as_deref(), Some("1"));
}

/// Checks the drifts of an answer with the given rows and other parts of `meta`: path, kind, count.
#[track_caller]
fn check_drifts(rows: &str, meta: &str, expected: &[(&str, DriftKind, u64)]) {
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
            ("data[1].cost", DriftKind::Useless, 2),
            ("data[1].time", DriftKind::Unread, 2),
            ("data[3]", DriftKind::Useless, 2),
            ("data[5].state_id", DriftKind::Useless, 1),
            ("data[5].message", DriftKind::Useless, 1),
            ("meta.per_page", DriftKind::Useless, 1),
            ("meta.total", DriftKind::Useless, 1),
        ],
    );
    check_drifts(
        r#"{"time":1745409418000,"time_send":"1745409418"}"#,
        "",
        &[("data[0].time", DriftKind::Milliseconds, 1)],
    );
    check_drifts(r#"{"number_color":"red"}"#, "", &[("data[0].number_color", DriftKind::Useless, 1)]);
    let rows = vec!["{}"; 1_000].join(",") + r#",{"cost":[1]}"#;
    check_drifts(&rows, "", &[]);
}

#[test]
fn an_answer_with_two_lists_of_rows_is_no_page() {
    assert!(read(200, r#"{"data":[],"data":[{}],"meta":{"status":true}}"#).is_err());
    assert!(read(200, r#"{"data":[],"meta":{"status":true}}"#).is_ok());
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
fn half_a_surrogate_pair_spoils_nothing_around_it() {
    let text = r#"{"data":[{"message":"we are here \ud83d","username":"\ude00ali"}],"meta":{"status":true}}"#;
    let page = read(200, text).unwrap();
    assert_eq!(page.rows[0].message.as_deref(), Some("we are here \u{FFFD}"));
    assert_eq!(page.rows[0].username.as_deref(), Some("\u{FFFD}ali"));
    assert_eq!(page.drifts, []);
    let refused = r#"{"data":null,"meta":{"status":false,"message":"no \ud83d","errors":{"limit":["\ud83d!"]}}}"#;
    let Err(Fault::Refused(422, words)) = read(422, refused) else { panic!("a refusal") };
    assert_eq!(words.message.as_deref(), Some("no \u{FFFD}"));
    assert_eq!(words.errors[0].1, "\u{FFFD}!");
}

#[test]
fn whole_numbers_are_read_exactly_in_every_form_that_json_has() {
    #[track_caller]
    fn check(total: &str, expected: Option<u64>) {
        for total in [total.to_owned(), format!("\"{total}\"")] {
            let page = read(200, &format!(r#"{{"data":[],"meta":{{"status":true,"total":{total}}}}}"#)).unwrap();
            assert_eq!(page.total, expected, "{total}");
            assert_eq!(page.drifts.is_empty(), expected.is_some(), "{total}");
        }
    }
    check("6.4e7", Some(64_000_000));
    check("6.456408e7", Some(64_564_080));
    check("64564080.0", Some(64_564_080));
    check("64564080.000", Some(64_564_080));
    check("645640800e-1", Some(64_564_080));
    check("1E+3", Some(1_000));
    check("1.8446744073709551615e19", Some(u64::MAX));
    check("0e5", Some(0));
    check("-0", Some(0));
    check("6.45e1", None);
    check("1e20", None);
    check("-5", None);
    check("1e400", None);
}

#[test]
fn only_numbers_that_json_has_are_numbers() {
    for total in ["+5", "5.", ".5", "1e", "0x10", "1_000", "1,000", "5 5", "e5", "1e5.0", "--5"] {
        let page = read(200, &format!(r#"{{"data":[],"meta":{{"status":true,"total":"{total}"}}}}"#)).unwrap();
        assert_eq!((page.total, page.drifts.len()), (None, 1), "{total}");
    }
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
fn times_are_read_exactly_or_stand_as_they_came() {
    let created = |value: &str| row(&format!(r#""time":{value}"#)).created;
    let at = Some(RecordTime::At(Moment(1_745_409_418)));
    for value in ["1745409418", "1.745409418e9", "1745409418.7", r#""1745409418""#, r#""2025-04-23T11:56:58.000Z""#] {
        assert_eq!(created(value), at, "{value}");
        check_drifts(&format!(r#"{{"time":{value}}}"#), "", &[]);
    }
    for value in ["1745409418000", r#""1745409418000""#, "1.745409418e12"] {
        assert_eq!(created(value), at, "{value}");
        check_drifts(&format!(r#"{{"time":{value}}}"#), "", &[("data[0].time", DriftKind::Milliseconds, 1)]);
    }
    for value in ["0", r#""0""#, "null", r#""""#, r#"" ""#] {
        assert_eq!(created(value), None, "{value}");
        check_drifts(&format!(r#"{{"time":{value}}}"#), "", &[]);
    }
    for (value, came) in [
        (r#""2025-04-23 15:26:58""#, "2025-04-23 15:26:58"),
        (r#""soon""#, "soon"),
        ("20250423", "20250423"),
        ("99999999999999999999", "99999999999999999999"),
        ("-1", "-1"),
        ("true", "true"),
        ("[1745409418]", "[1745409418]"),
        (r#"{"date":"2025-04-23 15:26:58"}"#, r#"{"date":"2025-04-23 15:26:58"}"#),
    ] {
        assert_eq!(created(value), Some(RecordTime::Unread(came.into())), "{value}");
        check_drifts(&format!(r#"{{"time_send":{value}}}"#), "", &[("data[0].time_send", DriftKind::Unread, 1)]);
    }
}

#[test]
fn rows_beyond_what_a_page_holds_are_left_out_and_counted() {
    #[track_caller]
    fn check(came: usize, meta: &str, rows: usize, to: u64) {
        let text = format!(r#"{{"data":[{}],"meta":{{"from":1{meta}}}}}"#, vec!["{}"; came].join(","));
        // Fifty are asked for.
        let page = read(200, &text).unwrap();
        assert_eq!((page.rows.len(), page.left_out), (rows, (came - rows) as u64));
        assert_eq!((page.from, page.to), (Some(1), Some(to)));
    }
    check(50, "", 50, 50);
    check(51, "", 50, 50);
    check(51, r#","to":51"#, 50, 50);
    check(80, r#","per_page":100,"to":80"#, 80, 80);
    check(40, r#","per_page":10,"to":40"#, 40, 40);
    check(1_200, r#","per_page":1100,"to":1200"#, 1_000, 1_000);
    check(200_000, r#","per_page":18446744073709551615"#, 1_000, 1_000);
}

#[test]
fn nothing_that_meta_says_is_too_large_to_be_reckoned_with() {
    let meta = r#""from":18446744073709551615,"current_page":18446744073709551615,"per_page":18446744073709551615"#;
    let page = read(200, &format!(r#"{{"data":[{{}},{{}}],"meta":{{{meta}}}}}"#)).unwrap();
    assert_eq!((page.from, page.to), (Some(u64::MAX), Some(u64::MAX)));
    let page = read(200, r#"{"data":[{},{}],"meta":{"from":18446744073709551615,"per_page":2}}"#).unwrap();
    assert_eq!((page.rows_before(), page.leads_on()), (4, true), "page 3 of two rows each");
}

#[test]
fn twenty_sentences_of_errors_are_kept_and_the_others_are_counted() {
    let words = |errors: &str| {
        let text = format!(r#"{{"data":null,"meta":{{"status":false,"errors":{errors}}}}}"#);
        let Err(Fault::Refused(422, words)) = read(422, &text) else { panic!("a refusal") };
        (words.errors.len(), words.more_errors)
    };
    let fields = |count: usize| -> String {
        let fields: Vec<String> = (0..count).map(|i| format!(r#""field{i}":["no"]"#)).collect();
        format!("{{{}}}", fields.join(","))
    };
    assert_eq!(words(&fields(20)), (20, 0));
    assert_eq!(words(&fields(10_000)), (20, 9_980));
    assert_eq!(words(&format!(r#"{{"limit":[{}]}}"#, vec![r#""no""#; 10_000].join(","))), (1, 9_980));
    assert_eq!(words(r#"{"a":[],"b":{},"c":[null,true],"d":"no"}"#), (1, 0));
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
    fn a_last_page_that_is_left_out_is_the_one_with_the_last_row(per_page in 1..=1000_u64, pages in 0..=100_u64, more in 0..1000_u64) {
        // Totals that are a multiple of the rows per page count as much as all others.
        for total in [per_page * pages, per_page * pages + more % per_page] {
            let text = format!(r#"{{"data":[],"meta":{{"status":true,"per_page":{per_page},"total":{total}}}}}"#);
            let last = read(200, &text).unwrap().last_page.unwrap();
            prop_assert!(last >= 1 && last * per_page >= total);
            prop_assert!(last == 1 || (last - 1) * per_page < total, "page {} of {} has no row", last, total);
        }
    }

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

#[test]
fn a_count_is_the_total_of_an_answer_whose_rows_are_not_read() {
    let count = |text: &str| reply::count(200, text, &query(&[])).map(|page| page.total);
    assert_eq!(count(r#"{"data":[{"cost":1}],"meta":{"total":64564080,"status":true}}"#), Some(Some(64_564_080)));
    assert_eq!(count(r#"{"meta":{"total":"12"},"data":[[],7,null]}"#), Some(Some(12)));
    assert_eq!(count(r#"{"data":[],"meta":{"last_page":9,"per_page":1}}"#), Some(Some(9)));
    let empty = r#"{"data":[],"meta":{"current_page":1,"per_page":1,"last_page":1,"status":true}}"#;
    assert_eq!(count(empty), Some(Some(0)), "there is a first page even where nothing matches");
    assert_eq!(count(&empty.replace("[]", "[{}]")), Some(Some(1)));
    assert_eq!(count(r#"{"data":[],"meta":{"last_page":9,"per_page":25}}"#), Some(None));
    assert_eq!(count(r#"{"data":[],"meta":{"total":null}}"#), Some(None));
}

#[test]
fn what_is_no_page_is_no_count() {
    for text in [
        "",
        "[]",
        "<html>",
        r#"{"data":null,"meta":{"total":3}}"#,
        r#"{"data":[]}"#,
        r#"{"data":[],"meta":{"status":false,"total":3}}"#,
        r#"{"data":[],"data":[],"meta":{"total":3}}"#,
        r#"{"data":[],"meta":{"total":3}"#,
    ] {
        assert_eq!(reply::count(200, text, &query(&[])), None, "{text}");
    }
    assert_eq!(reply::count(500, r#"{"data":[],"meta":{"total":3}}"#, &query(&[])), None);
}

#[test]
fn the_time_of_the_last_row_is_the_last_that_is_named() {
    let last = |text: &str| reply::last_created(text).map(|moment| moment.0);
    let message = r#"{\"time\": 1}"#;
    let rows =
        format!(r#"{{"time":1764000001}},{{"message":{message:?},"time" : "1764000000","time_send":1764000005}}"#);
    assert_eq!(last(&format!(r#"{{"meta":{{"total":2}},"data":[{rows}]}}"#)), Some(1_764_000_000));
    assert_eq!(last(&format!(r#"{{"data":[{rows}],"meta":{{"total":2}}}}"#)), Some(1_764_000_000));
    assert_eq!(last(r#"{"data":[{"time":1764000000123}]}"#), Some(1_764_000_000));
    assert_eq!(last(r#"{"data":[{"time":"2025-11-24T16:00:00Z"}]}"#), Some(1_764_000_000));
    for none in
        ["", r#"{"data":[]}"#, r#"{"data":[{"time":0}]}"#, r#"{"data":[{"time":null}]}"#, r#"{"data":[{"time":"#]
    {
        assert_eq!(last(none), None, "{none}");
    }
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn no_text_is_too_odd_to_look_for_its_last_time(text in texts(r#"(\{|\}|"time"|:| |"[0-9]{9,14}"|[0-9]{9,14}|\\|"){0,12}"#)) {
        let _ = reply::last_created(&text);
    }

    #[test]
    fn whatever_is_a_page_is_a_count_with_its_total(text in texts(r#"\{"data":\[(\{"cost":[1-9]\}|null)?\],"meta":\{("status":(true|false),)?"total":("[0-9]{1,5}"|[0-9]{1,5}|null)\}\}?"#)) {
        let page = reply::page(200, &text, &query(&[]));
        prop_assert_eq!(reply::count(200, &text, &query(&[])).map(|page| page.total), page.map(|page| page.total));
    }
}
