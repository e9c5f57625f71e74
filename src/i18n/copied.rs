//! Rows as they are copied for other programs: as they are shown, but in Latin digits and without groups.

use super::{Style, messages::fill};
use crate::domain::{
    calendar::Calendar,
    column::Column,
    record::{Record, RecordState},
    when::{clock_text, day_text},
    zone::{Moment, WallClock, Zone},
};

impl Style {
    /// A column's header; that of costs says their unit.
    pub fn copied_header(self, column: Column, currency: &str) -> String {
        let name = self.column(column);
        if column == Column::Cost { format!("{name} ({})", self.unit(currency)) } else { name.to_owned() }
    }

    /// A record's field; nothing where it says nothing.
    pub fn copied(self, column: Column, record: &Record, zone: &dyn Zone) -> String {
        let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().unwrap_or_default().to_owned();
        let moment = |moment: Option<Moment>| moment.map(|moment| self.copied_moment(moment, zone)).unwrap_or_default();
        match column {
            Column::StateId => match &record.state {
                RecordState::Known(state) => self.messages().state(*state).to_owned(),
                RecordState::Unknown(word) => word.to_string(),
                RecordState::Missing => String::new(),
            },
            Column::Message => text(&record.message),
            Column::Number => text(&record.number),
            Column::RcptsCount => text(&record.recipients),
            Column::ExitCount => text(&record.exits),
            Column::Cost => text(&record.cost),
            Column::Time => moment(record.created),
            Column::TimeSend => moment(record.sent),
            Column::Username => text(&record.username),
            Column::MessagesOutboxId => text(&record.outbox_id),
            column => {
                let object = record.object();
                super::facts::as_it_came(object.and_then(|object| object.get(column.name())))
            }
        }
    }

    /// A day and a time of day with its seconds, in the calendar that is shown.
    fn copied_moment(self, moment: Moment, zone: &dyn Zone) -> String {
        let clock = WallClock::at(moment, zone);
        let separator = match self.calendar {
            Calendar::Persian => '/',
            Calendar::Gregory => '-',
        };
        fill("{} {}", &[&day_text(clock.day, self.calendar, separator), &clock_text(clock.second)])
    }
}
