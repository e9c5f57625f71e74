//! The times before which requests that can wait are not sent: the pause that the gateway has asked for, and the
//! retries of counts. Instants are Unix milliseconds.

use super::{retry::Retry, scheduler::Id};

/// The retries of a count that has failed.
#[derive(Debug)]
struct CountRetry {
    id: Id,
    retry: Retry,
    /// The instant before which the count is not sent again.
    not_before: u64,
}

/// The pause, and the retries of the counts that have failed and are not delivered.
#[derive(Debug, Default)]
pub(super) struct Waits {
    /// The end of the pause.
    pause_end: u64,
    counts: Vec<CountRetry>,
    /// The instant of the last [`Self::follow_clock`].
    seen_at: u64,
}

impl Waits {
    /// Takes over the present instant. A clock that was set back does not make the waits longer.
    pub(super) fn follow_clock(&mut self, now: u64) {
        let back = self.seen_at.saturating_sub(now);
        self.seen_at = now;
        if back > 0 {
            self.pause_end = self.pause_end.saturating_sub(back);
            for own in &mut self.counts {
                own.not_before = own.not_before.saturating_sub(back);
            }
        }
    }

    /// Returns the milliseconds of the pause that are left; 0 without a pause.
    pub(super) const fn pause_left(&self, now: u64) -> u64 {
        self.pause_end.saturating_sub(if now < self.seen_at { self.seen_at } else { now })
    }

    /// Makes the pause last until `end`, unless it is longer.
    pub(super) fn pause_until(&mut self, end: u64) {
        self.pause_end = self.pause_end.max(end);
    }

    /// Returns the instant before which a background request is not sent, if it is the one with the given number.
    pub(super) fn not_before(&self, id: Id) -> u64 {
        self.count_not_before(id).max(self.pause_end)
    }

    /// Returns whether a background request has to wait for its retry. The pause is left out.
    pub(super) fn is_waiting(&self, id: Id, now: u64) -> bool {
        self.count_not_before(id) > now
    }

    fn count_not_before(&self, id: Id) -> u64 {
        self.counts.iter().find(|own| own.id == id).map_or(0, |own| own.not_before)
    }

    /// Returns the retries of a count, which are new after its first failure.
    pub(super) fn take_retry(&mut self, id: Id, now: u64) -> Retry {
        let index = self.counts.iter().position(|own| own.id == id);
        index.map_or_else(|| Retry::new(now ^ id, now), |index| self.counts.remove(index).retry)
    }

    /// Lets a count wait for so many seconds.
    pub(super) fn wait_for_retry(&mut self, id: Id, retry: Retry, seconds: u32, now: u64) {
        let not_before = now.saturating_add(u64::from(seconds) * 1000);
        self.counts.push(CountRetry { id, retry, not_before });
    }

    /// Forgets the retries of a count.
    pub(super) fn forget_count(&mut self, id: Id) {
        self.counts.retain(|own| own.id != id);
    }
}
