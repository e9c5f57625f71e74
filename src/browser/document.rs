//! The document: its language, its title, and where the focus is.

use super::{
    clock,
    window::{Listeners, listen},
};
use crate::domain::{
    locale::Locale,
    preferences::{Preference, Preferences},
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    ClipboardEvent, CssStyleSheet, Element, Event, FocusEvent, FocusOptions, HtmlAnchorElement, HtmlDialogElement,
    HtmlElement, MouseEvent, PointerEvent,
};

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

/// Tells the style sheet what the person has chosen of it.
pub fn set_looks(preferences: Preferences) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        for preference in [Preference::Theme, Preference::Density] {
            let _ = root.set_attribute(&["data-", preference.name()].concat(), preferences.name(preference));
        }
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

/// What the browser calls itself.
pub fn user_agent() -> String {
    web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}

/// Moves the focus to the main part if the element that had it has left the page, so that the keyboard goes on from
/// there instead of from the top.
///
/// It looks when what has just changed is drawn.
pub fn keep_focus_soon() {
    spawn_local(async {
        clock::drawn().await;
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
pub fn watch_focus() -> Listeners {
    listen("focusin", |event: &FocusEvent| {
        let element = event.target().and_then(|target| target.dyn_into().ok());
        LAST_FOCUS.set(element);
    })
}

/// Calls back with a text that is pasted into the page itself, not into a field of it.
pub fn on_paste(callback: impl Fn(String) + 'static) -> Listeners {
    listen("paste", move |event: &ClipboardEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let in_field =
            target.is_some_and(|element| element.matches("input, textarea, select, dialog *").unwrap_or(true));
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        if !in_field && !text.is_empty() {
            event.prevent_default();
            callback(text);
        }
    })
}

/// Whether the page is out of sight.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Whether the pointer or the focus is in an element of this selector.
pub fn is_in_use(selector: &str) -> bool {
    let used = format!("{selector}:hover, {selector}:focus-within");
    document().is_some_and(|document| document.query_selector(&used).ok().flatten().is_some())
}

/// Calls back with the value of the attribute that a selector `[name]` names, when an element that has it is clicked.
pub fn on_click(selector: &'static str, callback: impl Fn(&str) + 'static) -> Listeners {
    let name = selector.trim_matches(['[', ']']);
    listen("click", move |event: &MouseEvent| {
        let value = target_within(event, selector).and_then(|element| element.get_attribute(name));
        if let Some(value) = value {
            callback(&value);
        }
    })
}

/// Calls back with a link's query string when the pointer or the focus has rested on it for so many milliseconds. A
/// click is more than that, and ends it.
pub fn on_rest(selector: &'static str, milliseconds: u32, callback: impl Fn(&str) + 'static) -> Listeners {
    let (turn, callback) = (Rc::new(Cell::new(0_u32)), Rc::new(callback));
    let begin = {
        let turn = Rc::clone(&turn);
        move |link: Option<Element>| {
            let Some(link) = link else { return };
            let (turn, callback) = (Rc::clone(&turn), Rc::clone(&callback));
            let own = turn.get().wrapping_add(1);
            turn.set(own);
            spawn_local(async move {
                clock::wait(milliseconds).await;
                if let (true, Ok(link)) = (turn.get() == own, link.dyn_into::<HtmlAnchorElement>()) {
                    callback(&link.search());
                }
            });
        }
    };
    // It may rest there already.
    let used = format!("{selector}:hover, {selector}:focus");
    begin(document().and_then(|document| document.query_selector(&used).ok().flatten()));
    let on_focus = begin.clone();
    let end = move |event: &Event| {
        if target_within(event, selector).is_some() {
            turn.set(turn.get().wrapping_add(1));
        }
    };
    let (on_blur, on_click) = (end.clone(), end.clone());
    Listeners::all([
        listen("pointerover", move |event: &PointerEvent| begin(target_within(event, selector))),
        listen("focusin", move |event: &FocusEvent| on_focus(target_within(event, selector))),
        listen("pointerout", move |event: &PointerEvent| end(event)),
        listen("focusout", move |event: &FocusEvent| on_blur(event)),
        listen("click", move |event: &MouseEvent| on_click(event)),
    ])
}

/// The element of this selector in which something has happened.
pub(super) fn target_within(event: &Event, selector: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok().flatten()
}

/// A sheet of the page's style that a strict policy allows, as no markup has it in it (CSSOM, constructable style
/// sheets).
pub struct Sheet(Option<CssStyleSheet>);

impl Sheet {
    /// A sheet with these rules, after all others.
    pub fn add(rules: &str) -> Self {
        let sheet = CssStyleSheet::new().ok();
        if let (Some(sheet), Some(document)) = (&sheet, document()) {
            document.adopted_style_sheets().push(sheet);
        }
        let sheet = Self(sheet);
        sheet.set(rules);
        sheet
    }

    /// These rules in place of those that it has.
    pub fn set(&self, rules: &str) {
        if let Some(sheet) = &self.0 {
            let _ = sheet.replace_sync(rules);
        }
    }
}

/// Opens a dialog over the page: it takes the focus, keeps it, and gives it back when it closes (HTML, `showModal`).
pub fn show_modal(dialog: &HtmlDialogElement) {
    // A dialog that is open already, or not in the page, stays as it is.
    let _ = dialog.show_modal();
}

/// Closes the open dialog, which gives the focus back.
pub fn close_dialog() {
    let dialog = document().and_then(|document| document.query_selector("dialog[open]").ok().flatten());
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

/// Moves the focus to the element of this id, when what has just changed is drawn.
pub fn focus_soon(id: String) {
    spawn_local(async move {
        clock::drawn().await;
        let element = document().and_then(|document| document.get_element_by_id(&id));
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// Whether the person has asked the browser to load as little as it can (Network Information API).
pub fn saves_data() -> bool {
    let connection = web_sys::window()
        .and_then(|window| js_sys::Reflect::get(&window.navigator(), &"connection".into()).ok())
        .filter(JsValue::is_object);
    connection
        .and_then(|connection| js_sys::Reflect::get(&connection, &"saveData".into()).ok())
        .is_some_and(|saves| saves.is_truthy())
}

/// Opens the browser's dialog for printing.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
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
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new("crash")) {
        let _ = js_sys::Reflect::set(&event, &"what".into(), &message.into());
        let _ = window.dispatch_event(&event);
    }
}

pub(super) fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}
