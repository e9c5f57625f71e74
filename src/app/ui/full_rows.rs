//! The rows of the table with all that can be done with them, in the columns that a person wants. Loaded later.

use super::help;
use crate::{
    address::{Codec, Only},
    app::report::{Deployment, Report, follow, hold},
    browser::hands,
    domain::{
        bidi,
        column::{Column, Kind},
        param::Param,
        query::Query,
        record::{Record, RecordState},
    },
    i18n::{Formatter, NOTHING},
    requests::Snapshot,
    table::{
        rows::{self, Common, SLOTS},
        state_badge,
        stencil::{Stencil, Value},
    },
};
use leptos::{html::Tbody, prelude::*};
use std::{collections::BTreeMap, sync::Arc};

/// What the table scrolls in where it is too wide.
const FRAME: &str = ".table-frame";

/// The names of the slots that a row has beside [`SLOTS`], in the order in which [`Row::more`] gives them. The first
/// two are filled when the row is painted.
const MORE: [&str; 20] = [
    "selected",
    "is_selected",
    "pick",
    "pick_label",
    "state_link",
    "only_state",
    "was",
    "watch",
    "watching",
    "watch_label",
    "sender_link",
    "only_sender",
    "exits_share",
    "user_link",
    "only_user",
    "outbox_id_link",
    "only_outbox_id",
    "row",
    "detail",
    "icon_class",
];

/// The columns among these that the page does not show of its own.
fn others(columns: &[Column]) -> impl Iterator<Item = Column> {
    columns.iter().copied().filter(|column| !Column::OWN.contains(column))
}

/// The name of the slot of another field's value.
fn value_slot(column: Column) -> String {
    ["value_", column.name()].concat()
}

/// The name of the slot of its header.
fn label_slot(column: Column) -> String {
    ["label_", column.name()].concat()
}

/// The names of the slots of a row in these columns, in the order in which [`Row::values`] gives them.
fn slots(columns: &[Column]) -> Vec<String> {
    let own = SLOTS.into_iter().chain(MORE).map(str::to_owned);
    own.chain(others(columns).map(value_slot)).chain(others(columns).map(label_slot)).collect()
}

/// What the rows are written of.
#[derive(Clone, PartialEq)]
struct Source {
    shown: Option<Arc<Snapshot>>,
    formatter: Formatter,
    watched: Option<String>,
    columns: Vec<Column>,
}

/// What is painted: the stencil of some columns, and the texts of the rows.
#[derive(Default)]
struct Painted {
    columns: Vec<Column>,
    stencil: Option<Stencil>,
    keys: Vec<Arc<str>>,
    query: Option<Query>,
    rows: Vec<Vec<Value>>,
}

/// The rows that are shown, in this body of the table from here on.
pub fn rows(report: Report, body: NodeRef<Tbody>) {
    // A request that begins changes the view, but neither the rows nor how they are written.
    let source = Memo::new_with_compare(
        move |_| Source {
            shown: report.with_view(|view| view.shown().cloned()),
            formatter: report.formatter(),
            watched: report.watched(),
            // How wide they are is the style's business: the elements stay while an edge is dragged.
            columns: report.columns().list().collect(),
        },
        |old: Option<&Source>, new: Option<&Source>| {
            let (Some(old), Some(new)) = (old, new) else { return true };
            let pointers = [old, new].map(|source| source.shown.as_ref().map(Arc::as_ptr));
            let [old, new] = [old, new].map(|source| (source.formatter, &source.watched, &source.columns));
            pointers.first() != pointers.last() || old != new
        },
    );
    follow(move || {
        if let Some(body) = body.get() {
            hold(hands::mark_wide(&body, FRAME));
            hold(hands::keep_headers_clear(FRAME));
        }
    });
    let painted = StoredValue::new_local(Painted::default());
    let paint = move || {
        let Some(body) = body.get() else { return };
        let selection = report.selection();
        painted.update_value(|painted| {
            let Some(stencil) = &mut painted.stencil else { return };
            let rows = painted.keys.iter().zip(&painted.rows).map(|(key, row)| {
                let mut row = row.clone();
                let is_selected = selection.has(key);
                if let Some([selected, mark, ..]) = row.get_mut(SLOTS.len()..) {
                    *selected = Some(if is_selected { "true".into() } else { "false".into() });
                    *mark = is_selected.then(|| "".into());
                }
                row
            });
            stencil.paint(&body, rows.collect());
        });
    };
    follow(move || {
        let Source { shown, formatter, watched, columns } = source.get();
        let Some(body) = body.get() else { return };
        painted.update_value(|painted| {
            if painted.columns != columns {
                // Other columns are other elements.
                if let Some(old) = &mut painted.stencil {
                    old.paint(&body, Vec::new());
                }
                let slots = slots(&columns);
                let names: Vec<&str> = slots.iter().map(String::as_str).collect();
                painted.stencil = Some(Stencil::new(&markup(&columns), &names));
                painted.columns.clone_from(&columns);
            }
            let query = shown.as_ref().map(|shown| shown.query.clone());
            if painted.query != query {
                hands::to_top(&body, FRAME);
                painted.query = query;
            }
            painted.keys = shown.as_ref().map(|shown| shown.page.keys()).unwrap_or_default();
            painted.rows = shown.map_or_else(Vec::new, |shown| {
                report.with_deployment(|deployment| {
                    report.with_codec(|codec| {
                        let row = Row::new(&shown, formatter, deployment, watched.as_deref(), &columns, codec);
                        let records = shown.page.rows.iter().zip(&painted.keys);
                        (0..).zip(records).map(|(at, (record, key))| row.values(at, record, key)).collect()
                    })
                })
            });
        });
        untrack(paint);
    });
    follow(paint);
}

