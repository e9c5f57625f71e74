//! What the device remembers.

use crate::stage::{Stage, count};
use outbox_report::browser::{
    address_bar,
    storage::{self, Area, Key},
};
use wasm_bindgen_test::wasm_bindgen_test;

const ENGLISH: &str = r#"{"locale":"en"}"#;

#[wasm_bindgen_test]
async fn a_token_is_kept_for_this_tab_alone_unless_the_person_asks() {
    let stage = Stage::open("", ENGLISH).await;
    stage.report.connect("", "secret", false).unwrap();
    assert!(storage::read(Area::Tab, Key::Session).is_some_and(|kept| kept.ends_with("secret")));
    assert_eq!(storage::read(Area::Device, Key::Session), None);
    stage.report.connect("", "secret", true).unwrap();
    assert_eq!(storage::read(Area::Tab, Key::Session), None);
    assert!(storage::read(Area::Device, Key::Session).is_some());
}

#[wasm_bindgen_test]
async fn a_page_that_is_opened_again_goes_on_with_the_session() {
    let stage = Stage::open("", ENGLISH).await;
    stage.report.connect("/v1", "secret", false).unwrap();
    drop(stage);
    let again = Stage::reopen("?page=2", ENGLISH).await;
    assert!(again.has("table"));
    assert_eq!(count(), 1);
}

#[wasm_bindgen_test]
async fn signing_out_ends_every_session_of_the_device() {
    let stage = Stage::open("", ENGLISH).await;
    stage.report.connect("", "secret", false).unwrap();
    let of_another_tab = storage::read(Area::Tab, Key::Session).unwrap();
    stage.report.sign_out();
    assert_eq!(storage::read(Area::Tab, Key::Session), None);
    drop(stage);
    storage::write(Area::Tab, Key::Session, &of_another_tab);
    let again = Stage::reopen("", ENGLISH).await;
    assert!(again.has("form.connect") && !again.has("table"));
    assert_eq!(count(), 0);
}

#[wasm_bindgen_test]
async fn another_address_never_gets_the_token() {
    let stage = Stage::open("", r#"{"base_url":"/one"}"#).await;
    stage.report.connect("/one", "secret", true).unwrap();
    drop(stage);
    for moved in [r#"{"base_url":"/two"}"#, r#"{"base_url":"/two","base_url_locked":true}"#] {
        let again = Stage::reopen("", moved).await;
        assert!(!again.has("table"), "{moved}");
        assert_eq!(count(), 0);
    }
}

#[wasm_bindgen_test]
async fn an_address_that_was_typed_stays_with_its_token() {
    let stage = Stage::open("", r#"{"base_url":"/one"}"#).await;
    stage.report.connect("/own", "secret", true).unwrap();
    drop(stage);
    assert!(Stage::reopen("", r#"{"base_url":"/two"}"#).await.has("table"));
    assert!(!Stage::reopen("", r#"{"base_url":"/two","base_url_locked":true}"#).await.has("table"));
}

#[wasm_bindgen_test]
async fn rubbish_in_storage_is_no_session() {
    for kept in ["", "x", "\n\n\n", "0\n\nhttps://u@h\nsecret", "0\n\n\nتوکن"] {
        drop(Stage::open("", ENGLISH).await);
        storage::write(Area::Tab, Key::Session, kept);
        storage::write(Area::Device, Key::Limit, "many");
        storage::write(Area::Device, Key::Locale, "xx");
        let again = Stage::reopen("", ENGLISH).await;
        assert!(again.has("form.connect") && !again.has("table"), "{kept:?}");
        assert_eq!(address_bar::query(), "");
    }
}

#[wasm_bindgen_test]
async fn rows_per_page_are_remembered_and_the_entry_that_is_left_keeps_its_own() {
    let stage = Stage::connected("").await;
    stage.report.show_rows("50");
    assert_eq!(address_bar::query(), "?limit=50");
    assert_eq!(storage::read(Area::Device, Key::Limit).as_deref(), Some("50"));
    let history = web_sys::window().unwrap().history().unwrap();
    history.back().unwrap();
    crate::stage::wait(100).await;
    assert_eq!(address_bar::query(), "?limit=25");
    drop(stage);
    drop(Stage::reopen("", ENGLISH).await);
    assert_eq!(address_bar::query(), "?limit=50");
}

#[wasm_bindgen_test]
async fn names_in_storage_carry_the_pages_folder() {
    assert!(Key::Session.name().contains(&address_bar::folder()));
}
