//! What has come of a query.

use crate::{
    domain::{page::Page, query::Query, zone::Moment},
    gateway::fault::Fault,
};
use std::sync::Arc;

/// An answered query.
#[derive(Debug, PartialEq, Eq)]
pub struct Shown {
    /// What was asked.
    pub query: Query,
    /// What came back.
    pub page: Page,
    /// When.
    pub at: Moment,
}

/// The state of the view. Rows of an earlier answer stay while the next one is awaited, and are never taken for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Remote {
    /// Nothing is asked: not connected, or values that can't be used.
    #[default]
    Idle,
    /// The first answer is awaited.
    Waiting,
    /// An answer is awaited, and an earlier one is shown.
    Refreshing(Arc<Shown>),
    /// The answer.
    Ready(Arc<Shown>),
    /// There is none. An earlier answer to the same query stays.
    Failed(Arc<Fault>, Option<Arc<Shown>>),
}

impl Remote {
    /// The answer that is shown, which may be an earlier one.
    pub fn shown(&self) -> Option<&Arc<Shown>> {
        match self {
            Self::Refreshing(shown) | Self::Ready(shown) | Self::Failed(_, Some(shown)) => Some(shown),
            Self::Idle | Self::Waiting | Self::Failed(_, None) => None,
        }
    }

    /// Whether an answer is awaited.
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Waiting | Self::Refreshing(_))
    }

    /// The failure.
    pub fn fault(&self) -> Option<&Arc<Fault>> {
        match self {
            Self::Failed(fault, _) => Some(fault),
            _ => None,
        }
    }

    /// A request goes out.
    pub fn begin(&mut self) {
        *self = self.shown().cloned().map_or(Self::Waiting, Self::Refreshing);
    }

    /// The answer to `query` is in.
    pub fn end(&mut self, query: Query, outcome: Result<Page, Fault>, at: Moment) {
        *self = match outcome {
            Ok(page) => Self::Ready(Arc::new(Shown { query, page, at })),
            Err(fault) => {
                let same = self.shown().filter(|shown| shown.query == query).cloned();
                Self::Failed(Arc::new(fault), same)
            }
        };
    }
}
