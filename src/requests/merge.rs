//! Merges the answer of an automatic refresh into the snapshot that is shown.

use super::remote_data::Snapshot;
use crate::domain::{
    page::Page,
    record::{Record, RecordState},
    record_time::RecordTime,
    zone::Moment,
};
use std::{collections::BTreeMap, sync::Arc};

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
    let mut others = Vec::new();
    if keeps_places {
        let refreshed = by_id(&new.rows);
        let rows = old.page.rows.iter().enumerate().map(|(index, own)| {
            let refreshed = own.outbox_id.as_deref().and_then(|id| refreshed.get(id));
            if refreshed.is_none() {
                others.push((index, old.row_at(index)));
            }
            refreshed.map_or(own, |refreshed| *refreshed).clone()
        });
        let rows: Vec<Record> = rows.collect();
        drop(refreshed);
        new.rows = rows;
        (new.from, new.to, new.left_out) = (old.page.from, old.page.to, old.page.left_out);
    }
    let before = by_id(&old.page.rows);
    let mut changed: BTreeMap<Arc<str>, RecordState> = BTreeMap::new();
    for row in &new.rows {
        let Some(id) = &row.outbox_id else { continue };
        let first = old.state_before(id).or_else(|| before.get(&**id).map(|own| &own.state));
        if let Some(first) = first.filter(|first| **first != row.state) {
            changed.insert(Arc::clone(id), first.clone());
        }
    }
    let Times { now, at } = times;
    let changed = changed.into_iter().collect();
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
    let held = by_id(&old.page.rows);
    let is_held = |row: &Record| row.outbox_id.as_deref().map(|id| held.contains_key(id));
    let last_known = new.rows.iter().rposition(|row| is_held(row) == Some(true));
    let created = |row: &Record| row.created.as_ref().and_then(RecordTime::moment);
    let newest = old.page.rows.iter().filter_map(created).max();
    let is_older = |row: &Record| created(row).zip(newest).is_some_and(|(own, newest)| own < newest);
    let is_new = |row: &&Record| is_held(row) == Some(false) && (last_known.is_some() || !is_older(row));
    let unknown = new.rows.iter().take(last_known.unwrap_or(new.rows.len())).filter(is_new).count();
    let unknown = u64::try_from(unknown).unwrap_or(u64::MAX);
    match (new.current_page, last_known) {
        (..=1, Some(_)) => unknown,
        (..=1, None) | (_, Some(_)) => unknown.max(by_number),
        (_, None) => by_number,
    }
}

/// Returns the rows by their ids; of several rows with one id, the first counts.
fn by_id(rows: &[Record]) -> BTreeMap<&str, &Record> {
    rows.iter().rev().filter_map(|row| Some((row.outbox_id.as_deref()?, row))).collect()
}
