//! What a person chooses for their device.

use outbox_report::{
    domain::{
        calendar::Calendar,
        choice::{Choices, Setting},
        digits::Digits,
        locale::Locale,
        record::Record,
    },
    gateway::reply,
    i18n::Style,
};
use proptest::prelude::*;

fn choices() -> impl Strategy<Value = Choices> {
    proptest::collection::vec((0..Setting::ALL.len(), 0..5_usize), 0..12).prop_map(|chosen| {
        chosen.into_iter().fold(Choices::default(), |choices, (setting, option)| {
            let setting = Setting::ALL[setting];
            choices.with(setting, setting.options()[option % setting.options().len()])
        })
    })
}

proptest! {
    #![proptest_config(crate::support::thorough())]

    #[test]
    fn choices_are_read_as_they_were_kept(choices in choices()) {
        prop_assert_eq!(Choices::parse(&choices.to_text()), choices);
    }

    #[test]
    fn whatever_is_stored_every_setting_has_one_of_its_options(text in ".{0,60}|[a-z_= 0-9]{0,80}") {
        let choices = Choices::parse(&text);
        for setting in Setting::ALL {
            prop_assert!(setting.options().contains(&choices.name(setting)));
        }
    }

    #[test]
    fn a_choice_changes_no_other_setting(choices in choices(), setting in 0..Setting::ALL.len(), option in 0..5_usize) {
        let setting = Setting::ALL[setting];
        let option = setting.options()[option % setting.options().len()];
        let changed = choices.with(setting, option);
        for other in Setting::ALL {
            let expected = if other == setting { option } else { choices.name(other) };
            prop_assert_eq!(changed.name(other), expected);
        }
    }
}

#[test]
fn without_a_choice_everything_is_as_the_deployment_and_the_language_have_it() {
    assert_eq!(Choices::default().to_text(), "");
    for setting in Setting::ALL {
        assert!(!Choices::default().is_set(setting));
    }
    let style = Style::new(Locale::En, Some(Calendar::Persian)).chosen(Choices::default());
    assert_eq!(style, Style::new(Locale::En, Some(Calendar::Persian)));
}

#[test]
fn a_persons_calendar_and_digits_win_over_the_deployments_and_the_languages() {
    let style = |text| Style::new(Locale::Fa, Some(Calendar::Persian)).chosen(Choices::parse(text));
    assert_eq!(style("calendar=gregory").calendar, Calendar::Gregory);
    assert_eq!(style("digits=latn").digits(), Digits::Latin);
    assert_eq!(style("").digits(), Digits::Persian);
    let english = Style::new(Locale::En, None).chosen(Choices::parse("digits=arabext calendar=persian"));
    assert_eq!((english.digits(), english.calendar), (Digits::Persian, Calendar::Persian));
    // The signs belong to the digits (CLDR, number symbols by numbering system).
    assert_eq!(english.number("1234.5"), "۱٬۲۳۴٫۵");
    assert_eq!(style("digits=latn").number("1234.5"), "1,234.5");
}

/// The only row of an answer.
fn record(row: &str) -> Record {
    let text = format!(r#"{{"data":[{row}],"meta":{{"status":true}}}}"#);
    reply::read(200, &text, &crate::support::query(&[])).unwrap().rows.remove(0)
}

#[test]
fn hidden_codes_are_hidden_in_the_message_and_in_its_json_and_nowhere_else() {
    let style = Style::new(Locale::En, None).chosen(Choices::parse("mask=on"));
    let record = record(r#"{"messages_outbox_id":"12345678","message":"code \u0031234 \"x\"","time":"1745409418"}"#);
    let wanted = style.as_wanted(&record, "IRR");
    assert_eq!(wanted.message.as_deref(), Some("code •••• \"x\""));
    assert_eq!(&*wanted.raw, r#"{"messages_outbox_id":"12345678","message":"code •••• \"x\"","time":"1745409418"}"#);
    assert_eq!(wanted.outbox_id, record.outbox_id);
    assert_eq!(*Style::new(Locale::En, None).as_wanted(&record, "IRR"), record);
}

#[test]
fn toman_are_a_tenth_of_rials_and_of_no_other_currency() {
    let style = Style::new(Locale::En, None).chosen(Choices::parse("currency=toman"));
    let record = record(r#"{"cost":3990.2}"#);
    assert_eq!(style.as_wanted(&record, "IRR").cost.as_deref(), Some("399.02"));
    assert_eq!(style.as_wanted(&record, "USD").cost.as_deref(), Some("3990.2"));
    assert_eq!(style.cost("3990.2", "IRR"), ("399.02".to_owned(), "toman"));
    assert_eq!(style.cost("12000", "IRR"), ("1,200".to_owned(), "toman"));
    assert_eq!(style.cost("3990.2", "USD"), ("3,990.2".to_owned(), "USD"));
    // What is no number is not divided, and keeps the currency that it came in.
    assert_eq!(style.cost("free", "IRR"), ("free".to_owned(), "IRR"));
    let persian = Style::new(Locale::Fa, None).chosen(Choices::parse("currency=toman"));
    assert_eq!(persian.cost("5", "IRR"), ("۰٫۵".to_owned(), "تومان"));
}
