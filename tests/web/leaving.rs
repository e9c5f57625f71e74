//! Copies, saved views in files, and sessions of several tabs.

use crate::stage::{Stage, answer, real_wait, until, wait};
use outbox_report::{
    browser::{address_bar, storage},
    domain::{
        locale::Locale,
        storage_key::{Area, Key},
    },
};
use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

#[wasm_bindgen(module = "/tests/web/browser.js")]
extern "C" {
    fn slow(ms: u32);
    fn read_count() -> u32;
    fn choose(input: &Element, content: &str);
    async fn saved() -> wasm_bindgen::JsValue;
    fn tell(name: &str);
    fn close();
    fn plain_http(allowed: bool);
    fn plain() -> String;
    fn html() -> String;
    fn selected() -> String;
    fn select_children(element: &Element);
    fn select_nothing();
    fn copy_by_hand();
    fn click(element: &Element, detail: i32);
}

const VIEWS: &str = r#"{"views":[{"name":"Rejected","query":"?state_id=3"}]}"#;

const ROWS: &str = r#"{"data":[
{"messages_outbox_id":"900719925474099312","number":"+98217000070","username":"1E5","message":"\n=1+1","cost":"3990.2",
"rcpts_count":"12345678901234567890","state_id":3,"time":"1745409418"},
{"messages_outbox_id":"2","number":"+981000","username":"کاربر۲","message":"کد ۱۲ است","cost":5,"state_id":3}
],"meta":{"status":true,"total":1240,"last_page":9}}"#;

/// Opens the page with two rows.
async fn with_rows() -> Stage {
    let stage = Stage::connected("").await;
    answer(0, 200, ROWS);
    stage.settle().await;
    stage
}

/// Presses the button with the given name.
#[track_caller]
fn press(stage: &Stage, name: &str) {
    let all = stage.root.query_selector_all("button").unwrap();
    let mut buttons = (0..all.length()).map(|at| all.item(at).unwrap().unchecked_into::<HtmlElement>());
    let button = buttons.find(|button| {
        button.text_content().as_deref() == Some(name) || button.get_attribute("aria-label").as_deref() == Some(name)
    });
    button.unwrap_or_else(|| panic!("no {name}")).click();
}

async fn with_saved_views() -> Stage {
    let stage = with_rows().await;
    press(&stage, "Saved views");
    stage.settle().await;
    stage
}

fn kept_views() -> String {
    storage::read(Area::Device, Key::Views).unwrap_or_default()
}

#[wasm_bindgen_test]
async fn a_dialog_that_closes_while_a_file_is_read_takes_nothing_from_it() {
    let stage = with_saved_views().await;
    slow(50);
    choose(&stage.find("input[type=file]"), VIEWS);
    close();
    stage.settle().await;
    assert!(!stage.has("dialog"));
    wait(200).await;
    real_wait(100).await;
    stage.settle().await;
    assert_eq!((read_count(), kept_views().as_str()), (1, ""));
    // The page goes on.
    press(&stage, "Saved views");
    stage.settle().await;
    choose(&stage.find("input[type=file]"), VIEWS);
    wait(200).await;
    until(|| kept_views() == VIEWS).await;
    slow(0);
}

#[wasm_bindgen_test]
async fn a_file_over_a_megabyte_is_refused_without_being_read() {
    let stage = with_saved_views().await;
    slow(0);
    choose(&stage.find("input[type=file]"), &format!("{VIEWS}{}", " ".repeat(1_000_000)));
    wait(50).await;
    real_wait(50).await;
    stage.settle().await;
    assert!(stage.text("dialog").contains("larger than 1 MB"), "{}", stage.text("dialog"));
    assert_eq!((read_count(), kept_views().as_str()), (0, ""));
}

