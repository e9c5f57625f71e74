//! A second that holds more rows than a page, and is read page by page.

use super::{Answer, ExportPlan, MAX_ATTEMPTS, NewSlice, Range, ReadRange, Task, counts, len, rows::unique};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// A second that is read page by page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pages {
    /// The rows that the pages so far gave.
    pub(super) read: ReadRange,
    /// The number of the next page.
    pub(super) page: u64,
    /// The outbox ids of the rows so far.
    ids: HashSet<String>,
    /// The largest total that the pages so far stated. If it becomes smaller, a row has left the second; another row
    /// may then have moved to a page that was read already, and would be missed.
    pub(super) total: u64,
    /// The number of consecutive pages that gave no new row.
    barren: u8,
}

impl Pages {
    /// Creates the task to read a second, from its first page on. `total` is the number of its rows that are known.
    pub(super) fn new(second: i64, attempts: u8, total: u64) -> Self {
        let range = Range { from: Some(second), to: second };
        let read = ReadRange { range, rows: 0, numbers: Vec::new(), attempts, duplicates: 0 };
        Self { read, page: 1, ids: HashSet::new(), total, barren: 0 }
    }
}

impl ExportPlan {
    /// Takes a page of a second.
    pub(super) fn take_page(&mut self, mut pages: Pages, answer: &Answer) -> Option<NewSlice> {
        if answer.per_page > 0 && answer.per_page < self.limit {
            self.limit = answer.per_page;
            self.read_pages_anew(&pages.read, 0);
            return None;
        }
        let (indices, _) = unique(&answer.rows, &pages.ids);
        // A row of an earlier page is no duplicate: it stands in the place of one that has moved to that page.
        let (_, duplicates) = unique(&answer.rows, &HashSet::new());
        let rows = pages.read.rows + len(&indices);
        let given = rows + pages.read.duplicates + duplicates;
        pages.total = pages.total.max(answer.total.unwrap_or_default());
        pages.barren = if indices.is_empty() { pages.barren + 1 } else { 0 };
        let is_last = match answer.total {
            // The pages may be smaller than the gateway says, so that a page after the last one is asked for.
            Some(_) if rows < pages.total => {
                let is_beyond = pages.page >= pages.total.div_ceil(self.limit.max(1));
                let has_all = given == pages.total && len(&answer.rows) < self.limit;
                has_all || pages.barren >= if is_beyond { 1 } else { MAX_ATTEMPTS }
            }
            // The total of a full page may be the greatest that the gateway states.
            _ => pages.barren > 0 || len(&answer.rows) < self.limit,
        };
        let missing = pages.total.saturating_sub(rows);
        if is_last && missing > 0 && given != pages.total && pages.read.attempts + 1 < MAX_ATTEMPTS {
            self.read_pages_anew(&pages.read, 1);
            return None;
        }
        // Rows beyond the total are more than one that has moved. Where rows enter the set, they may be new ones, and
        // the last count has to tell.
        self.has_totals &= rows <= pages.total || answer.total.is_none() || self.is_changing && !indices.is_empty();
        pages.ids.extend(indices.iter().filter_map(|index| answer.rows.get(*index)?.id).map(str::to_owned));
        let (read, new_slice) = self.keep(pages.read.range, (indices, duplicates), pages.read.attempts);
        pages.read.rows = rows;
        pages.read.numbers.extend(read.numbers);
        pages.read.duplicates += read.duplicates;
        if !is_last {
            pages.page += 1;
            self.tasks.push(Task::Pages(pages));
            return new_slice;
        }
        let read = pages.read;
        if read.range.to == self.range.to {
            self.newest_seconds = counts::before_of(read.range).map(|before| (before, read.rows));
            self.newest = Some(read.clone());
        }
        if missing > 0 {
            self.gaps.push((read, missing));
        }
        new_slice
    }

    /// Adds the task to read a second from its first page on, and removes the pages so far from the set.
    pub(super) fn read_pages_anew(&mut self, read: &ReadRange, more_attempts: u8) {
        self.drop_range(read);
        self.tasks.push(Task::Pages(Pages::new(read.range.to, read.attempts + more_attempts, 0)));
    }
}
