//! The reader of JSON from outside.

use crate::{seeds::reply::is_same, support::thorough};
use outbox_report::domain::json::Json;
use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::Value;

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
        r#"[\\"{}\[\],:\pC ]{0,9}"#.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map(r#"[\\"{},:a-z ]{0,4}"#, inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn every_value_reads_as_a_json_library_reads_it(value in any_json(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let json = Json::parse(&text).unwrap();
        prop_assert!(is_same(json, &value), "{}", text);
    }

    #[test]
    fn what_is_json_is_what_a_json_library_takes(text in r#"[\[\]{}",:0-9eE.+\\u\-a-f \n]{0,20}"#) {
        let json = Json::parse(&text);
        prop_assert_eq!(json.is_some(), serde_json::from_str::<IgnoredAny>(&text).is_ok());
        // As values, the library refuses numbers beyond its own, and half a surrogate pair.
        if let (Some(json), Ok(value)) = (json, serde_json::from_str::<Value>(&text)) {
            prop_assert!(is_same(json, &value));
        }
    }

    #[test]
    fn every_escape_means_what_a_json_library_says(text in r#"(\\u[0-9a-fA-F]{4}|\\u(d8|D9|dC)[0-9a-f]{2}|\\[nrtbf/"\\]|[a-zآ-ی]){0,9}"#) {
        let text = format!("\"{text}\"");
        let own = Json::parse(&text).and_then(Json::string);
        match serde_json::from_str::<String>(&text) {
            Ok(library) => prop_assert_eq!(own, Some(library)),
            // A library refuses half a surrogate pair, and that alone of what stands here.
            Err(_) => prop_assert!(own.is_some_and(|own| own.contains(char::REPLACEMENT_CHARACTER))),
        }
    }
}

#[test]
fn a_string_ends_where_a_json_library_ends_it_whatever_stands_at_each_place() {
    let odd = ('\0'..='\u{A0}').chain(['ی', '\u{2022}', '😀']);
    for odd in odd {
        for (before, after) in (0..20).flat_map(|before| (0..20).map(move |after| (before, after))) {
            // An Arabic letter has two bytes.
            let text =
                format!("[\"{}{}{odd}{}\",7]", "a".repeat(before % 2), "ب".repeat(before / 2), "a".repeat(after));
            let is_json = serde_json::from_str::<IgnoredAny>(&text).is_ok();
            assert_eq!(Json::parse(&text).is_some(), is_json, "{text}");
            if let (Some(json), Ok(value)) = (Json::parse(&text), serde_json::from_str::<Value>(&text)) {
                assert!(is_same(json, &value), "{text}");
                assert_eq!(json.list().map(|values| values.len()), value.as_array().map(Vec::len), "{text}");
            }
        }
    }
}

