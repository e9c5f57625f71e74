//! The address bar and its history.

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

/// What is asked before the history changes, and after.
#[derive(Clone, Copy)]
pub struct Guards {
    /// How a query string goes into the history after all; `None` where it is not to be written now.
    pub write: fn(&str, Entry) -> Option<Entry>,
    /// Whether a step back or forward is a step to another view.
    pub step: fn() -> bool,
}

/// How a new address goes into the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A new entry: Back returns from it.
    Push,
    /// In place of the present one.
    Replace,
}

/// The query string, with its question mark; empty without one. An ampersand that is written as in HTML (`&#38;`) has
/// begun the fragment: what follows it is still of the query.
pub fn query() -> String {
    let Some(location) = location() else { return String::new() };
    let query = location.search().unwrap_or_default();
    let fragment = location.hash().unwrap_or_default();
    match fragment.strip_prefix("#38;").or_else(|| fragment.strip_prefix("#x26;")) {
        Some(rest) => [&query, "&", rest].concat(),
        None => query,
    }
}

/// The fragment of an address with which the page opens without what is stored (`boot.js` offers it after a second
/// crash).
const SAFE_MODE: &str = "#safe-mode";

/// Whether the page was opened so.
pub fn is_safe_mode() -> bool {
    thread_local! {
        static IS_SAFE_MODE: bool = location().and_then(|location| location.hash().ok()).as_deref() == Some(SAFE_MODE);
    }
    IS_SAFE_MODE.with(|is_safe_mode| *is_safe_mode)
}

/// Opens the page with what is stored again.
pub fn leave_safe_mode() {
    write_now(&query(), Entry::Replace);
    document::reload();
}

/// So many writes in so many milliseconds are let through: browsers refuse more than a hundred in ten seconds, or stop
/// answering.
const MAX_WRITES: usize = 90;
const WINDOW: f64 = 10_000.0;

thread_local! {
    /// When the last ones were.
    static WRITES: RefCell<VecDeque<f64>> = const { RefCell::new(VecDeque::new()) };
    /// Those that wait for their turn: at most a replacement of the present entry, and a new one after it.
    static WAITING: RefCell<Vec<(String, Entry)>> = const { RefCell::new(Vec::new()) };
    static GUARDS: Cell<Option<Guards>> = const { Cell::new(None) };
}

/// Writes the query string (with its question mark, or empty) of the page's address.
///
/// Where there were too many, the last one is written when the browser takes it again, as it was meant: a replacement
/// stays one. A browser that refuses leaves the old one: the view goes on without it.
pub fn write(query: &str, entry: Entry) {
    // A clock that never goes back.
    let now = web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now());
    let wait = WRITES.with_borrow_mut(|writes| {
        writes.retain(|at| now - at < WINDOW);
        let wait = writes.front().map(|first| first + WINDOW - now).filter(|_| writes.len() >= MAX_WRITES);
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
            // The entry that is put right, or gone on from, is not written yet.
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

/// Asks them from now on.
pub fn set_guards(guards: Guards) {
    GUARDS.set(Some(guards));
}

/// Writes it whatever there was before.
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

/// Calls back after Back and Forward, when the address is the new one already.
pub fn on_move(callback: impl Fn() + 'static) -> Listeners {
    listen("popstate", move |_: &Event| {
        if GUARDS.get().is_none_or(|guards| (guards.step)()) {
            WAITING.set(Vec::new());
            callback();
        }
    })
}

/// Calls back with the query string of a link to this page that is followed, in place of loading the page again.
///
/// Only a plain click is taken: with a modifier or another button it is the browser's own, to open a tab or a window.
pub fn on_link(callback: impl Fn(&str) + 'static) -> Listeners {
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
            callback(&link.search());
        }
    })
}

/// The page's address without its query.
pub fn page() -> String {
    let path = location().and_then(|location| location.pathname().ok()).unwrap_or_default();
    format!("{}{path}", origin())
}

/// The origin of the page.
pub fn origin() -> String {
    location().and_then(|location| location.origin().ok()).unwrap_or_default()
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
