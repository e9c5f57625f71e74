//! Records as a person wants to see them: codes hidden, rials as toman.

use super::Formatter;
use crate::domain::{
    column::Column,
    decimal::Decimal,
    json::Json,
    preferences::Preference,
    record::Record,
    redact::{codes, codes_in_json},
};
use std::borrow::Cow;

/// The currency that may be shown as [`TOMAN`], ten to one: neither rounds the other.
const RIAL: &str = "IRR";
const TOMAN: &str = "IRT";

impl Formatter {
    /// Whether codes in messages are hidden.
    pub const fn is_masked(self) -> bool {
        self.preferences.is_set(Preference::Mask)
    }

    /// Whether amounts of this currency can be shown as toman.
    pub fn has_toman(currency: &str) -> bool {
        currency == RIAL
    }

    /// Whether amounts of this currency are shown as toman.
    pub fn is_toman(self, currency: &str) -> bool {
        Self::has_toman(currency) && self.preferences.is_set(Preference::Currency)
    }

    /// The name of the unit in which amounts of this currency are shown.
    pub fn unit(self, currency: &str) -> &str {
        self.currency(if self.is_toman(currency) { TOMAN } else { currency })
    }

    /// An amount of this currency in the unit in which it is shown: its digits as they came or divided, and the unit. A
    /// text that is no number stays in the currency.
    pub fn in_unit<'t, 'c>(self, text: &'t str, currency: &'c str) -> (Cow<'t, str>, &'c str) {
        match Decimal::parse(text).filter(|_| self.is_toman(currency)) {
            Some(amount) => (amount.tenth().plain().into(), self.currency(TOMAN)),
            None => (text.into(), self.currency(currency)),
        }
    }

    /// The same as the language writes it.
    pub fn cost<'c>(self, text: &str, currency: &'c str) -> (String, &'c str) {
        let (amount, unit) = self.in_unit(text, currency);
        (self.number(&amount), unit)
    }

    /// The record with the codes hidden in its message, where they are to be.
    pub fn masked(self, record: &Record) -> Cow<'_, Record> {
        if !self.is_masked() {
            return Cow::Borrowed(record);
        }
        let message = record.message.as_deref().map(|message| codes(message).into());
        Cow::Owned(Record { message, raw: masked_json(&record.raw).into(), ..record.clone() })
    }
}

/// A record's JSON with the codes hidden in its message, in the summary, which may quote it, and in what nobody knows.
/// All else stays as it came; what is no object is hidden as a message is.
///
/// It is read token by token, as it may be nested more deeply than a stack is.
fn masked_json(raw: &str) -> String {
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
            // A member's name.
            (_, Some(_)) if after.trim_start().starts_with(':') => is_hidden = hides(token, depth, is_hidden),
            (_, Some(text)) if is_hidden => {
                json.extend(["\"", &codes_in_json(text), "\""]);
                continue;
            }
            ('-' | '0'..='9', _) if is_hidden => {
                let masked = codes(token);
                // A number with hidden digits is none.
                if masked != token {
                    json.extend(["\"", &masked, "\""]);
                    continue;
                }
            }
            _ => {}
        }
        json.push_str(token);
    }
    json
}

/// How long the string, the number or the sign is that a JSON text begins with.
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
