//! The needs for a person's attention: sends that are late, that wait for somebody, or that have failed.

use super::count::Count;
use crate::domain::{
    draft::{Context, Draft},
    param::Param,
    query::Query,
    send_state::SendState,
    zone::Moment,
};

/// The latest date of sending of a send that is late, as date math: ten minutes ago.
const LATE: &str = "now-10m";

/// A reason why sends need a person's attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The send is in the state though its time of sending was more than ten minutes ago.
    Late(SendState),
    /// The send is in the state.
    State(SendState),
}

impl Need {
    /// Every need, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Late(SendState::Sending),
        Self::Late(SendState::Queued),
        Self::State(SendState::InReview),
        Self::State(SendState::Rejected),
        Self::State(SendState::InvalidRecipients),
        Self::State(SendState::NoCredit),
        Self::State(SendState::SystemError),
    ];

    /// Returns the state of the sends with the need.
    pub const fn state(self) -> SendState {
        match self {
            Self::Late(state) | Self::State(state) => state,
        }
    }

    /// Returns the query for the sends with the need, created in the last `days` days. The query's dates are relative
    /// to now, so that a link to it stays up to date. Returns `None` only if `context` does not accept the query.
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

/// The numbers of sends with each need, all counted with the same `now`.
#[derive(Clone, Debug, PartialEq)]
pub struct Attention {
    /// The instant that `now` means in the counts.
    pub now: Moment,
    /// The number of past days in which the counted sends were created.
    pub days: u64,
    /// The counts, in the order of [`Need::ALL`].
    pub counts: [Count; Need::ALL.len()],
}

impl Attention {
    /// Creates the counts of the `days` days before `now`, none of which is known yet.
    pub fn new(now: Moment, days: u64) -> Self {
        Self { now, days, counts: Default::default() }
    }

    /// Returns the sum of the counts that are known; `None` if none is.
    pub fn sum(&self) -> Option<u64> {
        self.counts.iter().filter_map(Count::known).reduce(u64::saturating_add)
    }

    /// Returns whether nothing needs attention: each count is known and zero.
    pub fn is_calm(&self) -> bool {
        self.counts.iter().all(|count| *count == Count::Known(0))
    }

    /// Returns whether each count has an answer or has failed.
    pub fn is_settled(&self) -> bool {
        self.counts.iter().all(Count::is_settled)
    }

    /// Returns whether the number of each need is known.
    pub fn is_known(&self) -> bool {
        self.counts.iter().all(|count| count.known().is_some())
    }

    /// Returns the counts, with those of `before` in place of those that are not known. All are then as of its instant.
    /// Counts of other days are no replacement.
    #[must_use]
    pub fn or(mut self, before: Option<&Self>) -> Self {
        let Some(before) = before.filter(|before| before.days == self.days) else { return self };
        for (own, count) in self.counts.iter_mut().zip(&before.counts) {
            if own.known().is_none() {
                own.clone_from(count);
                self.now = before.now;
            }
        }
        self
    }

    /// Returns whether the count of any need is larger than in `before`. A need whose count is not known in both is
    /// left out.
    pub fn has_more_than(&self, before: &Self) -> bool {
        let is_more =
            |(own, before): (&Count, &Count)| own.known().zip(before.known()).is_some_and(|(own, before)| own > before);
        self.counts.iter().zip(&before.counts).any(is_more)
    }
}
