//! Both languages.

use crate::support::TestZone;
use outbox_report::{
    domain::{
        calendar::Calendar, date_filter::DateFilter, locale::Locale, param::Param, send_state::SendState, zone::Moment,
    },
    i18n::{Formatter, messages::fill, worded_dates},
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
fn dates_with_names_of_months_are_read() {
    #[track_caller]
    fn check(text: &str, iso: &str) {
        assert_eq!(worded_dates::parse(text, "Tehran").map(DateFilter::iso).as_deref(), Ok(iso), "{text}");
    }
    for text in [
        "Wed, 23 Apr 2025 11:56:58 GMT",
        "Wed Apr 23 2025 15:26:58 GMT+0330 (Iran Standard Time)",
        "23/Apr/2025:15:26:58 +0330",
    ] {
        check(text, "1745409418");
    }
    for text in [
        "Apr 23, 2025, 3:26:58 PM",
        "April 23, 2025 at 3:26:58\u{202F}PM",
        "Wednesday, 23 April 2025 15:26:58",
        "23-Apr-2025 15:26:58",
        "۳ اردیبهشت ۱۴۰۴ ساعت ۱۵:۲۶:۵۸",
        "۱۴۰۴ اردیبهشت ۳, چهارشنبه ساعت ۱۵:۲۶:۵۸",
        "چهارشنبه ۲۳ آوریل ۲۰۲۵، ۱۵:۲۶:۵۸",
        "2025-04-23 15:26:58",
    ] {
        check(text, "2025-04-23T15:26:58");
    }
    check("سه‌شنبه ۱۹ فروردین ۱۴۰۴", "2025-04-08");
    for text in
        ["23 April", "April 2025", "23 Aprils 2025", "23 April 1404", "3 اردیبهشت 2025", "23 Apr 2025 London", "May"]
    {
        assert!(worded_dates::parse(text, "Tehran").is_err(), "{text}");
    }
    // What a field says of a date can be copied into one.
    for (locale, place) in [(Locale::En, "Tehran"), (Locale::Fa, "تهران")] {
        for calendar in Calendar::ALL {
            let said = Formatter::new(locale, Some(calendar)).full_time(
                Moment(1_745_409_418),
                &TestZone::tehran(),
                "Asia/Tehran",
            );
            assert_eq!(
                worded_dates::parse(&said, place).map(DateFilter::iso).as_deref(),
                Ok("2025-04-23T15:26:58"),
                "{said}"
            );
        }
    }
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
fn every_parameter_has_a_label_of_its_own() {
    for locale in Locale::ALL {
        let mut labels = Param::ALL.map(|param| formatter(locale).messages().param(param)).to_vec();
        labels.sort_unstable();
        labels.dedup();
        assert_eq!(labels.len(), 13, "{locale:?}");
    }
}

#[test]
fn both_languages_take_the_same_values_in_their_sentences() {
    let holes = |locale| {
        let (messages, later) = (formatter(locale).messages(), formatter(locale).later());
        [
            messages.range,
            messages.as_of,
            messages.past_the_end,
            messages.range_of_unknown,
            messages.last_range,
            messages.none_came,
            messages.empty_page,
            messages.faults.more_errors,
            messages.of_pages,
            messages.page_number,
            messages.old_rows,
            messages.problems.not_within,
            messages.problems.not_from,
            messages.config_not_loaded,
            later.only_these,
            messages.choose_day,
            later.remove_filter,
            messages.filter,
            messages.quoted,
            later.go_to_last,
            later.go_to_page,
            later.left_out,
            later.unread,
            later.more_fields,
            later.parts_marked,
            later.full_date,
            later.full_time,
            later.copy_named,
            later.at_start,
            later.rename,
            later.move_up,
            later.move_down,
            later.delete,
            later.deleted,
            later.imported,
            later.config.key,
            later.config.one_of,
            later.was,
            later.watch,
            later.details_of,
            later.narrower,
            later.wider,
            later.own_width,
            later.select_row,
            later.printed,
            later.gateway_parts,
            later.ucs2,
            later.part_number,
            later.exits_of,
            later.per_recipient,
            later.about,
            later.shown_zone,
            later.about_column,
            later.copied_named,
        ]
        .map(|sentence| sentence.matches("{}").count())
    };
    assert_eq!(holes(Locale::Fa), holes(Locale::En));
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
        fill(formatter.messages().range, &[&formatter.count(1), &formatter.count(25), &formatter.count(64_564_080)])
    };
    assert_eq!(range(Locale::En), "1–25 of 64,564,080");
    assert_eq!(range(Locale::Fa), "۱–۲۵ از ۶۴٬۵۶۴٬۰۸۰");
}
