//! A person's preferences.

use outbox_report::{
    domain::{
        calendar::Calendar,
        digits::Digits,
        locale::Locale,
        preferences::{Preference, Preferences, ShownZone},
    },
    i18n::Formatter,
};
use proptest::prelude::*;

fn preferences() -> impl Strategy<Value = Preferences> {
    proptest::collection::vec((0..Preference::ALL.len(), 0..5_usize), 0..12).prop_map(|chosen| {
        chosen.into_iter().fold(Preferences::default(), |preferences, (preference, option)| {
            let preference = Preference::ALL[preference];
            preferences.with(preference, preference.options()[option % preference.options().len()])
        })
    })
}

proptest! {
    #![proptest_config(crate::support::thorough())]

    #[test]
    fn choices_are_read_as_they_were_kept(preferences in preferences()) {
        prop_assert_eq!(Preferences::parse(&preferences.to_text()), preferences);
    }

    #[test]
    fn whatever_is_stored_every_setting_has_one_of_its_options(text in ".{0,60}|[a-z_= 0-9]{0,80}") {
        let preferences = Preferences::parse(&text);
        for preference in Preference::ALL {
            prop_assert!(preference.options().contains(&preferences.name(preference)));
        }
    }

    #[test]
    fn a_choice_changes_no_other_setting(preferences in preferences(), preference in 0..Preference::ALL.len(), option in 0..5_usize) {
        let preference = Preference::ALL[preference];
        let option = preference.options()[option % preference.options().len()];
        let changed = preferences.with(preference, option);
        for other in Preference::ALL {
            let expected = if other == preference { option } else { preferences.name(other) };
            prop_assert_eq!(changed.name(other), expected);
        }
    }
}

#[test]
fn without_a_choice_everything_is_as_the_deployment_and_the_language_have_it() {
    assert_eq!(Preferences::default().to_text(), "");
    for preference in Preference::ALL {
        assert!(!Preferences::default().is_set(preference));
    }
    let formatter = Formatter::new(Locale::En, Some(Calendar::Persian)).with_preferences(Preferences::default());
    assert_eq!(formatter, Formatter::new(Locale::En, Some(Calendar::Persian)));
}

#[test]
fn a_persons_calendar_and_digits_win_over_the_deployments_and_the_languages() {
    let formatter =
        |text| Formatter::new(Locale::Fa, Some(Calendar::Persian)).with_preferences(Preferences::parse(text));
    assert_eq!(formatter("calendar=gregory").calendar, Calendar::Gregory);
    assert_eq!(formatter("digits=latn").digits(), Digits::Latin);
    assert_eq!(formatter("").digits(), Digits::Persian);
    let english =
        Formatter::new(Locale::En, None).with_preferences(Preferences::parse("digits=arabext calendar=persian"));
    assert_eq!((english.digits(), english.calendar), (Digits::Persian, Calendar::Persian));
    // The signs belong to the digits (CLDR, number symbols by numbering system).
    assert_eq!(english.number("1234.5"), "۱٬۲۳۴٫۵");
    assert_eq!(formatter("digits=latn").number("1234.5"), "1,234.5");
    assert_eq!((english.percent(96).as_str(), formatter("digits=latn").percent(96).as_str()), ("۹۶٪", "96%"));
}

#[test]
fn what_an_option_is_called_is_what_it_does() {
    let preferences = |text| Preferences::parse(text);
    let calendars = ["", "calendar=persian", "calendar=gregory"].map(|text| preferences(text).calendar());
    assert_eq!(calendars, [None, Some(Calendar::Persian), Some(Calendar::Gregory)]);
    let digits = ["", "digits=arabext", "digits=latn"].map(|text| preferences(text).digits());
    assert_eq!(digits, [None, Some(Digits::Persian), Some(Digits::Latin)]);
    let zones = ["", "time_zone=browser", "time_zone=utc"].map(|text| preferences(text).zone());
    assert_eq!(zones, [ShownZone::Report, ShownZone::Browser, ShownZone::Utc]);
    assert_eq!(["", "keyboard=off"].map(|text| preferences(text).has_keys()), [true, false]);
    let formatter = |text| Formatter::new(Locale::En, None).with_preferences(preferences(text));
    assert_eq!(["", "mask=on"].map(|text| formatter(text).hides_codes()), [false, true]);
    assert_eq!(["", "currency=toman"].map(|text| formatter(text).is_toman("IRR")), [false, true]);
}
