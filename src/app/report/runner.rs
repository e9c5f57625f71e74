//! Runs the commands of the [`Scheduler`], which follows the report's session, query and refreshes.

use super::{Report, counting::Then, follow as follow_signals};
use crate::{
    app::lazy,
    browser::{
        clock::{self, Countdown},
        storage,
    },
    domain::{
        page::Page,
        query::Query,
        storage_key::{Area, Key},
        token::Token,
        zone::Moment,
    },
    first::{self, Arrived, FirstAnswer, FirstRequest, Outcome, Task},
    gateway::{
        client::{self, Answer, Cancel},
        fault::Fault,
        request,
    },
    requests::{
        counts::Counts,
        scheduler::{Background, Command, Id, Request, Scheduler},
    },
    start::session::Session,
};
use leptos::{prelude::*, task::spawn_local};
use std::{
    rc::Rc,
    sync::Arc,
    task::{Context, Poll, Waker},
};

/// The longest wait for the lazy part, which reads failures, in milliseconds.
const READING_TIMEOUT_MS: u32 = 5_000;

/// A function that sends a background request, with its timeout in milliseconds, and reads the answer. Its code is in
/// the part that makes the request.
pub(super) type Transport = Rc<dyn Fn(Session, Arc<Request>, Cancel, u32) -> Task<Option<Arrived>>>;

/// A function that reads an answer, perhaps in several tasks, between which the browser may paint or handle a click. It
/// returns the answer itself if it is not a page.
pub(super) type Read = Rc<dyn Fn(Answer, Query) -> Task<Result<Page, Answer>>>;

/// The transport of a background request, if it has its own, and the callback that takes the outcome.
type Receiver = (Option<Transport>, Box<dyn FnOnce(Result<Page, Fault>)>);

/// A change of the scheduler. It is boxed, so that running its commands is compiled once.
type Change = Box<dyn FnOnce(&mut Scheduler) -> Vec<Command>>;

/// The scheduler, with the handles and callbacks of its requests in flight.
pub(super) struct Runner {
    scheduler: Scheduler,
    cancels: Vec<(Id, Cancel)>,
    receivers: Vec<(Id, Receiver)>,
    /// The counts of rows, with the callbacks that wait for them.
    pub(super) counts: Counts<Then>,
    /// The number of countdowns that were started or stopped. A running countdown ends when it changes.
    waits: u64,
    /// The request that was sent before the report existed.
    first: Option<FirstRequest>,
    /// The inputs of the last request; `None` before the first.
    inputs: Option<ViewInputs>,
}

impl Runner {
    /// Creates a runner. `timeout` is the timeout of its requests, in seconds.
    pub(super) fn new(timeout: u32) -> Self {
        Self {
            scheduler: Scheduler::new(timeout.saturating_mul(1000)),
            cancels: Vec::new(),
            receivers: Vec::new(),
            counts: Counts::default(),
            waits: 0,
            first: None,
            inputs: None,
        }
    }
}

/// The state on which the view depends: the session, the query and the count of refreshes.
type ViewInputs = (Option<Session>, Option<Query>, u64);

/// Creates the effect that sends the view's request whenever the report's session, its query or the count of refreshes
/// changes.
pub(super) fn follow(report: Report) {
    follow_signals(move || {
        let inputs = (report.session.get(), report.query.get(), report.refresh_count.get());
        report.follow_inputs(inputs);
    });
}

impl Report {
    /// Sends the view's request for a query that was set just now, ahead of the effects of that. Before the first
    /// request of [`follow`], it does nothing.
    pub(super) fn send_now(self) {
        if self.runner.with_value(|runner| runner.inputs.is_some()) {
            let (session, query) = (self.session.get_untracked(), self.query.get_untracked());
            self.follow_inputs((session, query, self.refresh_count.get_untracked()));
        }
    }

