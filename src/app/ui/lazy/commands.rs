//! The commands on rows: by click, by keyboard shortcut and by dragging. Part of the lazy views.

use super::{columns::changed, help};
use crate::{
    app::{
        report::{Report, follow, keep_until_cleanup},
        ui::{
            dialog_state::{Dialog, DialogState},
            kit::signals::shown_answer,
        },
    },
    browser::{
        document, focus, keyboard, overlay_history, pointer,
        pointer::{Resize, Tooltips},
        selecting,
    },
    domain::{
        bidi::left_to_right_in_words,
        column::Column,
        param::Param,
        shortcut::{Shortcut, of_key},
        zone::Moment,
    },
    i18n::clipboard::selected_text,
    table::{TABLE_FROM, dom},
};
use leptos::prelude::*;

/// The selectors of elements in rows that get a tooltip when the pointer reaches them.
const POINTED: [&str; 4] = [dom::STATE_LINK, dom::WATCH, dom::VALUE_LINKS, dom::MOMENTS];

/// The selector of the frame that arrow keys scroll, when the table is wider than the window.
const WIDE_FRAME: &str = ".table-frame.wide";

/// The selector of fields whose copying is left to the browser: those whose text is sent as typed, and those that hold
/// texts to copy.
const AS_TYPED: &str = "#message, #username, #token, textarea";

/// The selector of the controls that lead to other rows, which begin elsewhere on the page.
const LEADS_TO_ROWS: &str = ".pager .step[href], #filters [type=submit]";

/// Installs the handlers of all commands, for as long as the table is on the page.
pub(super) fn start(report: Report, dialogs: DialogState) {
    overlay_history::start(move || dialogs.reopen(report));
    report.tidy_columns();
    keep_until_cleanup(pointer::watch_presses());
    // The font comes while nobody reads: as the page is hidden, or shown for the first time.
    keep_until_cleanup(document::on_visibility(document::settle_font));
    keep_until_cleanup(pointer::on_click_in_row(dom::DETAIL, move |row| dialogs.open(Dialog::Detail(row))));
    let cards = format!("(width < {TABLE_FROM})");
    let touched_cards = ["(pointer: coarse) and ", &cards].concat();
    keep_until_cleanup(pointer::on_tap(dom::ROW, touched_cards, move |row| dialogs.open(Dialog::Detail(row))));
    // A page of cards is many screens high.
    keep_until_cleanup(pointer::scroll_on_click(LEADS_TO_ROWS, cards, "[data-slot=bar]"));

    // The row that was selected last: a click with Shift selects all rows from it on.
    let last = StoredValue::new(String::new());
    keep_until_cleanup(pointer::on_pick(dom::PICK, move |row, shift| pick(report, last, row, shift)));
    keep_until_cleanup(keyboard::on_enter(dom::PICK, move |row| dialogs.open(Dialog::Detail(row))));
    keep_until_cleanup(pointer::on_pick(dom::PICK_ALL, move |_, _| pick_all(report)));
    keep_until_cleanup(pointer::on_resize(dom::GRIP, dom::COLUMN, move |name, resize| {
        match (resize, Column::from_name(name)) {
            (Resize::To(width), Some(column)) => {
                report.preview_columns(&changed(report, |columns| columns.set_width(column, Some(width))));
            }
            (Resize::End, _) => report.show_columns(&untrack(|| report.columns())),
            (Resize::To(_), None) => {}
        }
    }));
    keep_until_cleanup(selecting::on_text_link(
        dom::VALUE_LINKS,
        move |is_waiting| report.wait_for_click(is_waiting),
        move |address| report.follow_link(address, &|selector| selector == dom::ROW),
    ));
    keep_until_cleanup(selecting::on_copy(dom::AS_SENT, AS_TYPED, selected_text));
    let tooltips = Tooltips::default();
    for selector in POINTED {
        keep_until_cleanup(
            tooltips.on_point(selector, move |row, cell| untrack(|| title(report, selector, row, cell))),
        );
    }
    keep_until_cleanup(focus::keep_headers_clear(dom::FRAME));
    keep_until_cleanup(keyboard::on_key(WIDE_FRAME, move |key| {
        let is_on = untrack(|| report.preferences()).has_keys();
        let shortcut = of_key(&key.key, &key.code, untrack(|| report.language().get()));
        match shortcut.filter(|shortcut| is_on && shortcut.takes(key.shift, key.repeat)) {
            None => return false,
            Some(Shortcut::Search) => search(),
            Some(Shortcut::NextPage) => focus::follow_link("a[rel=next][href]"),
            Some(Shortcut::PreviousPage) => focus::follow_link("a[rel=prev][href]"),
            Some(Shortcut::NextRow) => focus::step_focus(dom::ROW, dom::DETAIL, 1),
            Some(Shortcut::PreviousRow) => focus::step_focus(dom::ROW, dom::DETAIL, -1),
            Some(Shortcut::Select) => {
                if let Some(row) = focus::focused_row(dom::ROW) {
                    pick(report, last, row, key.shift);
                }
            }
            Some(Shortcut::Refresh) => report.refresh(),
            Some(Shortcut::Help) => dialogs.open(Dialog::Help),
        }
        true
    }));
    // When the rows change, those that are no longer shown leave the selection. Tooltips of the old rows are removed,
    // so that no new row at the same place has one of them.
    let shown = shown_answer(report);
    follow(move || {
        let shown = shown.get();
        tooltips.forget();
        let selection = untrack(|| report.selection());
        if selection.is_empty() {
            return;
        }
        let kept = shown.map(|shown| selection.on(&shown.page)).unwrap_or_default();
        if kept != selection {
            report.select(&kept);
            document::keep_focus_soon();
        }
    });
}

