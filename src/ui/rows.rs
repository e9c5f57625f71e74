//! The texts of the rows. Made once when an answer arrives or the language changes, not cell by cell.

use super::state_badge::Badge;
use crate::{
    domain::{
        record::{Color, Record},
        zone::{Moment, Zone},
    },
    i18n::Style,
    report::Shown,
};
use std::sync::Arc;

/// What stands where there is nothing.
const NOTHING: &str = "–";

/// A message is cut here: a row shows a line or two of it.
const LONGEST_MESSAGE: usize = 1_000;

/// The texts of one row.
pub(super) struct Row {
    /// Its place in the whole, from 1.
    pub(super) place: u64,
    pub(super) badge: Badge,
    pub(super) message: Arc<str>,
    pub(super) color: Option<Color>,
    pub(super) sender: Arc<str>,
    pub(super) recipients: Arc<str>,
    pub(super) exits: Arc<str>,
    pub(super) cost: Arc<str>,
    pub(super) currency: Arc<str>,
    pub(super) created: (Arc<str>, Arc<str>),
    pub(super) sent: (Arc<str>, Arc<str>),
    pub(super) user: Arc<str>,
    pub(super) outbox_id: Arc<str>,
}

/// The rows of an answer, written in this style.
pub(super) fn rows(shown: &Shown, style: Style, zone: &dyn Zone, currency: &str) -> Vec<Row> {
    let first = shown.page.from.unwrap_or(1);
    let currency: Arc<str> = style.currency(currency).into();
    (first..).zip(&shown.page.rows).map(|(place, record)| row(place, record, style, zone, &currency)).collect()
}

fn row(place: u64, record: &Record, style: Style, zone: &dyn Zone, currency: &Arc<str>) -> Row {
    let number = |text: &Option<Arc<str>>| text.as_deref().map_or_else(nothing, |text| style.number(text).into());
    // Ids and phones are digits, not amounts: never grouped.
    let digits =
        |text: &Option<Arc<str>>| text.as_deref().map_or_else(nothing, |text| style.digits().write(text).into());
    let moment = |moment: Option<Moment>| {
        moment.map_or_else(
            || (nothing(), Arc::from("")),
            |moment| {
                let (day, time) = style.day_and_time(moment, zone);
                (day.into(), time.into())
            },
        )
    };
    Row {
        place,
        badge: Badge::new(&record.state, style.messages()),
        message: record.message.as_ref().map_or_else(nothing, cut),
        color: record.number_color.clone(),
        sender: digits(&record.number),
        recipients: number(&record.recipients),
        exits: number(&record.exits),
        cost: number(&record.cost),
        currency: if record.cost.is_some() { Arc::clone(currency) } else { Arc::from("") },
        created: moment(record.created),
        sent: moment(record.sent),
        user: record.username.clone().unwrap_or_else(nothing),
        outbox_id: digits(&record.outbox_id),
    }
}

fn nothing() -> Arc<str> {
    NOTHING.into()
}

fn cut(message: &Arc<str>) -> Arc<str> {
    match message.char_indices().nth(LONGEST_MESSAGE) {
        None => Arc::clone(message),
        Some((end, _)) => message.get(..end).map_or_else(nothing, |start| format!("{start}…").into()),
    }
}
