use super::device;
use outbox_report::{
    domain::{
        base_url::BaseUrl,
        config::Config,
        storage_key::{Area, Key},
        token::Token,
    },
    start::session::{Session, has_ended, one_more, sign_outs},
};
use proptest::prelude::*;

fn config(base_url: &str) -> Config {
    Config { base_url: BaseUrl::parse(base_url).unwrap(), ..Config::default() }
}

fn session(base_url: &str, token: &str) -> Session {
    Session { base_url: BaseUrl::parse(base_url).unwrap(), token: Token::parse(token).unwrap() }
}

/// Returns the session of a tab that stores `stored`, on a device with the number of sign-outs `sign_outs`.
fn read(stored: &str, sign_outs: &str, config: &Config) -> Option<Session> {
    Session::read(&device(&[(Area::Tab, Key::Session, stored), (Area::Device, Key::SignOuts, sign_outs)]), config)
}

#[test]
fn a_stored_session_comes_back_with_its_address_and_its_token() {
    let (config, session) = (config("https://sms.example.com"), session("https://sms.example.com/v1", "Bearer a b"));
    assert_eq!(read(&session.to_text(&config, "3"), "3", &config), Some(session));
}

#[test]
fn the_tabs_session_comes_before_the_devices() {
    let config = config("");
    let (tab, kept) = (session("", "of the tab"), session("", "of the device"));
    let (of_tab, of_device) = (tab.to_text(&config, ""), kept.to_text(&config, ""));
    let both = [(Area::Tab, Key::Session, of_tab.as_str()), (Area::Device, Key::Session, of_device.as_str())];
    assert_eq!(Session::read(&device(&both), &config), Some(tab));
    assert_eq!(Session::read(&device(&both[1..]), &config), Some(kept.clone()));
    let ended = [(Area::Tab, Key::Session, "1\n\n\nold"), both[1]];
    assert_eq!(Session::read(&device(&ended), &config), Some(kept));
}

#[test]
fn signing_out_ends_every_stored_session_and_none_that_begins_afterwards() {
    let (config, session) = (config(""), session("", "secret"));
    let before = session.to_text(&config, "");
    let next = one_more("");
    assert_eq!(next, "1");
    assert_eq!(read(&before, &next, &config), None);
    assert_eq!(read(&session.to_text(&config, &next), &next, &config), Some(session));
    assert!(has_ended(&before, &next) && !has_ended(&before, ""));
}

#[test]
fn the_number_of_sign_outs_changes_with_each_whatever_was_kept() {
    for kept in ["", "0", "7", "18446744073709551615", "x", "-1"] {
        assert_ne!(one_more(kept), kept);
    }
    assert_eq!(sign_outs(&device(&[])), "");
}

#[test]
fn a_session_does_not_follow_a_deployment_to_another_address() {
    let session = session("/one", "secret");
    let stored = session.to_text(&config("/one"), "");
    assert_eq!(read(&stored, "", &config("/one")), Some(session));
    assert_eq!(read(&stored, "", &config("/two")), None);
}

#[test]
fn an_address_that_was_typed_stays_unless_the_deployment_locks_its_own() {
    let session = session("/own", "secret");
    let stored = session.to_text(&config("/one"), "");
    assert_eq!(read(&stored, "", &config("/two")), Some(session));
    assert_eq!(read(&stored, "", &Config { base_url_locked: true, ..config("/two") }), None);
    assert!(read(&stored, "", &Config { base_url_locked: true, ..config("/own") }).is_some());
}

#[test]
fn rubbish_is_no_session() {
    for stored in ["", "\n", "\n\n", "\n\n\n", "\n\nhttps://u@h\nsecret", "\n\n\nتوکن", "\n\nftp://h\nsecret"] {
        assert_eq!(read(stored, "", &config("")), None, "{stored:?}");
    }
}

proptest! {
    #[test]
    fn no_session_is_read_for_another_address_than_it_was_stored_with(text in "[0-9]?\n(/[a-z]?)?\n(/[a-z]?)?\n[ -~]{0,9}") {
        let config = config("/a");
        if let Some(session) = read(&text, "", &config) {
            let lines: Vec<&str> = text.split('\n').collect();
            prop_assert_eq!(BaseUrl::parse(lines[2]), Ok(session.base_url));
            prop_assert_eq!(lines[3].trim(), session.token.as_str());
            prop_assert_eq!(lines[0], "");
        }
    }
}
