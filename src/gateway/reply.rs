//! An answer of the gateway as a page or a fault. Every quirk of the wire ends here.
//!
//! Numbers come as strings and strings as numbers, fields are null or missing, and new ones appear: none of that
//! is a fault, nor worth a word. A value of a useless form hides only itself, and is noted with its path. What is not
//! the API's shape at all is a fault, and says what came back.

use super::fault::{Fault, Words};
use crate::domain::{
    amount::{Amount, whole},
    json::{Json, Object},
    page::{Drift, How, Page},
    query::Query,
    record::{Color, Record, RecordState},
    record_time::{self, Reading, RecordTime},
    redact::Secret,
    send_state::SendState,
};
use std::sync::Arc;

/// So many characters of an answer that can't be read are kept.
const EXCERPT: usize = 200;

/// So many sentences of `errors` are kept.
const MAX_ERRORS: usize = 20;

/// Reads the answer to `asked`: HTTP status and body (API document, Success Response and Error Response).
pub fn read(status: u16, text: &str, asked: &Query) -> Result<Page, Fault> {
    let unreadable = || Fault::Unreadable(status, excerpt(text));
    let reply = Json::parse(text).and_then(Json::object);
    let meta = reply.as_ref().and_then(|reply| reply.get("meta")).and_then(Json::object);
    if status == 401 {
        return Err(Fault::Unauthorized(meta.as_ref().map(words).unwrap_or_default()));
    }
    let meta = meta.ok_or_else(unreadable)?;
    let refused = meta.get("status").and_then(Json::bool) == Some(false);
    if refused || !(200..300).contains(&status) {
        return Err(Fault::Refused(status, words(&meta)));
    }
    let rows = reply.as_ref().and_then(|reply| reply.get("data")).and_then(Json::list).ok_or_else(unreadable)?;
    Ok(page(&rows, &meta, asked))
}

/// Reads the answer as [`read`] does, with a secret hidden in all that a failure says of it: some gateways quote what they
/// were sent. It is hidden before the excerpt is cut, as what is left of it at the end would be hard to tell.
pub fn read_without(secret: &str, status: u16, text: &str, asked: &Query) -> Result<Page, Fault> {
    read(status, text, asked).map_err(|mut fault| {
        if let Fault::Unreadable(_, beginning) = &mut fault {
            *beginning = excerpt(&Secret::new(secret).hide(text.trim_start()));
        } else {
            fault.hide(secret);
        }
        fault
    })
}

fn page(rows: &[Json], meta: &Object, asked: &Query) -> Page {
    let mut drifts = Drifts::default();
    let mut number = |name| {
        let value = meta.get(name).filter(|value| !value.is_null())?;
        let number = text(value).ok().flatten().and_then(|text| whole(&text));
        if number.is_none() {
            drifts.note(None, name, How::Useless);
        }
        number
    };
    let mut positive = |name| number(name).filter(|number| *number > 0);
    let current_page = positive("current_page").unwrap_or(asked.page());
    let per_page = positive("per_page").unwrap_or(asked.limit());
    let last_page = positive("last_page");
    let (total, from, to) = (number("total"), number("from"), number("to"));
    let came = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let count = came.min(Page::max_rows(asked.limit(), per_page));
    let kept = usize::try_from(count).unwrap_or(usize::MAX);
    let left_out = came - count;
    let first = from.unwrap_or_else(|| (current_page - 1).saturating_mul(per_page).saturating_add(1));
    // What is said of the last row is so of the rows that came, not of those that are kept.
    let to = to.filter(|_| left_out == 0).unwrap_or_else(|| first.saturating_add(count.saturating_sub(1)));
    let has_rows = count > 0;
    Page {
        rows: rows.iter().take(kept).enumerate().map(|(at, row)| record(*row, at, &mut drifts)).collect(),
        current_page,
        per_page,
        total,
        last_page: last_page.or_else(|| total.map(|total| total.div_ceil(per_page).max(1))),
        from: Some(first).filter(|_| has_rows),
        to: Some(to).filter(|_| has_rows),
        left_out,
        drifts: drifts.0,
    }
}

/// What has been noted so far: of each field and form the first place.
#[derive(Default)]
struct Drifts(Vec<Drift>);

impl Drifts {
    fn note(&mut self, row: Option<usize>, name: &str, how: How) {
        let is_same =
            |drift: &&mut Drift| drift.how == how && drift.name == name && drift.row.is_some() == row.is_some();
        match self.0.iter_mut().find(is_same) {
            Some(drift) => drift.count = drift.count.saturating_add(1),
            None => self.0.push(Drift { row, name: name.to_owned(), how, count: 1 }),
        }
    }
}

/// A row whose fields are read one after the other.
struct Row<'a> {
    fields: Object<'a>,
    at: usize,
    drifts: &'a mut Drifts,
}

