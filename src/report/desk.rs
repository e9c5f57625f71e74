//! The order of requests and answers: what is asked, what is put off, and what is shown of it.
//!
//! Instants are Unix milliseconds. Nothing here waits or sends: what happens goes in, and what is to be done comes out
//! as [`Order`]s, so that any order of events can be played through. The rules: the latest question wins, and an older
//! request is ended; equal questions are one request; at most two are under way; a page that was seen comes back at
//! once, and is asked for anew behind it; after too many requests nothing is asked unasked before its time.

use super::{
    remote::{Remote, Shown},
    retry::{self, Retry},
};
use crate::{
    domain::{page::Page, query::Query, zone::Moment},
    gateway::fault::Fault,
};
use std::sync::Arc;

/// At most so many requests are under way.
const MAX_IN_FLIGHT: usize = 2;

/// At most so many pages are kept, and so many rows in them.
const MAX_CACHED_PAGES: usize = 20;
const MAX_CACHED_ROWS: usize = 2_000;

/// A page that was fetched ahead counts as the answer for so many milliseconds.
const FRESH: u64 = 30_000;

/// A question. Equal ones have the same answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// What is asked.
    pub query: Query,
    /// The request's body, in which all dates are instants.
    pub body: String,
    /// What `now` meant in it.
    pub now: Moment,
}

/// The number of a request.
pub type Id = u64;

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub enum Order {
    /// A request goes out, which ends after so many milliseconds.
    Send(Id, Arc<Ask>, u32),
    /// A request ends without an answer.
    Abort(Id),
    /// Seconds pass, in sight; then [`Desk::wait_is_over`].
    Wait(u32),
    /// Nothing is waited for any more.
    StopWaiting,
    /// A side question has its answer.
    Deliver(Id, Result<Page, Fault>),
}

/// Why a request is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// The view waits for it.
    View,
    /// The view may want it next.
    Ahead,
    /// Somebody else waits for it.
    Aside,
}

#[derive(Debug)]
struct Flight {
    id: Id,
    ask: Arc<Ask>,
    purpose: Purpose,
    /// Its time is shorter than a request's, so that its end says nothing of the gateway.
    is_cut_short: bool,
}

/// An answer that is kept.
#[derive(Debug)]
struct Kept {
    ask: Arc<Ask>,
    shown: Arc<Shown>,
    is_ahead: bool,
}

/// What is under way, what is kept, and what the view shows of it.
#[derive(Debug)]
pub struct Desk {
    /// A request without an answer ends after so many milliseconds.
    patience: u32,
    wanted: Option<Arc<Ask>>,
    view: Remote,
    retry: Option<Retry>,
    flights: Vec<Flight>,
    /// The last used one first.
    kept: Vec<Kept>,
    /// Nothing is asked unasked before this millisecond.
    rest_until: u64,
    last_id: Id,
}

impl Desk {
    /// A desk with nothing on it. A request has so many milliseconds.
    pub fn new(patience: u32) -> Self {
        Self {
            patience,
            wanted: None,
            view: Remote::Idle,
            retry: None,
            flights: Vec::new(),
            kept: Vec::new(),
            rest_until: 0,
            last_id: 0,
        }
    }

    /// What is shown.
    pub const fn view(&self) -> &Remote {
        &self.view
    }

    /// What the view wants.
    pub const fn wanted(&self) -> Option<&Arc<Ask>> {
        self.wanted.as_ref()
    }

    /// The view wants this, or nothing. `anew` asks for what is there already.
    pub fn want(&mut self, ask: Option<Arc<Ask>>, anew: bool, seed: u64, now: u64) -> Vec<Order> {
        let mut orders = vec![Order::StopWaiting];
        self.retry = Some(Retry::new(seed, now));
        self.abort(&mut orders, &|flight| flight.purpose != Purpose::Aside && Some(&flight.ask) != ask.as_ref());
        let same_filters =
            |kept: &Kept| ask.as_ref().is_some_and(|ask| ask.query.filters() == kept.ask.query.filters());
        self.kept.retain(|kept| !kept.is_ahead || same_filters(kept));
        self.wanted.clone_from(&ask);
        let Some(ask) = ask else {
            self.view = Remote::Idle;
            return orders;
        };
        match self.seen(&ask, now).filter(|_| !anew) {
            Some((shown, is_answer)) => {
                if is_answer {
                    self.view = Remote::Ready(shown);
                    return orders;
                }
                self.view = Remote::Refreshing(shown);
            }
            None => self.view.begin(),
        }
        self.send_for_view(ask, now, &mut orders);
        orders
    }

