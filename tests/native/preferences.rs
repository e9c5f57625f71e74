//! What a person chooses for their device.

use crate::support::TestZone;
use outbox_report::{
    domain::{
        calendar::Calendar,
        column::Column,
        digits::Digits,
        locale::Locale,
        preferences::{Preference, Preferences, ShownZone},
        record::Record,
    },
    gateway::reply,
    i18n::{Formatter, record_fields::FieldContext},
};
use proptest::prelude::*;

fn preferences() -> impl Strategy<Value = Preferences> {
    proptest::collection::vec((0..Preference::ALL.len(), 0..5_usize), 0..12).prop_map(|chosen| {
        chosen.into_iter().fold(Preferences::default(), |preferences, (preference, option)| {
            let preference = Preference::ALL[preference];
            preferences.with(preference, preference.options()[option % preference.options().len()])
        })
    })
}

proptest! {
    #![proptest_config(crate::support::thorough())]

    #[test]
    fn choices_are_read_as_they_were_kept(preferences in preferences()) {
        prop_assert_eq!(Preferences::parse(&preferences.to_text()), preferences);
    }

    #[test]
    fn whatever_is_stored_every_setting_has_one_of_its_options(text in ".{0,60}|[a-z_= 0-9]{0,80}") {
        let preferences = Preferences::parse(&text);
        for preference in Preference::ALL {
            prop_assert!(preference.options().contains(&preferences.name(preference)));
        }
    }

    #[test]
    fn a_choice_changes_no_other_setting(preferences in preferences(), preference in 0..Preference::ALL.len(), option in 0..5_usize) {
        let preference = Preference::ALL[preference];
        let option = preference.options()[option % preference.options().len()];
        let changed = preferences.with(preference, option);
        for other in Preference::ALL {
            let expected = if other == preference { option } else { preferences.name(other) };
            prop_assert_eq!(changed.name(other), expected);
        }
    }
}

#[test]
fn without_a_choice_everything_is_as_the_deployment_and_the_language_have_it() {
    assert_eq!(Preferences::default().to_text(), "");
    for preference in Preference::ALL {
        assert!(!Preferences::default().is_set(preference));
    }
    let formatter = Formatter::new(Locale::En, Some(Calendar::Persian)).chosen(Preferences::default());
    assert_eq!(formatter, Formatter::new(Locale::En, Some(Calendar::Persian)));
}

#[test]
fn a_persons_calendar_and_digits_win_over_the_deployments_and_the_languages() {
    let formatter = |text| Formatter::new(Locale::Fa, Some(Calendar::Persian)).chosen(Preferences::parse(text));
    assert_eq!(formatter("calendar=gregory").calendar, Calendar::Gregory);
    assert_eq!(formatter("digits=latn").digits(), Digits::Latin);
    assert_eq!(formatter("").digits(), Digits::Persian);
    let english = Formatter::new(Locale::En, None).chosen(Preferences::parse("digits=arabext calendar=persian"));
    assert_eq!((english.digits(), english.calendar), (Digits::Persian, Calendar::Persian));
    // The signs belong to the digits (CLDR, number symbols by numbering system).
    assert_eq!(english.number("1234.5"), "۱٬۲۳۴٫۵");
    assert_eq!(formatter("digits=latn").number("1234.5"), "1,234.5");
    assert_eq!((english.percent(96).as_str(), formatter("digits=latn").percent(96).as_str()), ("۹۶٪", "96%"));
}

