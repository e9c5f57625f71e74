//! Views that are kept on the device: a name and an address, nothing else.

use super::json::Json;
use serde::{Serialize, Serializer, ser::SerializeMap};
use std::collections::{BTreeMap, BTreeSet};

/// A view that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// What a person calls it.
    pub name: String,
    /// Its canonical query string; empty for the report without filters.
    pub query: String,
}

/// The kept views in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedViews(Vec<SavedView>);

/// What has come of the views that were to be added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// How many were added.
    pub count: usize,
    /// How many there was no room for.
    pub left_out: usize,
}

/// The longest name, in characters.
const MAX_NAME_CHARS: usize = 80;

/// Views are added to others until there are as many as this.
pub const MAX_VIEWS: usize = 1_000;

/// The key of the list in a file.
const VIEWS: &str = "views";
const NAME: &str = "name";
const QUERY: &str = "query";

impl SavedViews {
    /// Reads what [`Self::to_json`] wrote. What is no view is left out; `None` where there is no list of them at all.
    /// `canonical` puts an address right, or says that it is none.
    pub fn parse(text: &str, canonical: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let file = Json::parse(text)?.object()?;
        let views = file.get(VIEWS)?.list()?.into_iter().filter_map(|view| {
            let view = view.object()?;
            let text = |key| view.get(key)?.string();
            Some(SavedView { name: name(&text(NAME)?)?, query: canonical(&text(QUERY)?)? })
        });
        Some(Self(views.collect()))
    }

    /// The views as they are kept, and as a file holds them: `{"views":[{"name":…,"query":…}]}`.
    pub fn to_json(&self) -> String {
        // Texts always have a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The views in their order.
    pub fn list(&self) -> &[SavedView] {
        &self.0
    }

    /// The place of the view of this name.
    pub fn place_of(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|view| view.name == name)
    }

    /// Keeps a view under a name; a view of that name becomes this one. Whether the name is one.
    pub fn save(&mut self, called: &str, query: String) -> bool {
        let Some(name) = name(called) else { return false };
        match self.0.iter_mut().find(|view| view.name == name) {
            Some(view) => view.query = query,
            None => self.0.push(SavedView { name, query }),
        }
        true
    }

    /// Gives a view another name. Whether it could: the name is one, and no other view has it.
    pub fn rename(&mut self, at: usize, called: &str) -> bool {
        let Some(name) = name(called) else { return false };
        let taken = self.0.iter().enumerate().any(|(other, view)| other != at && view.name == name);
        match self.0.get_mut(at) {
            Some(view) if !taken => {
                view.name = name;
                true
            }
            _ => false,
        }
    }

    /// Moves a view one place up.
    pub fn move_up(&mut self, at: usize) {
        if let Some(above) = at.checked_sub(1).filter(|_| at < self.0.len()) {
            self.0.swap(above, at);
        }
    }

    /// Takes a view out.
    pub fn remove(&mut self, at: usize) -> Option<SavedView> {
        (at < self.0.len()).then(|| self.0.remove(at))
    }

    /// Puts a view back where it was. Where another view has got its name since, a number is added to it.
    pub fn insert(&mut self, at: usize, view: SavedView) {
        let mut names = self.names();
        let name = free_name(&mut names, &view.name);
        self.0.insert(at.min(self.0.len()), SavedView { name, ..view });
    }

    /// Adds views that are not there yet, up to [`MAX_VIEWS`]; where another view has the name, a number is added to it.
    pub fn add(&mut self, others: Self) -> Added {
        let mut names = self.names();
        let mut known: BTreeSet<(String, String)> =
            self.0.iter().map(|view| (view.name.clone(), view.query.clone())).collect();
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

    /// The names that are taken, see [`free_name`].
    fn names(&self) -> BTreeMap<String, usize> {
        self.0.iter().map(|view| (view.name.clone(), 2)).collect()
    }
}

/// Takes a name for a view: this one, or where it is taken, with the least number behind it that makes it free. A taken name
/// has with it the number that is tried next, so that a thousand views of one name take a thousand steps.
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

/// A name without blanks around it, and not too long for a line; `None` where nothing is left.
fn name(text: &str) -> Option<String> {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_NAME_CHARS).collect();
    let text = text.trim_end();
    (!text.is_empty()).then(|| text.to_owned())
}
