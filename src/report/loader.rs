//! Keeps the view in step with the query: carries out what the [`Desk`] orders.

use super::{
    Report, Session,
    desk::{Ask, Desk, Id, Order},
};
use crate::{
    browser::clock,
    domain::{page::Page, query::Query, token::Token, zone::Moment},
    gateway::{
        client::{self, Answer, Cancel},
        fault::Fault,
        reply, request,
    },
    later,
};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// What reads a failure is waited for for so many milliseconds.
const READING_PATIENCE: u32 = 5_000;

/// Who waits for the answer to a side question.
type Receiver = Box<dyn FnOnce(Result<Page, Fault>)>;

/// What is done at the desk; boxed, so that what then is ordered has one code.
type Change = Box<dyn FnOnce(&mut Desk) -> Vec<Order>>;

/// What the report's requests need.
pub(super) struct Loader {
    desk: Desk,
    cancels: Vec<(Id, Cancel)>,
    receivers: Vec<(Id, Receiver)>,
    /// Counts what was waited for, so that a wait that is over knows whether it still matters.
    waits: u64,
}

impl Loader {
    /// A request without an answer ends after so many seconds.
    pub(super) fn new(timeout: u32) -> Self {
        Self { desk: Desk::new(timeout.saturating_mul(1000)), cancels: Vec::new(), receivers: Vec::new(), waits: 0 }
    }
}

/// What the view depends on: who asks, what, and how often the same.
type Wanted = (Option<Session>, Option<Query>, u64);

/// Follows the report's session, query and refreshes from here on. The network is what this effect keeps in step.
pub(super) fn follow(report: Report) {
    Effect::new(move |before: Option<Wanted>| {
        let wanted = (report.session.get(), report.query.get(), report.turn.get());
        if before.as_ref() != Some(&wanted) {
            let (session, query, turn) = &wanted;
            let (same_session, same_turn) =
                before.map_or((true, true), |(old, _, last)| (old == *session, last == *turn));
            if !same_session {
                report.carry_out(Desk::forget);
            }
            if !same_session && session.is_none() {
                report.selected.set(String::new());
                report.watched.set(String::new());
                report.badge.set(String::new());
            }
            let ask = query.as_ref().filter(|_| session.is_some()).map(|query| report.ask_for(query));
            report.carry_out(move |desk| desk.want(ask, !same_turn, clock::seed(), clock::milliseconds()));
        }
        wanted
    });
}

impl Report {
    /// The question that a query is now.
    fn ask_for(self, query: &Query) -> Arc<Ask> {
        self.ask_at(query, self.now_for(query))
    }

    /// The question that a query is where `now` means this.
    pub(super) fn ask_at(self, query: &Query, now: Moment) -> Arc<Ask> {
        let body = self.with_deployment(|deployment| request::body(query, deployment.clock(now)));
        Arc::new(Ask { query: query.clone(), body, now })
    }

    /// What the view wants.
    pub(super) fn wanted(self) -> Option<Arc<Ask>> {
        self.loader.with_value(|loader| loader.desk.wanted().cloned())
    }

    /// Fetches the view of an address, which may be wanted next.
    pub fn fetch_ahead(self, address: &str) {
        let draft = self.with_codec(|codec| codec.parse(address));
        if let (Ok(query), true) = (self.check(&draft), self.session.with_untracked(Option::is_some)) {
            let ask = self.ask_for(&query);
            self.carry_out(move |desk| desk.ahead(ask, clock::milliseconds()));
        }
    }

    /// Asks something beside the view, and then calls back; never, where it is not the time for it or the answer is
    /// not waited for any more.
    pub(super) fn ask_aside(self, ask: Arc<Ask>, then: impl FnOnce(Result<Page, Fault>) + 'static) {
        if self.session.with_untracked(Option::is_none) {
            return;
        }
        let mut asked = None;
        self.loader.update_value(|loader| asked = loader.desk.aside(ask, clock::milliseconds()));
        if let Some((id, orders)) = asked {
            self.loader.update_value(|loader| loader.receivers.push((id, Box::new(then))));
            self.carry_out(move |_| orders);
        }
    }

