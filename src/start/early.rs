//! The rules by which `boot.js` sends the first request while the wasm is on its way.
//!
//! `src/early.js` decides with them whether the request is certain. They accept less than the page does: a value that
//! they match means the same request to [`super::session`], [`super::view`] and [`crate::gateway::request`], and every
//! other value is left to the wasm. `cargo xtask build` writes them into the script. The page itself does not need
//! them.

use crate::{
    domain::{
        base_url::{ENDPOINT, REPORTS},
        calendar::Calendar,
        config::{Config, MAX_TIMEOUT_S},
        locale::Locale,
        param::Param,
        query::MAX_LIMIT,
        storage_key::Key,
    },
    gateway::request::{AUTHORIZATION, CONTENT_TYPE, JSON},
};

/// The pattern of a number of a page that JavaScript holds exactly.
const PAGE: &str = r"[1-9]\d{0,14}";
/// The pattern of a number of rows per page.
const LIMIT: &str = r"(?:[1-9]\d{0,2}|1000)";
const _: () = assert!(MAX_LIMIT == 1_000, "LIMIT matches numbers up to 1,000");
/// A pattern that matches every timeout that a deployment may have.
const TIMEOUT: &str = r"(?:[1-9]|[12]\d|3[0-5])";
const _: () = assert!(MAX_TIMEOUT_S == 35, "TIMEOUT matches numbers up to 35");
/// The pattern of a text that is sent as typed: letters, digits and blanks of any script, as [`crate::address`] writes
/// them.
const TEXT: &str = r"(?:[\w.*-]|%20|%[89A-F][\dA-F])+";
/// The pattern of a sender number of Iran in E.164.
const NUMBER: &str = r"%2B98[1-9]\d{0,14}";
/// The pattern of Unix seconds after 1970 and before 2287.
const SECONDS: &str = r"[1-9]\d{0,9}";

/// The pattern of a gateway's address: of the page's own origin, a path, or absolute. It is stored as it was typed,
/// unless it ends with the path of the endpoint.
const ADDRESS: &str = r"(?:https?://[a-z\d.-]+(?::[1-5]?\d{1,4})?)?(?:/[\w.-]+)*";
/// The pattern of a JSON string that begins with no blank, neither one of Rust's nor one of JavaScript's.
const JSON_TEXT: &str = r#""[^\s\x85"\\][^"\\]*""#;

/// The parameters in canonical order, each with the pattern of its percent-encoded value. The end of a range is not
/// among them, as it can contradict the beginning.
const SEARCH: [(Param, &str); 9] = [
    (Param::Page, PAGE),
    (Param::Limit, LIMIT),
    (Param::Username, TEXT),
    (Param::Number, NUMBER),
    (Param::MessagesOutboxId, r"\d+"),
    (Param::CreateFromDate, SECONDS),
    (Param::SendFromDate, SECONDS),
    (Param::Message, TEXT),
    (Param::StateId, r"\d"),
];

/// Returns the rules: the name of each constant of the script, with its value in JavaScript.
///
/// - `CONFIG` matches the text of a `config.json` that has known keys alone. It leaves the commas to `JSON.parse`.
/// - `SESSION` matches a stored session. Its groups are the four lines.
/// - `SEARCH` matches a canonical query string with `&` in place of its question mark.
/// - `KEYS` names the session, the number of sign-outs, the person's rows per page and the view for the start in
///   storage.
/// - `LIMIT` is the default rows per page, `ENDPOINT` the path of the endpoint, and `HEADERS` returns the headers for a
///   token.
pub fn rules() -> [(&'static str, String); 7] {
    let Config { page_limit, time_zone, .. } = Config::default();
    let config = config(&time_zone).map(|(key, pattern)| format!(r#"{key}"\s*:\s*{pattern}"#));
    let search = SEARCH.map(|(param, pattern)| format!("(?:&{}={pattern})?", param.name()));
    let keys = [Key::Session, Key::SignOuts, Key::Limit, Key::StartView];
    let keys = keys.map(|key| quoted(key.word())).join(", ");
    [
        ("CONFIG", whole(&format!(r#"\s*\{{[\s,]*(?:"(?:{})[\s,]*)*\}}\s*"#, config.join("|")))),
        ("SESSION", whole(&format!(r"(.*)\n(.*)\n((?!.*{REPORTS}){ADDRESS})\n([!-~]+)"))),
        ("SEARCH", whole(&search.concat())),
        ("KEYS", format!("[{keys}]")),
        ("LIMIT", page_limit.to_string()),
        ("ENDPOINT", quoted(ENDPOINT)),
        (
            "HEADERS",
            format!("(token) => ({{ {}: token, {}: {} }})", quoted(AUTHORIZATION), quoted(CONTENT_TYPE), quoted(JSON)),
        ),
    ]
}

/// Names the members of [`Config`], which are the keys of the file, each with its pattern. A new member does not
/// compile until it has one.
macro_rules! config_keys {
    ($($key:ident: $pattern:expr),* $(,)?) => {{
        let Config { $($key: _),* } = Config::default();
        [$((stringify!($key), String::from($pattern))),*]
    }};
}

/// Returns the keys of `config.json`, each with the pattern of its JSON value. The default zone is known to every
/// browser; another one would have to be looked up, which takes its time.
fn config(zone: &str) -> [(&'static str, String); 10] {
    config_keys! {
        base_url: format!("\"{ADDRESS}/?\""),
        base_url_locked: "(?:true|false)",
        locale: format!("(?:null|\"{}\")", one_of(Locale::TAGS)),
        calendar: format!("(?:null|\"{}\")", one_of(Calendar::ALL.map(Calendar::name))),
        time_zone: quoted(zone),
        currency: JSON_TEXT,
        page_limit: LIMIT,
        page_limits: format!(r"\[(?:\s*{LIMIT}\s*[,\]])+"),
        title: format!("(?:null|{JSON_TEXT})"),
        request_timeout: TIMEOUT,
    }
}

/// Returns a pattern that matches one of the given texts.
fn one_of<const N: usize>(texts: [&str; N]) -> String {
    format!("(?:{})", texts.join("|"))
}

/// Returns a regular expression of JavaScript that matches whole texts by a pattern.
fn whole(pattern: &str) -> String {
    format!("/^{}$/", pattern.replace('/', r"\/"))
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}
