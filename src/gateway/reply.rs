//! Reads an answer of the gateway as a page. Every quirk of the wire format ends here.
//!
//! Numbers come as strings and strings as numbers, fields are null or missing, and new fields appear: none of that is a
//! fault, and none of it is reported. A value that cannot be interpreted hides only itself, and is noted with its path.
//! An answer that is not of the API's shape is a failure.

use crate::domain::{
    column::Column,
    decimal::{Decimal, whole},
    json::{Json, Object, Reader},
    page::{DATA, Drift, DriftKind, MAX_ROWS, META, Page},
    query::Query,
    record::{Color, Record, RecordState},
    record_time::{self, Reading, RecordTime},
    send_state::SendState,
    zone::Moment,
};
use std::sync::Arc;

/// Returns the page that answers `query` (API document, Success Response). `status` is the HTTP status and
/// `text` the body. Returns `None` if the answer is not a page; [`super::failure::read`] reads those.
pub fn page(status: u16, text: &str, query: &Query) -> Option<Page> {
    let mut rows = Rows::new(status, text, record)?;
    while rows.next_row()? {}
    rows.page(query)
}

/// Reads the answer to a count, a request for pages of one row. Returns a page of which only `total` is set, or `None`
/// if the answer is not a page. If the gateway states no total, the number of the last page is the total, but for a
/// first page without a row: gateways number it 1 as well.
pub fn count(status: u16, text: &str, query: &Query) -> Option<Page> {
    let mut rows = Rows::new(status, text, |_, _, _, _| Record::default())?;
    while rows.next_row()? {}
    let is_empty = rows.count == 0;
    let page = rows.page(query)?;
    let total = page.total.or(match page.last_page {
        Some(..=1) if is_empty => Some(0),
        last_page => last_page.filter(|_| page.per_page == 1),
    });
    Some(Page { total, ..Page::default() })
}

/// A reader of an answer, row by row. It goes through the answer's text once.
pub struct Rows<'a> {
    reader: Reader<'a>,
    read: Read,
    /// The number of rows that were read, also of those beyond [`MAX_ROWS`], which are not kept.
    pub count: usize,
    records: Vec<Record>,
    drifts: Drifts,
    /// True while the reader is within the list of rows.
    is_inside: bool,
    has_list: bool,
    meta: Option<Object<'a>>,
}

/// A function that makes a record of a row: of its text, its members if it is an object, and its index on the page.
type Read = fn(Json, Option<&Object>, usize, &mut Drifts) -> Record;

impl<'a> Rows<'a> {
    /// Creates a reader of an answer. Returns `None` if the answer is not a page.
    fn new(status: u16, text: &'a str, read: Read) -> Option<Self> {
        let mut reader = Reader::new(text);
        reader.open(b'{').filter(|()| (200..300).contains(&status))?;
        let (records, drifts) = (Vec::new(), Drifts::default());
        Some(Self { reader, read, count: 0, records, drifts, is_inside: false, has_list: false, meta: None })
    }

    /// Creates a reader of an answer whose records have only their id, their time of creation and their JSON text.
    pub fn of_stubs(status: u16, text: &'a str) -> Option<Self> {
        Self::new(status, text, stub)
    }

    /// Reads the next row and adds it to the page that [`Self::page`] returns. Returns `true` after a row, `false` if
    /// the whole answer is read, and `None` if the answer is not a page.
    pub fn next_row(&mut self) -> Option<bool> {
        loop {
            if self.is_inside {
                if self.reader.has_next(b']')? {
                    let (row, members) = self.reader.value_with_members()?;
                    if self.count < MAX_ROWS {
                        self.records.push((self.read)(row, members.as_ref(), self.count, &mut self.drifts));
                    }
                    self.count += 1;
                    return Some(true);
                }
                self.is_inside = false;
            }
            if !self.reader.has_next(b'}')? {
                return self.reader.end().map(|()| false);
            }
            let name = self.reader.name()?;
            if name.is_string(DATA) {
                // Refuse an answer with two lists of rows: nobody knows which is meant.
                self.reader.open(b'[').filter(|()| !self.has_list)?;
                (self.is_inside, self.has_list) = (true, true);
                continue;
            }
            let value = self.reader.value()?;
            if name.is_string(META) {
                self.meta = value.object();
            }
        }
    }

