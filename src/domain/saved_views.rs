//! Saved views on the device: a name and an address, nothing else.

use super::json::Json;
use serde::{Serialize, Serializer, ser::SerializeMap};
use std::collections::{BTreeMap, BTreeSet};

/// A view that a person has saved: an address under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// The name that the person gave the view.
    pub name: String,
    /// The canonical query string; empty for the report without filters.
    pub query: String,
}

/// A person's saved views, in the order of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedViews(Vec<SavedView>);

/// The result of adding views to the saved ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// The number of views that were added.
    pub count: usize,
    /// The number of views that were left out for want of room.
    pub left_out: usize,
}

/// The largest length of a name, in Unicode scalar values.
const MAX_NAME_CHARS: usize = 80;

/// The reason why a view is not saved under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The name is invalid, or another view has it.
    Name,
    /// There are [`MAX_VIEWS`] views already.
    Full,
}

/// The most views that are kept.
pub const MAX_VIEWS: usize = 1_000;

/// The key of the list in a file.
const VIEWS: &str = "views";
/// The key of a view's name.
const NAME: &str = "name";
/// The key of a view's query string.
const QUERY: &str = "query";

impl SavedViews {
    /// Reads a text that [`Self::to_json`] wrote. An entry that is not a view is left out; `None` if there is no
    /// list of views at all. `canonical` returns the canonical form of a query string, or `None` for an invalid one.
    pub fn parse(text: &str, canonical: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let file = Json::parse(text)?.object()?;
        let views = file.get(VIEWS)?.list()?.into_iter().filter_map(|view| {
            let view = view.object()?;
            let text = |key| view.get(key)?.string();
            Some(SavedView { name: kept_name(&text(NAME)?)?, query: canonical(&text(QUERY)?)? })
        });
        Some(Self(views.collect()))
    }

    /// Writes the views for storage and for files: `{"views":[{"name":…,"query":…}]}`.
    pub fn to_json(&self) -> String {
        // Texts always have a JSON form, so this never fails.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Returns the views in their order.
    pub fn list(&self) -> &[SavedView] {
        &self.0
    }

    /// Returns the index of the view with the given name; `None` if there is none.
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|view| view.name == name)
    }

    /// Saves a view under a name, and replaces the view of that name, if any.
    ///
    /// # Errors
    ///
    /// Returns why the view was not saved: its name is invalid, or there is no room for another view.
    pub fn save(&mut self, called: &str, query: String) -> Result<(), Refusal> {
        let name = kept_name(called).ok_or(Refusal::Name)?;
        let is_full = self.0.len() >= MAX_VIEWS;
        match self.0.iter_mut().find(|view| view.name == name) {
            Some(view) => view.query = query,
            None if is_full => return Err(Refusal::Full),
            None => self.0.push(SavedView { name, query }),
        }
        Ok(())
    }

    /// Renames the view at an index.
    ///
    /// # Errors
    ///
    /// Returns an error, and changes no view, if the name is invalid, if another view has it, or if there is no view at
    /// the index.
    pub fn rename(&mut self, at: usize, called: &str) -> Result<(), Refusal> {
        let name = kept_name(called).ok_or(Refusal::Name)?;
        let taken = self.0.iter().enumerate().any(|(other, view)| other != at && view.name == name);
        let view = self.0.get_mut(at).filter(|_| !taken).ok_or(Refusal::Name)?;
        view.name = name;
        Ok(())
    }

    /// Moves the view at an index one position up. The first view stays.
    pub fn move_up(&mut self, at: usize) {
        if let Some(above) = at.checked_sub(1).filter(|_| at < self.0.len()) {
            self.0.swap(above, at);
        }
    }

    /// Removes the view at an index and returns it; `None` if there is none.
    pub fn remove(&mut self, at: usize) -> Option<SavedView> {
        (at < self.0.len()).then(|| self.0.remove(at))
    }

    /// Inserts a view that was removed at the index `at`, or at the end of a shorter list. If another view has the name
    /// by now, a number is appended to the name.
    pub fn insert(&mut self, at: usize, view: SavedView) {
        let mut names = self.names();
        let name = free_name(&mut names, &view.name);
        self.0.insert(at.min(self.0.len()), SavedView { name, ..view });
    }

    /// Adds the views that are not saved yet under the same name and address, up to [`MAX_VIEWS`] in all. If another
    /// view has the name of an added one, a number is appended to the added view's name.
    pub fn add(&mut self, others: Self) -> Added {
        let mut names = self.names();
        let mut known = BTreeSet::new();
        known.extend(self.0.iter().map(|view| (view.name.clone(), view.query.clone())));
        let mut added = Added::default();
        for SavedView { name, query } in others.0 {
            if !known.insert((name.clone(), query.clone())) {
                continue;
            }
            if self.0.len() >= MAX_VIEWS {
                added.left_out += 1;
                continue;
            }
            let name = free_name(&mut names, &name);
            known.insert((name.clone(), query.clone()));
            self.0.push(SavedView { name, query });
            added.count += 1;
        }
        added
    }

    /// Returns the names that are taken, in the form that [`free_name`] expects.
    fn names(&self) -> BTreeMap<String, usize> {
        // Inserted one by one: the map's own way to collect sorts first, by kilobytes of code.
        let mut names = BTreeMap::new();
        names.extend(self.0.iter().map(|view| (view.name.clone(), 2)));
        names
    }
}

/// Takes a free name for a view and returns it: `wanted`, or `wanted` with the least number that makes it free.
///
/// `taken` has, for each name, the number to try next. So a thousand views of one name take a thousand steps.
fn free_name(taken: &mut BTreeMap<String, usize>, wanted: &str) -> String {
    let Some(mut number) = taken.get(wanted).copied() else {
        taken.insert(wanted.to_owned(), 2);
        return wanted.to_owned();
    };
    let name = loop {
        let end = format!(" {number}");
        let room = MAX_NAME_CHARS.saturating_sub(end.len());
        let name = wanted.chars().take(room).collect::<String>().trim_end().to_owned() + &end;
        number += 1;
        if !taken.contains_key(&name) {
            break name;
        }
    };
    taken.insert(wanted.to_owned(), number);
    taken.insert(name.clone(), 2);
    name
}

impl Serialize for SavedViews {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(VIEWS, &self.0)?;
        map.end()
    }
}

impl Serialize for SavedView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry(NAME, &self.name)?;
        map.serialize_entry(QUERY, &self.query)?;
        map.end()
    }
}

/// Returns a name as it is kept: with single blanks between its words and none around it, cut to [`MAX_NAME_CHARS`];
/// `None` if it is empty.
pub fn kept_name(text: &str) -> Option<String> {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_NAME_CHARS).collect();
    let text = text.trim_end();
    (!text.is_empty()).then(|| text.to_owned())
}
