//! What the device remembers: for this tab, or until it is taken away.
//!
//! A browser may refuse all of it (a full disk, a privacy setting). Then nothing is remembered, and the page works.

use super::{address_bar, window::listen};
use leptos::ev;
use web_sys::Storage;

/// What is remembered; each name is spelled here alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The session: whose it is, its address, its token.
    Session,
    /// A number that each Sign out raises, in every tab.
    SignOuts,
    /// The person's language.
    Locale,
    /// The person's rows per page.
    Limit,
    /// The views that the person keeps.
    Views,
    /// The one of them that opens where an address says nothing.
    StartView,
}

/// Where it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// `sessionStorage`: this tab alone, until it is closed.
    Tab,
    /// `localStorage`: every tab of this origin.
    Device,
}

impl Key {
    /// The name in storage. It carries the page's folder, so that two deployments on one origin don't meet.
    pub fn name(self) -> String {
        let name = match self {
            Self::Session => "session",
            Self::SignOuts => "sign_outs",
            Self::Locale => "locale",
            Self::Limit => "page_limit",
            Self::Views => "views",
            Self::StartView => "start_view",
        };
        format!("outbox-report {} {name}", address_bar::folder())
    }
}

/// What is stored under the key.
pub fn read(area: Area, key: Key) -> Option<String> {
    storage(area)?.get_item(&key.name()).ok().flatten()
}

/// Stores a value. Whether it could is not said: the page's own state holds it as well.
pub fn write(area: Area, key: Key, value: &str) {
    if let Some(storage) = storage(area) {
        let _ = storage.set_item(&key.name(), value);
    }
}

/// Forgets what is stored under the key.
pub fn remove(area: Area, key: Key) {
    if let Some(storage) = storage(area) {
        let _ = storage.remove_item(&key.name());
    }
}

/// Calls back when another tab may have changed what the device remembers: as it happens, and whenever this tab
/// comes back from the background or out of the history's cache, where it was not told.
pub fn on_change(callback: impl Fn() + Clone + 'static) {
    let (on_show, on_visible) = (callback.clone(), callback.clone());
    listen(ev::storage, move |_| callback());
    listen(ev::pageshow, move |_| on_show());
    listen(ev::visibilitychange, move |_| on_visible());
}

fn storage(area: Area) -> Option<Storage> {
    let window = web_sys::window()?;
    match area {
        Area::Tab => window.session_storage(),
        Area::Device => window.local_storage(),
    }
    .ok()
    .flatten()
}
