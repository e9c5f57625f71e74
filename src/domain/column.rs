//! The columns of the table: one for each field of a row (API document, Success Response), and the choice of columns
//! that a person sees.

use super::param::Param;
use serde::{Deserialize, Serialize};
use strum::EnumCount;

/// A column of the table, which shows one field of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount, Serialize, Deserialize)]
#[expect(missing_docs, reason = "named like the API's fields, see `Column::name`")]
pub enum Column {
    StateId,
    Message,
    Number,
    RcptsCount,
    ExitCount,
    Cost,
    Time,
    TimeSend,
    Username,
    MessagesOutboxId,
    Type,
    Valid,
    Status,
    State,
    Part,
    NumberId,
    NumberColor,
    PartnerId,
    InDeliveryLine,
    Summary,
    UserIp,
    UserId,
    FilesPath,
    ParentId,
}

/// The format of a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A free text.
    Text,
    /// An id or a phone number, whose digits are never grouped.
    Digits,
    /// A colour or a network address, whose letters and digits are shown as they came.
    Code,
    /// A number of things, whose digits are grouped.
    Count,
    /// An amount of money.
    Cost,
    /// An instant in time.
    Moment,
}

impl Column {
    /// Every column. Those that the page shows by default come first, in their order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::StateId,
        Self::Message,
        Self::Number,
        Self::RcptsCount,
        Self::ExitCount,
        Self::Cost,
        Self::Time,
        Self::TimeSend,
        Self::Username,
        Self::MessagesOutboxId,
        Self::Type,
        Self::Valid,
        Self::Status,
        Self::State,
        Self::Part,
        Self::NumberId,
        Self::NumberColor,
        Self::PartnerId,
        Self::InDeliveryLine,
        Self::Summary,
        Self::UserIp,
        Self::UserId,
        Self::FilesPath,
        Self::ParentId,
    ];

    /// The columns that the page shows by default, in their order.
    pub const OWN: &[Self] = Self::ALL.split_at(10).0;

    /// Returns whether the page shows the column by default.
    pub fn is_own(self) -> bool {
        Self::OWN.contains(&self)
    }

    /// Returns the field's name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StateId => Param::StateId.name(),
            Self::Message => Param::Message.name(),
            Self::Number => Param::Number.name(),
            Self::RcptsCount => "rcpts_count",
            Self::ExitCount => "exit_count",
            Self::Cost => "cost",
            Self::Time => "time",
            Self::TimeSend => "time_send",
            Self::Username => Param::Username.name(),
            Self::MessagesOutboxId => Param::MessagesOutboxId.name(),
            Self::Type => "type",
            Self::Valid => "valid",
            Self::Status => "status",
            Self::State => "state",
            Self::Part => "part",
            Self::NumberId => "number_id",
            Self::NumberColor => "number_color",
            Self::PartnerId => "partner_id",
            Self::InDeliveryLine => "in_delivery_line",
            Self::Summary => "summary",
            Self::UserIp => "user_ip",
            Self::UserId => "user_id",
            Self::FilesPath => "files_path",
            Self::ParentId => "parent_id",
        }
    }

    /// Returns the column of the field with the given name in the API; `None` if there is none.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }

    /// Returns the format of the field's values.
    pub const fn kind(self) -> Kind {
        match self {
            Self::RcptsCount | Self::ExitCount | Self::Part => Kind::Count,
            Self::Cost => Kind::Cost,
            Self::Time | Self::TimeSend => Kind::Moment,
            Self::StateId
            | Self::Number
            | Self::MessagesOutboxId
            | Self::NumberId
            | Self::PartnerId
            | Self::InDeliveryLine
            | Self::UserId
            | Self::ParentId => Kind::Digits,
            Self::NumberColor | Self::UserIp => Kind::Code,
            Self::Message
            | Self::Username
            | Self::Type
            | Self::Valid
            | Self::Status
            | Self::State
            | Self::Summary
            | Self::FilesPath => Kind::Text,
        }
    }

    /// Returns the CSS classes of the column's cells. The style sheet aligns the cells of the class `number` at the end
    /// of the line.
    pub const fn class(self) -> &'static str {
        match self {
            Self::StateId => "state",
            Self::Message => "message",
            Self::Number => "sender",
            Self::RcptsCount => "recipients number",
            Self::ExitCount => "exits number",
            Self::Cost => "cost number",
            Self::Time => "created",
            Self::TimeSend => "sent",
            Self::Username => "user",
            Self::MessagesOutboxId => "outbox-id",
            Self::Part => "more number",
            _ => "more",
        }
    }
}

