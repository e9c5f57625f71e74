//! CSV, read back by the reader of `csv`.

use super::{any_row, file, hiding_codes, json, options, shown};
use csv::ReaderBuilder;
use outbox_report::{
    domain::{column::Column, delimited::unguarded, locale::Locale},
    export::{Delimiter, Format, Options, Values},
};
use proptest::prelude::*;

const DELIMITERS: [(Delimiter, u8); 3] =
    [(Delimiter::Comma, b','), (Delimiter::Semicolon, b';'), (Delimiter::Tab, b'\t')];

/// Returns the rows of a file, that of the headers first.
fn read(file: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let text = file.strip_prefix("\u{FEFF}".as_bytes()).expect("a byte order mark");
    let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Returns whether a spreadsheet that skips blanks would run a cell.
fn could_run(cell: &str) -> bool {
    let seen = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{FEFF}');
    let is_number = seen.get(1..).is_some_and(|rest| rest.parse::<f64>().is_ok());
    let is_sign = seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    (is_sign && !is_number) || cell.starts_with(['\t', '\r', '\n'])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..crate::support::thorough() })]

    #[test]
    fn what_is_read_back_are_the_records_and_no_cell_can_start_a_formula(
        rows in proptest::collection::vec(any_row(), 0..4),
        (delimiter, byte) in proptest::sample::select(&DELIMITERS[..]),
    ) {
        let records: Vec<String> = rows.iter().map(|row| json(row, " ")).collect();
        let read = read(&file(options(Format::Csv(delimiter)), &records), byte);
        prop_assert_eq!(read.len(), rows.len() + 1);
        for (read, row) in read.iter().skip(1).zip(&rows) {
            // The last column is that of other fields.
            let cells: Vec<&str> = read.iter().map(|cell| unguarded(cell)).collect();
            let texts: Vec<&str> = row.iter().map(|value| value.text.as_str()).chain([""]).collect();
            prop_assert_eq!(cells, texts);
            prop_assert!(!read.iter().any(|cell| could_run(cell)), "{:?}", read);
        }
    }

    #[test]
    fn no_cell_can_start_a_formula_as_it_is_shown_either(row in any_row(), is_persian in any::<bool>()) {
        let locale = if is_persian { Locale::Fa } else { Locale::En };
        let options = shown(Format::Csv(Delimiter::Comma), locale, &Column::ALL);
        for row in read(&file(options, &[json(&row, "")]), b',') {
            prop_assert!(!row.iter().any(|cell| could_run(cell)), "{:?}", row);
        }
    }
}

#[test]
fn a_file_has_a_byte_order_mark_and_ends_each_line_as_rfc_4180_does() {
    let columns = [Column::MessagesOutboxId, Column::Message, Column::Cost];
    let record = r#"{"messages_outbox_id":"12545856","message":"one; \"two\",\nthree","cost":3990.2}"#;
    let written = |delimiter, locale| {
        String::from_utf8(file(shown(Format::Csv(delimiter), locale, &columns), &[record])).unwrap()
    };
    assert_eq!(
        written(Delimiter::Comma, Locale::En),
        "\u{FEFF}Outbox ID,Message,Cost (IRR)\r\n12545856,\"one; \"\"two\"\",\nthree\",3990.2\r\n"
    );
    assert_eq!(
        written(Delimiter::Semicolon, Locale::Fa),
        "\u{FEFF}شناسه ارسال;متن پیام;هزینه (ریال)\r\n12545856;\"one; \"\"two\"\",\nthree\";3990.2\r\n"
    );
    assert!(written(Delimiter::Tab, Locale::En).starts_with("\u{FEFF}Outbox ID\tMessage\tCost (IRR)\r\n12545856\t"));
}

#[test]
fn a_reader_that_splits_at_other_delimiters_leaves_each_cell_whole() {
    let record = r#"{"message":"a;=1+1;b\t=2"}"#;
    for (delimiter, _) in DELIMITERS {
        let file = file(shown(Format::Csv(delimiter), Locale::En, &[Column::Message]), &[record]);
        for (_, byte) in DELIMITERS {
            assert_eq!(read(&file, byte)[1], ["a;=1+1;b\t=2"]);
        }
    }
}

#[test]
fn a_row_of_one_empty_cell_is_no_empty_line_which_readers_skip() {
    let read = |message: &str| {
        let record = format!(r#"{{"message":"{message}"}}"#);
        read(&file(shown(Format::Csv(Delimiter::Comma), Locale::En, &[Column::Message]), &[record]), b',')
    };
    assert_eq!(read(""), [["Message"], [""]]);
    assert_eq!(read("a"), [["Message"], ["a"]]);
}

#[test]
fn a_formula_in_a_message_is_a_text() {
    let columns = [Column::Message, Column::Number];
    let record = r#"{"message":"=HYPERLINK(1)","number":"+981000"}"#;
    let read = read(&file(shown(Format::Csv(Delimiter::Comma), Locale::En, &columns), &[record]), b',');
    assert_eq!(read[1], ["'=HYPERLINK(1)", "+981000"]);
}

#[test]
fn hidden_codes_are_in_no_cell() {
    let record = r#"{"message":"code 482913","summary":"482913","other":"482913","number":"+981000"}"#;
    let csv = Format::Csv(Delimiter::Comma);
    let all = |values| String::from_utf8(file(hiding_codes(Options { values, ..options(csv) }), &[record])).unwrap();
    for text in [Values::Raw, Values::Shown].map(all) {
        assert!(!text.contains("482913") && text.contains("••••••") && text.contains("+981000"), "{text}");
    }
    assert!(String::from_utf8(file(options(csv), &[record])).unwrap().contains("482913"));
}