#[test]
fn a_name_with_escapes_is_what_it_stands_for_and_not_how_it_is_written() {
    let object = Json::parse(r#"{"\\\\":1,"\\":2,"\u0061":3}"#).and_then(Json::object).unwrap();
    let get = |name| object.get(name).and_then(Json::number);
    assert_eq!([get(r"\\"), get(r"\"), get("a"), get(r"\u0061")], [Some("1"), Some("2"), Some("3"), None]);
}

#[test]
fn numbers_keep_their_digits() {
    for number in ["0", "-0", "9007199254740993123456789", "0.1000000000000000055511151231257827", "1e400", "-1.50E-7"]
    {
        assert_eq!(Json::parse(&format!(" {number}\n")).and_then(Json::number), Some(number));
    }
}

#[test]
fn the_first_value_of_a_text_is_cut_out() {
    let first = |text| Json::at_start_of(text).map(Json::text);
    assert_eq!(first(r#"{"a":[1,{}]} 'and more'"#), Some(r#"{"a":[1,{}]}"#));
    assert_eq!(first(" [1] ["), Some("[1]"));
    assert_eq!(first("{a"), None);
    assert_eq!(first(""), None);
}

#[test]
fn what_is_cut_off_or_has_anything_but_blanks_around_it_is_no_json() {
    for text in ["{}", " \t\r\n[1 , 2]\n ", "{ \"a\" : 1 }", " 1 "] {
        assert_eq!(Json::parse(text).map(Json::text), Some(text.trim()), "{text:?}");
    }
    let around = ["", " ", "1 2", "1,", "1:", "[1]]", "{}x", "\u{FEFF}{}", "{}\u{FEFF}", "1\u{A0}", ",1"];
    let no_values = ["01", "1.", "-", "nul"];
    let cut_off = ["[1", "[1,", "{\"a\"", "{\"a\":", "{\"a\":1", "\"a", "\"\\", "\"\\ud8"];
    let lenient = ["[1,]", "{\"a\":1,}", "[1 2]", "{\"a\" 1}", "{a:1}", "['a']", "[1]//", "\"\n\"", "[:1]", "[1::2]"];
    for text in around.into_iter().chain(no_values).chain(cut_off).chain(lenient) {
        assert_eq!(Json::parse(text), None, "{text:?}");
    }
}

#[test]
fn one_odd_value_spoils_nothing_around_it() {
    let deep = [&"[".repeat(100_000), "\"\"", &"]".repeat(100_000)].concat();
    for odd in [r#""\ud800""#, "1e400", "-0", "123456789012345678901234567890", r#"{"a":1,"a":2}"#, &deep] {
        let text = format!(r#"{{"before": [{odd} ,1], "odd" :{odd},"\udc00":{odd} , "after":"é"}}"#);
        let object = Json::parse(&text).and_then(Json::object).unwrap();
        assert_eq!(object.get("before").and_then(Json::list).unwrap().first().map(|json| json.text()), Some(odd));
        assert_eq!(object.get("odd").map(Json::text), Some(odd));
        assert_eq!(object.get("after").and_then(Json::string).as_deref(), Some("é"));
        assert_eq!(object.members().count(), 4);
    }
    assert_eq!(Json::parse(&"[".repeat(100_000)), None);
    let twice = Json::parse(r#"{"a":1,"b":0,"a":2}"#).and_then(Json::object).unwrap();
    assert_eq!(twice.get("a").map(Json::text), Some("2"));
}

#[test]
fn half_a_surrogate_pair_is_a_replacement_character_and_the_rest_of_the_text_stays() {
    #[track_caller]
    fn check(inside: &str, expected: &str) {
        let text = format!("\"{inside}\"");
        assert_eq!(Json::parse(&text).and_then(Json::string).as_deref(), Some(expected), "{text}");
    }
    check(r"here \ud83d", "here \u{FFFD}");
    check(r"\ude00 here", "\u{FFFD} here");
    check(r"\ud83d\ude00", "😀");
    check(r"\ud83d\ud83d\ude00", "\u{FFFD}😀");
    check(r"\ud83dx\ude00", "\u{FFFD}x\u{FFFD}");
    check(r"\ude00\ud83d", "\u{FFFD}\u{FFFD}");
    check(r"\ud83d\n", "\u{FFFD}\n");
    let text = r#"{"\ud83d":1,"b":2}"#;
    let object = Json::parse(text).and_then(Json::object).unwrap();
    assert_eq!(object.members().map(|(name, _)| name).collect::<Vec<_>>(), ["\u{FFFD}", "b"]);
}

#[test]
fn a_long_text_of_anything_is_read_in_a_moment() {
    const LENGTH: usize = 250_000;
    let blanks = " ".repeat(LENGTH / 2);
    let texts = [
        format!("[{}1{blanks}]", "1,".repeat(LENGTH / 4)),
        format!("[{}1]", format!("1{}, ", &blanks[..100]).repeat(LENGTH / 100)),
        format!("{{{}\"a\":1{blanks}}}", "\"a\":1,".repeat(LENGTH / 14)),
        ["[".repeat(LENGTH / 2), "]".repeat(LENGTH / 2)].concat(),
        [r#"{"a":"#.repeat(LENGTH / 6), "1".to_owned(), "}".repeat(LENGTH / 6)].concat(),
        format!("[{}]", vec!["{}"; LENGTH / 3].join(",")),
    ];
    for text in &texts {
        let start = std::time::Instant::now();
        let json = Json::parse(text).unwrap();
        let parts = json.list().map(|list| list.len()).or_else(|| json.object().map(|object| object.members().count()));
        assert!(parts.is_some_and(|parts| parts > 0));
        assert!(start.elapsed().as_secs() < 3, "{:?} for {}…", start.elapsed(), &text[..20]);
    }
}
