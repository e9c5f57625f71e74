//! The needs for a person's attention: sends that are late, that wait for somebody, or that have failed.

use super::count::Count;
use crate::domain::{
    draft::{Context, Draft},
    param::Param,
    query::Query,
    send_state::SendState,
    zone::Moment,
};

/// The date math of the instant by which a send is late: a scheduled one is not.
const LATE: &str = "now-10m";

/// Something that needs attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// In this state though the time of sending has passed.
    Late(SendState),
    /// In this state.
    State(SendState),
}

impl Need {
    /// Everything that needs attention, in the order in which it is shown.
    pub const ALL: [Self; 7] = [
        Self::Late(SendState::Sending),
        Self::Late(SendState::Queued),
        Self::State(SendState::InReview),
        Self::State(SendState::Rejected),
        Self::State(SendState::InvalidRecipients),
        Self::State(SendState::NoCredit),
        Self::State(SendState::SystemError),
    ];

    /// Returns the state.
    pub const fn state(self) -> SendState {
        match self {
            Self::Late(state) | Self::State(state) => state,
        }
    }

    /// Returns the query of the sends of the last days that need this attention. Its dates are relative, so that its view
    /// moves on with time. Returns `None` only where the context can't be.
    pub fn query(self, days: u64, context: Context) -> Option<Query> {
        let mut draft = Draft::default();
        draft.set(Param::CreateFromDate, format!("now-{days}d"));
        draft.set(Param::StateId, self.state().id().to_string());
        if matches!(self, Self::Late(_)) {
            draft.set(Param::SendToDate, LATE);
        }
        draft.check(context).ok()
    }
}

/// The counts of what needs attention, all of one instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Attention {
    /// The instant that `now` means in them.
    pub now: Moment,
    /// The number of days that are looked at.
    pub days: u64,
    /// The counts, in the order of [`Need::ALL`].
    pub counts: [Count; Need::ALL.len()],
}

impl Attention {
    /// Creates the counts of the days before an instant, none of which is known.
    pub fn new(now: Moment, days: u64) -> Self {
        Self { now, days, counts: Default::default() }
    }

    /// Returns the sum of the counts that are known.
    pub fn sum(&self) -> u64 {
        self.counts.iter().filter_map(Count::known).fold(0, u64::saturating_add)
    }

    /// Returns whether each count has an answer.
    pub fn is_settled(&self) -> bool {
        self.counts.iter().all(Count::is_settled)
    }

    /// Returns these counts with those of `before` in place of the ones that are not known.
    #[must_use]
    pub fn or(mut self, before: &Self) -> Self {
        for (own, before) in self.counts.iter_mut().zip(&before.counts) {
            if own.known().is_none() {
                own.clone_from(before);
            }
        }
        self
    }

    /// Returns whether any count is larger than that of `before`.
    pub fn has_more_than(&self, before: &Self) -> bool {
        self.counts.iter().zip(&before.counts).any(|(own, before)| own.known() > before.known())
    }
}
