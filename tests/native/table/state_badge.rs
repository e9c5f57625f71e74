//! The badge of a state.

use outbox_report::{
    domain::{locale::Locale, record::RecordState},
    i18n::Formatter,
    table::state_badge::parts,
};

#[test]
fn the_number_of_an_unknown_state_has_the_digits_of_the_page_and_the_gateways_own_word_stays_as_it_came() {
    for (locale, came, shown) in [
        (Locale::Fa, "42", "۴۲"),
        // Read from left to right: the sign stands before the digits in a text of either direction.
        (Locale::Fa, "-1", "\u{2066}-۱\u{2069}"),
        (Locale::En, "-1", "\u{2066}-1\u{2069}"),
        (Locale::Fa, "step 42", "step 42"),
        (Locale::Fa, "در انتظار", "در انتظار"),
    ] {
        let (_, _, word) = parts(&RecordState::Unknown(came.into()), Formatter::new(locale, None));
        assert_eq!(&*word, shown, "{came}");
    }
}
