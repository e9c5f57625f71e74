//! The occurrences of a text in a message.

use crate::support::{texts, thorough};
use outbox_report::domain::{occurrences::Needle, spelling};
use proptest::prelude::*;

/// Returns the parts of the text that are found.
fn found(needle: &str, text: &str) -> Vec<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let place =
        |place: std::ops::Range<u32>| String::from_utf16(&units[place.start as usize..place.end as usize]).unwrap();
    Needle::new(needle).find(text).into_iter().map(place).collect()
}

#[track_caller]
fn check(needle: &str, text: &str, expected: &[&str]) {
    assert_eq!(found(needle, text), expected, "{needle} in {text}");
}

#[test]
fn a_text_is_found_as_it_is_written() {
    check("کد", "کد شما: کد ۱۲", &["کد", "کد"]);
    check("aa", "aaaa", &["aa", "aa"]);
    check("😀", "a😀b😀", &["😀", "😀"]);
    check("b", "a😀b", &["b"]);
    check("nowhere", "کد شما", &[]);
    check("", "کد شما", &[]);
}

#[test]
fn what_is_there_as_it_is_written_is_no_other_spelling() {
    check("كد", "كد و کد", &["كد"]);
    check("Code", "code Code", &["Code"]);
}

#[test]
fn another_spelling_is_found_where_there_is_no_closer_one() {
    check("كد", "کد و کد", &["کد", "کد"]);
    check("۱۲", "شماره 12", &["12"]);
    check("code", "Your CODE", &["CODE"]);
    check("می رود", "او می\u{200C}رود", &["می\u{200C}رود"]);
    check("می\u{200C}رود", "او می رود", &["می رود"]);
    check("میرود", "او می\u{200C}رود", &["می\u{200C}رود"]);
    check("می\u{200C}رود", "او میرود.", &["میرود"]);
    check(" سلام ", "سلام", &["سلام"]);
}

#[test]
fn occurrences_have_a_bound() {
    assert_eq!(Needle::new("a").find(&"a".repeat(10_000)).len(), 500);
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn occurrences_are_in_order_and_hold_the_needle(needle in texts("[یيab \u{200C}1۱😀]{1,4}"), text in texts("[یيabAB \u{200C}1۱😀]{0,30}")) {
        let ranges = Needle::new(&needle).find(&text);
        prop_assert!(ranges.is_sorted_by(|one, next| one.end <= next.start));
        for place in found(&needle, &text) {
            prop_assert!(!place.is_empty());
        }
        if text.contains(&needle) {
            prop_assert!(found(&needle, &text).iter().all(|place| *place == needle));
            prop_assert_eq!(ranges.len(), text.matches(&needle).count());
        }
    }

    /// A message in any spelling is found by each of the other spellings.
    #[test]
    fn all_spellings_find_each_other(text in texts("[بیک]{1,3}[ \u{200C}]?[بیک]{1,3}[۱۲]{0,2}")) {
        for other in spelling::others(&text) {
            prop_assert_eq!(found(&text, &format!("«{}»", other.text)), [other.text.clone()]);
        }
    }
}
