//! The table: a caption, its headers, and the rows or what stands in for them.

use super::{
    dialogs::Dialogs,
    parts::{flag, say, text, true_or_false, when},
};
use crate::{
    app::report::{Report, follow},
    domain::{column::Column, query::Query},
    requests::RemoteData,
    table::{rows, stencil::Stencil},
};
use leptos::{html::Tbody, prelude::*};

/// At most so many rows stand in for those that are awaited.
const SKELETON_ROWS: u64 = 25;

/// The table. Its roles are spelled out: on a narrow screen the sheet makes cards of the rows, and a table's parts
/// lose their meaning with their display.
///
/// The first rows are written here, in the page's own columns. What is loaded later takes over: it has every column,
/// and all that can be done with a row. For somebody who has chosen other columns, nothing is written before.
#[component]
pub fn ReportTable(
    /// The state of the page.
    report: Report,
    /// What takes over.
    dialogs: Dialogs,
) -> impl IntoView {
    let busy = flag(move || report.is_busy());
    let body = NodeRef::<Tbody>::new();
    let stencil = StoredValue::new_local(Stencil::new(rows::MARKUP, &rows::SLOTS));
    follow(move || {
        let Some(element) = body.get() else { return };
        let is_here = dialogs.loaded().is_none() && !report.has_own_rows();
        let shown = is_here.then(|| report.with_view(|view| view.shown().cloned())).flatten();
        let rows =
            shown.map(|shown| report.with_deployment(|deployment| rows::rows(&shown, report.formatter(), deployment)));
        stencil.update_value(|stencil| stencil.paint(&element, rows.unwrap_or_default()));
    });
    follow(move || {
        if let Some(later) = dialogs.loaded() {
            (later.rows)(report, body);
        }
    });
    let row_count = text(move || {
        let total = report.with_view(|view| view.shown().and_then(|shown| shown.page.total));
        // The header is a row as well; minus one is "not known" (ARIA, aria-rowcount).
        total.map_or_else(|| "-1".to_owned(), |total| total.saturating_add(1).to_string())
    });
    let headers = move || match dialogs.loaded() {
        Some(later) => (later.headers)(report, dialogs),
        None => Column::OWN.map(|column| header(report, column)).into_iter().collect_view().into_any(),
    };
    view! {
        <div
            class="table-frame"
            class:busy=busy
            role="group"
            aria-label=say(report, |text| text.product)
            tabindex="0"
        >
            <table role="table" aria-busy=true_or_false(busy) aria-rowcount=row_count>
                <caption>{say(report, |text| text.product)}</caption>
                <thead role="rowgroup">
                    <tr role="row" aria-rowindex="1">{headers}</tr>
                </thead>
                <tbody role="rowgroup" node_ref=body></tbody>
            </table>
            <Skeleton report dialogs/>
        </div>
    }
}

fn header(report: Report, column: Column) -> AnyView {
    let name = text(move || report.messages().header(column).to_owned());
    view! { <th scope="col" role="columnheader" class=column.class()>{name}</th> }.into_any()
}

/// What stands in for the first rows. It has their place at once; the sheet shows it after a moment, so that a quick
/// answer makes nothing flash.
#[component]
fn Skeleton(report: Report, dialogs: Dialogs) -> impl IntoView {
    let waiting = flag(move || {
        let own_rows = report.has_own_rows() && dialogs.loaded().is_none();
        report.with_view(|view| matches!(view, RemoteData::Waiting) || own_rows && view.shown().is_some())
    });
    let rows = move || {
        let limit = report.with_query(|query| query.map_or(0, Query::limit));
        (0..limit.min(SKELETON_ROWS)).map(|_| view! { <div></div> }).collect_view()
    };
    when(waiting, move || view! { <div class="skeleton" aria-hidden="true">{rows}</div> }.into_any())
}
