//! The effect that renders the table whenever the report changes.

use super::dialog_state::DialogState;
use crate::{
    app::report::{Report, follow, keep_until_cleanup},
    browser::{clock, foreign, window},
    domain::query::Query,
    requests::RemoteData,
    table::{Content, Table},
};
use leptos::prelude::*;

/// Renders the table now and whenever the report changes. The table's controls work once the lazy part is loaded. The
/// table is marked as busy until `is_mounted` is true: until the regions beside it are mounted.
pub fn follow_with_table(report: Report, dialogs: DialogState, is_mounted: RwSignal<bool>, table: Table) {
    let table = StoredValue::new_local(table);
    // Rows below the fold are written after the next frame, or before printing.
    let rest = RwSignal::new(0_u64);
    let go_on = move || {
        let _ = table.try_update_value(Table::want_all);
        let _ = rest.try_update(|rest| *rest += 1);
    };
    keep_until_cleanup(window::on_print(go_on));
    follow(move || {
        rest.track();
        let shown = report.with_view(|view| view.shown().cloned());
        let is_waiting = report.with_view(|view| matches!(view, RemoteData::Waiting));
        let limit = report.with_query(|query| query.map_or(0, Query::limit));
        let (formatter, columns, selection) = (report.formatter(), report.columns(), report.selection());
        let (watched, is_busy, is_live) = (report.watched(), report.is_busy() || !is_mounted.get(), dialogs.is_due());
        let notes = shown.as_ref().map(|shown| report.row_notes(shown)).unwrap_or_default();
        let selected = shown.as_ref().map(|shown| selection.marks(&shown.page)).unwrap_or_default();
        table.update_value(|table| {
            report.with_deployment(|deployment| {
                report.with_codec(|codec| {
                    let content = Content {
                        shown: shown.as_ref(),
                        formatter,
                        columns: &columns,
                        deployment,
                        codec,
                        watched: watched.as_deref(),
                        selected: &selected,
                        notes: &notes,
                        awaited: if is_waiting { limit } else { 0 },
                        is_busy,
                        is_live,
                    };
                    foreign::unwatched(|| table.render(&content));
                    report.note_all_rows(table.is_finished());
                    if !table.is_finished() {
                        clock::once_painted(go_on);
                    }
                });
            });
        });
    });
}
