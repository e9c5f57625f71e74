//! The redaction of texts: of a secret, of messages, and of codes.

use crate::support::{Random, texts, thorough};
use outbox_report::{
    domain::redact::{self, Secret, codes, codes_in_json, is_digit},
    gateway::{
        failure,
        fault::{Fault, Words},
    },
};
use proptest::prelude::*;
use std::{fmt::Write, time::Instant};

/// Returns a token of 500 characters, in the form of a JWT.
fn jwt() -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut random = Random(1_404);
    let mut token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.".to_owned();
    while token.len() < 500 {
        token.push(if token.len() == 250 { '.' } else { char::from(SIGNS[random.below(SIGNS.len())]) });
    }
    token
}

/// A key with characters that JSON, URLs and HTML escape.
const KEY: &str = r#"sk/live+a"b\c&d<e>'f=g 0123%456789"#;

fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        write!(all, "%{byte:02x}").unwrap();
        all
    })
}

fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// Returns a text with every character as its code.
fn by_code(text: &str, code: impl Fn(u32) -> String) -> String {
    text.chars().map(|c| code(u32::from(c))).collect()
}

/// Returns a text in the forms in which an error page may quote it.
fn forms(text: &str) -> Vec<String> {
    let html = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    vec![
        text.to_owned(),
        json(text),
        json(&json(text)),
        json(&json(&json(text))),
        json(text).replace('/', r"\/"),
        by_code(text, |code| format!("\\u{code:04X}")),
        by_code(text, |code| format!("\\\\u{code:04x}")),
        by_code(text, |code| if code < 0x100 { format!("\\x{code:02x}") } else { format!("\\u{code:04x}") }),
        by_code(text, |code| format!("&#{code};")),
        by_code(text, |code| format!("&#x{code:X};")),
        percent(text),
        percent(text).to_uppercase(),
        percent(&percent(text)),
        form_urlencoded::byte_serialize(text.as_bytes()).collect(),
        percent(&json(text)),
        json(&percent(text)),
        html.replace('\'', "&#39;"),
        html.replace('\'', "&#039;").replace('&', "&amp;"),
    ]
}

/// The pieces of a secret of eight bytes, in every form.
struct Pieces(Vec<String>);

impl Pieces {
    fn of(secret: &str) -> Self {
        let pieces = secret.as_bytes().windows(8).step_by(secret.len().div_ceil(40));
        let pieces = pieces.map(|piece| String::from_utf8(piece.to_vec()).unwrap());
        Self(pieces.flat_map(|piece| forms(&piece)).map(|form| form.trim_matches('"').to_owned()).collect())
    }

    /// Checks that none of the pieces is left.
    #[track_caller]
    fn check_hidden(&self, text: &str, left: &str) {
        let found = self.0.iter().find(|form| left.contains(form.as_str()));
        assert_eq!(found, None, "{left:?} is left of {text:?}");
    }
}

#[test]
fn a_token_is_hidden_before_the_excerpt_is_cut_in_every_form() {
    for token in [jwt(), KEY.to_owned()] {
        let pieces = Pieces::of(&token);
        for form in forms(&token) {
            // The border of 200 characters goes through it at any place.
            for before in [0, 1, 50, 150, 180, 190, 195, 199, 200, 250] {
                let text = format!("{}{form} and more{}", "x".repeat(before), "y".repeat(300));
                let Fault::Unreadable(502, excerpt) = failure::read(&token, 502, Ok(&text)) else {
                    panic!("an error page")
                };
                pieces.check_hidden(&text, &excerpt);
                assert!(excerpt.chars().count() <= 200 && excerpt.starts_with(&"x".repeat(before.min(200))));
                if before < 150 {
                    assert!(excerpt.contains(" and morey"), "{excerpt}");
                }
            }
        }
    }
}

