//! Records as a person wants to see them: codes hidden, rials as toman.

use super::Style;
use crate::domain::{amount::Amount, choice::Setting, column::Column, json::Json, mask::mask, record::Record};
use std::borrow::Cow;

/// The currency that may be shown as [`TOMAN`], ten to one: neither rounds the other.
const RIAL: &str = "IRR";
const TOMAN: &str = "IRT";

impl Style {
    /// Whether codes in messages are hidden.
    pub const fn is_masked(self) -> bool {
        self.choices.is_set(Setting::Mask)
    }

    /// Whether amounts of this currency can be shown as toman.
    pub fn has_toman(currency: &str) -> bool {
        currency == RIAL
    }

    /// Whether amounts of this currency are shown as toman.
    pub fn is_toman(self, currency: &str) -> bool {
        Self::has_toman(currency) && self.choices.is_set(Setting::Currency)
    }

    /// The name of the unit in which amounts of this currency are shown.
    pub fn unit(self, currency: &str) -> &str {
        self.currency(if self.is_toman(currency) { TOMAN } else { currency })
    }

    /// An amount of this currency in the unit in which it is shown: its digits as they came or divided, and the unit. A
    /// text that is no number stays in the currency.
    pub fn in_unit<'t, 'c>(self, text: &'t str, currency: &'c str) -> (Cow<'t, str>, &'c str) {
        match Amount::parse(text).filter(|_| self.is_toman(currency)) {
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
        let message = record.message.as_deref().map(|message| mask(message).into());
        Cow::Owned(Record { message, raw: masked_json(&record.raw).into(), ..record.clone() })
    }
}

/// A record's JSON with the codes hidden in its message, in the summary, which may quote it, and in what nobody knows.
/// All else stays as it came; what is no object is hidden as a message is.
fn masked_json(raw: &str) -> String {
    let Some(value) = Json::parse(raw) else { return mask(raw) };
    let Some(object) = value.object() else { return hidden(value) };
    let (mut json, mut from) = (String::with_capacity(raw.len()), 0);
    for (name, value) in object.members() {
        let is_known =
            Column::from_name(name).is_some_and(|column| !matches!(column, Column::Message | Column::Summary));
        if !is_known {
            // A value's text is a part of the record's.
            let at = value.text().as_ptr().addr().saturating_sub(raw.as_ptr().addr());
            json.push_str(raw.get(from..at).unwrap_or_default());
            json.push_str(&hidden(value));
            from = at + value.text().len();
        }
    }
    json.push_str(raw.get(from..).unwrap_or_default());
    json
}

/// A value with the codes hidden in its texts and numbers. A text that can't be read is hidden whole.
fn hidden(value: Json) -> String {
    if let Some(list) = value.list() {
        return format!("[{}]", list.into_iter().map(hidden).collect::<Vec<_>>().join(","));
    }
    if let Some(object) = value.object() {
        let members = object.members().map(|(name, value)| format!("{}:{}", quoted(name), hidden(value)));
        return format!("{{{}}}", members.collect::<Vec<_>>().join(","));
    }
    match (value.string(), value.number()) {
        (Some(text), _) => quoted(&mask(&text)),
        (None, Some(number)) => {
            let masked = mask(number);
            if masked == number { masked } else { quoted(&masked) }
        }
        (None, None) if value.text().starts_with('"') => quoted("…"),
        (None, None) => value.text().to_owned(),
    }
}

fn quoted(text: &str) -> String {
    // A text always has a JSON form.
    serde_json::to_string(text).unwrap_or_default()
}
