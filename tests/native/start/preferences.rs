use super::device;
use outbox_report::{
    domain::{
        config::Config,
        locale::Locale,
        preferences::{Preference, Preferences},
        storage_key::{Area, Key},
    },
    start::preferences::StoredPreferences,
};

#[test]
fn a_device_that_keeps_nothing_prefers_nothing() {
    assert_eq!(StoredPreferences::read(&device(&[])), StoredPreferences::default());
}

#[test]
fn what_the_device_keeps_is_read_and_what_a_tab_keeps_is_not() {
    let preferences = Preferences::default().with(Preference::Density, "compact");
    let kept = [
        (Area::Device, Key::Locale, "en"),
        (Area::Device, Key::Limit, "50"),
        (Area::Device, Key::Preferences, &preferences.to_text()),
        (Area::Device, Key::Columns, "cost 1"),
        (Area::Device, Key::StartView, "?state_id=6"),
    ];
    let stored = StoredPreferences::read(&device(&kept));
    let expected = StoredPreferences {
        locale: Some(Locale::En),
        own_limit: Some(50),
        preferences,
        columns: "cost 1".to_owned(),
        start_view: Some("?state_id=6".to_owned()),
    };
    assert_eq!(stored, expected);
    let of_a_tab = kept.map(|(_, key, text)| (Area::Tab, key, text));
    assert_eq!(StoredPreferences::read(&device(&of_a_tab)), StoredPreferences::default());
}

#[test]
fn what_cannot_be_read_is_as_if_it_were_not_there() {
    let kept = [
        (Area::Device, Key::Locale, "xx"),
        (Area::Device, Key::Limit, "1001"),
        (Area::Device, Key::Preferences, "theme=plaid;=;density"),
    ];
    assert_eq!(StoredPreferences::read(&device(&kept)), StoredPreferences::default());
    for limit in ["0", "many", "-1", "1.5", ""] {
        let stored = StoredPreferences::read(&device(&[(Area::Device, Key::Limit, limit)]));
        assert_eq!(stored.own_limit, None, "{limit:?}");
    }
}

#[test]
fn the_persons_language_comes_before_the_deployments_and_that_before_the_browsers() {
    let person = StoredPreferences { locale: Some(Locale::En), ..StoredPreferences::default() };
    let nobody = StoredPreferences::default();
    let deployment = Config { locale: Some(Locale::Fa), ..Config::default() };
    let open = Config { locale: None, ..Config::default() };
    let persian = || vec!["fa-IR".to_owned(), "en".to_owned()];
    let not_asked = || panic!("the browser's languages do not count");
    assert_eq!(person.language(Some(&deployment), not_asked), Locale::En);
    assert_eq!(nobody.language(Some(&deployment), not_asked), Locale::Fa);
    assert_eq!(nobody.language(Some(&open), persian), Locale::Fa);
    assert_eq!(nobody.language(None, || vec!["en-GB".to_owned()]), Locale::En);
}
