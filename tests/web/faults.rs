//! The page's reaction to each fault at each moment.
//!
//! `tests/e2e/faults.spec.mjs` has each fault once, from socket to screen.

use crate::stage::{Stage, answer, answer_with, body, count, lose, page, wait};
use outbox_report::browser::address_bar;
use wasm_bindgen_test::wasm_bindgen_test;

/// The moment of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    FirstLoad,
    PageTurn,
    Refresh,
}

const MOMENTS: [Moment; 3] = [Moment::FirstLoad, Moment::PageTurn, Moment::Refresh];

/// The outcome of the failing request.
#[derive(Clone, Copy)]
enum Outcome {
    Answer(u16, &'static str),
    /// An answer with a `Retry-After`.
    LazyViews(u16, &'static str, &'static str),
    /// The connection ends.
    Lost,
    /// No answer before the timeout.
    Nothing,
}

struct Failure {
    name: &'static str,
    outcome: Outcome,
    en: &'static str,
    fa: &'static str,
    /// The texts that the page shows in any language.
    says: &'static [&'static str],
    asks_again: bool,
}

/// A failure as the API writes it.
macro_rules! refusal {
    ($message:literal, $code:literal, $errors:literal) => {
        concat!(
            r#"{"data":null,"meta":{"status":false,"message":""#,
            $message,
            r#"","message_parameters":[],"message_code":""#,
            $code,
            r#"","errors":"#,
            $errors,
            "}}"
        )
    };
}

const REFUSED: (&str, &str) = ("refused this request", "نپذیرفت");
const INVALID: (&str, &str) = ("Correct the filters", "فیلترها را درست");
const DENIED: (&str, &str) = ("whether this token may read", "این توکن اجازهٔ دیدن");
const BROKEN: (&str, &str) = ("has a problem", "دچار مشکل است");
const UNREADABLE: (&str, &str) = ("can't be read", "خوانده نمی‌شود");
const UNREACHABLE: (&str, &str) = ("can't be reached", "دسترسی به درگاه ممکن نیست");

const fn failure(
    name: &'static str,
    outcome: Outcome,
    (en, fa): (&'static str, &'static str),
    says: &'static [&'static str],
    asks_again: bool,
) -> Failure {
    Failure { name, outcome, en, fa, says, asks_again }
}

