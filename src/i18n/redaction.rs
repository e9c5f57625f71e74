//! Hides codes in the messages of records.

use super::Formatter;
use crate::domain::{
    column::Column,
    json::Json,
    preferences::Preference,
    record::Record,
    redact::{codes, codes_in_json},
};
use std::borrow::Cow;

impl Formatter {
    /// Returns whether the person has chosen to hide codes in messages.
    pub const fn hides_codes(self) -> bool {
        self.preferences.is_set(Preference::Mask)
    }

    /// Returns a message with its codes hidden, or unchanged if [`Formatter::hides_codes`] is false.
    pub fn redacted_text(self, message: &str) -> Cow<'_, str> {
        if self.hides_codes() { codes(message).into() } else { message.into() }
    }

    /// Returns the record with the codes in its message hidden, or unchanged if [`Formatter::hides_codes`] is false.
    pub fn redacted(self, record: &Record) -> Cow<'_, Record> {
        if !self.hides_codes() {
            return Cow::Borrowed(record);
        }
        let message = record.message.as_deref().map(|message| codes(message).into());
        Cow::Owned(Record { message, raw: redacted_json(&record.raw).into(), ..record.clone() })
    }
}

/// Returns a record's JSON with codes hidden in the message, in the summary, which may quote the message, and in fields
/// that the API document does not have. All else stays as it came. A text that is not JSON is redacted as a message is.
///
/// The text is read token by token without recursion, as its nesting may be deeper than the stack.
fn redacted_json(raw: &str) -> String {
    if Json::parse(raw).is_none() {
        return codes(raw);
    }
    let is_object = raw.trim_start().starts_with('{');
    let hides = |name: &str, depth: usize, before: bool| {
        let name = Some(name).filter(|_| is_object && depth == 1).and_then(Json::parse);
        name.map_or(before, |name| {
            let column = name.string().and_then(|name| Column::from_name(&name));
            column.is_none_or(|column| matches!(column, Column::Message | Column::Summary))
        })
    };
    let (mut json, mut rest) = (String::with_capacity(raw.len()), raw);
    let (mut depth, mut is_hidden) = (0_usize, !is_object);
    while let Some(first) = rest.chars().next() {
        let (token, after) = rest.split_at_checked(token_length(rest, first)).unwrap_or((rest, ""));
        rest = after;
        let text = token.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        match (first, text) {
            ('{' | '[', _) => depth += 1,
            ('}' | ']', _) => depth = depth.saturating_sub(1),
            // The name of a member.
            (_, Some(_)) if after.trim_start().starts_with(':') => is_hidden = hides(token, depth, is_hidden),
            (_, Some(text)) if is_hidden => {
                json.extend(["\"", &codes_in_json(text), "\""]);
                continue;
            }
            ('-' | '0'..='9', _) if is_hidden => {
                let redacted = codes(token);
                // A number with hidden digits is no JSON number, so it becomes a string.
                if redacted != token {
                    json.extend(["\"", &redacted, "\""]);
                    continue;
                }
            }
            _ => {}
        }
        json.push_str(token);
    }
    json
}

/// Returns the length in bytes of the string, number or sign that a JSON text begins with.
fn token_length(text: &str, first: char) -> usize {
    match first {
        '"' => {
            let mut is_escaped = true;
            let end = text.bytes().position(|byte| {
                let is_end = byte == b'"' && !is_escaped;
                is_escaped = byte == b'\\' && !is_escaped;
                is_end
            });
            end.map_or(text.len(), |end| end + 1)
        }
        '-' | '0'..='9' => text.find(|c| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')).unwrap_or(text.len()),
        other => other.len_utf8(),
    }
}