    /// The view may want this next. Asked only where there is room, and not while the gateway is to be left alone.
    pub fn ahead(&mut self, ask: Arc<Ask>, now: u64) -> Vec<Order> {
        let mut orders = Vec::new();
        let is_known =
            self.flights.iter().any(|flight| flight.ask == ask) || self.kept.iter().any(|kept| kept.ask == ask);
        if !is_known {
            self.abort(&mut orders, &|flight| flight.purpose == Purpose::Ahead);
            if self.has_room(now) {
                self.send(ask, Purpose::Ahead, now, &mut orders);
            }
        }
        orders
    }

    /// Somebody beside the view asks this: the request's number, or `None` where it is not the time for it.
    pub fn aside(&mut self, ask: Arc<Ask>, now: u64) -> Option<(Id, Vec<Order>)> {
        if !self.has_room(now) || self.flights.iter().any(|flight| flight.ask == ask) {
            return None;
        }
        let mut orders = Vec::new();
        self.send(ask, Purpose::Aside, now, &mut orders);
        Some((self.last_id, orders))
    }

    /// A request has its answer, at this moment of the clock and this millisecond.
    pub fn answer(
        &mut self,
        id: Id,
        outcome: Result<Page, Fault>,
        retry_after: Option<u32>,
        at: Moment,
        now: u64,
    ) -> Vec<Order> {
        let Some(place) = self.flights.iter().position(|flight| flight.id == id) else { return Vec::new() };
        let Flight { ask, purpose, is_cut_short, .. } = self.flights.remove(place);
        if let Some(rest) = outcome.as_ref().err().and_then(|fault| retry::rest(fault, retry_after)) {
            self.rest_until = now.saturating_add(u64::from(rest) * 1000);
        }
        match (purpose, outcome) {
            (Purpose::Aside, outcome) => vec![Order::Deliver(id, outcome)],
            (Purpose::Ahead, Err(_)) => Vec::new(),
            (Purpose::Ahead, Ok(page)) => {
                self.keep(&ask, Arc::new(Shown::new(&ask, page, at)), true);
                Vec::new()
            }
            (Purpose::View, Ok(page)) => {
                let shown = Arc::new(Shown::new(&ask, page, at));
                self.keep(&ask, Arc::clone(&shown), false);
                self.view = Remote::Ready(shown);
                vec![Order::StopWaiting]
            }
            (Purpose::View, Err(fault)) => self.fail(&ask, fault, is_cut_short, retry_after, now),
        }
    }

    /// The wait is over: the same is asked again, if it was for that.
    pub fn wait_is_over(&mut self, now: u64) -> Vec<Order> {
        let mut orders = Vec::new();
        if let (Remote::Retrying(..), Some(ask)) = (&self.view, self.wanted.clone()) {
            self.send_for_view(ask, now, &mut orders);
        }
        orders
    }

    /// Nothing is asked again any more: the last failure stands.
    pub fn give_up(&mut self) -> Vec<Order> {
        let mut orders = Vec::new();
        if let (Remote::Retrying(fault, _), Some(ask)) = (self.view.clone(), &self.wanted) {
            self.view.fail(fault, &ask.query);
            self.abort(&mut orders, &|flight| flight.purpose == Purpose::View);
            orders.push(Order::StopWaiting);
        }
        orders
    }

    /// The answer that is shown becomes this one, to the same query asked at another time.
    pub fn replace(&mut self, ask: Arc<Ask>, shown: Arc<Shown>) -> Vec<Order> {
        let is_shown = self.wanted.as_ref().is_some_and(|wanted| wanted.query == ask.query);
        if is_shown && matches!(self.view, Remote::Ready(_)) {
            self.keep(&ask, Arc::clone(&shown), false);
            self.view = Remote::Ready(shown);
            self.wanted = Some(ask);
        }
        Vec::new()
    }

