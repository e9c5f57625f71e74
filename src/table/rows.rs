//! The rows of the table as they are first shown: their markup, and the texts that go into it.
//!
//! Texts are made once when an answer arrives or the language changes, not cell by cell. What else a row has comes
//! with the part that is loaded later, see `app::ui::full_rows`.

use super::{state_badge, stencil::Value};
use crate::{
    domain::{column::Column, record::Record, record_time::RecordTime, zone::Zone},
    i18n::{Formatter, NOTHING},
    requests::Snapshot,
    start::deployment::Deployment,
};
use std::sync::Arc;

/// A message is cut here: a row shows a line or two of it.
const MAX_MESSAGE_CHARS: usize = 1_000;

/// A time that can't be read is cut here: it is as long as the longest that can be.
const MAX_TIME_CHARS: usize = 40;

/// One row. Its roles are spelled out, see `app::ui::report_table`. The empty elements keep the place of what comes
/// later, so that nothing moves then.
pub const MARKUP: &str = concat!(
    r#"<tr role="row" data-slots="aria-rowindex=index">"#,
    r#"<td role="cell" class="state"><i class="pick"></i>"#,
    r#"<span class="badge" data-slots="data-tone=tone"><svg class="icon" viewBox="0 0 16 16" aria-hidden="true">"#,
    r#"<path data-slots="d=icon"></path></svg><bdi data-slots="state"></bdi></span>"#,
    r#"<i class="watch" data-slots="hidden=unwatchable"></i></td>"#,
    r#"<td role="cell" class="message"><div dir="auto" data-slots="message"></div></td>"#,
    r#"<td role="cell" class="sender"><span class="mark" data-slots="style:background-color=color"></span>"#,
    r#"<bdi dir="ltr" data-slots="sender"></bdi></td>"#,
    r#"<td role="cell" class="recipients number" data-slots="data-label=recipients_label">"#,
    r#"<bdi dir="ltr" data-slots="recipients"></bdi></td>"#,
    r#"<td role="cell" class="exits number" data-slots="data-label=exits_label">"#,
    r#"<bdi dir="ltr" data-slots="exits"></bdi></td>"#,
    r#"<td role="cell" class="cost number"><bdi dir="ltr" data-slots="cost"></bdi> "#,
    r#"<span class="unit" data-slots="currency"></span></td>"#,
    // A day and a time: two pieces that each read from left to right, in the page's order.
    r#"<td role="cell" class="created"><bdi dir="ltr" data-slots="created_day"></bdi> "#,
    r#"<bdi dir="ltr" class="time" data-slots="created_time"></bdi></td>"#,
    r#"<td role="cell" class="sent" data-slots="data-label=sent_label"><bdi dir="ltr" data-slots="sent_day"></bdi> "#,
    r#"<bdi dir="ltr" class="time" data-slots="sent_time"></bdi></td>"#,
    r#"<td role="cell" class="user"><bdi data-slots="user"></bdi></td>"#,
    r#"<th scope="row" role="rowheader" class="outbox-id"><bdi dir="ltr" data-slots="outbox_id"></bdi>"#,
    r#"<i class="detail"></i></th></tr>"#,
);

/// The names of the slots, in the order in which [`values`] gives them.
pub const SLOTS: [&str; 21] = [
    "index",
    "tone",
    "icon",
    "state",
    "unwatchable",
    "message",
    "color",
    "sender",
    "recipients_label",
    "recipients",
    "exits_label",
    "exits",
    "cost",
    "currency",
    "created_day",
    "created_time",
    "sent_label",
    "sent_day",
    "sent_time",
    "user",
    "outbox_id",
];

/// What all rows of an answer share.
pub struct Common<'a> {
    /// The formatter of values.
    pub formatter: Formatter,
    /// The zone in which dates are shown.
    pub zone: &'a dyn Zone,
    /// The unit of costs.
    pub currency: Arc<str>,
    /// Headers that stand at their values on a card.
    labels: [Arc<str>; 3],
}

