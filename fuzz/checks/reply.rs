//! What holds for every answer, however odd.

use super::codec::codec;
use outbox_report::{
    domain::{
        decimal::Decimal,
        json::Json,
        page::{Page, Steps},
        query::Query,
        record_time::RecordTime,
        redact,
    },
    gateway::{failure, fault::Fault, reply},
};
use serde_json::{Number, Value};
use std::{collections::BTreeSet, sync::LazyLock};

/// An excerpt has at most so many characters.
const EXCERPT: usize = 200;

/// So many rows are kept, whatever a gateway says.
const MAX_ROWS: u64 = 1_000;

/// So many sentences of `errors` are kept.
const MAX_ERRORS: usize = 20;

/// What was asked.
static ASKED: LazyLock<Query> = LazyLock::new(|| {
    let codec = codec();
    codec.parse("?page=3&limit=50").check(codec.context).expect("a page and a number of rows")
});

/// Reads bytes as an answer: two for the HTTP status, the larger first, the rest for the body, as a browser decodes it.
pub(crate) fn check(bytes: &[u8]) {
    let Some(([high, low], body)) = bytes.split_first_chunk() else { return };
    let status = u16::from_be_bytes([*high, *low]);
    let text = String::from_utf8_lossy(body);
    // A library refuses numbers beyond its own, deep nesting, and half a surrogate pair: of those it says nothing here.
    let library = serde_json::from_str::<Value>(&text).ok();
    check_json(&text, library.as_ref());
    match reply::page(status, &text, &ASKED) {
        Some(page) => check_page(status, &page, library.as_ref()),
        None => check_fault(status, failure::read("", status, Ok(&text))),
    }
}

fn check_json(text: &str, library: Option<&Value>) {
    let json = Json::parse(text);
    if let Some(value) = library {
        let json = json.expect("what a library takes for JSON");
        assert!(is_same(json, value), "{} reads as {value}", json.text());
    }
    if let Some(json) = json {
        assert_eq!(Json::at_start_of(text), Some(json), "the first value is the only one");
    }
}

/// The same as the library reads it, and of one kind.
pub(crate) fn is_same(json: Json, value: &Value) -> bool {
    let kinds = [
        json.is_null(),
        json.bool().is_some(),
        json.number().is_some(),
        json.string().is_some(),
        json.list().is_some(),
        json.object().is_some(),
    ];
    let is_of_one_kind = kinds.into_iter().filter(|is| *is).count() == 1;
    is_of_one_kind
        && match value {
            Value::Null => json.is_null(),
            Value::Bool(bool) => json.bool() == Some(*bool),
            Value::Number(number) => json.number().is_some_and(|text| {
                text == json.text() && serde_json::from_str(text).is_ok_and(|own: Number| own == *number)
            }),
            Value::String(text) => json.string().as_ref() == Some(text),
            Value::Array(values) => json.list().is_some_and(|list| {
                list.len() == values.len() && list.into_iter().zip(values).all(|(own, value)| is_same(own, value))
            }),
            Value::Object(members) => json.object().is_some_and(|object| {
                let names: BTreeSet<String> = object.members().map(|(name, _)| name).collect();
                names.iter().eq(members.keys().collect::<BTreeSet<_>>())
                    && members.iter().all(|(name, value)| object.get(name).is_some_and(|own| is_same(own, value)))
            }),
        }
}

fn check_page(status: u16, page: &Page, library: Option<&Value>) {
    assert!((200..300).contains(&status), "a page with status {status}");
    if let Some(library) = library {
        let data = library.get("data").and_then(Value::as_array).expect("a page is made of a list");
        let all = page.rows.len() + usize::try_from(page.left_out).expect("no more than came");
        assert_eq!(all, data.len(), "each value of the list is a row, or is counted");
        for (row, value) in page.rows.iter().zip(data) {
            assert_eq!(row.is_unreadable, !value.is_object(), "{value}");
        }
    }
    assert!(page.current_page >= 1 && page.per_page >= 1, "{page:?}");
    assert_eq!((page.from.is_some(), page.to.is_some()), (!page.rows.is_empty(), !page.rows.is_empty()));
    for drift in &page.drifts {
        let path = drift.path();
        assert!(path.starts_with("data[") || path.starts_with("meta"), "{path}");
        assert!(drift.row.is_none_or(|row| row < page.rows.len()), "{path}");
        assert!(drift.count >= 1, "{path}");
    }
    let most = MAX_ROWS.min(page.per_page.max(ASKED.limit()));
    assert!(page.rows.len() as u64 <= most && (page.left_out == 0 || page.rows.len() as u64 == most), "{page:?}");
    assert_eq!(page.emptiness().is_some(), page.rows.is_empty());
    for time in page.rows.iter().flat_map(|row| [&row.created, &row.sent]).flatten() {
        match time {
            RecordTime::At(moment) => assert!((946_684_800..10_000_000_000).contains(&moment.0), "{time:?}"),
            RecordTime::Unread(text) => assert!(!text.trim().is_empty(), "a dash would say as much"),
        }
    }
    // What the page makes of it next.
    let _ = (page.rows_before(), Steps::from(page.current_page, page.last_page, page.leads_on()));
    for text in page.rows.iter().flat_map(|row| [&row.recipients, &row.exits, &row.cost]).flatten() {
        let _ = Decimal::parse(text).map(|amount| amount.grouped('٬', '٫'));
    }
}

fn check_fault(status: u16, mut fault: Fault) {
    assert_eq!(fault.status(), Some(status));
    assert_eq!(matches!(fault, Fault::Unauthorized(_)), status == 401);
    if let Fault::Unreadable(_, excerpt) = &fault {
        assert!(excerpt.chars().count() <= EXCERPT, "{excerpt}");
        let _ = redact::messages(excerpt);
    }
    let sentences = fault.words().map_or(0, |words| words.errors.len());
    assert!(sentences <= MAX_ERRORS, "{fault:?}");
    fault.hide("token");
}
