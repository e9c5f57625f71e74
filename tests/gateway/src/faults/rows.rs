//! Changes to the real answer's rows, and to the request. All other parts keep their exact text.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use crate::seed::chance::Chance;

/// The first whole number above 2^53 that JavaScript can't represent.
const LARGE: i64 = 9_007_199_254_740_993;

/// Fields, each with a value whose type the API document does not allow.
const WRONG: [(&str, &str); 6] = [
    ("time", "{}"),
    ("cost", "[1]"),
    ("state_id", "true"),
    ("message", r#"{"a":1}"#),
    ("rcpts_count", "\"many\""),
    ("time_send", "\"soon\""),
];

/// A change to all rows of an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bend {
    WrongTypes,
    Milliseconds,
    Nulls,
    Unknown,
    LargeIds,
}

/// A JSON object that keeps the order of its keys and the text of its values.
struct Fields(Vec<(String, Box<RawValue>)>);

impl Fields {
    fn set(&mut self, key: &str, value: Box<RawValue>) {
        match self.0.iter_mut().find(|(known, _)| known == key) {
            Some((_, known)) => *known = value,
            None => self.0.push((key.to_owned(), value)),
        }
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;

        impl<'de> Visitor<'de> for Reading {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(Reading)
    }
}

#[derive(Serialize, Deserialize)]
struct Reply<R> {
    data: Vec<R>,
    meta: Box<RawValue>,
}

#[derive(Deserialize)]
struct Meta {
    from: Option<i64>,
}

/// Returns a successful answer with all of its rows changed in the way of `bend`.
pub(super) fn bent(reply: &str, bend: Bend, mut chance: Chance) -> serde_json::Result<String> {
    let Reply { data, meta } = serde_json::from_str::<Reply<Fields>>(reply)?;
    let Meta { from } = serde_json::from_str(meta.get())?;
    let mut rows: Vec<Box<RawValue>> = Vec::with_capacity(data.len());
    for (mut row, index) in data.into_iter().zip(0..) {
        match bend {
            Bend::WrongTypes => wrong_types(&mut row, &mut chance)?,
            Bend::Milliseconds => milliseconds(&mut row)?,
            Bend::Nulls => nulls(&mut row),
            Bend::Unknown => unknown(&mut row, index)?,
            // The number differs for each row of all pages.
            Bend::LargeIds => large_ids(&mut row, from.unwrap_or(1).saturating_sub(1).saturating_add(index))?,
        }
        rows.push(to_raw_value(&row)?);
    }
    if bend == Bend::WrongTypes && rows.len() > 1 {
        rows.pop();
        rows.push(raw("\"broken\"")?);
    }
    serde_json::to_string(&Reply { data: rows, meta })
}

fn raw(json: impl Into<String>) -> serde_json::Result<Box<RawValue>> {
    RawValue::from_string(json.into())
}

fn wrong_types(row: &mut Fields, chance: &mut Chance) -> serde_json::Result<()> {
    if chance.of_thousand(500) {
        for (key, value) in WRONG {
            row.set(key, raw(value)?);
        }
    }
    Ok(())
}

fn milliseconds(row: &mut Fields) -> serde_json::Result<()> {
    for (_, value) in row.0.iter_mut().filter(|(key, _)| key == "time" || key == "time_send") {
        if let Some(seconds) = serde_json::from_str::<Option<String>>(value.get())? {
            *value = to_raw_value(&format!("{seconds}000"))?;
        }
    }
    Ok(())
}

fn nulls(row: &mut Fields) {
    for (_, value) in row.0.iter_mut().filter(|(key, _)| key != "messages_outbox_id") {
        *value = RawValue::NULL.to_owned();
    }
}

fn unknown(row: &mut Fields, index: i64) -> serde_json::Result<()> {
    row.set("new_field", raw(r#"{"deep": [1, {"a": null}]}"#)?);
    row.set("other", raw("\"x\"")?);
    if index % 3 == 2 {
        row.set("state_id", raw("42")?);
        row.set("status", raw("\"معلق\"")?);
    }
    Ok(())
}

fn large_ids(row: &mut Fields, place: i64) -> serde_json::Result<()> {
    row.set("messages_outbox_id", raw(LARGE.saturating_add(place).to_string())?);
    row.set("cost", raw(format!("12345678901234567890.{place:09}1"))?);
    Ok(())
}

/// Returns the request's body without this filter; `None` if the body can't be read.
pub(super) fn without_filter(body: &[u8], filter: &str) -> Option<String> {
    let mut asked: Fields = serde_json::from_slice(body).ok()?;
    for (_, value) in asked.0.iter_mut().filter(|(key, _)| key == "filters") {
        let mut filters: Fields = serde_json::from_str(value.get()).ok()?;
        filters.0.retain(|(key, _)| key != filter);
        *value = to_raw_value(&filters).ok()?;
    }
    serde_json::to_string(&asked).ok()
}