fn search() {
    let field = ["#", Param::Message.name()].concat();
    if !focus::focus_on(&field) {
        // The filter form is folded, so its button unfolds it before the field is focused.
        focus::follow_link("[aria-controls=filters]");
        document::focus_soon(Param::Message.name().to_owned());
    }
}

fn pick(report: Report, last: StoredValue<String>, row: usize, with_all_between: bool) {
    let Some(shown) = untrack(|| report.with_view(|view| view.shown().cloned())) else { return };
    let mut selection = untrack(|| report.selection());
    let keys = shown.page.keys();
    let Some(key) = keys.get(row) else { return };
    let is_selected = !selection.has(key);
    let index = |key: &str| keys.iter().position(|own| **own == *key);
    let range = match (index(&last.get_value()), index(key)) {
        (Some(from), Some(to)) if with_all_between => from.min(to)..from.max(to) + 1,
        (_, Some(to)) => to..to + 1,
        (_, None) => return,
    };
    selection.set(keys.get(range).unwrap_or_default().iter().map(|key| &**key), is_selected);
    last.set_value(key.to_string());
    report.select(&selection);
}

/// Selects all shown rows, or none of them if all are selected.
pub(super) fn pick_all(report: Report) {
    let Some(shown) = untrack(|| report.with_view(|view| view.shown().cloned())) else { return };
    let mut selection = untrack(|| report.selection());
    let is_selected = selection.of(&shown.page).len() < shown.page.rows.len();
    selection.set(shown.page.keys().iter().map(|key| &**key), is_selected);
    report.select(&selection);
}

/// Returns the tooltip of the element under the pointer: the element that matches `selector` in the given row and cell.
fn title(report: Report, selector: &str, row: usize, cell: usize) -> Option<String> {
    let shown = report.with_view(|view| view.shown().cloned())?;
    let record = shown.page.rows.get(row)?;
    let column = report.columns().list().nth(cell)?;
    let (formatter, messages) = (report.formatter(), report.messages());
    let only = |param| messages.table.only_these.fill([messages.param(param)]);
    if selector == dom::WATCH {
        let id = left_to_right_in_words(formatter.digits().write(record.outbox_id.as_deref()?));
        return Some(messages.table.watch.fill([&id]));
    }
    Some(match column {
        Column::StateId => [help::meaning(&record.state, formatter), &only(Param::StateId)].join("\n"),
        Column::Number => only(Param::Number),
        Column::Username => only(Param::Username),
        Column::MessagesOutboxId => only(Param::MessagesOutboxId),
        Column::Time => moment_title(report, record.created.as_ref()?.moment()?),
        Column::TimeSend => moment_title(report, record.sent.as_ref()?.moment()?),
        _ => return None,
    })
}

/// Returns an instant in words: how long ago it was, and its exact time.
fn moment_title(report: Report, moment: Moment) -> String {
    let (formatter, zone_name) = (report.formatter(), report.shown_zone_name());
    let exact =
        report.with_deployment(|deployment| formatter.full_time(moment, deployment.shown_zone(formatter), &zone_name));
    [report.ago(moment), exact].join(" · ")
}
