//! One send, as a row of the report shows it.

use super::{
    decimal::whole,
    draft::sender_number,
    json::{Json, Object},
    param::Param,
    record_time::RecordTime,
    send_state::SendState,
};
use std::sync::Arc;

/// One send. What the gateway left out, or gave in a form that says nothing, is `None`.
///
/// Ids and numbers are texts exactly as they came: an id may be larger than any number type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// `messages_outbox_id`.
    pub outbox_id: Option<Arc<str>>,
    /// `state_id`, or what there is in its place.
    pub state: RecordState,
    /// `message`, whole.
    pub message: Option<Arc<str>>,
    /// `number`: the sending line.
    pub number: Option<Arc<str>>,
    /// `number_color`.
    pub number_color: Option<Color>,
    /// `rcpts_count`: recipients.
    pub recipients: Option<Arc<str>>,
    /// `exit_count`: messages that left.
    pub exits: Option<Arc<str>>,
    /// `cost`, in the deployment's currency.
    pub cost: Option<Arc<str>>,
    /// `time`: when it was created.
    pub created: Option<RecordTime>,
    /// `time_send`: when it was or will be sent.
    pub sent: Option<RecordTime>,
    /// `username`: the sender's account.
    pub username: Option<Arc<str>>,
    /// The row's JSON, as it came.
    pub raw: Arc<str>,
    /// Whether it is no object, and says nothing.
    pub is_unreadable: bool,
}

impl Record {
    /// Every field as it came; `None` for a row that is no object.
    pub fn object(&self) -> Option<Object<'_>> {
        Json::parse(&self.raw).and_then(Json::object)
    }

    /// Its value of a field, as a filter that other sends can share; `None` where there is none, or none that could be
    /// asked for.
    pub fn shared_value(&self, param: Param) -> Option<String> {
        match param {
            Param::StateId => match &self.state {
                RecordState::Known(state) => Some(state.id().to_string()),
                RecordState::Unknown(_) | RecordState::Missing => None,
            },
            Param::Number => self.number.as_deref().map(sender_number),
            // A gateway that hides names writes stars, which would mean any name.
            Param::Username => self.username.as_deref().filter(|name| name.contains(|c| c != '*')).map(str::to_owned),
            Param::MessagesOutboxId => self.outbox_id.as_deref().map(str::to_owned),
            _ => None,
        }
    }

    /// How many of a hundred messages left, rounded down so that only all of them are a hundred; `None` where the
    /// counts don't say.
    pub fn exits_share(&self) -> Option<u64> {
        let count = |text: &Option<Arc<str>>| whole(text.as_deref()?);
        let (exits, recipients) = (count(&self.exits)?, count(&self.recipients)?);
        let all = Some(recipients).filter(|all| *all > 0 && exits <= *all)?;
        u64::try_from(u128::from(exits) * 100 / u128::from(all)).ok()
    }
}

/// The state of a record: a documented one, or whatever the gateway says instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RecordState {
    /// A documented state.
    Known(SendState),
    /// The gateway's own `status` text, or the unknown id where there is none.
    Unknown(Arc<str>),
    /// Nothing was said.
    #[default]
    Missing,
}

impl RecordState {
    /// Whether nothing more will happen: every state but those that a send passes through.
    pub const fn is_final(&self) -> bool {
        match self {
            Self::Known(state) => state.is_final(),
            Self::Unknown(_) | Self::Missing => true,
        }
    }
}

/// A colour as `#RGB` or `#RRGGBB`. Nothing else of the gateway's goes into a style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Color(Arc<str>);

impl Color {
    /// The colour, where the text is one of the two forms.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
        (hex && matches!(digits.len(), 3 | 6)).then(|| Self(text.into()))
    }

    /// The CSS text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