const FAILURES: [Failure; 18] = [
    failure(
        "unauthorized",
        Outcome::Answer(401, refusal!("اطلاعات وارد شده صحیح نمی باشد", "400-1", "{}")),
        ("does not accept this token", "این توکن را نمی‌پذیرد"),
        &["400-1", "HTTP 401"],
        false,
    ),
    failure(
        "invalid",
        Outcome::Answer(422, refusal!("bad line", "400-2", r#"{"number":["not yours"]}"#)),
        INVALID,
        &["bad line", "400-2", "not yours", "HTTP 422"],
        false,
    ),
    failure(
        "throttled",
        Outcome::LazyViews(429, refusal!("too many requests", "429-1", "{}"), "9"),
        ("too many requests", "بیش از اندازه بود"),
        &["429-1", "HTTP 429"],
        true,
    ),
    failure(
        "unavailable",
        Outcome::Answer(503, refusal!("service unavailable", "503-1", "{}")),
        BROKEN,
        &["503-1", "HTTP 503"],
        true,
    ),
    failure("timeout", Outcome::Answer(408, ""), BROKEN, &["HTTP 408"], true),
    failure(
        "server error",
        Outcome::Answer(500, refusal!("internal server error", "500-1", "{}")),
        BROKEN,
        &["500-1", "HTTP 500"],
        true,
    ),
    failure(
        "bad gateway",
        Outcome::Answer(502, "<html><h1>502 Bad Gateway</h1></html>"),
        BROKEN,
        &["<html", "HTTP 502"],
        true,
    ),
    failure(
        "not found",
        Outcome::Answer(404, refusal!("not found", "404-1", "{}")),
        DENIED,
        &["404-1", "HTTP 404"],
        false,
    ),
    failure(
        "forbidden",
        Outcome::Answer(403, refusal!("not yours", "403-1", "{}")),
        DENIED,
        &["403-1", "HTTP 403"],
        false,
    ),
    failure(
        "forbidden for a filter",
        Outcome::Answer(403, refusal!("bad line", "403-2", r#"{"number":["not yours"]}"#)),
        INVALID,
        &["not yours", "HTTP 403"],
        false,
    ),
    failure(
        "refused with 200",
        Outcome::Answer(200, refusal!("request refused", "400-1", "{}")),
        REFUSED,
        &["400-1", "HTTP 200"],
        false,
    ),
    failure("HTML with 200", Outcome::Answer(200, "<html>Sign in</html>"), UNREADABLE, &["<html", "HTTP 200"], false),
    failure(
        "another shape",
        Outcome::Answer(200, r#"{"ok":true}"#),
        UNREADABLE,
        &[r#"{"ok":true}"#, "HTTP 200"],
        false,
    ),
    failure("empty", Outcome::Answer(200, ""), UNREADABLE, &["HTTP 200"], false),
    failure(
        "cut off",
        Outcome::Answer(200, r#"{"data":[{"messages_outbox_id":"1"#),
        UNREADABLE,
        &[r#"{"data":["#, "HTTP 200"],
        false,
    ),
    // To the page a redirect is a connection that failed, as it follows none.
    failure("redirect", Outcome::Lost, UNREACHABLE, &[], true),
    failure("reset", Outcome::Lost, UNREACHABLE, &[], true),
    failure("hang", Outcome::Nothing, ("took too long", "بیش از اندازه طول کشید"), &[], false),
];

/// Returns the address of the view in which a moment occurs.
fn address(moment: Moment) -> &'static str {
    if moment == Moment::PageTurn { "?page=2&state_id=6" } else { "?state_id=6" }
}

/// Brings a page to the moment at which the failing request is in flight. Returns the page and the index of that
/// request.
async fn reach(moment: Moment, language: &str) -> (Stage, usize) {
    let config = format!(r#"{{"locale":"{language}","request_timeout":1}}"#);
    let stage = Stage::open("?state_id=6", &config).await;
    stage.report.connect("", "secret", false).unwrap();
    stage.settle().await;
    if moment != Moment::FirstLoad {
        answer(0, 200, &page(&["1", "2"], 9));
        stage.settle().await;
        match moment {
            Moment::PageTurn => stage.click("nav a[rel=next]"),
            _ => stage.report.refresh(),
        }
        stage.settle().await;
    }
    let last = count() - 1;
    (stage, last)
}

/// Returns whether a text has a time of day, in Latin or Persian digits.
fn has_time(text: &str) -> bool {
    let signs: Vec<char> = text.chars().map(|c| if c.is_numeric() { '0' } else { c }).collect();
    signs.windows(8).any(|window| window.iter().collect::<String>() == "00:00:00")
}

async fn check_failure(failure: &Failure, moment: Moment, language: &str) {
    let case = format!("{} at {moment:?} in {language}", failure.name);
    let (stage, asked) = reach(moment, language).await;
    match failure.outcome {
        Outcome::Answer(status, text) => answer(asked, status, text),
        Outcome::LazyViews(status, text, seconds) => answer_with(asked, status, text, seconds),
        Outcome::Lost => {
            lose(asked);
            // What the policy has refused would be told within 50 ms.
            wait(70).await;
        }
        Outcome::Nothing => wait(1_000).await,
    }
    stage.settle().await;

    let alert = stage.text("[role=alert]");
    let said = if language == "fa" { failure.fa } else { failure.en };
    for text in failure.says.iter().chain([&said]) {
        assert!(alert.contains(text), "{case}: {text} not in {alert}");
    }
    assert_eq!(stage.has(".waiting"), failure.asks_again, "{case}");

    // Nothing is lost, and nothing shown that isn't true.
    assert_eq!(address_bar::query(), address(moment), "{case}");
    assert!(stage.has("#filters") && stage.shows_table(), "{case}");
    let rows = stage.ids();
    if moment == Moment::Refresh {
        assert_eq!(rows.len(), 2, "{case}");
        assert!(has_time(&alert), "{case}: {alert}");
    } else if failure.asks_again && !rows.is_empty() {
        assert_eq!(stage.find("table").get_attribute("aria-busy").as_deref(), Some("true"), "{case}");
    } else {
        assert_eq!(rows, Vec::<String>::new(), "{case}");
    }

    stage.click("[role=alert] .notice > button");
    stage.settle().await;
    let again = count() - 1;
    assert!(again > asked, "{case}: Try again asks");
    assert_eq!(body(again).await, body(asked).await, "{case}");
    answer(again, 200, &page(&["7"], 9));
    stage.settle().await;
    assert_eq!(stage.find("table").get_attribute("aria-busy").as_deref(), Some("false"), "{case}");
    assert_eq!(stage.text("[role=alert]"), "", "{case}");
    assert_eq!(stage.texts("tbody th").len(), 1, "{case}");
}

#[wasm_bindgen_test]
async fn every_failure_is_named_at_every_moment_and_try_again_recovers() {
    for (number, failure) in FAILURES.iter().enumerate() {
        for (at, moment) in MOMENTS.into_iter().enumerate() {
            // Each failure meets both languages, and each moment does.
            let language = if (number + at).is_multiple_of(2) { "en" } else { "fa" };
            check_failure(failure, moment, language).await;
        }
    }
}

/// An odd answer: its name, its rows, additional parts of `meta`, the number of rows that are shown, and the texts that
/// the page shows.
type Oddity = (&'static str, &'static str, &'static str, usize, &'static [&'static str]);

const ODDITIES: [Oddity; 6] = [
    (
        "nulls",
        r#"{"messages_outbox_id":"1","state_id":null,"status":null,"time":null,"cost":null,"message":null,"number":null},{"messages_outbox_id":"2"}"#,
        "",
        2,
        &[],
    ),
    (
        "unknown",
        r#"{"messages_outbox_id":"1","state_id":6,"time":"1745409418","new_field":{"deep":[1,{"a":null}]}},{"messages_outbox_id":"2","state_id":42,"status":"معلق"}"#,
        "",
        2,
        &[],
    ),
    (
        "large ids",
        r#"{"messages_outbox_id":9007199254740993,"state_id":6,"cost":12345678901234567890.0000000011,"time":"1745409418"}"#,
        "",
        1,
        &[],
    ),
    (
        "wrong types",
        r#"{"messages_outbox_id":"1","state_id":true,"time":{},"cost":[1],"message":{"a":1},"rcpts_count":"many","time_send":"soon"},"broken""#,
        "",
        2,
        &["data[0].cost", "data[0].time", "data[1]"],
    ),
    (
        "milliseconds",
        r#"{"messages_outbox_id":"1","state_id":6,"time":"1745409418000"}"#,
        "",
        1,
        &["milliseconds", "data[0].time"],
    ),
    (
        "clamped",
        r#"{"messages_outbox_id":"1","state_id":6,"time":"1745409418"}"#,
        r#","per_page":10"#,
        1,
        &["10 rows per page, not the 25"],
    ),
];

#[wasm_bindgen_test]
async fn what_is_odd_at_every_moment_is_shown_and_said_quietly() {
    for (name, rows, meta, shown, notes) in ODDITIES {
        for moment in MOMENTS {
            let case = format!("{name} at {moment:?}");
            let (stage, asked) = reach(moment, "en").await;
            answer(
                asked,
                200,
                &format!(r#"{{"data":[{rows}],"meta":{{"status":true,"total":225,"last_page":9{meta}}}}}"#),
            );
            stage.settle().await;
            let said = stage.text(".notes");
            for note in notes {
                assert!(said.contains(note), "{case}: {note} not in {said}");
            }
            let others = stage.texts(".notes .note").into_iter().filter(|text| !text.contains("ignore")).count();
            assert_eq!(others > 0, !notes.is_empty(), "{case}: {said}");
            assert_eq!(stage.ids().len(), shown, "{case}");
            assert_eq!(stage.text("[role=alert]"), "", "{case}");
            assert_eq!(address_bar::query(), address(moment), "{case}");
            let text = stage.text("table");
            for word in ["null", "NaN", "undefined", "Invalid Date", "[object", "1970"] {
                assert!(!text.contains(word), "{case}: {text}");
            }
        }
    }
}
