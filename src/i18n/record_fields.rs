//! Lists the fields of a record: those of the API document under their names on the page, then all others as they came.

use super::{Formatter, NOTHING};
use crate::domain::{
    bidi::left_to_right,
    column::{Column, Kind},
    json::Json,
    record::Record,
    record_time::RecordTime,
    zone::Zone,
};

/// A field of a record, as the details show and copy it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordField {
    /// The column of the field; `None` for a field that the API document does not have.
    pub column: Option<Column>,
    /// The label of the field; the API's name if the page has no label.
    pub label: String,
    /// The value as the language writes it; a dash if the value is empty.
    pub shown: String,
    /// The value as it is copied: unchanged, but for instants and costs, which are copied as shown in Latin digits.
    pub copied: String,
    /// True if the value reads from left to right in either language: digits, code or JSON.
    pub is_ltr: bool,
}

/// The fields of the API document (Success Response) without the message, in the order in which the details list them.
const FIELDS: [Column; Column::ALL.len() - 1] = [
    Column::MessagesOutboxId,
    Column::Number,
    Column::Username,
    Column::RcptsCount,
    Column::ExitCount,
    Column::Cost,
    Column::Time,
    Column::TimeSend,
    Column::Type,
    Column::Valid,
    Column::Status,
    Column::State,
    Column::StateId,
    Column::Part,
    Column::NumberId,
    Column::NumberColor,
    Column::PartnerId,
    Column::InDeliveryLine,
    Column::Summary,
    Column::UserIp,
    Column::UserId,
    Column::FilesPath,
    Column::ParentId,
];

/// The time zone and the currency by which the instants and costs of a record are written.
pub struct FieldContext<'a> {
    /// The time zone of instants.
    pub zone: &'a dyn Zone,
    /// The IANA name of the time zone.
    pub zone_name: &'a str,
    /// The currency of costs.
    pub currency: &'a str,
}

impl Formatter {
    /// Returns the header of a column in the language.
    pub fn column(self, column: Column) -> &'static str {
        self.table_texts().header(column)
    }

    /// Returns the meaning of a column in a sentence or two. That of a column of times names the time zone too.
    pub fn meaning(self, column: Column, zone_name: &str) -> String {
        let meaning = self.lazy().column_meaning(column);
        match column.kind() {
            Kind::Moment => [meaning, &self.lazy().shown_zone.fill([&self.zone_city(zone_name)])].join(" "),
            _ => meaning.to_owned(),
        }
    }

    /// Returns the fields of a record: those of the API document, present or not, then all others. Returns no fields if
    /// the record is not a JSON object.
    pub fn fields(self, record: &Record, context: &FieldContext) -> Vec<RecordField> {
        let Some(object) = record.object() else { return Vec::new() };
        let known = FIELDS.into_iter().map(|column| self.field(column, object.get(column.name()), record, context));
        let others = object.members().filter(|(name, _)| Column::from_name(name).is_none());
        let others = others.map(|(name, value)| RecordField {
            column: None,
            label: name,
            shown: or_nothing(text_of(Some(value))),
            copied: as_it_came(Some(value)),
            is_ltr: is_nested(Some(value)),
        });
        known.chain(others).collect()
    }

    /// Returns a field of the API document with its value.
    fn field(self, column: Column, value: Option<Json>, record: &Record, context: &FieldContext) -> RecordField {
        let came = as_it_came(value);
        let time = if column == Column::Time { &record.created } else { &record.sent };
        let shown = match column.kind() {
            Kind::Moment => match time {
                None => NOTHING.to_owned(),
                Some(RecordTime::At(moment)) => self.full_time(*moment, context.zone, context.zone_name),
                Some(RecordTime::Unread(came)) => came.to_string(),
            },
            Kind::Cost if !is_nested(value) && !came.trim().is_empty() => {
                let (cost, unit) = self.cost(&came, context.currency);
                // The sign of a negative cost stands before it in a text that reads from right to left, too.
                [&left_to_right(cost.into()), " ", unit].concat()
            }
            _ => self.cell(column, value),
        };
        let copied = match column.kind() {
            Kind::Moment | Kind::Cost if !is_nested(value) => self.clipboard_text(column, record, context),
            _ => came,
        };
        let label = match column {
            // The column's own label, "State", is that of the badge.
            Column::StateId => self.lazy().state_id,
            column => self.column(column),
        };
        let is_ltr = matches!(column.kind(), Kind::Digits | Kind::Code | Kind::Count) || is_nested(value);
        RecordField { column: Some(column), label: label.to_owned(), shown, copied, is_ltr }
    }

    /// Returns a field's value as the language writes it, in one line; a dash if it is empty.
    pub fn cell(self, column: Column, value: Option<Json>) -> String {
        let text = text_of(value);
        or_nothing(match column.kind() {
            _ if is_nested(value) || text.trim().is_empty() => text,
            Kind::Text | Kind::Moment | Kind::Code => text,
            Kind::Digits => self.digits().write(&text),
            Kind::Count | Kind::Cost => self.number(&text),
        })
    }
}

/// Returns a string's text and the JSON of any other value; an empty text for null and for no value.
pub fn as_it_came(value: Option<Json>) -> String {
    let value = value.filter(|value| !value.is_null());
    value.map(|value| value.string().unwrap_or_else(|| value.text().to_owned())).unwrap_or_default()
}

/// Returns the text of a value as it is shown: as it came, but with a dash for each `null` in a list or an object.
fn text_of(value: Option<Json>) -> String {
    let came = as_it_came(value);
    if !is_nested(value) {
        return came;
    }
    let mut shown = String::with_capacity(came.len());
    let (mut is_in_string, mut is_escaped, mut skipped) = (false, false, 0);
    for c in came.chars() {
        if skipped > 0 {
            skipped -= 1;
        } else if c == 'n' && !is_in_string {
            // Outside of strings, no other value of JSON has the letter.
            shown.push_str(NOTHING);
            skipped = "ull".len();
        } else {
            is_in_string ^= c == '"' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            shown.push(c);
        }
    }
    shown
}

/// Returns whether a value is a list or an object.
fn is_nested(value: Option<Json>) -> bool {
    value.is_some_and(|value| value.list().is_some() || value.object().is_some())
}

/// Returns the text, or a dash if the text is blank.
fn or_nothing(text: String) -> String {
    if text.trim().is_empty() { NOTHING.to_owned() } else { text }
}
