//! An answer of the gateway as a page or a fault. Every quirk of the wire ends here.
//!
//! Numbers come as strings and strings as numbers, fields are null or missing, and new ones appear: none of that
//! is a fault. What is not the API's shape at all is one, and says what came back.

use super::fault::{Fault, Words};
use crate::domain::{
    page::Page,
    query::Query,
    record::{Color, Record, RecordState},
    send_state::SendState,
    zone::Moment,
};
use serde_json::{Map, Value};
use std::sync::Arc;

/// So many characters of an answer that can't be read are kept.
const EXCERPT: usize = 200;

/// Instants from here on can only be milliseconds (in seconds it is the year 5138).
const MILLISECONDS_FROM: i64 = 100_000_000_000;

/// Reads the answer to `asked`: HTTP status and body (API document, Success Response and Error Response).
pub fn read(status: u16, text: &str, asked: &Query) -> Result<Page, Fault> {
    let unreadable = || Fault::Unreadable(status, text.trim().chars().take(EXCERPT).collect());
    let reply = serde_json::from_str::<Value>(text).ok();
    let meta = reply.as_ref().and_then(|reply| reply.get("meta")).and_then(Value::as_object);
    if status == 401 {
        return Err(Fault::Unauthorized(meta.map(words).unwrap_or_default()));
    }
    let meta = meta.ok_or_else(unreadable)?;
    let refused = meta.get("status").and_then(Value::as_bool) == Some(false);
    if refused || !(200..300).contains(&status) {
        return Err(Fault::Refused(status, words(meta)));
    }
    let rows = reply.as_ref().and_then(|reply| reply.get("data")).and_then(Value::as_array).ok_or_else(unreadable)?;
    Ok(page(rows, meta, asked))
}

fn page(rows: &[Value], meta: &Map<String, Value>, asked: &Query) -> Page {
    let number = |name| meta.get(name).and_then(whole);
    let positive = |name| number(name).filter(|number| *number > 0);
    let current_page = positive("current_page").unwrap_or(asked.page());
    let per_page = positive("per_page").unwrap_or(asked.limit());
    let total = number("total");
    let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let before = (current_page - 1).saturating_mul(per_page);
    let has_rows = count > 0;
    Page {
        rows: rows.iter().map(record).collect(),
        current_page,
        per_page,
        total,
        last_page: positive("last_page").or_else(|| total.map(|total| total.div_ceil(per_page).max(1))),
        from: number("from").or(Some(before.saturating_add(1))).filter(|_| has_rows),
        to: number("to").or(Some(before.saturating_add(count))).filter(|_| has_rows),
    }
}

/// One row. Whatever it is, it is a row: a field that says nothing hides only itself.
fn record(row: &Value) -> Record {
    let field = |name| row.get(name);
    let text = |name| field(name).and_then(text);
    let moment = |name| field(name).and_then(moment);
    Record {
        outbox_id: text("messages_outbox_id"),
        state: state(field("state_id"), text("status")),
        message: text("message"),
        number: text("number"),
        number_color: text("number_color").and_then(|color| Color::parse(color.trim())),
        recipients: text("rcpts_count"),
        exits: text("exit_count"),
        cost: text("cost"),
        created: moment("time"),
        sent: moment("time_send"),
        username: text("username"),
    }
}

fn state(id: Option<&Value>, status: Option<Arc<str>>) -> RecordState {
    match id.and_then(whole).and_then(SendState::from_id) {
        Some(state) => RecordState::Known(state),
        None => status.or_else(|| id.and_then(text)).map_or(RecordState::Missing, RecordState::Unknown),
    }
}

/// A text, or a number as its text; nothing of what is empty, of true and false, and of nested values.
fn text(value: &Value) -> Option<Arc<str>> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.as_str().into()),
        Value::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
}

/// A whole number, or a string of one.
fn whole(value: &Value) -> Option<u64> {
    let text = text(value)?;
    let text = text.trim();
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}

/// Seconds, or milliseconds where they can't be seconds; zero is how some gateways write "never".
fn moment(value: &Value) -> Option<Moment> {
    let text = text(value)?;
    let whole_part = text.trim().split('.').next()?;
    let number: i64 = whole_part.parse().ok().filter(|number| *number > 0)?;
    let seconds = if number >= MILLISECONDS_FROM { number / 1000 } else { number };
    Some(Moment(seconds)).filter(|moment| moment.0 < MILLISECONDS_FROM)
}

fn words(meta: &Map<String, Value>) -> Words {
    let text = |name| meta.get(name).and_then(text).map(|text| text.to_string());
    Words { message: text("message"), code: text("message_code"), errors: errors(meta.get("errors")) }
}

/// `errors` is `{field: [sentence…]}`, `{field: sentence}`, or an empty list.
fn errors(value: Option<&Value>) -> Vec<(String, String)> {
    let Some(fields) = value.and_then(Value::as_object) else {
        return Vec::new();
    };
    fields
        .iter()
        .filter_map(|(field, said)| {
            let sentences: Vec<Arc<str>> = match said {
                Value::Array(all) => all.iter().filter_map(text).collect(),
                one => text(one).into_iter().collect(),
            };
            (!sentences.is_empty()).then(|| (field.clone(), sentences.join(" ")))
        })
        .collect()
}
