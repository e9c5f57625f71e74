//! Answers that break, or that come in place of the real one.

use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant, SystemTime};

use serde_json::{Value, json};

use super::client::{PATH, TOKEN, get, post};
use super::{ALL, faulty, play, statuses, with};

const UNAUTHORIZED: &str = include_str!("../../../fixtures/unauthorized.json");

/// Returns a connection on which a request for all sends was sent.
fn connect(to: SocketAddr) -> TcpStream {
    let mut stream = TcpStream::connect(to).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    let length = ALL.len();
    write!(
        stream,
        "POST {PATH} HTTP/1.1\r\nhost: gateway\r\nauthorization: {TOKEN}\r\ncontent-length: {length}\r\n\r\n{ALL}"
    )
    .unwrap();
    stream
}

/// Returns the head of the next answer, and the length of the body that it announces.
fn head(stream: &mut BufReader<TcpStream>) -> (String, usize) {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(stream.read_line(&mut head).unwrap() > 0, "{head}");
    }
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap();
    (head, length)
}

// Slow and broken connections.

#[test]
fn a_hanging_answer_never_comes_and_ends_with_the_gateway() {
    let running = faulty();
    play(&running, &json!({"rules": [{"fault": "hang", "times": 1}]}));
    let mut stream = connect(running.addr);
    stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let error = stream.read(&mut [0]).unwrap_err();
    assert!([ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&error.kind()), "{error}");
    assert_eq!(post(&running, "{}").status, 200, "others are answered");
    drop(running);
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    let ended = stream.read(&mut [0]);
    assert!(ended.as_ref().map_or_else(|error| error.kind() == ErrorKind::ConnectionReset, |read| *read == 0));
}

#[test]
fn a_client_that_leaves_before_its_answer_is_remembered_as_such() {
    let running = faulty();
    play(&running, &json!({"rules": [{"fault": "hang", "times": 1}]}));
    let stream = connect(running.addr);
    let closed = || {
        let requests = get(&running, "/control/requests").json();
        requests.as_array().unwrap().iter().map(|request| request["closed"].as_bool().unwrap()).collect::<Vec<_>>()
    };
    while closed() != [false] {}
    assert_eq!(post(&running, "{}").status, 200);
    drop(stream);
    while closed() != [true, false] {}
}

#[test]
fn a_slow_body_comes_after_its_head_piece_by_piece() {
    let (running, real) = with(&json!({"fault": "slow_body", "ms": 1000}), ALL);
    let mut stream = BufReader::with_capacity(1_000_000, connect(running.addr));
    let (head, length) = head(&mut stream);
    let started = Instant::now();
    assert!(head.starts_with("HTTP/1.1 200 ") && head.contains("content-type: application/json\r\n"), "{head}");
    let mut body = Vec::new();
    let mut pieces = 0;
    while body.len() < length {
        let piece = stream.fill_buf().unwrap().to_vec();
        stream.consume(piece.len());
        body.extend(piece);
        pieces += 1;
    }
    assert!(started.elapsed() >= Duration::from_millis(300));
    assert!((2..=20).contains(&pieces), "{pieces}");
    assert_eq!(String::from_utf8(body).unwrap(), real);
}

#[test]
fn a_reset_comes_in_the_middle_of_the_body() {
    let (running, real) = with(&json!({"fault": "reset"}), ALL);
    let mut stream = BufReader::new(connect(running.addr));
    let (head, length) = head(&mut stream);
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    assert_eq!(length, real.len());
    let mut body = Vec::new();
    // Some systems tell of the end as an error.
    let _ = stream.read_to_end(&mut body);
    assert_eq!(body, real.as_bytes()[..real.len() / 2]);
}

