//! The ends of ranges that meet, and whether rows are lost there.
//!
//! The plan cuts the set between two seconds, so a gateway whose ranges lack their first or their last second, or what
//! was created within that, loses rows at each cut. Where rows enter and leave the set, no total tells. But the rows of
//! the second at which a page ends come again with the range that ends there. If one does not, and where pages are not
//! in order, three seconds are counted by themselves and together.

use super::{Answer, ExportPlan, Range, Task, len, rows::oldest};
use serde::{Deserialize, Serialize};

/// The knowledge of the ends of ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Edges {
    /// No second was counted.
    Unknown,
    /// Seconds were counted, or are to be.
    Counted,
    /// Ranges lose rows at their ends.
    Lost,
}

/// The counts of a task: each of three seconds, all three together, and each again.
const COUNTS: usize = 7;

impl ExportPlan {
    /// Adds the task to count the seconds around this one.
    pub(super) fn check_edges(&mut self, second: i64) {
        if self.edges == Edges::Unknown {
            self.edges = Edges::Counted;
        }
        self.tasks.push(Task::CountEdges(second, Vec::new()));
    }

    /// Adds that task unless it was there before.
    pub(super) fn check_edges_once(&mut self, second: Option<i64>) {
        if let Some(second) = second.filter(|_| self.edges == Edges::Unknown) {
            self.check_edges(second);
        }
    }

    /// Looks for the rows that were known of the last second of a range. Where they should be on its page and are not,
    /// the seconds around it are counted.
    pub(super) fn look_for_edge(&mut self, range: Range, edge: &[String], answer: &Answer) {
        let is_in_order = oldest(answer).is_some_and(|oldest| oldest < range.to);
        let per_page = if answer.per_page > 0 { self.limit.min(answer.per_page) } else { self.limit };
        let has_all = len(&answer.rows) < per_page;
        let has = |id: &String| answer.rows.iter().any(|row| row.id == Some(id));
        // Where the second fills the page, they may stand on a later one, and no total tells if rows enter and leave.
        if (is_in_order || has_all || self.is_changing) && !edge.iter().all(has) {
            self.check_edges(range.to);
        }
    }

    /// Takes a count of the seconds around one. If all have more rows together than each by itself, before as well as
    /// after, ranges lose rows at their ends: rows that enter or leave meanwhile make one of the two larger.
    pub(super) fn take_edge_count(&mut self, second: i64, mut counts: Vec<u64>, total: Option<u64>) {
        counts.push(total.unwrap_or_default());
        if counts.len() < COUNTS {
            return self.tasks.push(Task::CountEdges(second, counts));
        }
        let sum = |single: &[u64]| single.iter().fold(0, |sum: u64, rows| sum.saturating_add(*rows));
        if let [before @ .., all, one, two, three] = &counts[..]
            && *all > sum(before).max(sum(&[*one, *two, *three]))
        {
            self.edges = Edges::Lost;
        }
    }
}

/// Returns the range of the next count of the seconds around one.
pub(super) fn range_of_edge(second: i64, counts: usize) -> Range {
    let (before, after) = (second.saturating_sub(1), second.saturating_add(1));
    let (from, to) = match counts {
        0 | 4 => (before, before),
        1 | 5 => (second, second),
        2 | 6 => (after, after),
        _ => (before, after),
    };
    Range { from: Some(from), to }
}
