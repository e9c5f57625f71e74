//! The first request of `boot.js`, compared with that of the wasm: `cargo xtask test --only native` runs
//! `tests/native/early.mjs` over the cases that are written here.

use super::device;
use crate::support::{NOW, Random, TestZone};
use outbox_report::{
    address::Codec,
    domain::{
        draft::Context,
        storage_key::{Area, Key},
    },
    gateway::request,
    i18n::Formatter,
    start::{
        deployment::{self, Deployment},
        early,
        preferences::StoredPreferences,
        session::Session,
        view::{self, View},
    },
};
use serde_json::{Value, json};
use std::{fs, path::Path};

/// The number of cases.
const CASES: usize = 10_000;

/// The folder of the page.
const FOLDER: &str = "/panel/";

/// The data that `boot.js` has at the start.
struct Case {
    status: u16,
    config: String,
    stored: Vec<(Area, Key, String)>,
    search: String,
    hash: &'static str,
}

impl Random {
    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

const ADDRESSES: [&str; 9] = [
    "",
    "https://gw.example",
    "https://gw.example/",
    "http://10.0.0.1:8787",
    "https://sms.gw-1.example:59999/v1/out",
    "/v1",
    "/",
    "http://localhost:3000",
    "https://gw.example/v1/",
];

const ODD_ADDRESSES: [&str; 36] = [
    "//gw.example",
    "https://user@gw.example",
    "https://user:word@gw.example",
    "https://gw.example?x=1",
    "https://gw.example#x",
    "https://gw.example/api/report/new_list",
    "https://gw.example/v1/api/report",
    "/api/report/",
    "/api/report/new_list/api/report",
    "HTTPS://GW.example",
    "https://GW.example",
    " https://gw.example",
    "https://gw.example ",
    "https://gw.example\t",
    "https://gw.example\r",
    "https://gw.example,",
    "\"https://gw.example\"",
    "https://gw.example:70000",
    "https://gw.example:65535",
    "https://gw.example:",
    "https://gw.example:80:80",
    "https://[::1]:8080",
    "https://",
    "https:///v1",
    "ftp://gw.example",
    "javascript:alert(1)",
    "gw.example",
    "https://gw.example\\@evil.example",
    "https://gw.example//v1",
    "/v1/../v2",
    "/v1/%2e%2e/v2",
    "https://گیت.example",
    "https://gw\u{200B}.example",
    "https://gw\u{2010}1.example",
    "undefined",
    "null",
];

const TOKENS: [&str; 4] = ["demo-token", "a.b_c-d~e", "0", "x:y/z+w=="];
const ODD_TOKENS: [&str; 13] = [
    "",
    " ",
    " padded ",
    "two words",
    "tab\tinside",
    "bell\u{7}",
    "delete\u{7F}",
    "caf\u{E9}",
    "\u{A0}x",
    "توکن",
    "carriage\r",
    "undefined",
    "x\u{2028}y",
];

/// The keys of `config.json`, each with values that can be used and with others.
const CONFIG: [(&str, &[&str], &[&str]); 10] = [
    ("base_url", &[], &["null", "1", "[]", "\"//x\"", "\"ftp://x\"", "\"https:\\/\\/gw.example\"", "\"/v1\\u0000\""]),
    ("base_url_locked", &["true", "false"], &["null", "1", "\"true\"", "True"]),
    ("locale", &["null", "\"fa\"", "\"en\""], &["\"de\"", "\"EN\"", "\"f a\"", "1", "\"\"", "\"\\u0066a\""]),
    ("calendar", &["null", "\"persian\"", "\"gregory\""], &["\"jalali\"", "false", "\"Persian\""]),
    ("time_zone", &["\"Asia/Tehran\"", "\"Asia/Tehran\"", "\"UTC\""], &["null", "\"\"", "\"Asia/Atlantis\"", "3"]),
    ("currency", &["\"IRR\"", "\"ریال\"", "\" IRR \""], &["null", "\"\"", "\" \"", "\"\u{85}\"", "\"\u{FEFF}\"", "7"]),
    ("page_limit", &["25", "10", "1", "1000", "50"], &["0", "1001", "25.0", "2.5e1", "-5", "null", "\"25\"", "025"]),
    (
        "page_limits",
        &["[10,25]", "[ 1 , 1000 ]", "[50]"],
        &["[]", "[0]", "[1001]", "[10,]", "[10 25]", "[1.0]", "null", "25", "[\"10\"]", "[[10]]"],
    ),
    ("title", &["null", "\"Panel\"", "\"گزارش\"", "\" x\""], &["\"\"", "\" \"", "\"\u{85}\u{85}\"", "0", "\"\\n\""]),
    ("request_timeout", &["15", "1", "35", "20"], &["0", "36", "350", "1.5", "null", "1e1", "-1"]),
];

/// Returns a random text of `config.json`, and the gateway's address in it if that can be used.
fn config(random: &mut Random) -> (String, String) {
    let offered = random.one(&ADDRESSES).to_owned();
    let mut members = Vec::new();
    for (key, good, bad) in CONFIG {
        if key == "base_url" && (!offered.is_empty() || random.chance(20)) {
            members.push(format!("\"base_url\":\"{offered}\""));
        }
        if !good.is_empty() && random.chance(15) {
            members.push(format!("\"{key}\":{}", random.one(good)));
        }
        if random.chance(2) {
            members.push(format!("\"{key}\":{}", random.one(bad)));
        }
    }
    if random.chance(4) {
        let odd = random.one(&ODD_ADDRESSES).replace('\\', "\\\\").replace('"', "\\\"").replace('\t', "\\t");
        members.push(format!("\"base_url\":\"{}\"", odd.replace('\r', "\\r")));
    }
    if random.chance(3) {
        members.push(
            random.one(&["\"unknown\":1", "\"__proto__\":{}", "\"Locale\":\"xx\"", "\"x\":{\"y\":[1e9]}"]).to_owned(),
        );
    }
    if random.chance(30) && members.len() > 1 {
        let last = members.len() - 1;
        members.swap(0, last);
    }
    let (comma, colon) = if random.chance(50) { (",", ":") } else { (" ,\n  ", " : ") };
    let members: Vec<String> = members.iter().map(|member| member.replacen("\":", &format!("\"{colon}"), 1)).collect();
    let text = format!("{{{}}}", members.join(comma));
    let text = match random.below(60) {
        0 => format!("\u{FEFF}{text}"),
        1 => format!("{text},"),
        2 => text.replacen('{', "{,", 1),
        3 => format!("[{text}]"),
        4 => random.one(&["", "null", "[]", "<!doctype html>", "{", "{}{}", "\"{}\"", "\u{A0}{}", "1"]).to_owned(),
        5 => text.replace(',', " "),
        6 => format!("\u{FEFF}\u{FEFF}{text}"),
        7..20 => format!(" \r\n{text}\n\t"),
        _ => text,
    };
    (text, offered.trim_end_matches('/').to_owned())
}

/// Returns a random stored session.
fn session(random: &mut Random, offered: &str, stamp: &str) -> String {
    let stamp = if random.chance(4) { random.one(&["", "1", "01", "2", " "]) } else { stamp };
    let then = if random.chance(4) { random.one(&ADDRESSES) } else { offered };
    let base = match random.below(20) {
        0..2 => random.one(&ODD_ADDRESSES),
        2..5 => random.one(&ADDRESSES),
        _ => offered,
    };
    let token = if random.chance(6) { random.one(&ODD_TOKENS) } else { random.one(&TOKENS) };
    let text = [stamp, then, base, token].join("\n");
    match random.below(60) {
        0 => format!("{text}\n"),
        1 => format!("{text}\nmore"),
        2 => text.replace('\n', "\r\n"),
        3 => text.replacen('\n', "", 1),
        4 => format!("\n{text}"),
        5 => random.one(&["", "\n", "\n\n", "\n\n\n", "\n\nundefined", "x"]).to_owned(),
        6 => [stamp, then, "https://evil.example", "\n", base, token].join("\n"),
        _ => text,
    }
}

/// The parameters, each with values that a canonical address may have and with others.
const PARAMS: [(&str, &[&str], &[&str]); 13] = [
    (
        "page",
        &["2", "17", "999999999999999"],
        &[
            "1",
            "0",
            "-1",
            "02",
            "1e3",
            "abc",
            "",
            "9223372036854775807",
            "9223372036854775808",
            "۲",
            "%DB%B2",
            "1,000",
            "+2",
            "%202",
            "2%20",
        ],
    ),
    ("limit", &["10", "50", "1000", "1"], &["25", "0", "1001", "010", "1.5", "", "%31", "10000"]),
    (
        "username",
        &["ali", "a.b", "*x*", "%D8%B9%D9%84%DB%8C", "a%20b", "%20"],
        &[
            "",
            "a+b",
            "a'b",
            "%61li",
            "a%2Ab",
            "%d8%b9",
            "a%00",
            "%FF",
            "a!b",
            "a%21b",
            "a(b)",
            "undefined",
            "a%E2%80%8Bb",
            "a~b",
            "a:b/c",
            "a?b",
            "a=b",
        ],
    ),
    (
        "number",
        &["%2B98217000070", "%2B989121234567", "%2B981"],
        &[
            "98217000070",
            "+98217000070",
            "09121234567",
            "%2B98votp",
            "%2B98",
            "%2B980217",
            "%2B1555123",
            "%2B98217000070,%2B98217000071",
            "%2B9821700007012345678",
            "%2b98217000070",
            "%2B98217000070%E2%80%8F",
            "tel:%2B98217000070",
        ],
    ),
    (
        "messages_outbox_id",
        &["123", "00123", "32282040", "123456789012345678901234567890"],
        &["", "12a", "1,234", "1+2", "%D9%A1", "1%202", "#5", "abc"],
    ),
    (
        "create_from_date",
        &["1744102007", "1", "999999999"],
        &[
            "0",
            "01",
            "now-7d",
            "now-7d%2Fd",
            "now-7d/d",
            "2025-04-08",
            "1404-01-19",
            "253402300799",
            "253402300800",
            "1744102007000",
            "",
            "1,744,102,007",
            "-1",
        ],
    ),
    (
        "create_to_date",
        &["1744102008", "5", "1"],
        &["0", "now", "2025-04-08T13:00", "17441020089", "2025-04-08T10:00:00Z", ""],
    ),
    ("send_from_date", &["1744102007", "1749999999"], &["now/d", "1700-01-01", "x", "20250408"]),
    ("send_to_date", &["1744102008", "3"], &["now%2B1d", "0003", "2025-04-08"]),
    ("from_exit_count", &["0", "5", "1000"], &["-1", "05", "x", "9223372036854775808"]),
    ("to_exit_count", &["0", "7"], &["", "1.5", "9,000"]),
    (
        "message",
        &["code", "%D8%B3%D9%84%D8%A7%D9%85%20x", "%F0%9F%98%80", "a_b", "%20%20"],
        &[
            "",
            "a+b",
            "a%26b",
            "a%3Db",
            "100%",
            "%",
            "%2",
            "%D8",
            "%ED%A0%80",
            "a%0Ab",
            "%E2%80%8F",
            "%EF%BB%BFx",
            "%EF%BF%BD",
            "a%22b",
            "a%5Cb",
            "%7F",
            "a%27b",
            "a%2Fb",
            "%c3%a9",
            "%C0%80",
        ],
    ),
    ("state_id", &["0", "6", "9"], &["10", "99", "-1", "06", "a", "", "%36", "6%20"]),
];

/// Returns a random query string.
fn search(random: &mut Random) -> String {
    if random.chance(15) {
        return String::new();
    }
    let mut given = Vec::new();
    for (name, good, bad) in PARAMS {
        if random.chance(7) {
            given.push(format!("{name}={}", if random.chance(10) { random.one(bad) } else { random.one(good) }));
        }
    }
    match random.below(40) {
        0 => given.reverse(),
        1 => {
            given
                .push(random.one(&["x=1", "overview=states", "=", "", "page", "page=2", "PAGE=3", "utm=a"]).to_owned());
        }
        2 => given.insert(0, random.one(&["amp;page=2", "state_id=6", "", "x", "limit=10"]).to_owned()),
        3 => given.push(random.one(&["state_id=6", "state_id=7"]).to_owned()),
        _ => {}
    }
    let joint = if random.chance(2) { random.one(&["&amp;", ";", "&&", "?", "&?"]) } else { "&" };
    if given.is_empty() { String::new() } else { format!("?{}", given.join(joint)) }
}

fn case(random: &mut Random) -> Case {
    let (config, offered) = config(random);
    let mut stored = Vec::new();
    let stamp = random.one(&["", "", "", "1", "7"]);
    if !stamp.is_empty() || random.chance(5) {
        stored.push((Area::Device, Key::SignOuts, stamp.to_owned()));
    }
    let area = if random.chance(70) { Area::Tab } else { Area::Device };
    if !random.chance(3) {
        stored.push((area, Key::Session, session(random, &offered, stamp)));
    }
    if random.chance(8) {
        let other = if area == Area::Tab { Area::Device } else { Area::Tab };
        stored.push((other, Key::Session, session(random, &offered, stamp)));
    }
    if random.chance(8) {
        stored.push((Area::Device, Key::Limit, random.one(&["50", "25", "many", "", "0"]).to_owned()));
    }
    if random.chance(8) {
        stored.push((Area::Device, Key::StartView, random.one(&["?state_id=6", "", "?page=x"]).to_owned()));
    }
    let status = if random.chance(6) { [404, 500, 204, 206, 304, 0][random.below(6)] } else { 200 };
    let hash =
        if random.chance(5) { random.one(&["#safe-mode", "#38;state_id=6", "#x26;page=2", "#main"]) } else { "" };
    Case { status, config, stored, search: search(random), hash }
}

/// Returns the zone of a name; `None` for a name that the tests don't know.
fn find_zone(name: Option<&str>) -> Option<TestZone> {
    name.filter(|name| *name != "Asia/Atlantis").map(TestZone::new)
}

/// Returns the endpoint, the token and the body of the wasm's first request, and the canonical address of its view. It
/// reads the case as `first::run` does.
fn asked(case: &Case) -> Option<([String; 3], String)> {
    let config = deployment::config(Some((case.status, Some(&case.config)))).ok()?;
    let deployment = Deployment::new(config, find_zone).ok()?;
    let texts: Vec<(Area, Key, &str)> =
        case.stored.iter().map(|(area, key, text)| (*area, *key, text.as_str())).collect();
    let is_safe_mode = case.hash == "#safe-mode";
    let read = device(&texts);
    let read = |area, key| if is_safe_mode && key != Key::SignOuts { None } else { read(area, key) };
    let stored = StoredPreferences::read(&read);
    let codec = Codec {
        context: Context { default_limit: deployment.config.page_limit, clock: deployment.clock(NOW) },
        own_limit: stored.own_limit,
        has_start_view: stored.start_view.is_some(),
        section: None,
    };
    let rest = case.hash.strip_prefix("#38;").or_else(|| case.hash.strip_prefix("#x26;"));
    let address = rest.map_or_else(|| case.search.clone(), |rest| [&case.search, "&", rest].concat());
    let draft = view::draft(codec, &address, stored.start_view.as_deref());
    let locale = stored.language(Some(&deployment.config), Vec::new);
    let formatter = Formatter::new(locale, deployment.config.calendar).with_preferences(stored.preferences);
    let checked = draft.check(codec.context);
    let view = View::new(codec, formatter, draft, checked);
    let session = Session::read(&read, &deployment.config)?;
    let body = request::body(view.query.as_ref()?, deployment.clock(NOW));
    Some(([session.base_url.endpoint(), session.token.as_str().to_owned(), body], view.canonical))
}

#[test]
fn the_cases_for_boot_js_are_written() {
    let mut random = Random(7);
    let cases: Vec<Value> = (0..CASES)
        .map(|_| {
            let case = case(&mut random);
            let stored = |wanted| {
                let own = case.stored.iter().filter(|(area, ..)| *area == wanted);
                own.map(|(_, key, text)| (key.name(FOLDER), Value::from(text.as_str())))
                    .collect::<serde_json::Map<_, _>>()
            };
            let (asked, canonical) = asked(&case).unzip();
            json!({
                "status": case.status, "config": case.config, "tab": stored(Area::Tab), "device": stored(Area::Device),
                "search": case.search, "hash": case.hash, "asked": asked, "canonical": canonical,
            })
        })
        .collect();
    let asked = cases.iter().filter(|case| !case["asked"].is_null()).count();
    assert!((CASES / 3..CASES * 9 / 10).contains(&asked), "{asked}");
    let rules = early::rules().map(|(name, value)| json!([name, value]));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/early.json");
    fs::write(file, json!({ "rules": rules, "folder": FOLDER, "cases": cases }).to_string()).unwrap();
}

#[test]
fn boot_js_names_stored_texts_as_the_page_does() {
    let script = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/boot.js")).unwrap();
    let name = Key::Session.name("${location.pathname.replace(/[^/]*$/, '')}");
    let own = name.strip_suffix(Key::Session.word()).unwrap();
    assert!(script.contains(&format!("const own = `{own}`;")), "{own}");
}
