//! The request that probably comes next, before the answer to the present one is read.

use super::{ExportPlan, MAX_ATTEMPTS, PlanRequest, Range, Task};

impl ExportPlan {
    /// Returns the request that [`ExportPlan::next`] will return after the answer to its present request, if that
    /// answer has `unread` rows in the order of creation, full pages, and its last row is of the second `oldest`.
    /// Returns `None` if the answer probably isn't so.
    ///
    /// The guess may be wrong: only [`ExportPlan::take`] knows. A wrong guess costs a request, and never a row.
    pub fn guess(&self, oldest: i64, unread: u64) -> Option<PlanRequest> {
        let request = |range, page| PlanRequest { range: Some(range), page, limit: self.limit };
        match self.tasks.last()? {
            Task::Read { range, attempts, .. } => {
                // The first answer tells how many rows the gateway gives at most.
                let has_more = self.slices > 0 && self.counted?.saturating_sub(self.rows) > unread;
                let is_possible = has_more && range.has(oldest) && attempts + 1 < MAX_ATTEMPTS;
                // A page of rows of one second is followed by the pages of that second.
                let from = if oldest == range.to { Some(oldest) } else { range.from };
                is_possible.then(|| request(Range { from, to: oldest }, 1))
            }
            Task::Pages(pages) => (pages.read.rows.saturating_add(self.limit) < pages.total)
                .then(|| request(pages.read.range, pages.page.saturating_add(1))),
            _ => None,
        }
    }
}
