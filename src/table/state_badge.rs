//! The badge of a state: an icon, a word and a tone, never a colour alone.

use super::icon::Icon;
use crate::{
    domain::{
        record::RecordState,
        send_state::{SendState, Tone},
    },
    i18n::Messages,
};
use std::sync::Arc;

/// What the badge of a record's state shows: its tone, its icon, its word. An unknown one is neutral, with the gateway's
/// own word.
pub fn parts(state: &RecordState, messages: &Messages) -> (&'static str, Icon, Arc<str>) {
    let neutral = |word: Arc<str>| (Tone::Mute.name(), Icon::Question, word);
    match state {
        RecordState::Known(state) => (state.tone().name(), icon(*state), messages.state(*state).into()),
        RecordState::Unknown(word) => neutral(word.clone()),
        RecordState::Missing => neutral(messages.no_state.into()),
    }
}

const fn icon(state: SendState) -> Icon {
    match state {
        SendState::Creating => Icon::Pencil,
        SendState::InReview => Icon::Eye,
        SendState::Sending => Icon::Plane,
        SendState::Rejected => Icon::Ban,
        SendState::InvalidRecipients => Icon::Person,
        SendState::Queued => Icon::Clock,
        SendState::Sent => Icon::Check,
        SendState::Cancelled => Icon::Minus,
        SendState::NoCredit => Icon::Wallet,
        SendState::SystemError => Icon::Warning,
    }
}
