//! Requests, their order and their retries.

use crate::stage::{
    self, Stage, aborted, answer, answer_with, body, count, header, lose, page, property, real_now, set_now, until,
    wait,
};
use outbox_report::domain::preferences::Preference;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn nothing_is_asked_without_a_token() {
    let page = Stage::open("?state_id=6", "{}").await;
    assert_eq!(count(), 0);
    assert!(page.has("form.connect") && !page.shows_table());
}

#[wasm_bindgen_test]
async fn a_view_makes_one_request_with_the_contracts_headers_and_modes() {
    let _page = Stage::connected("?state_id=6").await;
    assert_eq!(count(), 1);
    assert_eq!(body(0).await, r#"{"page":1,"limit":25,"filters":{"state_id":"6"}}"#);
    assert_eq!(header(0, "authorization"), "secret");
    assert_eq!(header(0, "content-type"), "application/json");
    let modes = ["credentials", "redirect", "referrerPolicy", "cache", "mode"].map(|name| property(0, name));
    assert_eq!(modes, ["omit", "error", "no-referrer", "no-store", "cors"]);
}

#[wasm_bindgen_test]
async fn a_newer_query_aborts_the_older_one_whose_answer_never_shows() {
    let stage = Stage::connected("").await;
    stage.report.open("?page=2");
    stage.settle().await;
    assert_eq!((count(), aborted(0), aborted(1)), (2, true, false));
    answer(1, 200, &page(&["2"], 9));
    answer(0, 200, &page(&["1"], 9));
    stage.settle().await;
    assert_eq!(stage.ids(), ["2"]);
}

#[wasm_bindgen_test]
async fn old_rows_stay_and_are_marked_busy_until_the_new_ones_are_there() {
    let stage = Stage::connected("").await;
    assert_eq!(stage.find("table").get_attribute("aria-busy").as_deref(), Some("true"));
    answer(0, 200, &page(&["1", "2"], 9));
    stage.settle().await;
    assert_eq!(stage.find("table").get_attribute("aria-busy").as_deref(), Some("false"));
    stage.report.open("?page=2");
    stage.settle().await;
    assert_eq!(stage.ids(), ["1", "2"]);
    assert_eq!(stage.find("table").get_attribute("aria-busy").as_deref(), Some("true"));
    answer(1, 200, &page(&["3"], 9));
    stage.settle().await;
    assert_eq!(stage.ids(), ["3"]);
}

#[wasm_bindgen_test]
async fn a_failed_refresh_keeps_the_rows_and_another_query_does_not() {
    let stage = Stage::connected("").await;
    answer(0, 200, &page(&["1"], 9));
    stage.settle().await;
    stage.report.refresh();
    stage.settle().await;
    assert_eq!(body(1).await, body(0).await);
    answer(1, 502, "<html>");
    stage.settle().await;
    assert_eq!(stage.ids(), ["1"]);
    assert!(stage.text("[role=alert]").contains("HTTP 502"));
    stage.report.open("?page=3");
    stage.settle().await;
    answer(2, 502, "<html>");
    stage.settle().await;
    assert_eq!(stage.find("table").get_attribute("aria-busy").as_deref(), Some("true"), "they are not the address's");
    stage.report.give_up();
    stage.settle().await;
    assert_eq!(stage.ids(), Vec::<String>::new());
    assert_eq!(stage.find("table").get_attribute("aria-busy").as_deref(), Some("false"));
}

#[wasm_bindgen_test]
async fn what_may_pass_is_asked_again_in_sight_and_can_be_stopped() {
    let stage = Stage::connected("").await;
    answer_with(0, 503, "{}", "7");
    stage.settle().await;
    let waiting = stage.text(".waiting");
    assert!(waiting.contains("Trying again in 7 s") || waiting.contains("Trying again in 8 s"), "{waiting}");
    assert!(stage.text("[role=alert]").contains("HTTP 503"));
    stage.click(".waiting button");
    stage.settle().await;
    assert!(!stage.has(".waiting") && stage.text("[role=alert]").contains("HTTP 503"));
    wait(2_200).await;
    assert_eq!(count(), 1);
    stage.click("[role=alert] button");
    stage.settle().await;
    assert_eq!(count(), 2);
    answer(1, 500, "");
    wait(2_200).await;
    stage.settle().await;
    assert_eq!((count(), stage.text(".waiting").contains("Trying again…")), (3, true));
    answer(2, 200, &page(&["1"], 1));
    stage.settle().await;
    assert_eq!((stage.ids(), stage.text("[role=alert]").as_str()), (vec!["1".to_owned()], ""));
    assert!(!stage.has(".waiting"));
}

#[wasm_bindgen_test]
async fn a_date_in_retry_after_is_a_wait_as_well() {
    set_now(1_764_000_000);
    let stage = Stage::connected("").await;
    answer_with(0, 429, "{}", "Mon, 24 Nov 2025 16:00:42 GMT");
    stage.settle().await;
    assert!(stage.text(".waiting").contains("42 s"), "{}", stage.text(".waiting"));
    real_now();
}

#[wasm_bindgen_test]
async fn a_retry_after_that_can_not_be_read_is_ten_seconds() {
    set_now(1_764_000_000);
    for text in ["1.5", "-1", "10, 10", "120junk", "Mon, 24 Nov 2025 15:59:59 GMT"] {
        let stage = Stage::connected("").await;
        answer_with(0, 429, "{}", text);
        stage.settle().await;
        assert!(stage.text(".waiting").contains(" 10 s"), "{text}: {}", stage.text(".waiting"));
    }
    real_now();
}

#[wasm_bindgen_test]
async fn an_answer_of_more_than_32_megabytes_is_a_failure_that_says_so() {
    let stage = Stage::connected("").await;
    answer(0, 200, &" ".repeat(32_000_001));
    until(|| !stage.text("[role=alert]").is_empty()).await;
    let alert = stage.text("[role=alert]");
    assert!(alert.contains("too large") && alert.contains("32 MB") && alert.contains("HTTP 200"), "{alert}");
    stage.click("[role=alert] button");
    stage.settle().await;
    let large = page(&["1"], 1).replace("\"meta\"", &format!("{}\"meta\"", " ".repeat(5_000_000)));
    answer(1, 200, &format!("\u{FEFF}{large}"));
    until(|| stage.ids() == ["1"]).await;
}

#[wasm_bindgen_test]
async fn rows_are_judged_by_the_now_that_they_were_asked_with() {
    set_now(1_764_000_000);
    let stage = Stage::connected("?create_from_date=now-5m").await;
    let row = r#"{"data":[{"messages_outbox_id":"1","time":1763999760}],"meta":{"status":true,"total":1}}"#;
    answer(0, 200, row);
    stage.settle().await;
    set_now(1_764_000_360);
    stage.report.refresh();
    stage.settle().await;
    assert_eq!(stage.ids(), ["1"]);
    assert!(!stage.text(".notes").contains("ignore"), "{}", stage.text(".notes"));
    // The new answer is judged by its own.
    answer(1, 200, row);
    stage.settle().await;
    assert!(stage.text(".notes").contains("1 of 1 rows do not match"), "{}", stage.text(".notes"));
    real_now();
}

#[wasm_bindgen_test]
async fn a_range_of_a_relative_and_a_fixed_end_is_checked_by_the_now_of_its_answer() {
    set_now(1_764_000_000);
    let stage = Stage::connected("?create_from_date=now-1h&create_to_date=1763999000").await;
    answer(0, 200, &page(&["1"], 9));
    stage.settle().await;
    // An hour later the relative end lies behind the fixed one.
    set_now(1_764_003_600);
    stage.click("[aria-label='Next page']");
    stage.settle().await;
    assert_eq!((count(), stage.has("#create_to_date-error")), (2, false));
    assert!(body(1).await.contains(r#""page":2,"limit":25,"filters":{"create_from_date":"1763996400""#));
    answer(1, 200, &page(&["2"], 9));
    stage.settle().await;
    // Asked anew, it would have no instant.
    stage.report.refresh();
    stage.settle().await;
    assert_eq!((count(), stage.ids()), (2, vec!["2".to_owned()]));
    assert_eq!(stage.text("#create_to_date-error"), "The end is before the beginning.");
    real_now();
}

#[wasm_bindgen_test]
async fn what_the_gateway_objects_to_stands_at_its_field() {
    let stage = Stage::connected("?number=30004505").await;
    let errors =
        r#"{"data":null,"meta":{"status":false,"message":"no","errors":{"filters.number":["not your line"]}}}"#;
    answer(0, 422, errors);
    stage.settle().await;
    assert_eq!(stage.find("#number").get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(stage.text("#number-error").contains("not your line"));
    // The gateway's words are data, the page's are not.
    assert_eq!(stage.find("#number-error").get_attribute("translate").as_deref(), Some("no"));
    assert_eq!(count(), 1);
    stage.type_into("#from_exit_count", "x");
    stage.settle().await;
    wait(1_000).await;
    stage.settle().await;
    assert_eq!(stage.find("#from_exit_count-error").get_attribute("translate"), None);
}

#[wasm_bindgen_test]
async fn the_technical_detail_has_neither_token_nor_messages() {
    let stage = Stage::connected("?message=private&state_id=6").await;
    answer(0, 500, r#"<p>secret</p>{"data":[{"message":"your code is 1234","cost":1},{"message" : "cut in the mid"#);
    stage.settle().await;
    let detail = stage.report.technical_detail().unwrap();
    for hidden in ["secret", "private", "1234", "cut in"] {
        assert!(!detail.contains(hidden), "{hidden} in {detail}");
    }
    for said in ["HTTP 500", "/api/report/new_list", r#""state_id":"6""#, "<p>", r#""cost":1"#] {
        assert!(detail.contains(said), "{said} not in {detail}");
    }
}

#[wasm_bindgen_test]
async fn a_lost_network_is_said_and_try_again_recovers() {
    let page_ = Stage::connected("").await;
    lose(0);
    stage::wait(100).await;
    page_.settle().await;
    assert!(page_.text("[role=alert]").contains("can't be reached"));
    page_.click("[role=alert] button");
    page_.settle().await;
    answer(1, 200, &page(&["1"], 1));
    page_.settle().await;
    assert_eq!(page_.ids(), ["1"]);
    assert_eq!(page_.text("[role=alert]"), "");
}

#[wasm_bindgen_test]
async fn signing_out_aborts_and_forgets_everything_that_came_from_the_gateway() {
    let stage = Stage::connected("").await;
    answer(0, 200, &page(&["1"], 9));
    stage.settle().await;
    stage.report.refresh();
    stage.settle().await;
    stage.report.sign_out();
    stage.settle().await;
    assert!(aborted(1));
    assert!(!stage.shows_table() && !stage.root.inner_html().contains(">1<"));
    answer(1, 200, &page(&["2"], 9));
    stage.settle().await;
    assert!(!stage.shows_table());
}

#[wasm_bindgen_test]
async fn values_that_cannot_be_used_ask_for_nothing() {
    let stage = Stage::connected("?state_id=99").await;
    assert_eq!(count(), 0);
    assert_eq!(stage.find("#state_id").get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(stage.text("#state_id-error"), "Choose one of the states.");
}

#[wasm_bindgen_test]
async fn what_is_relative_to_now_stays_while_pages_are_turned_and_moves_on_with_refresh() {
    #[track_caller]
    fn check(body: &str, page: u64, from: i64) {
        let filters = format!(r#"{{"create_from_date":"{from}"}}"#);
        assert_eq!(body, format!(r#"{{"page":{page},"limit":25,"filters":{filters}}}"#));
    }
    set_now(1_764_000_000);
    let stage = Stage::connected("?create_from_date=now-1h").await;
    check(&body(0).await, 1, 1_763_996_400);
    answer(0, 200, &page(&["1"], 9));
    stage.settle().await;

    set_now(1_764_000_100);
    stage.report.open("?page=2&create_from_date=now-1h");
    stage.settle().await;
    check(&body(1).await, 2, 1_763_996_400);
    lose(1);
    wait(400).await;
    stage.report.try_again();
    stage.settle().await;
    check(&body(2).await, 2, 1_763_996_400);
    answer(2, 200, &page(&["2"], 9));
    stage.settle().await;

    stage.report.refresh();
    stage.settle().await;
    check(&body(3).await, 2, 1_763_996_500);
    answer(3, 200, &page(&["2"], 9));
    stage.settle().await;
    set_now(1_764_000_200);
    stage.report.open("?create_from_date=now-1h&state_id=6");
    stage.settle().await;
    assert!(body(4).await.contains("1763996600"), "other rows are asked for as of now");
    real_now();
}

#[wasm_bindgen_test]
async fn a_relative_view_is_fixed_by_its_own_answer_and_not_by_a_failure() {
    set_now(1_764_000_000);
    let stage = Stage::connected("?create_from_date=now").await;
    lose(0);
    wait(400).await;
    set_now(1_764_000_100);
    stage.report.try_again();
    stage.settle().await;
    assert!(body(1).await.contains("1764000100"));
    real_now();
}

#[wasm_bindgen_test]
async fn a_refresh_that_did_not_succeed_is_said_until_it_is_cured() {
    set_now(1_764_000_000);
    let stage = Stage::connected("").await;
    answer(0, 200, &page(&["1"], 9));
    stage.settle().await;
    stage.report.set_preference(Preference::AutoRefresh, "30");
    set_now(1_764_000_031);
    wait(1_300).await;
    assert_eq!(count(), 2);
    lose(1);
    wait(200).await;
    stage.settle().await;
    let has_failed = |stage: &Stage| stage.text(".notes").contains("did not succeed");
    assert!(has_failed(&stage));
    stage.report.open("?page=2");
    stage.settle().await;
    answer(2, 200, &page(&["2"], 9));
    stage.settle().await;
    assert!(!has_failed(&stage), "another view has not failed");
    set_now(1_764_000_063);
    wait(1_300).await;
    lose(3);
    wait(200).await;
    stage.settle().await;
    assert!(has_failed(&stage));
    stage.report.refresh();
    stage.settle().await;
    answer(4, 200, &page(&["3"], 9));
    stage.settle().await;
    assert!(!has_failed(&stage), "a refresh has cured it");
    stage.report.set_preference(Preference::AutoRefresh, "0");
    real_now();
}
