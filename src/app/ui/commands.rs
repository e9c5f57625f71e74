//! What is done with rows by clicking, by keys and by dragging. Loaded later.

use super::{
    columns::changed,
    dialogs::{Dialogs, Wanted},
};
use crate::{
    app::report::{Report, follow, hold},
    browser::{
        document,
        hands::{self, Stretch},
        place, selecting,
    },
    domain::{
        column::Column,
        param::Param,
        shortcut::{Shortcut, of_key},
    },
    i18n::clipboard::selected_text,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The attribute of what shows an instant of a row.
const MOMENT: &str = "data-moment";

/// Links in rows whose text is a value that people select.
const VALUE_LINKS: &str = ":is(.sender, .user, .outbox-id) a.only[href]";

/// Fields whose text is sent as it is typed, and those of texts that are copied as they are.
const AS_TYPED: &str = "#message, #username, #token, textarea";

/// From here on, for as long as the table stands.
pub(super) fn start(report: Report, dialogs: Dialogs) {
    place::start();
    report.tidy_columns();
    hold(document::on_click("[data-detail]", move |row| {
        if let Ok(row) = row.parse() {
            dialogs.open(Wanted::Detail(row));
        }
    }));
    // The row that was selected last: with Shift, all from it are.
    let last = StoredValue::new(String::new());
    hold(hands::on_pick("data-pick", move |key, shift| pick(report, last, key, shift)));
    hold(hands::on_enter("[data-pick]", move |row| dialogs.open(Wanted::Detail(row))));
    hold(hands::on_pick("data-pick-all", move |_, _| pick_all(report)));
    hold(hands::on_stretch("data-grip", move |name, stretch| match (stretch, Column::from_name(name)) {
        (Stretch::To(width), Some(column)) => {
            report.preview_columns(&changed(report, |columns| columns.set_width(column, Some(width))));
        }
        (Stretch::End, _) => report.show_columns(&untrack(|| report.columns())),
        (Stretch::To(_), None) => {}
    }));
    hold(selecting::on_text_link(
        VALUE_LINKS,
        move |is_waiting| report.wait_for_click(is_waiting),
        move |address| report.open(address),
    ));
    hold(selecting::on_copy("[data-as-sent]", AS_TYPED, selected_text));
    hold(hands::on_point(MOMENT, move |which, row| untrack(|| moment_title(report, which, row))));
    hold(hands::on_key(move |key| {
        let is_on = untrack(|| report.preferences()).has_keys();
        let shortcut = of_key(&key.key, &key.code, untrack(|| report.language().get()));
        match shortcut.filter(|shortcut| is_on && shortcut.takes(key.shift, key.repeat)) {
            None => return false,
            Some(Shortcut::Search) => search(),
            Some(Shortcut::NextPage) => hands::follow_link("a[rel=next][href]"),
            Some(Shortcut::PreviousPage) => hands::follow_link("a[rel=prev][href]"),
            Some(Shortcut::NextRow) => hands::step_focus("[data-detail]", 1),
            Some(Shortcut::PreviousRow) => hands::step_focus("[data-detail]", -1),
            Some(Shortcut::Select) => {
                if let Some(row) = hands::focused_row("data-pick") {
                    pick(report, last, &row, key.shift);
                }
            }
            Some(Shortcut::Refresh) => report.refresh(),
            Some(Shortcut::Help) => dialogs.open(Wanted::Help),
        }
        true
    }));
    // What changes by itself is not read out.
    follow(move || {
        let is_renewed = report.with_view(|view| view.shown().is_some_and(|shown| shown.is_renewed));
        hands::set_live("[role=status]", !is_renewed);
    });
    // What is out of sight is not selected, and what was said of a row is not said of the next one at its place.
    let page = Memo::new_with_compare(
        move |_| report.with_view(|view| view.shown().cloned()),
        |old, new| {
            let [old, new] = [old, new].map(|page| page.and_then(|page| page.as_ref().map(Arc::as_ptr)));
            old != new
        },
    );
    follow(move || {
        let shown = page.get();
        hands::forget_point(MOMENT);
        let selection = untrack(|| report.selection());
        let kept = shown.map(|shown| selection.on(&shown.page)).unwrap_or_default();
        if kept != selection {
            report.select(&kept);
            document::keep_focus_soon();
        }
    });
}

fn search() {
    let field = ["#", Param::Message.name()].concat();
    if !hands::focus_on(&field) {
        // The form is folded.
        hands::follow_link("[aria-controls=filters]");
        document::focus_soon(Param::Message.name().to_owned());
    }
}

fn pick(report: Report, last: StoredValue<String>, key: &str, with_all_between: bool) {
    let Some(shown) = untrack(|| report.with_view(|view| view.shown().cloned())) else { return };
    let mut selection = untrack(|| report.selection());
    let is_selected = !selection.has(key);
    let keys = shown.page.keys();
    let place = |key: &str| keys.iter().position(|own| **own == *key);
    let range = match (place(&last.get_value()), place(key)) {
        (Some(from), Some(to)) if with_all_between => from.min(to)..from.max(to) + 1,
        (_, Some(to)) => to..to + 1,
        (_, None) => return,
    };
    selection.set(keys.get(range).unwrap_or_default().iter().map(|key| &**key), is_selected);
    last.set_value(key.to_owned());
    report.select(&selection);
}

/// Selects all rows in sight; no more where all are.
pub(super) fn pick_all(report: Report) {
    let Some(shown) = untrack(|| report.with_view(|view| view.shown().cloned())) else { return };
    let mut selection = untrack(|| report.selection());
    let is_selected = selection.of(&shown.page).len() < shown.page.rows.len();
    selection.set(shown.page.keys().iter().map(|key| &**key), is_selected);
    report.select(&selection);
}

/// An instant of a row in words: how long ago, and exactly.
fn moment_title(report: Report, which: &str, row: usize) -> Option<String> {
    let shown = report.with_view(|view| view.shown().cloned())?;
    let record = shown.page.rows.get(row)?;
    let time = if which == "sent" { &record.sent } else { &record.created };
    let moment = time.as_ref()?.moment()?;
    let (formatter, zone_name) = (report.formatter(), report.shown_zone_name());
    let exact =
        report.with_deployment(|deployment| formatter.full_time(moment, deployment.shown_zone(formatter), &zone_name));
    Some([report.ago(moment), exact].join(" · "))
}
