//! Words that follow a number.

use outbox_report::{
    domain::locale::Locale,
    i18n::{Formatter, messages::Template, plural::Plural},
};

#[test]
fn words_follow_the_plural_rules_of_their_language() {
    const ROWS: Plural = Plural { one: Template::new("{} one"), other: Template::new("{} other") };
    let counted = |locale, count| Formatter::new(locale, None).counted(count, &ROWS);
    assert_eq!([0, 1, 2].map(|count| counted(Locale::En, count)), ["0 other", "1 one", "2 other"]);
    assert_eq!([0, 1, 2].map(|count| counted(Locale::Fa, count)), ["۰ one", "۱ one", "۲ other"]);
}