    /// Sends the view's request, unless it was sent for these inputs already.
    fn follow_inputs(self, inputs: ViewInputs) {
        if self.runner.with_value(|runner| runner.inputs.as_ref() == Some(&inputs)) {
            return;
        }
        let mut before = None;
        self.runner.update_value(|runner| before = runner.inputs.replace(inputs.clone()));
        let (session, query, refresh_count) = inputs;
        let base_url = |session: &Option<Session>| session.as_ref().map(|session| session.base_url.clone());
        let (same_session, same_turn, is_other_gateway) = before.map_or((true, true, false), |(old, _, last)| {
            (old == session, last == refresh_count, base_url(&old) != base_url(&session))
        });
        if !same_session {
            self.runner.update_value(|runner| runner.counts.forget());
            self.carry_out(Scheduler::forget);
        }
        if !same_turn {
            self.runner.update_value(|runner| runner.counts.expire());
        }
        if is_other_gateway {
            self.selected.set(String::new());
            self.watched.set(String::new());
            storage::remove(Area::Tab, Key::Watched);
            self.badge.set(String::new());
            self.attention.set(None);
            self.pause_end.set(0);
        }
        let request = query.filter(|_| session.is_some()).map(|query| self.request_for(&query));
        self.carry_out(move |scheduler| {
            scheduler.set_target(request, !same_turn, clock::seed(), clock::milliseconds())
        });
    }

    /// Takes over the request that was sent before the report was there: its answer, or the wait for it.
    pub(super) fn adopt(self, first_request: FirstRequest) {
        self.fix_now(&first_request.request.query, first_request.request.now);
        self.runner.update_value(|runner| match first_request.answer {
            FirstAnswer::Shown(shown) => runner.scheduler.adopt(&first_request.request, shown),
            FirstAnswer::Awaited(_) => runner.first = Some(first_request),
        });
    }

    /// Returns the request for a query, with the `now` of its filters.
    fn request_for(self, query: &Query) -> Arc<Request> {
        self.request_at(query, self.now_for(query))
    }

    /// Returns the request for a query in which `now` means the given instant.
    pub(super) fn request_at(self, query: &Query, now: Moment) -> Arc<Request> {
        let body = self.with_deployment(|deployment| request::body(query, deployment.clock(now)));
        Arc::new(Request { query: query.clone(), body, now })
    }

    /// Returns the request whose answer the view shows or awaits.
    pub(super) fn target(self) -> Option<Arc<Request>> {
        self.runner.with_value(|runner| runner.scheduler.target().cloned())
    }

    /// Sends the request for the view of an address before the person opens it.
    pub fn prefetch(self, address: &str) {
        let draft = self.with_codec(|codec| codec.parse(address));
        if let (Ok(query), true) = (self.check(&draft), self.session.with_untracked(Option::is_some)) {
            let request = self.request_for(&query);
            self.carry_out(move |scheduler| scheduler.prefetch(request, clock::milliseconds()));
        }
    }

    /// Sends a background request, or adds it to the queue, and calls `then` with its outcome. `transport` sends the
    /// request and reads its answer; with `None`, the answer is read in a single task.
    ///
    /// Returns the number of the request. Without a session, or if the request can't be queued and the scheduler has no
    /// room for it, it is not sent, `then` is not called, and the result is `None`. Nor is `then` called if the request
    /// is aborted.
    pub(super) fn request_in_background(
        self,
        request: Arc<Request>,
        purpose: Background,
        transport: Option<Transport>,
        then: impl FnOnce(Result<Page, Fault>) + 'static,
    ) -> Option<Id> {
        if self.session.with_untracked(Option::is_none) {
            return None;
        }
        let mut sent = None;
        self.runner.update_value(|runner| sent = runner.scheduler.background(request, purpose, clock::milliseconds()));
        let (id, commands) = sent?;
        self.runner.update_value(|runner| runner.receivers.push((id, (transport, Box::new(then)))));
        self.carry_out(move |_| commands);
        Some(id)
    }

    /// Calls `look` with the scheduler and returns its result.
    pub(super) fn with_scheduler<T>(self, look: impl FnOnce(&Scheduler) -> T) -> T {
        self.runner.with_value(|runner| look(&runner.scheduler))
    }