    /// Forgets all that came from the gateway.
    pub fn forget(&mut self) -> Vec<Order> {
        let mut orders = vec![Order::StopWaiting];
        self.abort(&mut orders, &|_| true);
        self.kept.clear();
        self.wanted = None;
        self.view = Remote::Idle;
        self.rest_until = 0;
        orders
    }

    fn fail(
        &mut self,
        ask: &Arc<Ask>,
        fault: Fault,
        is_cut_short: bool,
        retry_after: Option<u32>,
        now: u64,
    ) -> Vec<Order> {
        // The budget's end is not the gateway's fault: what it said before stands.
        let fault = match &self.view {
            Remote::Retrying(before, _) if is_cut_short && fault == Fault::TooSlow => Arc::clone(before),
            _ => Arc::new(fault),
        };
        let wait = self.retry.as_mut().and_then(|retry| retry.next(&fault, retry_after, now));
        if let Some(wait) = wait {
            let shown = self.view.shown().cloned();
            self.view = Remote::Retrying(fault, shown);
            return vec![Order::Wait(wait)];
        }
        let rest = retry::rest(&fault, retry_after);
        self.view.fail(fault, &ask.query);
        vec![rest.map_or(Order::StopWaiting, Order::Wait)]
    }

    /// The page that answers this, and whether it needs no other answer.
    fn seen(&mut self, ask: &Arc<Ask>, now: u64) -> Option<(Arc<Shown>, bool)> {
        let place = self.kept.iter().position(|kept| kept.ask == *ask)?;
        let mut kept = self.kept.remove(place);
        let age = now.saturating_sub(u64::try_from(kept.shown.at.0).unwrap_or_default() * 1000);
        let is_answer = kept.is_ahead && age < FRESH;
        kept.is_ahead = false;
        let shown = Arc::clone(&kept.shown);
        self.kept.insert(0, kept);
        Some((shown, is_answer))
    }

    fn keep(&mut self, ask: &Arc<Ask>, shown: Arc<Shown>, is_ahead: bool) {
        self.kept.retain(|kept| kept.ask != *ask);
        self.kept.insert(0, Kept { ask: Arc::clone(ask), shown, is_ahead });
        let mut rows = 0;
        self.kept.truncate(MAX_CACHED_PAGES);
        let most = self.kept.iter().take_while(|kept| {
            let fits = rows <= MAX_CACHED_ROWS;
            rows += kept.shown.page.rows.len();
            fits
        });
        let most = most.count();
        self.kept.truncate(most);
    }

    fn has_room(&self, now: u64) -> bool {
        self.flights.len() < MAX_IN_FLIGHT && now >= self.rest_until
    }

    /// The view's question goes out, unless it is under way already. Who else asked the same asks again some time.
    fn send_for_view(&mut self, ask: Arc<Ask>, now: u64, orders: &mut Vec<Order>) {
        self.abort(orders, &|flight| flight.purpose == Purpose::Aside && flight.ask == ask);
        match self.flights.iter_mut().find(|flight| flight.ask == ask) {
            Some(flight) => flight.purpose = Purpose::View,
            None => self.send(ask, Purpose::View, now, orders),
        }
    }

    fn send(&mut self, ask: Arc<Ask>, purpose: Purpose, now: u64, orders: &mut Vec<Order>) {
        // The view comes first.
        if self.flights.len() >= MAX_IN_FLIGHT {
            self.abort(orders, &|flight| flight.purpose != Purpose::View);
        }
        self.last_id += 1;
        let left = match (&self.view, &self.retry) {
            (Remote::Retrying(..), Some(retry)) if purpose == Purpose::View => retry.left(now),
            _ => u64::from(self.patience),
        };
        let patience = self.patience.min(u32::try_from(left).unwrap_or(u32::MAX));
        let is_cut_short = patience < self.patience;
        self.flights.push(Flight { id: self.last_id, ask: Arc::clone(&ask), purpose, is_cut_short });
        orders.push(Order::Send(self.last_id, ask, patience));
    }

    fn abort(&mut self, orders: &mut Vec<Order>, goes: &dyn Fn(&Flight) -> bool) {
        self.flights.retain(|flight| {
            let goes = goes(flight);
            if goes {
                orders.push(Order::Abort(flight.id));
            }
            !goes
        });
    }
}
