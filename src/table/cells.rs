//! The texts of rows: turns a record into the values of its row's slots. All of it is pure.

use super::{
    columns::{NAME_SLOT, ROW_SLOTS, slots},
    notes::RowNote,
    state_badge,
};
use crate::{
    address::{Codec, Only},
    domain::{
        bidi,
        bidi::left_to_right,
        column::Column,
        json::Object,
        param::Param,
        record::{Color, Record, RecordState},
        record_time::RecordTime,
        zone::Zone,
    },
    i18n::{Formatter, NOTHING},
    requests::Snapshot,
    start::deployment::Deployment,
};
use std::borrow::Cow;

/// The most characters of a message that a row holds. A row shows two lines of it.
const MAX_MESSAGE_CHARS: usize = 1_000;

/// The most characters of an unreadable time that a row holds: as many as the longest readable one has.
const MAX_TIME_CHARS: usize = 40;

/// The values of many slots, one after the other in one text.
#[derive(Debug, Default)]
pub struct Texts {
    text: String,
    /// The byte range of each value; one that ends before it begins is absent.
    ranges: Vec<(usize, usize)>,
}

impl Texts {
    /// Adds a value. An absent value empties a text, removes an attribute, or takes an element out of the row.
    fn push(&mut self, value: Option<&str>) {
        let from = self.text.len();
        match value {
            Some(value) => {
                self.text.push_str(value);
                self.ranges.push((from, self.text.len()));
            }
            None => self.ranges.push((1, 0)),
        }
    }

    /// Returns the value at the index `at` among the values of all rows; `None` if it is absent, or `at` is beyond the
    /// end.
    pub fn get(&self, at: usize) -> Option<&str> {
        let (from, to) = *self.ranges.get(at)?;
        self.text.get(from..to)
    }

    /// Returns all values, one after the other without a separator, in one text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the number of all values.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Returns whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }
}

/// Returns the names of the slots of a row with the given columns, in the order in which [`Cells::write`] fills them.
pub fn names(columns: &[Column]) -> Vec<&'static str> {
    let name = (!columns.contains(&Column::MessagesOutboxId)).then_some(NAME_SLOT);
    ROW_SLOTS.into_iter().chain(name).chain(columns.iter().flat_map(|column| slots(*column))).collect()
}

/// The writer of a snapshot's rows, with the settings on which the texts depend, such as the columns and the time zone.
pub struct Cells<'a> {
    notes: &'a [RowNote],
    formatter: Formatter,
    columns: &'a [Column],
    has_id: bool,
    /// True if a column shows a field that only the record's JSON has.
    reads_json: bool,
    zone: &'a dyn Zone,
    currency: &'a str,
    watched: Option<&'a str>,
    first: u64,
    state: Only,
    sender: Only,
    user: Only,
    outbox_id: Only,
}

impl<'a> Cells<'a> {
    /// Creates the writer of a snapshot's rows. `watched` is the id of the send that is watched, if any.
    pub fn new<Z: Zone>(
        shown: &'a Snapshot,
        formatter: Formatter,
        columns: &'a [Column],
        deployment: &'a Deployment<Z>,
        codec: Codec,
        watched: Option<&'a str>,
    ) -> Self {
        let only = |param| codec.only(&shown.query, param);
        Self {
            notes: &[],
            formatter,
            columns,
            has_id: columns.contains(&Column::MessagesOutboxId),
            reads_json: columns.iter().any(|column| !column.is_own()),
            zone: deployment.shown_zone(formatter),
            currency: &deployment.config.currency,
            watched,
            first: shown.page.from.unwrap_or(1),
            state: only(Param::StateId),
            sender: only(Param::Number),
            user: only(Param::Username),
            outbox_id: only(Param::MessagesOutboxId),
        }
    }

    /// Returns the writer with notes on the rows, one for each row in order.
    #[must_use]
    pub fn noted(self, notes: &'a [RowNote]) -> Self {
        Self { notes, ..self }
    }

    /// Writes the values of the row at the index `at` of the page, from 0.
    pub fn write(&self, at: u64, record: &Record, texts: &mut Texts) {
        let position = self.first.saturating_add(at).saturating_add(1);
        texts.push(Some(&position.to_string()));
        if !self.has_id {
            texts.push(Some(&self.digits(record.outbox_id.as_deref())));
        }
        // Codes are redacted before anything is written.
        let record = if self.reads_json { self.formatter.redacted(record) } else { Cow::Borrowed(record) };
        let fields = if self.reads_json { record.object() } else { None };
        for column in self.columns {
            self.cell(at, *column, &record, fields.as_ref(), texts);
        }
    }

