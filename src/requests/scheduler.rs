//! Schedules the requests: which one is sent, which one is aborted, and which answer is shown.
//!
//! A state machine without a clock and without a network: events go in, [`Command`]s come out, so that tests can play
//! any order of events. Instants are Unix milliseconds. The rules:
//!
//! - The newest target wins, and older requests are aborted.
//! - A request that equals one in flight is not sent a second time. The answers to two at most are awaited.
//! - A cached page is shown at once, and its request is sent to revalidate it, unless the page was prefetched a moment
//!   ago.
//! - After 429 no background request is sent before the time that the gateway names in `Retry-After`, or for ten
//!   seconds if it names none.
//! - Counts and requests of exports wait in a queue. One is sent when there is room. If the view's request takes its
//!   room, it goes back into the queue.
//! - Counts go before exports, and no count is sent while the view awaits its rows. A count whose fault may pass is
//!   retried.
//! - Of two requests of exports, the later one makes room for any request that does not wait.

use super::{
    remote_data::{RemoteData, Snapshot},
    retry::{self, Retry},
    waits::Waits,
};
use crate::{
    domain::{page::Page, query::Query, zone::Moment},
    gateway::fault::Fault,
};
use std::sync::Arc;

/// The most requests that are in flight at once.
const MAX_IN_FLIGHT: usize = 2;

/// The least timeout of a retry, in milliseconds: the device may have slept through the rest of the budget.
const MIN_TIMEOUT_MS: u64 = 1_000;

/// The most pages that are cached.
const MAX_CACHED_PAGES: usize = 8;
/// The number of cached rows above which no further page is kept.
const MAX_CACHED_ROWS: usize = 2_000;

/// The time for which a prefetched page counts as the answer, in milliseconds.
const FRESH_MS: u64 = 30_000;

/// A request to the gateway for a page of rows. Two requests are equal if they have the same query, body and `now`. The
/// scheduler never has two equal ones in flight. The view shows a cached answer to one that [asks the
/// same](Self::asks_the_same_as).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The query that it asks for.
    pub query: Query,
    /// The request's body, in which all dates are instants.
    pub body: String,
    /// The instant that the word `now` means in the query's dates.
    pub now: Moment,
}

impl Request {
    /// Returns whether the other request has the same query and the same body, so that their answers are equal.
    fn asks_the_same_as(&self, other: &Self) -> bool {
        self.query == other.query && self.body == other.body
    }
}

/// The longest time of a browser's timer in milliseconds, 24 days. One that is longer fires at once (HTML, Timers).
const MAX_TIMER_MS: u32 = i32::MAX.unsigned_abs();

/// The number by which the scheduler and its runner name a request that was sent or queued.
pub type Id = u64;

/// A command that the runner has to carry out.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Send the request, with a timeout in milliseconds.
    Send(Id, Arc<Request>, u32),
    /// Abort the request. Nobody waits for its answer any longer.
    Abort(Id),
    /// Abort the request, but keep its callback: the scheduler sends the request again later, under the same number.
    Withdraw(Id),
    /// Call [`Scheduler::wake`] after a number of milliseconds, which a timer takes. The gateway may have asked
    /// for a longer pause.
    Wake(u32),
    /// Show a countdown of a number of seconds, then call [`Scheduler::wait_is_over`].
    Wait(u32),
    /// Stop the countdown.
    StopWaiting,
    /// Pass the answer or the fault to the callback of the background request.
    Deliver(Id, Result<Page, Fault>),
}

/// The purpose of a background request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Background {
    /// A refresh of the rows that are shown, or of a send that is watched. It is sent at once or not at all.
    Refresh,
    /// A count of rows. It waits in the queue until there is room and the view has its answer.
    Count,
    /// A read of rows for an export. It waits in the queue until there is room.
    Export,
}

/// The purpose of a request in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// The view waits for the answer.
    View,
    /// The view may need the answer next.
    Prefetch,
    /// A part of the page beside the view waits for the answer.
    Background(Background),
}

