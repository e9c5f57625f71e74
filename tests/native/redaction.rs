//! Records with hidden codes.

use crate::support::page_of;
use outbox_report::{
    domain::{locale::Locale, preferences::Preferences, record::Record, record_time::RecordTime},
    i18n::Formatter,
};

#[track_caller]
fn check_redacted(raw: &str, expected: &str) {
    let formatter = Formatter::new(Locale::En, None).with_preferences(Preferences::parse("mask=on"));
    let record = page_of(raw).rows.remove(0);
    assert_eq!(&*formatter.redacted(&record).raw, expected);
    assert_eq!(*Formatter::new(Locale::En, None).redacted(&record), record);
}

#[test]
fn hidden_codes_are_hidden_in_the_message_and_in_its_json_and_nowhere_else() {
    let raw = r#"{"messages_outbox_id":"12345678","message":"code \u0031234 \"x\"","time":"1745409418"}"#;
    let formatter = Formatter::new(Locale::En, None).with_preferences(Preferences::parse("mask=on"));
    let record = page_of(raw).rows.remove(0);
    assert_eq!(formatter.redacted(&record).message.as_deref(), Some("code •••• \"x\""));
    assert_eq!(formatter.redacted(&record).outbox_id, record.outbox_id);
    check_redacted(raw, r#"{"messages_outbox_id":"12345678","message":"code •••• \"x\"","time":"1745409418"}"#);
    // Values that are the same elsewhere stay.
    check_redacted(
        r#"{ "message": "1240", "rcpts_count": "1240", "number": "1240", "cost" :1240 }"#,
        r#"{ "message": "••••", "rcpts_count": "1240", "number": "1240", "cost" :1240 }"#,
    );
    // What nobody knows may be anything.
    check_redacted(r#"{"otp":"481516","user_id":"481516"}"#, r#"{"otp":"••••••","user_id":"481516"}"#);
    check_redacted(r#"{"cost":7,"summary":"again 481516"}"#, r#"{"cost":7,"summary":"again ••••••"}"#);
}

#[test]
fn hidden_codes_are_hidden_in_whatever_form_they_came() {
    check_redacted(r#"{"message":481516,"cost":481516}"#, r#"{"message":"••••••","cost":481516}"#);
    check_redacted(r#"{"message":48.5}"#, r#"{"message":48.5}"#);
    check_redacted(
        r#"{"message":"481516","message":"a","summary":{"text":["481516",null,{"481516":7}]}}"#,
        r#"{"message":"••••••","message":"a","summary":{"text":["••••••",null,{"••••••":7}]}}"#,
    );
    // Half a surrogate pair hides nothing.
    check_redacted(r#"{"message":"481516 \ud800"}"#, r#"{"message":"•••••• \ud800"}"#);
    // All but the digits stays as it came.
    check_redacted(r#"{"message":"\u06a9\/\u0034815"}"#, r#"{"message":"\u06a9\/••••"}"#);
    check_redacted(
        r#"{ "x" : [ "4815" , {"4815" : 4815.0 , "y":-1e9} ] }"#,
        r#"{ "x" : [ "••••" , {"••••" : "••••.•" , "y":-1e9} ] }"#,
    );
    check_redacted(r#""481516""#, r#""••••••""#);
    check_redacted("481516", r#""••••••""#);
}

#[test]
fn hidden_codes_are_hidden_in_names_and_in_what_is_nested() {
    check_redacted(
        r#"{"x_nested":{"09121234567":"ok"},"7654321":"a","list":[{"998877" : 1}],"\u0034815":null}"#,
        r#"{"x_nested":{"•••••••••••":"ok"},"•••••••":"a","list":[{"••••••" : 1}],"••••":null}"#,
    );
    // A field of the document has one value.
    check_redacted(
        r#"{"time":{"a":665544},"cost":[112233,{"number":"112233"}],"number":"112233"}"#,
        r#"{"time":{"a":"••••••"},"cost":["••••••",{"number":"••••••"}],"number":"112233"}"#,
    );
    let formatter = Formatter::new(Locale::En, None).with_preferences(Preferences::parse("mask=on"));
    let unread = |came: &str| Some(RecordTime::Unread(came.into()));
    let record = page_of(r#"{"time":{"a":665544},"time_send":"on 1404/01/19"}"#).rows.remove(0);
    let Record { created, sent, .. } = formatter.redacted(&record).into_owned();
    assert_eq!((created, sent), (unread(r#"{"a":••••••}"#), unread("on 1404/01/19")));
}

#[test]
fn hiding_codes_takes_no_longer_than_the_records_length_however_deep_it_is_nested() {
    const DEPTH: usize = 100_000;
    const BLANKS: usize = 1 << 20;
    let deep = format!(r#"{{"x":{}"481516"{}}}"#, "[".repeat(DEPTH), "]".repeat(DEPTH));
    let objects = format!(r#"{{"x":{}"481516"{}}}"#, r#"{"a":"#.repeat(DEPTH), "}".repeat(DEPTH));
    let blanks = format!(r#"{{"x":[{}"481516"{}]}}"#, "1, ".repeat(10_000), " ".repeat(BLANKS));
    for raw in [deep, objects, blanks] {
        let record = Record { raw: raw.as_str().into(), ..Record::default() };
        let redacted = Formatter::new(Locale::En, None)
            .with_preferences(Preferences::parse("mask=on"))
            .redacted(&record)
            .raw
            .to_string();
        assert_eq!(redacted, raw.replace("481516", "••••••"));
    }
}