/// A ready-made set of columns, which the dialog of columns offers by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum ColumnSet {
    /// The columns for a person who answers customers.
    Operator,
    /// The columns for a person who accounts for the costs.
    Billing,
    /// The set of all columns.
    Everything,
}

impl ColumnSet {
    /// Every set, in the order in which they are offered.
    pub const ALL: [Self; Self::COUNT] = [Self::Operator, Self::Billing, Self::Everything];

    /// Returns the columns of the set, in their order.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Operator => &[
                Column::StateId,
                Column::Message,
                Column::Number,
                Column::RcptsCount,
                Column::ExitCount,
                Column::Time,
                Column::TimeSend,
                Column::Username,
                Column::MessagesOutboxId,
                Column::Type,
                Column::Valid,
                Column::Status,
            ],
            Self::Billing => &[
                Column::StateId,
                Column::Username,
                Column::Number,
                Column::RcptsCount,
                Column::ExitCount,
                Column::Part,
                Column::Cost,
                Column::Time,
                Column::TimeSend,
                Column::Type,
                Column::MessagesOutboxId,
            ],
            Self::Everything => &Column::ALL,
        }
    }
}

/// The range of widths that a column may be given, in CSS pixels.
pub const WIDTHS: std::ops::RangeInclusive<u32> = 48..=640;

/// The columns that a person sees, in their order, each with the width that the person has set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Vec<(Column, Option<u32>)>);

impl Default for Columns {
    fn default() -> Self {
        Self::of(Column::OWN)
    }
}

impl Columns {
    /// Creates the list of the given columns, each as wide as its content.
    pub fn of(columns: &[Column]) -> Self {
        Self(columns.iter().map(|column| (*column, None)).collect())
    }

    /// Reads a text that [`Self::to_text`] wrote. Unknown and repeated columns are left out; without any column, the
    /// result is the default.
    pub fn parse(text: &str) -> Self {
        let mut columns = Self(Vec::new());
        for part in text.split_whitespace() {
            let (name, width) = part.split_once(':').unwrap_or((part, ""));
            if let Some(column) = Column::from_name(name).filter(|column| !columns.has(*column)) {
                let width = width.parse::<u32>().ok().map(within);
                columns.0.push((column, width));
            }
        }
        if columns.0.is_empty() { Self::default() } else { columns }
    }

    /// Writes the columns as a text for storage: `state_id message:320 cost`. The text of the default columns is empty.
    pub fn to_text(&self) -> String {
        if *self == Self::default() {
            return String::new();
        }
        let parts = self.0.iter().map(|(column, width)| match width {
            Some(width) => format!("{}:{width}", column.name()),
            None => column.name().to_owned(),
        });
        parts.collect::<Vec<_>>().join(" ")
    }

    /// Returns the columns in their order.
    pub fn list(&self) -> impl DoubleEndedIterator<Item = Column> + ExactSizeIterator + '_ {
        self.0.iter().map(|(column, _)| *column)
    }

    /// Returns whether a column is shown.
    pub fn has(&self, column: Column) -> bool {
        self.list().any(|own| own == column)
    }

    /// Returns the width that the person has set for a column, in CSS pixels; `None` without one, and if the column is
    /// not shown.
    pub fn width(&self, column: Column) -> Option<u32> {
        self.0.iter().find(|(own, _)| *own == column).and_then(|(_, width)| *width)
    }

    /// Sets the width of a column in CSS pixels, kept within [`WIDTHS`]; `None` makes it as wide as its content.
    pub fn set_width(&mut self, column: Column, width: Option<u32>) {
        if let Some((_, own)) = self.0.iter_mut().find(|(own, _)| *own == column) {
            *own = width.map(within);
        }
    }

    /// Adds a column at the end, or removes it if it is shown. The last remaining column is never removed.
    pub fn toggle(&mut self, column: Column) {
        if !self.has(column) {
            self.0.push((column, None));
        } else if self.0.len() > 1 {
            self.0.retain(|(own, _)| *own != column);
        }
    }

    /// Moves a column to the given index in the list, from 0; an index beyond the end means the end. Does nothing if
    /// the column is not shown.
    pub fn move_to(&mut self, column: Column, index: usize) {
        let from = self.list().position(|own| own == column);
        if let Some(from) = from {
            let entry = self.0.remove(from);
            self.0.insert(index.min(self.0.len()), entry);
        }
    }
}

fn within(width: u32) -> u32 {
    width.clamp(*WIDTHS.start(), *WIDTHS.end())
}
