//! JSON lines, read back by `serde_json`.

use super::{any_row, file, files, hiding_codes, json, options, shown};
use outbox_report::{
    domain::{column::Column, json::Json, locale::Locale},
    export::Format,
};
use proptest::prelude::*;
use serde_json::Value;

fn text(options: outbox_report::export::Options, records: &[impl AsRef<str>]) -> String {
    String::from_utf8(file(options, records)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..crate::support::thorough() })]

    #[test]
    fn each_record_is_a_line_with_its_values_as_they_came(
        rows in proptest::collection::vec(any_row(), 0..4),
        blank in "[ \\t\\r\\n]{0,3}",
    ) {
        let records: Vec<String> = rows.iter().map(|row| json(row, &blank)).collect();
        let written = text(options(Format::JsonLines), &records);
        prop_assert_eq!(written.matches('\n').count(), rows.len());
        prop_assert!(written.is_empty() || written.ends_with('\n'));
        for ((line, record), row) in written.lines().zip(&records).zip(&rows) {
            let [read, came] = [line, record].map(|json| serde_json::from_str::<Value>(json).ok());
            prop_assert!(read.is_some() && read == came, "{}", line);
            let object = Json::parse(line).and_then(Json::object).unwrap();
            let values: Vec<&str> = object.members().map(|(_, value)| value.text()).collect();
            prop_assert_eq!(values, row.iter().map(|value| value.json.as_str()).collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_record_stays_as_it_came_whatever_columns_are_shown() {
    let record = r#"{"cost":3990.20,"id":12345678901234567890123,"e":1E5,"message":"\u0645\/\ud83d","own":[ 1,2 ]}"#;
    let written = text(shown(Format::JsonLines, Locale::Fa, &[Column::Cost]), &[record]);
    assert_eq!(written, format!("{record}\n"));
}

#[test]
fn a_record_over_several_lines_is_one_line() {
    let record = "\n{\"message\": \"two\\nlines\",\r\n  \"cost\": 1\n}\n";
    assert_eq!(text(options(Format::JsonLines), &[record]), "{\"message\": \"two\\nlines\",    \"cost\": 1 }\n");
}

#[test]
fn hidden_codes_are_hidden_in_the_record_and_all_else_stays() {
    let record = r#"{"message":"\u06a9\u062f 482913","cost":1.50,"messages_outbox_id":"12545856","mine":48291}"#;
    let written = text(hiding_codes(options(Format::JsonLines)), &[record]);
    let hidden = r#"{"message":"\u06a9\u062f ••••••","cost":1.50,"messages_outbox_id":"12545856","mine":"•••••"}"#;
    assert_eq!(written, format!("{hidden}\n"));
}

#[test]
fn what_is_no_json_is_a_line_all_the_same_and_counted() {
    let (files, summary) = files(options(Format::JsonLines), &["{\"cut\":", "17", "{}"]);
    assert_eq!(String::from_utf8_lossy(&files[0]), "\"{\\\"cut\\\":\"\n17\n{}\n");
    assert_eq!((summary.unreadable, summary.totals().rows), (2, 3));
}
