//! The texts of a row.

use crate::support::{TestZone, codec, page_of, query};
use outbox_report::{
    domain::{
        column::Column, config::Config, locale::Locale, page::Page, param::Param, preferences::Preferences,
        record::RecordState, send_state::SendState, zone::Moment,
    },
    i18n::Formatter,
    requests::Snapshot,
    start::deployment::Deployment,
    table::{
        cells::{Cells, Texts, names, of_all},
        notes,
    },
};

const RICH: &str = r##"{"username":"ali2","number_color":"#95E871","number":"+98217000070","number_id":"123654",
"messages_outbox_id":9007199254740993,"state":"finish","type":"pattern","time_send":null,"time":"1745409418",
"rcpts_count":"1240","exit_count":"1198","status":"پایان یافته","partner_id":"p7","in_delivery_line":0,"valid":"approve",
"message":"code: 481516 <b>سلام</b>","part":"2","cost":3990.2,"summary":"again 481516","user_ip":"10.0.0.1",
"user_id":"77","files_path":"/f/x.csv","parent_id":"12","state_id":5}"##;

fn snapshot(page: Page) -> Snapshot {
    Snapshot {
        query: query(&[(Param::Limit, "100")]),
        page,
        at: Moment(1_764_000_000),
        now: Moment(1_764_000_000),
        others: Vec::new(),
        changed: Vec::new(),
        waiting: 0,
        is_refreshed: false,
    }
}

fn texts(shown: &Snapshot, columns: &[Column], formatter: Formatter, watched: Option<&str>) -> Texts {
    let zone = |name: Option<&str>| Some(TestZone::new(name.unwrap_or("UTC")));
    let deployment = Deployment::new(Config::default(), zone).ok().unwrap();
    let zone = TestZone::tehran();
    let notes = notes::of(shown, formatter, &zone);
    let cells = Cells::new(shown, formatter, columns, &deployment, codec(&zone), watched).noted(&notes);
    of_all(&cells, &shown.page.rows)
}

/// Returns the slots of a record's row, each with its value.
fn row(raw: &str, formatter: Formatter, columns: &[Column]) -> Vec<(&'static str, Option<String>)> {
    let texts = texts(&snapshot(page_of(raw)), columns, formatter, None);
    let names = names(columns);
    assert_eq!(texts.len(), names.len(), "a value for each slot");
    names.into_iter().enumerate().map(|(at, name)| (name, texts.get(at).map(str::to_owned))).collect()
}

#[track_caller]
fn check(raw: &str, formatter: Formatter, expected: &[(&str, Option<&str>)]) {
    let found = row(raw, formatter, &Column::ALL);
    for (name, value) in expected {
        let own = found.iter().find(|(own, _)| own == name).unwrap_or_else(|| panic!("no slot {name}"));
        assert_eq!(own.1.as_deref(), *value, "{name}");
    }
}

fn formatter(locale: Locale, preferences: &str) -> Formatter {
    Formatter::new(locale, None).with_preferences(Preferences::parse(preferences))
}

#[test]
fn every_column_shows_its_field_in_english() {
    check(
        RICH,
        formatter(Locale::En, ""),
        &[
            ("index", Some("2")),
            ("state_id", Some("In send queue")),
            ("state_link", Some("?limit=100&state_id=5")),
            ("tone", Some("badge busy state-5")),
            ("translate", Some("yes")),
            ("was", None),
            ("is_changed", None),
            ("can_watch", Some("")),
            ("is_watched", Some("false")),
            ("message", Some("code: 481516 <b>سلام</b>")),
            ("direction", Some("ltr")),
            ("number", Some("+98217000070")),
            ("number_link", Some("?limit=100&number=%2B98217000070")),
            ("color", Some("#95E871")),
            ("rcpts_count", Some("1,240")),
            ("exit_count", Some("1,198")),
            ("share", Some("96%")),
            ("cost", Some("3,990.2\nIRR")),
            ("time", Some("2025-04-23\n15:26")),
            ("time_send", Some("–")),
            ("username", Some("ali2")),
            ("username_link", Some("?limit=100&username=ali2")),
            ("messages_outbox_id", Some("9007199254740993")),
            ("outbox_id_link", Some("?limit=100&messages_outbox_id=9007199254740993")),
            ("type", Some("pattern")),
            ("valid", Some("approve")),
            ("status", Some("پایان یافته")),
            ("state", Some("finish")),
            ("part", Some("2")),
            ("number_id", Some("123654")),
            ("number_color", Some("#95E871")),
            ("partner_id", Some("p7")),
            ("in_delivery_line", Some("0")),
            ("summary", Some("again 481516")),
            ("user_ip", Some("10.0.0.1")),
            ("user_id", Some("77")),
            ("files_path", Some("/f/x.csv")),
            ("parent_id", Some("12")),
        ],
    );
}

