//! Single-line values as they are pasted.

use crate::support::{texts, thorough};
use outbox_report::domain::{
    base_url::BaseUrl,
    date_filter::DateFilter,
    draft::sender_number,
    pasted_value::{bare, digits_of, value},
};
use proptest::prelude::*;

#[test]
fn what_nobody_meant_goes() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(value(text), expected);
    }
    check(" \u{200F}\u{202B}۱۲۳\u{202C} ", "123");
    check("\u{2067}a\u{202F}b\u{A0}c\td\u{2069}", "a b c d");
    check("«a», ", "a");
    check("“it's”;", "it's");
    check("#\u{200E}12", "12");
    check("1–2—3−4‑5", "1-2-3-4-5");
    check("1⁄2", "1/2");
    check("a\u{AD}b\u{FE0F}", "ab");
    check("\"\"", "\"\"");
    check("#", "#");
    check(" \u{200F} ", "");
    check("<https://a>", "https://a");
}

#[test]
fn dashes_of_a_bare_value_are_its_own() {
    assert_eq!(bare("https://edge–gw/"), "https://edge–gw/");
}

#[test]
fn only_threes_are_groups() {
    for (text, number) in [
        ("1,000", Some("1000")),
        ("۱٬۰۰۰", Some("1000")),
        ("12'345'678", Some("12345678")),
        ("12’345", Some("12345")),
        ("1_000", Some("1000")),
        ("007", Some("007")),
        ("1100972179.0", Some("1100972179")),
        ("۷.۰", Some("7")),
        ("1.00", None),
        (".0", None),
        ("1,000.0", None),
        ("1,00", None),
        ("1.000", None),
        ("1,000.5", None),
        ("1,000'000", None),
        ("", None),
        ("a", None),
    ] {
        assert_eq!(digits_of(text).as_deref(), number, "{text}");
    }
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn what_was_read_reads_as_itself(text in texts("(\\PC|[\"'#,;<> \u{200F}\u{A0}۱2٬+0/:-]){0,16}")) {
        prop_assert_eq!(bare(&bare(&text)), bare(&text));
        prop_assert_eq!(value(&value(&text)), value(&text));
        prop_assert_eq!(sender_number(&sender_number(&text)), sender_number(&text));
        if let Ok(when) = DateFilter::parse(&text) {
            prop_assert_eq!(DateFilter::parse(&when.iso()), Ok(when));
        }
        for text in [text.clone(), format!("https://{text}"), format!("https://h/{text}"), format!("/{text}")] {
            if let Ok(url) = BaseUrl::parse(&text) {
                prop_assert_eq!(BaseUrl::parse(url.as_str()), Ok(url));
            }
        }
    }

    #[test]
    fn dates_of_any_form_read_as_themselves(
        text in "[12][0-9]{3}[/.-](0?[1-9]|1[0-2])[/.-][0-3]?[0-9]([T ,-]{1,3}[0-2]?[0-9]:[0-5][0-9](:[0-5][0-9])?([.][0-9]{1,3})?( ?[aApP]m)?(Z|[ +-][01][0-9]:?[0-5][0-9])?)?",
    ) {
        if let Ok(when) = DateFilter::parse(&text) {
            prop_assert_eq!(DateFilter::parse(&when.iso()), Ok(when), "{}", text);
        }
    }
}
