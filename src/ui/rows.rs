//! The rows of the table: their markup, and the texts that go into it.
//!
//! Texts are made once when an answer arrives or the language changes, not cell by cell.

use super::{icon::Icon, state_badge};
use crate::{
    address::{Codec, Only},
    browser::stencil::Value,
    domain::{
        draft::sender_number,
        field::Field,
        record::{Record, RecordState},
        zone::{Moment, Zone},
    },
    i18n::{Style, messages::fill},
    report::{Settings, Shown},
};
use std::sync::Arc;

/// What stands where there is nothing.
const NOTHING: &str = "–";

/// A message is cut here: a row shows a line or two of it.
const LONGEST_MESSAGE: usize = 1_000;

/// One row. Its roles are spelled out, see [`super::report_table`]. Links lead to the sends that share the value.
pub(super) const MARKUP: &str = concat!(
    r#"<tr role="row" data-slots="aria-rowindex=index">"#,
    r#"<td role="cell" class="state"><a class="only" data-slots="href=state_link title=only_state">"#,
    r#"<span class="badge" data-slots="data-tone=tone"><svg class="icon" viewBox="0 0 16 16" aria-hidden="true">"#,
    r#"<path data-slots="d=icon"></path></svg><bdi data-slots="state"></bdi></span></a>"#,
    r#"<span class="was" data-slots="was"></span>"#,
    r#"<button type="button" class="plain watch" role="switch" data-slots="data-watch=watch hidden=ended aria-checked=watching aria-label=watch_label title=watch_label">"#,
    r#"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path data-slots="d=eye"></path></svg></button></td>"#,
    r#"<td role="cell" class="message"><div dir="auto" data-slots="message"></div></td>"#,
    r#"<td role="cell" class="sender"><span class="mark" data-slots="style:background-color=color"></span>"#,
    r#"<a class="only" data-slots="href=sender_link title=only_sender"><bdi dir="ltr" data-slots="sender"></bdi></a></td>"#,
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
    r#"<td role="cell" class="user"><a class="only" data-slots="href=user_link title=only_user">"#,
    r#"<bdi data-slots="user"></bdi></a></td>"#,
    r#"<th scope="row" role="rowheader" class="outbox-id">"#,
    r#"<a class="only" data-slots="href=outbox_id_link title=only_outbox_id"><bdi dir="ltr" data-slots="outbox_id">"#,
    r#"</bdi></a><button type="button" class="plain detail" data-slots="data-detail=index aria-label=detail">"#,
    r#"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M3 8h.01M8 8h.01M13 8h.01"></path></svg>"#,
    r#"</button></th></tr>"#,
);

/// The names of the markup's slots, in the order in which [`row`] gives their values.
pub(super) const SLOTS: [&str; 35] = [
    "index",
    "state_link",
    "only_state",
    "tone",
    "icon",
    "state",
    "was",
    "watch",
    "ended",
    "watching",
    "watch_label",
    "eye",
    "message",
    "color",
    "sender_link",
    "only_sender",
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
    "user_link",
    "only_user",
    "user",
    "outbox_id_link",
    "only_outbox_id",
    "outbox_id",
    "detail",
];

/// What all rows of an answer share.
struct Common<'a> {
    style: Style,
    zone: &'a dyn Zone,
    currency: Arc<str>,
    labels: [Arc<str>; 3],
    changed: &'a [(Arc<str>, RecordState)],
    watched: &'a str,
    state: Offer,
    sender: Offer,
    user: Offer,
    outbox_id: Offer,
}

/// The offer to see only the sends that share a value.
struct Offer {
    address: Only,
    title: Arc<str>,
}

impl Offer {
    fn new(codec: Codec, shown: &Shown, style: Style, field: Field) -> Self {
        let messages = style.messages();
        let title = fill(messages.only_these, &[messages.field(field)]).into();
        Self { address: codec.only(&shown.query, field), title }
    }

    /// The link and its title.
    fn of(&self, value: Option<String>) -> [Value; 2] {
        match value {
            Some(value) => [Some(self.address.href(&value).into()), Some(Arc::clone(&self.title))],
            None => [None, None],
        }
    }
}

