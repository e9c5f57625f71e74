//! Workbooks, read back by `calamine`.

use super::{any_row, file, files, hiding_codes, json, options, shown};
use calamine::{Data, Range, Reader, Xlsx};
use outbox_report::{
    domain::{
        column::{Column, Kind},
        delimited::is_kept_number,
        locale::Locale,
    },
    export::{Fields, Format, MAX_TEXT_UNITS, Options, Values},
};
use proptest::prelude::*;
use std::io::{Cursor, Read};

/// Returns the cells of a workbook, that of the first header first, and checks that no cell is a formula.
fn read(file: &[u8]) -> Range<Data> {
    let mut book = Xlsx::new(Cursor::new(file)).unwrap();
    let name = book.sheet_names()[0].clone();
    let formulas = book.worksheet_formula(&name).unwrap();
    assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()));
    book.worksheet_range(&name).unwrap()
}

fn entry(file: &[u8], name: &str) -> String {
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(file)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

proptest! {
    #[test]
    fn what_is_read_back_are_the_texts_and_numbers_of_the_records(rows in proptest::collection::vec(any_row(), 1..4)) {
        let records: Vec<String> = rows.iter().map(|row| json(row, "")).collect();
        let cells = read(&file(options(Format::Excel), &records));
        for (at, row) in (1_u32..).zip(&rows) {
            for ((column, value), place) in Column::ALL.iter().zip(row).zip(0..) {
                let cell = cells.get_value((at, place)).unwrap_or(&Data::Empty);
                let is_number = matches!(column.kind(), Kind::Count | Kind::Cost);
                match cell {
                    Data::Empty => prop_assert_eq!(&value.text, ""),
                    Data::String(text) => {
                        prop_assert_eq!(text, &value.text);
                        prop_assert!(!(is_number && is_kept_number(&value.text)));
                    }
                    Data::Float(number) => {
                        prop_assert!(is_number);
                        prop_assert_eq!(Ok(*number), value.text.trim().parse::<f64>());
                    }
                    Data::DateTime(_) => prop_assert_eq!(column.kind(), Kind::Moment),
                    other => prop_assert!(false, "{:?}", other),
                }
            }
        }
    }
}

#[test]
fn ids_and_phone_numbers_are_texts_counts_are_numbers_and_times_are_dates() {
    let record = r#"{"messages_outbox_id":12345678901234567890,"number":"+981000","rcpts_count":"1240","cost":3990.2,
        "time":"1745409418","exit_count":"1234567890123456","state_id":6}"#;
    let columns = [
        Column::MessagesOutboxId,
        Column::Number,
        Column::RcptsCount,
        Column::Cost,
        Column::Time,
        Column::ExitCount,
        Column::StateId,
    ];
    let cells = read(&file(shown(Format::Excel, Locale::Fa, &columns), &[record]));
    let row: Vec<Data> = cells.rows().nth(1).unwrap().to_vec();
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(row[0], text("12345678901234567890"));
    assert_eq!(row[1], text("+981000"));
    assert_eq!(row[2..4], [Data::Float(1240.0), Data::Float(3990.2)]);
    let Data::DateTime(date) = &row[4] else { panic!("{row:?}") };
    assert!(date.is_datetime());
    assert_eq!(date.to_ymd_hms_milli(), (2025, 4, 23, 15, 26, 58, 0));
    assert_eq!(row[5], text("1404/02/03 15:26:58"));
    // A double has no more than 15 digits for certain.
    assert_eq!(row[6..], [text("1234567890123456"), text("ارسال شده")]);
    let headers: Vec<String> = cells.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(headers[3..6], ["هزینه (ریال)", "ایجاد (Asia/Tehran)", "ایجاد (شمسی)"]);
}

#[test]
fn each_second_of_a_day_is_kept() {
    let fields = Fields::Shown(vec![Column::Time]);
    let records: Vec<String> = (0..86_400).step_by(37).map(|s| format!("{{\"time\":{}}}", 1_745_353_800 + s)).collect();
    let cells = read(&file(Options { fields, ..options(Format::Excel) }, &records));
    for (row, second) in cells.rows().skip(1).zip((0_u32..86_400).step_by(37)) {
        let Data::DateTime(date) = &row[0] else { panic!("{row:?}") };
        let (year, month, day, hour, minute, own, _) = date.to_ymd_hms_milli();
        assert_eq!((year, month, day), (2025, 4, 23));
        assert_eq!(u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(own), second);
    }
}

