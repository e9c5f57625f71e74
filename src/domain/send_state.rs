//! The ten states of a send (API document, Notes on `state_id`).

use strum::EnumCount;

/// A documented state of a send. A record may also have another state, see [`super::record::RecordState`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum SendState {
    /// 0: in the process of being created.
    Creating,
    /// 1: created, in the monitoring queue.
    InReview,
    /// 2: in the process of sending.
    Sending,
    /// 3: rejected by the monitoring system.
    Rejected,
    /// 4: with recipients that were entered incorrectly or are not valid.
    InvalidRecipients,
    /// 5: in the send queue.
    Queued,
    /// 6: sent successfully.
    Sent,
    /// 7: cancelled.
    Cancelled,
    /// 8: not enough credit.
    NoCredit,
    /// 9: not sent because of a system error.
    SystemError,
}

/// The urgency of a state for a person. The style sheet gives each tone its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// The send has succeeded.
    Ok,
    /// The send is in progress.
    Busy,
    /// A person must act.
    Wait,
    /// The send has failed.
    Bad,
    /// The state is neutral: no action is needed.
    Mute,
}

impl SendState {
    /// Every state; the index of each is its `state_id`.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Creating,
        Self::InReview,
        Self::Sending,
        Self::Rejected,
        Self::InvalidRecipients,
        Self::Queued,
        Self::Sent,
        Self::Cancelled,
        Self::NoCredit,
        Self::SystemError,
    ];

    /// Returns the state with the given `state_id`; `None` if the API document has none.
    pub fn from_id(id: u64) -> Option<Self> {
        Self::ALL.get(usize::try_from(id).ok()?).copied()
    }

    /// Returns the `state_id`.
    pub const fn id(self) -> u8 {
        self as u8
    }

    /// Returns whether the state is final. The states 0, 1, 2 and 5 are not: a send passes through them.
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Creating | Self::InReview | Self::Sending | Self::Queued)
    }

    /// Returns the tone in which the state is shown.
    pub const fn tone(self) -> Tone {
        match self {
            Self::Sent => Tone::Ok,
            Self::Sending | Self::Queued => Tone::Busy,
            Self::InReview | Self::NoCredit => Tone::Wait,
            Self::Rejected | Self::InvalidRecipients | Self::SystemError => Tone::Bad,
            Self::Creating | Self::Cancelled => Tone::Mute,
        }
    }
}

impl Tone {
    /// Returns the tone's name in the style sheet, a class.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Busy => "busy",
            Self::Wait => "wait",
            Self::Bad => "bad",
            Self::Mute => "mute",
        }
    }
}
