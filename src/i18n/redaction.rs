//! Hides codes in the messages of records.

use super::Formatter;
use crate::domain::{
    column::Column,
    json::Json,
    preferences::Preference,
    record::Record,
    record_time::RecordTime,
    redact::{codes, codes_in_json},
};
use std::borrow::Cow;

impl Formatter {
    /// Returns whether the person has chosen to hide codes in messages.
    pub const fn hides_codes(self) -> bool {
        self.preferences.is_set(Preference::HideCodes)
    }

    /// Returns a message with its codes hidden, or unchanged if [`Formatter::hides_codes`] is false.
    pub fn redacted_text(self, message: &str) -> Cow<'_, str> {
        if self.hides_codes() { codes(message).into() } else { message.into() }
    }

    /// Returns a time that can't be read as it came. Codes in JSON are hidden if [`Formatter::hides_codes`] is true:
    /// other digits are most likely those of a date.
    pub fn redacted_time(self, came: &str) -> Cow<'_, str> {
        if matches!(came.as_bytes().first(), Some(b'{' | b'[')) { self.redacted_text(came) } else { came.into() }
    }

    /// Returns the record with the codes in its message hidden, or unchanged if [`Formatter::hides_codes`] is false.
    pub fn redacted(self, record: &Record) -> Cow<'_, Record> {
        if !self.hides_codes() {
            return Cow::Borrowed(record);
        }
        let message = record.message.as_deref().map(|message| codes(message).into());
        let time = |time: &Option<RecordTime>| match time {
            Some(RecordTime::Unread(came)) => Some(RecordTime::Unread(self.redacted_time(came).into())),
            time => time.clone(),
        };
        let (created, sent) = (time(&record.created), time(&record.sent));
        let raw = redacted_json(&record.raw).into();
        Cow::Owned(Record { message, created, sent, raw, ..record.clone() })
    }
}

/// Returns a record's JSON with codes hidden in the message, in the summary, which may quote the message, in fields
/// that the API document does not have, their names included, and in all that is nested. All else stays as it came. A
/// text that is not JSON is redacted as a message is.
///
/// The text is read token by token without recursion, as its nesting may be deeper than the stack.
fn redacted_json(raw: &str) -> String {
    if Json::parse(raw).is_none() {
        return codes(raw);
    }
    let is_object = raw.trim_start().starts_with('{');
    let (mut json, mut rest) = (String::with_capacity(raw.len()), raw);
    // A field of the document has one value: what is nested is unknown.
    let (mut depth, mut is_known) = (0_usize, false);
    while let Some(first) = rest.chars().next() {
        let (token, after) = rest.split_at_checked(token_length(rest, first)).unwrap_or((rest, ""));
        rest = after;
        let text = token.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let is_outside = is_object && depth == 1;
        if let Some(name) = text.filter(|_| is_outside && after.trim_start().starts_with(':')) {
            // A name with escapes counts as unknown.
            let column = Column::from_name(name);
            is_known = column.is_some_and(|column| !matches!(column, Column::Message | Column::Summary));
        }
        let is_hidden = !(is_known && is_outside);
        match (first, text) {
            ('{' | '[', _) => depth += 1,
            ('}' | ']', _) => depth = depth.saturating_sub(1),
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
