//! The rows that a person has selected by their check boxes.

use super::{page::Page, record::Record};
use std::sync::Arc;

/// The first character of the key of a row that has no usable id. The row's index on the page follows.
const INDEX: char = '#';

/// The selected rows of a page, by their keys ([`Page::keys`]). It is not selected text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(Keys);

/// Keys in ascending order. A page has a thousand rows at most, for which a tree would not be worth its code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Keys(Vec<Arc<str>>);

impl Keys {
    /// Returns the index of a key; an error with the index at which it belongs if it is missing.
    fn find(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|own| (**own).cmp(key))
    }

    /// Adds a key. Returns whether it was missing.
    fn insert(&mut self, key: Arc<str>) -> bool {
        let index = self.find(&key);
        if let Err(at) = index {
            self.0.insert(at, key);
        }
        index.is_err()
    }
}

impl Selection {
    /// Reads a text that [`Self::to_text`] wrote.
    pub fn parse(text: &str) -> Self {
        let mut selection = Self::default();
        selection.set(text.split_whitespace(), true);
        selection
    }

    /// Writes the keys with a space between them.
    pub fn to_text(&self) -> String {
        self.0.0.join(" ")
    }

    /// Returns whether no row is selected.
    pub fn is_empty(&self) -> bool {
        self.0.0.is_empty()
    }

    /// Returns whether the row with the given key is selected.
    pub fn has(&self, key: &str) -> bool {
        self.0.find(key).is_ok()
    }

    /// Selects the rows with the given keys, or deselects them.
    pub fn set<'a>(&mut self, keys: impl IntoIterator<Item = &'a str>, is_selected: bool) {
        for key in keys {
            if is_selected {
                self.0.insert(key.into());
            } else if let Ok(at) = self.0.find(key) {
                self.0.0.remove(at);
            }
        }
    }

    /// Returns the part of the selection that is still valid on a new page: the keys with ids that are on the page.
    /// Keys with an index are dropped, because another row may now be at that index.
    #[must_use]
    pub fn on(&self, page: &Page) -> Self {
        let mut kept = Self::default();
        kept.set(page.keys().iter().map(|key| &**key).filter(|key| !key.starts_with(INDEX) && self.has(key)), true);
        kept
    }

    /// Returns for each row of a page whether it is selected; an empty list if no row is.
    pub fn marks(&self, page: &Page) -> Vec<bool> {
        if self.is_empty() {
            return Vec::new();
        }
        page.keys().iter().map(|key| self.has(key)).collect()
    }

    /// Returns the selected records of a page, in the page's order.
    pub fn of<'a>(&self, page: &'a Page) -> Vec<&'a Record> {
        page.rows.iter().zip(page.keys()).filter(|(_, key)| self.has(key)).map(|(record, _)| record).collect()
    }
}

impl Page {
    /// Returns a key for each row that no other row of the page has: its id, or its index if the id is missing,
    /// repeated or not usable as a key.
    pub fn keys(&self) -> Vec<Arc<str>> {
        let mut ids = Keys::default();
        let rows = self.rows.iter().enumerate().map(|(index, row)| {
            let id = row.outbox_id.as_ref().filter(|id| {
                let is_none = id.is_empty() || id.starts_with(INDEX) || id.contains(char::is_whitespace);
                !is_none && ids.insert(Arc::clone(id))
            });
            id.cloned().unwrap_or_else(|| format!("{INDEX}{index}").into())
        });
        rows.collect()
    }
}
