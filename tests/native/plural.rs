//! Words that follow a number.

use outbox_report::{
    domain::locale::Locale,
    i18n::{Formatter, plural::Plural},
};

#[test]
fn words_follow_the_plural_rules_of_their_language() {
    const ROWS: Plural = Plural { one: "{} one", other: "{} other" };
    let counted = |locale, count| Formatter::new(locale, None).counted(count, &ROWS);
    assert_eq!([0, 1, 2].map(|count| counted(Locale::En, count)), ["0 other", "1 one", "2 other"]);
    assert_eq!([0, 1, 2].map(|count| counted(Locale::Fa, count)), ["۰ one", "۱ one", "۲ other"]);
}

#[test]
fn every_form_of_a_plural_says_its_number() {
    for locale in Locale::ALL {
        let later = Formatter::new(locale, None).later();
        let plurals = [
            &later.page_sums,
            &later.selected,
            &later.without,
            &later.rows_copied,
            &later.characters,
            &later.parts,
            &later.room,
        ];
        for Plural { one, other } in plurals {
            assert_eq!([one, other].map(|form| form.matches("{}").count()), [1, 1], "{one} / {other}");
        }
    }
}
