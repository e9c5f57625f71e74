//! The columns of files, and their cells.

use super::{file, options, shown};
use csv::ReaderBuilder;
use outbox_report::{
    domain::{column::Column, locale::Locale, preferences::Preferences},
    export::{Delimiter, Fields, Format, Options, Values},
};

const CSV: Format = Format::Csv(Delimiter::Comma);

fn rows(options: Options, record: &str) -> Vec<Vec<String>> {
    let file = file(options, &[record]);
    let mut reader = ReaderBuilder::new().has_headers(false).from_reader(&file[3..]);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_time_is_shown_in_iso_8601_and_in_the_persian_calendar() {
    let record = r#"{"time":"1745409418","time_send":0}"#;
    let columns = [Column::Time, Column::TimeSend];
    let english = rows(shown(CSV, Locale::En, &columns), record);
    assert_eq!(
        english[0],
        ["Created (Asia/Tehran)", "Created (Persian calendar)", "Sent (Asia/Tehran)", "Sent (Persian calendar)"]
    );
    assert_eq!(english[1], ["2025-04-23T15:26:58+03:30", "1404/02/03 15:26:58", "", ""]);
    let persian = rows(shown(CSV, Locale::Fa, &columns), record);
    assert_eq!(persian[0][..2], ["ایجاد (Asia/Tehran)", "ایجاد (شمسی)"]);
    assert_eq!(persian[1], english[1]);
}

#[test]
fn a_time_that_can_not_be_read_stands_as_it_came_and_has_no_persian_date() {
    let read = rows(shown(CSV, Locale::En, &[Column::Time]), r#"{"time":"yesterday"}"#);
    assert_eq!(read[1], ["yesterday", ""]);
}

#[test]
fn raw_values_are_those_of_the_gateway() {
    let record = r#"{"time":"1745409418000","state_id":6,"cost":"3990.20","message":"  ","partner_id":null}"#;
    let fields = [Column::Time, Column::StateId, Column::Cost, Column::Message, Column::PartnerId];
    let read = rows(Options { fields: Fields::Shown(fields.to_vec()), ..options(CSV) }, record);
    assert_eq!(read[0], ["Created", "State ID", "Cost (IRR)", "Message", "Partner ID"]);
    assert_eq!(read[1], ["1745409418000", "6", "3990.20", "  ", ""]);
}

#[test]
fn costs_are_in_the_unit_of_their_header() {
    let chosen = |values| {
        let options = Options { values, ..shown(CSV, Locale::Fa, &[Column::Cost, Column::StateId]) };
        let toman = Preferences::parse("currency=toman");
        rows(
            Options { formatter: options.formatter.with_preferences(toman), ..options },
            r#"{"cost":3990.2,"state_id":6}"#,
        )
    };
    assert_eq!(chosen(Values::Shown), [["هزینه (تومان)", "وضعیت"], ["399.02", "ارسال شده"]]);
    assert_eq!(chosen(Values::Raw), [["هزینه (ریال)", "شناسه وضعیت"], ["3990.2", "6"]]);
}

#[test]
fn fields_that_the_api_document_does_not_have_are_in_the_last_column() {
    let read = rows(options(CSV), r#"{"new":1.50,"cost":2,"n\u0061me":{"a": [1]}}"#);
    assert_eq!(read[0].len(), Column::ALL.len() + 1);
    assert_eq!(read[0].last().unwrap(), "Other fields");
    assert_eq!(read[1].last().unwrap(), r#"{"new":1.50,"name":{"a": [1]}}"#);
}

#[test]
fn a_record_that_is_not_an_object_is_kept() {
    let all = rows(options(CSV), "[1]");
    assert_eq!((all[1][0].as_str(), all[1].last().unwrap().as_str()), ("", "[1]"));
    assert_eq!(rows(shown(CSV, Locale::En, &[Column::Cost, Column::Number]), "[1]")[1], ["[1]", ""]);
}