/// A background request in the queue.
#[derive(Debug)]
struct Queued {
    id: Id,
    request: Arc<Request>,
    purpose: Background,
}

/// A request that was sent and whose answer is not read yet.
#[derive(Debug)]
struct InFlight {
    id: Id,
    request: Arc<Request>,
    purpose: Purpose,
    /// True if the retry budget has cut the timeout short, so that reaching it is not the gateway's fault.
    is_cut_short: bool,
    /// True once the whole answer has arrived: another request may then be sent.
    has_arrived: bool,
}

/// An answer in the cache, with its request.
#[derive(Debug)]
struct CacheEntry {
    request: Arc<Request>,
    shown: Arc<Snapshot>,
    is_prefetched: bool,
}

/// The scheduler of all requests: those in flight, the cached answers, and the state of the view. Methods that change
/// it return the commands that the runner has to carry out.
#[derive(Debug)]
pub struct Scheduler {
    /// The timeout of a request, in milliseconds.
    timeout_ms: u32,
    target: Option<Arc<Request>>,
    view: RemoteData,
    retry: Option<Retry>,
    in_flight: Vec<InFlight>,
    /// The queue of background requests, in the order in which they are sent.
    queue: Vec<Queued>,
    /// The cache, the most recently used entry first.
    cache: Vec<CacheEntry>,
    waits: Waits,
    /// The Unix millisecond for which [`Command::Wake`] was last returned.
    wakes_at: u64,
    last_id: Id,
}

impl Scheduler {
    /// Creates a scheduler without a target. `timeout_ms` is the timeout of its requests, in milliseconds.
    pub fn new(timeout_ms: u32) -> Self {
        Self {
            timeout_ms,
            target: None,
            view: RemoteData::Idle,
            retry: None,
            in_flight: Vec::new(),
            queue: Vec::new(),
            cache: Vec::new(),
            waits: Waits::default(),
            wakes_at: 0,
            last_id: 0,
        }
    }

    /// Returns the state of the view's request, with the rows to show.
    pub const fn view(&self) -> &RemoteData {
        &self.view
    }

    /// Returns the request whose answer the view shows or awaits.
    pub const fn target(&self) -> Option<&Arc<Request>> {
        self.target.as_ref()
    }

    /// Sets the request whose answer the view shows, and sends it unless its answer was prefetched a moment ago. The
    /// view shows a cached answer meanwhile. Earlier requests of the view are aborted. With `anew`, the cache is not
    /// used. `None` empties the view. `seed` varies the retry delays, and `now` is in Unix milliseconds.
    pub fn set_target(&mut self, request: Option<Arc<Request>>, anew: bool, seed: u64, now: u64) -> Vec<Command> {
        let mut commands = vec![Command::StopWaiting];
        self.retry = Some(Retry::new(seed, now));
        let before = self.target.take();
        self.abort(&mut commands, &|own| match own.purpose {
            // An older answer to the view must not come in place of a newer one.
            Purpose::Background(Background::Refresh) => {
                before.as_ref().is_some_and(|before| before.query == own.request.query)
            }
            Purpose::Background(_) => false,
            Purpose::View | Purpose::Prefetch => Some(&own.request) != request.as_ref(),
        });
        let same_filters = |entry: &CacheEntry| {
            request.as_ref().is_some_and(|request| request.query.filters() == entry.request.query.filters())
        };
        self.cache.retain(|entry| !entry.is_prefetched || same_filters(entry));
        self.target.clone_from(&request);
        let Some(request) = request else {
            self.view = RemoteData::Idle;
            return commands;
        };
        match self.cached(&request, now).filter(|_| !anew) {
            Some((shown, is_answer)) => {
                if is_answer {
                    self.view = RemoteData::Ready(shown);
                    return commands;
                }
                self.view = RemoteData::Refreshing(shown);
            }
            None => self.view.begin(),
        }
        self.send_for_view(request, now, &mut commands);
        commands
    }

