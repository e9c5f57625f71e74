//! The saved views of the person.

use super::Report;
use crate::{
    address::Codec,
    browser::{
        files::{self, NotRead},
        storage,
    },
    domain::{
        saved_views::SavedViews,
        storage_key::{Area, Key},
    },
};
use leptos::{ev::Event, prelude::*, task::spawn_local};

impl Report {
    /// Returns the saved views, each under a name of its own. They are read anew, as another tab may have changed them.
    pub fn saved_views(self) -> SavedViews {
        let kept = storage::read(Area::Device, Key::Views).and_then(|text| self.parse_views(&text));
        let mut views = SavedViews::default();
        views.add(kept.unwrap_or_default());
        views
    }

    /// Reads saved views and makes their addresses canonical. Returns `None` if the text holds no saved views.
    pub fn parse_views(self, text: &str) -> Option<SavedViews> {
        SavedViews::parse(text, |query| Some(self.canonical(query)))
    }

    /// Stores the saved views. Returns whether the browser has stored them.
    pub fn keep_views(self, views: &SavedViews) -> bool {
        storage::write(Area::Device, Key::Views, &views.to_json())
    }

    /// Returns the address of the saved view that an empty address opens; `None` if there is none.
    pub fn start_view(self) -> Option<String> {
        storage::read(Area::Device, Key::StartView).map(|query| self.canonical(&query))
    }

    /// Sets the address of the saved view that an empty address opens; `None` removes it.
    pub fn set_start_view(self, query: Option<&str>) {
        match query {
            Some(query) => {
                storage::write(Area::Device, Key::StartView, query);
            }
            None => storage::remove(Area::Device, Key::StartView),
        }
        self.memory.update_value(|memory| memory.has_start_view = query.is_some());
        self.write_again();
    }

    /// Returns the address of the present view's first page, as a saved view has it. Returns `None` while a value of
    /// the address can't be used.
    pub fn view_query(self) -> Option<String> {
        let query = self.query.get()?;
        Some(self.with_codec(|codec| Codec { section: None, ..codec }.format(&query.at_page(1))))
    }

    /// Reads the file that was chosen in a field, and calls `then` with its views or with the error. `then` is not
    /// called if the report is gone by then, or no file was chosen.
    pub fn read_views(self, event: Event, then: impl FnOnce(Result<SavedViews, NotRead>) + 'static) {
        spawn_local(async move {
            let Some(text) = files::chosen(event).await else { return };
            if !self.deployment.is_disposed() {
                then(text.and_then(|text| self.parse_views(&text).ok_or(NotRead::Useless)));
            }
        });
    }

    /// Returns an address in its canonical form.
    fn canonical(self, address: &str) -> String {
        self.with_codec(|codec| {
            let codec = Codec { section: None, ..codec };
            // An empty address is the report with the usual rows per page, not with this person's own.
            let draft = Codec { own_limit: None, ..codec }.parse(address);
            match draft.check(codec.context) {
                Ok(query) => codec.format(&query),
                Err(_) => codec.format_draft(&draft),
            }
        })
    }
}
