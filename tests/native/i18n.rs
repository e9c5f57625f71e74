//! Both languages.

use crate::support::TestZone;
use outbox_report::{
    domain::{
        calendar::Calendar, column::Column, locale::Locale, param::Param, preferences::Preference,
        send_state::SendState, zone::Moment,
    },
    i18n::{Formatter, messages::Template},
};

fn formatter(locale: Locale) -> Formatter {
    Formatter::new(locale, None)
}

#[test]
fn dates_follow_the_language_and_the_zone() {
    let at = |formatter: Formatter, seconds| formatter.day_and_time(Moment(seconds), &TestZone::tehran());
    assert_eq!(at(formatter(Locale::En), 1_745_409_418), ("2025-04-23".to_owned(), "15:26".to_owned()));
    assert_eq!(at(formatter(Locale::Fa), 1_745_409_418), ("۱۴۰۴/۰۲/۰۳".to_owned(), "۱۵:۲۶".to_owned()));
    // Summer time until 2022: noon UTC is half past four, a year later half past three.
    assert_eq!(at(formatter(Locale::En), 1_656_676_800).1, "16:30");
    assert_eq!(at(formatter(Locale::En), 1_688_212_800).1, "15:30");
    let persian_in_english = Formatter::new(Locale::En, Some(Calendar::Persian));
    assert_eq!(at(persian_in_english, 1_745_409_418).0, "1404/02/03");
}

#[test]
fn a_day_before_a_time_reads_from_left_to_right_in_any_text() {
    let zone = TestZone::tehran();
    let formatter = Formatter::new(Locale::Fa, Some(Calendar::Gregory));
    let (at, later) = (Moment(1_745_409_418), Moment(1_745_509_418));
    assert_eq!(formatter.time_as_of(at, at, &zone), "۱۵:۲۶:۵۸");
    assert_eq!(formatter.time_as_of(at, later, &zone), "\u{2066}۲۰۲۵-۰۴-۲۳\u{2069} ۱۵:۲۶:۵۸");
    assert_eq!(formatter.isolated_time(at, &zone), "\u{2066}۲۰۲۵-۰۴-۲۳\u{2069} \u{2066}۱۵:۲۶\u{2069}");
}

/// After a Persian letter, Latin digits on both sides of a hyphen change places (UAX #9, W2).
#[test]
fn a_date_that_is_given_as_an_example_reads_from_left_to_right_in_persian() {
    let errors = &formatter(Locale::Fa).messages().field_errors;
    assert!(errors.unreadable_date.contains("\u{2066}2025-04-08\u{2069}"), "{}", errors.unreadable_date);
}

#[test]
fn the_ten_states_differ_in_both_languages() {
    for locale in Locale::ALL {
        let mut labels = SendState::ALL.map(|state| formatter(locale).messages().state(state)).to_vec();
        labels.sort_unstable();
        labels.dedup();
        assert_eq!(labels.len(), 10, "{locale:?}");
    }
}

#[test]
fn english_states_say_what_the_document_says() {
    let words: [&[&str]; 10] = [
        &["creat", "prepar"],
        &["review", "queue", "monitor", "approv"],
        &["sending", "in progress"],
        &["reject"],
        &["recipient", "invalid"],
        &["queue"],
        &["sent", "finish", "complet"],
        &["cancel"],
        &["credit", "balance"],
        &["error", "fail"],
    ];
    for (state, words) in SendState::ALL.into_iter().zip(words) {
        let label = formatter(Locale::En).messages().state(state).to_lowercase();
        assert!(words.iter().any(|word| label.contains(word)), "{label}");
    }
}

#[test]
fn persian_states_are_those_of_the_contract() {
    let labels = SendState::ALL.map(|state| formatter(Locale::Fa).messages().state(state));
    assert_eq!(
        labels,
        [
            "در حال ایجاد",
            "در صف بررسی",
            "در حال ارسال",
            "رد شده",
            "گیرنده نامعتبر",
            "در صف ارسال",
            "ارسال شده",
            "لغو شده",
            "اعتبار ناکافی",
            "خطای سامانه",
        ]
    );
}

