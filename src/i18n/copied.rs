//! Rows as they are copied for other programs: as they are shown, but in Latin digits and without groups.

use super::{
    Style,
    facts::{Terms, as_it_came},
    messages::fill,
};
use crate::domain::{
    calendar::Calendar,
    column::Column,
    record::{Record, RecordState},
    record_time::RecordTime,
    when::{clock_text, day_text},
    zone::{Moment, WallClock, Zone},
};

impl Style {
    /// A column's header; that of costs says their unit, that of times their zone.
    pub fn copied_header(self, column: Column, terms: &Terms) -> String {
        let name = self.column(column);
        match column {
            Column::Cost => format!("{name} ({})", self.unit(terms.currency)),
            Column::Time | Column::TimeSend => format!("{name} ({})", terms.zone_name),
            _ => name.to_owned(),
        }
    }

    /// A record's field; nothing where it says nothing. A cost that can't be in the unit of the header says its own.
    pub fn copied(self, column: Column, record: &Record, terms: &Terms) -> String {
        let zone = terms.zone;
        let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().unwrap_or_default().to_owned();
        let time = |time: &Option<RecordTime>| match time {
            None => String::new(),
            Some(RecordTime::At(moment)) => self.copied_moment(*moment, zone),
            Some(RecordTime::Unread(came)) => came.to_string(),
        };
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
            Column::Cost => record.cost.as_deref().map_or_else(String::new, |cost| {
                let (amount, unit) = self.in_unit(cost, terms.currency);
                if unit == self.unit(terms.currency) { amount.into_owned() } else { format!("{amount} {unit}") }
            }),
            Column::Time => time(&record.created),
            Column::TimeSend => time(&record.sent),
            Column::Username => text(&record.username),
            Column::MessagesOutboxId => text(&record.outbox_id),
            column => {
                let object = record.object();
                as_it_came(object.and_then(|object| object.get(column.name())))
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
