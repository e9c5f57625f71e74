//! A record field by field.

use crate::support::TestZone;
use outbox_report::{
    domain::{locale::Locale, record::Record},
    gateway::reply,
    i18n::{
        Formatter,
        record_fields::{FieldContext, RecordField},
    },
};

/// Returns the fields of the only row of an answer.
fn fields(row: &str, locale: Locale) -> Vec<RecordField> {
    let text = format!(r#"{{"data":[{row}],"meta":{{"status":true}}}}"#);
    let page = reply::page(200, &text, &crate::support::query(&[])).unwrap();
    let zone = TestZone::tehran();
    let context = FieldContext { zone: &zone, zone_name: "Asia/Tehran", currency: "IRR" };
    Formatter::new(locale, None).fields(&page.rows[0], &context)
}

fn shown(row: &str) -> Vec<(String, String)> {
    fields(row, Locale::En).into_iter().map(|field| (field.label, field.shown)).collect()
}

#[track_caller]
fn check(row: &str, label: &str, expected: &str) {
    let found = shown(row).into_iter().find(|(own, _)| own == label);
    assert_eq!(found.map(|(_, shown)| shown).as_deref(), Some(expected), "{label}");
}

#[test]
fn every_field_of_the_document_is_there_whatever_the_row_has() {
    let document: serde_json::Value = serde_json::from_str(include_str!("../fixtures/success.json")).unwrap();
    let row = document["data"][0].to_string();
    // The message stands apart.
    assert_eq!(shown(&row).len(), document["data"][0].as_object().unwrap().len() - 1);
    assert_eq!(shown("{}").len(), shown(&row).len());
    assert!(shown("{}").iter().all(|(_, shown)| shown == "–"));
}

#[test]
fn fields_that_nobody_knows_come_last_under_their_own_names() {
    let fields =
        shown(r#"{"new":{"deep":[1,null]},"messages_outbox_id":"1","other":true,"long":90071992547409931234}"#);
    let last: Vec<_> =
        fields[shown("{}").len()..].iter().map(|(label, shown)| (label.as_str(), shown.as_str())).collect();
    assert_eq!(last, [("new", r#"{"deep":[1,–]}"#), ("other", "true"), ("long", "90071992547409931234")]);
}

#[test]
fn what_is_missing_within_a_field_is_a_dash_and_is_copied_as_it_came() {
    let row = r#"{"new":{"null":null,"text":"null \" null","list":[null,true,false,[null]],"n":"\\"}}"#;
    let found = fields(row, Locale::En).pop().unwrap();
    assert_eq!(found.shown, r#"{"null":–,"text":"null \" null","list":[–,true,false,[–]],"n":"\\"}"#);
    assert_eq!(found.copied, r#"{"null":null,"text":"null \" null","list":[null,true,false,[null]],"n":"\\"}"#);
    check(r#"{"status":[null]}"#, "Status", "[–]");
}

#[test]
fn values_are_written_as_the_language_writes_them_and_copied_as_they_came() {
    check(r#"{"cost":3990.20}"#, "Cost", "3,990.20 IRR");
    check(r#"{"rcpts_count":"86000"}"#, "Recipients", "86,000");
    check(r#"{"number_id":"1234567"}"#, "Line ID", "1234567");
    check(r#"{"time":1745409418000}"#, "Created", "Wed 23 April 2025, 15:26:58 Tehran");
    check(r#"{"time":"0"}"#, "Created", "–");
    check(r#"{"time":1.745409418e9}"#, "Created", "Wed 23 April 2025, 15:26:58 Tehran");
    check(r#"{"time":"2025-04-23 15:26:58"}"#, "Created", "2025-04-23 15:26:58");
    check(r#"{"time_send":{"date":"2025-04-23"}}"#, "Sent", r#"{"date":"2025-04-23"}"#);
    check(r#"{"summary":"here \ud83d"}"#, "Summary", "here \u{FFFD}");
    check(r#"{"status":"  "}"#, "Status", "–");
    check(r#"{"cost":{"a":1}}"#, "Cost", r#"{"a":1}"#);
    let times = fields(r#"{"time":"1745409418","time_send":null}"#, Locale::Fa);
    let copied = |label: &str| times.iter().find(|field| field.label == label).map(|field| field.copied.as_str());
    assert_eq!([copied("ایجاد"), copied("ارسال")], [Some("1404/02/03 15:26:58"), Some("")]);
    let unread = fields(r#"{"time":"2025-04-23 15:26:58"}"#, Locale::Fa);
    assert!(unread.iter().any(|field| field.label == "ایجاد" && field.copied == "2025-04-23 15:26:58"));
    let persian =
        fields(r##"{"cost":3990.2,"number_color":"#95E871","user_ip":"10.0.0.1","user_id":"77"}"##, Locale::Fa);
    let shown = |label: &str| persian.iter().find(|field| field.label == label).map(|field| field.shown.as_str());
    // Digits of a colour or an address are no number.
    assert_eq!(
        [shown("رنگ خط"), shown("نشانی IP"), shown("شناسه حساب")],
        [Some("#95E871"), Some("10.0.0.1"), Some("۷۷")]
    );
    let cost = persian.iter().find(|field| field.label == "هزینه").unwrap();
    assert_eq!((cost.shown.as_str(), cost.copied.as_str()), ("۳٬۹۹۰٫۲ ریال", "3990.2"));
    let negative = fields(r#"{"cost":-12.5}"#, Locale::Fa);
    let cost = negative.iter().find(|field| field.label == "هزینه").unwrap();
    assert_eq!((cost.shown.as_str(), cost.copied.as_str()), ("\u{2066}-۱۲٫۵\u{2069} ریال", "-12.5"));
}

#[test]
fn a_row_that_is_no_object_has_no_fields() {
    assert_eq!(fields("7", Locale::En), []);
    let zone = TestZone::tehran();
    let context = FieldContext { zone: &zone, zone_name: "UTC", currency: "IRR" };
    assert_eq!(Formatter::new(Locale::En, None).fields(&Record::default(), &context), []);
}
