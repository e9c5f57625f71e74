//! Stored settings and sessions.

use crate::stage::{Stage, count, until, wait};
use outbox_report::{
    address::shell::Shell,
    browser::{
        address_bar::{self, Entry},
        storage,
    },
    domain::storage_key::{Area, Key},
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
    assert!(again.shows_table());
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
    assert!(again.has("form.connect") && !again.shows_table());
    assert_eq!(count(), 0);
}

#[wasm_bindgen_test]
async fn another_address_never_gets_the_token() {
    let stage = Stage::open("", r#"{"base_url":"/one"}"#).await;
    stage.report.connect("/one", "secret", true).unwrap();
    drop(stage);
    for moved in [r#"{"base_url":"/two"}"#, r#"{"base_url":"/two","base_url_locked":true}"#] {
        let again = Stage::reopen("", moved).await;
        assert!(!again.shows_table(), "{moved}");
        assert_eq!(count(), 0);
    }
}

#[wasm_bindgen_test]
async fn an_address_that_was_typed_stays_with_its_token() {
    let stage = Stage::open("", r#"{"base_url":"/one"}"#).await;
    stage.report.connect("/own", "secret", true).unwrap();
    drop(stage);
    assert!(Stage::reopen("", r#"{"base_url":"/two"}"#).await.shows_table());
    assert!(!Stage::reopen("", r#"{"base_url":"/two","base_url_locked":true}"#).await.shows_table());
}

#[wasm_bindgen_test]
async fn rubbish_in_storage_is_no_session() {
    for kept in ["", "x", "\n\n\n", "0\n\nhttps://u@h\nsecret", "0\n\n\nتوکن"] {
        drop(Stage::open("", ENGLISH).await);
        storage::write(Area::Tab, Key::Session, kept);
        storage::write(Area::Device, Key::Limit, "many");
        storage::write(Area::Device, Key::Locale, "xx");
        let again = Stage::reopen("", ENGLISH).await;
        assert!(again.has("form.connect") && !again.shows_table(), "{kept:?}");
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
    until(|| address_bar::query() == "?limit=25").await;
    drop(stage);
    drop(Stage::reopen("", ENGLISH).await);
    assert_eq!(address_bar::query(), "?limit=50");
}

#[wasm_bindgen_test]
async fn names_in_storage_carry_the_pages_folder() {
    assert!(Key::Session.name(&address_bar::folder()).contains(&address_bar::folder()));
}

#[wasm_bindgen_test]
async fn a_saved_view_opens_where_an_address_says_nothing_and_nowhere_else() {
    let stage = Stage::connected("").await;
    stage.report.set_start_view(Some("?state_id=3"));
    drop(stage);
    for (address, opened) in [("", "?state_id=3"), ("?utm_source=x", "?state_id=3"), ("?page=2", "?page=2")] {
        drop(Stage::reopen(address, ENGLISH).await);
        assert_eq!(address_bar::query(), opened, "{address}");
    }
    // The report without filters keeps an address that says so.
    let stage = Stage::reopen("?state_id=3", ENGLISH).await;
    stage.report.clear_all();
    assert_eq!(address_bar::query(), "?limit=25");
    stage.report.set_start_view(None);
}

#[wasm_bindgen_test]
async fn views_are_kept_with_canonical_addresses() {
    let stage = Stage::connected("?state_id=06").await;
    let mut views = stage.report.saved_views();
    views.save("Sent", stage.report.view_query().unwrap()).unwrap();
    assert!(stage.report.keep_views(&views));
    let kept = storage::read(Area::Device, Key::Views);
    assert_eq!(kept.as_deref(), Some(r#"{"views":[{"name":"Sent","query":"?state_id=6"}]}"#));
    let others =
        stage.report.parse_views(r#"{"views":[{"name":"x","query":"?token=1&page=07&state_id=99"}]}"#).unwrap();
    assert_eq!(others.list()[0].query, "?page=7&state_id=99");
}

#[wasm_bindgen_test]
async fn the_request_is_copied_as_the_documents_command_without_the_token() {
    let stage =
        Stage::open("?message=it's&create_from_date=now", r#"{"locale":"en","base_url":"https://h.example/v1"}"#);
    let stage = stage.await;
    stage.report.connect("https://h.example/v1", "secret", false).unwrap();
    crate::stage::set_now(1_764_000_000);
    let curl = stage.report.request_command(Shell::Posix).unwrap();
    crate::stage::real_now();
    assert_eq!(
        curl,
        "curl --location 'https://h.example/v1/api/report/new_list' \\\n--header 'Content-Type: application/json' \\\n\
         --header 'Authorization: YOUR_TOKEN_HERE' \\\n--data '{\"page\":1,\"limit\":25,\"filters\":\
         {\"create_from_date\":\"1764000000\",\"message\":\"it'\\''s\"}}'"
    );
}

#[wasm_bindgen_test]
async fn more_writes_than_a_browser_takes_are_put_off_and_the_last_one_arrives() {
    let stage = Stage::open("", ENGLISH).await;
    let history = web_sys::window().unwrap().history().unwrap();
    let before = history.length().unwrap();
    for page in 2..400 {
        stage.report.open(&format!("?page={page}"));
    }
    assert!(address_bar::query() != "?page=399");
    assert!(history.length().unwrap() - before <= 90);
    wait(10_500).await;
    assert_eq!(address_bar::query(), "?page=399");
}

#[wasm_bindgen_test]
async fn a_replacement_that_is_put_off_stays_one() {
    let stage = Stage::open("", ENGLISH).await;
    let history = web_sys::window().unwrap().history().unwrap();
    // The window of the test before may still be full.
    wait(10_500).await;
    for page in 2..92 {
        address_bar::write(&format!("?page={page}"), Entry::Push);
    }
    address_bar::write("?page=1", Entry::Replace);
    address_bar::write("?page=2", Entry::Replace);
    assert_eq!(address_bar::query(), "?page=91");
    wait(10_500).await;
    assert_eq!(address_bar::query(), "?page=2");
    history.back().unwrap();
    until(|| address_bar::query() == "?page=90").await;
    // A replacement of what is left, and then a new entry.
    for page in 2..92 {
        address_bar::write(&format!("?page={page}"), Entry::Replace);
    }
    address_bar::write("?page=92&limit=50", Entry::Replace);
    address_bar::write("?page=7", Entry::Push);
    address_bar::write("?page=8", Entry::Push);
    wait(10_500).await;
    assert_eq!(address_bar::query(), "?page=8");
    history.back().unwrap();
    until(|| address_bar::query() == "?page=92&limit=50").await;
    stage.settle().await;
}
