//! When a request that failed is asked again by itself.
//!
//! It reads a report and changes nothing, so asking twice does no harm (RFC 9110, section 9.2.2, "idempotent").

use crate::gateway::fault::Fault;
use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

/// All of it, the last answer included, takes at most so many milliseconds from the first request on.
pub const BUDGET: u64 = 30_000;

/// A request that would have less time than this is not worth its while.
const LEAST: u64 = 3_000;

/// After too many requests, where the gateway does not say how long to wait: seconds.
const REST: u32 = 10;

/// The tries of one question.
#[derive(Debug)]
pub struct Retry {
    delays: ExponentialBackoff,
    since: u64,
}

impl Retry {
    /// The first request goes out at `now` (milliseconds); `seed` makes the waits of many pages differ.
    pub fn new(seed: u64, now: u64) -> Self {
        // 1, 2 and 4 seconds, each lengthened by up to itself.
        let delays = ExponentialBuilder::new().with_max_times(3).with_jitter().with_jitter_seed(seed).build();
        Self { delays, since: now }
    }

    /// How many seconds to wait before the next try; `None` where there is none. `retry_after` is the gateway's own
    /// wish, in seconds.
    pub fn next(&mut self, fault: &Fault, retry_after: Option<u32>, now: u64) -> Option<u32> {
        if !fault.may_pass() {
            return None;
        }
        let delay = self.delays.next()?;
        let own =
            u32::try_from(delay.as_secs()).unwrap_or(u32::MAX).saturating_add(u32::from(delay.subsec_nanos() > 0));
        let wait = own.max(rest(fault, retry_after).unwrap_or_default());
        (self.left(now.saturating_add(u64::from(wait) * 1000)) >= LEAST).then_some(wait)
    }

    /// How many milliseconds are left at `now`.
    pub const fn left(&self, now: u64) -> u64 {
        self.since.saturating_add(BUDGET).saturating_sub(now)
    }
}

/// For how many seconds the gateway wants to be left alone: as long as it says (RFC 9110, section 10.2.3), and for a
/// while where it had too many requests and does not say.
pub fn rest(fault: &Fault, retry_after: Option<u32>) -> Option<u32> {
    retry_after.or_else(|| fault.is_throttled().then_some(REST))
}
