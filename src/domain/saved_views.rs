//! Views that are kept on the device: a name and an address, nothing else.

use super::json::Json;
use serde::{Serialize, Serializer, ser::SerializeMap};

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

/// The longest name, in characters.
const LONGEST_NAME: usize = 80;

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

    /// Puts a view back where it was.
    pub fn insert(&mut self, at: usize, view: SavedView) {
        self.0.insert(at.min(self.0.len()), view);
    }

    /// Adds views that are not there yet; where another view has the name, a number is added to it. How many.
    pub fn add(&mut self, others: Self) -> usize {
        let before = self.0.len();
        for view in others.0 {
            if self.0.contains(&view) {
                continue;
            }
            let names = std::iter::once(view.name.clone()).chain((2..).map(|n| format!("{} {n}", view.name)));
            let is_free = |name: &String| !self.0.iter().any(|own| own.name == *name);
            if let Some(name) = names.into_iter().find(is_free) {
                self.0.push(SavedView { name, query: view.query });
            }
        }
        self.0.len() - before
    }
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
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST_NAME).collect();
    (!text.is_empty()).then_some(text)
}
