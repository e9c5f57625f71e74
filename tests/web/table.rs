//! The table's cells.

use crate::stage::{Stage, answer, page};
use outbox_report::domain::locale::Locale;
use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/tests/web/browser.js")]
extern "C" {
    /// Puts each text of an element into elements of its own, as a translator does.
    fn translate(element: &web_sys::Element);
    /// Makes links of the digits in an element, as a detector of phone numbers does.
    fn detect(element: &web_sys::Element);
}

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
        ["Rejected", "<b>سلام</b>", "+98217000070", "1,240", "1,198", "3,990.2\nIRR", "2025-04-23\n15:26", "–", "ali2"];
    assert_eq!(stage.texts("tbody td"), cells);
    assert_eq!(stage.ids(), ["9007199254740993"]);
    assert_eq!(stage.text("[role=status]"), "1–2 of 64,564,080");
    assert!(stage.find(".badge").class_list().contains("bad"));
    assert_eq!(stage.find("tbody .sender").get_attribute("style").as_deref(), Some("--mark: #95E871;"));
    assert_eq!(stage.find("tbody .exits").get_attribute("style").as_deref(), Some("--share: 96%;"));
    assert_eq!(stage.find("table").get_attribute("aria-rowcount").as_deref(), Some("64564081"));
    assert_eq!(stage.find("tbody tr").get_attribute("aria-rowindex").as_deref(), Some("2"));
}

#[wasm_bindgen_test]
async fn the_language_changes_every_cell_in_place() {
    let stage = Stage::connected("").await;
    answer(0, 200, RICH);
    stage.settle().await;
    let row = stage.find("tbody tr");
    stage.report.set_language(Locale::Fa);
    stage.settle().await;
    let cells =
        ["رد شده", "<b>سلام</b>", "+۹۸۲۱۷۰۰۰۰۷۰", "۱٬۲۴۰", "۱٬۱۹۸", "۳٬۹۹۰٫۲\nریال", "۱۴۰۴/۰۲/۰۳\n۱۵:۲۶", "–", "ali2"];
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
    assert!(stage.find(".badge").class_list().contains("mute"));
}

#[wasm_bindgen_test]
async fn rows_stand_in_groups_of_ten() {
    let stage = Stage::connected("?limit=100").await;
    let ids: Vec<String> = (1..=23).map(|id| id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    answer(0, 200, &page(&ids, 9));
    stage.settle().await;
    assert_eq!(stage.ids(), ids);
    let groups = |stage: &Stage| {
        let groups = stage.root.query_selector_all("tbody").unwrap();
        (0..groups.length()).map(|at| groups.item(at).unwrap().child_nodes().length()).collect::<Vec<_>>()
    };
    assert_eq!(groups(&stage), [10, 10, 3]);
    assert_eq!(stage.find("tbody:nth-of-type(3) tr").get_attribute("aria-rowindex").as_deref(), Some("22"));
    stage.report.refresh();
    stage.settle().await;
    answer(1, 200, &page(&ids[..10], 9));
    stage.settle().await;
    assert_eq!((stage.ids(), groups(&stage)), (ids[..10].iter().map(|id| (*id).to_owned()).collect(), vec![10]));
    stage.report.refresh();
    stage.settle().await;
    answer(2, 200, r#"{"data":[],"meta":{"status":true,"total":0,"current_page":1,"last_page":1}}"#);
    stage.settle().await;
    assert_eq!(groups(&stage), [0]);
}

#[wasm_bindgen_test]
async fn what_a_translator_has_written_goes_with_the_next_answer() {
    for foreign in [translate, detect] {
        let stage = Stage::connected("").await;
        answer(0, 200, RICH);
        stage.settle().await;
        foreign(&stage.find("table"));
        assert!(stage.has("tbody .state font") || stage.has("tbody .outbox-id a a"));
        let button = stage.find("tbody .detail").unchecked_into::<HtmlElement>();
        button.focus().unwrap();
        stage.report.refresh();
        stage.settle().await;
        let next = RICH.replace("9007199254740993", "12").replace("3990.2", "7").replace("سلام", "x");
        answer(1, 200, &next);
        stage.settle().await;
        let cells =
            ["Rejected", "<b>x</b>", "+98217000070", "1,240", "1,198", "7\nIRR", "2025-04-23\n15:26", "–", "ali2"];
        assert_eq!(stage.texts("tbody td"), cells);
        assert_eq!(stage.ids(), ["12"]);
        assert!(!stage.has("table font") && !stage.has("tbody a a"));
        assert_eq!(stage.texts("thead th").first().map(String::as_str), Some("State"));
        // The row is the one that had the focus.
        let focused = web_sys::window().unwrap().document().unwrap().active_element();
        assert!(button.is_same_node(focused.as_ref().map(AsRef::as_ref)));
    }
}

#[wasm_bindgen_test]
async fn what_has_not_changed_is_not_written() {
    let stage = Stage::connected("").await;
    answer(0, 200, RICH);
    stage.settle().await;
    let text = stage.find("tbody .message").first_child().unwrap();
    stage.report.refresh();
    stage.settle().await;
    answer(1, 200, &RICH.replace("3990.2", "7"));
    stage.settle().await;
    assert_eq!(stage.text("tbody .cost"), "7\nIRR");
    assert!(text.is_same_node(stage.find("tbody .message").first_child().as_ref()));
}

#[wasm_bindgen_test]
async fn a_send_can_be_watched_only_while_it_has_not_ended() {
    let stage = Stage::connected("").await;
    let rows = |state: u8| {
        format!(r#"{{"data":[{{"messages_outbox_id":"7","state_id":{state}}}],"meta":{{"status":true,"total":1}}}}"#)
    };
    for (i, state, can_watch) in [(0, 6, false), (1, 2, true), (2, 3, false), (3, 5, true)] {
        answer(i, 200, &rows(state));
        stage.settle().await;
        assert_eq!(stage.has("tbody .watch"), can_watch, "{state}");
        stage.report.refresh();
        stage.settle().await;
    }
}
