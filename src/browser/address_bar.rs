//! Reads and writes the address bar and its history.

use super::{
    document,
    window::{Listeners, listen},
};
use gloo_timers::callback::Timeout;
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

/// The functions that decide about changes of the history, see [`set_guards`].
#[derive(Clone, Copy)]
pub struct Guards {
    /// Returns the kind of entry for a query string that is to be written; `None` to leave the history as it is.
    pub write: fn(&str, Entry) -> Option<Entry>,
    /// Handles a step back or forward, and returns whether it leads to another view: after `false`, no callback of
    /// [`on_move`] is called.
    pub step: fn() -> bool,
}

/// A kind of entry in the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A new entry, from which Back returns.
    Push,
    /// A replacement of the present entry.
    Replace,
}

/// Returns the query string with its question mark; empty without one. In an address that was copied out of HTML, an
/// escaped ampersand (`&#38;`) begins a fragment: the part behind it still counts as query.
pub fn query() -> String {
    let Some(location) = location() else { return String::new() };
    let query = location.search().unwrap_or_default();
    let fragment = location.hash().unwrap_or_default();
    match fragment.strip_prefix("#38;").or_else(|| fragment.strip_prefix("#x26;")) {
        Some(rest) => [&query, "&", rest].concat(),
        None => query,
    }
}

/// The fragment of the address that opens the page in safe mode, without the stored settings. `screen.js` offers it
/// after a second crash.
const SAFE_MODE: &str = "#safe-mode";

/// Returns whether the page was opened in safe mode.
pub fn is_safe_mode() -> bool {
    thread_local! {
        static IS_SAFE_MODE: bool = location().and_then(|location| location.hash().ok()).as_deref() == Some(SAFE_MODE);
    }
    IS_SAFE_MODE.with(|is_safe_mode| *is_safe_mode)
}

/// Ends the safe mode: reloads the page with the stored settings.
pub fn leave_safe_mode() {
    write_now(&query(), Entry::Replace);
    document::reload();
}

/// The most writes within [`WINDOW_MS`]. Browsers refuse more than a hundred writes in ten seconds, or become
/// unresponsive.
const MAX_WRITES: usize = 90;
/// The time over which the rate limit counts writes, in milliseconds.
const WINDOW_MS: f64 = 10_000.0;

thread_local! {
    /// The times of the last writes, in milliseconds.
    static WRITES: RefCell<VecDeque<f64>> = const { RefCell::new(VecDeque::new()) };
    /// The writes that wait for the rate limit: at most a replacement of the present entry and a new one after it.
    static WAITING: RefCell<Vec<(String, Entry)>> = const { RefCell::new(Vec::new()) };
    static GUARDS: Cell<Option<Guards>> = const { Cell::new(None) };
}

/// Writes the query string of the page's address: with its question mark, or empty.
///
/// Over the rate limit, the last write waits until the limit allows it, and keeps its kind of entry. Earlier waiting
/// writes are dropped, except a replacement before a new entry. If the browser refuses, the address stays as it was and
/// the view goes on.
pub fn write(query: &str, entry: Entry) {
    // The monotonic clock.
    let now = web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now());
    let wait = WRITES.with_borrow_mut(|writes| {
        writes.retain(|at| now - at < WINDOW_MS);
        let wait = writes.front().map(|first| first + WINDOW_MS - now).filter(|_| writes.len() >= MAX_WRITES);
        if wait.is_none() {
            writes.push_back(now);
        }
        wait
    });
    let Some(wait) = wait else {
        WAITING.set(Vec::new());
        return write_now(query, entry);
    };
    let is_first = WAITING.with_borrow_mut(|waiting| {
        let is_first = waiting.is_empty();
        match waiting.last_mut() {
            // The waiting entry was corrected, or left again, before it was written.
            Some((last, own)) if *own == Entry::Push || entry == Entry::Replace => query.clone_into(last),
            _ => waiting.push((query.to_owned(), entry)),
        }
        is_first
    });
    if is_first {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some seconds")]
        let wait_ms = wait.max(0.0) as u32 + 1;
        Timeout::new(wait_ms, || {
            for (query, entry) in WAITING.take() {
                write(&query, entry);
            }
        })
        .forget();
    }
}

/// Installs the functions that decide about changes of the history, in place of earlier ones.
pub fn set_guards(guards: Guards) {
    GUARDS.set(Some(guards));
}

/// Writes the query string without the rate limit.
pub(super) fn write_now(query: &str, entry: Entry) {
    let Some(entry) = GUARDS.get().map_or(Some(entry), |guards| (guards.write)(query, entry)) else { return };
    let Some(window) = web_sys::window() else { return };
    let (Ok(history), Ok(path)) = (window.history(), window.location().pathname()) else { return };
    let url = format!("{path}{query}");
    let _ = match entry {
        Entry::Push => history.push_state_with_url(&JsValue::NULL, "", Some(&url)),
        Entry::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(&url)),
    };
}

/// Calls `callback` after each step back or forward to another view, when the address has changed already.
pub fn on_move(callback: impl Fn() + 'static) -> Listeners {
    listen("popstate", move |_: &Event| {
        if GUARDS.get().is_none_or(|guards| (guards.step)()) {
            WAITING.set(Vec::new());
            callback();
        }
    })
}

/// Calls `callback` with the query string of each link to this page that is followed, in place of loading the page
/// again. Its second argument returns whether the link is, or is within, an element that a CSS selector finds.
///
/// Only a plain click counts. A click with a modifier or another button is the browser's, to open a tab or a window.
pub fn on_link(callback: impl Fn(&str, &dyn Fn(&str) -> bool) + 'static) -> Listeners {
    listen("click", move |event: &MouseEvent| {
        let plain = event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
            && !event.default_prevented();
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok()).filter(|_| plain);
        let link = element.and_then(|element| element.closest("a[href]").ok().flatten());
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else { return };
        let here = location().is_some_and(|location| {
            location.origin().ok() == Some(link.origin()) && location.pathname().ok() == Some(link.pathname())
        });
        if here && link.download().is_empty() && link.target().is_empty() {
            event.prevent_default();
            callback(&link.search(), &|selector| link.closest(selector).is_ok_and(|found| found.is_some()));
        }
    })
}

/// Returns the page's address without its query.
pub fn page() -> String {
    let path = location().and_then(|location| location.pathname().ok()).unwrap_or_default();
    format!("{}{path}", origin())
}

/// Returns the page's origin: scheme, host and port.
pub fn origin() -> String {
    location().and_then(|location| location.origin().ok()).unwrap_or_default()
}

/// Returns the path of the page's folder, with its slashes: `/` or `/panel/sms/`.
pub fn folder() -> String {
    let path = location().and_then(|location| location.pathname().ok()).unwrap_or_default();
    let end = path.bytes().rposition(|byte| byte == b'/');
    end.and_then(|end| path.get(..=end)).unwrap_or("/").to_owned()
}

/// Returns the page's host and port.
pub fn host() -> String {
    location().and_then(|location| location.host().ok()).unwrap_or_default()
}

fn location() -> Option<web_sys::Location> {
    web_sys::window().map(|window| window.location())
}