    /// Writes the values of a cell, in the order of [`slots`].
    fn cell(&self, at: u64, column: Column, record: &Record, fields: Option<&Object>, texts: &mut Texts) {
        let formatter = self.formatter;
        let link = |only: &Only, param| record.shared_value(param).map(|value| only.href(&value));
        match column {
            Column::StateId => self.state(at, record, texts),
            Column::Message => {
                let message = self.message(record);
                texts.push(Some(&message));
                texts.push(bidi::direction(&message));
            }
            Column::Number => {
                texts.push(Some(&self.digits(record.number.as_deref())));
                texts.push(link(&self.sender, Param::Number).as_deref());
                texts.push(record.number_color.as_ref().map(Color::as_str));
            }
            Column::RcptsCount => texts.push(Some(&self.number(record.recipients.as_deref()))),
            Column::ExitCount => {
                texts.push(Some(&self.number(record.exits.as_deref())));
                let share = record.exits_share().filter(|share| *share < 100);
                texts.push(share.map(|share| format!("{share}%")).as_deref());
            }
            Column::Cost => {
                let cost = record.cost.as_deref().map(|cost| {
                    let (amount, unit) = formatter.cost(cost, self.currency);
                    [&*left_to_right(amount.into()), "\n", unit].concat()
                });
                texts.push(Some(cost.as_deref().unwrap_or(NOTHING)));
            }
            Column::Time => texts.push(Some(&self.time(record.created.as_ref()))),
            Column::TimeSend => texts.push(Some(&self.time(record.sent.as_ref()))),
            Column::Username => {
                texts.push(Some(&seen(record.username.as_deref().unwrap_or(NOTHING).into())));
                texts.push(link(&self.user, Param::Username).as_deref());
            }
            Column::MessagesOutboxId => {
                texts.push(Some(&self.digits(record.outbox_id.as_deref())));
                texts.push(link(&self.outbox_id, Param::MessagesOutboxId).as_deref());
            }
            other => {
                texts.push(Some(&formatter.cell(other, fields.and_then(|fields| fields.get(other.name())))));
            }
        }
    }

    fn state(&self, at: u64, record: &Record, texts: &mut Texts) {
        texts.push(Some(&state_badge::parts(&record.state, self.formatter).2));
        let link = record.shared_value(Param::StateId).map(|state| self.state.href(&state));
        texts.push(link.as_deref());
        texts.push(Some(&state_badge::class(&record.state)));
        // The word of an unknown state is the gateway's: data, which the rows forbid to translate.
        texts.push((!matches!(record.state, RecordState::Unknown(_))).then_some("yes"));
        let id = record.outbox_id.as_deref();
        let note = usize::try_from(at).ok().and_then(|at| self.notes.get(at)).map(|note| &*note.text);
        let note = note.filter(|note| !note.is_empty());
        texts.push(note);
        texts.push(note.map(|_| ""));
        let can_watch = id.is_some() && !record.state.is_final();
        texts.push(can_watch.then_some(""));
        texts.push(Some(if can_watch && id == self.watched { "true" } else { "false" }));
    }

    /// Returns the message as a row shows it: its beginning, redacted if the person has chosen that, with visible names
    /// in place of directional formatting characters.
    fn message<'t>(&self, record: &'t Record) -> Cow<'t, str> {
        let Some(message) = record.message.as_deref() else {
            let unreadable = self.formatter.table_texts().unreadable_row;
            return if record.is_unreadable { unreadable } else { NOTHING }.into();
        };
        // In the record's JSON, codes are redacted already.
        let message = if self.reads_json { message.into() } else { self.formatter.redacted_text(message) };
        cut(seen(message), MAX_MESSAGE_CHARS)
    }

    /// Returns an instant: the day and the time in one text. Each reads from left to right by itself.
    fn time<'t>(&self, time: Option<&'t RecordTime>) -> Cow<'t, str> {
        match time {
            None => NOTHING.into(),
            Some(RecordTime::Unread(came)) => left_to_right(cut(self.formatter.redacted_time(came), MAX_TIME_CHARS)),
            Some(RecordTime::At(moment)) => {
                let (day, time) = self.formatter.day_and_time(*moment, self.zone);
                // The style sheet puts the two on two lines if there is room.
                [&*day, "\n", &time].concat().into()
            }
        }
    }

    fn number<'t>(&self, text: Option<&str>) -> Cow<'t, str> {
        text.map_or(NOTHING.into(), |text| left_to_right(self.formatter.number(text).into()))
    }

    /// Returns an id or a phone number in the digits of the page, never grouped.
    fn digits(&self, text: Option<&str>) -> String {
        text.map_or_else(|| NOTHING.to_owned(), |text| self.formatter.digits().write(&seen(text.into())))
    }
}

/// Returns the text with visible names in place of directional formatting characters.
fn seen(text: Cow<str>) -> Cow<str> {
    if text.contains(bidi::is_directional) { bidi::seen(text.chars()).into() } else { text }
}

/// Returns the text, cut to its first `longest` characters.
fn cut(text: Cow<str>, longest: usize) -> Cow<str> {
    // No text has more characters than bytes.
    if text.len() <= longest {
        return text;
    }
    match text.char_indices().nth(longest) {
        None => text,
        Some((end, _)) => [text.get(..end).unwrap_or_default(), "…"].concat().into(),
    }
}

/// Returns the texts of all rows of a snapshot.
pub fn of_all(cells: &Cells, rows: &[Record]) -> Texts {
    let mut texts = Texts::default();
    for (at, record) in (0..).zip(rows) {
        cells.write(at, record, &mut texts);
    }
    texts
}
