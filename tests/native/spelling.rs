//! Other spellings of Persian texts.

use crate::support::thorough;
use outbox_report::domain::spelling::{Difference, others};
use proptest::prelude::*;

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(others(text).into_iter().map(|other| other.text).collect::<Vec<_>>(), expected);
}

#[test]
fn yeh_and_kaf_have_two_forms() {
    check("کد", &["كد"]);
    check("علي", &["علی"]);
    check("کتاب علي", &["كتاب علي", "کتاب علی", "کتاب\u{200C}علي", "كتاب\u{200C}علي", "کتاب\u{200C}علی"]);
}

#[test]
fn the_joint_of_a_word_is_a_non_joiner_a_space_or_nothing() {
    check("می\u{200C}رود", &["مي\u{200C}رود", "می رود", "میرود", "مي رود", "ميرود"]);
    check("لغو ۱۱", &["لغو 11", "لغو ١١"]);
}

#[test]
fn digits_have_three_scripts() {
    check("کد ۱۲", &["كد ۱۲", "کد 12", "کد ١٢", "كد 12", "كد ١٢"]);
    check("۱۲۳", &["123", "١٢٣"]);
}

#[test]
fn latin_text_has_no_other_spelling() {
    for text in ["", "hello world", "code 123", "50% off", "😀"] {
        check(text, &[]);
    }
}

#[test]
fn each_spelling_says_what_is_different() {
    let differences = |text| others(text).into_iter().map(|other| other.differences).collect::<Vec<_>>();
    assert_eq!(differences("کد"), [[Difference::ArabicLetters]]);
    assert_eq!(differences("۱۲۳"), [[Difference::LatinDigits], [Difference::ArabicDigits]]);
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn spellings_are_few_and_all_different(text in "[یيکكاب \u{200C}۰-۹٠-٩0-9a-c]{0,12}") {
        let found: Vec<String> = others(&text).into_iter().map(|other| other.text).collect();
        prop_assert!(found.len() <= 6);
        for (i, other) in found.iter().enumerate() {
            prop_assert!(*other != text);
            prop_assert!(!found[..i].contains(other));
        }
    }
}
