//! A page that is asked for again by itself: what it changes in sight.

use super::Shown;
use crate::domain::{page::Page, record::RecordState, zone::Moment};
use std::sync::Arc;

/// The renewed page. Where `hold` is set, each row keeps its place and only what it says is renewed, as somebody is
/// about to use it; otherwise the new rows take over. States that have changed since the person's own request are
/// noted.
pub fn renew(old: &Shown, mut new: Page, at: Moment, hold: bool) -> Shown {
    let same = |id: &Option<Arc<str>>, other: &Option<Arc<str>>| id.is_some() && id == other;
    let grown = new.total.zip(old.page.total).map(|(new, old)| new.saturating_sub(old));
    let mut waiting = 0;
    let mut rows = new.rows;
    if hold {
        let unknown = rows.iter().filter(|row| !old.page.rows.iter().any(|own| same(&own.outbox_id, &row.outbox_id)));
        let unknown = u64::try_from(unknown.count()).unwrap_or(u64::MAX);
        // Only the first page shows which rows are new; elsewhere their number tells.
        let first_page = if new.current_page == 1 { unknown } else { 0 };
        waiting = old.waiting.saturating_add(grown.unwrap_or(first_page));
        let kept = old.page.rows.iter().map(|own| {
            let renewed = rows.iter().find(|row| same(&row.outbox_id, &own.outbox_id));
            renewed.unwrap_or(own).clone()
        });
        rows = kept.collect();
        (new.from, new.to) = (old.page.from, old.page.to);
    }
    let mut changed: Vec<(Arc<str>, RecordState)> = Vec::new();
    for row in &rows {
        let Some(id) = &row.outbox_id else { continue };
        let noted = old.changed.iter().find(|(noted, _)| noted == id).map(|(_, state)| state);
        let before = old.page.rows.iter().find(|own| own.outbox_id.as_ref() == Some(id)).map(|own| &own.state);
        if let Some(first) = noted.or(before).filter(|first| **first != row.state) {
            changed.push((Arc::clone(id), first.clone()));
        }
    }
    Shown { query: old.query.clone(), page: Page { rows, ..new }, at, changed, waiting, is_renewed: true }
}
