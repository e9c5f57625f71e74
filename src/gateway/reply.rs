//! An answer of the gateway as a page or a fault. Every quirk of the wire ends here.
//!
//! Numbers come as strings and strings as numbers, fields are null or missing, and new ones appear: none of that
//! is a fault, nor worth a word. A value of a useless form hides only itself, and is noted with its path. What is not
//! the API's shape at all is a fault, and says what came back.

use super::fault::{Fault, Words};
use crate::domain::{
    amount::Amount,
    json::{Json, Object},
    page::{Drift, How, Page},
    query::Query,
    record::{Color, Record, RecordState},
    send_state::SendState,
    zone::Moment,
};
use std::sync::Arc;

/// So many characters of an answer that can't be read are kept.
const EXCERPT: usize = 200;

/// Instants from here on can only be milliseconds (in seconds it is the year 5138).
const MILLISECONDS_FROM: i64 = 100_000_000_000;

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

fn page(rows: &[Json], meta: &Object, asked: &Query) -> Page {
    let mut drifts = Drifts::default();
    let mut number = |name| {
        let value = meta.get(name).filter(|value| !value.is_null())?;
        let number = whole(value);
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
    let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let before = (current_page - 1).saturating_mul(per_page);
    let has_rows = count > 0;
    Page {
        rows: rows.iter().enumerate().map(|(at, row)| record(*row, at, &mut drifts)).collect(),
        current_page,
        per_page,
        total,
        last_page: last_page.or_else(|| total.map(|total| total.div_ceil(per_page).max(1))),
        from: from.or(Some(before.saturating_add(1))).filter(|_| has_rows),
        to: to.or(Some(before.saturating_add(count))).filter(|_| has_rows),
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

    fn moment(&mut self, name: &str) -> Option<Moment> {
        let (moment, is_milliseconds) = self.read(name, moment)?;
        if is_milliseconds {
            self.drifts.note(Some(self.at), name, How::Milliseconds);
        }
        Some(moment)
    }

    fn state(&mut self) -> RecordState {
        let status = self.text("status");
        let id = self.text("state_id");
        let number = id.as_deref().and_then(whole_text);
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
        created: row.moment("time"),
        sent: row.moment("time_send"),
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

/// A whole number, or a string of one.
fn whole(value: Json) -> Option<u64> {
    whole_text(&text(value).ok()??)
}

fn whole_text(text: &str) -> Option<u64> {
    let text = text.trim();
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}

/// Seconds, or milliseconds where they can't be seconds, which is said; zero is how some gateways write "never".
fn moment(value: Json) -> Result<Option<(Moment, bool)>, How> {
    let Some(text) = text(value)? else { return Ok(None) };
    let whole_part = text.trim().split('.').next().unwrap_or_default();
    let number: i64 = whole_part.parse().ok().filter(|number| *number >= 0).ok_or(How::Useless)?;
    let is_milliseconds = number >= MILLISECONDS_FROM;
    let seconds = if is_milliseconds { number / 1000 } else { number };
    match seconds {
        0 => Ok(None),
        MILLISECONDS_FROM.. => Err(How::Useless),
        _ => Ok(Some((Moment(seconds), is_milliseconds))),
    }
}

fn excerpt(text: &str) -> String {
    text.trim().chars().take(EXCERPT).collect()
}

fn words(meta: &Object) -> Words {
    let text = |name| meta.get(name).and_then(said);
    Words { message: text("message"), code: text("message_code"), errors: errors(meta.get("errors")) }
}

fn said(value: Json) -> Option<String> {
    Some(text(value).ok()??.to_string())
}

/// `errors` is `{field: [sentence…]}`, `{field: sentence}`, or an empty list.
fn errors(value: Option<Json>) -> Vec<(String, String)> {
    let Some(fields) = value.and_then(Json::object) else {
        return Vec::new();
    };
    fields
        .members()
        .filter_map(|(field, value)| {
            let sentences: Vec<String> = match value.list() {
                Some(all) => all.into_iter().filter_map(said).collect(),
                None => said(value).into_iter().collect(),
            };
            (!sentences.is_empty()).then(|| (field.to_owned(), sentences.join(" ")))
        })
        .collect()
}
