//! The rows that match the filters and are in no range, as they have no time of creation.
//!
//! The gateway counts them only together with others: they are the rows that the filters alone have and the range of
//! all times has not. Between two counts rows may come and leave, so the range is counted before and after the
//! filters, which gives the least number of rows outside and the most. If rows may leave the set as well, a number has
//! to be found twice.

use super::{ExportPlan, Range, Task};

/// The most counts, if the range never stays as it is. The first one is the last count of the set.
const MAX_COUNTS: usize = 11;

impl ExportPlan {
    /// Takes a count of the filters alone or of the range of all times, in turn; the first one is of the filters. If
    /// these have no more rows than the set, none is outside. No row without a time matches filters of it.
    pub(super) fn take_count_outside(&mut self, mut counts: Vec<u64>, total: Option<u64>) {
        let (Some(total), Some(recounted)) = (total, self.recounted) else { return };
        if counts.is_empty() {
            counts.push(recounted);
            // Rows may have left the filters since they were counted first.
            self.counted_first = self.counted_first.filter(|first| total >= *first);
            if self.range.from.is_some() || total <= recounted && !self.is_changing {
                (self.outside, self.unsure) = (0, 0);
                return self.count_end(total);
            }
        }
        counts.push(total);
        if !counts.len().is_multiple_of(2) {
            let (mut least, mut most) = (None::<u64>, u64::MAX);
            let (mut before, mut is_sure) = (None, false);
            // Each count of the filters with those of the range around it.
            for around in counts.windows(3).step_by(2) {
                let [earlier, all, later] = *around else { continue };
                let rows = all.saturating_sub(earlier.max(later));
                let higher = |least: u64| if self.is_changing { least.min(rows) } else { least.max(rows) };
                least = Some(least.map_or(rows, higher));
                most = most.min(all.saturating_sub(earlier.min(later)));
                let found = (earlier == later).then_some(rows);
                is_sure = found.is_some() && (rows == 0 || found == before || !self.is_changing);
                before = found;
            }
            let least = before.filter(|_| is_sure).or(least).unwrap_or_default();
            let most = if is_sure { least } else { most.max(least) };
            if is_sure || !self.is_changing && least == most || counts.len() >= MAX_COUNTS {
                // What was found before is still the best guess.
                self.outside = self.outside.clamp(least, most);
                self.unsure = most - self.outside;
                return self.count_end(total);
            }
        }
        self.tasks.push(Task::CountOutside(counts));
    }

    /// Gives up to count the rows outside, or those of single seconds, as the gateway refuses that. Returns `false` if
    /// the next request is another one.
    pub fn give_up_counting(&mut self) -> bool {
        match self.tasks.last() {
            Some(Task::CountOutside(counts)) => {
                if let [set, all, ..] = **counts {
                    self.unsure = all.saturating_sub(set);
                }
            }
            Some(Task::CountEnd(_) | Task::CountEdges(..)) => {}
            _ => return false,
        }
        self.tasks.pop();
        true
    }

    /// Returns the range of the next count of rows outside; `None` for the filters alone. The range of all times begins
    /// with the set, and ends within the dates of every system, with the last second that 32 bits hold.
    pub(super) fn range_of_count(&self, counts: &[u64]) -> Option<Range> {
        let is_of_range = !counts.is_empty() && counts.len().is_multiple_of(2);
        is_of_range.then(|| Range { from: self.range.from, to: self.range.to.max(i32::MAX.into()) })
    }

    /// Adds a count of the last second of the set if it is unknown whether the gateway gives it: the range of all times
    /// has more rows than the set, in which those of that second may be missing.
    fn count_end(&mut self, dated: u64) {
        if self.gives_last_second.is_none() && self.recounted.is_some_and(|recounted| recounted < dated) {
            let end = self.range.to;
            self.tasks.push(Task::CountEnd(Range { from: Some(end), to: end }));
        }
    }

    /// Takes a count of one or two seconds at the end of the set. If it has no rows of the last second by itself, but
    /// together with the next one, in which there are none, the gateway does not give the last second of a range.
    pub(super) fn take_end_count(&mut self, range: Range, total: Option<u64>) {
        let end = self.range.to;
        let has_rows = total.is_some_and(|total| total > 0);
        if range.from > Some(end) {
            self.gives_last_second = Some(has_rows);
        } else if range.to == end && !has_rows {
            self.tasks.push(Task::CountEnd(Range { to: end.saturating_add(1), ..range }));
        } else if range.to > end && has_rows {
            self.tasks.push(Task::CountEnd(Range { from: Some(range.to), ..range }));
        }
    }
}
