//! Listens to keys that are pressed on the page.

use super::{
    document::{is_there, target_within},
    focus,
    window::{Listeners, listen},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

/// A key press outside text fields and dialogs.
pub struct Key {
    /// The text that the key writes (UI Events, `key`).
    pub key: String,
    /// The key's position on the keyboard (UI Events, `code`).
    pub code: String,
    /// True if Shift was held.
    pub shift: bool,
    /// True for the repetitions while the key is held.
    pub repeat: bool,
}

/// Calls `callback` for every key press without Ctrl, Alt or Meta that no focused control or open dialog handles
/// itself. The callback returns whether it handled the key.
///
/// Arrow keys in an element that matches `scrolls` are left to the browser, which scrolls it.
pub fn on_key(scrolls: &'static str, callback: impl Fn(&Key) -> bool + 'static) -> Listeners {
    listen_keys(move |event| {
        let alone = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing());
        let is_taken = event.default_prevented() || is_taken(event, scrolls);
        let key = Key { key: event.key(), code: event.code(), shift: event.shift_key(), repeat: event.repeat() };
        if alone && !is_taken && callback(&key) {
            event.prevent_default();
        }
    })
}

/// Listens to key presses. Password managers and autofill dispatch plain events of the same name, without a key; these
/// are ignored.
pub(super) fn listen_keys(callback: impl Fn(&KeyboardEvent) + 'static) -> Listeners {
    listen("keydown", move |event: &Event| {
        if let Some(event) = event.dyn_ref() {
            callback(event);
        }
    })
}

/// Returns whether an event is a key press, and not merely named like one.
pub fn is_key(event: &Event) -> bool {
    event.is_instance_of::<KeyboardEvent>()
}

/// Returns whether the focused element or an open dialog handles the key itself.
fn is_taken(event: &KeyboardEvent, scrolls: &str) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    let types = target.matches("input, textarea, select, [contenteditable]").unwrap_or(true);
    // Arrows scroll a table that is wider than its place.
    let scrolls = event.key().starts_with("Arrow") && target.closest(scrolls).is_ok_and(|it| it.is_some());
    types || scrolls || is_there("dialog[open]")
}

/// Calls `callback` when Enter is pressed on an element that matches `selector`, with the index of its row, see
/// [`focus::row_of`].
pub fn on_enter(selector: &'static str, callback: impl Fn(usize) + 'static) -> Listeners {
    listen_keys(move |event| {
        let row = target_within(event, selector)
            .filter(|_| event.key() == "Enter")
            .and_then(|element| focus::row_of(&element));
        if let Some(row) = row {
            event.prevent_default();
            callback(row);
        }
    })
}
