//! Counts the rows that match a query, in the background.

use super::{
    Report,
    runner::{Runner, transport},
};
use crate::{
    browser::clock,
    domain::{page::Page, query::Query, zone::Moment},
    first::Task,
    gateway::{client::Answer, fault::Fault, reply},
    requests::{
        RemoteData,
        counts::{Total, Waiter},
        scheduler::Background,
    },
};
use leptos::prelude::*;
use std::{future::ready, rc::Rc, sync::Arc};

/// A group of counts. Dropping the group cancels the counts that are not answered.
pub struct CountGroup {
    report: Report,
    waiters: Vec<Waiter>,
}

impl CountGroup {
    /// Creates a group without counts.
    pub const fn new(report: Report) -> Self {
        Self { report, waiters: Vec::new() }
    }

    /// Counts the rows that match a query in which `now` means the given instant, and calls `then` with their total, at
    /// once if it was counted within the last minute. `then` is not called if the count is cancelled, or without the
    /// session of the call.
    pub fn count(&mut self, query: &Query, now: Moment, then: impl FnOnce(Total) + 'static) {
        self.waiters.extend(self.report.count(query, now, Box::new(then)));
    }

    /// Cancels the counts that are not answered, and aborts their requests.
    pub fn cancel(&mut self) {
        self.report.cancel_counts(&std::mem::take(&mut self.waiters));
    }
}

impl Drop for CountGroup {
    fn drop(&mut self) {
        self.cancel();
    }
}

/// The callback that takes the total of a count.
pub(super) type Then = Box<dyn FnOnce(Total)>;

impl Report {
    /// Does the work of [`CountGroup::count`]. Returns the number by which the count is cancelled; `None` if there is
    /// nothing to cancel.
    fn count(self, query: &Query, now: Moment, then: Then) -> Option<Waiter> {
        self.follow_pause();
        let request = self.request_at(&query.first_page(1), now);
        if let Some(total) =
            self.with_runner(|runner| runner.counts.fresh(&request.body, clock::milliseconds())).flatten()
        {
            then(Ok(Some(total)));
            return None;
        }
        let (waiter, left) = self.with_runner(|runner| {
            let waiter = runner.counts.next_waiter();
            (waiter, runner.counts.join(&request.body, waiter, then))
        })?;
        let Some(then) = left else { return Some(waiter) };
        let body = request.body.clone();
        let take = move |outcome: Result<Page, Fault>| self.take_count(&body, outcome.map(|page| page.total));
        let transport = transport(Rc::new(move |answer, query| self.read_count(answer, &query)));
        let id = self.request_in_background(Arc::clone(&request), Background::Count, Some(transport), take)?;
        self.with_runner(|runner| runner.counts.wait(id, &request.body, waiter, then));
        Some(waiter)
    }

    /// Takes the total of a query as if it had just been counted, so that a count of the query sends nothing. `now` is
    /// the instant that `now` means in the query.
    pub(super) fn know_count(self, query: &Query, now: Moment, total: u64) {
        let request = self.request_at(&query.first_page(1), now);
        self.take_count(&request.body, Ok(Some(total)));
    }

    /// Calls the callbacks that wait for a total. If the count was refused, sends the view's request again, and nothing
    /// else, to learn whether the gateway has ended the session: an expired token is shown as a failure for the person
    /// to act on.
    fn take_count(self, body: &str, total: Total) {
        let is_refused =
            matches!(total, Err(Fault::Unauthorized(_))) && self.view.with_untracked(RemoteData::is_answer);
        let taken = self.with_runner(|runner| {
            let waiting = runner.counts.answer(body, &total, clock::milliseconds());
            (waiting, is_refused && runner.counts.doubt_session())
        });
        let Some((waiting, is_doubted)) = taken else { return };
        for then in waiting {
            then(total.clone());
        }
        if let Some(target) = self.target().filter(|_| is_doubted) {
            self.carry_out(move |scheduler| {
                scheduler.set_target(Some(target), true, clock::seed(), clock::milliseconds())
            });
        }
    }

    /// Reads the answer to a count, before the next one is sent.
    fn read_count(self, answer: Answer, query: &Query) -> Task<Result<Page, Answer>> {
        self.follow_pause();
        let page = answer.text.as_deref().ok().and_then(|text| reply::count(answer.status, text, query));
        if page.is_none() {
            // The scheduler is told of the pause in this task, once the lazy part is there.
            clock::in_next_task(move || self.share_pause());
        }
        Box::pin(ready(page.ok_or(answer)))
    }

    /// Cancels counts.
    fn cancel_counts(self, waiters: &[Waiter]) {
        for id in self.with_runner(|runner| runner.counts.leave(waiters)).unwrap_or_default() {
            self.carry_out(move |scheduler| scheduler.abort_background(id));
        }
    }

    /// Changes the runner and returns the result; `None` if the page is gone.
    fn with_runner<T>(self, change: impl FnOnce(&mut Runner) -> T) -> Option<T> {
        self.runner.try_update_value(change)
    }
}
