//! The rows that a person has selected.

use super::{page::Page, record::Record};
use std::{collections::BTreeSet, sync::Arc};

/// What the key of a row begins with that has no id of its own: its place on the page follows.
const PLACE: char = '#';

/// Keys of rows, see [`Page::keys`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(BTreeSet<Arc<str>>);

impl Selection {
    /// Reads what [`Self::to_text`] wrote.
    pub fn parse(text: &str) -> Self {
        let mut selection = Self::default();
        selection.set(text.split_whitespace(), true);
        selection
    }

    /// The keys with a space between them.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|key| &**key).collect::<Vec<_>>().join(" ")
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this row is selected.
    pub fn has(&self, key: &str) -> bool {
        self.0.contains(key)
    }

    /// Selects these rows, or no more.
    pub fn set<'a>(&mut self, keys: impl IntoIterator<Item = &'a str>, is_selected: bool) {
        for key in keys {
            if is_selected {
                self.0.insert(key.into());
            } else {
                self.0.remove(key);
            }
        }
    }

    /// What of it is still there on a page that comes after: a place says nothing of the row that is now at it.
    #[must_use]
    pub fn on(&self, page: &Page) -> Self {
        let mut kept = Self::default();
        kept.set(page.keys().iter().map(|key| &**key).filter(|key| !key.starts_with(PLACE) && self.has(key)), true);
        kept
    }

    /// The selected records of a page, in the page's order.
    pub fn of<'a>(&self, page: &'a Page) -> Vec<&'a Record> {
        page.rows.iter().zip(page.keys()).filter(|(_, key)| self.has(key)).map(|(record, _)| record).collect()
    }
}

impl Page {
    /// What tells its rows from each other: their ids, or their places where an id is missing, doubled or none.
    pub fn keys(&self) -> Vec<Arc<str>> {
        let mut ids = BTreeSet::new();
        let rows = self.rows.iter().enumerate().map(|(place, row)| {
            let id = row.outbox_id.as_ref().filter(|id| {
                let is_none = id.is_empty() || id.starts_with(PLACE) || id.contains(char::is_whitespace);
                !is_none && ids.insert(Arc::clone(id))
            });
            id.cloned().unwrap_or_else(|| format!("{PLACE}{place}").into())
        });
        rows.collect()
    }
}
