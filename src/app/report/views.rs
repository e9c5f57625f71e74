//! The views that a person keeps on the device.

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
    /// The kept views, each under a name of its own. Another tab may have changed them since they were last read.
    pub fn saved_views(self) -> SavedViews {
        let kept = storage::read(Area::Device, Key::Views).and_then(|text| self.parse_views(&text));
        let mut views = SavedViews::default();
        views.add(kept.unwrap_or_default());
        views
    }

    /// Reads views, each with its address put right.
    pub fn parse_views(self, text: &str) -> Option<SavedViews> {
        SavedViews::parse(text, |query| Some(self.canonical(query)))
    }

    /// Keeps these views. Whether the device does.
    pub fn keep_views(self, views: &SavedViews) -> bool {
        storage::write(Area::Device, Key::Views, &views.to_json())
    }

    /// The address that opens where an address says nothing.
    pub fn start_view(self) -> Option<String> {
        storage::read(Area::Device, Key::StartView)
    }

    /// Opens this address at the start from now on.
    pub fn set_start_view(self, query: Option<&str>) {
        match query {
            Some(query) => {
                storage::write(Area::Device, Key::StartView, query);
            }
            None => storage::remove(Area::Device, Key::StartView),
        }
        self.memory.update_value(|memory| memory.has_start_view = query.is_some());
    }

    /// The present view's address, as it is kept.
    pub fn view_query(self) -> Option<String> {
        let query = self.query.get()?;
        Some(self.with_codec(|codec| codec.format(&query.at_page(1))))
    }

    /// Reads a file that was chosen in a field, and then calls back with the views in it, or with why there are none. What the
    /// callback belongs to may be gone by then.
    pub fn read_views(self, event: Event, then: impl FnOnce(Result<SavedViews, NotRead>) + 'static) {
        spawn_local(async move {
            let Some(text) = files::chosen(event).await else { return };
            if !self.deployment.is_disposed() {
                then(text.and_then(|text| self.parse_views(&text).ok_or(NotRead::Useless)));
            }
        });
    }

    fn canonical(self, address: &str) -> String {
        self.with_codec(|codec| {
            // An address that says nothing means the same to everybody.
            let draft = Codec { own_limit: None, ..codec }.parse(address);
            match draft.check(codec.context) {
                Ok(query) => codec.format(&query),
                Err(_) => codec.format_draft(&draft),
            }
        })
    }
}
