//! The lines under the rows: their totals, and the actions on the selected rows. Part of the lazy views.

use super::{
    commands,
    copying::Copying,
    dialog::t_lazy,
    kit::signals::{click, memo, show_when, t},
};
use crate::{
    app::report::{Report, follow},
    browser::{files::Clip, focus},
    domain::{
        column::Column,
        delimited::{self, Cell},
        record::Record,
        selection::Selection,
        totals::{Total, Totals},
    },
    i18n::{Formatter, NOTHING, lazy::LazyMessages, plural::Plural, record_fields::FieldContext},
    table::dom,
};
use leptos::prelude::*;

/// Renders the totals of the page. While rows are selected, also renders their totals and the actions on them.
pub fn summary(report: Report) -> AnyView {
    let has_rows = memo(move || report.with_view(|view| view.shown().is_some_and(|shown| !shown.page.rows.is_empty())));
    let is_selected = memo(move || report.has_selection());
    let of_page = move || {
        let rows = report.with_view(|view| view.shown().cloned());
        rows.map(|shown| {
            totals(report, &shown.page.rows.iter().collect::<Vec<_>>(), &report.formatter().lazy().page_sums)
        })
    };
    let of_selection = move || {
        let rows = report.with_view(|view| view.shown().cloned());
        rows.map(|shown| {
            let selected = report.selection().of(&shown.page);
            totals(report, &selected, &report.formatter().lazy().selected)
        })
    };
    // When the selection changes, the note on what was copied is removed.
    let said = Copying::new(report, "copied-rows");
    follow(move || {
        report.has_selection();
        said.forget();
    });
    let unselect = move || {
        report.select(&Selection::default());
        focus::focus_on(dom::FRAME);
    };
    let selection = move || {
        let copy = move |name, form, write| copy_button(report, said, name, form, write);
        view! {
            <div class="selection" role="group" aria-label=t_lazy(report, |text| text.selection)>
                {of_selection}
                {said.view()}
                <span class="selection-tools">
                    {copy(|text| text.copy_tsv, "TSV", spreadsheet)}
                    {copy(|text| text.copy_json, "JSON", |report, rows| json(report, rows).into())}
                    {copy(|text| text.copy_markdown, "Markdown", |report, rows| {
                        delimited::markdown(&table(report, rows)).into()
                    })}
                    <button type="button" class="plain" on:click=click(unselect)>
                        {t_lazy(report, |text| text.unselect)}
                    </button>
                </span>
            </div>
        }
        .into_any()
    };
    // Cards have no header with a check box for all rows, so this button selects them. While rows are selected, their
    // bar takes its place, and the focus goes to the table.
    let pick_all = move || {
        commands::pick_all(report);
        focus::focus_on(dom::FRAME);
    };
    let lines = move || {
        view! {
            <div class="summary">
                {of_page}
                <button type="button" class="plain select-all" on:click=click(pick_all)>
                    {t(report, |text| text.table.select_all)}
                </button>
                {show_when(is_selected, selection)}
            </div>
        }
        .into_any()
    };
    show_when(has_rows, lines)
}

/// Renders the totals of these rows in one line.
fn totals(report: Report, rows: &[&Record], label: &'static Plural) -> AnyView {
    let formatter = report.formatter();
    let totals = Totals::of(rows);
    let currency = report.with_deployment(|deployment| deployment.config.currency.clone());
    let part = |column: Column, sum: Total| {
        let (total, unit) = match &sum.total {
            None => (NOTHING.to_owned(), String::new()),
            Some(total) if column == Column::Cost => {
                let (total, unit) = formatter.cost(&total.plain(), &currency);
                (total, unit.to_owned())
            }
            Some(total) => (formatter.number(&total.plain()), String::new()),
        };
        let without = (sum.without > 0).then(|| formatter.counted(sum.without, &formatter.lazy().without));
        view! {
            <span class="sum">
                <span class="label">{formatter.column(column)}</span>
                " "
                <bdi dir="ltr">{total}</bdi>
                " "
                {unit}
                {without.map(|without| view! { " " <span class="label">"("{without}")"</span> })}
            </span>
        }
    };
    view! {
        <p class="totals">
            <strong>{formatter.counted(totals.rows, label)}</strong>
            {part(Column::RcptsCount, totals.recipients)}
            {part(Column::ExitCount, totals.exits)}
            {part(Column::Cost, totals.cost)}
        </p>
    }
    .into_any()
}

/// Renders a button that copies the selected rows in the form that `write` returns, and then reports their number and
/// `form`.
fn copy_button(
    report: Report,
    said: Copying,
    name: fn(&'static LazyMessages) -> &'static str,
    form: &'static str,
    write: fn(Report, &[&Record]) -> Clip,
) -> AnyView {
    let copy = move || {
        let Some(shown) = report.with_view(|view| view.shown().cloned()) else { return };
        let rows = report.selection().of(&shown.page);
        let (formatter, count) = (report.formatter(), rows.len());
        let done = formatter.messages().filter.fill([form, &formatter.counted(count, &formatter.lazy().rows_copied)]);
        said.copy(write(report, &rows), done);
    };
    view! {
        <button type="button" class="quiet" on:click=click(move || untrack(copy))>
            {t_lazy(report, name)}
        </button>
    }
    .into_any()
}

/// Returns the rows as a clip that spreadsheets paste into cells.
fn spreadsheet(report: Report, rows: &[&Record]) -> Clip {
    let table = table(report, rows);
    let formatter = report.formatter();
    let cells: Vec<Cell> = report.columns().list().map(|column| formatter.clipboard_cell(column)).collect();
    // The first row is the header.
    let cell = |row, column| if row == 0 { None } else { cells.get(column).copied() }.unwrap_or(Cell::Text);
    Clip { text: delimited::tsv(&table), html: Some(delimited::html(&table, cell)) }
}

/// Returns the texts of the rows in the shown columns, with a first line of headers.
fn table(report: Report, rows: &[&Record]) -> Vec<Vec<String>> {
    let formatter = report.formatter();
    let columns: Vec<Column> = report.columns().list().collect();
    let zone_name = report.shown_zone_name();
    report.with_deployment(|deployment| {
        let (zone, currency) = (deployment.shown_zone(formatter), &deployment.config.currency);
        let context = FieldContext { zone, zone_name: &zone_name, currency };
        let header = columns.iter().map(|column| formatter.clipboard_header(*column, &context)).collect();
        let rows = rows.iter().map(|record| {
            let record = formatter.redacted(record);
            columns.iter().map(|column| formatter.clipboard_text(*column, &record, &context)).collect()
        });
        std::iter::once(header).chain(rows).collect()
    })
}

/// Returns the rows as the gateway sent them, with codes redacted if the person has chosen that.
fn json(report: Report, rows: &[&Record]) -> String {
    let formatter: Formatter = report.formatter();
    let rows = rows.iter().map(|record| formatter.redacted(record).raw.to_string());
    format!("[\n{}\n]", rows.collect::<Vec<_>>().join(",\n"))
}