impl<'a> Row<'a> {
    fn get(&self, name: &str) -> Option<Json<'a>> {
        self.fields.get(name).filter(|value| !value.is_null())
    }

    /// What `read` makes of the field; what it can make nothing of is noted.
    fn read<T>(&mut self, name: &str, read: impl Fn(Json) -> Result<Option<T>, How>) -> Option<T> {
        read(self.get(name)?).unwrap_or_else(|how| {
            self.drifts.note(Some(self.at), name, how);
            None
        })
    }

    fn text(&mut self, name: &str) -> Option<Arc<str>> {
        self.read(name, text)
    }

    /// A number's text; one that is none is shown as it came.
    fn number(&mut self, name: &str) -> Option<Arc<str>> {
        let text = self.text(name)?;
        if Amount::parse(&text).is_none() {
            self.drifts.note(Some(self.at), name, How::Useless);
        }
        Some(text)
    }

    /// A time, or what came in its place.
    fn time(&mut self, name: &str) -> Option<RecordTime> {
        let value = self.get(name)?;
        let came = value.string().unwrap_or_else(|| value.text().to_owned());
        let (time, how) = match record_time::read(&came) {
            Some(Reading::Never) => return None,
            Some(Reading::At(moment)) => return Some(RecordTime::At(moment)),
            Some(Reading::Milliseconds(moment)) => (RecordTime::At(moment), How::Milliseconds),
            None if came.trim().is_empty() => return None,
            None => (RecordTime::Unread(came.into()), How::Unread),
        };
        self.drifts.note(Some(self.at), name, how);
        Some(time)
    }

    fn state(&mut self) -> RecordState {
        let status = self.text("status");
        let id = self.text("state_id");
        let number = id.as_deref().and_then(whole);
        if id.is_some() && number.is_none() {
            self.drifts.note(Some(self.at), "state_id", How::Useless);
        }
        match number.and_then(SendState::from_id) {
            Some(state) => RecordState::Known(state),
            None => status.or(id).map_or(RecordState::Missing, RecordState::Unknown),
        }
    }
}

/// One row. Whatever it is, it is a row: a field that says nothing hides only itself.
fn record(row: Json, at: usize, drifts: &mut Drifts) -> Record {
    let Some(fields) = row.object() else {
        drifts.note(Some(at), "", How::Useless);
        return Record { raw: row.text().into(), is_unreadable: true, ..Record::default() };
    };
    let raw = row.text().into();
    let mut row = Row { fields, at, drifts };
    Record {
        outbox_id: row.text("messages_outbox_id"),
        state: row.state(),
        message: row.text("message"),
        number: row.text("number"),
        number_color: row.read("number_color", color),
        recipients: row.number("rcpts_count"),
        exits: row.number("exit_count"),
        cost: row.number("cost"),
        created: row.time("time"),
        sent: row.time("time_send"),
        username: row.text("username"),
        raw,
        is_unreadable: false,
    }
}

/// A text, or a number as its text; nothing of what is empty. True, false and nested values are useless.
fn text(value: Json) -> Result<Option<Arc<str>>, How> {
    let text = value.string().or_else(|| value.number().map(str::to_owned)).ok_or(How::Useless)?;
    Ok(Some(text).filter(|text| !text.trim().is_empty()).map(Arc::from))
}

fn color(value: Json) -> Result<Option<Color>, How> {
    text(value)?.map(|text| Color::parse(text.trim()).ok_or(How::Useless)).transpose()
}

fn excerpt(text: &str) -> String {
    text.trim().chars().take(EXCERPT).collect()
}

fn words(meta: &Object) -> Words {
    let text = |name| meta.get(name).and_then(said);
    let (errors, more_errors) = errors(meta.get("errors"));
    Words { message: text("message"), code: text("message_code"), errors, more_errors }
}

fn said(value: Json) -> Option<String> {
    Some(text(value).ok()??.to_string())
}

/// `errors` is `{field: [sentence…]}`, `{field: sentence}`, or an empty list. Returns the first sentences by their
/// fields, and how many more there are.
fn errors(value: Option<Json>) -> (Vec<(String, String)>, usize) {
    let (mut kept, mut count) = (Vec::new(), 0_usize);
    for (field, value) in value.and_then(Json::object).unwrap_or_default().members() {
        let sentences = value.list().unwrap_or_else(|| vec![value]).into_iter().filter_map(said);
        let sentences: Vec<String> = sentences
            .filter(|_| {
                count += 1;
                count <= MAX_ERRORS
            })
            .collect();
        if !sentences.is_empty() {
            kept.push((field.to_owned(), sentences.join(" ")));
        }
    }
    (kept, count.saturating_sub(MAX_ERRORS))
}