#[test]
fn every_column_shows_its_field_in_persian() {
    check(
        RICH,
        formatter(Locale::Fa, ""),
        &[
            ("state_id", Some("در صف ارسال")),
            ("number", Some("+۹۸۲۱۷۰۰۰۰۷۰")),
            ("number_link", Some("?limit=100&number=%2B98217000070")),
            ("rcpts_count", Some("۱٬۲۴۰")),
            ("exit_count", Some("۱٬۱۹۸")),
            ("cost", Some("۳٬۹۹۰٫۲\nریال")),
            ("time", Some("۱۴۰۴/۰۲/۰۳\n۱۵:۲۶")),
            ("time_send", Some("–")),
            ("messages_outbox_id", Some("۹۰۰۷۱۹۹۲۵۴۷۴۰۹۹۳")),
            ("part", Some("۲")),
            ("user_id", Some("۷۷")),
            ("number_color", Some("#95E871")),
            ("user_ip", Some("10.0.0.1")),
            ("status", Some("پایان یافته")),
        ],
    );
}

#[test]
fn codes_are_hidden_in_every_column_and_amounts_are_in_toman() {
    let chosen = formatter(Locale::En, "mask=on currency=toman");
    let expected = [
        ("message", Some("code: •••••• <b>سلام</b>")),
        ("summary", Some("again ••••••")),
        ("cost", Some("399.02\ntoman")),
    ];
    check(RICH, chosen, &expected);
    // The page's own columns are written without reading the record's JSON.
    let own = row(RICH, chosen, Column::OWN);
    assert!(own.contains(&("message", Some("code: •••••• <b>سلام</b>".to_owned()))), "{own:?}");
}

