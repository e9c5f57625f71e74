//! The parts of an answer's rows that the plan reads.

use super::{Answer, len};
use std::collections::HashSet;

/// Returns the indices of the rows whose id comes for the first time, and the number of the other rows. A row without
/// an id counts as different from all others.
pub(super) fn unique(answer: &Answer, before: &HashSet<String>) -> (Vec<usize>, u64) {
    let mut seen = HashSet::with_capacity(answer.rows.len());
    let mut is_first = |id: Option<_>| id.is_none_or(|id| !before.contains(id) && seen.insert(id));
    let indices: Vec<usize> =
        answer.rows.iter().enumerate().filter(|(_, row)| is_first(row.id)).map(|(index, _)| index).collect();
    let duplicates = len(&answer.rows) - len(&indices);
    (indices, duplicates)
}

/// Returns the oldest second of a page whose rows are in the order of creation, the newest first; `None` if they are
/// not, or if there are no rows.
pub(super) fn oldest(answer: &Answer) -> Option<i64> {
    let mut before = i64::MAX;
    for row in &answer.rows {
        let created = row.created.filter(|created| *created <= before)?;
        before = created;
    }
    Some(before).filter(|_| !answer.rows.is_empty())
}

/// Returns the second of creation of the row at an index.
pub(super) fn created(answer: &Answer, index: usize) -> Option<i64> {
    answer.rows.get(index)?.created
}
