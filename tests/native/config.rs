//! The deployment's `config.json`.

use outbox_report::domain::{
    calendar::Calendar,
    config::{Config, ConfigError, Expected},
    locale::Locale,
};

#[track_caller]
fn check_refused(text: &str, key: &'static str, expected: Expected) {
    assert_eq!(Config::parse(text), Err(ConfigError::Key(key, expected)));
}

#[test]
fn an_empty_object_means_the_defaults() {
    let config = Config::parse("\u{FEFF}{}").unwrap();
    assert_eq!(config, Config::default());
    assert_eq!((config.time_zone.as_str(), config.currency.as_str()), ("Asia/Tehran", "IRR"));
    assert_eq!((config.page_limit, config.page_limits), (25, vec![10, 25, 50, 100]));
}

#[test]
fn every_key_is_read() {
    let text = r#"{"base_url":"https://edge.example.com/v1/","base_url_locked":true,"locale":"en","calendar":"persian",
        "time_zone":"UTC","currency":"USD","page_limit":7,"page_limits":[7,1000],"title":"ACME","unknown":{}}"#;
    let config = Config::parse(text).unwrap();
    assert_eq!(config.base_url.endpoint(), "https://edge.example.com/v1/api/report/new_list");
    assert!(config.base_url_locked);
    assert_eq!((config.locale, config.calendar), (Some(Locale::En), Some(Calendar::Persian)));
    assert_eq!((config.time_zone.as_str(), config.currency.as_str()), ("UTC", "USD"));
    assert_eq!((config.page_limit, config.page_limits), (7, vec![7, 1000]));
    assert_eq!(config.title.as_deref(), Some("ACME"));
}

#[test]
fn null_is_a_choice_of_three_keys() {
    assert_eq!(Config::parse(r#"{"locale":null,"calendar":null,"title":null}"#), Ok(Config::default()));
    check_refused(r#"{"base_url":null}"#, "base_url", Expected::Address);
}

#[test]
fn an_error_names_the_key_and_what_it_should_be() {
    check_refused(r#"{"base_url":"ftp://x"}"#, "base_url", Expected::Address);
    check_refused(r#"{"base_url_locked":"yes"}"#, "base_url_locked", Expected::Bool);
    check_refused(r#"{"locale":"de"}"#, "locale", Expected::OneOf(&Locale::TAGS));
    check_refused(r#"{"calendar":"jalali"}"#, "calendar", Expected::OneOf(&["persian", "gregory"]));
    check_refused(r#"{"time_zone":5}"#, "time_zone", Expected::TimeZone);
    check_refused(r#"{"currency":""}"#, "currency", Expected::Text);
    check_refused(r#"{"page_limit":0}"#, "page_limit", Expected::Limit);
    check_refused(r#"{"page_limit":"25"}"#, "page_limit", Expected::Limit);
    check_refused(r#"{"page_limits":[]}"#, "page_limits", Expected::Limits);
    check_refused(r#"{"page_limits":[10,1001]}"#, "page_limits", Expected::Limits);
    check_refused(r#"{"title":7}"#, "title", Expected::Text);
}

#[test]
fn what_is_no_json_object_is_refused() {
    for text in ["", "<!doctype html>", "[]", "null", "{", "{} x"] {
        assert_eq!(Config::parse(text), Err(ConfigError::NotJson), "{text}");
    }
}
