//! The plural forms of sentences with a count.

use outbox_report::{
    domain::locale::Locale,
    i18n::{
        Formatter,
        messages::Template,
        plural::{Category, Plural},
    },
};

const ROWS: Plural = Plural(&[(Category::One, Template::new("{} one")), (Category::Other, Template::new("{} other"))]);

#[test]
fn words_follow_the_plural_rules_of_their_language() {
    let counted = |locale, count| Formatter::new(locale, None).counted(count, &ROWS);
    assert_eq!([0, 1, 2].map(|count| counted(Locale::En, count)), ["0 other", "1 one", "2 other"]);
    assert_eq!([0, 1, 2].map(|count| counted(Locale::Fa, count)), ["۰ one", "۱ one", "۲ other"]);
}

#[test]
fn a_sentence_of_one_is_in_the_singular() {
    let formatter = Formatter::new(Locale::En, None);
    let (export, lazy) = (formatter.exporting(), formatter.lazy());
    for (sentence, one) in [
        (&export.saved_partial, "A partial file is saved in your downloads. Missing: 1 row."),
        (&export.matched, "1 row matched at the beginning"),
        (&export.outside, "1 row has no created date, and so can't be read by date."),
        (&export.gaps, "1 row is counted by the gateway, which does not give it."),
        (&export.counted_twice, "1 row has the id of another one, and is left out."),
        (&export.unread, "1 row was not read yet."),
        (&export.unreadable, "1 row can't be read. The file has it as it came."),
        (&export.cut, "1 text is longer than a cell of Excel, and was cut."),
        (&lazy.more_fields, "1 more field stands in the JSON alone."),
    ] {
        assert_eq!(formatter.counted(1, sentence), one);
    }
}

#[test]
fn a_category_without_a_sentence_takes_the_other_one() {
    const OTHER: Plural = Plural(&[(Category::Other, Template::new("{} rows"))]);
    assert_eq!(Formatter::new(Locale::En, None).counted(1, &OTHER), "1 rows");
}
