//! Values of other filters in the text of the message filter.

use crate::support::{TestZone, codec, texts, thorough};
use outbox_report::domain::{draft::Draft, misplaced_value::possible_filters, param::Param};
use proptest::prelude::*;

#[track_caller]
fn check(text: &str, expected: &[(Param, &str)]) {
    let found = possible_filters(text);
    let found: Vec<(Param, &str)> = found.iter().map(|(param, value)| (*param, &**value)).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn digits_may_be_an_outbox_id_and_a_sender() {
    let both = [(Param::MessagesOutboxId, "1100972179"), (Param::Number, "+981100972179")];
    for text in ["1100972179", " 1,100,972,179", "#1100972179", "۱۱۰۰۹۷۲۱۷۹", "«1100972179»"] {
        check(text, if text.contains(',') { &both[..1] } else { &both });
    }
    check("1000", &[(Param::Number, "+981000")]);
    check("30004505", &[(Param::MessagesOutboxId, "30004505"), (Param::Number, "+9830004505")]);
}

#[test]
fn a_plus_or_a_zero_before_digits_is_a_sender_alone() {
    for (text, number) in [
        ("+98217000070", "+98217000070"),
        ("0098 217 000 070", "+98217000070"),
        ("021-7000070", "+98217000070"),
        ("۰۹۱۲۱۲۳۴۵۶۷", "+989121234567"),
        ("+9850001234567890", "+9850001234567890"),
        ("+98votp", "+98votp"),
    ] {
        check(text, &[(Param::Number, number)]);
    }
}

#[test]
fn one_latin_word_may_be_a_user_name() {
    for text in ["ali_rezaei", "sales*", "info@example", "user12", "hello"] {
        check(text, &[(Param::Username, text)]);
    }
}

#[test]
fn sentences_dates_amounts_and_links_are_none_of_these() {
    for text in [
        "",
        " ",
        "سلام",
        "کد 12345",
        "hello 12345",
        "2025-04-08",
        "1404/01/19",
        "13:30",
        "12.5",
        "123",
        "12",
        "now-7d",
        "*",
        "https://example.com/a",
        "۵۰٪",
        "+",
        "++",
        "+98",
        "98765432109876543210",
    ] {
        check(text, &[]);
    }
}

proptest! {
    #![proptest_config(thorough())]

    /// Each value that is offered is the value that the other filter then has.
    #[test]
    fn each_value_is_taken_as_it_is_offered(text in texts("[ 0-9۰-۹+()a-z_.*,/:@-]{0,24}")) {
        let zone = TestZone::tehran();
        for (param, value) in possible_filters(&text) {
            let mut draft = Draft::default();
            draft.set(param, value.as_str());
            let query = draft.check(codec(&zone).context);
            let taken = Draft::canonical(&query.unwrap());
            prop_assert_eq!(taken.get(param), &*value);
        }
    }
}
