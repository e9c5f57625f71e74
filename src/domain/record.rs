//! A send as a row of the report.

use super::{
    decimal::whole,
    draft::sender_number,
    json::{Json, Object},
    param::Param,
    record_time::RecordTime,
    send_state::SendState,
    zone::Moment,
};
use std::sync::Arc;

/// A send. A field is `None` if the gateway left it out, or gave a value that cannot be interpreted.
///
/// Ids and numbers are texts exactly as they came: an id may be larger than any number type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The id of the send (`messages_outbox_id`).
    pub outbox_id: Option<Arc<str>>,
    /// The state (`state_id`, or the text that the gateway gives instead).
    pub state: RecordState,
    /// The complete message (`message`).
    pub message: Option<Arc<str>>,
    /// The sending line (`number`).
    pub number: Option<Arc<str>>,
    /// The colour of the sending line (`number_color`).
    pub number_color: Option<Color>,
    /// The number of recipients (`rcpts_count`).
    pub recipients: Option<Arc<str>>,
    /// The number of messages that left (`exit_count`).
    pub exits: Option<Arc<str>>,
    /// The cost (`cost`), in the deployment's currency.
    pub cost: Option<Arc<str>>,
    /// The time of creation (`time`).
    pub created: Option<RecordTime>,
    /// The time of sending (`time_send`), which may lie ahead.
    pub sent: Option<RecordTime>,
    /// The sender's account (`username`).
    pub username: Option<Arc<str>>,
    /// The JSON of the row, as it came.
    pub raw: Arc<str>,
    /// True for a row that is not a JSON object, and so has no fields.
    pub is_unreadable: bool,
}

impl Record {
    /// Returns all fields as they came; `None` for a row that is not an object.
    pub fn object(&self) -> Option<Object<'_>> {
        Json::parse_object(&self.raw)
    }

    /// Returns the instant of creation; `None` if there is none, or it could not be read.
    pub fn created_at(&self) -> Option<Moment> {
        self.created.as_ref()?.moment()
    }

    /// Returns the record's value of a parameter, as a filter that other sends can match. The result is `None` if
    /// the record has no value, or the value can't be a filter, and for a parameter other than state, number, user name
    /// and outbox id.
    pub fn shared_value(&self, param: Param) -> Option<String> {
        match param {
            Param::StateId => match &self.state {
                RecordState::Known(state) => Some(state.id().to_string()),
                RecordState::Unknown(_) | RecordState::Missing => None,
            },
            Param::Number => self.number.as_deref().map(sender_number),
            // A gateway that hides names writes stars, which would match any name.
            Param::Username => self.username.as_deref().filter(|name| name.contains(|c| c != '*')).map(str::to_owned),
            Param::MessagesOutboxId => self.outbox_id.as_deref().map(str::to_owned),
            _ => None,
        }
    }

    /// Returns the exits in percent of the recipients. The share is rounded down, so that only all of them are 100. The
    /// result is `None` if a count is missing, there are no recipients, or there are more exits than recipients.
    pub fn exits_share(&self) -> Option<u64> {
        let count = |text: &Option<Arc<str>>| whole(text.as_deref()?);
        let (exits, recipients) = (count(&self.exits)?, count(&self.recipients)?);
        let all = Some(recipients).filter(|all| *all > 0 && exits <= *all)?;
        // A product of a large number and 100 would overflow.
        let least = |percent: &u64| all / 100 * percent + (all % 100 * percent).div_ceil(100);
        let by_steps = || (1..=100).take_while(|percent| exits >= least(percent)).last().unwrap_or_default();
        Some(exits.checked_mul(100).map_or_else(by_steps, |hundredfold| hundredfold / all))
    }
}

/// The state of a record: a documented one, or whatever the gateway gives instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RecordState {
    /// A documented state.
    Known(SendState),
    /// The gateway's own `status` text, or the unknown id if there is no text.
    Unknown(Arc<str>),
    /// The gateway gave no state.
    #[default]
    Missing,
}

impl RecordState {
    /// Returns whether the state is final: a send keeps it. An unknown or missing state counts as final.
    pub const fn is_final(&self) -> bool {
        match self {
            Self::Known(state) => state.is_final(),
            Self::Unknown(_) | Self::Missing => true,
        }
    }
}

/// A colour as `#RGB` or `#RRGGBB`. Nothing else that comes from the gateway goes into a style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Color(Arc<str>);

impl Color {
    /// Reads a colour; `None` if the text has neither of the two forms.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
        (hex && matches!(digits.len(), 3 | 6)).then(|| Self(text.into()))
    }

    /// Returns the colour as CSS text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
