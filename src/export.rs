//! Files of records: CSV, JSON lines and Excel.
//!
//! All of it is pure, and nothing of it reads a clock: equal records and options give equal bytes. Records come in as
//! the JSON texts that the gateway wrote, one by one, and bytes come out piece by piece. So neither the records nor the
//! files are ever held as a whole, and the memory does not grow with the number of rows.
//!
//! | format | fields | values |
//! |---|---|---|
//! | [`Format::Csv`] | those of [`Fields`] | those of [`Values`], [guarded] against formulas |
//! | [`Format::JsonLines`] | all | as they came: the digits of numbers, escapes and unknown fields |
//! | [`Format::Excel`] | those of [`Fields`] | those of [`Values`], as texts, numbers and dates |
//!
//! [guarded]: crate::domain::delimited::guarded
//!
//! If the person hides codes, they are hidden in each of these.

mod cells;
mod csv;
pub mod estimate;
mod file_name;
mod json_lines;
pub mod plan;
pub mod stored_export;
mod summary;
mod xlsx;
mod zip;

pub use csv::Delimiter;
pub use file_name::{FileName, Part, Scope};
pub use summary::Summary;
pub use xlsx::{MAX_ROWS, MAX_TEXT_UNITS};

use crate::{
    domain::{
        calendar::Calendar,
        column::Column,
        date_math::Clock,
        json::Json,
        query::Query,
        record::Record,
        zone::{Moment, Zone},
    },
    gateway::reply,
    i18n::Formatter,
};
use cells::Columns;
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, mem};

/// The format of an exported file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Comma-separated values (RFC 4180) in UTF-8 with a byte order mark.
    Csv(Delimiter),
    /// JSON lines: one JSON text per line, in UTF-8 without a byte order mark.
    JsonLines,
    /// A workbook of Excel (ECMA-376) with one sheet.
    Excel,
}

impl Format {
    /// Returns the ending of a file's name, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv(_) => "csv",
            Self::JsonLines => "jsonl",
            Self::Excel => "xlsx",
        }
    }

    /// Returns the media type of the format, for a saved file.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv(_) => "text/csv;charset=utf-8",
            Self::JsonLines => "application/jsonl",
            Self::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// The fields of a record that become columns of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fields {
    /// The fields of the given columns, in their order.
    Shown(Vec<Column>),
    /// The fields of the API document, and a last column with all others as a JSON object.
    All,
}

/// The form of the values in the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Values {
    /// Values as the page shows them, but in Latin digits and without grouping. A time has two columns: one in ISO 8601
    /// with the offset from UTC (in Excel a date), one in the Persian calendar.
    Shown,
    /// Values as the gateway gives them. In Excel, a time is a date even so.
    Raw,
}

/// The choices that a person makes in the form of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The set of records: those of the page, the selected ones or all.
    pub what: Scope,
    /// The format of the files.
    pub format: Format,
    /// The fields of a record that become columns of the file.
    pub fields: Fields,
    /// The form of the values in the cells.
    pub values: Values,
}

/// The settings by which files are written.
#[derive(Clone, Debug)]
pub struct Options {
    /// The format of the files.
    pub format: Format,
    /// The fields of a record that become columns of the file.
    pub fields: Fields,
    /// The form of the values in the cells.
    pub values: Values,
    /// The language of the headers, and the person's preferences: whether codes are hidden and rials are toman.
    pub formatter: Formatter,
    /// The IANA name of the report's time zone.
    pub zone_name: String,
    /// The filters that all records should match, whose dates are instants; `None` to judge no record.
    pub query: Option<Query>,
    /// The currency of costs, as in `config.json`: an ISO 4217 code or any other word.
    pub currency: String,
    /// The largest number of records that one Excel file holds, [`MAX_ROWS`] at most.
    pub max_rows: u32,
}

/// Writes records into files, one record after the other.
///
/// The bytes of a file are those of all [`Self::take`]s from its beginning on, then those that [`Self::push`] or
/// [`Self::finish`] returns for its end.
pub struct Export {
    options: Options,
    columns: Columns,
    file: File,
    summary: Summary,
}

/// The file that is being written.
enum File {
    Csv(Box<csv::Writer>),
    JsonLines(json_lines::Writer),
    Excel(Box<xlsx::Writer>),
}

impl File {
    /// Starts a file of the format that the options name.
    fn new(options: &Options, columns: &Columns) -> Self {
        match options.format {
            Format::Csv(delimiter) => Self::Csv(Box::new(csv::Writer::new(delimiter, columns))),
            Format::JsonLines => Self::JsonLines(json_lines::Writer::default()),
            Format::Excel => Self::Excel(Box::new(xlsx::Writer::new(options, columns))),
        }
    }

    /// Returns the bytes that were written to the file since the last call.
    fn take(&mut self) -> Vec<u8> {
        match self {
            Self::Csv(file) => file.take(),
            Self::JsonLines(file) => file.take(),
            Self::Excel(file) => file.take(),
        }
    }

    /// Ends the file and returns the bytes since the last [`Self::take`].
    fn finish(self) -> Vec<u8> {
        match self {
            Self::Csv(mut file) => file.take(),
            Self::JsonLines(mut file) => file.take(),
            Self::Excel(file) => file.finish(),
        }
    }
}

impl Export {
    /// Starts an export with its first file.
    pub fn new(options: Options) -> Self {
        let columns = Columns::new(&options);
        let file = File::new(&options, &columns);
        Self { options, columns, file, summary: Summary::default() }
    }

    /// Adds a record, given as its JSON text. `zone` is the report's time zone.
    ///
    /// If the record does not fit into the file, that file ends, and the record begins the next one. The result is then
    /// the last bytes of the file that has ended, and `None` otherwise. Only Excel files ever end so.
    #[must_use]
    pub fn push(&mut self, raw: &str, zone: &dyn Zone) -> Option<Vec<u8>> {
        let (record, object) = reply::row(raw).unwrap_or_else(|| (unreadable(raw), None));
        self.summary.add(&record);
        if let Some(query) = &self.options.query {
            self.summary.judge(query, &record, Clock { zone, calendar: Calendar::Gregory, now: Moment(0) });
        }
        let record = self.options.formatter.redacted(&record);
        let object = match &record {
            Cow::Borrowed(_) => object,
            Cow::Owned(redacted) => redacted.object(),
        };
        let ended = match &self.file {
            File::Excel(file) if file.is_full() => {
                let next = File::new(&self.options, &self.columns);
                Some(mem::replace(&mut self.file, next).finish())
            }
            _ => None,
        };
        match &mut self.file {
            File::JsonLines(file) => file.push(&record.raw),
            File::Csv(file) => file.push(&self.columns.cells(&record, object, &self.options, zone), zone),
            File::Excel(file) => {
                self.summary.cut_texts += file.push(&self.columns.cells(&record, object, &self.options, zone), zone);
            }
        }
        ended
    }

    /// Returns the bytes that were written to the present file since the last call, and forgets them.
    pub fn take(&mut self) -> Vec<u8> {
        self.file.take()
    }

    /// Ends the last file. Returns its bytes since the last [`Self::take`], and the sums and counts of all records.
    pub fn finish(self) -> (Vec<u8>, Summary) {
        (self.file.finish(), self.summary)
    }
}

/// Returns the record of a text that is no JSON: its JSON is that of a string with the text.
fn unreadable(text: &str) -> Record {
    Record { raw: Json::of_text(text).into(), is_unreadable: true, ..Record::default() }
}
