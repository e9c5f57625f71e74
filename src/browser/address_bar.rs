//! The address bar and its history.

use leptos::{ev, prelude::window_event_listener};
use wasm_bindgen::JsValue;

/// How a new address goes into the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A new entry: Back returns from it.
    Push,
    /// In place of the present one.
    Replace,
}

/// The query string, with its question mark; empty without one.
pub fn query() -> String {
    location().and_then(|location| location.search().ok()).unwrap_or_default()
}

/// Writes the query string (with its question mark, or empty) of the page's address.
///
/// A browser that refuses, as some do after very many calls, leaves the old one: the view goes on without it.
pub fn write(query: &str, entry: Entry) {
    let Some(window) = web_sys::window() else { return };
    let (Ok(history), Ok(path)) = (window.history(), window.location().pathname()) else { return };
    let url = format!("{path}{query}");
    let _ = match entry {
        Entry::Push => history.push_state_with_url(&JsValue::NULL, "", Some(&url)),
        Entry::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(&url)),
    };
}

/// Calls back after Back and Forward, when the address is the new one already.
pub fn on_move(callback: impl Fn() + 'static) {
    window_event_listener(ev::popstate, move |_| callback());
}

/// The folder in which the page lies, with its slashes: `/` or `/panel/sms/`.
pub fn folder() -> String {
    let path = location().and_then(|location| location.pathname().ok()).unwrap_or_default();
    match path.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/"),
        None => "/".to_owned(),
    }
}

/// The page's own host and port.
pub fn host() -> String {
    location().and_then(|location| location.host().ok()).unwrap_or_default()
}

fn location() -> Option<web_sys::Location> {
    web_sys::window().map(|window| window.location())
}
