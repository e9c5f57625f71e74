//! Filters, paging and the address, as a person uses them.

use crate::stage::{Stage, answer, body, count, page, wait};
use outbox_report::{
    browser::{address_bar, storage},
    domain::{
        param::Param,
        storage_key::{Area, Key},
    },
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

/// Opens a page whose first answer is there: one of nine pages.
async fn ready(query: &str) -> Stage {
    let stage = Stage::connected(query).await;
    answer(0, 200, &page(&["1"], 9));
    stage.settle().await;
    stage
}

#[wasm_bindgen_test]
async fn typing_asks_once_when_it_has_settled() {
    let stage = ready("?page=3").await;
    for text in ["a", "ab", "abc"] {
        stage.type_into("#message", text);
        wait(50).await;
    }
    assert_eq!((count(), address_bar::query().as_str()), (1, "?page=3"));
    wait(450).await;
    stage.settle().await;
    assert_eq!((count(), address_bar::query().as_str()), (2, "?message=abc"));
    assert_eq!(body(1).await, r#"{"page":1,"limit":25,"filters":{"message":"abc"}}"#);
}

#[wasm_bindgen_test]
async fn a_date_takes_effect_when_it_is_left() {
    let stage = ready("").await;
    stage.type_into("#create_to_date", "۱۴۰۴/۰۱/۱۹");
    wait(500).await;
    assert_eq!(count(), 1);
    stage.happen("#create_to_date", "change");
    stage.settle().await;
    assert_eq!(body(1).await, r#"{"page":1,"limit":25,"filters":{"create_to_date":"1744144199"}}"#);
    assert_eq!(address_bar::query(), "?create_to_date=2025-04-08");
}

#[wasm_bindgen_test]
async fn a_value_that_cannot_be_used_changes_nothing_but_its_field() {
    let stage = ready("?page=3").await;
    stage.type_into("#create_from_date", "1404/12/30");
    stage.happen("#create_from_date", "change");
    stage.settle().await;
    assert_eq!((count(), address_bar::query().as_str()), (1, "?page=3"));
    assert_eq!(stage.ids(), ["1"]);
    assert_eq!(stage.text("#create_from_date-error"), "The Persian calendar has no such day.");
    let described_by = stage.find("#create_from_date").get_attribute("aria-describedby");
    assert_eq!(described_by.as_deref(), Some("create_from_date-error create_from_date-reading"));
}

#[wasm_bindgen_test]
async fn a_value_that_cannot_be_used_holds_up_only_itself() {
    let stage = ready("?create_to_date=2025-04-08&message=a").await;
    stage.type_into("#create_to_date", "1404/12/30");
    stage.happen("#create_to_date", "change");
    stage.settle().await;
    assert_eq!(count(), 1);
    // A state is chosen.
    stage.type_into("#state_id", "6");
    stage.happen("#state_id", "change");
    stage.settle().await;
    assert_eq!((count(), address_bar::query().as_str()), (2, "?create_to_date=2025-04-08&message=a&state_id=6"));
    // What is typed settles.
    stage.type_into("#username", "ali*");
    wait(450).await;
    stage.settle().await;
    assert_eq!(address_bar::query(), "?username=ali*&create_to_date=2025-04-08&message=a&state_id=6");
    // A chip is removed.
    stage.report.remove_filter(Param::Message);
    stage.settle().await;
    assert_eq!(address_bar::query(), "?username=ali*&create_to_date=2025-04-08&state_id=6");
    // The value waits at its field, and takes effect when it is put right.
    assert_eq!(stage.value("#create_to_date"), "1404/12/30");
    assert_eq!(stage.text("#create_to_date-error"), "The Persian calendar has no such day.");
    stage.type_into("#create_to_date", "1404/12/29");
    stage.happen("#create_to_date", "change");
    stage.settle().await;
    assert_eq!(address_bar::query(), "?username=ali*&create_to_date=2026-03-20&state_id=6");
    assert!(!stage.has("#create_to_date-error"));
}

#[wasm_bindgen_test]
async fn a_date_in_words_becomes_one_in_numbers() {
    let stage = ready("").await;
    stage.type_into("#create_from_date", "Wed, 23 Apr 2025 11:56:58 GMT");
    stage.happen("#create_from_date", "change");
    stage.settle().await;
    assert_eq!((count(), address_bar::query().as_str()), (2, "?create_from_date=1745409418"));
    stage.type_into("#create_from_date", "۳ اردیبهشت ۱۴۰۴");
    stage.happen("#create_from_date", "change");
    stage.settle().await;
    assert_eq!(address_bar::query(), "?create_from_date=2025-04-23");
    assert_eq!(stage.value("#create_from_date"), "2025-04-23");
}

#[wasm_bindgen_test]
async fn a_view_that_came_with_a_bad_value_asks_nothing_until_it_is_put_right() {
    let stage = Stage::connected("?state_id=99").await;
    stage.type_into("#message", "a");
    wait(450).await;
    stage.settle().await;
    assert_eq!((count(), address_bar::query().as_str()), (0, "?state_id=99"));
    stage.type_into("#state_id", "3");
    stage.happen("#state_id", "change");
    stage.settle().await;
    assert_eq!((count(), address_bar::query().as_str()), (1, "?message=a&state_id=3"));
}

#[wasm_bindgen_test]
async fn rows_per_page_set_to_the_default_leave_the_address_empty() {
    let stage = ready("").await;
    for (rows, address) in [("50", "?limit=50"), ("25", ""), ("100", "?limit=100")] {
        stage.report.show_rows(rows);
        stage.settle().await;
        assert_eq!(address_bar::query(), address);
    }
    stage.report.show_rows("25");
    stage.settle().await;
    drop(stage);
    // The choice is kept all the same.
    assert_eq!(storage::read(Area::Device, Key::Limit).as_deref(), Some("25"));
    let again = Stage::reopen("", r#"{"locale":"en","page_limit":10,"page_limits":[10,25]}"#).await;
    assert_eq!(address_bar::query(), "?limit=25");
    drop(again);
    storage::remove(Area::Device, Key::Limit);
}

#[wasm_bindgen_test]
async fn a_shared_link_of_the_plain_report_says_its_rows_per_page() {
    let stage = ready("").await;
    let link = stage.report.link(None).unwrap();
    assert!(link.ends_with("/?limit=25") || link.ends_with(".html?limit=25"), "{link}");
    drop(stage);
    // Who has a view for the start sees the plain report by it.
    let stage = Stage::open("", r#"{"locale":"en"}"#).await;
    stage.report.set_start_view(Some("?state_id=6"));
    drop(stage);
    let stage = Stage::reopen("?limit=25", r#"{"locale":"en"}"#).await;
    assert_eq!(address_bar::query(), "?limit=25");
    assert!(!stage.report.is_filtered());
    stage.report.set_start_view(None);
}

#[wasm_bindgen_test]
async fn a_link_that_was_copied_out_of_html_keeps_its_filters() {
    for query in ["?limit=50&amp;state_id=3", "?limit=50&#38;state_id=3"] {
        let stage = Stage::connected(query).await;
        assert_eq!(address_bar::query(), "?limit=50&state_id=3", "{query}");
        assert_eq!(body(0).await, r#"{"page":1,"limit":50,"filters":{"state_id":"3"}}"#);
        drop(stage);
    }
}

#[wasm_bindgen_test]
async fn names_and_messages_have_the_direction_of_their_letters() {
    let stage = ready("").await;
    for (field, direction) in [("#username", "auto"), ("#message", "auto"), ("#number", "ltr")] {
        assert_eq!(stage.find(field).get_attribute("dir").as_deref(), Some(direction), "{field}");
    }
}

#[wasm_bindgen_test]
async fn a_sign_that_would_lead_to_another_host_is_named_at_its_field() {
    let stage = Stage::open("", r#"{"locale":"en"}"#).await;
    stage.type_into("#gateway-address", "https://edge–gw.example.com/v1");
    stage.type_into("#token", "secret");
    stage.happen("form.connect", "submit");
    stage.settle().await;
    let said = stage.text("#gateway-address-error");
    assert!(said.contains('–') && said.contains("U+2013"), "{said}");
    assert_eq!(count(), 0);
}

#[wasm_bindgen_test]
async fn applying_what_is_there_already_asks_for_nothing() {
    let stage = ready("?page=2&message=a").await;
    stage.happen("#filters", "submit");
    stage.settle().await;
    assert_eq!((count(), address_bar::query().as_str()), (1, "?page=2&message=a"));
}

#[wasm_bindgen_test]
async fn clearing_keeps_the_rows_per_page_and_asks_once() {
    let stage = ready("?limit=50&message=a&state_id=0").await;
    stage.click(".actions .plain");
    wait(450).await;
    stage.settle().await;
    assert_eq!((count(), address_bar::query().as_str()), (2, "?limit=50"));
}

#[wasm_bindgen_test]
async fn steps_are_links_and_those_without_an_end_lead_nowhere() {
    let stage = ready("?page=9&state_id=6").await;
    let attribute =
        |name: &str, attribute: &str| stage.find(&format!("[aria-label='{name}']")).get_attribute(attribute);
    assert_eq!(attribute("First page", "href").as_deref(), Some("?state_id=6"));
    assert_eq!(attribute("Previous page", "href").as_deref(), Some("?page=8&state_id=6"));
    for name in ["Next page", "Last page"] {
        assert_eq!(attribute(name, "href"), None);
        assert_eq!(attribute(name, "role").as_deref(), Some("link"));
        assert_eq!(attribute(name, "aria-disabled").as_deref(), Some("true"));
        assert_eq!(attribute(name, "tabindex").as_deref(), Some("0"));
    }
}

#[wasm_bindgen_test]
async fn a_page_is_jumped_to_in_digits_of_any_script() {
    let stage = ready("").await;
    stage.type_into("#page", "۷");
    stage.happen(".page-field", "submit");
    stage.settle().await;
    assert_eq!((count(), address_bar::query().as_str()), (2, "?page=7"));
    stage.type_into("#page", "seven");
    stage.happen(".page-field", "submit");
    stage.settle().await;
    assert_eq!(count(), 2);
    assert_eq!(stage.text("#page-error"), "A whole number, 1 or more.");
}

#[wasm_bindgen_test]
async fn a_page_past_the_end_says_so_and_leads_to_the_last_one() {
    let stage = Stage::connected("?page=50").await;
    answer(0, 200, r#"{"data":[],"meta":{"status":true,"current_page":50,"last_page":9,"total":220,"from":null}}"#);
    stage.settle().await;
    assert_eq!(stage.text("[role=status]"), "Page 50 does not exist. The last page is 9.");
    assert_eq!(stage.text(".panel a"), "Go to the last page, 9");
    stage.click(".panel a");
    stage.settle().await;
    assert_eq!((count(), address_bar::query().as_str()), (2, "?page=9"));
}

#[wasm_bindgen_test]
async fn a_rejected_token_keeps_the_view_and_another_goes_on_with_it() {
    let stage = Stage::connected("?state_id=6&page=2").await;
    answer(0, 401, r#"{"data":null,"meta":{"status":false,"message":"نادرست","message_code":"400-1","errors":{}}}"#);
    stage.settle().await;
    let alert = stage.text("[role=alert]");
    assert!(alert.contains("نادرست") && alert.contains("400-1"), "{alert}");
    assert_eq!(address_bar::query(), "?page=2&state_id=6");
    stage.type_into("#token", "another");
    stage.happen("form.connect", "submit");
    stage.settle().await;
    assert_eq!(body(1).await, body(0).await);
    assert_eq!(crate::stage::header(1, "authorization"), "another");
}

/// Returns an answer with `count` rows and the given parts of `meta`.
fn rows(count: usize, meta: &str) -> String {
    let rows: Vec<String> = (1..=count).map(|id| format!(r#"{{"messages_outbox_id":"{id}"}}"#)).collect();
    format!(r#"{{"data":[{}],"meta":{{"status":true{meta}}}}}"#, rows.join(","))
}

#[wasm_bindgen_test]
async fn without_a_known_end_next_leads_on_from_a_full_page_and_the_status_says_so() {
    let stage = Stage::connected("?limit=10").await;
    answer(0, 200, &rows(10, r#","current_page":1,"per_page":10"#));
    stage.settle().await;
    assert_eq!(stage.text("[role=status]"), "1–10; the end is not known");
    let href = |stage: &Stage, name: &str| stage.find(&format!("[aria-label='{name} page']")).get_attribute("href");
    assert_eq!(href(&stage, "Next").as_deref(), Some("?page=2&limit=10"));
    assert_eq!(href(&stage, "Last"), None);
    stage.click("[aria-label='Next page']");
    stage.settle().await;
    answer(1, 200, &rows(4, r#","current_page":2,"per_page":10"#));
    stage.settle().await;
    assert_eq!((stage.text("[role=status]").as_str(), href(&stage, "Next")), ("11–14", None));
}

#[wasm_bindgen_test]
async fn rows_that_are_counted_and_did_not_come_are_said_with_a_way_on() {
    let stage = Stage::connected("").await;
    answer(0, 200, r#"{"data":[],"meta":{"status":true,"total":5,"last_page":1,"current_page":1}}"#);
    stage.settle().await;
    assert_eq!(stage.text("[role=status]"), "5 counted, but none came");
    assert!(!stage.text(".panel").contains("Nothing has been sent"), "{}", stage.text(".panel"));
    assert_eq!(stage.text(".panel button"), "Try again");
    stage.click(".panel button");
    stage.settle().await;
    assert_eq!(count(), 2);
    answer(1, 200, &page(&["1"], 1));
    stage.settle().await;
    assert!(!stage.has(".panel"));
}

#[wasm_bindgen_test]
async fn a_page_without_rows_and_without_a_known_end_leads_back() {
    let stage = Stage::connected("?page=3").await;
    answer(0, 200, &rows(0, r#","current_page":3"#));
    stage.settle().await;
    assert_eq!(stage.text("[role=status]"), "Page 3 has no rows");
    assert!(!stage.text(".panel").contains("Nothing has been sent"), "{}", stage.text(".panel"));
    assert_eq!(stage.find(".panel a").get_attribute("href").as_deref(), Some("?"));
}

#[wasm_bindgen_test]
async fn rows_per_page_are_reckoned_from_the_rows_that_are_shown() {
    let stage = Stage::connected("?page=3&limit=1000").await;
    let meta = r#","current_page":3,"per_page":100,"from":201,"to":300,"total":5000,"last_page":50"#;
    answer(0, 200, &rows(100, meta));
    stage.settle().await;
    stage.report.show_rows("50");
    stage.settle().await;
    assert_eq!(address_bar::query(), "?page=5&limit=50");
    storage::remove(Area::Device, Key::Limit);
}

#[wasm_bindgen_test]
async fn the_pages_field_says_which_page_the_gateway_gave() {
    let stage = Stage::connected("?page=7").await;
    let value = |stage: &Stage| stage.find("#page").unchecked_into::<HtmlInputElement>().value();
    assert_eq!(value(&stage), "7");
    answer(0, 200, &rows(2, r#","current_page":3,"last_page":3,"total":52"#));
    stage.settle().await;
    assert_eq!((value(&stage).as_str(), address_bar::query().as_str()), ("3", "?page=7"));
    // The number that stands there is no other page, and neither is the one that was asked for.
    for typed in ["3", "7"] {
        stage.type_into("#page", typed);
        stage.happen(".page-field", "submit");
        stage.settle().await;
        assert_eq!((count(), value(&stage).as_str()), (1, "3"), "{typed}");
    }
    stage.type_into("#page", "2");
    stage.report.refresh();
    stage.settle().await;
    answer(1, 200, &rows(2, r#","current_page":1,"last_page":3,"total":52"#));
    stage.settle().await;
    assert_eq!(value(&stage), "2", "what is being typed stays");
    stage.happen(".page-field", "submit");
    stage.settle().await;
    assert_eq!((count(), address_bar::query().as_str()), (3, "?page=2"));
}

#[wasm_bindgen_test]
async fn rows_beyond_what_was_asked_for_are_not_painted_and_that_is_said() {
    let stage = Stage::connected("?limit=10").await;
    answer(0, 200, &rows(2_000, r#","per_page":10,"total":2000"#));
    stage.settle().await;
    assert_eq!((stage.ids().len(), stage.text("[role=status]").as_str()), (10, "1–10 of 2,000"));
    assert!(stage.text(".notes").contains("sent 2,000 rows at once. Only the first 10 are shown."));
}

#[wasm_bindgen_test]
async fn rows_open_their_own_details_whatever_their_numbers() {
    let stage = Stage::connected("").await;
    answer(0, 200, &rows(3, r#","from":18446744073709551615,"total":3"#));
    stage.settle().await;
    assert_eq!(stage.ids(), ["1", "2", "3"]);
    for id in ["1", "2", "3"] {
        stage.click(&format!("tbody tr:nth-child({id}) .detail"));
        stage.settle().await;
        assert_eq!(stage.text("dialog #dialog-title"), format!("Details of {id}"));
    }
}

#[wasm_bindgen_test]
async fn an_objection_to_a_valid_state_is_no_other_state() {
    let stage = Stage::connected("?state_id=6").await;
    let errors = r#"{"data":null,"meta":{"status":false,"message":"no","errors":{"state_id":["not yours"]}}}"#;
    answer(0, 422, errors);
    stage.settle().await;
    assert_eq!(stage.find("#state_id").get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(stage.text("#state_id-error").contains("not yours"));
    assert_eq!(stage.texts("#state_id option").len(), 11);
    drop(stage);
    let stage = Stage::connected("?state_id=99").await;
    assert_eq!(stage.texts("#state_id option").len(), 12, "a value that is none of them is one more");
}

#[wasm_bindgen_test]
async fn at_most_twenty_errors_are_said_and_how_many_more_there_are() {
    let stage = Stage::connected("").await;
    let errors: Vec<String> = (0..10_000).map(|i| format!(r#""field{i}":["no"]"#)).collect();
    let text = format!(r#"{{"data":null,"meta":{{"status":false,"errors":{{{}}}}}}}"#, errors.join(","));
    answer(0, 422, &text);
    stage.settle().await;
    let said = stage.text("[role=alert] .words");
    assert_eq!((said.matches("field").count(), said.ends_with("and 9,980 more")), (20, true), "{said}");
}

#[wasm_bindgen_test]
async fn a_time_that_can_not_be_read_is_shown_as_it_came() {
    let stage = Stage::connected("").await;
    let row = r#"{"messages_outbox_id":"1","time":"2025-04-23 15:26:58","time_send":1.745409418e9}"#;
    answer(0, 200, &format!(r#"{{"data":[{row}],"meta":{{"status":true,"total":1}}}}"#));
    stage.settle().await;
    assert_eq!(stage.text("tbody .created").trim(), "2025-04-23 15:26:58");
    assert!(stage.text("tbody .sent").contains("15:26"), "{}", stage.text("tbody .sent"));
    let notes = stage.text(".notes");
    assert!(notes.contains("shown as they came: \u{2068}data[0].time\u{2069}"), "{notes}");
}

#[wasm_bindgen_test]
async fn a_message_of_any_length_opens_whole_in_its_detail() {
    let stage = Stage::connected("").await;
    let row = format!(r#"{{"messages_outbox_id":"1","message":"{}"}}"#, "آ".repeat(50_000));
    answer(0, 200, &format!(r#"{{"data":[{row}],"meta":{{"status":true,"total":1}}}}"#));
    stage.settle().await;
    stage.click("tbody .detail");
    stage.settle().await;
    assert_eq!(stage.find(".bubble").query_selector_all(".part-mark").unwrap().length(), 254);
    assert!(stage.text(".message-line").contains("Only the first 255 parts are marked."));
    assert_eq!(stage.text(".bubble").chars().filter(|c| *c == 'آ').count(), 50_000);
}