    /// Sends a request that the view may need next. It is not sent if its answer is cached, if there is no room
    /// for it, or during a pause that the gateway asked for.
    pub fn prefetch(&mut self, request: Arc<Request>, now: u64) -> Vec<Command> {
        let mut commands = Vec::new();
        let is_known =
            self.is_in_flight(&request) || self.cache.iter().any(|entry| entry.request.asks_the_same_as(&request));
        if !is_known {
            self.abort(&mut commands, &|own| own.purpose == Purpose::Prefetch);
            self.make_room_at_once(Purpose::Prefetch, now, &mut commands);
            if self.has_room(now) {
                let id = self.next_id();
                self.send(id, request, Purpose::Prefetch, now, &mut commands);
            }
        }
        commands
    }

    /// Takes an answer that came before there was a scheduler. The scheduler treats it like a prefetched answer.
    pub fn adopt(&mut self, request: &Arc<Request>, shown: Arc<Snapshot>) {
        self.store(request, shown, true);
    }

    /// Sends a [`Background::Refresh`] at once, or adds a request of another purpose to the queue. Returns the
    /// request's number. Returns `None` and sends nothing if a refresh finds no room, finds an equal request
    /// in flight, or comes during a pause that the gateway asked for.
    pub fn background(&mut self, request: Arc<Request>, purpose: Background, now: u64) -> Option<(Id, Vec<Command>)> {
        let waits = purpose != Background::Refresh;
        let mut commands = Vec::new();
        if !waits {
            if self.is_in_flight(&request) {
                return None;
            }
            self.make_room_at_once(Purpose::Background(purpose), now, &mut commands);
            if !self.has_room(now) {
                return None;
            }
        }
        let id = self.next_id();
        if waits {
            self.enqueue(Queued { id, request, purpose });
        } else {
            self.send(id, request, Purpose::Background(purpose), now, &mut commands);
        }
        Some((id, commands))
    }

    /// Sends the requests of the queue for which there is room. The runner calls it after every other change.
    pub fn send_queued(&mut self, now: u64) -> Vec<Command> {
        let mut commands = Vec::new();
        self.waits.follow_clock(now);
        while self.has_room(now)
            && let Some(index) = self.queue.iter().position(|own| self.may_be_sent(own, now))
        {
            let Queued { id, request, purpose } = self.queue.remove(index);
            self.send(id, request, Purpose::Background(purpose), now, &mut commands);
        }
        let times = self.queue.iter().map(|own| self.waits.not_before(own.id));
        if let Some(at) = times.filter(|at| *at > now).min()
            && self.wakes_at != at
        {
            self.wakes_at = at;
            commands.push(Command::Wake(u32::try_from(at - now).unwrap_or(MAX_TIMER_MS).min(MAX_TIMER_MS)));
        }
        commands
    }

    /// Notes that the time of [`Command::Wake`] has come: [`Self::send_queued`] returns it anew if it came too early.
    pub const fn wake(&mut self) {
        self.wakes_at = 0;
    }

    /// Returns whether a queued request may be sent, if there is room for it.
    fn may_be_sent(&self, own: &Queued, now: u64) -> bool {
        let is_free = own.purpose != Background::Count || !self.view.is_busy();
        is_free && !self.waits.is_waiting(own.id, now) && !self.is_in_flight(&own.request)
    }

    /// Aborts the background request with the given number, or takes it out of the queue.
    pub fn abort_background(&mut self, id: Id) -> Vec<Command> {
        let mut commands = Vec::new();
        self.abort(&mut commands, &|own| own.id == id && matches!(own.purpose, Purpose::Background(_)));
        self.leave_queue(&mut commands, &|own| own.id == id);
        self.waits.forget_count(id);
        commands
    }

    /// Returns the milliseconds for which no background request is sent, as the gateway asked for a pause; 0 without a
    /// pause.
    pub const fn pause_left(&self, now: u64) -> u64 {
        self.waits.pause_left(now)
    }

    /// Sends no background request before the Unix millisecond `not_before`: the gateway has asked another tab for a
    /// pause.
    pub fn pause_until(&mut self, not_before: u64) {
        self.waits.pause_until(not_before);
    }

