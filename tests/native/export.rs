//! Files of records, read back by other libraries than those that wrote them.

mod cells;
mod csv;
mod estimate;
mod file_name;
mod json_lines;
mod plan;
mod stored_export;
mod summary;
mod xlsx;
mod zip;

use crate::support::{TestZone, texts};
use outbox_report::{
    domain::{column::Column, locale::Locale, preferences::Preferences},
    export::{Export, Fields, Format, MAX_ROWS, Options, Summary, Values},
    i18n::Formatter,
};
use proptest::prelude::*;

/// Returns the options for all fields, raw, in English.
fn options(format: Format) -> Options {
    Options {
        format,
        fields: Fields::All,
        values: Values::Raw,
        formatter: Formatter::new(Locale::En, None),
        zone_name: "Asia/Tehran".to_owned(),
        currency: "IRR".to_owned(),
        query: None,
        max_rows: MAX_ROWS,
    }
}

/// Returns the options for the given columns with values as the page shows them.
fn shown(format: Format, locale: Locale, columns: &[Column]) -> Options {
    Options {
        fields: Fields::Shown(columns.to_vec()),
        values: Values::Shown,
        formatter: Formatter::new(locale, None),
        ..options(format)
    }
}

fn hiding_codes(options: Options) -> Options {
    let preferences = Preferences::parse("mask=on");
    Options { formatter: options.formatter.with_preferences(preferences), ..options }
}

/// Returns the files of some records, and their sums. Bytes are taken after every third record.
fn files(options: Options, records: &[impl AsRef<str>]) -> (Vec<Vec<u8>>, Summary) {
    let zone = TestZone::tehran();
    let mut export = Export::new(options);
    let (mut files, mut file) = (Vec::new(), Vec::new());
    for (at, record) in records.iter().enumerate() {
        if let Some(end) = export.push(record.as_ref(), &zone) {
            file.extend(end);
            files.push(std::mem::take(&mut file));
        }
        if at % 3 == 0 {
            file.extend(export.take());
        }
    }
    let (end, summary) = export.finish();
    file.extend(end);
    files.push(file);
    (files, summary)
}

/// Returns the only file of some records.
fn file(options: Options, records: &[impl AsRef<str>]) -> Vec<u8> {
    let (mut files, _) = files(options, records);
    assert_eq!(files.len(), 1);
    files.remove(0)
}

/// A value of a field: its JSON, and the text that it stands for.
#[derive(Clone, Debug)]
struct Value {
    json: String,
    text: String,
}

/// Returns a strategy for texts that a spreadsheet could run, or that could break a file.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        texts("['=+@ \\t\\n\\r\",;<>&\u{FEFF}＝a1.-]{0,8}"),
        texts("[\u{0}-\u{20}\u{7F}\u{FFFE}\u{FFFF}_x0Dمتن😀\u{202E}\u{200C}]{0,12}"),
        texts("(_x[0-9A-Fa-f]{3,5}_?){0,3}"),
        texts(".{0,20}"),
        texts("\\+?[0-9]{0,24}"),
    ]
}

/// Returns a strategy for numbers of any length and form.
fn any_number() -> impl Strategy<Value = String> {
    prop_oneof![
        texts("-?(0|[1-9][0-9]{0,3})"),
        texts("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,9})?"),
        texts("[1-9][0-9]{0,5}(\\.[0-9]{1,3})?[eE][+-]?[0-9]{1,2}"),
    ]
}

fn any_value() -> impl Strategy<Value = Value> {
    let string = |text: String, is_escaped: bool| {
        let escaped = || text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect::<Vec<_>>().concat();
        let json = if is_escaped { format!("\"{}\"", escaped()) } else { serde_json::to_string(&text).unwrap() };
        Value { json, text }
    };
    prop_oneof![
        Just(Value { json: "null".to_owned(), text: String::new() }),
        any_number().prop_map(|number| Value { json: number.clone(), text: number }),
        (any_text(), any::<bool>()).prop_map(move |(text, is_escaped)| string(text, is_escaped)),
        Just(Value { json: "[1, {\"a\":\"=\"}]".to_owned(), text: "[1, {\"a\":\"=\"}]".to_owned() }),
    ]
}

/// Returns a strategy for rows: a value for each column.
fn any_row() -> impl Strategy<Value = Vec<Value>> {
    proptest::collection::vec(any_value(), Column::ALL.len())
}

/// Returns the JSON of a record, with the given blanks between its parts.
fn json(row: &[Value], blank: &str) -> String {
    let members = Column::ALL.iter().zip(row);
    let members = members.map(|(column, value)| format!("{blank}\"{}\"{blank}:{blank}{}", column.name(), value.json));
    format!("{blank}{{{}{blank}}}{blank}", members.collect::<Vec<_>>().join(","))
}
