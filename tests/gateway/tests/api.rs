//! The gateway against the API document, over HTTP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test ends where it fails"
)]

mod client;

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use gateway::seed::{Row, Seed};
use gateway::{Options, Running, spawn};
use serde_json::{Value, json};

use client::{NOW, PATH, TOKEN, get, options, post, send};

const REQUEST: &str = include_str!("../../fixtures/request.json");
const CURL: &str = include_str!("../../fixtures/curl.txt");
const SUCCESS: &str = include_str!("../../fixtures/success.json");
const UNAUTHORIZED: &str = include_str!("../../fixtures/unauthorized.json");
const INVALID: &str = include_str!("../../fixtures/invalid.json");

/// The gateway that is shared by the tests that change nothing of it.
static GATEWAY: LazyLock<Running> = LazyLock::new(|| spawn(options()).unwrap());

/// Returns the raw answer to a path that no client has normalized, from the status line on.
fn raw(from: &Running, path: &str) -> String {
    let mut stream = TcpStream::connect(from.addr).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: gateway\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Returns a successful answer of the shared gateway.
fn ask(body: &Value) -> Value {
    let reply = post(&GATEWAY, &body.to_string());
    assert_eq!(reply.status, 200, "{body}: {}", reply.body);
    reply.json()
}

/// Returns the ids of all rows that match the filters, newest first, from all pages.
fn ids(filters: &Value) -> Vec<String> {
    let mut ids = Vec::new();
    for page in 1.. {
        let reply = ask(&json!({"page": page, "limit": 1000, "filters": filters}));
        ids.extend(reply["data"].as_array().unwrap().iter().map(id));
        if page >= reply["meta"]["last_page"].as_i64().unwrap() {
            assert_eq!(reply["meta"]["total"], json!(ids.len()), "{filters}");
            break;
        }
    }
    ids
}

fn id(row: &Value) -> String {
    row["messages_outbox_id"].as_str().unwrap().to_owned()
}

fn sql(sql: &str) -> Vec<Vec<Value>> {
    let reply = send(&GATEWAY, "POST", "/control/query", &[], &json!({ "sql": sql }).to_string());
    assert_eq!(reply.status, 200, "{}", reply.body);
    serde_json::from_value(reply.json()["rows"].clone()).unwrap()
}

/// Returns the ids of the rows for which an SQL condition holds, newest first.
fn truth(condition: &str) -> Vec<String> {
    let rows = sql(&format!("select id from rows where {condition} order by created desc, cast(id as int) desc"));
    rows.iter().map(|row| row[0].as_str().unwrap().to_owned()).collect()
}

/// Checks that filters match the same rows as an SQL condition, and that these are neither none nor all.
fn same(filters: &Value, condition: &str) {
    let found = ids(filters);
    assert_eq!(found, truth(condition), "{filters} is not {condition}");
    assert!(!found.is_empty() && found.len() < 3000, "{filters} finds {}", found.len());
}

/// Returns the single value of an SQL query.
fn number(question: &str) -> i64 {
    sql(question)[0][0].as_i64().unwrap()
}

fn keys(object: &Value) -> Vec<&String> {
    object.as_object().unwrap().keys().collect()
}

/// Returns JSON without the blanks between its tokens, in its own order.
fn compact(text: &str) -> String {
    text.lines().map(|line| line.replacen("\": ", "\":", 1)).collect()
}

/// Returns the keys of every object in a text, in the order in which they are written.
fn written_keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut string: Option<String> = None;
    let mut last = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (&mut string, c) {
            (Some(inside), '\\') => inside.extend(chars.next()),
            (Some(_), '"') => last = string.take().unwrap(),
            (Some(inside), c) => inside.push(c),
            (None, '"') => string = Some(String::new()),
            (None, ':') => keys.push(std::mem::take(&mut last)),
            _ => {}
        }
    }
    keys
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// A directory for one test's page.
struct Dist(PathBuf);

