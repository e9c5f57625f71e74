//! The last count of the set, and that of its newest range.

use super::{ExportPlan, MAX_ATTEMPTS, ReadRange, Task};

/// Greatest totals that gateways state are multiples of this number of rows.
const ROUND: u64 = 1000;

impl ExportPlan {
    /// Takes the last count of the set. If it is larger than what was read, the newest range is counted: rows may
    /// have come into it since.
    pub(super) fn take_last_count(&mut self, total: Option<u64>) {
        self.recounted = total;
        // Rows may have left since they were read. But most rows don't leave at once, and a total that stays below the
        // rows is a greatest one that the gateway states: where rows may enter as well, if it is a round number.
        let is_bound = |total: u64| total < self.rows && (!self.is_changing || total.is_multiple_of(ROUND));
        let is_bound = total == self.counted && total.is_some_and(is_bound);
        self.has_totals &= !is_bound && total.is_none_or(|total| total >= self.rows / 2);
        let more = total.unwrap_or_default().saturating_sub(self.rows.saturating_add(self.missing()));
        if let (Some(newest), true) = (self.newest.clone(), more > 0) {
            self.tasks.push(Task::CheckNewest(newest, more));
        }
    }

    /// Takes the count of the newest range. What is not explained by rows that came into it is missing, unless rows
    /// enter the set as they change.
    pub(super) fn take_newest_count(&mut self, read: ReadRange, more: u64, total: Option<u64>) {
        let known = self.gaps.iter().position(|(own, _)| own.range == read.range);
        let missing = known.and_then(|index| self.gaps.get(index)).map_or(0, |(_, missing)| *missing);
        let came = total.unwrap_or_default().saturating_sub(read.rows.saturating_add(missing));
        if came > 0 && read.attempts + 1 < MAX_ATTEMPTS {
            self.drop_range(&read);
            self.tasks.push(Task::Recount);
            self.read(read.range, read.attempts + 1);
        } else if !self.is_changing || !self.is_proven() {
            if came < more {
                let all = ReadRange {
                    range: self.range,
                    rows: self.rows,
                    numbers: self.slices(),
                    attempts: 0,
                    duplicates: 0,
                };
                self.gaps.push((all, more));
            } else if let Some((_, missing)) = known.and_then(|index| self.gaps.get_mut(index)) {
                *missing = missing.saturating_add(more);
            } else {
                self.gaps.push((read, more));
            }
        }
    }
}
