//! What the device remembers: for this tab, or until it is taken away.
//!
//! A browser may refuse all of it (a full disk, a privacy setting). Then this page remembers it until it is closed.

use super::{
    address_bar,
    window::{Listeners, listen},
};
use crate::domain::storage_key::{Area, Key};
use std::cell::{Cell, RefCell};
use web_sys::{Event, Storage};

thread_local! {
    /// What the browser would not keep.
    static MEMORY: RefCell<Vec<(Area, Key, Option<String>)>> = const { RefCell::new(Vec::new()) };
    static HAS_REFUSED: Cell<bool> = const { Cell::new(false) };
}

/// What is stored under the key.
pub fn read(area: Area, key: Key) -> Option<String> {
    let remembered = MEMORY.with_borrow(|memory| memory.iter().find(|own| (own.0, own.1) == (area, key)).cloned());
    match remembered {
        Some((_, _, value)) => value,
        None => storage(area, key)?.get_item(&name(key)).ok().flatten(),
    }
}

/// Stores a value. Where the browser refuses, this page remembers it until it is closed. Whether the browser keeps it.
pub fn write(area: Area, key: Key, value: &str) -> bool {
    let is_kept = storage(area, key).is_some_and(|storage| storage.set_item(&name(key), value).is_ok());
    remember_no_more(area, key);
    if !is_kept {
        HAS_REFUSED.set(true);
        remember(area, key, Some(value.to_owned()));
    }
    is_kept
}

/// Forgets what is stored under the key.
pub fn remove(area: Area, key: Key) {
    let is_gone = storage(area, key).is_some_and(|storage| storage.remove_item(&name(key)).is_ok());
    remember_no_more(area, key);
    if !is_gone {
        remember(area, key, None);
    }
}

/// Forgets what is stored under the key where the callback says so of it, in safe mode as well: what must not stay on the device
/// does not depend on how the page was opened.
pub fn remove_where(area: Area, key: Key, is_to_go: impl Fn(&str) -> bool) {
    let stored = browser_storage(area).and_then(|storage| Some((storage.get_item(&name(key)).ok()??, storage)));
    let has_stayed =
        stored.is_some_and(|(value, storage)| is_to_go(&value) && storage.remove_item(&name(key)).is_err());
    let own = MEMORY.with_borrow(|memory| memory.iter().find(|own| (own.0, own.1) == (area, key)).cloned());
    if own.is_some_and(|(_, _, value)| value.is_some_and(|value| is_to_go(&value))) {
        remember_no_more(area, key);
    }
    if has_stayed {
        remember_no_more(area, key);
        remember(area, key, None);
    }
}

/// Whether the browser has refused to keep something.
pub fn has_refused() -> bool {
    HAS_REFUSED.get()
}

fn remember(area: Area, key: Key, value: Option<String>) {
    MEMORY.with_borrow_mut(|memory| memory.push((area, key, value)));
}

fn remember_no_more(area: Area, key: Key) {
    MEMORY.with_borrow_mut(|memory| memory.retain(|own| (own.0, own.1) != (area, key)));
}

/// Calls back when another tab may have changed what the device remembers: as it happens, and whenever this tab
/// comes back from the background or out of the history's cache, where it was not told.
pub fn on_change(callback: impl Fn() + Clone + 'static) -> Listeners {
    let (on_show, on_visible) = (callback.clone(), callback.clone());
    Listeners::all([
        listen("storage", move |_: &Event| callback()),
        listen("pageshow", move |_: &Event| on_show()),
        listen("visibilitychange", move |_: &Event| on_visible()),
    ])
}

fn name(key: Key) -> String {
    key.name(&address_bar::folder())
}

fn storage(area: Area, key: Key) -> Option<Storage> {
    // What is stored may be why the page has crashed. Only that somebody has signed out counts all the same.
    if address_bar::is_safe_mode() && key != Key::SignOuts {
        return None;
    }
    browser_storage(area)
}

fn browser_storage(area: Area) -> Option<Storage> {
    let window = web_sys::window()?;
    match area {
        Area::Tab => window.session_storage(),
        Area::Device => window.local_storage(),
    }
    .ok()
    .flatten()
}
