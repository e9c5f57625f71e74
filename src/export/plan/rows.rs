//! The parts of an answer's rows that the plan reads.

use super::{Answer, Row, len};
use std::collections::HashSet;

/// Returns the indices of the rows that come for the first time, and the number of the other rows. Two rows are the
/// same if they have the same id and second of creation; a row without an id counts as different from all others.
/// `before` has the ids of earlier rows of the same second.
pub(super) fn unique<'a>(rows: &[Row<'a>], before: &HashSet<String>) -> (Vec<usize>, u64) {
    let mut seen = HashSet::with_capacity(rows.len());
    let mut is_first = |row: &Row<'a>| row.id.is_none_or(|id| !before.contains(id) && seen.insert((id, row.created)));
    let indices: Vec<usize> =
        rows.iter().enumerate().filter(|(_, row)| is_first(row)).map(|(index, _)| index).collect();
    let duplicates = len(rows) - len(&indices);
    (indices, duplicates)
}

/// Returns the number of rows that come twice in one page of the answer, whose first page has at most `limit` rows. It
/// is 0 if a row of the first page comes again in the second one, where it may be in the place of one that has moved.
/// `in_both` is the number of rows that come twice in both pages together.
pub(super) fn duplicates(answer: &Answer, limit: u64, in_both: u64) -> u64 {
    let Some((first, second)) = usize::try_from(limit).ok().and_then(|limit| answer.rows.split_at_checked(limit))
    else {
        return in_both;
    };
    let [first, second] = [first, second].map(|page| unique(page, &HashSet::new()).1);
    if first + second == in_both { in_both } else { 0 }
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
