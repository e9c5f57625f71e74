//! The choice of the page's language.

use outbox_report::domain::locale::Locale;

#[test]
fn the_language_is_the_first_of_ours_that_the_browser_names() {
    assert_eq!(Locale::negotiate(["de-DE", "en-GB", "fa"]), Locale::En);
    assert_eq!(Locale::negotiate(["fa-IR", "en"]), Locale::Fa);
    assert_eq!(Locale::negotiate(["de"]), Locale::Fa);
    assert_eq!(Locale::negotiate([]), Locale::Fa);
}

#[test]
fn the_language_button_leads_through_all_languages() {
    let mut seen = vec![Locale::Fa];
    while let Some(next) = seen.last().map(|locale| locale.next()).filter(|next| !seen.contains(next)) {
        seen.push(next);
    }
    assert_eq!(seen, Locale::ALL);
    assert_eq!(Locale::ALL.last().map(|locale| locale.next()), Some(Locale::Fa));
}

#[test]
fn arrows_and_directions_follow_the_way_of_writing() {
    assert_eq!(Locale::ALL.map(Locale::direction), ["rtl", "ltr"]);
    assert_eq!(Locale::Fa.arrows(), ["ArrowLeft", "ArrowRight"]);
    assert_eq!(Locale::En.arrows(), ["ArrowRight", "ArrowLeft"]);
}
