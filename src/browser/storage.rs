//! The browser's storage: of this tab, or of the device.
//!
//! A browser may refuse to store anything (a full disk, a privacy setting). The page then keeps the values in memory
//! until it is closed.

use super::{
    address_bar,
    window::{Listeners, listen},
};
use crate::domain::storage_key::{Area, Key};
use std::cell::{Cell, RefCell};
use web_sys::{Event, Storage};

thread_local! {
    /// The values that the browser has refused to store; `None` stands for a removal that was refused.
    static MEMORY: RefCell<Vec<(Area, Key, Option<String>)>> = const { RefCell::new(Vec::new()) };
    static HAS_REFUSED: Cell<bool> = const { Cell::new(false) };
}

/// Returns the value under the key; `None` if the storage has no such value, or the browser has no storage. In safe
/// mode, no stored value is read but the number of sign-outs.
pub fn read(area: Area, key: Key) -> Option<String> {
    let remembered = MEMORY.with_borrow(|memory| memory.iter().find(|own| (own.0, own.1) == (area, key)).cloned());
    match remembered {
        Some((_, _, value)) => value,
        None => storage(area, key)?.get_item(&name(key)).ok().flatten(),
    }
}

/// Stores a value, and returns whether the browser has stored it. If it has not, the page keeps the value in memory.
pub fn write(area: Area, key: Key, value: &str) -> bool {
    let is_kept = storage(area, key).is_some_and(|storage| storage.set_item(&name(key), value).is_ok());
    remember_no_more(area, key);
    if !is_kept {
        HAS_REFUSED.set(true);
        remember(area, key, Some(value.to_owned()));
    }
    is_kept
}

/// Removes the value under the key. If the browser refuses, the page no longer reads the value.
pub fn remove(area: Area, key: Key) {
    let is_gone = storage(area, key).is_some_and(|storage| storage.remove_item(&name(key)).is_ok());
    remember_no_more(area, key);
    if !is_gone {
        remember(area, key, None);
    }
}

/// Removes the value under the key if `is_to_go` returns true for it. Does so in safe mode too: a value that must not
/// stay on the device is removed however the page was opened.
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

/// Returns whether the browser has refused to store a value since the page was opened.
pub fn has_refused() -> bool {
    HAS_REFUSED.get()
}

/// Keeps a value, or its removal, in memory.
fn remember(area: Area, key: Key, value: Option<String>) {
    MEMORY.with_borrow_mut(|memory| memory.push((area, key, value)));
}

/// Removes the value under the key from memory.
fn remember_no_more(area: Area, key: Key) {
    MEMORY.with_borrow_mut(|memory| memory.retain(|own| (own.0, own.1) != (area, key)));
}

/// Calls `callback` when another tab may have changed the storage: on the event `storage`, and whenever the tab becomes
/// visible or hidden, or comes back from the back/forward cache, in which it receives no events.
pub fn on_change(callback: impl Fn() + Clone + 'static) -> Listeners {
    let (on_show, on_visible) = (callback.clone(), callback.clone());
    Listeners::all([
        listen("storage", move |_: &Event| callback()),
        listen("pageshow", move |_: &Event| on_show()),
        listen("visibilitychange", move |_: &Event| on_visible()),
    ])
}

/// Returns the storage's name of a key, which holds the page's folder.
fn name(key: Key) -> String {
    key.name(&address_bar::folder())
}

/// Returns the storage of an area for a key; `None` in safe mode and if the browser has none.
fn storage(area: Area, key: Key) -> Option<Storage> {
    // A stored value may be the cause of the crash. The number of sign-outs counts in safe mode too.
    if address_bar::is_safe_mode() && key != Key::SignOuts {
        return None;
    }
    browser_storage(area)
}

/// Returns the storage of an area, in safe mode too.
fn browser_storage(area: Area) -> Option<Storage> {
    let window = web_sys::window()?;
    match area {
        Area::Tab => window.session_storage(),
        Area::Device => window.local_storage(),
    }
    .ok()
    .flatten()
}