    /// Notes that the answer to the request of an export has arrived. It is read in later tasks, and another request
    /// may be sent meanwhile.
    pub fn note_arrival(&mut self, id: Id) -> Vec<Command> {
        if let Some(own) = self.in_flight.iter_mut().find(|own| own.id == id) {
            own.has_arrived = true;
        }
        Vec::new()
    }

    /// Takes the answer to a request. `at` is the instant of the answer, `now` that instant in Unix milliseconds, and
    /// `retry_after` the gateway's `Retry-After` in seconds. The answer to an aborted request is ignored.
    pub fn answer(
        &mut self,
        id: Id,
        outcome: Result<Page, Fault>,
        retry_after: Option<u32>,
        at: Moment,
        now: u64,
    ) -> Vec<Command> {
        let Some(index) = self.in_flight.iter().position(|own| own.id == id) else { return Vec::new() };
        let InFlight { request, purpose, is_cut_short, .. } = self.in_flight.remove(index);
        if let Some(pause) = outcome.as_ref().err().and_then(|fault| retry::pause(fault, retry_after)) {
            self.pause_until(now.saturating_add(u64::from(pause) * 1000));
        }
        match (purpose, outcome) {
            (Purpose::Background(Background::Count), outcome) => self.end_count(id, request, outcome, retry_after, now),
            (Purpose::Background(_), outcome) => vec![Command::Deliver(id, outcome)],
            (Purpose::Prefetch, Err(_)) => Vec::new(),
            (Purpose::Prefetch, Ok(page)) => {
                self.store(&request, Arc::new(Snapshot::new(&request, page, at)), true);
                Vec::new()
            }
            (Purpose::View, Ok(page)) => {
                let shown = Arc::new(Snapshot::new(&request, page, at));
                self.store(&request, Arc::clone(&shown), false);
                self.view = RemoteData::Ready(shown);
                vec![Command::StopWaiting]
            }
            (Purpose::View, Err(fault)) => self.fail(&request, fault, is_cut_short, retry_after, now),
        }
    }

    /// Ends a countdown: sends the request that is to be retried, if there is one.
    pub fn wait_is_over(&mut self, now: u64) -> Vec<Command> {
        let mut commands = Vec::new();
        if let (RemoteData::Retrying(..), Some(request)) = (&self.view, self.target.clone()) {
            self.send_for_view(request, now, &mut commands);
        }
        commands
    }

    /// Stops retrying the view's request. The last fault is then final ([`RemoteData::Failed`]).
    pub fn give_up(&mut self) -> Vec<Command> {
        let mut commands = Vec::new();
        if let (RemoteData::Retrying(fault, _), Some(request)) = (self.view.clone(), &self.target) {
            self.view.fail(fault, &request.query);
            self.abort(&mut commands, &|own| own.purpose == Purpose::View);
            commands.push(Command::StopWaiting);
        }
        commands
    }

    /// Replaces the answer that is shown by another answer to the same query, such as that of an automatic refresh.
    /// Does nothing if another query or no answer is shown.
    pub fn replace(&mut self, request: Arc<Request>, shown: Arc<Snapshot>) -> Vec<Command> {
        let is_shown = self.target.as_ref().is_some_and(|target| target.query == request.query);
        if is_shown && matches!(self.view, RemoteData::Ready(_)) {
            self.store(&request, Arc::clone(&shown), false);
            self.view = RemoteData::Ready(shown);
            self.target = Some(request);
        }
        Vec::new()
    }

    /// Aborts every request and forgets everything that came from the gateway.
    pub fn forget(&mut self) -> Vec<Command> {
        let mut commands = vec![Command::StopWaiting];
        self.abort(&mut commands, &|_| true);
        self.leave_queue(&mut commands, &|_| true);
        self.cache.clear();
        self.target = None;
        self.view = RemoteData::Idle;
        self.waits = Waits::default();
        commands
    }

