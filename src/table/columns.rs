//! The columns of the table: their markup, the slots of their cells, and their widths.

use super::{
    dom::{DETAIL_CLASS, PICK_CLASS, WATCH_CLASS, label},
    icon::Icon,
    state_badge,
};
use crate::{
    domain::{
        column::{Column, Kind},
        param::Param,
        send_state::SendState,
        zone::{Moment, Zone},
    },
    i18n::Formatter,
};

/// The default width of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// The column takes the width that the other columns leave.
    Rest,
    /// The column is as wide as its widest value.
    Content,
}

/// Returns the rule for the width of a column that the person has not resized. The style sheet limits those of
/// [`Kind::Text`].
pub const fn width(column: Column) -> Width {
    match column {
        Column::Message => Width::Rest,
        _ => Width::Content,
    }
}

/// The slots that every row has before those of its cells.
pub const ROW_SLOTS: [&str; 1] = ["index"];

/// Returns the names of the slots of a column's cells, in the order in which [`super::cells::Cells`] fills them. The
/// first one is the value, by the name of its field in the API.
pub fn slots(column: Column) -> impl Iterator<Item = &'static str> {
    let more: &[&str] = match column {
        Column::StateId => &["state_link", "tone", "translate", "was", "is_changed", "can_watch", "is_watched"],
        Column::Message => &["direction"],
        Column::Number => &["number_link", "color"],
        Column::ExitCount => &["share"],
        Column::Username => &["username_link"],
        Column::MessagesOutboxId => &["outbox_id_link"],
        _ => &[],
    };
    std::iter::once(column.name()).chain(more.iter().copied())
}

/// Returns the classes of a column's cells: the column's own, which the style sheet and the card labels use, and `text`
/// or `ltr` for the direction of its values.
pub fn class(column: Column) -> String {
    let is_other = !column.is_own();
    let mut class = column.class().to_owned();
    if is_other {
        class.extend([" ", &own_class(column)]);
        // Texts have the direction of their letters; ids, codes and counts read from left to right.
        class.push_str(if column.kind() == Kind::Text { " text" } else { " ltr" });
    }
    class
}

/// Returns all classes of a column's cells if the given columns are shown: `has-pick` if they have the row's check box,
/// and `has-detail` if they have the button that opens its record.
pub fn classes(column: Column, columns: &[Column]) -> String {
    let mut classes = class(column);
    if columns.first() == Some(&column) {
        classes.push_str(" has-pick");
    }
    if of_detail(columns) == Some(column) {
        classes.push_str(" has-detail");
    }
    classes
}

/// Returns the class that only the column's cells have.
pub fn own_class(column: Column) -> String {
    if column.is_own() {
        column.class().split(' ').next().unwrap_or_default().to_owned()
    } else {
        ["field-", column.name()].concat()
    }
}

/// Returns whether a card, a row on a narrow screen, shows the column's header beside its value. The values of other
/// columns need no label.
pub const fn has_label(column: Column) -> bool {
    !matches!(
        column,
        Column::StateId
            | Column::Message
            | Column::Number
            | Column::Cost
            | Column::Time
            | Column::Username
            | Column::MessagesOutboxId
    )
}

/// Returns the column whose cells have the button that opens the record: that of the id, or the last column if the id
/// is not shown.
fn of_detail(columns: &[Column]) -> Option<Column> {
    let id = Column::MessagesOutboxId;
    if columns.contains(&id) { Some(id) } else { columns.last().copied() }
}