/// The only row of an answer.
fn record(row: &str) -> Record {
    let text = format!(r#"{{"data":[{row}],"meta":{{"status":true}}}}"#);
    reply::page(200, &text, &crate::support::query(&[])).unwrap().rows.remove(0)
}

#[track_caller]
fn check_masked(raw: &str, expected: &str) {
    let formatter = Formatter::new(Locale::En, None).chosen(Preferences::parse("mask=on"));
    let record = record(raw);
    assert_eq!(&*formatter.masked(&record).raw, expected);
    assert_eq!(*Formatter::new(Locale::En, None).masked(&record), record);
}

#[test]
fn hidden_codes_are_hidden_in_the_message_and_in_its_json_and_nowhere_else() {
    let raw = r#"{"messages_outbox_id":"12345678","message":"code \u0031234 \"x\"","time":"1745409418"}"#;
    let formatter = Formatter::new(Locale::En, None).chosen(Preferences::parse("mask=on"));
    let record = record(raw);
    assert_eq!(formatter.masked(&record).message.as_deref(), Some("code •••• \"x\""));
    assert_eq!(formatter.masked(&record).outbox_id, record.outbox_id);
    check_masked(raw, r#"{"messages_outbox_id":"12345678","message":"code •••• \"x\"","time":"1745409418"}"#);
    // Values that are the same elsewhere stay.
    check_masked(
        r#"{ "message": "1240", "rcpts_count": "1240", "number": "1240", "cost" :1240 }"#,
        r#"{ "message": "••••", "rcpts_count": "1240", "number": "1240", "cost" :1240 }"#,
    );
    // What nobody knows may be anything.
    check_masked(r#"{"otp":"481516","user_id":"481516"}"#, r#"{"otp":"••••••","user_id":"481516"}"#);
    check_masked(r#"{"cost":7,"summary":"again 481516"}"#, r#"{"cost":7,"summary":"again ••••••"}"#);
}

#[test]
fn hidden_codes_are_hidden_in_whatever_form_they_came() {
    check_masked(r#"{"message":481516,"cost":481516}"#, r#"{"message":"••••••","cost":481516}"#);
    check_masked(r#"{"message":48.5}"#, r#"{"message":48.5}"#);
    check_masked(
        r#"{"message":"481516","message":"a","summary":{"text":["481516",null,{"481516":7}]}}"#,
        r#"{"message":"••••••","message":"a","summary":{"text":["••••••",null,{"481516":7}]}}"#,
    );
    // Half a surrogate pair hides nothing.
    check_masked(r#"{"message":"481516 \ud800"}"#, r#"{"message":"•••••• \ud800"}"#);
    // All but the digits stays as it came.
    check_masked(r#"{"message":"\u06a9\/\u0034815"}"#, r#"{"message":"\u06a9\/••••"}"#);
    check_masked(
        r#"{ "x" : [ "4815" , {"4815" : 4815.0 , "y":-1e9} ] }"#,
        r#"{ "x" : [ "••••" , {"4815" : "••••.•" , "y":-1e9} ] }"#,
    );
    check_masked(r#""481516""#, r#""••••••""#);
    check_masked("481516", r#""••••••""#);
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
        let start = std::time::Instant::now();
        let masked =
            Formatter::new(Locale::En, None).chosen(Preferences::parse("mask=on")).masked(&record).raw.to_string();
        assert_eq!(masked, raw.replace("481516", "••••••"));
        assert!(start.elapsed().as_secs() < 5);
    }
}

#[test]
fn toman_are_a_tenth_of_rials_and_of_no_other_currency() {
    let formatter = Formatter::new(Locale::En, None).chosen(Preferences::parse("currency=toman"));
    assert_eq!(formatter.in_unit("3990.2", "IRR"), ("399.02".into(), "toman"));
    assert_eq!(formatter.in_unit("3990.2", "USD"), ("3990.2".into(), "USD"));
    assert_eq!(formatter.cost("3990.2", "IRR"), ("399.02".to_owned(), "toman"));
    assert_eq!(formatter.cost("12000", "IRR"), ("1,200".to_owned(), "toman"));
    assert_eq!(formatter.cost("3990.2", "USD"), ("3,990.2".to_owned(), "USD"));
    // What is no number is not divided, and keeps the currency that it came in.
    assert_eq!(formatter.cost("free", "IRR"), ("free".to_owned(), "IRR"));
    let zone = TestZone::tehran();
    let context = FieldContext { zone: &zone, zone_name: "Asia/Tehran", currency: "IRR" };
    let copied = |row| formatter.clipboard_text(Column::Cost, &record(row), &context);
    assert_eq!(formatter.clipboard_header(Column::Cost, &context), "Cost (toman)");
    assert_eq!(copied(r#"{"cost":"3990.2"}"#), "399.02");
    assert_eq!(copied(r#"{"cost":"3,990"}"#), "3,990 IRR");
    let persian = Formatter::new(Locale::Fa, None).chosen(Preferences::parse("currency=toman"));
    assert_eq!(persian.cost("5", "IRR"), ("۰٫۵".to_owned(), "تومان"));
}

#[test]
fn what_an_option_is_called_is_what_it_does() {
    let preferences = |text| Preferences::parse(text);
    let calendars = ["", "calendar=persian", "calendar=gregory"].map(|text| preferences(text).calendar());
    assert_eq!(calendars, [None, Some(Calendar::Persian), Some(Calendar::Gregory)]);
    let digits = ["", "digits=arabext", "digits=latn"].map(|text| preferences(text).digits());
    assert_eq!(digits, [None, Some(Digits::Persian), Some(Digits::Latin)]);
    let zones = ["", "time_zone=browser", "time_zone=utc"].map(|text| preferences(text).zone());
    assert_eq!(zones, [ShownZone::Report, ShownZone::Browser, ShownZone::Utc]);
    assert_eq!(["", "keyboard=off"].map(|text| preferences(text).has_keys()), [true, false]);
    let formatter = |text| Formatter::new(Locale::En, None).chosen(preferences(text));
    assert_eq!(["", "mask=on"].map(|text| formatter(text).is_masked()), [false, true]);
    assert_eq!(["", "currency=toman"].map(|text| formatter(text).is_toman("IRR")), [false, true]);
}
