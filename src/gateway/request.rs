//! The JSON body of a request (API document, Request Body).

use crate::domain::{
    date_filter::DateFilter,
    date_math::Clock,
    param::Param,
    query::{Filters, Query},
    zone::Edge,
};
use serde::{Serialize, Serializer, ser::SerializeMap};

/// The name of the header that holds the token (API document, Headers).
pub const AUTHORIZATION: &str = "Authorization";

/// The name of the header that holds the media type of the body.
pub const CONTENT_TYPE: &str = "Content-Type";

/// The media type of a request's body.
pub const JSON: &str = "application/json";

/// Returns the JSON body of the request for a query. Its dates become instants by the clock, in seconds since 1970.
///
/// Paging and exit counts are JSON integers, every other filter is a JSON string. An unset filter is absent.
pub fn body(query: &Query, clock: Clock) -> String {
    // A map of texts and numbers always has a JSON form.
    serde_json::to_string(&Body { query, clock }).unwrap_or_default()
}

/// The body of a request: paging and filters.
struct Body<'a> {
    query: &'a Query,
    clock: Clock<'a>,
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry(Param::Page.name(), &self.query.page())?;
        map.serialize_entry(Param::Limit.name(), &self.query.limit())?;
        map.serialize_entry("filters", &FilterMap { filters: self.query.filters(), clock: self.clock })?;
        map.end()
    }
}

/// The `filters` object of the body.
struct FilterMap<'a> {
    filters: &'a Filters,
    clock: Clock<'a>,
}

impl Serialize for FilterMap<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Filters { username, number, messages_outbox_id, created, sent, exits, message, state_id } = self.filters;
        let seconds = |when: Option<DateFilter>, edge| when.map(|when| when.moment(self.clock, edge).0.to_string());
        let state_id = state_id.map(|state| state.id().to_string());
        let mut map = serializer.serialize_map(None)?;
        entry(&mut map, Param::Username, username.as_deref())?;
        entry(&mut map, Param::Number, number.as_deref())?;
        entry(&mut map, Param::MessagesOutboxId, messages_outbox_id.as_deref())?;
        entry(&mut map, Param::CreateFromDate, seconds(created.from, Edge::From))?;
        entry(&mut map, Param::CreateToDate, seconds(created.to, Edge::To))?;
        entry(&mut map, Param::SendFromDate, seconds(sent.from, Edge::From))?;
        entry(&mut map, Param::SendToDate, seconds(sent.to, Edge::To))?;
        entry(&mut map, Param::FromExitCount, exits.from)?;
        entry(&mut map, Param::ToExitCount, exits.to)?;
        entry(&mut map, Param::Message, message.as_deref())?;
        entry(&mut map, Param::StateId, state_id)?;
        map.end()
    }
}

/// Writes the entry of a parameter, unless its value is unset.
fn entry<M: SerializeMap, T: Serialize>(map: &mut M, param: Param, value: Option<T>) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(param.name(), &value),
        None => Ok(()),
    }
}
