//! The notes on rows: the state that a send had before, and the time of the row's answer. Only the app writes notes, as
//! the first rows have none. All of it is pure.

use super::state_badge;
use crate::{domain::zone::Zone, i18n::Formatter, requests::Snapshot};

/// The note on a row: the previous state of its send, the time of its answer, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowNote {
    /// The text; empty for a row without a note.
    pub text: String,
    /// The classes of the row: `changed`, `older`, both or none.
    pub class: &'static str,
}

/// Returns the note on each row of a snapshot: the previous state if the state has changed, and the time of the row's
/// answer if that is older than the newest one. Returns an empty list if no row has a note.
pub fn of(shown: &Snapshot, formatter: Formatter, zone: &dyn Zone) -> Vec<RowNote> {
    if shown.changed.is_empty() && shown.others.is_empty() {
        return Vec::new();
    }
    let messages = formatter.messages();
    let rows = shown.page.rows.iter().enumerate().map(|(index, row)| {
        let before = row.outbox_id.as_deref().and_then(|id| shown.state_before(id));
        let was = before.map(|before| messages.was.fill([&state_badge::parts(before, formatter).2]));
        let at = Some(shown.row_at(index)).filter(|at| *at < shown.at);
        let as_of = at.map(|at| messages.as_of.fill([&formatter.time_as_of(at, shown.at, zone)]));
        let class = match (&was, &as_of) {
            (Some(_), Some(_)) => "changed older",
            (Some(_), None) => "changed",
            (None, Some(_)) => "older",
            (None, None) => "",
        };
        RowNote { text: was.into_iter().chain(as_of).collect::<Vec<_>>().join(" · "), class }
    });
    rows.collect()
}
