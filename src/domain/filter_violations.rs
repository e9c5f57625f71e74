//! Finds rows of an answer that do not match the filters of its request.
//!
//! A gateway may ignore a filter (`state_id: "0"` counts as unset in some programming languages), and its rows would
//! then look like the answer. If the API document does not say how a filter matches (user name, message), no row is
//! counted.

use super::{
    date_filter::DateFilter,
    date_math::Clock,
    decimal::whole,
    param::Param,
    query::{Query, Span},
    record::{Record, RecordState},
    record_time::RecordTime,
    zone::{Edge, Moment},
};

/// Returns the number of rows that do not match a filter, for each filter with such rows, by the filter's parameter. A
/// range counts under the parameter of its lower end, or of its upper one if it has no other. `clock` is the clock of
/// the request that the rows answer, whose `now` its relative dates meant.
pub fn filter_violations(query: &Query, rows: &[&Record], clock: Clock) -> Vec<(Param, u64)> {
    let filters = query.filters();
    // The API document does not say whether a range includes its ends, so each end has one second of tolerance. Each
    // end is calculated once, because it needs the rules of the time zone.
    let ends = |span: &Span<DateFilter>| {
        let end = |when: Option<DateFilter>, edge| when.map(|when| when.moment(clock, edge).0);
        (end(span.from, Edge::From).map(|from| from - 1), end(span.to, Edge::To).map(|to| to + 1))
    };
    let (created, sent) = (ends(&filters.created), ends(&filters.sent));
    let state_id = |row: &Record| match (&row.state, filters.state_id) {
        (RecordState::Known(state), Some(asked)) => *state != asked,
        (RecordState::Unknown(_), Some(_)) => true,
        _ => false,
    };
    // The API document does not exclude that the filter matches a part of the text.
    let lacks = |value: Option<&str>, asked: Option<&String>| {
        value.zip(asked).is_some_and(|(value, asked)| !value.contains(asked.trim_start_matches('+')))
    };
    let outside = |time: &Option<RecordTime>, (from, to): (Option<i64>, Option<i64>)| {
        let moment = time.as_ref().and_then(RecordTime::moment);
        moment.is_some_and(|Moment(at)| from.is_some_and(|from| at < from) || to.is_some_and(|to| at > to))
    };
    let exits = |row: &Record| {
        let exits = row.exits.as_deref().and_then(whole);
        exits.is_some_and(|exits| {
            filters.exits.from.is_some_and(|from| exits < from) || filters.exits.to.is_some_and(|to| exits > to)
        })
    };
    let count = |is_left_out: &dyn Fn(&Record) -> bool| {
        let count = rows.iter().filter(|row| is_left_out(row)).count();
        u64::try_from(count).unwrap_or(u64::MAX)
    };
    let end = |has_lower: bool, lower, upper| if has_lower { lower } else { upper };
    let created_end = end(created.0.is_some(), Param::CreateFromDate, Param::CreateToDate);
    let sent_end = end(sent.0.is_some(), Param::SendFromDate, Param::SendToDate);
    let exits_end = end(filters.exits.from.is_some(), Param::FromExitCount, Param::ToExitCount);
    let counts = [
        (Param::Number, count(&|row| lacks(row.number.as_deref(), filters.number.as_ref()))),
        (Param::MessagesOutboxId, count(&|row| lacks(row.outbox_id.as_deref(), filters.messages_outbox_id.as_ref()))),
        (created_end, count(&|row| outside(&row.created, created))),
        (sent_end, count(&|row| outside(&row.sent, sent))),
        (exits_end, count(&exits)),
        (Param::StateId, count(&state_id)),
    ];
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}
