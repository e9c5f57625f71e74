//! The state of a query that is asked of the gateway, and the snapshot that it shows.

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

/// The answer to a query, with what was learned about it since.
#[derive(Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The query that was asked.
    pub query: Query,
    /// The page that came back.
    pub page: Page,
    /// When the answer came.
    pub at: Moment,
    /// What `now` meant in the request. Rows are judged by it and by no other.
    pub now: Moment,
    /// The places of rows that came with another answer than the newest one to this query, in their order.
    pub not_in_answer: Vec<usize>,
    /// Rows whose state has changed since the person's own request: their ids, and the state that they had.
    pub changed: Vec<(Arc<str>, RecordState)>,
    /// How many new sends are not shown, so that no row moves.
    pub waiting: u64,
    /// Whether it came without the person's doing.
    pub is_renewed: bool,
}

impl Snapshot {
    /// Creates the snapshot of an answer.
    pub(super) fn new(request: &Request, page: Page, at: Moment) -> Self {
        Self {
            query: request.query.clone(),
            page,
            at,
            now: request.now,
            not_in_answer: Vec::new(),
            changed: Vec::new(),
            waiting: 0,
            is_renewed: false,
        }
    }

    /// Returns the rows that the newest answer has, and that can be judged by what was asked.
    pub fn answered_rows(&self) -> Vec<&Record> {
        let mut others = self.not_in_answer.iter().peekable();
        let rows = self.page.rows.iter().enumerate();
        rows.filter(|(place, _)| others.next_if_eq(&place).is_none()).map(|(_, row)| row).collect()
    }
}

/// The state of the view. Rows of an earlier answer stay while the next one is awaited, and are never taken for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RemoteData {
    /// Nothing is asked: not connected, or values that can't be used.
    #[default]
    Idle,
    /// The first answer is awaited.
    Waiting,
    /// An answer is awaited, and an earlier one is shown.
    Refreshing(Arc<Snapshot>),
    /// The answer.
    Ready(Arc<Snapshot>),
    /// There was none, and the same is asked again in a moment. An earlier answer stays.
    Retrying(Arc<Fault>, Option<Arc<Snapshot>>),
    /// There is none. An earlier answer to the same query stays.
    Failed(Arc<Fault>, Option<Arc<Snapshot>>),
}

impl RemoteData {
    /// The answer that is shown, which may be an earlier one.
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

    /// Whether an answer is awaited.
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Waiting | Self::Refreshing(_) | Self::Retrying(..))
    }

    /// Whether it is the answer to what is asked.
    pub const fn is_answer(&self) -> bool {
        matches!(self, Self::Ready(_))
    }

    /// The failure.
    pub fn fault(&self) -> Option<&Arc<Fault>> {
        match self {
            Self::Retrying(fault, _) | Self::Failed(fault, _) => Some(fault),
            _ => None,
        }
    }

    /// Begins to wait for an answer; an earlier one stays.
    pub(super) fn begin(&mut self) {
        *self = self.shown().cloned().map_or(Self::Waiting, Self::Refreshing);
    }

    /// Ends without an answer to this query.
    pub(super) fn fail(&mut self, fault: Arc<Fault>, query: &Query) {
        let same = self.shown().filter(|shown| shown.query == *query).cloned();
        *self = Self::Failed(fault, same);
    }
}