/// The markup of a row in these columns. The first one has the row's checkbox, and the id, or the last one where it is
/// not shown, what opens the detail.
fn markup(columns: &[Column]) -> String {
    let id = Column::MessagesOutboxId;
    let detail = if columns.contains(&id) { Some(id) } else { columns.last().copied() };
    let cells = columns.iter().copied().enumerate().map(|(place, column)| {
        // What names a row.
        let is_header = column == id || place == 0 && !columns.contains(&id);
        let (tag, end, role) = if is_header { ("th scope=\"row\"", "th", "rowheader") } else { ("td", "td", "cell") };
        let (content, label) = content(column);
        let label = label.map(|label| format!(r#" data-slots="data-label={label}""#)).unwrap_or_default();
        let pick = if place == 0 { PICK } else { "" };
        let detail = if Some(column) == detail { DETAIL } else { "" };
        let (class, name) = (column.class(), column.name());
        format!(r#"<{tag} role="{role}" class="{class}" data-column="{name}"{label}>{pick}{content}{detail}</{end}>"#)
    });
    let cells: Vec<String> = cells.collect();
    [
        r#"<tr role="row" data-slots="aria-rowindex=index data-row=row data-selected=is_selected">"#,
        &cells.concat(),
        "</tr>",
    ]
    .concat()
}

/// What is in a column's cells, and the slot of the label that stands beside it on a card.
fn content(column: Column) -> (String, Option<String>) {
    let (content, label) = match column {
        Column::StateId => (STATE, None),
        Column::Message => (r#"<div dir="auto" data-as-sent data-slots="message"></div>"#, None),
        Column::Number => (SENDER, None),
        Column::RcptsCount => (r#"<bdi dir="ltr" data-slots="recipients"></bdi>"#, Some("recipients_label")),
        Column::ExitCount => (EXITS, Some("exits_label")),
        Column::Cost => (COST, None),
        Column::Time => (CREATED, None),
        Column::TimeSend => (SENT, Some("sent_label")),
        Column::Username => (USER, None),
        Column::MessagesOutboxId => (OUTBOX_ID, None),
        other => {
            let attributes = if other.kind() == Kind::Text { r#"dir="auto" data-as-sent"# } else { r#"dir="ltr""# };
            let content = format!(r#"<bdi {attributes} data-slots="{}"></bdi>"#, value_slot(other));
            return (content, Some(label_slot(other)));
        }
    };
    (content.to_owned(), label.map(str::to_owned))
}

// A check box that is drawn: what is in an attribute can be painted like all else.
const PICK: &str = concat!(
    r#"<span class="pick" role="checkbox" tabindex="0" data-slots="data-pick=pick aria-label=pick_label aria-checked=selected">"#,
    r#"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M3 8.6l3.2 3.2L13 4.8"></path></svg></span>"#,
);

// Links to the sends that share a value are no stops of the Tab key: the detail has them as well. Where the value is worth
// copying, dragging over it selects its text, and not the link.
const STATE: &str = concat!(
    r#"<a class="only" tabindex="-1" data-slots="href=state_link title=only_state">"#,
    r#"<span class="badge" data-slots="data-tone=tone"><svg data-slots="class=icon_class" viewBox="0 0 16 16" aria-hidden="true">"#,
    r#"<path data-slots="d=icon"></path></svg><bdi data-slots="state"></bdi></span></a>"#,
    r#"<span class="was" data-slots="was"></span>"#,
    r#"<button type="button" class="plain watch" role="switch" data-slots="data-watch=watch hidden=unwatchable aria-checked=watching aria-label=watch_label title=watch_label">"#,
    r#"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=""#,
    "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8M9.8 8a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0",
    r#""></path></svg></button>"#,
);

const SENDER: &str = concat!(
    r#"<span class="mark" data-slots="style:background-color=color"></span>"#,
    r#"<a class="only" tabindex="-1" draggable="false" data-slots="href=sender_link title=only_sender"><bdi dir="ltr" data-slots="sender"></bdi></a>"#,
);

const EXITS: &str = concat!(
    r#"<bdi dir="ltr" data-slots="exits"></bdi>"#,
    r#"<span class="share-bar" data-slots="style:--share=exits_share" aria-hidden="true"></span>"#,
);

// A day and a time: two pieces that each read from left to right, in the page's order.
const CREATED: &str = concat!(
    r#"<span data-moment="created"><bdi dir="ltr" data-slots="created_day"></bdi> "#,
    r#"<bdi dir="ltr" class="time" data-slots="created_time"></bdi></span>"#,
);

const SENT: &str = concat!(
    r#"<span data-moment="sent"><bdi dir="ltr" data-slots="sent_day"></bdi> "#,
    r#"<bdi dir="ltr" class="time" data-slots="sent_time"></bdi></span>"#,
);

const COST: &str = r#"<bdi dir="ltr" data-slots="cost"></bdi> <span class="unit" data-slots="currency"></span>"#;

const USER: &str = concat!(
    r#"<a class="only" tabindex="-1" draggable="false" data-slots="href=user_link title=only_user">"#,
    r#"<bdi data-as-sent data-slots="user"></bdi></a>"#,
);

const OUTBOX_ID: &str = concat!(
    r#"<a class="only" tabindex="-1" draggable="false" data-slots="href=outbox_id_link title=only_outbox_id">"#,
    r#"<bdi dir="ltr" data-slots="outbox_id"></bdi></a>"#,
);

const DETAIL: &str = concat!(
    r#"<button type="button" class="plain detail" data-slots="data-detail=row aria-label=detail">"#,
    r#"<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M3 8h.01M8 8h.01M13 8h.01"></path></svg>"#,
    "</button>",
);

/// What all rows of an answer share.
struct Row<'a> {
    common: Common<'a>,
    deployment: &'a Deployment,
    changed: BTreeMap<&'a str, &'a RecordState>,
    watched: Option<&'a str>,
    others: Vec<Column>,
    labels: Vec<Value>,
    first: u64,
    state: Offer,
    sender: Offer,
    user: Offer,
    outbox_id: Offer,
}

impl<'a> Row<'a> {
    fn new(
        shown: &'a Snapshot,
        formatter: Formatter,
        deployment: &'a Deployment,
        watched: Option<&'a str>,
        columns: &[Column],
        codec: Codec,
    ) -> Self {
        let offer = |param| Offer::new(codec, shown, formatter, param);
        let mut common = Common::new(formatter, deployment);
        common.currency = formatter.unit(&deployment.config.currency).into();
        Self {
            common,
            deployment,
            changed: shown.changed.iter().map(|(id, state)| (&**id, state)).collect(),
            watched,
            others: others(columns).collect(),
            labels: others(columns).map(|column| Some(formatter.column(column).into())).collect(),
            first: shown.page.from.unwrap_or(1),
            state: offer(Param::StateId),
            sender: offer(Param::Number),
            user: offer(Param::Username),
            outbox_id: offer(Param::MessagesOutboxId),
        }
    }

    /// All that the row at this place of the page shows, from 0.
    fn values(&self, at: u64, record: &Record, key: &Arc<str>) -> Vec<Value> {
        let formatter = self.common.formatter;
        let mut record = formatter.redacted(record);
        if let Some(message) = record.message.as_deref().filter(|message| message.contains(bidi::turns)) {
            let message = bidi::seen(message.chars()).into();
            record.to_mut().message = Some(message);
        }
        // What is no number can't be toman, and keeps its own unit.
        let mut own_unit = None;
        if let Some(cost) = record.cost.clone().filter(|_| formatter.is_toman(&self.deployment.config.currency)) {
            let (amount, unit) = formatter.in_unit(&cost, &self.deployment.config.currency);
            own_unit = (*unit != *self.common.currency).then(|| unit.into());
            record.to_mut().cost = Some(amount.into());
        }
        let record = &*record;
        let mut values = Vec::from(rows::values(self.first.saturating_add(at), record, &self.common));
        let unit = SLOTS.iter().position(|slot| *slot == "currency").and_then(|unit| values.get_mut(unit));
        if let Some((unit, own)) = unit.zip(own_unit) {
            *unit = Some(own);
        }
        values.extend(self.more(at, record, key));
        let fields = if self.others.is_empty() { None } else { record.object() };
        values.extend(self.others.iter().map(|column| {
            let field = fields.as_ref().and_then(|fields| fields.get(column.name()));
            Some(formatter.cell(*column, field).into())
        }));
        values.extend(self.labels.iter().cloned());
        values
    }

    fn more(&self, at: u64, record: &Record, key: &Arc<str>) -> [Value; MORE.len()] {
        let formatter = self.common.formatter;
        let messages = formatter.later();
        let [state_link, only_state] = self.state.of(record);
        let [sender_link, only_sender] = self.sender.of(record);
        let [user_link, only_user] = self.user.of(record);
        let [outbox_id_link, only_outbox_id] = self.outbox_id.of(record);
        let before = record.outbox_id.as_deref().and_then(|id| self.changed.get(id));
        let was = before.map(|state| state_badge::parts(state, formatter.messages()).2);
        let watch = record.outbox_id.clone().filter(|_| !record.state.is_final());
        let id = record.outbox_id.as_deref().map_or_else(|| NOTHING.to_owned(), |id| formatter.digits().write(id));
        [
            None,
            None,
            Some(Arc::clone(key)),
            Some(messages.select_row.fill([&id]).into()),
            state_link,
            only_state.map(|only| [help::meaning(&record.state, formatter), &only].join("\n").into()),
            was.map(|was| messages.was.fill([&was]).into()),
            watch.clone(),
            Some(if watch.is_some() && watch.as_deref() == self.watched { "true".into() } else { "false".into() }),
            watch.map(|_| messages.watch.fill([&id]).into()),
            sender_link,
            only_sender,
            record.exits_share().filter(|share| *share < 100).map(|share| format!("{share}%").into()),
            user_link,
            only_user,
            outbox_id_link,
            only_outbox_id,
            Some(at.to_string().into()),
            Some(messages.details_of.fill([&id]).into()),
            Some(state_badge::parts(&record.state, formatter.messages()).1.class().into()),
        ]
    }
}

/// The offer to see only the sends that share a value.
struct Offer {
    param: Param,
    address: Only,
    title: Arc<str>,
}

impl Offer {
    fn new(codec: Codec, shown: &Snapshot, formatter: Formatter, param: Param) -> Self {
        let title = formatter.later().only_these.fill([formatter.messages().param(param)]).into();
        Self { param, address: codec.only(&shown.query, param), title }
    }

    /// The link and its title.
    fn of(&self, record: &Record) -> [Value; 2] {
        match record.shared_value(self.param) {
            Some(value) => [Some(self.address.href(&value).into()), Some(Arc::clone(&self.title))],
            None => [None, None],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{markup, slots};
    use crate::{domain::column::Column, table::rows::slots_of};

    #[test]
    fn every_slot_of_a_row_has_a_value_and_every_value_a_slot() {
        for columns in [&Column::ALL[..], &Column::OWN] {
            let markup = markup(columns);
            let mut found: Vec<String> = slots_of(&markup).into_iter().map(str::to_owned).collect();
            let mut given = slots(columns);
            found.sort();
            given.sort();
            assert_eq!(found, given);
        }
    }

    #[test]
    fn a_row_without_its_id_still_has_its_checkbox_and_its_detail() {
        let markup = markup(&[Column::Cost, Column::Time]);
        assert!(markup.contains("data-pick=pick") && markup.contains("data-detail=row"));
        assert_eq!(markup.matches("rowheader").count(), 1);
    }
}
