//! The badge of a state: an icon, a word and a tone, never a colour alone.

use super::icon::Icon;
use crate::{
    domain::{
        bidi::left_to_right,
        record::RecordState,
        send_state::{SendState, Tone},
    },
    i18n::Formatter,
};
use std::sync::Arc;

/// Returns the classes of the badge of a record's state in a row: its tone, and the state whose icon it has.
pub fn class(state: &RecordState) -> String {
    match state {
        RecordState::Known(state) => format!("badge {} state-{}", state.tone().name(), state.id()),
        RecordState::Unknown(_) | RecordState::Missing => ["badge ", Tone::Mute.name(), " state-none"].concat(),
    }
}

/// Returns the content of a state's badge: its tone, its icon and its word. An unknown state is neutral and has the
/// gateway's own word or, in the digits of the page, its number.
pub fn parts(state: &RecordState, formatter: Formatter) -> (&'static str, Icon, Arc<str>) {
    let messages = formatter.table_texts();
    let neutral = |word: Arc<str>| (Tone::Mute.name(), Icon::Question, word);
    match state {
        RecordState::Known(state) => (state.tone().name(), icon(*state), messages.state(*state).into()),
        RecordState::Unknown(word) if word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'-')) => {
            neutral(left_to_right(formatter.digits().write(word).into()).into())
        }
        RecordState::Unknown(word) => neutral(word.clone()),
        RecordState::Missing => neutral(messages.no_state.into()),
    }
}

/// Returns the icon of a state.
pub(super) const fn icon(state: SendState) -> Icon {
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