/// The rows of an answer, written in this style: the values of [`SLOTS`].
pub(super) fn rows(shown: &Shown, style: Style, settings: &Settings, watched: &str, codec: Codec) -> Vec<Vec<Value>> {
    let Settings { config, zone } = settings;
    let first = shown.page.from.unwrap_or(1);
    let columns = &style.messages().columns;
    let offer = |field| Offer::new(codec, shown, style, field);
    let common = Common {
        style,
        zone,
        currency: style.currency(&config.currency).into(),
        labels: [columns.recipients, columns.exits, columns.sent].map(Arc::from),
        changed: &shown.changed,
        watched,
        state: offer(Field::StateId),
        sender: offer(Field::Number),
        user: offer(Field::Username),
        outbox_id: offer(Field::MessagesOutboxId),
    };
    (first..).zip(&shown.page.rows).map(|(place, record)| row(place, record, &common).into()).collect()
}

fn row(place: u64, record: &Record, common: &Common) -> [Value; SLOTS.len()] {
    let Common { style, zone, labels: [recipients_label, exits_label, sent_label], .. } = common;
    let number = |text: &Option<Arc<str>>| text.as_deref().map_or_else(nothing, |text| style.number(text).into());
    // Ids and phones are digits, not amounts: never grouped.
    let digits =
        |text: &Option<Arc<str>>| text.as_deref().map_or_else(nothing, |text| style.digits().write(text).into());
    let moment = |moment: Option<Moment>| {
        moment.map_or_else(
            || [Some(nothing()), None],
            |moment| {
                let (day, time) = style.day_and_time(moment, *zone);
                [Some(day.into()), Some(time.into())]
            },
        )
    };
    let [state_link, only_state] = common.state.of(match &record.state {
        RecordState::Known(state) => Some(state.id().to_string()),
        RecordState::Unknown(_) | RecordState::Missing => None,
    });
    let [sender_link, only_sender] = common.sender.of(record.number.as_deref().map(sender_number));
    // A gateway that hides names writes stars, which would mean any name.
    let name = record.username.as_deref().filter(|name| name.contains(|c| c != '*'));
    let [user_link, only_user] = common.user.of(name.map(str::to_owned));
    let [outbox_id_link, only_outbox_id] = common.outbox_id.of(record.outbox_id.as_deref().map(str::to_owned));
    let [created_day, created_time] = moment(record.created);
    let [sent_day, sent_time] = moment(record.sent);
    let messages = style.messages();
    let outbox_id = digits(&record.outbox_id);
    let (tone, icon, state) = state_badge::parts(&record.state, messages);
    let before = common.changed.iter().find(|(id, _)| Some(id) == record.outbox_id.as_ref());
    let was = before.map(|(_, state)| state_badge::parts(state, messages).2);
    let watch = record.outbox_id.clone().filter(|_| !record.state.is_final());
    [
        Some(place.saturating_add(1).to_string().into()),
        state_link,
        only_state,
        Some(tone.into()),
        Some(Icon::path(icon).into()),
        Some(state),
        was.map(|was| fill(messages.was, &[&was]).into()),
        watch.clone(),
        watch.is_none().then(|| "".into()),
        Some(if watch.as_deref() == Some(common.watched) { "true".into() } else { "false".into() }),
        watch.map(|id| fill(messages.watch, &[&style.digits().write(&id)]).into()),
        Some(Icon::path(Icon::Eye).into()),
        Some(match &record.message {
            Some(message) => cut(message),
            None if record.is_unreadable => messages.unreadable_row.into(),
            None => nothing(),
        }),
        record.number_color.as_ref().map(|color| color.as_str().into()),
        sender_link,
        only_sender,
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
        user_link,
        only_user,
        Some(record.username.clone().unwrap_or_else(nothing)),
        outbox_id_link,
        only_outbox_id,
        Some(Arc::clone(&outbox_id)),
        Some(fill(messages.details_of, &[&outbox_id]).into()),
    ]
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

#[cfg(test)]
mod tests {
    use super::{MARKUP, SLOTS};

    #[test]
    fn every_slot_of_the_markup_has_a_value_and_every_value_a_slot() {
        let slots = MARKUP.split("data-slots=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let names = slots.flat_map(str::split_whitespace).map(|slot| slot.rsplit('=').next().unwrap_or(slot));
        let mut names: Vec<_> = names.collect();
        // One value may stand in two places.
        let mut seen = Vec::new();
        names.retain(|name| {
            let is_new = !seen.contains(name);
            seen.push(*name);
            is_new
        });
        assert_eq!(names, SLOTS);
    }
}
