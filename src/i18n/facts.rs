//! A record field by field: every one of the API document by its name on the page, and whatever else came as it came.

use super::{Style, messages::fill};
use crate::domain::{
    field::Field,
    json::Json,
    record::Record,
    zone::{Moment, Zone},
};

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name on the page; the API's own where the page has none.
    pub label: String,
    /// Its value as the language writes it; a dash where it says nothing.
    pub shown: String,
    /// The value as it came, with Latin digits.
    pub copied: String,
    /// Whether it is digits or code, which read from left to right in either language.
    pub is_ltr: bool,
}

/// What stands where there is nothing.
const NOTHING: &str = "–";

/// How a field's value is written.
#[derive(Clone, Copy)]
enum Kind {
    /// Any text.
    Text,
    /// An id, a phone number or a code: its digits are never grouped.
    Digits,
    /// A count.
    Count,
    /// An amount of the deployment's currency.
    Cost,
    /// When it was created.
    Created,
    /// When it was sent.
    Sent,
}

/// The fields of the API document (Success Response) but the message, in the order in which they are read.
const FIELDS: [(&str, Kind); 23] = [
    (Field::MessagesOutboxId.name(), Kind::Digits),
    (Field::Number.name(), Kind::Digits),
    (Field::Username.name(), Kind::Text),
    ("rcpts_count", Kind::Count),
    ("exit_count", Kind::Count),
    ("cost", Kind::Cost),
    ("time", Kind::Created),
    ("time_send", Kind::Sent),
    ("type", Kind::Text),
    ("valid", Kind::Text),
    ("status", Kind::Text),
    ("state", Kind::Text),
    (Field::StateId.name(), Kind::Digits),
    ("part", Kind::Count),
    ("number_id", Kind::Digits),
    ("number_color", Kind::Digits),
    ("partner_id", Kind::Digits),
    ("in_delivery_line", Kind::Digits),
    ("summary", Kind::Text),
    ("user_ip", Kind::Digits),
    ("user_id", Kind::Digits),
    ("files_path", Kind::Text),
    ("parent_id", Kind::Digits),
];

/// How instants and costs are written.
pub struct Terms<'a> {
    /// The report's time zone.
    pub zone: &'a dyn Zone,
    /// Its IANA name.
    pub zone_name: &'a str,
    /// The currency of costs.
    pub currency: &'a str,
}

impl Style {
    /// The fields of a record: those of the API document, whether they are there or not, then any other.
    pub fn facts(self, record: &Record, terms: &Terms) -> Vec<Fact> {
        let Some(object) = Json::parse(&record.raw).and_then(Json::object) else { return Vec::new() };
        let labels = &self.later().record_fields;
        let known = FIELDS
            .iter()
            .zip(labels)
            .map(|((name, kind), label)| self.fact((*label).to_owned(), object.get(name), *kind, record, terms));
        let is_known = |name: &str| name == Field::Message.name() || FIELDS.iter().any(|(known, _)| *known == name);
        let others = object.members().filter(|(name, _)| !is_known(name));
        let others = others.map(|(name, value)| self.fact(name.to_owned(), Some(value), Kind::Text, record, terms));
        known.chain(others).collect()
    }

    fn fact(self, label: String, value: Option<Json>, kind: Kind, record: &Record, terms: &Terms) -> Fact {
        let value = value.filter(|value| !value.is_null());
        let is_nested = value.is_some_and(|value| value.list().is_some() || value.object().is_some());
        let copied = value.map(|value| value.string().unwrap_or_else(|| value.text().to_owned())).unwrap_or_default();
        let moment = |moment: Option<Moment>| {
            moment.map(|moment| self.full_time(moment, terms.zone, terms.zone_name)).unwrap_or_default()
        };
        let shown = match kind {
            _ if is_nested || copied.trim().is_empty() => copied.clone(),
            Kind::Text => copied.clone(),
            Kind::Digits => self.digits().write(&copied),
            Kind::Count => self.number(&copied),
            Kind::Cost => fill("{} {}", &[&self.number(&copied), self.currency(terms.currency)]),
            Kind::Created => moment(record.created),
            Kind::Sent => moment(record.sent),
        };
        let shown = if shown.trim().is_empty() { NOTHING.to_owned() } else { shown };
        let is_ltr = is_nested || matches!(kind, Kind::Digits | Kind::Count);
        Fact { label, shown, copied, is_ltr }
    }
}
