//! A number of rows that the gateway counts, and the state of the request for it.

use crate::gateway::fault::Fault;
use std::sync::Arc;

/// The state of a count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Count {
    /// The request was not sent yet, or was cancelled: it is due.
    #[default]
    Open,
    /// The answer is awaited.
    Awaited,
    /// The gateway has stated the total.
    Known(u64),
    /// The gateway has answered without a total.
    Unstated,
    /// The request has failed.
    Failed(Arc<Fault>),
}

impl Count {
    /// Returns the total; `None` if it is not known.
    pub const fn known(&self) -> Option<u64> {
        match self {
            Self::Known(total) => Some(*total),
            _ => None,
        }
    }

    /// Returns whether the request has an answer or has failed.
    pub const fn is_settled(&self) -> bool {
        !matches!(self, Self::Open | Self::Awaited)
    }

    /// Sets a count whose answer is awaited to [`Self::Open`], so that it is sent again. With `failed`, does so also
    /// for a count that has failed or has no total.
    pub fn reopen(&mut self, failed: bool) {
        if *self == Self::Awaited || failed && matches!(self, Self::Unstated | Self::Failed(_)) {
            *self = Self::Open;
        }
    }
}

impl From<Result<Option<u64>, Fault>> for Count {
    fn from(total: Result<Option<u64>, Fault>) -> Self {
        match total {
            Ok(Some(total)) => Self::Known(total),
            Ok(None) => Self::Unstated,
            Err(fault) => Self::Failed(Arc::new(fault)),
        }
    }
}
