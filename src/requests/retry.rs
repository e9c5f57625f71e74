//! The retry budget: how long and how often a failed request is retried.
//!
//! A request only reads a report, so retrying it is safe (RFC 9110, section 9.2.2, "idempotent").

use crate::gateway::fault::Fault;
use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

/// The retry budget: the milliseconds from the first request to the last answer.
const BUDGET_MS: u64 = 30_000;

/// The least time that is left of the budget for another retry, in milliseconds.
const MIN_LEFT_MS: u64 = 3_000;

/// The pause after 429 without `Retry-After`, in seconds.
const THROTTLED_PAUSE_S: u32 = 10;

/// The retries of one request: how many were made, and the time that the budget leaves.
#[derive(Debug)]
pub struct Retry {
    delays: ExponentialBackoff,
    /// The start of the budget, in Unix milliseconds.
    since: u64,
}

impl Retry {
    /// Begins the budget at `now` (Unix milliseconds). `seed` varies the random part of the delays, so that several
    /// tabs do not retry in step.
    pub fn new(seed: u64, now: u64) -> Self {
        // The delays are 1, 2 and 4 seconds, each lengthened by up to its own length (jitter).
        let delays = ExponentialBuilder::new().with_max_times(3).with_jitter().with_jitter_seed(seed).build();
        Self { delays, since: now }
    }

    /// Returns the seconds until the next retry, and counts that retry. `fault` is that of the last attempt, and
    /// `retry_after` the gateway's `Retry-After` in seconds.
    ///
    /// Returns `None`, so that the request has failed for good, if the fault will not pass ([`Fault::may_pass`]), after
    /// the third retry, and if the budget leaves too little time.
    pub fn next(&mut self, fault: &Fault, retry_after: Option<u32>, now: u64) -> Option<u32> {
        if !fault.may_pass() {
            return None;
        }
        let delay = self.delays.next()?;
        let own =
            u32::try_from(delay.as_secs()).unwrap_or(u32::MAX).saturating_add(u32::from(delay.subsec_nanos() > 0));
        let wait = own.max(pause(fault, retry_after).unwrap_or_default());
        (self.left(now.saturating_add(u64::from(wait) * 1000)) >= MIN_LEFT_MS).then_some(wait)
    }

    /// Returns the seconds until the next retry as [`Retry::next`] does, for a background request: a pause that the
    /// gateway asks for is not taken from the budget.
    pub fn next_after_pause(&mut self, fault: &Fault, retry_after: Option<u32>, now: u64) -> Option<u32> {
        let pause = pause(fault, retry_after).unwrap_or_default();
        self.since = self.since.saturating_add(u64::from(pause) * 1000);
        self.next(fault, retry_after, now)
    }

    /// Returns the milliseconds of the budget that are left at `now`.
    pub const fn left(&self, now: u64) -> u64 {
        self.since.saturating_add(BUDGET_MS).saturating_sub(now)
    }
}

/// The longest time without background requests, in seconds: a day. More is a gateway's mistake.
const MAX_PAUSE_S: u32 = 86_400;

/// Returns the seconds without background requests after a fault: those of `Retry-After` (RFC 9110, section 10.2.3) up
/// to a day, or ten after 429 without it. Returns `None` after any other fault.
pub fn pause(fault: &Fault, retry_after: Option<u32>) -> Option<u32> {
    retry_after.map(|seconds| seconds.min(MAX_PAUSE_S)).or_else(|| fault.is_throttled().then_some(THROTTLED_PAUSE_S))
}
