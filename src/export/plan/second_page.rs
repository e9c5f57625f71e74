//! The page after the requested one, which is asked for at the same time.

use super::{Answer, ExportPlan, PlanRequest, Task};

impl ExportPlan {
    /// Returns the request for the page after that of `first`, which may be sent at the same time. `first` is the
    /// present request or the guess of the next one, and `unread` is the number of rows in answers before it that are
    /// not taken yet. Returns `None` if there is probably no such page, or if rows may leave the set.
    ///
    /// The page has a row less than the first one, and so begins with the last row of that: a row that has come between
    /// the two answers moves this one.
    pub fn second_page(&self, first: PlanRequest, unread: u64) -> Option<PlanRequest> {
        let is_first_page = first.page == 1 && first.range.is_some_and(|range| !range.is_second());
        let is_first_attempt = matches!(self.tasks.last()?, Task::Read { attempts: 0, .. });
        let has_second = self.counted?.saturating_sub(self.rows).saturating_sub(unread) > self.limit;
        let is_safe = !self.is_changing && is_first_page && is_first_attempt;
        (is_safe && has_second && first.limit > 2).then_some(PlanRequest { page: 2, limit: first.limit - 1, ..first })
    }
}

impl Answer<'_> {
    /// Adds the rows of the page after this one that come after this page's last row, and returns the number of its
    /// other rows, which are the first ones. Does nothing and returns `None` if the page does not begin with that row,
    /// by its id, or if the answers do not state the same total: the set has then changed between them, or the gateway
    /// has ways of its own.
    pub fn add_second_page(&mut self, second: Self) -> Option<usize> {
        let last = *self.rows.last().filter(|row| row.id.is_some())?;
        let shared = second.rows.iter().take_while(|row| **row == last).count();
        let fits = shared > 0 && self.total.is_some() && self.total == second.total;
        fits.then(|| {
            self.rows.extend(second.rows.into_iter().skip(shared));
            shared
        })
    }
}
