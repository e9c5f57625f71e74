//! The cache of counts: which counts are awaited, by which callbacks, and the answers that are still fresh. A count is
//! the number of rows that match a query.
//!
//! Counts whose request bodies are equal share one request. An answer is fresh for a minute, so that a part of the page
//! that is closed and opened again sends nothing.

use super::scheduler::Id;
use crate::gateway::fault::Fault;

/// The time for which an answer is fresh, in milliseconds.
const FRESH_MS: u64 = 60_000;

/// The most answers that are kept.
const MAX_KEPT: usize = 1_000;

/// The number of rows that a count found, or the fault of its request; `Ok(None)` if the gateway has answered without a
/// total.
pub type Total = Result<Option<u64>, Fault>;

/// A number that names a callback that waits for a count, for [`Counts::leave`].
pub type Waiter = u64;

/// A count whose answer is awaited.
#[derive(Debug)]
struct Awaited<T> {
    id: Id,
    body: String,
    waiters: Vec<(Waiter, T)>,
}

/// An answer and its instant.
#[derive(Debug)]
struct CacheEntry {
    body: String,
    total: u64,
    at_ms: u64,
}

/// The counts of the page. `T` is the type of the callbacks that wait for a total.
#[derive(Debug)]
pub struct Counts<T> {
    awaited: Vec<Awaited<T>>,
    cache: Vec<CacheEntry>,
    last: Waiter,
    /// True once the session was doubted, see [`Counts::doubt_session`].
    is_doubted: bool,
}

impl<T> Default for Counts<T> {
    fn default() -> Self {
        Self { awaited: Vec::new(), cache: Vec::new(), last: 0, is_doubted: false }
    }
}

impl<T> Counts<T> {
    /// Returns a new number, by which [`Self::leave`] can remove a callback.
    pub const fn next_waiter(&mut self) -> Waiter {
        self.last += 1;
        self.last
    }

    /// Returns the total in the fresh answer to a request with the given body; `None` if there is no fresh answer with
    /// one. `now` is in Unix milliseconds.
    pub fn fresh(&self, body: &str, now: u64) -> Option<u64> {
        let kept = self.cache.iter().find(|kept| kept.body == body)?;
        (now.saturating_sub(kept.at_ms) < FRESH_MS).then_some(kept.total)
    }

    /// Adds the callback `then`, named `waiter`, to the count with the given body that is awaited already, and returns
    /// `None`. Returns `then` if no such count is awaited: the caller then sends a request and calls [`Self::wait`].
    pub fn join(&mut self, body: &str, waiter: Waiter, then: T) -> Option<T> {
        match self.awaited.iter_mut().find(|awaited| awaited.body == body) {
            Some(awaited) => {
                awaited.waiters.push((waiter, then));
                None
            }
            None => Some(then),
        }
    }

    /// Records a new awaited count with its first callback `then`. `id` is the number that the scheduler has given the
    /// count's request.
    pub fn wait(&mut self, id: Id, body: &str, waiter: Waiter, then: T) {
        self.awaited.push(Awaited { id, body: body.to_owned(), waiters: vec![(waiter, then)] });
    }

    /// Takes the answer to the request with the given body, keeps its total if it has one, and returns the callbacks
    /// that wait for it. The caller calls them. `now` is in Unix milliseconds.
    pub fn answer(&mut self, body: &str, total: &Total, now: u64) -> Vec<T> {
        self.cache.retain(|kept| kept.body != body && now.saturating_sub(kept.at_ms) < FRESH_MS);
        if let Ok(Some(total)) = total
            && self.cache.len() < MAX_KEPT
        {
            self.cache.push(CacheEntry { body: body.to_owned(), total: *total, at_ms: now });
        }
        let index = self.awaited.iter().position(|awaited| awaited.body == body);
        let awaited = index.map(|index| self.awaited.remove(index));
        awaited.map(|awaited| awaited.waiters.into_iter().map(|(_, then)| then).collect()).unwrap_or_default()
    }

    /// Removes the callbacks with the given numbers, and returns the requests for which no callback waits any longer.
    /// The caller aborts them.
    pub fn leave(&mut self, waiters: &[Waiter]) -> Vec<Id> {
        let mut idle = Vec::new();
        self.awaited.retain_mut(|awaited| {
            awaited.waiters.retain(|(waiter, _)| !waiters.contains(waiter));
            if awaited.waiters.is_empty() {
                idle.push(awaited.id);
            }
            !awaited.waiters.is_empty()
        });
        idle
    }

    /// Returns whether the refusal of a count is a reason to check whether the session has ended: only the first one
    /// is, as a gateway may refuse counts alone. After [`Self::expire`] and [`Self::forget`] the next one is the first.
    pub const fn doubt_session(&mut self) -> bool {
        !std::mem::replace(&mut self.is_doubted, true)
    }

    /// Removes the answers, so that everything is counted anew. Awaited counts stay.
    pub fn expire(&mut self) {
        self.is_doubted = false;
        self.cache.clear();
    }

    /// Removes all answers, and all callbacks without calling them.
    pub fn forget(&mut self) {
        self.expire();
        self.awaited.clear();
    }
}
