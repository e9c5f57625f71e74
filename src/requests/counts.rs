//! The counts of rows: which are awaited, by whom, and the answers that are still fresh.
//!
//! Counts of equal bodies are one request. An answer serves for a minute, so that a part of the page that is left and
//! entered again asks for nothing.

use super::scheduler::Id;
use crate::gateway::fault::Fault;

/// The time for which an answer serves, in milliseconds.
const FRESH_MS: u64 = 60_000;

/// The most answers that are kept.
const MAX_KEPT: usize = 1_000;

/// The total of a count; `None` inside where the gateway does not say it.
pub type Total = Result<Option<u64>, Fault>;

/// The number of somebody who waits for a count.
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
struct Kept {
    body: String,
    total: Option<u64>,
    at_ms: u64,
}

/// The counts of the page. `T` is what is handed to whoever waits.
#[derive(Debug)]
pub struct Counts<T> {
    awaited: Vec<Awaited<T>>,
    kept: Vec<Kept>,
    last: Waiter,
}

impl<T> Default for Counts<T> {
    fn default() -> Self {
        Self { awaited: Vec::new(), kept: Vec::new(), last: 0 }
    }
}

impl<T> Counts<T> {
    /// Returns the number of somebody who is going to wait.
    pub const fn next_waiter(&mut self) -> Waiter {
        self.last += 1;
        self.last
    }

    /// Returns the answer to a request with this body that is still fresh; `None` without one.
    pub fn fresh(&self, body: &str, now: u64) -> Option<Option<u64>> {
        let kept = self.kept.iter().find(|kept| kept.body == body)?;
        (now.saturating_sub(kept.at_ms) < FRESH_MS).then_some(kept.total)
    }

    /// Lets somebody wait for a count that is awaited already. Gives `then` back where none of this body is.
    pub fn join(&mut self, body: &str, waiter: Waiter, then: T) -> Option<T> {
        match self.awaited.iter_mut().find(|awaited| awaited.body == body) {
            Some(awaited) => {
                awaited.waiters.push((waiter, then));
                None
            }
            None => Some(then),
        }
    }

    /// Lets somebody wait for a request that was given to the scheduler.
    pub fn wait(&mut self, id: Id, body: &str, waiter: Waiter, then: T) {
        self.awaited.push(Awaited { id, body: body.to_owned(), waiters: vec![(waiter, then)] });
    }

    /// Takes the answer to the request with this body, keeps it where it is a total, and returns those who wait.
    pub fn answer(&mut self, body: &str, total: &Total, now: u64) -> Vec<T> {
        self.kept.retain(|kept| kept.body != body && now.saturating_sub(kept.at_ms) < FRESH_MS);
        if let Ok(total) = total
            && self.kept.len() < MAX_KEPT
        {
            self.kept.push(Kept { body: body.to_owned(), total: *total, at_ms: now });
        }
        let place = self.awaited.iter().position(|awaited| awaited.body == body);
        let awaited = place.map(|place| self.awaited.remove(place));
        awaited.map(|awaited| awaited.waiters.into_iter().map(|(_, then)| then).collect()).unwrap_or_default()
    }

    /// Forgets that these wait, and returns the requests for which nobody waits any longer.
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

    /// Forgets the answers, so that everything is asked anew.
    pub fn expire(&mut self) {
        self.kept.clear();
    }

    /// Forgets everything.
    pub fn forget(&mut self) {
        self.kept.clear();
        self.awaited.clear();
    }
}
