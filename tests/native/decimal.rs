//! Costs and counts as they are shown.

use outbox_report::{
    domain::{decimal::Decimal, locale::Locale, pasted_value},
    i18n::Formatter,
};
use proptest::prelude::*;

#[track_caller]
fn check(text: &str, english: &str, persian: &str) {
    assert_eq!(Formatter::new(Locale::En, None).number(text), english);
    assert_eq!(Formatter::new(Locale::Fa, None).number(text), persian);
}

#[test]
fn digits_are_grouped_and_nothing_is_rounded() {
    check("3990.2", "3,990.2", "۳٬۹۹۰٫۲");
    check("6144.90", "6,144.90", "۶٬۱۴۴٫۹۰");
    check("0", "0", "۰");
    check("999", "999", "۹۹۹");
    check("1000", "1,000", "۱٬۰۰۰");
    check("64564080", "64,564,080", "۶۴٬۵۶۴٬۰۸۰");
    check("-1234.5", "-1,234.5", "-۱٬۲۳۴٫۵");
    check("9007199254740993", "9,007,199,254,740,993", "۹٬۰۰۷٬۱۹۹٬۲۵۴٬۷۴۰٬۹۹۳");
    check("0.30000000000000004", "0.30000000000000004", "۰٫۳۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۴");
    check("0012", "12", "۱۲");
}

#[test]
fn exponents_are_written_out() {
    check("1e5", "100,000", "۱۰۰٬۰۰۰");
    check("3.9902E3", "3,990.2", "۳٬۹۹۰٫۲");
    check("12e-1", "1.2", "۱٫۲");
    check("5e-3", "0.005", "۰٫۰۰۵");
}

#[test]
fn an_exponent_that_nobody_reads_is_shown_as_it_came_at_once() {
    for exponent in [i64::MIN, -41, 41, i64::MAX] {
        let text = format!("1e{exponent}");
        check(&text, &text, &text);
    }
}

#[test]
fn what_is_no_number_is_shown_as_it_came() {
    for text in ["free", "1,5", "1e999999999", "", ".", "5.", "--1", "+1", "1e", "NaN"] {
        check(text, text, text);
    }
}

#[test]
fn the_currency_has_its_persian_name() {
    assert_eq!(Formatter::new(Locale::Fa, None).currency("IRR"), "ریال");
    assert_eq!(Formatter::new(Locale::En, None).currency("IRR"), "IRR");
    assert_eq!(Formatter::new(Locale::Fa, None).currency("USD"), "USD");
}

#[test]
fn pasted_numbers_lose_what_cannot_be_seen() {
    assert_eq!(pasted_value::value("\u{202A}+۹۸ ۲۱\u{200C}٧٠\u{202C} "), "+98 2170");
}

proptest! {
    #[test]
    fn every_whole_number_keeps_its_digits(number: u64) {
        let grouped = Decimal::from(number).grouped(',', '.');
        prop_assert_eq!(grouped.replace(',', ""), number.to_string());
        prop_assert!(grouped.split(',').skip(1).all(|group| group.len() == 3));
    }

    #[test]
    fn any_text_can_be_asked(text in "\\PC*") {
        Formatter::new(Locale::Fa, None).number(&text);
    }
}
