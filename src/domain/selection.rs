//! The rows that a person has selected.

use super::{page::Page, record::Record};
use std::sync::Arc;

/// Keys of rows, see [`Page::keys`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(Vec<String>);

impl Selection {
    /// Reads what [`Self::to_text`] wrote.
    pub fn parse(text: &str) -> Self {
        Self(text.split_whitespace().map(str::to_owned).collect())
    }

    /// The keys with a space between them.
    pub fn to_text(&self) -> String {
        self.0.join(" ")
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this row is selected.
    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|own| own == key)
    }

    /// Selects these rows, or no more.
    pub fn set<'a>(&mut self, keys: impl IntoIterator<Item = &'a str>, is_selected: bool) {
        for key in keys {
            self.0.retain(|own| own != key);
            if is_selected {
                self.0.push(key.to_owned());
            }
        }
    }

    /// What of it is on this page.
    #[must_use]
    pub fn on(mut self, page: &Page) -> Self {
        let keys = page.keys();
        self.0.retain(|own| keys.iter().any(|key| **key == **own));
        self
    }

    /// The selected records of a page, in the page's order.
    pub fn of<'a>(&self, page: &'a Page) -> Vec<&'a Record> {
        page.rows.iter().zip(page.keys()).filter(|(_, key)| self.has(key)).map(|(record, _)| record).collect()
    }
}

impl Page {
    /// What tells its rows from each other: their ids, or their places where an id is missing, doubled or none.
    pub fn keys(&self) -> Vec<Arc<str>> {
        let mut keys: Vec<Arc<str>> = Vec::with_capacity(self.rows.len());
        for (place, row) in self.rows.iter().enumerate() {
            let id = row.outbox_id.clone().filter(|id| !id.contains(char::is_whitespace) && !id.is_empty());
            let id = id.filter(|id| !keys.contains(id));
            keys.push(id.unwrap_or_else(|| format!("#{place}").into()));
        }
        keys
    }
}