    /// Stops retrying the view's request. The last fault is then final.
    pub fn give_up(self) {
        self.carry_out(Scheduler::give_up);
    }

    /// Changes the scheduler and runs the commands that it returns.
    pub(super) fn carry_out(self, change: impl FnOnce(&mut Scheduler) -> Vec<Command> + 'static) {
        self.carry_out_boxed(Box::new(change));
    }

    /// Does the work of [`Report::carry_out`].
    fn carry_out_boxed(self, change: Change) {
        let mut commands = Vec::new();
        self.runner.update_value(|runner| {
            commands = change(&mut runner.scheduler);
            commands.append(&mut runner.scheduler.send_queued(clock::milliseconds()));
        });
        // Where a request makes room for another one, the browser has to end it before.
        let makes_room = commands.iter().any(|command| matches!(command, Command::Abort(_) | Command::Withdraw(_)));
        let mut delivered = Vec::new();
        for command in commands {
            match command {
                Command::Send(id, request, timeout_ms) => self.send(id, request, timeout_ms, !makes_room),
                Command::Abort(id) => self.runner.update_value(|runner| {
                    runner.receivers.retain(|(own, _)| *own != id);
                    if let Some(cancel) = taken(&mut runner.cancels, id) {
                        cancel.cancel();
                    }
                }),
                Command::Withdraw(id) => self.runner.update_value(|runner| {
                    if let Some(cancel) = taken(&mut runner.cancels, id) {
                        cancel.cancel();
                    }
                }),
                Command::Wake(milliseconds) => {
                    spawn_local(async move {
                        clock::wait(milliseconds).await;
                        // The report is disposed of when the page is gone.
                        if !self.runner.is_disposed() {
                            // The device's clock may have been set back meanwhile.
                            self.carry_out(|scheduler| {
                                scheduler.wake();
                                Vec::new()
                            });
                        }
                    });
                }
                Command::Wait(seconds) => {
                    let mut wait = 0;
                    self.runner.update_value(|runner| {
                        runner.waits += 1;
                        wait = runner.waits;
                    });
                    spawn_local(self.count_down(wait, seconds));
                }
                Command::StopWaiting => {
                    self.runner.update_value(|runner| runner.waits += 1);
                    self.wait.set(0);
                }
                Command::Deliver(..) => delivered.push(command),
            }
        }
        // A receiver may change the scheduler again, which then knows the requests of the other commands.
        for command in delivered {
            if let Command::Deliver(id, outcome) = command {
                let mut receiver = None;
                self.runner.update_value(|runner| receiver = taken(&mut runner.receivers, id));
                if let Some((_, receiver)) = receiver {
                    receiver(outcome);
                }
            }
        }
        let view = self.runner.with_value(|runner| runner.scheduler.view().clone());
        if !self.view.with_untracked(|shown| shown.is(&view)) {
            self.view.set(view);
        }
    }

