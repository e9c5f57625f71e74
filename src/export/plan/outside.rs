//! The rows that match the filters and are in no range, as they have no time of creation.

use super::{ExportPlan, Range, Task};

impl ExportPlan {
    /// Adds a count of the filters alone if they have more rows than the whole range: some may have no time of
    /// creation. `total` is that of the range, which was read `attempts` times before.
    pub(super) fn count_outside(&mut self, total: Option<u64>, attempts: u8) {
        let (Some(counted), Some(total)) = (self.counted, total) else { return };
        if attempts == 0 {
            self.outside = counted.saturating_sub(total);
        }
        if self.outside > 0 {
            self.tasks.push(Task::CountAll(total));
        }
    }

    /// Adds the count anew, when the rows that are missing are read.
    pub(super) fn count_outside_again(&mut self) {
        if let Some(total) = self.recounted.filter(|_| self.outside > 0) {
            self.tasks.push(Task::CountAll(total));
        }
    }

    /// Takes the count of the filters alone. Rows that were created after the range are in it, and are counted next.
    pub(super) fn take_count_of_all(&mut self, within: u64, total: Option<u64>) {
        // The first count may have been larger as rows have left since, this one as rows have come.
        let outside = total.map(|total| total.saturating_sub(within)).unwrap_or_default();
        self.outside = self.outside.min(outside);
        if self.outside > 0 && !self.newer().is_empty() {
            self.tasks.push(Task::CountNewer);
        }
    }

    /// Returns the range of the seconds after the set. It ends within the dates of every system, with the last second
    /// that 32 bits hold.
    pub(super) fn newer(&self) -> Range {
        Range { from: Some(self.range.to.saturating_add(1)), to: i32::MAX.into() }
    }
}