impl<'a> Common<'a> {
    /// Creates what the rows of this deployment share.
    pub fn new<Z: Zone>(formatter: Formatter, deployment: &'a Deployment<Z>) -> Self {
        let label = |column| formatter.messages().header(column).into();
        Self {
            formatter,
            zone: deployment.shown_zone(formatter),
            currency: formatter.currency(&deployment.config.currency).into(),
            labels: [Column::RcptsCount, Column::ExitCount, Column::TimeSend].map(label),
        }
    }
}

/// Returns the rows of an answer as the formatter writes them: the values of [`SLOTS`].
pub fn rows<Z: Zone>(shown: &Snapshot, formatter: Formatter, deployment: &Deployment<Z>) -> Vec<Vec<Value>> {
    let common = Common::new(formatter, deployment);
    let first = shown.page.from.unwrap_or(1);
    let place = |at| first.saturating_add(at);
    (0..).map(place).zip(&shown.page.rows).map(|(place, record)| values(place, record, &common).into()).collect()
}

/// What a row shows of a record; `place` is its number in the whole report.
pub fn values(place: u64, record: &Record, common: &Common) -> [Value; SLOTS.len()] {
    let Common { formatter, zone, labels: [recipients_label, exits_label, sent_label], .. } = common;
    let number = |text: &Option<Arc<str>>| text.as_deref().map_or_else(nothing, |text| formatter.number(text).into());
    // Ids and phones are digits, not amounts: never grouped.
    let digits =
        |text: &Option<Arc<str>>| text.as_deref().map_or_else(nothing, |text| formatter.digits().write(text).into());
    let time = |time: &Option<RecordTime>| match time {
        None => [Some(nothing()), None],
        Some(RecordTime::Unread(came)) => [Some(cut(came, MAX_TIME_CHARS)), None],
        Some(RecordTime::At(moment)) => {
            let (day, time) = formatter.day_and_time(*moment, *zone);
            [Some(day.into()), Some(time.into())]
        }
    };
    let [created_day, created_time] = time(&record.created);
    let [sent_day, sent_time] = time(&record.sent);
    let messages = formatter.messages();
    let (tone, icon, state) = state_badge::parts(&record.state, messages);
    [
        Some(place.saturating_add(1).to_string().into()),
        Some(tone.into()),
        Some(icon.path().into()),
        Some(state),
        (record.state.is_final() || record.outbox_id.is_none()).then(|| "".into()),
        Some(match &record.message {
            Some(message) => cut(message, MAX_MESSAGE_CHARS),
            None if record.is_unreadable => messages.unreadable_row.into(),
            None => nothing(),
        }),
        record.number_color.as_ref().map(|color| color.as_str().into()),
        Some(digits(&record.number)),
        Some(Arc::clone(recipients_label)),
        Some(number(&record.recipients)),
        Some(Arc::clone(exits_label)),
        Some(number(&record.exits)),
        Some(number(&record.cost)),
        record.cost.is_some().then(|| Arc::clone(&common.currency)),
        created_day,
        created_time,
        Some(Arc::clone(sent_label)),
        sent_day,
        sent_time,
        Some(record.username.clone().unwrap_or_else(nothing)),
        Some(digits(&record.outbox_id)),
    ]
}

/// Returns what stands in place of a value that is missing.
pub fn nothing() -> Arc<str> {
    NOTHING.into()
}

/// The text, or its beginning of so many characters.
fn cut(text: &Arc<str>, longest: usize) -> Arc<str> {
    match text.char_indices().nth(longest) {
        None => Arc::clone(text),
        Some((end, _)) => text.get(..end).map_or_else(nothing, |start| format!("{start}…").into()),
    }
}

/// The names of the slots of a markup, each once, in their order.
#[cfg(test)]
pub fn slots_of(markup: &str) -> Vec<&str> {
    let slots = markup.split("data-slots=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let names = slots.flat_map(str::split_whitespace).map(|slot| slot.rsplit('=').next().unwrap_or(slot));
    let mut seen = Vec::new();
    for name in names {
        // One value may stand in two places.
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::{MARKUP, SLOTS, slots_of};

    #[test]
    fn every_slot_of_the_markup_has_a_value_and_every_value_a_slot() {
        assert_eq!(slots_of(MARKUP), SLOTS);
    }
}
