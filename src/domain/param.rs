//! The parameters of the report, with their names in the API.

use super::zone::Edge;
use strum::EnumCount;

/// A parameter of the request: the page, the rows per page, or one of the eleven filters.
///
/// A parameter has one name in the request, in the address and in the code. Only [`Param::name`] spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum Param {
    /// The number of the page, from 1.
    Page,
    /// The number of rows per page.
    Limit,
    /// The sender's account; `*` stands for any text.
    Username,
    /// The sending line in E.164.
    Number,
    /// The id of one send.
    MessagesOutboxId,
    /// The earliest date of creation.
    CreateFromDate,
    /// The latest date of creation.
    CreateToDate,
    /// The earliest date of sending.
    SendFromDate,
    /// The latest date of sending.
    SendToDate,
    /// The least number of exits.
    FromExitCount,
    /// The greatest number of exits.
    ToExitCount,
    /// A part of the message's text.
    Message,
    /// The state of the send.
    StateId,
}

impl Param {
    /// Every parameter, in canonical order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Page,
        Self::Limit,
        Self::Username,
        Self::Number,
        Self::MessagesOutboxId,
        Self::CreateFromDate,
        Self::CreateToDate,
        Self::SendFromDate,
        Self::SendToDate,
        Self::FromExitCount,
        Self::ToExitCount,
        Self::Message,
        Self::StateId,
    ];

    /// Returns the parameter's name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Limit => "limit",
            Self::Username => "username",
            Self::Number => "number",
            Self::MessagesOutboxId => "messages_outbox_id",
            Self::CreateFromDate => "create_from_date",
            Self::CreateToDate => "create_to_date",
            Self::SendFromDate => "send_from_date",
            Self::SendToDate => "send_to_date",
            Self::FromExitCount => "from_exit_count",
            Self::ToExitCount => "to_exit_count",
            Self::Message => "message",
            Self::StateId => "state_id",
        }
    }

    /// Returns the parameter with the given name in the API; `None` if there is none.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|param| param.name() == name)
    }

    /// Returns whether the parameter is a filter, rather than the page or the rows per page.
    pub const fn is_filter(self) -> bool {
        !matches!(self, Self::Page | Self::Limit)
    }

    /// Returns whether the parameter is a date.
    pub const fn is_date(self) -> bool {
        self.edge().is_some()
    }

    /// Returns which end of its range a date is, the lower or the upper; `None` for a parameter that is not a date.
    pub const fn edge(self) -> Option<Edge> {
        match self {
            Self::CreateFromDate | Self::SendFromDate => Some(Edge::From),
            Self::CreateToDate | Self::SendToDate => Some(Edge::To),
            _ => None,
        }
    }

    /// Returns the parameters of the lower and the upper end of the range of dates to which the parameter belongs. For
    /// a parameter that is not a date, that is the range of creation.
    pub const fn range(self) -> [Self; 2] {
        match self {
            Self::SendFromDate | Self::SendToDate => [Self::SendFromDate, Self::SendToDate],
            _ => [Self::CreateFromDate, Self::CreateToDate],
        }
    }
}