#[test]
fn a_count_is_compared_with_the_one_before_in_a_phrase() {
    for (now, before, en, fa) in [
        (157, 156, "▲ 1 more than the 156 before", "▲ ۱ بیشتر از ۱۵۶ در دوره پیش"),
        (3, 1_234, "▼ 1,231 fewer than the 1,234 before", "▼ ۱٬۲۳۱ کمتر از ۱٬۲۳۴ در دوره پیش"),
        (5, 0, "▲ 5 more, none before", "▲ ۵ بیشتر؛ در دوره پیش هیچ"),
        (7, 7, "as many as before", "به اندازه دوره پیش"),
        (0, 0, "", ""),
    ] {
        assert_eq!(formatter(Locale::En).compared(now, before), en);
        assert_eq!(formatter(Locale::Fa).compared(now, before), fa);
    }
}

#[test]
fn every_parameter_has_a_label_of_its_own() {
    for locale in Locale::ALL {
        let mut labels = Param::ALL.map(|param| formatter(locale).messages().param(param)).to_vec();
        labels.sort_unstable();
        labels.dedup();
        assert_eq!(labels.len(), Param::ALL.len(), "{locale:?}");
    }
}

#[test]
fn every_column_has_a_header_and_a_meaning_in_both_languages() {
    for locale in Locale::ALL {
        let formatter = formatter(locale);
        let mut headers = Column::ALL.map(|column| formatter.column(column)).to_vec();
        assert!(headers.iter().all(|header| !header.is_empty()));
        headers.sort_unstable();
        headers.dedup();
        assert_eq!(headers.len(), Column::ALL.len(), "{locale:?}");
        for column in Column::ALL {
            assert!(!formatter.lazy().column_meaning(column).is_empty(), "{column:?}");
        }
    }
}

#[test]
fn every_preference_has_a_word_for_each_of_its_options() {
    for locale in Locale::ALL {
        let lazy = formatter(locale).lazy();
        for preference in Preference::ALL {
            assert!(!lazy.preference_name(preference).is_empty(), "{preference:?}");
            let words = lazy.preference_option_names(preference).len();
            // The options of automatic refresh are lengths of time.
            let options = if preference == Preference::AutoRefresh { 0 } else { preference.options().len() };
            assert_eq!(words, options, "{preference:?}");
        }
    }
}

#[test]
fn a_template_puts_its_values_in_their_order_and_takes_them_as_they_are() {
    let template = Template::<2>::new("a {} b {}");
    assert_eq!(template.fill(["1", "2"]), "a 1 b 2");
    assert_eq!(template.fill(["{}", "}"]), "a {} b }");
    assert_eq!(Template::<0>::new("a } b").fill([]), "a } b");
}

#[test]
fn a_date_reads_in_words_in_both_languages_and_calendars() {
    let zone = TestZone::tehran();
    let words =
        |locale, calendar, seconds| Formatter::new(locale, calendar).full_time(Moment(seconds), &zone, "Asia/Tehran");
    assert_eq!(words(Locale::En, None, 1_744_057_800), "Tue 8 April 2025, 00:00 Tehran");
    assert_eq!(words(Locale::En, Some(Calendar::Persian), 1_744_144_199), "Tue 19 Farvardin 1404, 23:59:59 Tehran");
    assert_eq!(words(Locale::Fa, None, 1_744_057_800), "سه‌شنبه ۱۹ فروردین ۱۴۰۴، ۰۰:۰۰ به وقت تهران");
    assert_eq!(words(Locale::Fa, Some(Calendar::Gregory), 1_744_057_800), "سه‌شنبه ۸ آوریل ۲۰۲۵، ۰۰:۰۰ به وقت تهران");
    let new_york = TestZone::new("America/New_York");
    let there = Formatter::new(Locale::En, None).full_time(Moment(1_744_057_800), &new_york, "America/New_York");
    assert_eq!(there, "Mon 7 April 2025, 16:30 New York");
}

#[test]
fn the_range_reads_as_the_contract_has_it() {
    let range = |locale| {
        let formatter = formatter(locale);
        formatter.messages().range.fill([&formatter.count(1), &formatter.count(25), &formatter.count(64_564_080)])
    };
    assert_eq!(range(Locale::En), "1–25 of 64,564,080");
    assert_eq!(range(Locale::Fa), "۱–۲۵ از ۶۴٬۵۶۴٬۰۸۰");
}

#[test]
fn a_sum_says_how_many_rows_it_leaves_out() {
    let without = |locale, rows| formatter(locale).without(rows);
    assert_eq!([0, 1, 4].map(|rows| without(Locale::En, rows)), ["", " (without 1 row)", " (without 4 rows)"]);
    assert_eq!([0, 4].map(|rows| without(Locale::Fa, rows)), ["", " (بدون ۴ ردیف)"]);
}
