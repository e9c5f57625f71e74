//! Merges the answer of an automatic refresh into the snapshot that is shown.

use super::remote_data::Snapshot;
use crate::domain::{page::Page, record::Record, zone::Moment};
use std::{collections::BTreeMap, ptr};

/// The two instants of a repeated request: its `now`, and the arrival of its answer.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// The instant that the word `now` means in the request's dates, such as `now-7d`.
    pub now: Moment,
    /// The instant at which the answer arrived.
    pub at: Moment,
}

/// Merges the answer to a repeated request into the `old` snapshot and returns the result.
///
/// If `keeps_places` is true, because somebody is using the rows, each row keeps its place and only its content is
/// refreshed; new sends are only counted, in [`Snapshot::waiting`]. Otherwise the new rows replace the old ones. States
/// that have changed since the person's own request are recorded in [`Snapshot::changed`].
pub fn merge(old: &Snapshot, mut new: Page, times: Times, keeps_places: bool) -> Snapshot {
    let waiting = if keeps_places { waiting(old, &new) } else { 0 };
    let held = by_id(&old.page.rows);
    let mut others = Vec::new();
    if keeps_places {
        let came = by_id(&new.rows);
        let rows = old.page.rows.iter().enumerate().map(|(index, own)| {
            let refreshed = id_in(own, &held).and_then(|id| came.get(id));
            if refreshed.is_none() {
                others.push((index, old.row_at(index)));
            }
            refreshed.map_or(own, |refreshed| *refreshed).clone()
        });
        let rows: Vec<Record> = rows.collect();
        drop(came);
        new.rows = rows;
        (new.from, new.to, new.left_out) = (old.page.from, old.page.to, old.page.left_out);
        // Rows that have left the view keep their places. They are not counted by the new total, which may be smaller
        // than their number.
        if new.total.zip(new.to).is_some_and(|(total, to)| total < to) {
            (new.total, new.last_page) = (old.page.total, old.page.last_page);
        }
    }
    let changed = by_id(&new.rows).into_iter().filter_map(|(id, row)| {
        let first = old.state_before(id).or_else(|| held.get(id).map(|own| &own.state));
        Some((id.into(), first.filter(|first| **first != row.state)?.clone()))
    });
    let changed = changed.collect();
    let Times { now, at } = times;
    Snapshot { query: old.query.clone(), page: new, at, now, others, changed, waiting, is_refreshed: true }
}

/// Returns the number of new sends that are missing among the held rows, as far as the rows and their total tell.
///
/// The gateway lists the newest sends first. On the first page, the new sends are the unknown rows before a known one.
/// On another page, as many sends have come as unknown rows stand before a known one. Unknown rows behind the last
/// known one are older sends that moved up as others left. On a page without a known row, more sends may have come than
/// it holds.
fn waiting(old: &Snapshot, new: &Page) -> u64 {
    let grown = new.total.zip(old.page.total).map(|(new, old)| new.saturating_sub(old));
    let by_number = old.waiting.saturating_add(grown.unwrap_or_default());
    let (held, came) = (by_id(&old.page.rows), by_id(&new.rows));
    let is_held = |row: &Record| id_in(row, &came).map(|id| held.contains_key(id));
    let last_known = new.rows.iter().rposition(|row| is_held(row) == Some(true));
    let newest = old.page.rows.iter().filter_map(Record::created_at).max();
    let is_older = |row: &Record| row.created_at().zip(newest).is_some_and(|(own, newest)| own < newest);
    let is_new = |row: &&Record| is_held(row) == Some(false) && (last_known.is_some() || !is_older(row));
    let unknown = new.rows.iter().take(last_known.unwrap_or(new.rows.len())).filter(is_new).count();
    let unknown = u64::try_from(unknown).unwrap_or(u64::MAX);
    match (new.current_page, last_known) {
        (..=1, Some(_)) => unknown,
        (..=1, None) | (_, Some(_)) => unknown.max(by_number),
        (_, None) => by_number,
    }
}

/// Rows by their ids.
type ById<'a> = BTreeMap<&'a str, &'a Record>;

/// Returns the rows by their ids; of several rows with one id, the first counts.
fn by_id(rows: &[Record]) -> ById<'_> {
    rows.iter().rev().filter_map(|row| Some((row.outbox_id.as_deref()?, row))).collect()
}

/// Returns the id of a row of `rows`. A row that repeats the id of an earlier one counts as a row without an id,
/// because its id does not tell which of them a row of another answer is.
fn id_in<'a>(row: &'a Record, rows: &ById) -> Option<&'a str> {
    row.outbox_id.as_deref().filter(|id| rows.get(id).is_some_and(|first| ptr::eq(*first, row)))
}
