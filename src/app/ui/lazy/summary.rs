//! The lines under the rows: their totals, and the actions on the selected rows. Part of the lazy views.

use super::{commands, copying::Copying, dialog::t_lazy};
use crate::{
    app::{
        report::{Report, follow},
        ui::kit::{
            button::button,
            signals::{derived, memo, show_when, shown_answer, t},
        },
    },
    browser::{files::ClipboardContent, focus},
    domain::{
        column::Column,
        decimal::Decimal,
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
    let shown = shown_answer(report);
    let of_page = Memo::new(move |_| {
        shown.with(|shown| {
            shown.as_ref().map(|shown| Totals::of(&shown.page.rows.iter().collect::<Vec<_>>())).unwrap_or_default()
        })
    });
    let of_selection = Memo::new(move |_| {
        shown.with(|shown| {
            shown.as_ref().map(|shown| Totals::of(&report.selection().of(&shown.page))).unwrap_or_default()
        })
    });
    // When the selection changes, the note on what was copied is removed.
    let copying = Copying::new(report, "copied-rows");
    follow(move || {
        report.has_selection();
        copying.forget();
    });
    let unselect = move || {
        report.select(&Selection::default());
        focus::focus_on(dom::FRAME);
    };
    let selection = move || {
        let copy = move |name, form, write| copy_button(report, copying, name, form, write);
        view! {
            <div class="selection" role="group" aria-label=t_lazy(report, |text| text.selection)>
                {totals(report, of_selection, |text| &text.selected)}
                {copying.view()}
                <span class="selection-tools">
                    {copy(|text| text.copy_tsv, "TSV", spreadsheet)}
                    {copy(|text| text.copy_json, "JSON", |report, rows| json(report, rows).into())}
                    {copy(|text| text.copy_markdown, "Markdown", |report, rows| {
                        delimited::markdown(&table(report, rows)).into()
                    })}
                    {button("plain", t_lazy(report, |text| text.unselect), unselect)}
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
                {totals(report, of_page, |text| &text.page_sums)}
                {button("plain select-all", t(report, |text| text.table.select_all), pick_all)}
                {show_when(is_selected, selection)}
            </div>
        }
        .into_any()
    };
    show_when(has_rows, lines)
}

/// Renders totals in one line. Only the texts that differ are written when the totals change.
fn totals(report: Report, totals: Memo<Totals>, label: fn(&'static LazyMessages) -> &'static Plural) -> AnyView {
    let rows = derived(move || {
        let formatter = report.formatter();
        formatter.counted(totals.with(|totals| totals.rows as u64), label(formatter.lazy()))
    });
    view! {
        <p class="totals">
            <strong>{rows}</strong>
            {sum(report, totals, Column::RcptsCount, |totals| &totals.recipients)}
            {sum(report, totals, Column::ExitCount, |totals| &totals.exits)}
            {sum(report, totals, Column::Cost, |totals| &totals.cost)}
        </p>
    }
    .into_any()
}

/// Renders the sum of a column, with its unit and the number of rows that the sum leaves out.
fn sum(report: Report, totals: Memo<Totals>, column: Column, of: fn(&Totals) -> &Total) -> AnyView {
    // The number, and the unit behind it.
    let texts = move || {
        let formatter = report.formatter();
        let total = totals.with(|totals| of(totals).total.as_ref().map(Decimal::plain));
        match total {
            None => (NOTHING.to_owned(), String::new()),
            Some(total) if column == Column::Cost => report.with_deployment(|deployment| {
                let (total, unit) = formatter.cost(&total, &deployment.config.currency);
                (total, unit.to_owned())
            }),
            Some(total) => (formatter.number(&total), String::new()),
        }
    };
    let without = derived(move || report.formatter().without(totals.with(|totals| of(totals).without)));
    view! {
        <span class="sum">
            <span class="label">{derived(move || report.formatter().column(column).to_owned())}</span>
            " "
            <bdi dir="ltr">{derived(move || texts().0)}</bdi>
            " "
            {derived(move || texts().1)}
            <span class="label">{without}</span>
        </span>
    }
    .into_any()
}

/// Renders a button that copies the selected rows in the form that `write` returns, and then reports their number and
/// `form`.
fn copy_button(
    report: Report,
    copying: Copying,
    name: fn(&'static LazyMessages) -> &'static str,
    form: &'static str,
    write: fn(Report, &[&Record]) -> ClipboardContent,
) -> AnyView {
    let copy = move || {
        let Some(shown) = report.with_view(|view| view.shown().cloned()) else { return };
        let rows = report.selection().of(&shown.page);
        let (formatter, count) = (report.formatter(), rows.len() as u64);
        let done = formatter.messages().filter.fill([form, &formatter.counted(count, &formatter.lazy().rows_copied)]);
        copying.copy(write(report, &rows), done);
    };
    button("quiet", t_lazy(report, name), move || untrack(copy))
}

/// Returns the rows as clipboard content that spreadsheets paste into cells.
fn spreadsheet(report: Report, rows: &[&Record]) -> ClipboardContent {
    let table = table(report, rows);
    let formatter = report.formatter();
    let cells: Vec<Cell> = report.columns().list().map(|column| formatter.clipboard_cell(column)).collect();
    // The first row is the header.
    let cell = |row, column| if row == 0 { None } else { cells.get(column).copied() }.unwrap_or(Cell::Text);
    ClipboardContent { text: delimited::tsv(&table), html: Some(delimited::html(&table, cell)) }
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
