//! The counts of ranges by themselves, the last one of the set among them.

use super::{Answer, ExportPlan, MAX_ATTEMPTS, Range, ReadRange, Task, rows::created};

/// Greatest totals that gateways state are multiples of this number of rows.
const ROUND: u64 = 1000;

/// Returns the second before a range; `None` if the range has no first second.
pub(super) fn before_of(range: Range) -> Option<i64> {
    range.from.map(|from| from.saturating_sub(1))
}

/// The time after its creation in which a row may still be added to what the gateway gives, in seconds.
const LATE_S: i64 = 5;

impl ExportPlan {
    /// Takes the count of a range by itself. Rows that have left since then stay: they matched when they were read. But
    /// most rows don't leave at once: a total below half of them is none.
    pub(super) fn take_count(&mut self, read: ReadRange, total: Option<u64>) {
        if total.is_some_and(|total| total < read.rows / 2) {
            (self.has_totals, self.ignores_totals) = (false, true);
            self.drop_range(&read);
            return self.read(read.range, read.attempts);
        }
        let missing = total.unwrap_or_default().saturating_sub(read.rows);
        if missing == 0 {
            return;
        }
        if missing == read.duplicates {
            return self.note_twice(read);
        }
        if read.attempts + 1 < MAX_ATTEMPTS {
            self.drop_range(&read);
            self.read(read.range, read.attempts + 1);
        } else {
            self.note_gap(read, missing);
        }
    }

    /// Notes the rows of a range that the gateway counts and does not give. The gaps are apart from each other, so that
    /// they can't have many more rows than the whole set: the totals are none then.
    pub(super) fn note_gap(&mut self, read: ReadRange, missing: u64) {
        self.gaps.push((read, missing));
        let rows = self.rows.saturating_add(self.missing());
        if self.counted.is_some_and(|counted| rows > counted.max(self.limit).saturating_mul(2)) {
            (self.has_totals, self.ignores_totals) = (false, true);
            self.gaps.clear();
        }
    }

    /// Takes the last count of the set. If it is larger than what was read, the newest range is counted: rows may
    /// have come into it since.
    pub(super) fn take_last_count(&mut self, total: Option<u64>) {
        let beyond = self.beyond.unwrap_or_default();
        self.recounted = total.map(|total| total.saturating_add(beyond));
        let rows = self.rows.saturating_sub(beyond);
        // Rows may have left since they were read. But most rows don't leave at once, and a total that stays below the
        // rows is a greatest one that the gateway states: where rows may enter as well, if it is a round number.
        let is_bound = |total: u64| total < rows && (!self.is_changing || total.is_multiple_of(ROUND));
        let is_bound = total == self.counted && total.is_some_and(is_bound);
        self.has_totals &= !is_bound && total.is_none_or(|total| total >= rows / 2);
        let more = total.unwrap_or_default().saturating_sub(rows.saturating_add(self.missing()));
        match self.newest.clone() {
            _ if more == 0 => {}
            Some(newest) if self.beyond.is_none() => self.tasks.push(Task::CheckNewest(newest, more)),
            _ => self.miss_somewhere(more),
        }
    }

    /// Takes the count of the newest range. What is not explained by rows that came into it is missing, unless rows
    /// enter the set as they change.
    pub(super) fn take_newest_count(&mut self, read: ReadRange, more: u64, total: Option<u64>) {
        let known = self.gaps.iter().position(|(own, _)| own.range == read.range);
        let missing = known.and_then(|index| self.gaps.get(index)).map_or(0, |(_, missing)| *missing);
        let came = total.unwrap_or_default().saturating_sub(read.rows.saturating_add(missing));
        if missing == 0 && came >= more && read.attempts > 0 && self.end_before_newest() {
            self.tasks.push(Task::Recount);
        } else if came > 0 && read.attempts + 1 < MAX_ATTEMPTS {
            self.drop_range(&read);
            self.tasks.push(Task::Recount);
            self.read(read.range, read.attempts + 1);
        } else if !self.is_changing || !self.is_proven() {
            if came < more {
                self.miss_somewhere(more);
            } else if let Some((_, missing)) = known.and_then(|index| self.gaps.get_mut(index)) {
                *missing = missing.saturating_add(more);
            } else {
                self.gaps.push((read, more));
            }
        }
    }

    /// Notes how many of the rows at some indices are in their last seconds, if they are those of the newest range.
    pub(super) fn note_newest(&mut self, range: Range, answer: &Answer, indices: &[usize]) {
        if range.to == self.range.to {
            let seconds = || indices.iter().filter_map(|index| created(answer, *index));
            let before = seconds().max().map(|newest| newest.saturating_sub(LATE_S)).max(before_of(range));
            self.newest_seconds = before.map(|before| (before, seconds().map(|at| u64::from(at > before)).sum()));
        }
    }

    /// Notes rows that are missing, nobody knows where.
    fn miss_somewhere(&mut self, missing: u64) {
        let (range, numbers) = (self.range, self.slices());
        self.gaps.push((ReadRange { range, rows: self.rows, numbers, attempts: 0, duplicates: 0 }, missing));
    }

    /// Ends the set before the last seconds of its newest range, as rows come into that range whenever it is read: the
    /// device's clock may be ahead of the gateway's. The rows of those seconds stay. Returns `false`, and leaves the
    /// set as it is, if nothing is before them, or if no total proves the set.
    fn end_before_newest(&mut self) -> bool {
        let is_possible = |(before, _): &(i64, u64)| self.range.from.is_none_or(|from| from <= *before);
        let newest = self.newest_seconds.filter(is_possible).filter(|_| !self.is_changing && self.is_proven());
        let Some((before, rows)) = newest else { return false };
        self.range.to = before;
        self.beyond = Some(rows);
        true
    }
}