#[test]
fn a_truncated_answer_is_broken_json_sent_whole() {
    let (running, real) = with(&json!({"fault": "truncated"}), r#"{"limit":3}"#);
    let reply = post(&running, r#"{"limit":3}"#);
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-length"), Some((real.len() / 2).to_string().as_str()));
    // The cut may go through a letter.
    let sent = reply.body.trim_end_matches('\u{fffd}');
    assert!(real.starts_with(sent) && sent.len() + 3 > real.len() / 2, "{sent}");
    assert!(serde_json::from_str::<Value>(sent).is_err());
}

// Other answers than the real one.

#[test]
fn each_failure_has_its_status_and_its_code() {
    for (name, status, code) in [
        ("unauthorized", 401, "400-1"),
        ("invalid", 422, "400-2"),
        ("throttled", 429, "429-1"),
        ("unavailable", 503, "503-1"),
        ("server_error", 500, "500-1"),
        ("not_found", 404, "404-1"),
        ("refused_ok", 200, "400-1"),
    ] {
        let (running, _) = with(&json!({ "fault": name }), "{}");
        let reply = post(&running, "{}");
        assert_eq!(reply.status, status, "{name}");
        assert_eq!(reply.header("content-type"), Some("application/json"), "{name}");
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"), "{name}");
        let reply = reply.json();
        assert_eq!(reply["data"], Value::Null, "{name}");
        assert_eq!(reply["meta"]["message_code"], json!(code), "{name}");
        // All but the words is as in the document.
        let mut shape: Value = serde_json::from_str(UNAUTHORIZED).unwrap();
        shape["meta"]["message"] = reply["meta"]["message"].clone();
        shape["meta"]["message_code"] = json!(code);
        assert_eq!(reply, shape, "{name}");
    }
}

#[test]
fn a_token_is_refused_in_the_documents_words_after_so_many_requests() {
    let (running, _) = with(&json!({"fault": "unauthorized", "after": 3}), "{}");
    assert_eq!(statuses(&running, 3), [200; 3]);
    let reply = post(&running, "{}");
    assert_eq!(reply.status, 401);
    assert_eq!(reply.json(), serde_json::from_str::<Value>(UNAUTHORIZED).unwrap());
}

#[test]
fn a_refusal_says_what_the_rule_says() {
    let errors = json!({"number": ["no such line", "not yours"], "page": []});
    let rule = json!({"fault": "invalid", "errors": errors, "message": "نامعتبر", "code": "400-31"});
    let (running, _) = with(&rule, "{}");
    let reply = post(&running, "{}");
    assert_eq!(reply.status, 422);
    let meta = &reply.json()["meta"];
    assert_eq!(meta["errors"], errors);
    assert_eq!((&meta["message"], &meta["message_code"]), (&json!("نامعتبر"), &json!("400-31")));
}

#[test]
fn a_retry_is_named_in_seconds_as_a_date_or_not_at_all() {
    for (name, status, without) in [("throttled", 429, Some("5")), ("unavailable", 503, None)] {
        let reply = |parameters: &Value| {
            let mut rule = parameters.clone();
            rule["fault"] = json!(name);
            let reply = post(&with(&rule, "{}").0, "{}");
            assert_eq!(reply.status, status, "{rule}");
            reply
        };
        assert_eq!(reply(&json!({})).header("retry-after"), without);
        let seconds = reply(&json!({"retry_after": 0}));
        assert_eq!(seconds.header("retry-after"), Some("0"));
        assert_eq!(seconds.header("access-control-expose-headers"), None);
        assert_eq!(reply(&json!({"retry_after": 3, "form": "none"})).header("retry-after"), None);
        let exposed = reply(&json!({"retry_after": 3, "form": "seconds", "expose": true}));
        assert_eq!(exposed.header("retry-after"), Some("3"));
        assert_eq!(exposed.header("access-control-expose-headers"), Some("Retry-After"));

        let earliest = SystemTime::now() + Duration::from_secs(3599);
        let date = reply(&json!({"retry_after": 3600, "form": "date"}));
        let date = date.header("retry-after").unwrap();
        let moment = httpdate::parse_http_date(date).unwrap();
        assert!(moment >= earliest && moment <= SystemTime::now() + Duration::from_hours(1), "{date}");
        assert_eq!(httpdate::fmt_http_date(moment), date, "the form is the one that is to be sent");
        let never = reply(&json!({"retry_after": u64::MAX, "form": "date"}));
        assert_eq!(never.header("retry-after"), Some("Fri, 31 Dec 9999 23:59:59 GMT"));
    }
}

#[test]
fn what_is_no_report_comes_as_it_would() {
    for (name, status, kind, body) in [
        ("timeout", 408, None, ""),
        ("bad_gateway", 502, Some("text/html"), "<!doctype html>"),
        ("html_ok", 200, Some("text/html"), "<!doctype html>"),
        ("other_shape", 200, Some("application/json"), r#"{"ok":true}"#),
        ("empty", 200, None, ""),
        ("redirect", 302, None, ""),
    ] {
        let (running, _) = with(&json!({ "fault": name }), "{}");
        let reply = post(&running, "{}");
        assert_eq!(reply.status, status, "{name}");
        assert_eq!(reply.header("content-type"), kind, "{name}");
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"), "{name}");
        assert!(reply.body.starts_with(body) && reply.body.is_empty() == body.is_empty(), "{name}: {}", reply.body);
        let to = (name == "redirect").then_some("/elsewhere");
        assert_eq!(reply.header("location"), to, "{name}");
    }
}
