//! The fault layer, over HTTP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test ends where it fails"
)]

mod answers;
#[path = "../client/mod.rs"]
mod client;
mod rows;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use gateway::{Options, Running, spawn};
use serde_json::{Value, json};

use client::{PATH, Reply, get, options, post, send};

const FAULTS: &str = "/control/faults";

/// All sends on one page.
const ALL: &str = r#"{"limit":1000}"#;

fn faulty() -> Running {
    spawn(Options { rows: 30, faults: true, ..options() }).unwrap()
}

fn play(on: &Running, script: &Value) {
    let reply = send(on, "PUT", FAULTS, &[], &script.to_string());
    assert_eq!((reply.status, reply.body.as_str()), (204, ""), "{script}");
}

/// Returns a gateway with one rule, and the answer that it would give without the rule.
fn with(rule: &Value, body: &str) -> (Running, String) {
    let running = faulty();
    let real = post(&running, body).body;
    play(&running, &json!({ "rules": [rule] }));
    (running, real)
}

fn statuses(of: &Running, requests: usize) -> Vec<u16> {
    (0..requests).map(|_| post(of, "{}").status).collect()
}

fn counts(of: &Running) -> Vec<(u64, u64)> {
    let shown = get(of, FAULTS).json();
    let rules = shown["rules"].as_array().unwrap();
    rules.iter().map(|rule| (rule["met"].as_u64().unwrap(), rule["used"].as_u64().unwrap())).collect()
}

fn preflight(to: &Running) -> Reply {
    send(to, "OPTIONS", PATH, &[("origin", "http://page.example"), ("access-control-request-method", "POST")], "")
}

/// Returns the names of an answer's headers that let other origins read it.
fn cors(reply: &Reply) -> Vec<&str> {
    reply.headers.keys().map(ureq::http::HeaderName::as_str).filter(|name| name.starts_with("access-control")).collect()
}

// The control.

