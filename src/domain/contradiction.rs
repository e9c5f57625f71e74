//! Rows that the filters leave out, and that came all the same.
//!
//! A gateway may ignore a filter (`state_id: "0"` is nothing to some languages), and would then show its rows as the
//! answer. Where the API document leaves open how a filter matches (user name, message), nothing is held against it.

use super::{
    date_math::Clock,
    field::Field,
    page::Page,
    query::{Query, Span},
    record::{Record, RecordState},
    when::When,
    zone::{Edge, Moment},
};

/// How many rows are not as a filter wants them, by the filter's parameter.
pub fn contradictions(query: &Query, page: &Page, clock: Clock) -> Vec<(Field, u64)> {
    let filters = query.filters();
    let state_id = |row: &Record| match (&row.state, filters.state_id) {
        (RecordState::Known(state), Some(asked)) => *state != asked,
        (RecordState::Unknown(_), Some(_)) => true,
        _ => false,
    };
    // A part of the text may be meant.
    let lacks = |value: Option<&str>, asked: Option<&String>| {
        value.zip(asked).is_some_and(|(value, asked)| !value.contains(asked.trim_start_matches('+')))
    };
    let outside = |moment: Option<Moment>, span: &Span<When>| {
        // Whether the ends belong to the range is left open: a second more or less.
        let edge = |when: Option<When>, edge| when.map(|when| when.moment(clock, edge).0);
        moment.is_some_and(|Moment(at)| {
            edge(span.from, Edge::From).is_some_and(|from| at < from - 1)
                || edge(span.to, Edge::To).is_some_and(|to| at > to + 1)
        })
    };
    let exits = |row: &Record| {
        let exits = row.exits.as_deref().and_then(|exits| exits.parse::<u64>().ok());
        exits.is_some_and(|exits| {
            filters.exits.from.is_some_and(|from| exits < from) || filters.exits.to.is_some_and(|to| exits > to)
        })
    };
    let count = |is_left_out: &dyn Fn(&Record) -> bool| {
        let count = page.rows.iter().filter(|row| is_left_out(row)).count();
        u64::try_from(count).unwrap_or(u64::MAX)
    };
    let counts = [
        (Field::Number, count(&|row| lacks(row.number.as_deref(), filters.number.as_ref()))),
        (Field::MessagesOutboxId, count(&|row| lacks(row.outbox_id.as_deref(), filters.messages_outbox_id.as_ref()))),
        (Field::CreateFromDate, count(&|row| outside(row.created, &filters.created))),
        (Field::SendFromDate, count(&|row| outside(row.sent, &filters.sent))),
        (Field::FromExitCount, count(&exits)),
        (Field::StateId, count(&state_id)),
    ];
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}
