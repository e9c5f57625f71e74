//! The parameters of the report, by the API's own names.

use super::zone::Edge;
use strum::EnumCount;

/// A parameter of the request: the paging pair and the eleven filters.
///
/// Its name is the same on the wire, in the address and in the code, and is spelled here alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum Param {
    /// The page's number, from 1.
    Page,
    /// Rows per page.
    Limit,
    /// The sender's account; `*` stands for any text.
    Username,
    /// The sending line, E.164.
    Number,
    /// The id of one send.
    MessagesOutboxId,
    /// Created at or after.
    CreateFromDate,
    /// Created at or before.
    CreateToDate,
    /// Sent at or after.
    SendFromDate,
    /// Sent at or before.
    SendToDate,
    /// At least so many exits.
    FromExitCount,
    /// At most so many exits.
    ToExitCount,
    /// A part of the message.
    Message,
    /// The state.
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

    /// The API's name.
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

    /// The parameter of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|param| param.name() == name)
    }

    /// Whether it narrows the report, rather than choosing a page of it.
    pub const fn is_filter(self) -> bool {
        !matches!(self, Self::Page | Self::Limit)
    }

    /// Whether it holds a date.
    pub const fn is_date(self) -> bool {
        self.edge().is_some()
    }

    /// Which end of a range of dates it holds.
    pub const fn edge(self) -> Option<Edge> {
        match self {
            Self::CreateFromDate | Self::SendFromDate => Some(Edge::From),
            Self::CreateToDate | Self::SendToDate => Some(Edge::To),
            _ => None,
        }
    }

    /// Both ends of the range of dates that it belongs to.
    pub const fn range(self) -> [Self; 2] {
        match self {
            Self::SendFromDate | Self::SendToDate => [Self::SendFromDate, Self::SendToDate],
            _ => [Self::CreateFromDate, Self::CreateToDate],
        }
    }
}
