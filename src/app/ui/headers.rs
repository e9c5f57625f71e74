//! The headers of the table in the columns that a person wants: each says what it is about, and its edge sets how wide it
//! is. Loaded later.

use super::{
    dialog::say_later,
    dialogs::{Dialogs, Wanted},
    icon::{Draw, Icon},
    parts::{click, text},
};
use crate::{
    app::report::{Report, follow, hold},
    browser::{document::Sheet, window},
    domain::column::{Column, Columns},
};
use leptos::prelude::*;
use std::fmt::Write;

/// The headers. They are no buttons that sort: the API has no order but its own.
pub fn headers(report: Report, dialogs: Dialogs) -> AnyView {
    let sheet = StoredValue::new_local(Sheet::add(""));
    follow(move || {
        let rules = widths(&report.columns());
        sheet.with_value(|sheet| sheet.set(&rules));
    });
    on_cleanup(move || {
        sheet.try_with_value(|sheet| sheet.set(""));
    });
    // Cards have headers for assistive technology alone: what is out of sight takes no focus.
    let is_card = RwSignal::new(false);
    hold(window::on_media(&format!("(width < {TABLE_FROM})"), move |is_narrow| is_card.set(is_narrow)));
    let tab = text(move || if is_card.get() { "-1".to_owned() } else { "0".to_owned() });
    let columns = Memo::new(move |_| report.columns().list().collect::<Vec<_>>());
    let list = move || {
        let headers = columns.get().into_iter().enumerate();
        headers.map(|(place, column)| header(report, dialogs, place == 0, column, tab)).collect_view()
    };
    list.into_any()
}

fn header(report: Report, dialogs: Dialogs, is_first: bool, column: Column, tab: Signal<String>) -> AnyView {
    let name = text(move || report.formatter().column(column).to_owned());
    let open = move || dialogs.open(Wanted::Column(column));
    view! {
        <th scope="col" role="columnheader" class=column.class() data-column=column.name() aria-label=name>
            {is_first.then(|| select_all(report, tab))}
            <button
                type="button"
                class="plain head"
                tabindex=tab
                aria-haspopup="dialog"
                title=text(move || report.formatter().meaning(column, &report.shown_zone_name()))
                on:click=click(open)
            >
                {name}
            </button>
            <span class="grip" data-grip=column.name() aria-hidden="true"></span>
        </th>
    }
    .into_any()
}

fn select_all(report: Report, tab: Signal<String>) -> AnyView {
    let is_checked = text(move || {
        let selection = report.selection();
        let rows = report.with_view(|view| {
            view.shown().map(|shown| (selection.of(&shown.page).len(), shown.page.rows.len())).unwrap_or_default()
        });
        match rows {
            (0, _) => "false",
            (selected, all) if selected == all => "true",
            _ => "mixed",
        }
        .to_owned()
    });
    view! {
        <span
            class="pick"
            role="checkbox"
            tabindex=tab
            data-pick-all=""
            aria-checked=is_checked
            aria-label=say_later(report, |text| text.select_all)
        >
            <Draw icon=Icon::Check/>
        </span>
    }
    .into_any()
}

/// From this width of the window on, rows stand in a table; below it each is a card. The style sheets have it in their queries,
/// in which no constant can stand; a test compares them.
const TABLE_FROM: &str = "50rem";

/// The rules that make columns as wide as they have been set. Cards have no columns.
fn widths(columns: &Columns) -> String {
    let mut rules = String::new();
    for column in columns.list() {
        if let Some(width) = columns.width(column) {
            // Writing to a text does not fail.
            let _ = write!(
                rules,
                ".table-frame table [data-column=\"{}\"]{{inline-size:{width}px;min-inline-size:{width}px;\
                 max-inline-size:{width}px;overflow:hidden;text-overflow:ellipsis}}",
                column.name()
            );
        }
    }
    if rules.is_empty() { rules } else { format!("@layer ui{{@media (width>={TABLE_FROM}){{{rules}}}}}") }
}
