//! The document: its language, its title, and where the focus is.

use crate::domain::locale::Locale;
use leptos::{
    ev,
    prelude::window_event_listener,
    task::{spawn_local, tick},
};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

thread_local! {
    static LAST_FOCUS: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// The id of the page's main part, which takes the focus when what had it is gone.
pub const MAIN: &str = "main";

/// Sets the language and the direction of the whole document.
pub fn set_locale(locale: Locale) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("lang", locale.tag());
        let _ = root.set_attribute("dir", locale.direction());
    }
}

/// Sets the title of the tab and of the history's present entry.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The languages that the browser's owner reads, in their order.
pub fn languages() -> Vec<String> {
    web_sys::window()
        .map(|window| window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect())
        .unwrap_or_default()
}

/// Moves the focus to the main part if the element that had it has left the page, so that the keyboard goes on from
/// there instead of from the top.
///
/// It looks when what has just changed is drawn.
pub fn keep_focus_soon() {
    spawn_local(async {
        tick().await;
        keep_focus();
    });
}

fn keep_focus() {
    let gone = LAST_FOCUS.with_borrow_mut(|last| last.take_if(|element| !element.is_connected()).is_some());
    let main = document().and_then(|document| document.get_element_by_id(MAIN));
    if let (true, Some(main)) = (gone, main.and_then(|main| main.dyn_into::<HtmlElement>().ok())) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = main.focus_with_options(&options);
    }
}

/// Remembers from here on which element had the focus last, for [`keep_focus_soon`].
pub fn watch_focus() {
    window_event_listener(ev::focusin, |event| {
        let element = event.target().and_then(|target| target.dyn_into().ok());
        LAST_FOCUS.set(element);
    });
}

/// Loads the page again, at the same address.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Takes the static shell out of the page, when the application is there in its place.
pub fn remove_shell() {
    if let Some(shell) = document().and_then(|document| document.get_element_by_id("shell")) {
        shell.remove();
    }
}

/// Tells the console and the crash screen (`boot.js`) that the page has ended.
pub fn report_crash(message: &str) {
    web_sys::console::error_1(&message.into());
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new("crash")) {
        let _ = window.dispatch_event(&event);
    }
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}
