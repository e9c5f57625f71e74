//! The table: a caption, ten headers, and the rows or what stands in for them.

use super::{
    parts::{flag, say, text, true_or_false, when},
    rows,
};
use crate::{
    browser::stencil::Stencil,
    domain::query::Query,
    i18n::Messages,
    report::{Remote, Report, follow},
};
use leptos::{html::Tbody, prelude::*};
use std::sync::Arc;

/// At most so many rows stand in for those that are awaited.
const SKELETON_ROWS: u64 = 25;

/// A column: its class, and its header.
type Column = (&'static str, fn(&Messages) -> &'static str);

/// The columns. Numbers end under each other.
const COLUMNS: [Column; 10] = [
    ("state", |text| text.columns.state),
    ("message", |text| text.columns.message),
    ("sender", |text| text.columns.sender),
    ("recipients number", |text| text.columns.recipients),
    ("exits number", |text| text.columns.exits),
    ("cost number", |text| text.columns.cost),
    ("created", |text| text.columns.created),
    ("sent", |text| text.columns.sent),
    ("user", |text| text.columns.user),
    ("outbox-id", |text| text.columns.outbox_id),
];

/// The table. Its roles are spelled out: on a narrow screen the sheet makes cards of the rows, and a table's parts
/// lose their meaning with their display.
#[component]
pub fn ReportTable(
    /// The state of the page.
    report: Report,
) -> impl IntoView {
    let busy = flag(move || report.is_busy());
    // A request that begins changes the view, but neither the rows nor how they are written.
    let written = Memo::new_with_compare(
        move |_| (report.with_view(|view| view.shown().cloned()), report.style(), report.watched()),
        |old, new| match (old, new) {
            (Some((Some(old), old_style, old_watched)), Some((Some(new), new_style, new_watched))) => {
                !Arc::ptr_eq(old, new) || old_style != new_style || old_watched != new_watched
            }
            _ => true,
        },
    );
    let body = NodeRef::<Tbody>::new();
    let stencil = StoredValue::new_local(Stencil::new(rows::MARKUP, &rows::SLOTS));
    follow(move || {
        let Some(body) = body.get() else { return };
        let (shown, style, watched) = written.get();
        let rows = shown.map_or_else(Vec::new, |shown| {
            report.with_settings(|settings| {
                report.with_codec(|codec| rows::rows(&shown, style, settings, &watched, codec))
            })
        });
        stencil.update_value(|stencil| stencil.paint(&body, rows));
    });
    let row_count = text(move || {
        let total = report.with_view(|view| view.shown().and_then(|shown| shown.page.total));
        // The header is a row as well; minus one is "not known" (ARIA, aria-rowcount).
        total.map_or_else(|| "-1".to_owned(), |total| total.saturating_add(1).to_string())
    });
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
                    <tr role="row" aria-rowindex="1">
                        {COLUMNS
                            .map(|(class, name)| {
                                view! {
                                    <th scope="col" role="columnheader" class=class>{say(report, name)}</th>
                                }
                            })
                            .into_iter()
                            .collect_view()}
                    </tr>
                </thead>
                <tbody role="rowgroup" node_ref=body></tbody>
            </table>
            <Skeleton report/>
        </div>
    }
}

/// What stands in for the first rows. It has their place at once; the sheet shows it after a moment, so that a quick
/// answer makes nothing flash.
#[component]
fn Skeleton(report: Report) -> impl IntoView {
    let waiting = flag(move || report.with_view(|view| matches!(view, Remote::Waiting)));
    let rows = move || {
        let limit = report.with_query(|query| query.map_or(0, Query::limit));
        (0..limit.min(SKELETON_ROWS)).map(|_| view! { <div></div> }).collect_view()
    };
    when(waiting, move || view! { <div class="skeleton" aria-hidden="true">{rows}</div> }.into_any())
}