#[test]
fn without_the_flag_there_are_no_faults() {
    let running = spawn(Options { rows: 10, ..options() }).unwrap();
    for (method, body) in [("GET", ""), ("PUT", r#"{"rules":[{"fault":"timeout"}]}"#), ("DELETE", "")] {
        assert_eq!(send(&running, method, FAULTS, &[], body).status, 404, "{method}");
    }
    assert_eq!(post(&running, "{}").json()["meta"]["total"], json!(10));
    assert!(!Options::default().faults);
}

#[test]
fn faults_need_no_other_control() {
    let running = spawn(Options { rows: 10, control: false, faults: true, ..options() }).unwrap();
    assert_eq!(get(&running, "/control/requests").status, 404);
    assert_eq!(get(&running, FAULTS).json(), json!({"seed": 1, "rules": []}));
    play(&running, &json!({"rules": [{"fault": "timeout"}]}));
    assert_eq!(post(&running, "{}").status, 408);
}

#[test]
fn a_program_with_the_flag_takes_a_script() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gateway"))
        .args(["--port", "0", "--rows", "20", "--quiet", "--faults"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let mut stream = TcpStream::connect(line.trim_end().strip_prefix("listening on http://").unwrap()).unwrap();
    write!(stream, "GET {FAULTS} HTTP/1.1\r\nhost: gateway\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    let read = stream.read_to_string(&mut answer);
    child.kill().unwrap();
    child.wait().unwrap();
    read.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("\"rules\":[]"), "{answer}");
}

#[test]
fn the_script_is_shown_as_given_and_with_what_it_did() {
    let running = faulty();
    let rules = json!([
        {"fault": "timeout", "after": 1, "times": 1},
        {"fault": "invalid", "errors": {"number": ["no such line"]}, "rate": 1.0, "page": 1},
    ]);
    play(&running, &json!({"seed": 7, "rules": rules}));
    assert_eq!(statuses(&running, 3), [422, 408, 422]);
    let mut expected = json!({"seed": 7, "rules": rules});
    for (rule, met, used) in [(0, 3, 1), (1, 2, 2)] {
        expected["rules"][rule]["met"] = json!(met);
        expected["rules"][rule]["used"] = json!(used);
    }
    assert_eq!(get(&running, FAULTS).json(), expected);
}

#[test]
fn a_new_script_replaces_the_old_and_none_restores_the_real_answers() {
    let running = faulty();
    let real = post(&running, "{}").body;
    play(&running, &json!({"rules": [{"fault": "timeout"}]}));
    play(&running, &json!({"rules": [{"fault": "not_found"}]}));
    assert_eq!(statuses(&running, 2), [404, 404]);
    assert_eq!(send(&running, "DELETE", FAULTS, &[], "").status, 204);
    assert_eq!(post(&running, "{}").body, real);
    assert_eq!(get(&running, FAULTS).json(), json!({"seed": 1, "rules": []}));
}

#[test]
fn a_script_that_cannot_be_read_is_refused_with_the_reason() {
    let running = faulty();
    play(&running, &json!({"rules": [{"fault": "timeout"}]}));
    for (script, reason) in [
        ("no", "the script is no JSON: expected ident at line 1 column 2"),
        ("[]", "the script must be an object with `rules`"),
        ("{}", "`rules` is missing; it must be a list"),
        (r#"{"rules":{}}"#, "`rules` must be a list"),
        (r#"{"rules":[],"seed":"x"}"#, "`seed` must be a whole number"),
        (r#"{"rules":[],"sed":1}"#, "there is no key `sed`"),
        (r#"{"rules":["hang"]}"#, "rule 1: it must be an object with `fault`"),
        (r#"{"rules":[{}]}"#, "rule 1: `fault` is missing; it must be the name of a fault"),
        (r#"{"rules":[{"fault":"hang"},{"fault":"slow"}]}"#, "rule 2 (slow): `fault` must be the name of a fault"),
        (r#"{"rules":[{"fault":"hang","ms":5}]}"#, "rule 1 (hang): there is no key `ms`"),
        (r#"{"rules":[{"fault":"hang","after":-1}]}"#, "rule 1 (hang): `after` must be a whole number"),
        (r#"{"rules":[{"fault":"hang","times":1.5}]}"#, "rule 1 (hang): `times` must be a whole number"),
        (r#"{"rules":[{"fault":"hang","rate":1.1}]}"#, "rule 1 (hang): `rate` must be a number from 0 to 1"),
        (r#"{"rules":[{"fault":"hang","rate":"1"}]}"#, "rule 1 (hang): `rate` must be a number from 0 to 1"),
        (r#"{"rules":[{"fault":"hang","page":0}]}"#, "rule 1 (hang): `page` must be a whole number from 1"),
        (
            r#"{"rules":[{"fault":"latency"}]}"#,
            "rule 1 (latency): `ms` is missing; it must be a whole number of milliseconds",
        ),
        (
            r#"{"rules":[{"fault":"throttled","form":"minutes"}]}"#,
            "rule 1 (throttled): `form` must be \"seconds\", \"date\" or \"none\"",
        ),
        (r#"{"rules":[{"fault":"unavailable","expose":1}]}"#, "rule 1 (unavailable): `expose` must be true or false"),
        (
            r#"{"rules":[{"fault":"invalid","errors":{"number":"no"}}]}"#,
            "rule 1 (invalid): `errors` must be an object of lists of texts",
        ),
        (
            r#"{"rules":[{"fault":"clamped","per_page":0}]}"#,
            "rule 1 (clamped): `per_page` must be a whole number from 1",
        ),
        (
            r#"{"rules":[{"fault":"ignored_filter","filter":"colour"}]}"#,
            "rule 1 (ignored_filter): `filter` must be the name of a filter, and `colour` is none",
        ),
    ] {
        let reply = send(&running, "PUT", FAULTS, &[], script);
        assert_eq!((reply.status, reply.body.as_str()), (400, reason), "{script}");
    }
    assert_eq!(post(&running, "{}").status, 408, "the script before stays");
}

#[test]
fn a_staged_answer_wins_over_the_script() {
    let (running, real) = with(&json!({"fault": "no_cors"}), "{}");
    play(&running, &json!({"rules": [{"fault": "timeout"}]}));
    let staged = json!([{"status": 418}, {"pass": true}]);
    assert_eq!(send(&running, "PUT", "/control/next", &[], &staged.to_string()).status, 204);
    assert_eq!(post(&running, "{}").status, 418);
    assert_eq!(post(&running, "{}").body, real);
    assert_eq!(counts(&running), [(0, 0)]);
    assert_eq!(post(&running, "{}").status, 408);

    play(&running, &json!({"rules": [{"fault": "no_cors"}]}));
    send(&running, "PUT", "/control/next", &[], "[{}]");
    assert!(!cors(&preflight(&running)).is_empty());
}

#[test]
fn requests_that_met_a_fault_can_be_seen() {
    let running = faulty();
    play(&running, &json!({"rules": [{"fault": "timeout", "times": 1}, {"fault": "nulls", "times": 1}]}));
    for page in 1..=3 {
        post(&running, &json!({ "page": page }).to_string());
    }
    let seen = get(&running, "/control/requests").json();
    let bodies: Vec<&str> = seen.as_array().unwrap().iter().map(|request| request["body"].as_str().unwrap()).collect();
    assert_eq!(bodies, [r#"{"page":1}"#, r#"{"page":2}"#, r#"{"page":3}"#]);
}

// The rules.

#[test]
fn the_first_rule_that_applies_gives_its_fault() {
    let running = faulty();
    play(
        &running,
        &json!({"rules": [
            {"fault": "unauthorized", "after": 2, "times": 1},
            {"fault": "timeout", "times": 2},
            {"fault": "not_found", "after": 1},
        ]}),
    );
    assert_eq!(statuses(&running, 5), [408, 408, 401, 200, 404]);
    assert_eq!(counts(&running), [(5, 1), (4, 2), (2, 1)]);
}

#[test]
fn a_rule_for_one_page_leaves_the_others_alone() {
    let running = faulty();
    play(&running, &json!({"rules": [{"fault": "timeout", "page": 2, "after": 1}]}));
    let asked = [r#"{"page":2}"#, "{}", r#"{"page":3}"#, "no", r#"{"page":"2"}"#];
    assert_eq!(asked.map(|body| post(&running, body).status), [200, 200, 200, 422, 408]);
    assert_eq!(counts(&running), [(2, 1)]);
}

#[test]
fn a_rate_is_about_the_part_that_fails() {
    let running = faulty();
    for (rate, some) in [(0.0, 0..=0), (0.5, 30..=70), (1.0, 100..=100)] {
        play(&running, &json!({"seed": 3, "rules": [{"fault": "timeout", "rate": rate}]}));
        let failed = statuses(&running, 100).iter().filter(|status| **status == 408).count();
        assert!(some.contains(&failed), "{rate}: {failed}");
    }
}

#[test]
fn the_same_seed_has_the_same_faults_and_another_has_others() {
    let script = |seed: u64| {
        json!({"seed": seed, "rules": [
            {"fault": "timeout", "rate": 0.3}, {"fault": "wrong_types", "rate": 0.5}, {"fault": "empty", "rate": 0.1},
        ]})
    };
    let running = faulty();
    let [first, second, other] = [7, 7, 8].map(|seed| {
        play(&running, &script(seed));
        (0..40).map(|_| post(&running, "{}")).map(|reply| (reply.status, reply.body)).collect::<Vec<_>>()
    });
    assert_eq!(first, second);
    assert_ne!(first, other);
    let again = faulty();
    play(&again, &script(7));
    assert_eq!(statuses(&again, 40), first.iter().map(|reply| reply.0).collect::<Vec<_>>());
}

#[test]
fn latency_waits_and_lets_the_next_rules_be_looked_at() {
    let (running, real) = with(&json!({"fault": "latency", "ms": 40, "jitter_ms": 20}), "{}");
    let started = Instant::now();
    assert_eq!(post(&running, "{}").body, real);
    assert!(started.elapsed() >= Duration::from_millis(40));

    let latency = json!({"fault": "latency", "ms": 30});
    play(&running, &json!({"rules": [latency, latency, {"fault": "timeout"}]}));
    let started = Instant::now();
    assert_eq!(post(&running, "{}").status, 408);
    assert!(started.elapsed() >= Duration::from_millis(60));
    assert_eq!(counts(&running), [(1, 1); 3]);
}

// Other origins.

#[test]
fn without_cors_the_real_answer_can_be_read_by_no_other_origin() {
    let (running, real) = with(&json!({"fault": "no_cors", "after": 1, "times": 2}), "{}");
    let ask = || {
        let before = counts(&running);
        let preflight = preflight(&running);
        assert_eq!(preflight.status, 204);
        assert_eq!(counts(&running), before, "a preflight counts as none");
        let reply = post(&running, "{}");
        assert_eq!((reply.status, &reply.body), (200, &real));
        (cors(&preflight).is_empty(), cors(&reply).is_empty())
    };
    assert_eq!([ask(), ask(), ask(), ask()], [(false, false), (true, true), (true, true), (false, false)]);
    assert_eq!(counts(&running), [(4, 2)]);

    play(&running, &json!({"rules": [{"fault": "no_cors"}]}));
    assert!(cors(&send(&running, "POST", PATH, &[], "{}")).is_empty(), "refusals as well");
    let elsewhere = send(&running, "OPTIONS", "/api/nothing", &[], "");
    assert!(!cors(&elsewhere).is_empty());
}

#[test]
fn a_preflight_fares_as_the_request_after_it() {
    let running = faulty();
    play(&running, &json!({"seed": 5, "rules": [{"fault": "no_cors", "rate": 0.5}]}));
    let fared: Vec<bool> = (0..40)
        .map(|_| {
            let hidden = cors(&preflight(&running)).is_empty();
            assert_eq!(cors(&post(&running, "{}")).is_empty(), hidden);
            hidden
        })
        .collect();
    assert!(fared.contains(&true) && fared.contains(&false));
}
