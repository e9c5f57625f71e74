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

    /// Whether amounts of this currency are shown as toman.
    pub fn is_toman(self, currency: &str) -> bool {
        currency == RIAL && self.choices.is_set(Setting::Currency)
    }

    /// The name of the unit in which amounts of this currency are shown.
    pub fn unit(self, currency: &str) -> &str {
        self.currency(if self.is_toman(currency) { TOMAN } else { currency })
    }

    /// An amount of this currency and its unit. A text that is no number stays as it came, in the currency.
    pub fn cost<'a>(self, text: &str, currency: &'a str) -> (String, &'a str) {
        match Amount::parse(text) {
            Some(amount) if self.is_toman(currency) => (self.number(&amount.tenth().plain()), self.currency(TOMAN)),
            _ => (self.number(text), self.currency(currency)),
        }
    }

    /// The record as its row shows it.
    pub fn as_wanted<'a>(self, record: &'a Record, currency: &str) -> Cow<'a, Record> {
        let (is_masked, is_toman) = (self.is_masked(), self.is_toman(currency));
        if !is_masked && !is_toman {
            return Cow::Borrowed(record);
        }
        let mut wanted = record.clone();
        if is_masked {
            wanted.message = wanted.message.map(|message| mask(&message).into());
            wanted.raw = masked_json(&record.raw).into();
        }
        if is_toman {
            let tenth = |cost: &str| Amount::parse(cost).map(|cost| cost.tenth().plain().into());
            wanted.cost = wanted.cost.map(|cost| tenth(&cost).unwrap_or(cost));
        }
        Cow::Owned(wanted)
    }
}

/// A record's JSON with the codes hidden in its message, and in the summary, which may quote it.
fn masked_json(raw: &str) -> String {
    let Some(object) = Json::parse(raw).and_then(Json::object) else { return raw.to_owned() };
    let values = [Column::Message, Column::Summary].into_iter().filter_map(|column| object.get(column.name()));
    values.fold(raw.to_owned(), |json, value| match value.string() {
        // A text always has a JSON form.
        Some(text) => json.replace(value.text(), &serde_json::to_string(&mask(&text)).unwrap_or_default()),
        None => json,
    })
}