impl Dist {
    fn new(name: &str) -> Self {
        let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(dir.join("dist/fonts")).unwrap();
        for (file, text) in [
            ("secret.txt", "secret"),
            ("dist/index.html", "<!doctype html><title>page</title>"),
            ("dist/config.json", r#"{"title":"file"}"#),
            ("dist/manifest.webmanifest", "{}"),
            ("dist/icon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("dist/robots.txt", "User-agent: *"),
            ("dist/app-0123456789abcdef.js", "1"),
            ("dist/app-0123456789abcdef_bg.wasm", "1"),
            ("dist/app-0123456.css", "1"),
            ("dist/fonts/a-fedcba9876543210.woff2", "1"),
        ] {
            fs::write(dir.join(file), text).unwrap();
        }
        Self(dir)
    }

    fn options(&self) -> Options {
        Options { rows: 10, dist: Some(self.0.join("dist")), ..options() }
    }
}

impl Drop for Dist {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

// The document's own examples.

#[test]
fn the_documents_request_finds_the_row_it_describes() {
    let reply = post(&GATEWAY, REQUEST).json();
    assert_eq!(reply["meta"]["total"], json!(1));
    let row = &reply["data"][0];
    assert_eq!(row["messages_outbox_id"], json!("1100972179"));
    assert_eq!(row["number"], json!("+98217000070"));
    assert_eq!(row["time"], json!("1744102007"));
    assert_eq!(row["time_send"], json!("1744102007"));
    assert_eq!(row["state_id"], json!(6));
    assert!(row["message"].as_str().unwrap().contains("تست"));
}

#[test]
fn the_documents_curl_is_answered_once_its_places_are_filled() {
    let quoted: Vec<&str> = CURL.split('\'').collect();
    let path = quoted[1].strip_prefix("{base_url}").unwrap();
    let headers: Vec<(&str, &str)> = [quoted[3], quoted[5]].iter().map(|line| line.split_once(": ").unwrap()).collect();
    let placeholder = headers[1].1;

    let refused = send(&GATEWAY, "POST", path, &headers, quoted[7]);
    assert_eq!(refused.status, 401);
    let headers = headers.iter().map(|&(name, value)| (name, value.replace(placeholder, TOKEN))).collect::<Vec<_>>();
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let reply = send(&GATEWAY, "POST", path, &headers, quoted[7]);
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json()["meta"]["total"], json!(1));
}

#[test]
fn the_documents_answer_has_its_keys_in_its_order() {
    let filters = json!({"create_from_date": "1745409418", "create_to_date": "1745409418", "message": "متن پیام"});
    let reply = post(&GATEWAY, &json!({"limit": 2, "filters": filters}).to_string());
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(written_keys(&reply.body), written_keys(SUCCESS));
}

#[test]
fn every_row_has_its_keys_in_that_order() {
    let document = written_keys(SUCCESS);
    let meta = document.iter().position(|key| key == "meta").unwrap();
    let rows = &document[1..meta];
    let row = &rows[..rows.len() / 2];
    assert_eq!(rows[row.len()..], *row);
    for page in 1..=3 {
        let written = written_keys(&post(&GATEWAY, &json!({"page": page, "limit": 1000}).to_string()).body);
        let end = 1 + 1000 * row.len();
        assert_eq!(written.len(), end + document[meta..].len());
        assert_eq!(written[0], "data");
        assert!(written[1..end].chunks(row.len()).all(|keys| keys == row));
        assert_eq!(written[end..], document[meta..]);
    }
}

#[test]
fn the_documents_rows_are_there_value_for_value() {
    let filters = json!({"create_from_date": "1745409418", "create_to_date": "1745409418", "message": "متن پیام"});
    let reply = ask(&json!({"limit": 2, "filters": filters}));
    let document: Value = serde_json::from_str(SUCCESS).unwrap();
    let mut rows = reply["data"].as_array().unwrap().clone();
    rows.sort_by_key(|row| id(row).len());
    assert_eq!(rows.len(), 2);
    for (row, expected) in rows.iter_mut().zip(document["data"].as_array().unwrap()) {
        // The document hides its usernames.
        row["username"] = expected["username"].clone();
        assert_eq!(row, expected);
    }
}

#[test]
fn every_row_has_the_documents_types() {
    let document: Value = serde_json::from_str(SUCCESS).unwrap();
    let example = &document["data"][0];
    for page in 1..=3 {
        let reply = ask(&json!({"page": page, "limit": 1000}));
        for row in reply["data"].as_array().unwrap() {
            assert_eq!(keys(row), keys(example));
            for (key, value) in example.as_object().unwrap() {
                let may_be_null = ["time_send", "valid"].contains(&key.as_str()) && row[key].is_null();
                assert!(may_be_null || kind(&row[key]) == kind(value), "{key}: {row}");
            }
            for key in ["number_id", "messages_outbox_id", "time", "rcpts_count", "exit_count"] {
                assert!(row[key].as_str().unwrap().bytes().all(|b| b.is_ascii_digit()), "{key}: {row}");
            }
        }
        assert_eq!(keys(&reply["meta"]), keys(&document["meta"]));
        for (key, value) in document["meta"].as_object().unwrap() {
            assert_eq!(kind(&reply["meta"][key]), kind(value), "{key}");
        }
    }
}

#[test]
fn meta_says_what_the_document_says() {
    let meta = &ask(&json!({"page": 3, "limit": 7}))["meta"];
    let expected = json!({
        "current_page": 3, "from": 15, "last_page": 429, "path": PATH, "per_page": 7, "to": 21,
        "total": 3000, "status": true, "message": "انجام شد", "message_code": "200-1",
    });
    assert_eq!(*meta, expected);
}

#[test]
fn a_wrong_token_is_refused_word_for_word() {
    let long = format!("{TOKEN}x");
    let bearer = format!("Bearer {TOKEN}");
    let wrong = ["", "x", "DEMO-TOKEN", &long, &bearer];
    for headers in wrong.iter().map(|token| vec![("authorization", *token)]).chain([vec![]]) {
        let reply = send(&GATEWAY, "POST", PATH, &headers, REQUEST);
        assert_eq!(reply.status, 401, "{headers:?}");
        assert_eq!(reply.body, compact(UNAUTHORIZED));
        assert_eq!(reply.header("content-type"), Some("application/json"));
    }
}

#[test]
fn an_unknown_state_is_refused_word_for_word() {
    for state in [json!("10"), json!(10), json!("-1"), json!(-1), json!("abc"), json!("99999999999999999999")] {
        let reply = post(&GATEWAY, &json!({"filters": {"state_id": state}}).to_string());
        assert_eq!(reply.status, 422, "{state}");
        assert_eq!(reply.body, compact(INVALID));
        assert_eq!(reply.header("content-type"), Some("application/json"));
    }
}

#[test]
fn the_token_can_be_another() {
    let running = spawn(Options { rows: 10, token: "other".to_owned(), ..options() }).unwrap();
    assert_eq!(post(&running, "{}").status, 401);
    assert_eq!(send(&running, "POST", PATH, &[("authorization", "other")], "{}").status, 200);
}

#[test]
fn the_token_is_looked_at_before_the_request() {
    for body in ["not json", r#"{"filters":{"state_id":"10"}}"#, r#"{"page":0}"#] {
        assert_eq!(send(&GATEWAY, "POST", PATH, &[("authorization", "x")], body).status, 401);
    }
}

#[test]
fn what_cannot_be_read_is_refused_by_its_field() {
    for (body, field) in [
        ("not json", "body"),
        ("", "body"),
        ("[1, 10, {}]", "body"),
        ("null", "body"),
        (r#"{"page":1"#, "body"),
        (r#"{"page":0}"#, "page"),
        (r#"{"page":-1}"#, "page"),
        (r#"{"page":1.5}"#, "page"),
        (r#"{"page":9223372036854775808}"#, "page"),
        (r#"{"limit":0}"#, "limit"),
        (r#"{"limit":1001}"#, "limit"),
        (r#"{"limit":"ten"}"#, "limit"),
        (r#"{"filters":7}"#, "filters"),
        (r#"{"filters":[]}"#, "filters"),
        (r#"{"filters":{"create_from_date":"2025-04-08"}}"#, "create_from_date"),
        (r#"{"filters":{"create_to_date":true}}"#, "create_to_date"),
        (r#"{"filters":{"send_from_date":"۱۷۴۴۱۰۲۰۰۷"}}"#, "send_from_date"),
        (r#"{"filters":{"send_to_date":[1]}}"#, "send_to_date"),
        (r#"{"filters":{"from_exit_count":"many"}}"#, "from_exit_count"),
        (r#"{"filters":{"to_exit_count":1.5}}"#, "to_exit_count"),
        (r#"{"filters":{"username":{}}}"#, "username"),
        (r#"{"filters":{"message":false}}"#, "message"),
        (r#"{"filters":{"message":"\ud800"}}"#, "message"),
        (r#"{"page":"-"}"#, "page"),
        (r#"{"page":" 1"}"#, "page"),
    ] {
        let reply = post(&GATEWAY, body);
        assert_eq!(reply.status, 422, "{body}");
        let reply = reply.json();
        assert_eq!(reply["data"], Value::Null);
        assert_eq!(reply["meta"]["status"], json!(false));
        assert_eq!(reply["meta"]["message_code"], json!("400-2"), "{body}");
        assert_eq!(reply["meta"]["message_parameters"], json!([]));
        assert_eq!(keys(&reply["meta"]["errors"]), [field], "{body}");
        assert!(reply["meta"]["errors"][field][0].is_string());
    }
}

// The filters.

#[test]
fn each_filter_finds_what_the_database_finds() {
    let created = number("select created from rows order by seq limit 1 offset 1500");
    let sent = number("select sent from rows where sent is not null order by sent limit 1 offset 1000");
    let exits = number("select exits from rows where exits > 1 order by exits limit 1");
    same(&json!({"username": "novin_pay"}), "username = 'novin_pay'");
    same(&json!({"number": "+983000505"}), "number = '+983000505'");
    same(&json!({"messages_outbox_id": "588459562"}), "id = '588459562'");
    same(&json!({"create_from_date": created.to_string()}), &format!("created >= {created}"));
    same(&json!({"create_to_date": created.to_string()}), &format!("created <= {created}"));
    same(&json!({"send_from_date": sent.to_string()}), &format!("sent >= {sent}"));
    same(&json!({"send_to_date": sent.to_string()}), &format!("sent <= {sent}"));
    same(&json!({"from_exit_count": exits}), &format!("exits >= {exits}"));
    same(&json!({"to_exit_count": exits}), &format!("exits <= {exits}"));
    same(&json!({"message": "تست"}), "instr(message, 'تست') > 0");
    for state in 0..=9 {
        same(&json!({"state_id": state.to_string()}), &format!("state = {state}"));
    }
}

#[test]
fn filters_together_all_hold() {
    let created = number("select created from rows order by seq limit 1 offset 1000");
    same(
        &json!({"username": "*_*", "number": "+981000", "state_id": "6", "create_from_date": created.to_string(),
                "from_exit_count": 1, "message": "کد"}),
        &format!(
            "instr(username, '_') > 0 and number = '+981000' and state = 6 and created >= {created} and exits >= 1 \
             and instr(message, 'کد') > 0"
        ),
    );
}

#[test]
fn no_filter_finds_everything_newest_first() {
    let all = truth("true");
    assert_eq!(all.len(), 3000);
    assert_eq!(ids(&json!({})), all);
    assert_eq!(ids(&json!({"username": "*"})), all);
}

#[test]
fn a_star_stands_for_anything_anywhere() {
    same(&json!({"username": "sepidar*"}), "substr(username, 1, 7) = 'sepidar'");
    same(&json!({"username": "*shop"}), "substr(username, -4) = 'shop'");
    same(&json!({"username": "*a*r*"}), "username glob '*a*r*'");
    same(&json!({"username": "sep**shop"}), "username in ('sepidar_shop', 'sepidar-shop')");
    same(&json!({"username": "*دنج"}), "username = 'کافه_دنج'");
    same(&json!({"username": "novin_pay*"}), "username = 'novin_pay'");
}

#[test]
fn all_but_the_star_is_literal() {
    same(&json!({"username": "sepidar_shop*"}), "username = 'sepidar_shop'");
    for username in ["sepidar?shop*", "sepidar[_]shop*", "sepidar%*", "sepidar%", "*[a-z]*", "*\\*", "sepidar"] {
        assert_eq!(ids(&json!({"username": username})), [""; 0], "{username}");
    }
    let long = "*a".repeat(60_000);
    assert_eq!(ids(&json!({"username": long})), [""; 0]);
}

#[test]
fn a_zero_character_does_not_end_a_username() {
    for username in ["*\0zzz", "novin_pay*\0", "novin_pay\0*", "*\0*", "novin_pay\0"] {
        assert_eq!(ask(&json!({"filters": {"username": username}}))["meta"]["total"], json!(0), "{username:?}");
    }
}

#[test]
fn case_matters_in_usernames_and_messages() {
    same(&json!({"username": "arman.clinic"}), "username = 'arman.clinic'");
    same(&json!({"username": "Arman*"}), "username = 'Arman.Clinic'");
    same(&json!({"message": "test"}), "instr(message, 'test') > 0");
    assert_eq!(ids(&json!({"message": "TEST ", "username": "dev.team"})), [""; 0]);
}

#[test]
fn messages_are_searched_by_their_exact_characters() {
    same(&json!({"message": "می\u{200c}شود"}), "instr(message, 'می\u{200c}شود') > 0");
    same(&json!({"message": "100%_done"}), "instr(message, '100%_done') > 0");
    same(&json!({"message": "🎉"}), "instr(message, '🎉') > 0");
    same(&json!({"message": "*"}), "instr(message, '*') > 0");
    // An Arabic kaf is no Persian one.
    same(&json!({"message": "كاف"}), "instr(message, 'كاف') > 0");
    same(&json!({"message": "'single'"}), "instr(message, '''single''') > 0");
}

#[test]
fn numbers_and_ids_match_whole_or_not_at_all() {
    for filters in [
        json!({"number": "981000"}),
        json!({"number": "+98100"}),
        json!({"number": "*"}),
        json!({"messages_outbox_id": "58845956"}),
        json!({"messages_outbox_id": "0588459562"}),
    ] {
        assert_eq!(ids(&filters), [""; 0], "{filters}");
    }
}

#[test]
fn both_ends_of_a_range_belong_to_it() {
    for (column, from, to) in [
        ("created", "create_from_date", "create_to_date"),
        ("sent", "send_from_date", "send_to_date"),
        ("exits", "from_exit_count", "to_exit_count"),
    ] {
        let ends = sql(&format!(
            "select min(c), max(c) from (select distinct {column} c from rows where {column} > 1 order by c limit 5)"
        ));
        let (low, high) = (ends[0][0].as_i64().unwrap(), ends[0][1].as_i64().unwrap());
        same(&json!({from: low, to: high}), &format!("{column} between {low} and {high}"));
        same(&json!({from: low, to: low}), &format!("{column} = {low}"));
        same(&json!({from: high, to: high}), &format!("{column} = {high}"));
        assert_eq!(ids(&json!({from: high, to: low})), [""; 0]);
    }
}

#[test]
fn zero_is_a_value() {
    same(&json!({"to_exit_count": 0}), "exits = 0");
    same(&json!({"state_id": 0}), "state = 0");
    assert_eq!(ids(&json!({"create_to_date": "0"})), [""; 0]);
}

#[test]
fn null_empty_and_unknown_filters_are_ignored() {
    let filters = json!({
        "username": null, "number": "", "messages_outbox_id": null, "create_from_date": "", "create_to_date": null,
        "send_from_date": null, "send_to_date": "", "from_exit_count": null, "to_exit_count": "", "message": "",
        "state_id": "", "colour": {"is": "red"},
    });
    assert_eq!(ask(&json!({ "filters": filters, "sort": 1 }))["meta"]["total"], json!(3000));
    assert_eq!(ask(&json!({ "filters": null }))["meta"]["total"], json!(3000));
}

#[test]
fn numbers_may_be_strings_and_strings_numbers() {
    let request: Value = serde_json::from_str(REQUEST).unwrap();
    let mut swapped = request.clone();
    swapped["page"] = json!("1");
    swapped["limit"] = json!("10");
    for (_, value) in swapped["filters"].as_object_mut().unwrap() {
        *value = match value.clone() {
            Value::Number(number) => json!(number.to_string()),
            Value::String(text) if !text.starts_with('+') => text.parse::<i64>().map_or(json!(text), |n| json!(n)),
            other => other,
        };
    }
    assert_ne!(swapped, request);
    assert_eq!(ask(&swapped), ask(&request));
}

// The pages.

#[test]
fn missing_page_and_limit_are_one_and_ten() {
    let reply = ask(&json!({}));
    assert_eq!(reply, ask(&json!({"page": 1, "limit": 10, "filters": {}})));
    assert_eq!(reply["data"].as_array().unwrap().len(), 10);
}

#[test]
fn all_pages_together_are_the_whole_result() {
    for filters in [json!({}), json!({"state_id": "6", "username": "*a*"})] {
        let whole = ids(&filters);
        let mut together = Vec::new();
        let mut page = 1;
        loop {
            let reply = ask(&json!({"page": page, "limit": 83, "filters": filters}));
            let rows = reply["data"].as_array().unwrap();
            let meta = &reply["meta"];
            assert_eq!(meta["current_page"], json!(page));
            assert_eq!(meta["from"], json!(together.len() + 1));
            together.extend(rows.iter().map(id));
            assert_eq!(meta["to"], json!(together.len()));
            assert_eq!(meta["total"], json!(whole.len()));
            assert_eq!(meta["last_page"], json!(whole.len().div_ceil(83)));
            if meta["last_page"] == json!(page) {
                break;
            }
            assert_eq!(rows.len(), 83);
            page += 1;
        }
        assert_eq!(together, whole);
    }
}

#[test]
fn past_the_end_there_is_nothing_and_meta_says_so() {
    for page in [301, 4_294_967_296, i64::MAX] {
        for limit in [10, 1000] {
            let reply = ask(&json!({ "page": page, "limit": limit }));
            assert_eq!(reply["data"], json!([]));
            let meta = &reply["meta"];
            assert_eq!((&meta["from"], &meta["to"]), (&Value::Null, &Value::Null));
            assert_eq!(meta["current_page"], json!(page));
            assert_eq!(meta["total"], json!(3000));
            assert_eq!(meta["last_page"], json!(3000 / limit));
        }
        assert_eq!(ask(&json!({"page": page.to_string()})), ask(&json!({ "page": page })));
        let filtered = ask(&json!({"page": page, "filters": {"state_id": "3"}}));
        assert_eq!(filtered["data"], json!([]));
        let meta = &filtered["meta"];
        assert_eq!((&meta["from"], &meta["to"]), (&Value::Null, &Value::Null));
        let total = number("select count(*) from rows where state = 3");
        assert_eq!(meta["total"], json!(total));
        assert_eq!(meta["last_page"], json!((total + 9) / 10));
    }
}

#[test]
fn an_empty_result_has_one_page() {
    let reply = ask(&json!({"filters": {"message": "nobody ever wrote this"}}));
    assert_eq!(reply["data"], json!([]));
    let meta = &reply["meta"];
    assert_eq!((&meta["total"], &meta["last_page"]), (&json!(0), &json!(1)));
    assert_eq!((&meta["from"], &meta["to"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_page_holds_one_to_a_thousand_rows() {
    for limit in [1, 999, 1000] {
        let reply = ask(&json!({ "limit": limit }));
        assert_eq!(reply["data"].as_array().unwrap().len(), limit);
        assert_eq!(reply["meta"]["per_page"], json!(limit));
    }
}

// Other origins.

#[test]
fn any_origin_may_ask_and_read_errors() {
    let origin = ("origin", "http://page.example");
    for (headers, body, status) in [
        (vec![origin, ("authorization", TOKEN)], "{}", 200),
        (vec![origin, ("authorization", TOKEN)], "no", 422),
        (vec![origin], "{}", 401),
    ] {
        for path in [PATH, "/v1/api/report/new_list"] {
            let reply = send(&GATEWAY, "POST", path, &headers, body);
            assert_eq!(reply.status, status);
            assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
        }
    }
    for path in [PATH, "/api/nothing", "/v1/api/nothing"] {
        let reply = get(&GATEWAY, path);
        assert!([404, 405].contains(&reply.status));
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    }
}

#[test]
fn a_preflight_lets_the_page_send_its_headers() {
    for path in [PATH, "/v1/api/report/new_list"] {
        let headers = [
            ("origin", "http://page.example"),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "authorization,content-type"),
        ];
        let reply = send(&GATEWAY, "OPTIONS", path, &headers, "");
        assert_eq!(reply.status, 204);
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
        assert!(reply.header("access-control-allow-methods").unwrap().contains("POST"));
        assert_eq!(reply.header("access-control-allow-headers"), Some("authorization, content-type"));
        assert!(reply.header("access-control-max-age").unwrap().parse::<u32>().unwrap() > 0);
    }
}

#[test]
fn a_prefix_before_the_path_changes_nothing() {
    let headers = [("authorization", TOKEN)];
    let plain = send(&GATEWAY, "POST", PATH, &headers, "{}");
    let prefixed = send(&GATEWAY, "POST", "/v1/api/report/new_list", &headers, "{}");
    assert_eq!(prefixed.body, plain.body);
}

// The page.

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default";

#[test]
fn the_page_is_served_under_the_strict_policy_at_both_places() {
    let dist = Dist::new("policy");
    let running = spawn(dist.options()).unwrap();
    for base in ["/", "/panel/sms/"] {
        for (file, status, mime, cache) in [
            ("", 200, Some("text/html"), "no-cache"),
            ("index.html", 200, Some("text/html"), "no-cache"),
            ("config.json", 200, Some("application/json"), "no-cache"),
            ("manifest.webmanifest", 200, Some("application/manifest+json"), "no-cache"),
            ("icon.svg", 200, Some("image/svg+xml"), "no-cache"),
            ("robots.txt", 200, Some("text/plain"), "no-cache"),
            ("app-0123456789abcdef.js", 200, Some("text/javascript"), "public, max-age=31536000, immutable"),
            ("app-0123456789abcdef_bg.wasm", 200, Some("application/wasm"), "public, max-age=31536000, immutable"),
            ("app-0123456.css", 200, Some("text/css"), "no-cache"),
            ("fonts/a-fedcba9876543210.woff2", 200, Some("font/woff2"), "public, max-age=31536000, immutable"),
            ("gone-0123456789abcdef.js", 404, None, "no-cache"),
            ("nothing", 404, None, "no-cache"),
            ("fonts/", 404, None, "no-cache"),
        ] {
            let reply = get(&running, &format!("{base}{file}"));
            assert_eq!(reply.status, status, "{base}{file}");
            assert_eq!(reply.header("content-type"), mime, "{base}{file}");
            assert_eq!(reply.header("cache-control"), Some(cache), "{base}{file}");
            assert_eq!(reply.header("content-security-policy"), Some(POLICY));
            assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
        }
    }
    assert_eq!(get(&running, "/index.html").body, get(&running, "/panel/sms/").body);
}

#[test]
fn the_deploy_guide_gives_the_same_policy() {
    let guide = include_str!("../../../docs/deploy.md");
    assert!(guide.contains(&POLICY.replace("connect-src 'self'", "connect-src 'self' <gateway>")));
    // That of its server, which passes requests on.
    assert!(guide.contains(&format!("\"{POLICY}\"")));
}

#[test]
fn the_sub_path_without_its_slash_leads_to_it() {
    let dist = Dist::new("slash");
    let running = spawn(Options { sub_path: "reports".to_owned(), ..dist.options() }).unwrap();
    let reply = get(&running, "/reports?state=6");
    assert_eq!(reply.status, 307);
    assert_eq!(reply.header("location"), Some("/reports/?state=6"));
    assert_eq!(get(&running, "/reports/").status, 200);
    assert_eq!(get(&running, "/panel/sms/").status, 404);
}

#[test]
fn nothing_outside_the_page_is_served() {
    let dist = Dist::new("outside");
    let running = spawn(dist.options()).unwrap();
    for path in
        ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/panel/sms/%2e%2e/secret.txt", "//secret.txt"]
    {
        let reply = get(&running, path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(!reply.body.contains("secret"));
    }
    let absolute = dist.0.join("secret.txt");
    let absolute = absolute.to_str().unwrap();
    for path in [
        "/../secret.txt",
        "/fonts/../../secret.txt",
        "/panel/sms/../secret.txt",
        "/panel/sms/../../../secret.txt",
        "/panel/sms/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        &format!("/{absolute}"),
        &format!("/panel/sms/{absolute}"),
        &format!("/%2f{}", &absolute[1..]),
    ] {
        let answer = raw(&running, path);
        assert!(answer.starts_with("HTTP/1.1 404 "), "{path}: {answer}");
    }
    assert!(raw(&running, "/index.html").starts_with("HTTP/1.1 200 "));
}

#[test]
fn the_policy_lets_the_page_ask_the_gateways_it_is_told() {
    let dist = Dist::new("connect");
    let connect_src = vec!["http://127.0.0.1:1".to_owned(), "https://gateway.example".to_owned()];
    let running = spawn(Options { connect_src, ..dist.options() }).unwrap();
    let expected =
        POLICY.replace("connect-src 'self'", "connect-src 'self' http://127.0.0.1:1 https://gateway.example");
    assert_eq!(get(&running, "/").header("content-security-policy"), Some(expected.as_str()));

    let refused = Options { connect_src: vec!["'self'; script-src *".to_owned()], ..options() };
    assert!(spawn(refused).is_err());
}

#[test]
fn sheets_come_from_the_sources_where_these_are_given() {
    let dist = Dist::new("style");
    fs::create_dir_all(dist.0.join("dist/style/fonts")).unwrap();
    fs::create_dir_all(dist.0.join("style/ui")).unwrap();
    fs::write(dist.0.join("dist/style/fonts/a.woff2"), "font").unwrap();
    fs::write(dist.0.join("style/ui/pager.css"), "a {}").unwrap();
    let style = Some(dist.0.join("style"));
    let running = spawn(Options { style, ..dist.options() }).unwrap();
    for base in ["/", "/panel/sms/"] {
        let reply = get(&running, &format!("{base}style/ui/pager.css"));
        assert_eq!((reply.status, &*reply.body), (200, "a {}"));
        assert_eq!(reply.header("content-type"), Some("text/css"));
        assert_eq!(reply.header("cache-control"), Some("no-cache"));
        assert_eq!(reply.header("content-security-policy"), Some(POLICY));
        assert_eq!(get(&running, &format!("{base}style/fonts/a.woff2")).body, "font");
        assert_eq!(get(&running, base).body, get(&running, "/index.html").body);
    }
    fs::write(dist.0.join("style/ui/pager.css"), "b {}").unwrap();
    assert_eq!(get(&running, "/style/ui/pager.css").body, "b {}");
    for path in ["/style/ui/none.css", "/style/", "/style", "/style/../../secret.txt", "/style/%2e%2e/secret.txt"] {
        assert!(raw(&running, path).starts_with("HTTP/1.1 404 "), "{path}");
    }
}

#[test]
fn a_file_of_changes_is_told_at_once_and_whenever_it_differs() {
    let dist = Dist::new("changes");
    let file = dist.0.join("changes");
    fs::write(&file, "one\n").unwrap();
    let running = spawn(Options { changes: Some(file.clone()), ..dist.options() }).unwrap();
    let mut stream = TcpStream::connect(running.addr).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    write!(stream, "GET /changes HTTP/1.1\r\nhost: gateway\r\n\r\n").unwrap();
    let mut answer = String::new();
    let mut read_until = |end: &str| {
        while !answer.contains(end) {
            let mut bytes = [0; 1024];
            let length = stream.read(&mut bytes).unwrap();
            assert_ne!(length, 0, "the events end with {answer}");
            answer.push_str(&String::from_utf8_lossy(&bytes[..length]));
        }
        answer.clone()
    };
    let first = read_until("data: one\n");
    assert!(first.starts_with("HTTP/1.1 200 ") && first.contains("content-type: text/event-stream"), "{first}");
    fs::write(&file, "two\n").unwrap();
    assert_eq!(read_until("data: two\n").matches("data: ").count(), 2);
    assert_eq!(get(&spawn(dist.options()).unwrap(), "/changes").status, 404);
}

#[test]
fn the_config_can_be_given_and_changed_while_it_runs() {
    let dist = Dist::new("config");
    let given = Options { config: Some(r#"{"title":"given"}"#.to_owned()), ..dist.options() };
    let running = spawn(given).unwrap();
    let config = |base: &str| get(&running, &format!("{base}config.json"));
    assert_eq!(config("/").body, r#"{"title":"given"}"#);

    let put = json!({"status": 500, "body": "<html>"}).to_string();
    assert_eq!(send(&running, "PUT", "/control/config", &[], &put).status, 204);
    for base in ["/", "/panel/sms/"] {
        let reply = config(base);
        assert_eq!((reply.status, reply.body.as_str()), (500, "<html>"));
        assert_eq!(reply.header("content-security-policy"), Some(POLICY));
        assert_eq!(reply.header("cache-control"), Some("no-cache"));
    }
    assert_eq!(send(&running, "DELETE", "/control/config", &[], "").status, 204);
    assert_eq!(config("/panel/sms/").body, r#"{"title":"given"}"#);

    let file = spawn(dist.options()).unwrap();
    assert_eq!(get(&file, "/config.json").body, r#"{"title":"file"}"#);
}

// The data.

#[test]
fn the_same_seed_gives_the_same_answers_and_another_gives_others() {
    let body = json!({"limit": 1000}).to_string();
    let first = post(&GATEWAY, &body).body;
    assert_eq!(post(&spawn(options()).unwrap(), &body).body, first);
    assert_ne!(post(&spawn(Options { seed: 2, ..options() }).unwrap(), &body).body, first);
}

#[test]
fn the_rows_depend_on_the_seed_their_number_and_the_present_alone() {
    let seed = Seed { rows: 3000, seed: 1, now: NOW };
    let rows: Vec<Row> = seed.rows().collect();
    assert!(seed.rows().eq(rows.iter().cloned()));
    for other in [Seed { seed: 2, ..seed }, Seed { now: NOW + 1, ..seed }] {
        let others: Vec<Row> = other.rows().collect();
        assert_eq!(others.len(), rows.len());
        // Some rows are there whatever the seed.
        assert!(others.iter().filter(|row| rows.contains(row)).count() < 100, "{other:?}");
    }
    let shown: Vec<&str> = rows.iter().rev().map(|row| row.id.as_str()).collect();
    assert_eq!(ids(&json!({})), shown);
}

#[test]
fn ids_go_beyond_32_bits_and_are_of_one_row_each() {
    assert!(number("select max(cast(id as int)) from rows") > 1 << 53);
    assert!(number("select count(*) from rows where cast(id as int) between 4294967297 and 9007199254740991") > 100);
    assert_eq!(number("select count(distinct id) from rows"), 3000);
    let id = sql("select max(cast(id as int)) from rows")[0][0].to_string();
    assert_eq!(ids(&json!({ "messages_outbox_id": id })), [id]);
}

#[test]
fn all_ten_states_are_there_and_most_was_sent() {
    assert_eq!(number("select count(distinct state) from rows where state between 0 and 9"), 10);
    assert!(number("select count(*) from rows where state = 6") > 2400);
}

#[test]
fn the_rows_are_of_two_years_up_to_now_and_some_are_still_to_come() {
    let span = sql("select min(created), max(created) from rows");
    let (first, last) = (span[0][0].as_i64().unwrap(), span[0][1].as_i64().unwrap());
    assert!((NOW - 731 * 86_400..NOW - 700 * 86_400).contains(&first));
    assert!((NOW - 60..=NOW).contains(&last));
    assert!(number(&format!("select count(*) from rows where sent > {NOW}")) > 0);
    assert!(number("select count(*) from rows where sent is null") > 0);
    same(&json!({"send_from_date": (NOW + 1).to_string()}), &format!("sent > {NOW}"));
}

#[test]
fn users_lines_texts_and_costs_are_of_many_kinds() {
    assert!(number("select count(distinct username) from rows") >= 10);
    assert!(number("select count(distinct number_color) from rows") >= 10);
    assert!(number("select count(distinct kind) from rows") >= 6);
    for part in ["🎉", "\u{200c}", "کد", "code"] {
        assert!(number(&format!("select count(*) from rows where instr(message, '{part}') > 0")) > 0, "{part}");
    }
    assert!(number("select count(*) from rows where instr(cost, '.') > 0") > 100);
}

#[test]
fn costs_are_written_exactly() {
    let row = &sql("select id, cost from rows where cost like '%.__' order by seq limit 1")[0];
    let body = json!({"filters": {"messages_outbox_id": row[0]}}).to_string();
    let written = format!("\"cost\":{},", row[1].as_str().unwrap());
    assert!(post(&GATEWAY, &body).body.contains(&written), "{written}");
}

#[test]
fn by_default_there_are_two_hundred_thousand_rows() {
    assert!(Options::default().rows >= 200_000);
    let running = spawn(Options { port: 0, ..Options::default() }).unwrap();
    let reply = post(&running, r#"{"page":20000}"#).json();
    assert_eq!(reply["meta"]["total"], json!(200_000));
    assert_eq!(reply["data"].as_array().unwrap().len(), 10);
}

// The control.

#[test]
fn the_requests_that_came_can_be_seen() {
    let running = spawn(Options { rows: 10, ..options() }).unwrap();
    let headers = [("authorization", "t"), ("content-type", "application/json"), ("origin", "http://a.example")];
    send(&running, "POST", PATH, &headers, "{}");
    send(&running, "POST", "/v1/api/report/new_list?x=1", &[("cookie", "a=b"), ("referer", "http://b/")], "no");
    let expected = json!([
        {"path": PATH, "authorization": "t", "content_type": "application/json", "cookie": null, "referer": null,
         "origin": "http://a.example", "body": "{}", "closed": false},
        {"path": "/v1/api/report/new_list?x=1", "authorization": null, "content_type": null, "cookie": "a=b",
         "referer": "http://b/", "origin": null, "body": "no", "closed": false},
    ]);
    let mut seen = get(&running, "/control/requests").json();
    // The client names a type of its own where it is given none.
    seen[1]["content_type"] = Value::Null;
    assert_eq!(seen, expected);
    send(&running, "DELETE", "/control/requests", &[], "");
    assert_eq!(get(&running, "/control/requests").json(), json!([]));
}

#[test]
fn answers_can_be_staged() {
    let running = spawn(Options { rows: 10, ..options() }).unwrap();
    let staged = json!([
        {"status": 429, "headers": {"Retry-After": "5", "Content-Type": "text/html"}, "body": "<p>slow"},
        {"pass": true, "delay_ms": 1},
        {},
    ]);
    assert_eq!(send(&running, "PUT", "/control/next", &[], &staged.to_string()).status, 204);
    let reply = post(&running, "{}");
    assert_eq!((reply.status, reply.body.as_str()), (429, "<p>slow"));
    assert_eq!(reply.header("retry-after"), Some("5"));
    assert_eq!(reply.header("content-type"), Some("text/html"));
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    assert_eq!(post(&running, "{}").json()["meta"]["total"], json!(10));
    let reply = post(&running, "{}");
    assert_eq!((reply.status, reply.body.as_str()), (200, ""));
    assert_eq!(post(&running, "{}").json()["meta"]["total"], json!(10));

    send(&running, "PUT", "/control/next", &[], r#"[{"status": 500}]"#);
    send(&running, "DELETE", "/control/next", &[], "");
    assert_eq!(post(&running, "{}").status, 200);
    assert_eq!(send(&running, "PUT", "/control/next", &[], "no").status, 400);
}

#[test]
fn an_answer_is_held_until_it_is_released() {
    let running = spawn(Options { rows: 10, ..options() }).unwrap();
    let (sender, answered) = std::sync::mpsc::channel();
    let hold = || send(&running, "PUT", "/control/next", &[], r#"[{"pass": true, "held": true}]"#);
    std::thread::scope(|scope| {
        for end in [("POST", "/control/release"), ("DELETE", "/control/next")] {
            hold();
            let sender = sender.clone();
            scope.spawn(|| {
                let sender = sender;
                sender.send(post(&running, "{}").status).unwrap();
            });
            while get(&running, "/control/requests").json() == json!([]) {
                std::thread::yield_now();
            }
            assert_eq!(answered.try_recv().ok(), None);
            assert_eq!(send(&running, end.0, end.1, &[], "").status, 204);
            assert_eq!(answered.recv().ok(), Some(200));
            send(&running, "DELETE", "/control/requests", &[], "");
        }
    });
}

#[test]
fn questions_change_nothing() {
    let body = json!({"sql": "delete from rows"}).to_string();
    assert_eq!(send(&GATEWAY, "POST", "/control/query", &[], &body).status, 400);
    assert_eq!(number("select count(*) from rows"), 3000);
}

#[test]
fn new_sends_come_before_all_others() {
    let running = spawn(Options { rows: 10, ..options() }).unwrap();
    let filters = r#"{"filters":{"create_from_date":"1"}}"#;
    let before = post(&running, filters).json();
    let body = json!({ "created": 1_750_000_000, "count": 2 }).to_string();
    assert_eq!(send(&running, "POST", "/control/arrive", &[], &body).status, 204);
    for asked in ["{}", filters] {
        let after = post(&running, asked).json();
        assert_eq!(after["meta"]["total"], json!(12));
        assert_eq!(after["data"][0]["time"], json!("1750000000"));
        assert_eq!(id(&after["data"][2]), id(&before["data"][0]));
    }
    assert_eq!(send(&running, "POST", "/control/arrive", &[], "{}").status, 400);
}

#[test]
fn sends_change_under_every_filter() {
    let running = spawn(Options { rows: 10, ..options() }).unwrap();
    let total = |state: u8| {
        let asked = json!({ "filters": { "state_id": state } }).to_string();
        post(&running, &asked).json()["meta"]["total"].as_u64().unwrap_or_default()
    };
    let [sent, failed] = [6, 9].map(total);
    let body = json!({ "set": "state = 9", "where": "state = 6" }).to_string();
    assert_eq!(send(&running, "POST", "/control/change", &[], &body).json(), json!({ "changed": sent }));
    assert_eq!([6, 9].map(total), [0, sent + failed]);
    for wrong in [json!({}), json!({ "set": "nothing = 1", "where": "true" })] {
        assert_eq!(send(&running, "POST", "/control/change", &[], &wrong.to_string()).status, 400);
    }
}

#[test]
fn without_control_there_is_none() {
    let running = spawn(Options { rows: 10, control: false, ..options() }).unwrap();
    let dist = Dist::new("uncontrolled");
    let with_page = spawn(Options { control: false, ..dist.options() }).unwrap();
    for (method, path, body) in [
        ("GET", "/control/requests", ""),
        ("DELETE", "/control/requests", ""),
        ("POST", "/control/query", r#"{"sql": "select 1"}"#),
        ("POST", "/control/arrive", r#"{"created": 1, "count": 1}"#),
        ("POST", "/control/change", r#"{"set": "state = 1", "where": "true"}"#),
        ("PUT", "/control/next", r#"[{"status": 500}]"#),
        ("DELETE", "/control/next", ""),
        ("PUT", "/control/config", r#"{"body": "staged"}"#),
        ("DELETE", "/control/config", ""),
    ] {
        assert_eq!(send(&running, method, path, &[], body).status, 404, "{method} {path}");
        let status = send(&with_page, method, path, &[], body).status;
        assert!([404, 405].contains(&status), "{method} {path}: {status}");
    }
    for running in [&running, &with_page] {
        assert_eq!(post(running, "{}").json()["meta"]["total"], json!(10));
    }
    assert_eq!(get(&with_page, "/config.json").body, r#"{"title":"file"}"#);
}

// The program.

#[test]
fn a_dropped_gateway_frees_its_port() {
    // Another program may take the free port first, but not each time.
    let freed = (0..5).any(|_| {
        let running = spawn(Options { rows: 10, ..options() }).unwrap();
        let port = running.addr.port();
        assert_eq!(post(&running, "{}").status, 200);
        drop(running);
        spawn(Options { rows: 10, port, ..options() }).is_ok_and(|again| again.addr.port() == port)
    });
    assert!(freed);
}

#[test]
fn a_port_in_use_is_said_and_ends_the_program() {
    let port = GATEWAY.addr.port().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_gateway")).args(["--port", &port, "--rows", "1"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8(output.stderr).unwrap().contains("is in use"));
}

#[test]
fn a_program_that_is_ready_says_where_it_listens() {
    use std::io::{BufRead as _, BufReader};
    let mut child = Command::new(env!("CARGO_BIN_EXE_gateway"))
        .args(["--port", "0", "--rows", "20", "--quiet"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let read = BufReader::new(child.stdout.take().unwrap()).read_line(&mut line);
    child.kill().unwrap();
    child.wait().unwrap();
    read.unwrap();
    let port = line.strip_prefix("listening on http://127.0.0.1:").and_then(|rest| rest.strip_suffix('\n')).unwrap();
    assert!(port.parse::<u16>().is_ok_and(|port| port > 0), "{line}");
}

#[test]
fn an_option_that_cannot_be_is_said() {
    for arguments in
        [["--rows", "many"], ["--nothing", "1"], ["--now", "-5"], ["--dist", "/nowhere"], ["--sub-path", "/"]]
    {
        let output =
            Command::new(env!("CARGO_BIN_EXE_gateway")).args(arguments).args(["--port", "0"]).output().unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        assert!(!output.stderr.is_empty());
    }
}