/// Returns the markup of a row with the given columns, see [`super::template`]. A `%` stands for the row's index on the
/// page.
///
/// The roles are explicit: on screen the style sheet makes grids and cards of the rows, and elements of a table lose
/// their implicit roles when their `display` changes. The controls are labelled by texts that stand once on the page
/// and by the row's id, so that no label is written for each row.
pub fn markup(columns: &[Column]) -> String {
    let id = Column::MessagesOutboxId;
    let has_id = columns.contains(&id);
    let detail = of_detail(columns);
    let mut row = r#"<tr role="row" data-slots="aria-rowindex=index">"#.to_owned();
    for (index, column) in columns.iter().copied().enumerate() {
        // The element with the row's id, which labels the row's controls.
        let is_header = column == id || index == 0 && !has_id;
        let (tag, end, role) = if is_header { (r#"th scope="row""#, "th", "rowheader") } else { ("td", "td", "cell") };
        let (attributes, content) = match column {
            // A cell with a control keeps the page's direction; only its text has a direction of its own.
            Column::Message if index == 0 || detail == Some(column) => value(column),
            column => content(column),
        };
        let pick = if index == 0 { pick() } else { String::new() };
        let name = if index == 0 && !has_id { NAME } else { "" };
        let detail = if Some(column) == detail { detail_button() } else { String::new() };
        let class = classes(column, columns);
        row.extend([
            "<",
            tag,
            r#" role=""#,
            role,
            r#"" class=""#,
            &class,
            "\"",
            &attributes,
            ">",
            &pick,
            name,
            &content,
            &detail,
            "</",
            end,
            ">",
        ]);
    }
    row.push_str("</tr>");
    row
}

/// The hidden id of a row whose id column is not shown. It labels the row's controls.
const NAME: &str = r#"<span id="row-%" hidden aria-hidden="true" data-slots="name"> </span>"#;

/// The name of the slot of [`NAME`].
pub const NAME_SLOT: &str = "name";

/// Returns the markup of a row's check box. It is an element with a role, not an `input`, so that its state is written
/// as an attribute like all other values.
fn pick() -> String {
    format!(
        r#"<span class="{PICK_CLASS}" role="checkbox" tabindex="0" aria-checked="false" aria-labelledby="{} row-%"></span>"#,
        label::SELECT
    )
}

/// Returns the markup of the button that opens a row's record.
fn detail_button() -> String {
    format!(
        r#"<button type="button" class="plain {DETAIL_CLASS}" aria-labelledby="{} row-%"></button>"#,
        label::DETAILS
    )
}

/// Returns the attributes and the content of a column's cells.
///
/// Links to the sends that share a value are not in the tab order, as the record has them as well. In columns whose
/// values are worth copying, dragging selects the text instead of dragging the link.
fn content(column: Column) -> (String, String) {
    let name = column.name();
    let value_link = |link: &str, id: &str| {
        format!(
            r#"<a{id} tabindex="-1" draggable="false" aria-describedby="only-{name}" data-slots="{name} href={link}"> </a>"#
        )
    };
    match column {
        Column::StateId => {
            let [before, after] = label::WATCH;
            let content = format!(
                concat!(
                    r#"<a tabindex="-1" aria-describedby="only-{name}" "#,
                    r#"data-slots="{name} href=state_link class=tone translate=translate"> </a>"#,
                    r#"<span class="was" data-slots="?=is_changed was"> </span>"#,
                    r#"<button type="button" class="plain {class}" role="switch" "#,
                    r#"aria-labelledby="{before} row-% {after}" data-slots="?=can_watch aria-checked=is_watched"></button>"#,
                ),
                name = name,
                class = WATCH_CLASS,
                before = before,
                after = after,
            );
            (String::new(), content)
        }
        Column::Message => (format!(r#" data-slots="{name} dir=direction""#), " ".to_owned()),
        Column::Number => (r#" data-slots="style:--mark=color""#.to_owned(), value_link("number_link", "")),
        Column::ExitCount => (format!(r#" data-slots="{name} style:--share=share""#), " ".to_owned()),
        Column::Username => (String::new(), value_link("username_link", "")),
        Column::MessagesOutboxId => (String::new(), value_link("outbox_id_link", r#" id="row-%""#)),
        column => value(column),
    }
}

/// Returns the attributes and the content of cells that show their value alone.
fn value(column: Column) -> (String, String) {
    (format!(r#" data-slots="{}""#, column.name()), " ".to_owned())
}

/// The parameters of the links in rows. Each link leads to the sends that share the row's value of that parameter.
pub(super) const LINKS: [Param; 4] = [Param::StateId, Param::Number, Param::Username, Param::MessagesOutboxId];

/// Returns the widest usual values of a column, one a line. `unit` is the name of the unit of costs. The column gets
/// their width before the first rows, and grows when wider values come, see [`super::widths`].
pub fn widest(column: Column, formatter: Formatter, zone: &dyn Zone, unit: &str) -> String {
    let digits = |text: &str| formatter.digits().write(text);
    match column {
        Column::StateId => {
            let mut states = String::new();
            for state in SendState::ALL {
                let switch = if state.is_final() { "" } else { ROOM_OF_SWITCH };
                states.extend([&*unbroken(formatter.table_texts().state(state)), switch, "\n"]);
            }
            states
        }
        Column::Number => digits("+888888888888"),
        Column::Username => "sales_department".to_owned(),
        Column::MessagesOutboxId => digits("8888888888"),
        Column::UserIp => "888.888.888.888".to_owned(),
        column => match column.kind() {
            Kind::Count => formatter.number("88888"),
            Kind::Cost => [&formatter.number("8888888.8"), "\n", unit].concat(),
            Kind::Moment => {
                let (day, time) = formatter.day_and_time(Moment(1_800_000_000), zone);
                wide(&[&day, "\n", &*time].concat())
            }
            Kind::Digits => digits("888888"),
            Kind::Code => "#888888".to_owned(),
            Kind::Text => "nnnnnnnnnn".to_owned(),
        },
    }
}

/// The room for the switch that watches a send, beside the word of a state that is not final: spaces of the same width.
const ROOM_OF_SWITCH: &str = "\u{2003}\u{2003}\u{2002}";

/// Returns the text with each digit replaced by the widest digit, so that all numbers of one length have one width.
pub fn wide(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0'..='9' => '8',
            '۰'..='۹' => '۸',
            c => c,
        })
        .collect()
}

/// Returns the word of a state with no-break spaces, so that it stays on one line.
pub fn unbroken(word: &str) -> String {
    word.chars().map(|c| if c == ' ' { '\u{A0}' } else { c }).collect()
}

/// Returns the CSS rules of the icons in rows: one image with all icons in a column serves as the mask of each, and
/// each has its position in it. A browser makes a document of every SVG image, which takes as long as a row.
pub fn drawings() -> String {
    /// The number of icons: one for each state, and three others after them.
    const COUNT: usize = SendState::ALL.len() + 3;
    let (mut image, mut positions, mut count) = (String::new(), String::new(), 0_usize);
    let mut add = |class: &str, icon: Icon, stroke: &str| {
        let [top, at, last] = [16 * count, count, COUNT - 1].map(|number| number.to_string());
        let path =
            ["%3Cpath transform='translate(0 ", &top, ")' stroke-width='", stroke, "' d='", icon.path(), "'/%3E"];
        image.extend(path);
        positions.extend([".table-frame .", class, "{--drawing:calc(100%*", &at, "/", &last, ")}"]);
        count += 1;
    };
    for state in SendState::ALL {
        add(&["state-", &state.id().to_string()].concat(), state_badge::icon(state), "1.5");
    }
    add("state-none", Icon::Question, "1.5");
    add(WATCH_CLASS, Icon::Eye, "1.5");
    add(PICK_CLASS, Icon::Check, "2.5");
    [
        "@layer ui{",
        &positions,
        ".table-frame :is(.badge,.",
        WATCH_CLASS,
        ")::before,.table-frame .",
        PICK_CLASS,
        "::after{-webkit-mask-image:url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 ",
        &(16 * COUNT).to_string(),
        "' fill='none' stroke='%23000' stroke-linecap='round' stroke-linejoin='round'%3E",
        &image,
        "%3C/svg%3E\")}}",
    ]
    .concat()
}
