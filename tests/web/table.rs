//! The table's cells.

use crate::stage::{Stage, answer, page};
use wasm_bindgen_test::wasm_bindgen_test;

const RICH: &str = r##"{"data":[{"username":"ali2","number_color":"#95E871","number":"+98217000070",
"messages_outbox_id":9007199254740993,"time_send":null,"time":"1745409418","rcpts_count":"1240","exit_count":"1198",
"message":"<b>سلام</b>","cost":3990.2,"state_id":3}],"meta":{"status":true,"total":64564080,"last_page":32282040,
"current_page":1,"per_page":2,"from":1,"to":2}}"##;

#[wasm_bindgen_test]
async fn every_cell_shows_what_the_gateway_said_and_no_more() {
    let stage = Stage::connected("").await;
    answer(0, 200, RICH);
    stage.settle().await;
    let cells =
        ["Rejected", "<b>سلام</b>", "+98217000070", "1,240", "1,198", "3,990.2 IRR", "2025-04-23 15:26", "– ", "ali2"];
    assert_eq!(stage.texts("tbody td"), cells);
    assert_eq!(stage.ids(), ["9007199254740993"]);
    assert_eq!(stage.text("[role=status]"), "1–2 of 64,564,080");
    assert_eq!(stage.find(".badge").get_attribute("data-tone").as_deref(), Some("bad"));
    assert_eq!(stage.find(".mark").get_attribute("style").as_deref(), Some("background-color: rgb(149, 232, 113);"));
    assert_eq!(stage.find("table").get_attribute("aria-rowcount").as_deref(), Some("64564081"));
    assert_eq!(stage.find("tbody tr").get_attribute("aria-rowindex").as_deref(), Some("2"));
}

#[wasm_bindgen_test]
async fn the_language_changes_every_cell_in_place() {
    let stage = Stage::connected("").await;
    answer(0, 200, RICH);
    stage.settle().await;
    let row = stage.find("tbody tr");
    stage.report.switch_language();
    stage.settle().await;
    let cells =
        ["رد شده", "<b>سلام</b>", "+۹۸۲۱۷۰۰۰۰۷۰", "۱٬۲۴۰", "۱٬۱۹۸", "۳٬۹۹۰٫۲ ریال", "۱۴۰۴/۰۲/۰۳ ۱۵:۲۶", "– ", "ali2"];
    assert_eq!(stage.texts("tbody td"), cells);
    assert_eq!(stage.ids(), ["۹۰۰۷۱۹۹۲۵۴۷۴۰۹۹۳"]);
    assert!(row.is_same_node(Some(&stage.find("tbody tr"))));
    let root = web_sys::window().unwrap().document().unwrap().document_element().unwrap();
    assert_eq!(
        (root.get_attribute("lang").as_deref(), root.get_attribute("dir").as_deref()),
        (Some("fa"), Some("rtl"))
    );
}

#[wasm_bindgen_test]
async fn rows_of_the_next_page_take_the_elements_of_the_last_one() {
    let stage = Stage::connected("").await;
    answer(0, 200, &page(&["1", "2", "3"], 9));
    stage.settle().await;
    let first = stage.find("tbody tr");
    stage.report.open("?page=2");
    stage.settle().await;
    answer(1, 200, &page(&["4", "5"], 9));
    stage.settle().await;
    assert_eq!(stage.ids(), ["4", "5"]);
    assert!(first.is_same_node(Some(&stage.find("tbody tr"))));
}

#[wasm_bindgen_test]
async fn a_row_of_nothing_shows_no_sign_of_it() {
    let stage = Stage::connected("").await;
    answer(0, 200, r#"{"data":[{"messages_outbox_id":"7"},null],"meta":{"status":true,"total":null}}"#);
    stage.settle().await;
    assert_eq!(stage.ids(), ["7", "–"]);
    assert_eq!(stage.text("[role=status]"), "1–2");
    let text = stage.text("table");
    for word in ["null", "NaN", "undefined", "Invalid", "[object", "1970"] {
        assert!(!text.contains(word), "{text}");
    }
}

#[wasm_bindgen_test]
async fn an_unknown_state_is_neutral_with_the_gateways_own_word() {
    let stage = Stage::connected("").await;
    answer(0, 200, r#"{"data":[{"messages_outbox_id":"1","state_id":42,"status":"معلق"}],"meta":{"status":true}}"#);
    stage.settle().await;
    assert_eq!(stage.text(".badge"), "معلق");
    assert_eq!(stage.find(".badge").get_attribute("data-tone").as_deref(), Some("mute"));
}
