//! Amounts of money.

use crate::support::{TestZone, page_of};
use outbox_report::{
    domain::{column::Column, locale::Locale, preferences::Preferences},
    i18n::{Formatter, record_fields::FieldContext},
};

#[test]
fn toman_are_a_tenth_of_rials_and_of_no_other_currency() {
    let formatter = Formatter::new(Locale::En, None).with_preferences(Preferences::parse("currency=toman"));
    assert_eq!(formatter.in_unit("3990.2", "IRR"), ("399.02".into(), "toman"));
    assert_eq!(formatter.in_unit("3990.2", "USD"), ("3990.2".into(), "USD"));
    assert_eq!(formatter.cost("3990.2", "IRR"), ("399.02".to_owned(), "toman"));
    assert_eq!(formatter.cost("12000", "IRR"), ("1,200".to_owned(), "toman"));
    assert_eq!(formatter.cost("3990.2", "USD"), ("3,990.2".to_owned(), "USD"));
    // What is no number is not divided, and keeps the currency that it came in.
    assert_eq!(formatter.cost("free", "IRR"), ("free".to_owned(), "IRR"));
    let zone = TestZone::tehran();
    let context = FieldContext { zone: &zone, zone_name: "Asia/Tehran", currency: "IRR" };
    let copied = |row| formatter.clipboard_text(Column::Cost, &page_of(row).rows.remove(0), &context);
    assert_eq!(formatter.clipboard_header(Column::Cost, &context), "Cost (toman)");
    assert_eq!(copied(r#"{"cost":"3990.2"}"#), "399.02");
    assert_eq!(copied(r#"{"cost":"3,990"}"#), "3,990 IRR");
    let persian = Formatter::new(Locale::Fa, None).with_preferences(Preferences::parse("currency=toman"));
    assert_eq!(persian.cost("5", "IRR"), ("۰٫۵".to_owned(), "تومان"));
}
