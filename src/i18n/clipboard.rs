//! The texts for the clipboard: rows as they are shown, but in Latin digits and without grouping, as other programs
//! read them.

use super::{
    Formatter,
    record_fields::{FieldContext, as_it_came},
};
use crate::domain::{
    calendar::Calendar,
    column::{Column, Kind},
    date_filter::{clock_text, day_text},
    delimited::Cell,
    digits::latin,
    record::{Record, RecordState},
    record_time::RecordTime,
    redact::is_digit,
    zone::{Moment, WallClock, Zone},
};

impl Formatter {
    /// Returns the header of a column in a copied table. The header of costs names their unit, that of times their time
    /// zone.
    pub fn clipboard_header(self, column: Column, context: &FieldContext) -> String {
        let name = self.column(column);
        match column {
            Column::Cost => format!("{name} ({})", self.unit(context.currency)),
            Column::Time | Column::TimeSend => format!("{name} ({})", context.zone_name),
            _ => name.to_owned(),
        }
    }

    /// Returns a field of a record for a copied table; an empty text if the record has none. A cost that is not in the
    /// unit of the header ends with its own unit.
    pub fn clipboard_text(self, column: Column, record: &Record, context: &FieldContext) -> String {
        let zone = context.zone;
        let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().unwrap_or_default().to_owned();
        let time = |time: &Option<RecordTime>| match time {
            None => String::new(),
            Some(RecordTime::At(moment)) => self.clipboard_time(*moment, zone),
            Some(RecordTime::Unread(came)) => came.to_string(),
        };
        match column {
            Column::StateId => match &record.state {
                RecordState::Known(state) => self.messages().state(*state).to_owned(),
                RecordState::Unknown(word) => word.to_string(),
                RecordState::Missing => String::new(),
            },
            Column::Message => text(&record.message),
            Column::Number => text(&record.number),
            Column::RcptsCount => text(&record.recipients),
            Column::ExitCount => text(&record.exits),
            Column::Cost => record.cost.as_deref().map_or_else(String::new, |cost| {
                let (amount, unit) = self.in_unit(cost, context.currency);
                if unit == self.unit(context.currency) { amount.into_owned() } else { format!("{amount} {unit}") }
            }),
            Column::Time => time(&record.created),
            Column::TimeSend => time(&record.sent),
            Column::Username => text(&record.username),
            Column::MessagesOutboxId => text(&record.outbox_id),
            column => {
                let object = record.object();
                as_it_came(object.and_then(|object| object.get(column.name())))
            }
        }
    }

    /// Returns the type by which a spreadsheet should read a column. Persian dates are text, as a spreadsheet would
    /// take their years for Gregorian ones.
    pub const fn clipboard_cell(self, column: Column) -> Cell {
        match (column.kind(), self.calendar) {
            (Kind::Count | Kind::Cost, _) => Cell::Number,
            (Kind::Moment, Calendar::Gregory) => Cell::Moment,
            _ => Cell::Text,
        }
    }

    /// Returns the day and the time of day with its seconds, in the calendar that is shown.
    fn clipboard_time(self, moment: Moment, zone: &dyn Zone) -> String {
        let clock = WallClock::at(moment, zone);
        [&day_text(clock.day, self.calendar, self.calendar.separator()), " ", &clock_text(clock.second)].concat()
    }
}

/// Returns a text that a person selected on the page as it is copied: numbers, ids and dates in Latin digits and
/// separators, without the directional isolates around them.
///
/// `as_sent` are the parts of it that are shown as they were sent, such as messages, in their order. They are copied
/// unchanged, whatever white space the browser has put into them.
pub fn selected_text(selected: &str, as_sent: &[String]) -> String {
    let without_blanks = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let dense = without_blanks(selected);
    // Byte ranges of `dense`.
    let (mut kept, mut from, mut missed) = (Vec::new(), 0, 0);
    for text in as_sent.iter().map(|text| without_blanks(text)).filter(|text| !text.is_empty()) {
        match dense.get(from..).and_then(|rest| rest.find(&text)) {
            Some(at) => {
                kept.push(from + at..from + at + text.len());
                from += at + text.len();
            }
            None if missed < MAX_MISSED => missed += 1,
            None => break,
        }
    }
    let (mut copied, mut at, mut kept, mut last) =
        (String::with_capacity(selected.len()), 0, kept.into_iter().peekable(), ' ');
    let mut chars = selected.chars().peekable();
    while let Some(c) = chars.next() {
        let is_kept = kept.peek().is_some_and(|range| range.contains(&at));
        let is_between = is_digit(last) && chars.peek().copied().is_some_and(is_digit);
        match c {
            c if is_kept => copied.push(c),
            // The page isolates what reads from left to right. An isolate that was sent is shown by its name.
            '\u{2066}'..='\u{2069}' => {}
            '٬' if is_between => copied.push(','),
            '٫' if is_between => copied.push('.'),
            c => copied.push_str(&latin(c.encode_utf8(&mut [0; 4]))),
        }
        last = c;
        if !c.is_whitespace() {
            at += c.len_utf8();
        }
        kept.next_if(|range| range.end <= at);
    }
    copied
}

/// The most texts that may be missing in a selection: the search for each goes through all of the selection.
const MAX_MISSED: usize = 20;