    /// Sends a request, `at_once` or in the next task, and hands its outcome to the scheduler.
    fn send(self, id: Id, request: Arc<Request>, timeout_ms: u32, at_once: bool) {
        let Some(session) = self.session.get_untracked() else { return };
        let own = |runner: &Runner| runner.receivers.iter().find(|(own, _)| *own == id)?.1.0.clone();
        let transport = self.runner.with_value(own);
        let (cancel, mut answer) = self.first_answer(&session, &request).unwrap_or_else(|| {
            let cancel = Cancel::new();
            let (session, request, own) = (session.clone(), Arc::clone(&request), cancel.clone());
            let answer: Task<_> = match transport {
                Some(send) => send(session, request, own, timeout_ms),
                None => Box::pin(async move { first::send(&session, &request, &own, timeout_ms, None).await }),
            };
            (cancel, answer)
        });
        self.runner.update_value(|runner| runner.cancels.push((id, cancel.clone())));
        // Ahead of all other tasks: the page is brought up to date while the request is on its way.
        let first_step = at_once.then(|| answer.as_mut().poll(&mut Context::from_waker(Waker::noop())));
        spawn_local(async move {
            let arrived = match first_step {
                Some(Poll::Ready(arrived)) => arrived,
                Some(Poll::Pending) => answer.await,
                None => {
                    clock::next_task().await;
                    answer.await
                }
            };
            // An aborted request has no answer.
            let Some(Arrived { outcome, at }) = arrived else { return };
            let (outcome, retry_after) = match outcome {
                Outcome::Page(page) => (Ok(page), None),
                Outcome::Other(answer) => read(&session.token, answer).await,
                Outcome::Fault(fault) => (Err(fault), None),
            };
            // The request may have been aborted while its answer was read.
            if cancel.is_cancelled() && outcome != Err(Fault::TooSlow) {
                return;
            }
            if self.runner.try_update_value(|runner| drop(taken(&mut runner.cancels, id))).is_none() {
                return;
            }
            if outcome.is_ok() && self.target().as_ref() == Some(&request) {
                self.fix_now(&request.query, request.now);
            }
            self.carry_out(move |scheduler| scheduler.answer(id, outcome, retry_after, at, clock::milliseconds()));
        });
    }

    /// Returns the answer to a request that was sent before the report was there, once.
    fn first_answer(self, session: &Session, request: &Arc<Request>) -> Option<(Cancel, Task<Option<Arrived>>)> {
        let mut first = None;
        self.runner.update_value(|runner| first = runner.first.take());
        let FirstRequest { session: own_session, request: own_request, cancel, answer, .. } = first?;
        match answer {
            FirstAnswer::Awaited(answer) if own_session == *session && own_request == *request => {
                Some((cancel, answer))
            }
            _ => {
                cancel.cancel();
                None
            }
        }
    }

    /// Counts down the seconds, unless another countdown starts or this one is stopped, and then tells the scheduler.
    async fn count_down(self, wait: u64, seconds: u32) {
        let mut rest = Countdown::new(seconds.saturating_mul(1000));
        while rest.left_ms() > 0 {
            self.wait.set(rest.left_ms().div_ceil(1000));
            rest.tick(1000).await;
            // The report is disposed of when the page is gone.
            if self.runner.try_with_value(|runner| runner.waits) != Some(wait) {
                return;
            }
        }
        self.wait.set(0);
        self.carry_out(|scheduler| scheduler.wait_is_over(clock::milliseconds()));
    }
}

/// Returns the transport of requests whose answers `read` reads.
pub(super) fn transport(read: Read) -> Transport {
    Rc::new(move |session, request, cancel, timeout_ms| {
        let read = Rc::clone(&read);
        Box::pin(async move {
            let (base_url, token) = (&session.base_url, &session.token);
            let outcome = match client::post(base_url, token, &request.body, &cancel, timeout_ms, None).await? {
                Ok(answer) => read(answer, request.query.clone()).await.map_or_else(Outcome::Other, Outcome::Page),
                Err(fault) => Outcome::Fault(fault),
            };
            Some(Arrived { outcome, at: clock::now() })
        })
    })
}

/// Reads an answer that is no page: the fault, and the seconds of its `Retry-After`.
async fn read(token: &Token, answer: Answer) -> (Result<Page, Fault>, Option<u32>) {
    let Answer { status, retry_after, text } = answer;
    let Some(lazy) = lazy::soon(Some(READING_TIMEOUT_MS)).await else { return (Err(Fault::unread(status)), None) };
    let retry_after = retry_after.and_then(|text| (lazy.retry_after)(&text, clock::now()));
    (Err((lazy.failure)(token.as_str(), status, text.as_deref().map_err(|unread| *unread))), retry_after)
}

/// Removes the entry with the given number from the list and returns its value; `None` if there is none.
fn taken<T>(list: &mut Vec<(Id, T)>, id: Id) -> Option<T> {
    let index = list.iter().position(|(own, _)| *own == id)?;
    Some(list.swap_remove(index).1)
}