    /// Stops asking the same again by itself.
    pub fn give_up(self) {
        self.carry_out(Desk::give_up);
    }

    /// Changes something at the desk, and does what it then orders.
    pub(super) fn carry_out(self, change: impl FnOnce(&mut Desk) -> Vec<Order> + 'static) {
        self.carry_out_boxed(Box::new(change));
    }

    fn carry_out_boxed(self, change: Change) {
        let mut orders = Vec::new();
        self.loader.update_value(|loader| orders = change(&mut loader.desk));
        for order in orders {
            match order {
                Order::Send(id, ask, patience) => self.send(id, ask, patience),
                Order::Abort(id) => self.loader.update_value(|loader| {
                    loader.receivers.retain(|(own, _)| *own != id);
                    if let Some(cancel) = taken(&mut loader.cancels, id) {
                        cancel.cancel();
                    }
                }),
                Order::Wait(seconds) => {
                    let mut wait = 0;
                    self.loader.update_value(|loader| {
                        loader.waits += 1;
                        wait = loader.waits;
                    });
                    spawn_local(self.count_down(wait, seconds));
                }
                Order::StopWaiting => {
                    self.loader.update_value(|loader| loader.waits += 1);
                    self.wait.set(0);
                }
                Order::Deliver(id, outcome) => {
                    let mut receiver = None;
                    self.loader.update_value(|loader| receiver = taken(&mut loader.receivers, id));
                    if let Some(receiver) = receiver {
                        receiver(outcome);
                    }
                }
            }
        }
        let view = self.loader.with_value(|loader| loader.desk.view().clone());
        if !self.view.with_untracked(|shown| shown.is(&view)) {
            self.view.set(view);
        }
    }

    fn send(self, id: Id, ask: Arc<Ask>, patience: u32) {
        let Some(session) = self.session.get_untracked() else { return };
        let cancel = Cancel::new();
        self.loader.update_value(|loader| loader.cancels.push((id, cancel.clone())));
        spawn_local(async move {
            let answer = client::post(&session.base_url, &session.token, &ask.body, &cancel, patience).await;
            // A request that was ended has no answer.
            let Some(answer) = answer else { return };
            let (outcome, retry_after) = match answer {
                Ok(answer) => {
                    let read = read(&session.token, answer, &ask.query).await;
                    // It may have been ended while it was read.
                    if cancel.is_cancelled() {
                        return;
                    }
                    read
                }
                Err(fault) => (Err(fault), None),
            };
            if self.loader.try_update_value(|loader| drop(taken(&mut loader.cancels, id))).is_none() {
                return;
            }
            if outcome.is_ok() && self.wanted().as_ref() == Some(&ask) {
                self.fix_now(&ask.query, ask.now);
            }
            self.carry_out(move |desk| desk.answer(id, outcome, retry_after, clock::now(), clock::milliseconds()));
        });
    }

    async fn count_down(self, wait: u64, seconds: u32) {
        for left in (1..=seconds).rev() {
            self.wait.set(left.into());
            clock::wait(1000).await;
            // Without a page there is nothing to wait for.
            if self.loader.try_with_value(|loader| loader.waits) != Some(wait) {
                return;
            }
        }
        self.wait.set(0);
        self.carry_out(|desk| desk.wait_is_over(clock::milliseconds()));
    }
}

/// What came back, and for how many seconds the gateway wants to be left alone.
async fn read(token: &Token, answer: Answer, asked: &Query) -> (Result<Page, Fault>, Option<u32>) {
    let Answer { status, retry_after, text } = answer;
    if let Some(page) = text.as_deref().and_then(|text| reply::page(status, text, asked)) {
        return (Ok(page), None);
    }
    let Some(later) = later::soon(READING_PATIENCE).await else { return (Err(Fault::unread(status)), None) };
    let retry_after = retry_after.and_then(|text| (later.retry_after)(&text, clock::now()));
    (Err((later.failure)(token.as_str(), status, text.as_deref())), retry_after)
}

/// What has this number, taken out.
fn taken<T>(list: &mut Vec<(Id, T)>, id: Id) -> Option<T> {
    let place = list.iter().position(|(own, _)| *own == id)?;
    Some(list.swap_remove(place).1)
}
