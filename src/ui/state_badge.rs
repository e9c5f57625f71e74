//! The badge of a state: an icon, a word and a tone, never a colour alone.

use super::icon::{Draw, Icon};
use crate::{
    domain::{
        record::RecordState,
        send_state::{SendState, Tone},
    },
    i18n::Messages,
};
use leptos::prelude::*;
use std::sync::Arc;

/// What a badge shows.
pub(super) struct Badge {
    icon: Icon,
    tone: Tone,
    word: Arc<str>,
}

impl Badge {
    /// The badge of a record's state. An unknown one is neutral, with the gateway's own word.
    pub(super) fn new(state: &RecordState, messages: &Messages) -> Self {
        match state {
            RecordState::Known(state) => {
                Self { icon: icon(*state), tone: state.tone(), word: messages.state(*state).into() }
            }
            RecordState::Unknown(word) => Self { icon: Icon::Question, tone: Tone::Mute, word: word.clone() },
            RecordState::Missing => Self { icon: Icon::Question, tone: Tone::Mute, word: messages.no_state.into() },
        }
    }

    /// Draws it.
    pub(super) fn view(self) -> impl IntoView {
        view! {
            <span class="badge" data-tone=self.tone.name()>
                <Draw icon=self.icon/>
                <bdi>{self.word}</bdi>
            </span>
        }
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
