//! The page after the requested one, which is asked for at the same time.

use super::{Answer, Plan, PlanRequest, Task};
use std::collections::HashSet;

impl Plan {
    /// Returns the request for the page after that of `first`, which may be sent at the same time. `first` is the
    /// present request or the guess of the next one, and `unread` is the number of rows in answers before it that are
    /// not taken yet. Returns `None` if there is probably no such page, or if rows may leave the set: a row could then
    /// move from the second page to the first one between the two answers, and be missed.
    pub fn second_page(&self, first: PlanRequest, unread: u64) -> Option<PlanRequest> {
        let is_first_page = first.page == 1 && first.range.is_some_and(|range| !range.is_second());
        let is_first_attempt = matches!(self.tasks.last()?, Task::Read { attempts: 0, .. });
        let has_second = self.counted?.saturating_sub(self.rows).saturating_sub(unread) > self.limit;
        let is_safe = !self.is_changing && is_first_page && is_first_attempt;
        (is_safe && has_second).then_some(PlanRequest { page: 2, ..first })
    }
}

impl Answer<'_> {
    /// Adds the rows of the page after this one, and returns `true`. Does nothing and returns `false` if the set has
    /// changed between the two answers: if they state other totals or none, other numbers of rows per page, or have a row
    /// in common.
    pub fn add_second_page(&mut self, second: Self) -> bool {
        let ids: HashSet<&str> = self.rows.iter().filter_map(|row| row.id).collect();
        let is_same = self.total.is_some() && (self.total, self.per_page) == (second.total, second.per_page);
        let fits = is_same && !second.rows.iter().filter_map(|row| row.id).any(|id| ids.contains(id));
        if fits {
            self.rows.extend(second.rows);
        }
        fits
    }
}