#[test]
fn raw_values_have_dates_too_but_no_persian_ones() {
    let columns = vec![Column::Time, Column::StateId];
    let options = Options { fields: Fields::Shown(columns), values: Values::Raw, ..options(Format::Excel) };
    let cells = read(&file(options, &[r#"{"time":"1745409418","state_id":6}"#]));
    assert_eq!(cells.get_size(), (2, 2));
    assert!(cells.get_value((1, 0)).is_some_and(|cell| matches!(cell, Data::DateTime(_))));
    assert_eq!(cells.get_value((0, 0)), Some(&Data::String("Created (Asia/Tehran)".to_owned())));
    assert_eq!(cells.get_value((1, 1)), Some(&Data::String("6".to_owned())));
}

#[test]
fn a_text_is_cut_at_what_a_cell_holds_and_counted() {
    let fits = "😀".repeat(MAX_TEXT_UNITS / 2) + "a";
    let records = [&fits, &(fits.clone() + "b"), &"😀".repeat(MAX_TEXT_UNITS)];
    let records = records.map(|text| format!("{{\"message\":\"{text}\"}}"));
    let fields = Fields::Shown(vec![Column::Message]);
    let (files, summary) = files(Options { fields, ..options(Format::Excel) }, &records);
    let cells = read(&files[0]);
    let lengths: Vec<usize> = cells.rows().skip(1).map(|row| row[0].to_string().encode_utf16().count()).collect();
    assert_eq!(lengths, [MAX_TEXT_UNITS, MAX_TEXT_UNITS, MAX_TEXT_UNITS - 1]);
    assert_eq!(summary.cut_texts, 2);
}

#[test]
fn characters_that_xml_does_not_have_are_written_as_excel_does() {
    let record = r#"{"message":"\u0000\r\u001f\uffff_x0041_ <&>\t\n"}"#;
    let fields = Fields::Shown(vec![Column::Message]);
    let file = file(Options { fields, ..options(Format::Excel) }, &[record]);
    let sheet = entry(&file, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("_x0000__x000D__x001F__xFFFF__x005F_x0041_ &lt;&amp;&gt;\t\n</t>"), "{sheet}");
}

#[test]
fn rows_that_do_not_fit_go_into_more_files_each_with_the_headers() {
    let records: Vec<String> = (0..7).map(|id| format!("{{\"messages_outbox_id\":\"{id}\"}}")).collect();
    let fields = Fields::Shown(vec![Column::MessagesOutboxId]);
    let options = Options { fields, max_rows: 3, ..options(Format::Excel) };
    let (files, summary) = files(options, &records);
    let texts = |file: &Vec<u8>| -> Vec<String> { read(file).rows().map(|row| row[0].to_string()).collect() };
    assert_eq!(
        files.iter().map(texts).collect::<Vec<_>>(),
        [vec!["Outbox ID", "0", "1", "2"], vec!["Outbox ID", "3", "4", "5"], vec!["Outbox ID", "6"]]
    );
    assert_eq!(summary.totals().rows, 7);
}

#[test]
fn a_sheet_has_frozen_headers_filters_and_the_direction_of_the_language() {
    let sheet = |locale| {
        let file = file(shown(Format::Excel, locale, Column::OWN), &["{}", "{}"]);
        (entry(&file, "xl/worksheets/sheet1.xml"), entry(&file, "xl/workbook.xml"))
    };
    let (persian, workbook) = sheet(Locale::Fa);
    assert!(persian.contains(r#"<sheetView rightToLeft="1" tabSelected="1""#));
    assert!(persian.contains(r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#));
    // Ten columns, and two of Persian dates.
    assert!(persian.contains(r#"<autoFilter ref="A1:L3"/>"#));
    assert!(workbook.contains("'گزارش ارسال‌ها'!$A$1:$L$3"));
    assert!(!sheet(Locale::En).0.contains("rightToLeft"));
}

#[test]
fn a_report_without_rows_is_a_sheet_of_headers() {
    let cells = read(&file(shown(Format::Excel, Locale::En, Column::OWN), &[] as &[&str]));
    assert_eq!(cells.get_size(), (1, 12));
}

#[test]
fn columns_beyond_the_alphabet_have_two_letters() {
    let sheet = entry(&file(options(Format::Excel), &["{}"]), "xl/worksheets/sheet1.xml");
    // The 24 fields and the others.
    assert!(sheet.contains(r#"r="Y1""#) && sheet.contains(r#"<autoFilter ref="A1:Y2"/>"#));
    let shown = Options { values: Values::Shown, ..options(Format::Excel) };
    let sheet = entry(&file(shown, &["{}"]), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"r="Z1""#) && sheet.contains(r#"r="AA1""#));
}

#[test]
fn hidden_codes_are_in_no_cell() {
    let file = file(hiding_codes(options(Format::Excel)), &[r#"{"message":"code 482913","mine":"482913"}"#]);
    let sheet = entry(&file, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("482913") && sheet.contains("code ••••••"));
}