#[test]
fn a_part_of_a_token_that_the_gateway_has_cut_is_hidden_as_well() {
    let token = jwt();
    let hide = |text: &str| Secret::new(&token).hide(text);
    assert_eq!(hide(&format!("token={}", &token[..100])), "token=…");
    assert_eq!(hide(&format!("token={}…", &token[..8])), "token=……");
    assert_eq!(hide(&format!("<b>{}\n{}</b>", &token[..76], &token[76..])), "<b>…\n…</b>");
    assert_eq!(hide(&format!("ends with {}.", &token[480..])), "ends with ….");
    assert_eq!(hide("nothing of it"), "nothing of it");
    // A short one is hidden as a whole.
    assert_eq!(Secret::new("abc").hide("xabcabx"), "x…abx");
    assert_eq!(Secret::new("demo-token").hide("the demo of a token"), "the demo of a token");
    assert_eq!(Secret::new("").hide("anything"), "anything");
}

#[test]
fn what_a_gateway_says_is_cut_where_hiding_a_secret_in_it_would_take_long() {
    const KEPT: usize = 0x4000;
    let hide = |text: &str| Secret::new("next-key").hide(text);
    assert_eq!(hide(&"x".repeat(KEPT)), "x".repeat(KEPT));
    assert_eq!(hide(&"x".repeat(KEPT + 1)), "x".repeat(KEPT) + "…");
    assert_eq!(hide(&"é".repeat(KEPT)), "é".repeat(KEPT / 2) + "…");
    // Sentences share the length, so that a hundred of them take no longer than one.
    let sentence = "y".repeat(KEPT / 4);
    let errors: Vec<String> = (0..10).map(|at| format!(r#""field{at}":"{sentence}""#)).collect();
    let text = format!(r#"{{"meta":{{"status":false,"message":"no","errors":{{{}}}}}}}"#, errors.join(","));
    let fault = failure::read("next-key", 422, Ok(&text));
    let kept: Vec<&str> = fault.words().into_iter().flat_map(|words| &words.errors).map(|(_, said)| &**said).collect();
    assert_eq!(kept.len(), 10);
    assert!(kept.iter().take(3).all(|said| *said == sentence), "{kept:?}");
    assert!(kept.iter().skip(4).all(|said| *said == "…"), "{kept:?}");
    assert_eq!(fault.words().and_then(|words| words.message.as_deref()), Some("no"));
}

#[test]
fn a_token_behind_backslashes_is_hidden_however_many_they_are() {
    let hide = |text: &str| Secret::new("next-key").hide(text);
    assert_eq!(hide(r"path\\\u006e\\u0065\\u0078\\u0074\\u002d\\u006b\\u0065\\u0079"), "path…");
    assert_eq!(hide(r"path%5C\\u006e\\u0065\\u0078\\u0074\\u002d\\u006b\\u0065\\u0079"), "path…");
    // Letters that are control characters behind a backslash, signs that are escaped, and others.
    for token in
        ["bearer/1", "far/away", "next/key", "red/rose", "tea/cups", "user/key", "xyz/abcd", "/a/b/c/d", "e/lement"]
    {
        let pieces = Pieces::of(token);
        for form in forms(token) {
            for count in 0..40 {
                let text = format!("path{}{form} and more", "\\".repeat(count));
                pieces.check_hidden(&text, &Secret::new(token).hide(&text));
            }
        }
    }
}

#[test]
fn a_token_is_hidden_in_the_gateways_words_and_in_the_technical_text() {
    let pieces = Pieces::of(KEY);
    for form in forms(KEY) {
        let echo = json(&format!("bad token {form}"));
        let text = format!(r#"{{"data":null,"meta":{{"status":false,"message":{echo},"errors":{{"x":[{echo}]}}}}}}"#);
        let fault = failure::read(KEY, 401, Ok(&text));
        let words = fault.words().unwrap().clone();
        for said in [words.message.unwrap(), words.errors.first().map_or_else(String::new, |(_, said)| said.clone())] {
            pieces.check_hidden(&text, &said);
        }
        pieces.check_hidden(&text, &fault.discreet_lines(None, false).join("\n"));
    }
}

#[track_caller]
fn check_messages(text: &str, expected: &str) {
    assert_eq!(redact::messages(text), expected);
}

#[test]
fn messages_are_taken_out_of_json_in_json_and_of_what_is_cut() {
    check_messages(r#"{"message":"your code is 1234","cost":1}"#, r#"{"message":"…","cost":1}"#);
    check_messages(r#"{"message" : "say \"1234\" now", "x":1}"#, r#"{"message" : "…", "x":1}"#);
    check_messages(r#"{"summary":"1234 …","cost":1}"#, r#"{"summary":"…","cost":1}"#);
    check_messages(r#"{"summary":{"a":["1234",{"b":"}]"}]},"cost":1}"#, r#"{"summary":…,"cost":1}"#);
    check_messages(r#"{"message":481516,"summary":null}"#, r#"{"message":…,"summary":null}"#);
    check_messages(r#"{"Message":"1234"}"#, r#"{"Message":"…"}"#);
    check_messages(r"{'message': 'it is 1234'}", r"{'message': '…'}");
    // Cut off.
    check_messages(r#"{"message":"your co"#, r#"{"message":"…"#);
    check_messages(r#"{"message":["your", "co"#, r#"{"message":…"#);
    check_messages(r#"{"message":"#, r#"{"message":"#);
    // A body in a body, once and twice.
    check_messages(
        r#"{"body":"{\"message\":\"say \\\"1234\\\"\",\"cost\":1}"}"#,
        r#"{"body":"{\"message\":\"…\",\"cost\":1}"}"#,
    );
    check_messages(r#""{\\\"message\\\":\\\"1234\\\",\\\"x\\\":1}""#, r#""{\\\"message\\\":\\\"…\\\",\\\"x\\\":1}""#);
    check_messages(r#""{\"summary\":\"your co"#, r#""{\"summary\":\"…"#);
    check_messages("%7B%22message%22%3A%22your%20code%22%2C%22x%22", "%7B%22message%22%3A%22…%22%2C%22x%22");
    check_messages("<p>{&quot;message&quot;:&quot;1234&quot;}</p>", "<p>{&quot;message&quot;:&quot;…&quot;}</p>");
    // Names alone say nothing.
    check_messages(r#"the "message" is in "summary", see: "x""#, r#"the "message" is in "summary", see: "x""#);
    check_messages("<html>bad gateway</html>", "<html>bad gateway</html>");
}

#[test]
fn the_text_that_was_looked_for_is_not_in_the_technical_text_however_the_gateway_quotes_it() {
    let looked_for = "کد تخفیف ۱۴۰۴";
    for form in forms(looked_for) {
        let words = Words {
            message: Some(format!("no filter {form} here")),
            code: Some("400-2".to_owned()),
            errors: vec![("filters.message".to_owned(), form.clone())],
            ..Words::default()
        };
        for fault in [Fault::Refused(422, words), Fault::Unreadable(500, format!("<p>{form}</p>"))] {
            let lines = fault.discreet_lines(Some(looked_for), false).join("\n");
            assert!(
                !forms("تخفیف").into_iter().chain(forms("۱۴۰۴")).any(|form| lines.contains(form.trim_matches('"'))),
                "{lines}"
            );
        }
    }
    let fault = Fault::Unreadable(500, "HTTP a".to_owned());
    assert_eq!(fault.discreet_lines(Some("a"), false), ["HTTP a"]);
    assert_eq!(fault.discreet_lines(None, false), ["HTTP a"]);
    let words = Words { message: Some("481516".to_owned()), code: Some("400-31".to_owned()), ..Words::default() };
    assert_eq!(Fault::Refused(422, words).discreet_lines(None, true), ["400-31", "••••••"]);
}

#[track_caller]
fn check_codes(text: &str, expected: &str) {
    assert_eq!(codes(text), expected);
    // The same in a JSON text, whatever is escaped in it.
    let inside = json(text);
    let left = codes_in_json(inside.trim_matches('"').trim_end_matches('\\'));
    if !text.contains(['"', '\\']) {
        assert_eq!(serde_json::from_str::<String>(&format!("\"{left}\"")).unwrap(), expected);
    }
}

#[test]
fn codes_are_hidden_and_counts_are_not() {
    check_codes("کد ورود شما: 481516", "کد ورود شما: ••••••");
    check_codes("کد: ۴۸۱۵", "کد: ••••");
    check_codes("كود ٤٨١٥", "كود ••••");
    check_codes("G-123456 is your code", "G-•••••• is your code");
    check_codes("123-456", "•••-•••");
    check_codes("12 34", "•• ••");
    check_codes("3 of 12, 100%", "3 of 12, 100%");
    check_codes("1  2  3  4", "1  2  3  4");
    check_codes("1 2  3 4", "1 2  3 4");
    check_codes("call +98 912 345 6789.", "call +•• ••• ••• ••••.");
    check_codes("12,500 and 1,250,000", "12,500 and 1,250,000");
    check_codes("12\n34", "12\n34");
    check_codes("", "");
}

#[test]
fn a_digit_is_what_unicode_calls_numeric() {
    for c in '\0'..=char::MAX {
        assert_eq!(is_digit(c), c.is_numeric(), "{c:?}");
    }
}

#[test]
fn codes_are_hidden_whatever_joins_their_digits() {
    for sign in [
        '\u{A0}', '\u{202F}', '\u{2009}', '\u{2007}', '\u{3000}', '\t', '\u{2011}', '\u{2010}', '\u{2012}', '\u{2013}',
        '\u{2014}', '\u{2212}', '\u{FF0D}', '.', '\u{B7}', '\u{2024}', '\u{FF0E}', '_', '\u{200C}', '\u{200D}',
        '\u{200B}', '\u{200E}', '\u{200F}', '\u{61C}', '\u{2060}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
        '\u{202A}', '\u{202E}', '\u{FEFF}', '\u{AD}', '\u{0}',
    ] {
        check_codes(&format!("4{sign}8{sign}1{sign}5"), &format!("•{sign}•{sign}•{sign}•"));
        check_codes(&format!("48{sign}15 is it"), &format!("••{sign}•• is it"));
        check_codes(&format!("۴۸{sign}۱۵"), &format!("••{sign}••"));
        // Any number of those that are not seen, beside one that is.
        check_codes(&format!("48{sign}\u{2069}\u{200C}\u{2068}15"), &format!("••{sign}\u{2069}\u{200C}\u{2068}••"));
    }
    check_codes("\u{2068}48\u{2069} \u{2068}15\u{2069}", "\u{2068}••\u{2069} \u{2068}••\u{2069}");
    check_codes(
        "4\u{FE0F}\u{20E3}8\u{FE0F}\u{20E3}1\u{FE0F}\u{20E3}5\u{FE0F}\u{20E3}",
        "•\u{FE0F}\u{20E3}•\u{FE0F}\u{20E3}•\u{FE0F}\u{20E3}•\u{FE0F}\u{20E3}",
    );
    // Digits of other scripts and forms.
    for code in ["４８１５", "४८१५", "𝟒𝟖𝟏𝟓", "①②③④", "⁴⁸¹⁵", "4८۱٥"] {
        check_codes(code, "••••");
    }
    for text in ["48\u{A0}\u{A0}15", "48 - 15", "48. 15", "4, 8, 1, 5", "48:15"] {
        check_codes(text, text);
    }
}

#[test]
fn codes_are_hidden_in_texts_that_quote_others_and_each_sign_becomes_one() {
    check_codes(r"\u06f4\u06f8\u06f1\u06f5", "••••••••••••••••••••••••");
    check_codes(r"a\u06f4\u06f8 b", r"a\u06f4\u06f8 b");
    check_codes("%DB%B4%DB%B8%DB%B1%DB%B5", &"•".repeat(24));
    check_codes("&#1780;&#1784;&#1777;&#1781;", &"•".repeat(28));
    check_codes("%34%38 %31%35", "•••••• ••••••");
    check_codes("100%20off", "100%20off");
    assert_eq!(codes_in_json(r"\u06a9\/\u0034\u0038\u0031\u0035 x"), r"\u06a9\/•••• x");
    assert_eq!(
        codes_in_json(r#"{\"code\":\"\\u06f4\\u06f8\\u06f1\\u06f5\"}"#),
        format!(r#"{{\"code\":\"{}\"}}"#, "•".repeat(24))
    );
    assert_eq!(codes_in_json(r"481516 \ud800"), r"•••••• \ud800");
    assert_eq!(codes_in_json(r"\ud835\udfd2\ud835\udfd6\ud835\udfcf\ud835\udfd3"), "••••");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Tokens consist of the characters that RFC 6750, section 2.1 allows. With quotes or backslashes, the last
    /// character but one could remain if the cut goes through several levels of escapes.
    #[test]
    fn no_form_and_no_cut_gets_a_token_past(
        token in texts("[A-Za-z0-9._~+/=-]{8,60}"), before in texts(r".{0,60}\\{0,9}"), after in texts(".{0,20}"), form in 0..18_usize, cut in 0..400_usize
    ) {
        let form = &forms(&token)[form];
        let text = format!("{before}{}{after}", form.get(..cut).unwrap_or(form));
        Pieces::of(&token).check_hidden(&text, &Secret::new(&token).hide(&text));
    }
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn what_is_not_the_token_stays(token in texts("[a-z]{8,20}"), text in texts("[0-9 ]{0,80}")) {
        prop_assert_eq!(Secret::new(&token).hide(&text), text);
    }

    #[test]
    fn hiding_codes_changes_digits_alone_and_leaves_no_four_of_them(text in texts("[ a۱٢3 .\u{A0}\u{200C}\u{2011}-]{0,40}|.{0,40}")) {
        let masked = codes(&text);
        prop_assert_eq!(masked.chars().count(), text.chars().count());
        let mut run = 0;
        for (before, after) in text.chars().zip(masked.chars()) {
            let is_escape = text.contains(['%', '&', '\\']);
            prop_assert!(before == after || (before.is_numeric() || is_escape) && after == '•');
            run = if after.is_numeric() { run + 1 } else { 0 };
            prop_assert!(run < 4);
        }
        prop_assert_eq!(codes(&masked), masked);
    }

    #[test]
    fn a_json_text_hides_what_the_text_hides(text in texts("[ 0-9۱-۵%&#;\\\\\"nu.\u{200C}a-f-]{0,40}|.{0,30}"), escapes: bool) {
        let literal = if escapes {
            text.encode_utf16().fold(String::new(), |mut all, unit| {
                write!(all, "\\u{unit:04x}").unwrap();
                all
            })
        } else {
            let literal = json(&text);
            literal[1..literal.len() - 1].to_owned()
        };
        let left: String = serde_json::from_str(&format!("\"{}\"", codes_in_json(&literal))).unwrap();
        prop_assert_eq!(left, codes(&text));
    }

    #[test]
    fn no_message_is_left_wherever_the_text_is_cut(message in texts("[A-Z\"\\\\{}:,\\n]{1,20}"), depth in 0..4_usize, cut in 0..300_usize) {
        let mut text = format!(r#"{{"x":1,"message":{},"y":2}}"#, json(&format!("SECRET{message}")));
        for _ in 0..depth {
            text = json(&text);
        }
        let cut = text.get(..cut).unwrap_or(&text);
        let left = redact::messages(cut);
        prop_assert!(!left.contains('S') && !left.contains("CRET"), "{}", left);
    }
}

#[test]
fn no_text_takes_longer_than_its_length() {
    /// The length of the long texts: a sixteenth of a megabyte, as the tests are not optimised.
    const LENGTH: usize = 1 << 16;
    let token = jwt();
    let texts = [
        "1".repeat(LENGTH),
        "1 ".repeat(LENGTH / 2),
        "\u{200C}".repeat(LENGTH / 3),
        format!("1{}", "\u{200C}".repeat(LENGTH / 3)),
        "\\".repeat(LENGTH),
        "%25".repeat(LENGTH / 3),
        "&#".repeat(LENGTH / 2),
        "\"message\":".repeat(LENGTH / 10),
        format!("\"message\"{}", " ".repeat(LENGTH)),
        "\"message\":[".repeat(LENGTH / 11),
        token.repeat(LENGTH / token.len()),
        "e".repeat(LENGTH),
    ];
    for text in texts {
        let start = Instant::now();
        let _ = (codes(&text), codes_in_json(&text), redact::messages(&text), Secret::new(&token).hide(&text));
        // A slow machine and no optimisation: quadratic work would take hours.
        assert!(start.elapsed().as_secs() < 20, "{}…", text.chars().take(20).collect::<String>());
    }
}