#[test]
fn a_row_has_a_value_for_each_slot_whatever_came() {
    for raw in
        [RICH, "{}", "null", "[1]", r#"{"time":"soon","cost":{"a":1},"message":["x"],"state_id":42,"status":"?"}"#]
    {
        for locale in Locale::ALL {
            for columns in [&Column::ALL[..], Column::OWN, &[Column::Cost, Column::Time], &[Column::StateId]] {
                let row = row(raw, formatter(locale, "mask=on"), columns);
                let shown: Vec<_> = row.iter().filter_map(|(_, value)| value.as_deref()).collect();
                for word in ["null", "NaN", "undefined", "[object"] {
                    assert!(!shown.iter().any(|value| value.contains(word)), "{word} in {shown:?}");
                }
            }
        }
    }
}

#[test]
fn what_a_record_has_not_is_a_dash_without_a_link() {
    let none = ["state_link", "number_link", "username_link", "outbox_id_link", "color", "share", "can_watch"];
    let expected = none.map(|name| (name, None)).into_iter().chain([
        ("message", Some("–")),
        ("number", Some("–")),
        ("rcpts_count", Some("–")),
        ("cost", Some("–")),
        ("time", Some("–")),
        ("username", Some("–")),
        ("messages_outbox_id", Some("–")),
        ("type", Some("–")),
        ("tone", Some("badge mute state-none")),
        ("translate", Some("yes")),
    ]);
    check("{}", formatter(Locale::En, ""), &expected.collect::<Vec<_>>());
}

#[test]
fn what_does_not_read_from_left_to_right_by_itself_is_isolated() {
    for (raw, name, expected) in [
        (r#"{"cost":"-5"}"#, "cost", "\u{2066}-۵\u{2069}\nریال"),
        (r#"{"cost":"12"}"#, "cost", "۱۲\nریال"),
        (r#"{"rcpts_count":"-5"}"#, "rcpts_count", "\u{2066}-۵\u{2069}"),
        (r#"{"time":"soon (maybe)"}"#, "time", "\u{2066}soon (maybe)\u{2069}"),
        (r#"{"time":"2025-04-23 15:26:58"}"#, "time", "2025-04-23 15:26:58"),
    ] {
        check(raw, formatter(Locale::Fa, ""), &[(name, Some(expected))]);
    }
}

#[test]
fn a_long_message_is_cut_and_what_turns_its_direction_is_shown() {
    let long = format!(r#"{{"message":"{}"}}"#, "آ".repeat(1_001));
    check(&long, formatter(Locale::Fa, ""), &[("message", Some(&*format!("{}…", "آ".repeat(1_000))))]);
    let exact = format!(r#"{{"message":"{}"}}"#, "آ".repeat(1_000));
    check(&exact, formatter(Locale::Fa, ""), &[("message", Some(&*"آ".repeat(1_000)))]);
    check("{\"message\":\"a \u{202E}b\"}", formatter(Locale::En, ""), &[("message", Some("a ⟦RLO⟧b"))]);
}

#[test]
fn a_row_that_has_changed_says_what_it_was_and_the_watched_one_is_marked() {
    let mut shown = snapshot(page_of(RICH));
    let id = "9007199254740993";
    shown.changed.push((id.into(), RecordState::Known(SendState::InReview)));
    let texts = texts(&shown, &Column::ALL, formatter(Locale::En, ""), Some(id));
    let at = |name: &str| names(&Column::ALL).iter().position(|own| *own == name).unwrap();
    assert_eq!(texts.get(at("was")), Some("was: In review"));
    assert_eq!(texts.get(at("is_changed")), Some(""));
    assert_eq!(texts.get(at("is_watched")), Some("true"));
}

#[test]
fn a_row_that_the_newest_answer_lacks_says_from_when_it_is_with_its_day_where_that_has_ended() {
    let mut shown = snapshot(page_of(RICH));
    let at = |name: &str| names(&Column::ALL).iter().position(|own| *own == name).unwrap();
    let was = |shown: &Snapshot, locale| {
        texts(shown, &Column::ALL, formatter(locale, ""), None).get(at("was")).map(str::to_owned)
    };
    assert_eq!(was(&shown, Locale::En), None);
    shown.others = vec![(0, Moment(1_764_000_000 - 60))];
    assert_eq!(was(&shown, Locale::En).as_deref(), Some("as of 19:29:00"));
    assert_eq!(was(&shown, Locale::Fa).as_deref(), Some("به‌روز در ۱۹:۲۹:۰۰"));
    shown.others = vec![(0, Moment(1_764_000_000 - 86_400))];
    assert_eq!(was(&shown, Locale::En).as_deref(), Some("as of \u{2066}2025-11-23\u{2069} 19:30:00"));
    shown.changed.push(("9007199254740993".into(), RecordState::Known(SendState::InReview)));
    assert_eq!(was(&shown, Locale::En).as_deref(), Some("was: In review · as of \u{2066}2025-11-23\u{2069} 19:30:00"));
    assert_eq!(notes::of(&shown, formatter(Locale::En, ""), &TestZone::tehran())[0].class, "changed older");
    // A row that is watched may be newer than the others.
    shown = Snapshot { others: vec![(0, Moment(1_764_000_000 + 60))], changed: Vec::new(), ..shown };
    assert_eq!(was(&shown, Locale::En), None);
}

#[test]
fn rows_without_the_columns_of_ids_have_their_names_all_the_same() {
    let row = row(RICH, formatter(Locale::Fa, ""), &[Column::StateId, Column::Cost]);
    assert!(row.contains(&("name", Some("۹۰۰۷۱۹۹۲۵۴۷۴۰۹۹۳".to_owned()))), "{row:?}");
}