    /// Returns the page, once [`Self::next_row`] has returned `false`. Paging that `meta` does not state is derived
    /// from the query and the rows. Returns `None` if the answer is not a page.
    pub fn page(mut self, query: &Query) -> Option<Page> {
        let meta = self.meta.filter(|meta| self.has_list && !is_refusal(meta))?;
        let drifts = &mut self.drifts;
        let mut number = |name| {
            let value = meta.get(name).filter(|value| !value.is_null())?;
            let number = text(value).ok().flatten().and_then(|text| whole(&text));
            if number.is_none() {
                drifts.note(None, name, DriftKind::Useless);
            }
            number
        };
        let mut positive = |name| number(name).filter(|number| *number > 0);
        let current_page = positive("current_page").unwrap_or(query.page());
        let per_page = positive("per_page").unwrap_or(query.limit());
        let last_page = positive("last_page");
        let (total, from, to) = (number("total"), number("from"), number("to"));
        let came = u64::try_from(self.count).unwrap_or(u64::MAX);
        let count = came.min(Page::max_rows(query.limit(), per_page));
        let left_out = came - count;
        // Drifts of rows that are not shown are not reported.
        self.records.truncate(usize::try_from(count).unwrap_or(usize::MAX));
        self.drifts.0.retain(|drift| drift.row.is_none_or(|row| row < self.records.len()));
        let first = from.unwrap_or_else(|| (current_page - 1).saturating_mul(per_page).saturating_add(1));
        // `meta.to` counts all rows that came, not only those that are kept.
        let to = to.filter(|_| left_out == 0).unwrap_or_else(|| first.saturating_add(count.saturating_sub(1)));
        let has_rows = count > 0;
        Some(Page {
            rows: self.records,
            current_page,
            per_page,
            total,
            last_page: last_page.or_else(|| total.map(|total| total.div_ceil(per_page).max(1))),
            from: Some(first).filter(|_| has_rows),
            to: Some(to).filter(|_| has_rows),
            left_out,
            drifts: self.drifts.0,
        })
    }
}

/// Returns whether `meta` says that the request was refused, whatever the HTTP status is. Some gateways write `false`
/// as a text or a number, as they do with numbers, or have a word or the number of an HTTP error there.
pub(super) fn is_refusal(meta: &Object) -> bool {
    let is_error = |status: &str| status.len() == 3 && ("400".."600").contains(&status);
    let is_false = |status| {
        text(status).ok().flatten().is_some_and(|status| {
            matches!(&*status, "false" | "0" | "error" | "fail" | "failed" | "failure") || is_error(&status)
        })
    };
    meta.get("status").is_some_and(|status| status.bool() == Some(false) || is_false(status))
}

/// The drifts that were found. Each field and kind has one entry, with the first row and a count.
#[derive(Default)]
struct Drifts(Vec<Drift>);

impl Drifts {
    /// Adds a drift, or raises the count of one of the same field and kind.
    fn note(&mut self, row: Option<usize>, name: &str, how: DriftKind) {
        let is_same =
            |drift: &&mut Drift| drift.how == how && drift.name == name && drift.row.is_some() == row.is_some();
        match self.0.iter_mut().find(is_same) {
            Some(drift) => drift.count = drift.count.saturating_add(1),
            None => self.0.push(Drift { row, name: name.to_owned(), how, count: 1 }),
        }
    }
}

/// A row whose fields are being read, with its index on the page.
struct Row<'a> {
    fields: &'a Object<'a>,
    at: usize,
    drifts: &'a mut Drifts,
}

impl<'a> Row<'a> {
    /// Returns the value of a field; `None` if it is null or missing.
    fn get(&self, column: Column) -> Option<Json<'a>> {
        self.fields.get(column.name()).filter(|value| !value.is_null())
    }

    /// Returns what `read` makes of a field. An error of `read` is added to the drifts, and the field counts as
    /// missing.
    fn read<T>(&mut self, column: Column, read: impl Fn(Json) -> Result<Option<T>, DriftKind>) -> Option<T> {
        read(self.get(column)?).unwrap_or_else(|how| {
            self.drifts.note(Some(self.at), column.name(), how);
            None
        })
    }

    /// Returns the text of a field.
    fn text(&mut self, column: Column) -> Option<Arc<str>> {
        self.read(column, text)
    }

    /// Returns the text of a number. A text that is not a number is added to the drifts and returned as it came.
    fn number(&mut self, column: Column) -> Option<Arc<str>> {
        let text = self.text(column)?;
        if Decimal::parse(&text).is_none() {
            self.drifts.note(Some(self.at), column.name(), DriftKind::Useless);
        }
        Some(text)
    }

    /// Returns the time of a field, or its text if the text is not a time. Returns `None` if the field is empty
    /// or means "never".
    fn time(&mut self, column: Column) -> Option<RecordTime> {
        let value = self.get(column)?;
        let came = value.string().unwrap_or_else(|| value.text().to_owned());
        let (time, how) = match record_time::read(&came) {
            Some(Reading::Never) => return None,
            Some(Reading::At(moment)) => return Some(RecordTime::At(moment)),
            Some(Reading::Milliseconds(moment)) => (RecordTime::At(moment), DriftKind::Milliseconds),
            None if came.trim().is_empty() => return None,
            None => (RecordTime::Unread(came.into()), DriftKind::Unread),
        };
        self.drifts.note(Some(self.at), column.name(), how);
        Some(time)
    }

    /// Returns the state: that of `state_id` if it is a known one, otherwise the text of `status`, otherwise the text
    /// of `state_id`.
    fn state(&mut self) -> RecordState {
        let status = self.text(Column::Status);
        let id = self.text(Column::StateId);
        let number = id.as_deref().and_then(whole);
        if id.is_some() && number.is_none() {
            self.drifts.note(Some(self.at), Column::StateId.name(), DriftKind::Useless);
        }
        match number.and_then(SendState::from_id) {
            Some(state) => RecordState::Known(state),
            None => status.or(id).map_or(RecordState::Missing, RecordState::Unknown),
        }
    }
}

