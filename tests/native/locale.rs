//! Which language the page speaks.

use outbox_report::domain::locale::Locale;

#[test]
fn the_language_is_the_first_of_ours_that_the_browser_names() {
    assert_eq!(Locale::negotiate(["de-DE", "en-GB", "fa"]), Locale::En);
    assert_eq!(Locale::negotiate(["fa-IR", "en"]), Locale::Fa);
    assert_eq!(Locale::negotiate(["de"]), Locale::Fa);
    assert_eq!(Locale::negotiate([]), Locale::Fa);
}
