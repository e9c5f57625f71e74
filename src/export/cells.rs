//! The columns of a file, and the cells of a record in them.

use super::{Fields, Format, Options, Values};
use crate::{
    domain::{
        calendar::Calendar,
        column::{Column, Kind},
        date_filter::{clock_text, day_text},
        json::{Json, Object},
        record::Record,
        record_time::RecordTime,
        zone::{Moment, WallClock, Zone},
    },
    i18n::record_fields::{FieldContext, as_it_came},
};

/// The content of a cell in an exported file, by its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// A text, which may be empty.
    Text(String),
    /// A text that the API document defines as a number. It may be none.
    Number(String),
    /// An instant in time.
    Time(Moment),
}

/// A column of an exported file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileColumn {
    /// A field of the record.
    Field(Column),
    /// The time of a field in the Persian calendar, in a column after that of the field itself.
    PersianDate(Column),
    /// A JSON object of the fields that the API document does not have.
    OtherFields,
}

impl FileColumn {
    /// Returns whether the column's texts read from left to right in either language: digits, codes, dates and JSON.
    pub(super) const fn is_ltr(self) -> bool {
        match self {
            Self::Field(column) => !matches!(column.kind(), Kind::Text) && !matches!(column, Column::StateId),
            Self::PersianDate(_) | Self::OtherFields => true,
        }
    }
}

/// The columns of a file with their headers.
pub(super) struct Columns(Vec<(FileColumn, String)>);

impl Columns {
    /// Returns the columns of the options' fields, with headers in the options' language. If the options ask for values
    /// as the page shows them, a time has a second column in the Persian calendar.
    pub(super) fn new(options: &Options) -> Self {
        let (fields, others) = match &options.fields {
            Fields::Shown(fields) => (fields.as_slice(), None),
            Fields::All => (Column::ALL.as_slice(), Some(FileColumn::OtherFields)),
        };
        let columns = fields.iter().flat_map(|field| {
            let is_shown_time = field.kind() == Kind::Moment && options.values == Values::Shown;
            [Some(FileColumn::Field(*field)), is_shown_time.then_some(FileColumn::PersianDate(*field))]
        });
        let columns = columns.chain([others]).flatten();
        Self(columns.map(|column| (column, header(column, options))).collect())
    }

    /// Returns the columns of the file in their order.
    pub(super) fn list(&self) -> impl Iterator<Item = FileColumn> {
        self.0.iter().map(|(column, _)| *column)
    }

    /// Returns the headers of the columns in their order.
    pub(super) fn headers(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, header)| header.as_str())
    }

    /// Returns the cells of a record, whose fields as they came are in `object`. A record that is not an object has its
    /// JSON in the column of other fields, or else in the first one.
    pub(super) fn cells(
        &self,
        record: &Record,
        object: Option<Object>,
        options: &Options,
        zone: &dyn Zone,
    ) -> Vec<Cell> {
        let Some(object) = object else {
            let at = self.list().position(|column| column == FileColumn::OtherFields).unwrap_or_default();
            let text = |own: usize| if own == at { record.raw.to_string() } else { String::new() };
            return (0..self.0.len()).map(|own| Cell::Text(text(own))).collect();
        };
        let row = Row { record, object, options, zone };
        self.list().map(|column| row.cell(column)).collect()
    }
}

/// Returns the header of a column, which names the unit of costs and the time zone of times that are in one.
fn header(column: FileColumn, options: &Options) -> String {
    let formatter = options.formatter;
    let lazy = formatter.lazy();
    match column {
        FileColumn::Field(column) => match (options.values, column) {
            (Values::Shown, _) => formatter.clipboard_header(column, &context(options, &Utc)),
            // The column's own header is that of the state's name.
            (Values::Raw, Column::StateId) => lazy.state_id.to_owned(),
            (Values::Raw, Column::Cost) => {
                format!("{} ({})", formatter.column(column), formatter.currency(&options.currency))
            }
            (Values::Raw, Column::Time | Column::TimeSend) if options.format == Format::Excel => {
                format!("{} ({})", formatter.column(column), options.zone_name)
            }
            (Values::Raw, _) => formatter.column(column).to_owned(),
        },
        FileColumn::PersianDate(column) => lazy.in_persian_calendar.fill([formatter.column(column)]),
        FileColumn::OtherFields => lazy.other_fields.to_owned(),
    }
}

/// Universal time, for texts without an instant.
struct Utc;

impl Zone for Utc {
    fn offset_at(&self, _: Moment) -> i64 {
        0
    }
}

fn context<'a>(options: &'a Options, zone: &'a dyn Zone) -> FieldContext<'a> {
    FieldContext { zone, zone_name: &options.zone_name, currency: &options.currency }
}

/// A record that is written into a file.
struct Row<'a> {
    record: &'a Record,
    object: Object<'a>,
    options: &'a Options,
    zone: &'a dyn Zone,
}

impl Row<'_> {
    fn cell(&self, column: FileColumn) -> Cell {
        match column {
            FileColumn::Field(field) => self.field(field),
            FileColumn::PersianDate(field) => Cell::Text(match self.time(field) {
                Some(RecordTime::At(moment)) => persian(*moment, self.zone),
                Some(RecordTime::Unread(_)) | None => String::new(),
            }),
            FileColumn::OtherFields => Cell::Text(other_fields(&self.object)),
        }
    }

    /// Returns the cell of a field.
    fn field(&self, field: Column) -> Cell {
        let Options { values, format, .. } = self.options;
        let is_shown = *values == Values::Shown;
        if let (Kind::Moment, Some(RecordTime::At(moment))) = (field.kind(), self.time(field))
            && (is_shown || *format == Format::Excel)
        {
            return Cell::Time(*moment);
        }
        // The other columns are shown as they came.
        let text = if is_shown && field.is_own() {
            self.options.formatter.clipboard_text(field, self.record, &context(self.options, self.zone))
        } else {
            as_it_came(self.object.get(field.name()))
        };
        match field.kind() {
            Kind::Count | Kind::Cost => Cell::Number(text),
            _ => Cell::Text(text),
        }
    }

    fn time(&self, field: Column) -> Option<&RecordTime> {
        match field {
            Column::Time => self.record.created.as_ref(),
            Column::TimeSend => self.record.sent.as_ref(),
            _ => None,
        }
    }
}

/// Returns a JSON object of the fields that the API document does not have, as they came; an empty text if there are
/// none.
fn other_fields(object: &Object) -> String {
    let others = object.members().filter(|(name, _)| Column::from_name(name).is_none());
    let members: Vec<String> =
        others.map(|(name, value)| [&Json::of_text(&name), ":", value.text()].concat()).collect();
    if members.is_empty() { String::new() } else { ["{", &members.join(","), "}"].concat() }
}

/// Returns an instant in ISO 8601 with the offset from UTC: `2025-04-23T15:26:58+03:30`.
pub(super) fn iso(moment: Moment, zone: &dyn Zone) -> String {
    let clock = WallClock::at(moment, zone);
    let offset = zone.offset_at(moment);
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.unsigned_abs() / 60;
    format!(
        "{}T{}{sign}{:02}:{:02}",
        day_text(clock.day, Calendar::Gregory, '-'),
        clock_text(clock.second),
        minutes / 60,
        minutes % 60
    )
}

/// Returns an instant in the Persian calendar: `1404/02/03 15:26:58`.
fn persian(moment: Moment, zone: &dyn Zone) -> String {
    let clock = WallClock::at(moment, zone);
    [&day_text(clock.day, Calendar::Persian, '/'), " ", &clock_text(clock.second)].concat()
}