    /// Delivers a count, or lets it wait until it is sent again.
    fn end_count(
        &mut self,
        id: Id,
        request: Arc<Request>,
        outcome: Result<Page, Fault>,
        retry_after: Option<u32>,
        now: u64,
    ) -> Vec<Command> {
        let mut retry = self.waits.take_retry(id, now);
        let wait = outcome.as_ref().err().and_then(|fault| retry.next_after_pause(fault, retry_after, now));
        let Some(wait) = wait else { return vec![Command::Deliver(id, outcome)] };
        self.waits.wait_for_retry(id, retry, wait, now);
        self.enqueue(Queued { id, request, purpose: Background::Count });
        Vec::new()
    }

    /// Retries the view's request, or ends it with the fault.
    fn fail(
        &mut self,
        request: &Arc<Request>,
        fault: Fault,
        is_cut_short: bool,
        retry_after: Option<u32>,
        now: u64,
    ) -> Vec<Command> {
        // A timeout that the budget cut short is not the gateway's fault: the fault before it stays.
        let fault = match &self.view {
            RemoteData::Retrying(before, _) if is_cut_short && fault == Fault::TooSlow => Arc::clone(before),
            _ => Arc::new(fault),
        };
        let wait = self.retry.as_mut().and_then(|retry| retry.next(&fault, retry_after, now));
        if let Some(wait) = wait {
            let shown = self.view.shown().cloned();
            self.view = RemoteData::Retrying(fault, shown);
            return vec![Command::Wait(wait)];
        }
        let pause = retry::pause(&fault, retry_after);
        self.view.fail(fault, &request.query);
        vec![pause.map_or(Command::StopWaiting, Command::Wait)]
    }

    /// Returns the cached answer to a request, and whether it is fresh enough to count as the answer. A prefetched
    /// answer counts once.
    fn cached(&mut self, request: &Arc<Request>, now: u64) -> Option<(Arc<Snapshot>, bool)> {
        let index = self.cache.iter().position(|entry| entry.request.asks_the_same_as(request))?;
        let mut entry = self.cache.remove(index);
        let age = now.saturating_sub(u64::try_from(entry.shown.at.0).unwrap_or_default() * 1000);
        let is_answer = entry.is_prefetched && age < FRESH_MS;
        entry.is_prefetched = false;
        let shown = Arc::clone(&entry.shown);
        self.cache.insert(0, entry);
        Some((shown, is_answer))
    }

    /// Caches an answer, and drops the least recently used ones that are beyond the limits.
    fn store(&mut self, request: &Arc<Request>, shown: Arc<Snapshot>, is_prefetched: bool) {
        self.cache.retain(|entry| !entry.request.asks_the_same_as(request));
        self.cache.insert(0, CacheEntry { request: Arc::clone(request), shown, is_prefetched });
        let mut rows = 0;
        self.cache.truncate(MAX_CACHED_PAGES);
        let kept = self.cache.iter().take_while(|entry| {
            let fits = rows <= MAX_CACHED_ROWS;
            rows += entry.shown.page.rows.len();
            fits
        });
        let kept = kept.count();
        self.cache.truncate(kept);
    }

    /// Returns whether a request that is not the view's may be sent now.
    fn has_room(&self, now: u64) -> bool {
        self.awaited() < MAX_IN_FLIGHT && self.pause_left(now) == 0
    }

    /// Returns the number of requests whose answers have not arrived.
    fn awaited(&self) -> usize {
        self.in_flight.iter().filter(|own| !own.has_arrived).count()
    }

    /// Returns the number of a new request.
    const fn next_id(&mut self) -> Id {
        self.last_id += 1;
        self.last_id
    }

    /// Returns whether an equal request is in flight.
    fn is_in_flight(&self, request: &Arc<Request>) -> bool {
        self.in_flight.iter().any(|own| own.request == *request)
    }

    /// Sends the view's request, or promotes an identical one that is in flight. An identical background request makes
    /// room for it.
    fn send_for_view(&mut self, request: Arc<Request>, now: u64, commands: &mut Vec<Command>) {
        self.make_room(commands, &|own| matches!(own.purpose, Purpose::Background(_)) && own.request == request);
        if let Some(own) = self.in_flight.iter_mut().find(|own| own.request == request) {
            own.purpose = Purpose::View;
        } else {
            let id = self.next_id();
            self.make_room_at_once(Purpose::View, now, commands);
            self.send(id, request, Purpose::View, now, commands);
        }
    }

