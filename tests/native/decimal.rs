//! Numbers of the gateway: costs and counts.

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
    #![proptest_config(crate::support::thorough())]

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

    #[test]
    fn what_one_recipient_costs_times_all_of_them_is_the_cost_where_it_is_exact(cost in 0..1_000_000_000_u64, count in 1..100_000_u64) {
        let amount = Decimal::parse(&format!("{}.{}", cost / 10, cost % 10)).unwrap();
        let (each, is_exact) = amount.per(count).unwrap();
        let digits: u128 = each.plain().replace('.', "").parse().unwrap();
        let decimals = u32::try_from(each.plain().split_once('.').map_or(0, |(_, decimals)| decimals.len())).unwrap();
        let (scaled, all) = (u128::from(cost) * 10_u128.pow(decimals) / 10, digits * u128::from(count));
        if is_exact {
            prop_assert_eq!(all, scaled);
        } else {
            // Rounded by half a unit of the last decimal at most.
            prop_assert!(all.abs_diff(scaled) * 2 <= u128::from(count));
        }
    }

    #[test]
    fn a_tenth_is_exact(number in 0..u64::MAX, decimals in proptest::option::of(0..1000_u32)) {
        let text = decimals.map_or_else(|| number.to_string(), |decimals| format!("{number}.{decimals:03}"));
        let tenth = Decimal::parse(&text).unwrap().tenth().plain();
        let units = |text: &str, scale: usize| {
            let (integer, fraction) = text.split_once('.').unwrap_or((text, ""));
            format!("{integer}{fraction:0<scale$}").parse::<u128>().unwrap()
        };
        prop_assert_eq!(units(&tenth, 5), units(&text, 4));
    }
}

#[test]
fn what_one_recipient_costs_is_exact_or_said_to_be_rounded() {
    let per = |cost: &str, count| Decimal::parse(cost).unwrap().per(count).map(|(each, exact)| (each.plain(), exact));
    assert_eq!(per("3990.2", 2), Some(("1995.1".to_owned(), true)));
    assert_eq!(per("100", 8), Some(("12.5".to_owned(), true)));
    assert_eq!(per("100", 3), Some(("33.33".to_owned(), false)));
    assert_eq!(per("0.05", 10), Some(("0.005".to_owned(), true)));
    assert_eq!(per("200", 3), Some(("66.67".to_owned(), false)));
    assert_eq!(per("1", 0), None);
}