#[wasm_bindgen_test]
async fn a_file_of_thousands_of_views_fills_the_list_and_says_so() {
    let stage = with_saved_views().await;
    let views: Vec<String> = (0..3_000).map(|page| format!(r#"{{"name":"a","query":"?page={page}"}}"#)).collect();
    choose(&stage.find("input[type=file]"), &format!(r#"{{"views":[{}]}}"#, views.join(",")));
    wait(50).await;
    until(|| stage.texts("dialog li").len() == 1_000).await;
    stage.settle().await;
    let said = stage.text("dialog");
    assert!(said.contains("Views added: 1000 Left out: 2000. No more than 1000 views are kept."), "{said}");
}

#[wasm_bindgen_test]
async fn views_that_two_tabs_save_are_both_kept() {
    let stage = with_saved_views().await;
    storage::write(Area::Device, Key::Views, VIEWS);
    stage.type_into("#view-name", "Mine");
    press(&stage, "Save this view");
    stage.settle().await;
    let both = r#"{"views":[{"name":"Rejected","query":"?state_id=3"},{"name":"Mine","query":""}]}"#;
    assert_eq!(kept_views(), both);
    assert_eq!(stage.texts("dialog li bdi"), ["Rejected", "Mine"]);
    // What is done to one is done to it, wherever it is by now.
    storage::write(
        Area::Device,
        Key::Views,
        r#"{"views":[{"name":"Mine","query":""},{"name":"x","query":"?page=2"}]}"#,
    );
    press(&stage, "Delete: Mine");
    stage.settle().await;
    assert_eq!(kept_views(), r#"{"views":[{"name":"x","query":"?page=2"}]}"#);
    // One that is gone stays gone, and what another tab does is seen.
    storage::write(Area::Device, Key::Views, r#"{"views":[]}"#);
    press(&stage, "Move up: x");
    stage.settle().await;
    assert_eq!((kept_views().as_str(), stage.texts("dialog li").len()), (r#"{"views":[]}"#, 0));
    storage::write(Area::Device, Key::Views, VIEWS);
    tell("storage");
    stage.settle().await;
    assert_eq!(stage.texts("dialog li bdi"), ["Rejected"]);
}

#[wasm_bindgen_test]
async fn a_file_that_is_being_saved_can_still_be_read() {
    let stage = with_saved_views().await;
    stage.type_into("#view-name", "Mine");
    press(&stage, "Save this view");
    press(&stage, "Save views as a file");
    wait(1_500).await;
    assert_eq!(saved().await.as_string().unwrap(), r#"{"views":[{"name":"Mine","query":""}]}"#);
}

#[wasm_bindgen_test]
async fn a_tab_that_wakes_after_another_has_signed_out_and_in_leaves_its_session() {
    let stage = Stage::open("", r#"{"locale":"en"}"#).await;
    stage.report.connect("", "old-token", true).unwrap();
    stage.settle().await;
    let old = storage::read(Area::Device, Key::Session).unwrap();
    // The other tab: signs out, and connects again.
    storage::write(Area::Device, Key::SignOuts, "7");
    let new = "7\n\n\nnew-token";
    storage::write(Area::Device, Key::Session, new);
    storage::write(Area::Tab, Key::Session, &old);
    tell("pageshow");
    stage.settle().await;
    assert!(stage.has("form.connect") && !stage.shows_table());
    assert_eq!(storage::read(Area::Device, Key::Session).as_deref(), Some(new));
    assert_eq!(storage::read(Area::Tab, Key::Session), None);
    stage.report.sign_out();
    assert_eq!(storage::read(Area::Device, Key::Session), None);
}

#[wasm_bindgen_test]
async fn rows_are_copied_for_a_spreadsheet_over_plain_http_as_text_that_stays_text() {
    let stage = with_rows().await;
    plain_http(true);
    stage.click("thead .pick");
    stage.settle().await;
    press(&stage, "Copy for a spreadsheet");
    stage.settle().await;
    assert!(stage.text(".selection").contains("TSV: 2 rows are copied."));
    assert!(plain().contains("\"'\n=1+1\"\t+98217000070\t12345678901234567890\t"), "{}", plain());
    let html = html();
    for text in ["900719925474099312", "+98217000070", "1E5", "12345678901234567890"] {
        let cell = format!(r#"<td style='mso-number-format:"\@";white-space:pre-wrap' sdnum="1033;0;@">{text}</td>"#);
        assert!(html.contains(&cell), "{text} in {html}");
    }
    assert!(
        html.contains("<td>3990.2</td>") && html.contains(">'<br style=\"mso-data-placement:same-cell\">=1+1</td>"),
        "{html}"
    );
    press(&stage, "Copy JSON");
    stage.settle().await;
    assert!(plain().starts_with("[\n{\"messages_outbox_id\"") && stage.text(".selection").contains("JSON: 2 rows"));
    // Nothing is left of it, and the focus is where it was.
    assert!(!stage.has("textarea"));
}

#[wasm_bindgen_test]
async fn what_can_not_be_copied_is_shown_selected_everywhere() {
    let stage = with_rows().await;
    plain_http(false);
    stage.click("thead .pick");
    stage.settle().await;
    press(&stage, "Copy Markdown");
    stage.settle().await;
    assert!(selected().starts_with("| State |"), "{}", selected());
    assert!(stage.text(".selection").contains("The text is selected: copy it with the keyboard."));
    stage.click("tbody tr:nth-child(2) .detail");
    stage.settle().await;
    press(&stage, "Copy: Outbox ID");
    stage.settle().await;
    assert_eq!(selected(), "2");
    press(&stage, "Copy: Message");
    stage.settle().await;
    assert_eq!(selected(), "کد ۱۲ است");
    plain_http(true);
    press(&stage, "Copy: Message");
    stage.settle().await;
    assert_eq!(plain(), "کد ۱۲ است");
    close();
    // The record's place in the history is left.
    real_wait(100).await;
}

#[wasm_bindgen_test]
async fn what_is_copied_by_hand_is_in_latin_digits_but_for_what_was_sent() {
    let stage = with_rows().await;
    stage.report.set_language(Locale::Fa);
    stage.settle().await;
    for (selector, copied) in [
        ("tbody tr:nth-child(2) .sender", "+981000"),
        ("tbody tr:nth-child(1) .outbox-id a", "900719925474099312"),
        ("tbody tr:nth-child(1) .cost", "3,990.2 ریال"),
        ("[role=status]", "1–2 از 1,240"),
    ] {
        select_children(&stage.find(selector));
        copy_by_hand();
        assert_eq!(plain().trim(), copied);
    }
    // What is as it was sent is the browser's own copy.
    for selector in ["tbody tr:nth-child(2) .message", "tbody tr:nth-child(2) .user"] {
        select_children(&stage.find(selector));
        copy_by_hand();
        assert_eq!(plain(), "");
    }
    select_children(&stage.find("tbody tr:nth-child(2)"));
    copy_by_hand();
    let row = plain();
    assert!(row.contains("کد ۱۲ است") && row.contains("کاربر۲") && row.contains("+981000"), "{row}");
    select_nothing();
    stage.report.set_language(Locale::En);
    stage.settle().await;
}

#[wasm_bindgen_test]
async fn a_double_click_on_a_value_opens_nothing_and_a_click_does() {
    let stage = with_rows().await;
    let link = stage.find("tbody tr:nth-child(2) .outbox-id a");
    assert_eq!(link.get_attribute("draggable").as_deref(), Some("false"));
    click(&link, 1);
    click(&link, 2);
    wait(700).await;
    assert_eq!(address_bar::query(), "");
    // The end of a selection.
    click(&link, 1);
    select_children(&link);
    wait(700).await;
    assert_eq!(address_bar::query(), "");
    select_nothing();
    click(&link, 1);
    stage.settle().await;
    assert_eq!(stage.find("table").get_attribute("aria-busy").as_deref(), Some("true"));
    wait(700).await;
    assert_eq!(address_bar::query(), "?messages_outbox_id=2");
    // A key waits for nothing.
    click(&stage.find("tbody tr:nth-child(1) .sender a"), 0);
    // The rows are still those of before, and the link goes to its value beside the filter of the click.
    assert_eq!(address_bar::query(), "?number=%2B98217000070&messages_outbox_id=2");
}
