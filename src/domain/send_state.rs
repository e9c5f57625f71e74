//! The ten states of a send (API document, Notes on `state_id`).

use strum::EnumCount;

/// A documented state of a send. A record may carry another one, see [`super::record::RecordState`].
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
    /// 4: its recipients were entered incorrectly or are not valid.
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

/// What a state asks of a person; the sheet gives each its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It is done.
    Ok,
    /// It is under way.
    Busy,
    /// A person must act.
    Wait,
    /// It has failed.
    Bad,
    /// Nothing to do.
    Mute,
}

impl SendState {
    /// Every state; its place is its `state_id`.
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

    /// The state of this `state_id`.
    pub fn from_id(id: u64) -> Option<Self> {
        Self::ALL.get(usize::try_from(id).ok()?).copied()
    }

    /// Its `state_id`.
    pub const fn id(self) -> u8 {
        self as u8
    }

    /// Whether nothing more will happen: 0, 1, 2 and 5 are what people wait for.
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Creating | Self::InReview | Self::Sending | Self::Queued)
    }

    /// Its tone.
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
    /// The name by which the style sheet knows it (`data-tone`).
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