/// Returns the record of the JSON text of one row, as [`page`] reads it, and all its fields as they came, if it is an
/// object. The result is `None` for a text that is not JSON.
pub fn row(raw: &str) -> Option<(Record, Option<Object<'_>>)> {
    let mut reader = Reader::new(raw);
    let (row, members) = reader.value_with_members()?;
    reader.end()?;
    Some((record(row, members.as_ref(), 0, &mut Drifts::default()), members))
}

/// Returns the instant of creation of the last row of an answer, without reading the rows before it: the time that is
/// named last in `text`. In an answer of another shape than the API's, it may be that of something else.
pub fn last_created(text: &str) -> Option<Moment> {
    let name = format!("\"{}\"", Column::Time.name());
    let at = text.as_bytes().windows(name.len()).rposition(|window| window == name.as_bytes())?;
    let value = Reader::new(text.get(at + name.len()..)?.trim_start().strip_prefix(':')?).value()?;
    match record_time::read(&value.string().unwrap_or_else(|| value.text().to_owned()))? {
        Reading::At(moment) | Reading::Milliseconds(moment) => Some(moment),
        Reading::Never => None,
    }
}

/// Returns the record of one row, of which only the id, the time of creation and the JSON text are read.
fn stub(row: Json, members: Option<&Object>, at: usize, drifts: &mut Drifts) -> Record {
    let raw = row.text().into();
    let Some(fields) = members else { return Record { raw, is_unreadable: true, ..Record::default() } };
    let mut row = Row { fields, at, drifts };
    let (outbox_id, created) = (row.text(Column::MessagesOutboxId), row.time(Column::Time));
    Record { outbox_id, created, raw, ..Record::default() }
}

/// Returns the record of one row. Every row is a record: a field that cannot be interpreted hides only itself.
fn record(row: Json, members: Option<&Object>, at: usize, drifts: &mut Drifts) -> Record {
    let Some(fields) = members else {
        drifts.note(Some(at), "", DriftKind::Useless);
        return Record { raw: row.text().into(), is_unreadable: true, ..Record::default() };
    };
    let raw = row.text().into();
    let mut row = Row { fields, at, drifts };
    Record {
        outbox_id: row.text(Column::MessagesOutboxId),
        state: row.state(),
        message: row.text(Column::Message),
        number: row.text(Column::Number),
        number_color: row.read(Column::NumberColor, color),
        recipients: row.number(Column::RcptsCount),
        exits: row.number(Column::ExitCount),
        cost: row.number(Column::Cost),
        created: row.time(Column::Time),
        sent: row.time(Column::TimeSend),
        username: row.text(Column::Username),
        raw,
        is_unreadable: false,
    }
}

/// Returns the text of a string or of a number; `Ok(None)` if it is blank. Booleans, null and nested values are
/// errors.
pub(super) fn text(value: Json) -> Result<Option<Arc<str>>, DriftKind> {
    let text = value.string().or_else(|| value.number().map(str::to_owned)).ok_or(DriftKind::Useless)?;
    Ok(Some(text).filter(|text| !text.trim().is_empty()).map(Arc::from))
}

/// Returns the color that a text names; an error if it is not a color.
fn color(value: Json) -> Result<Option<Color>, DriftKind> {
    text(value)?.map(|text| Color::parse(text.trim()).ok_or(DriftKind::Useless)).transpose()
}