    /// Sends a request.
    fn send(&mut self, id: Id, request: Arc<Request>, purpose: Purpose, now: u64, commands: &mut Vec<Command>) {
        let left = match (&self.view, &self.retry) {
            (RemoteData::Retrying(..), Some(retry)) if purpose == Purpose::View => retry.left(now).max(MIN_TIMEOUT_MS),
            _ => u64::from(self.timeout_ms),
        };
        let timeout_ms = self.timeout_ms.min(u32::try_from(left).unwrap_or(u32::MAX));
        let is_cut_short = timeout_ms < self.timeout_ms;
        self.in_flight.push(InFlight { id, request: Arc::clone(&request), purpose, is_cut_short, has_arrived: false });
        commands.push(Command::Send(id, request, timeout_ms));
    }

    /// Takes the requests for which `goes` returns true out of flight: those that can wait go back into the queue, the
    /// others are aborted.
    fn make_room(&mut self, commands: &mut Vec<Command>, goes: &dyn Fn(&InFlight) -> bool) {
        let waits =
            |own: &InFlight| matches!(own.purpose, Purpose::Background(purpose) if purpose != Background::Refresh);
        while let Some(index) = self.in_flight.iter().position(|own| goes(own) && waits(own)) {
            let InFlight { id, request, purpose, .. } = self.in_flight.remove(index);
            if let Purpose::Background(purpose) = purpose {
                self.enqueue(Queued { id, request, purpose });
            }
            commands.push(Command::Withdraw(id));
        }
        self.abort(commands, goes);
    }

    /// Makes room for a request that does not wait, where the answers to two are awaited: counts go, for the view's
    /// also what was sent unasked, and then the later one of two requests of exports.
    fn make_room_at_once(&mut self, purpose: Purpose, now: u64, commands: &mut Vec<Command>) {
        let is_for_view = purpose == Purpose::View;
        if self.awaited() < MAX_IN_FLIGHT || (self.pause_left(now) > 0 && !is_for_view) {
            return;
        }
        self.make_room(commands, &|own| own.purpose == Purpose::Background(Background::Count));
        if is_for_view && self.awaited() >= MAX_IN_FLIGHT {
            let unasked = [Purpose::Prefetch, Purpose::Background(Background::Refresh)];
            self.make_room(commands, &|own| unasked.contains(&own.purpose));
        }
        let is_export = |own: &InFlight| own.purpose == Purpose::Background(Background::Export) && !own.has_arrived;
        if self.awaited() >= MAX_IN_FLIGHT && self.in_flight.iter().filter(|own| is_export(own)).count() > 1 {
            let later = self.in_flight.iter().filter(|own| is_export(own)).map(|own| own.id).max();
            self.make_room(commands, &|own| later == Some(own.id));
        }
    }

    /// Adds a request to the queue: by its purpose, then by its number.
    fn enqueue(&mut self, queued: Queued) {
        let key = |own: &Queued| (own.purpose, own.id);
        let index = self.queue.partition_point(|own| key(own) < key(&queued));
        self.queue.insert(index, queued);
    }

    /// Takes the requests for which `goes` returns true out of the queue.
    fn leave_queue(&mut self, commands: &mut Vec<Command>, goes: &dyn Fn(&Queued) -> bool) {
        self.queue.retain(|own| {
            let goes = goes(own);
            if goes {
                commands.push(Command::Abort(own.id));
            }
            !goes
        });
    }

    /// Aborts the requests in flight for which `goes` returns true.
    fn abort(&mut self, commands: &mut Vec<Command>, goes: &dyn Fn(&InFlight) -> bool) {
        let gone = self.in_flight.extract_if(.., |own| goes(own));
        commands.extend(gone.map(|own| Command::Abort(own.id)));
    }
}
