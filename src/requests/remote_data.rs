//! The state of the view's request, which asks for the rows of the table, and the answer that the table shows.

use super::scheduler::Request;
use crate::{
    domain::{
        page::Page,
        query::Query,
        record::{Record, RecordState},
        zone::Moment,
    },
    gateway::fault::Fault,
};
use std::{mem, sync::Arc};

/// The answer to a query, together with the changes that automatic refreshes have made to it: refreshed rows, previous
/// states, and the number of new sends.
#[derive(Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The query that was sent.
    pub query: Query,
    /// The page that the gateway returned.
    pub page: Page,
    /// The instant at which the newest answer arrived.
    pub at: Moment,
    /// The instant that `now` means in the request. All judgements about the rows, such as whether they match the
    /// filters, use this instant.
    pub now: Moment,
    /// The indices of the rows that come from an older answer than the newest one, each with the instant of that
    /// answer; in ascending order.
    pub others: Vec<(usize, Moment)>,
    /// The ids of rows whose state has changed since the person's own request, each with the previous state; in
    /// ascending order of the ids.
    pub changed: Vec<(Arc<str>, RecordState)>,
    /// The number of new sends that are held back so that no row moves.
    pub waiting: u64,
    /// True if an automatic refresh brought the answer.
    pub is_refreshed: bool,
}

impl Snapshot {
    /// Creates the snapshot of an answer.
    pub fn new(request: &Request, page: Page, at: Moment) -> Self {
        Self {
            query: request.query.clone(),
            page,
            at,
            now: request.now,
            others: Vec::new(),
            changed: Vec::new(),
            waiting: 0,
            is_refreshed: false,
        }
    }

    /// Returns whether the answer has the filters and the rows per page of a query.
    pub fn is_of(&self, query: &Query) -> bool {
        self.query.filters() == query.filters() && self.query.limit() == query.limit()
    }

    /// Returns the state that the row with the given id had in the answer to the person's own request; `None` if its
    /// state has not changed since.
    pub fn state_before(&self, id: &str) -> Option<&RecordState> {
        let at = self.changed.binary_search_by(|(own, _)| (**own).cmp(id)).ok()?;
        self.changed.get(at).map(|(_, state)| state)
    }

    /// Returns the rows that come from the newest answer, the only ones that its request can be compared with.
    pub fn answered_rows(&self) -> Vec<&Record> {
        let mut others = self.others.iter().peekable();
        let rows = self.page.rows.iter().enumerate();
        rows.filter(|(index, _)| others.next_if(|(other, _)| other == index).is_none()).map(|(_, row)| row).collect()
    }

    /// Returns the instant of the answer from which a row comes. `index` is the row's index on the page, from 0.
    pub fn row_at(&self, index: usize) -> Moment {
        let other = self.others.binary_search_by_key(&index, |(index, _)| *index).ok();
        other.and_then(|other| self.others.get(other)).map_or(self.at, |(_, at)| *at)
    }

    /// Returns the instant of the oldest answer from which a row comes.
    pub fn oldest_at(&self) -> Moment {
        self.others.iter().map(|(_, at)| *at).fold(self.at, Moment::min)
    }
}

/// The state of the view. Rows of an earlier answer stay while a request is in flight, and never count as its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RemoteData {
    /// The page has sent no request: it is not connected, or some values can't be used.
    #[default]
    Idle,
    /// The first request is in flight.
    Waiting,
    /// A request is in flight, and an earlier answer is shown.
    Refreshing(Arc<Snapshot>),
    /// The answer is shown.
    Ready(Arc<Snapshot>),
    /// The request has failed and is being retried: a countdown runs, or the next attempt is in flight. An earlier
    /// answer is shown, if there is one.
    Retrying(Arc<Fault>, Option<Arc<Snapshot>>),
    /// The request failed for good; an earlier answer to the same query is shown, if there is one.
    Failed(Arc<Fault>, Option<Arc<Snapshot>>),
}

impl RemoteData {
    /// Returns the answer that is shown, which may be that to an earlier query; `None` if no answer is shown.
    pub fn shown(&self) -> Option<&Arc<Snapshot>> {
        match self {
            Self::Refreshing(shown) | Self::Ready(shown) => Some(shown),
            Self::Retrying(_, shown) | Self::Failed(_, shown) => shown.as_ref(),
            Self::Idle | Self::Waiting => None,
        }
    }

    /// Compares by pointer: same variant, same snapshot, same fault.
    pub fn is(&self, other: &Self) -> bool {
        mem::discriminant(self) == mem::discriminant(other)
            && self.shown().map(Arc::as_ptr) == other.shown().map(Arc::as_ptr)
            && self.fault().map(Arc::as_ptr) == other.fault().map(Arc::as_ptr)
    }

    /// Returns whether an answer is awaited, from a request in flight or from a retry.
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Waiting | Self::Refreshing(_) | Self::Retrying(..))
    }

    /// Returns whether the answer to the present query is shown and no newer one is awaited: [`Self::Ready`].
    pub const fn is_answer(&self) -> bool {
        matches!(self, Self::Ready(_))
    }

    /// Returns the answer to the present query while no newer one is awaited, see [`Self::is_answer`].
    pub fn answer(&self) -> Option<&Arc<Snapshot>> {
        self.shown().filter(|_| self.is_answer())
    }

    /// Returns the fault of the last attempt; `None` unless the request is being retried or has failed for good.
    pub fn fault(&self) -> Option<&Arc<Fault>> {
        match self {
            Self::Retrying(fault, _) | Self::Failed(fault, _) => Some(fault),
            _ => None,
        }
    }

    /// Returns whether the gateway has refused the token of the last attempt.
    pub fn is_unauthorized(&self) -> bool {
        self.fault().is_some_and(|fault| matches!(**fault, Fault::Unauthorized(_)))
    }

    /// Starts to wait for an answer. An earlier answer stays.
    pub(super) fn begin(&mut self) {
        *self = self.shown().cloned().map_or(Self::Waiting, Self::Refreshing);
    }

    /// Ends the wait with a fault. An earlier answer stays only if it answers `query`.
    pub(super) fn fail(&mut self, fault: Arc<Fault>, query: &Query) {
        let same = self.shown().filter(|shown| shown.query == *query).cloned();
        *self = Self::Failed(fault, same);
    }
}
