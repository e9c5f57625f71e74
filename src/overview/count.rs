//! One count, and what is known of it.

use crate::gateway::fault::Fault;
use std::sync::Arc;

/// The state of a count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Count {
    /// It was not asked for, or its request was cancelled.
    #[default]
    Open,
    /// Its answer is awaited.
    Asked,
    /// The total.
    Known(u64),
    /// The gateway does not say the total.
    Unsaid,
    /// The request has failed.
    Failed(Arc<Fault>),
}

impl Count {
    /// Returns the total; `None` where it is not known.
    pub const fn known(&self) -> Option<u64> {
        match self {
            Self::Known(total) => Some(*total),
            _ => None,
        }
    }

    /// Returns whether it has an answer, whatever that is.
    pub const fn is_settled(&self) -> bool {
        !matches!(self, Self::Open | Self::Asked)
    }

    /// Opens the count again where its answer is awaited or, with `failed`, where it has none that is a total.
    pub fn reopen(&mut self, failed: bool) {
        if *self == Self::Asked || failed && matches!(self, Self::Unsaid | Self::Failed(_)) {
            *self = Self::Open;
        }
    }
}

impl From<Result<Option<u64>, Fault>> for Count {
    fn from(total: Result<Option<u64>, Fault>) -> Self {
        match total {
            Ok(Some(total)) => Self::Known(total),
            Ok(None) => Self::Unsaid,
            Err(fault) => Self::Failed(Arc::new(fault)),
        }
    }
}
