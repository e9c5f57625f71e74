//! The document as a whole: its language, title, focus, dialogs and style sheets.

use super::{
    clock,
    window::{Listeners, listen},
};
use crate::domain::{
    locale::Locale,
    preferences::{Preference, Preferences},
};
use js_sys::{Array, Promise};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AddEventListenerOptions, ClipboardEvent, CssStyleSheet, Element, Event, FocusEvent, FocusOptions,
    HtmlAnchorElement, HtmlDialogElement, HtmlElement, HtmlInputElement, MouseEvent, PointerEvent,
};

thread_local! {
    static LAST_FOCUS: RefCell<Option<Element>> = const { RefCell::new(None) };
    /// The element from which the open dialog was opened, or the dialog in whose place it was opened.
    static ORIGIN: RefCell<Option<Element>> = const { RefCell::new(None) };
}

/// The id of the page's main part. It takes the focus when the focused element is removed.
pub const MAIN: &str = "main";

/// The selector of the title of the open dialog, which takes the focus in place of the main part.
const OPEN_TITLE: &str = "dialog[open] #dialog-title";

/// The font of a Persian page, in any size.
const FONT: &str = "1em Vazirmatn";

/// The font of the Persian on another page.
const LETTERS_FONT: &str = "1em Vazirmatn Letters";

/// A letter that needs the font.
const LETTER: &str = "س";

/// The class of the root element once the page uses the font.
const HAS_FONT: &str = "vazirmatn";

/// Starts to load the font if `text` needs it. The page uses the font from the next [`settle_font`] on.
pub fn load_font(text: &str) {
    if let Some((document, font, _)) = font_to_come() {
        let loading = document.fonts().load_with_text(font, text);
        // Without the font, the one in its place stays: a rejection is no error.
        let _ = Promise::all_settled(&Array::of1(&loading));
    }
}

/// Returns the document, the font that it does not use yet, and its root; `None` once it does.
fn font_to_come() -> Option<(web_sys::Document, &'static str, Element)> {
    let document = document()?;
    let root = document.document_element()?;
    let is_ltr = root.get_attribute("dir").is_some_and(|direction| direction == "ltr");
    let font = if is_ltr { LETTERS_FONT } else { FONT };
    (!root.class_list().contains(HAS_FONT)).then_some((document, font, root))
}

/// Makes the page use the font if it is loaded. Call this only where all text on the page is new to the reader: another
/// font moves text that is being read.
pub fn settle_font() {
    if let Some((document, font, root)) = font_to_come()
        && document.fonts().check_with_text(font, LETTER).unwrap_or_default()
    {
        let _ = root.class_list().add_1(HAS_FONT);
    }
}

/// Sets the language and the direction of the whole document. If the direction is another one, all text is new to the
/// reader.
pub fn set_locale(locale: Locale) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    let is_turned = root.get_attribute("dir").as_deref() != Some(locale.direction());
    set(&root, "lang", locale.tag());
    set(&root, "dir", locale.direction());
    if is_turned {
        // It stands for the font of the other direction.
        let _ = root.class_list().remove_1(HAS_FONT);
        settle_font();
    }
}

/// Sets the root element's attributes `data-theme` and `data-density`, from which the style sheet takes the person's
/// choices.
pub fn set_looks(preferences: Preferences) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        for preference in [Preference::Theme, Preference::Density] {
            set(&root, &attribute_of(preference), preferences.name(preference));
        }
    }
}

/// Returns the index of the chosen row density in the options of [`Preference::Density`], as [`set_looks`] has set it.
pub fn density() -> usize {
    let root = document().and_then(|document| document.document_element());
    let name = root.and_then(|root| root.get_attribute(&attribute_of(Preference::Density)));
    name.and_then(|name| Preference::Density.options().iter().position(|option| *option == name)).unwrap_or_default()
}

fn attribute_of(preference: Preference) -> String {
    ["data-", preference.name()].concat()
}

/// Sets an attribute unless it has that value. Setting it to the same value would make browsers restyle everything
/// below.
pub fn set(element: &Element, name: &str, value: &str) {
    if element.get_attribute(name).as_deref() != Some(value) {
        let _ = element.set_attribute(name, value);
    }
}

/// Describes the element with the given id, by a tooltip and to assistive technology.
pub fn describe(id: &str, sentence: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        set(&element, "title", sentence);
    }
}

/// Sets the title of the document if it differs, as a title is sent to another process of the browser. The tab and the
/// present history entry show it.
pub fn set_title(title: &str) {
    if let Some(document) = document().filter(|document| document.title() != title) {
        document.set_title(title);
    }
}

/// Returns the browser's preferred languages, the most preferred first.
pub fn languages() -> Vec<String> {
    web_sys::window()
        .map(|window| window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect())
        .unwrap_or_default()
}

/// Returns the browser's user agent string.
pub fn user_agent() -> String {
    web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}

/// Moves the focus to the main part if the focused element has left the page, so that the keyboard goes on from there
/// instead of from the top. Also gives the focus back to a link that has lost its address.
///
/// The check runs when the last changes are in the document.
pub fn keep_focus_soon() {
    spawn_local(async {
        clock::drawn().await;
        keep_focus();
    });
}

/// Moves the focus to where the closed dialog was opened, if the browser has not done so, and then does what
/// [`keep_focus_soon`] does. Until the closed dialog is drawn, an element in it may still have the focus.
pub fn return_focus() {
    if let Some(origin) = ORIGIN.take().filter(|origin| origin.is_connected() && !is_there(":focus:not(dialog *)")) {
        focus_in_place(origin);
    }
    keep_focus_soon();
}

/// Does the work of [`keep_focus_soon`].
fn keep_focus() {
    let gone = LAST_FOCUS.with_borrow_mut(|last| last.take_if(|element| !element.is_connected()).is_some());
    if gone {
        focus_main();
    } else if !is_there(":focus") {
        // The oldest supported Chromium takes the focus from a link that loses its address.
        let is_disabled_link = |element: &Element| element.matches("a[tabindex]:not([href])").unwrap_or_default();
        if let Some(link) = LAST_FOCUS.with_borrow(|last| last.clone().filter(is_disabled_link)) {
            focus_in_place(link);
        }
    }
}

/// Moves the focus to the title of the dialog, or to the main part if none is open.
fn focus_main() {
    let Some(document) = document() else { return };
    let title = document.query_selector(OPEN_TITLE).ok().flatten();
    if let Some(target) = title.or_else(|| document.get_element_by_id(MAIN)) {
        focus_in_place(target);
    }
}

/// Moves the focus to an element. Nothing scrolls.
fn focus_in_place(element: Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Keeps track of the focused element, for [`keep_focus_soon`].
pub fn watch_focus() -> Listeners {
    listen("focusin", |event: &FocusEvent| {
        let element = event.target().and_then(|target| target.dyn_into().ok());
        LAST_FOCUS.set(element);
    })
}

/// Moves the focus to an element if no other element has it. Nothing scrolls.
pub fn keep_focus_in(element: &Element) {
    if !is_there(":focus") {
        focus_in_place(element.clone());
    }
}

/// Sets how the dialog around an element closes: if `is_alone`, by Escape and its buttons only; otherwise also by a
/// click beside it (HTML, `closedby`).
pub fn close_by_request(element: &Element, is_alone: bool) {
    if let Ok(Some(dialog)) = element.closest("dialog") {
        let _ = dialog.set_attribute("closedby", if is_alone { "closerequest" } else { "any" });
    }
}

/// Calls `callback` with each text that is pasted into the page itself, and with each that is pasted into a field which
/// matches `selector` if `is_taken` is true for the text. The text is not pasted then.
pub fn on_paste(
    selector: &'static str,
    is_taken: impl Fn(&str) -> bool + 'static,
    callback: impl Fn(String) + 'static,
) -> Listeners {
    listen("paste", move |event: &ClipboardEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_in = |selector| target.as_ref().is_some_and(|element| element.matches(selector).unwrap_or(true));
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        if !text.is_empty() && (!is_in("input, textarea, select, dialog *") || is_in(selector) && is_taken(&text)) {
            event.prevent_default();
            callback(text);
        }
    })
}

/// Returns whether the page is hidden, as in a tab in the background (HTML, `document.hidden`).
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Calls `callback` when the page is shown or hidden.
pub fn on_visibility(callback: impl Fn() + 'static) -> Listeners {
    listen("visibilitychange", move |_: &Event| callback())
}

/// Returns whether the pointer or the focus is in an element that matches `selector`.
pub fn is_in_use(selector: &str) -> bool {
    is_there(&format!("{selector}:hover, {selector}:focus-within"))
}

/// Returns the elements that match `selector`, in document order.
pub(super) fn find_all(selector: &str) -> impl Iterator<Item = HtmlElement> + use<> {
    let list = document().and_then(|document| document.query_selector_all(selector).ok());
    list.into_iter().flat_map(|list| (0..list.length()).filter_map(move |at| list.item(at)?.dyn_into().ok()))
}

/// Returns whether an element matches `selector`.
pub fn is_there(selector: &str) -> bool {
    document().is_some_and(|document| document.query_selector(selector).ok().flatten().is_some())
}

/// Calls `callback` for each click in an element that matches `selector`, with the value of the attribute of the
/// closest element that has it: the matching element or one around it.
pub fn on_click(selector: &'static str, attribute: &'static str, callback: impl Fn(&str) + 'static) -> Listeners {
    listen("click", move |event: &MouseEvent| {
        let around = target_within(event, selector).and_then(|it| it.closest(&["[", attribute, "]"].concat()).ok()?);
        if let Some(value) = around.and_then(|element| element.get_attribute(attribute)) {
            callback(&value);
        }
    })
}

/// Calls `callback` with a link's query string once the pointer or the focus has rested on the link for `milliseconds`.
/// A click ends the wait, as it follows the link.
pub fn on_rest(selector: &'static str, milliseconds: u32, callback: impl Fn(&str) + 'static) -> Listeners {
    let (generation, callback) = (Rc::new(Cell::new(0_u32)), Rc::new(callback));
    let begin = {
        let generation = Rc::clone(&generation);
        move |link: Option<Element>| {
            let Some(link) = link else { return };
            let (generation, callback) = (Rc::clone(&generation), Rc::clone(&callback));
            let own = generation.get().wrapping_add(1);
            generation.set(own);
            spawn_local(async move {
                clock::wait(milliseconds).await;
                if let (true, Ok(link)) = (generation.get() == own, link.dyn_into::<HtmlAnchorElement>()) {
                    callback(&link.search());
                }
            });
        }
    };
    // The pointer or the focus may rest on a link already.
    let used = format!("{selector}:hover, {selector}:focus");
    begin(document().and_then(|document| document.query_selector(&used).ok().flatten()));
    let on_focus = begin.clone();
    let end = move |event: &Event| {
        if target_within(event, selector).is_some() {
            generation.set(generation.get().wrapping_add(1));
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

/// Returns the closest element around an event's target that matches `selector`, the target included.
pub(super) fn target_within(event: &Event, selector: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok().flatten()
}

/// A style sheet that the Content Security Policy allows, as it is not in the markup (CSSOM, constructable style
/// sheets).
pub struct Sheet(Option<CssStyleSheet>);

impl Sheet {
    /// Adds a sheet with the given rules after all others.
    pub fn add(rules: &str) -> Self {
        let sheet = Self(CssStyleSheet::new().ok());
        // Before it is in use: where a sheet in use gets layers, Chromium forgets which fonts are loaded.
        sheet.set(rules);
        if let (Some(sheet), Some(document)) = (&sheet.0, document()) {
            document.adopted_style_sheets().push(sheet);
        }
        sheet
    }

    /// Replaces the rules of the sheet.
    pub fn set(&self, rules: &str) {
        if let Some(sheet) = &self.0 {
            let _ = sheet.replace_sync(rules);
        }
    }
}

/// Opens a modal dialog: it takes the focus, keeps it, and gives it back when it closes (HTML, `showModal`). A dialog
/// that is opened in place of another one can give it back by [`return_focus`] only.
pub fn show_modal(dialog: &HtmlDialogElement) {
    if let Ok(Some(focused)) = dialog.owner_document().map_or(Ok(None), |document| document.query_selector(":focus")) {
        ORIGIN.set(Some(focused));
    }
    // Fails only if the dialog is open already or not in the document.
    let _ = dialog.show_modal();
}

/// Closes the open dialog, which gives the focus back.
pub fn close_dialog() {
    let dialog = document().and_then(|document| document.query_selector("dialog[open]").ok().flatten());
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

/// Returns whether somebody has typed into the field of an `input` event. A field without the focus was filled by a
/// program: it gets `text` back, its text before.
pub fn is_typed(event: &Event, text: &str) -> bool {
    let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let active = document().and_then(|document| document.active_element());
    let filled = field.filter(|field| !field.is_same_node(active.as_deref()));
    if let Some(field) = &filled {
        field.set_value(text);
    }
    filled.is_none()
}

/// Moves the focus to the element with the given id, when the last changes are in the document.
pub fn focus_soon(id: String) {
    focus_soon_if(id, || true);
}

/// Does the work of [`focus_soon`] if the main part has the focus by then, as after [`keep_focus_soon`]: whoever has
/// clicked nothing that is gone stays where they are.
pub fn focus_from_main_soon(id: String) {
    focus_soon_if(id, || is_there("#main:focus"));
}

fn focus_soon_if(id: String, is_wanted: fn() -> bool) {
    spawn_local(async move {
        clock::drawn().await;
        if !is_wanted() {
            return;
        }
        let element = document().and_then(|document| document.get_element_by_id(&id));
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// Returns whether the person has asked the browser to save data (Network Information API, `saveData`).
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

/// Reloads the page at the same address.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// The notice that the rest of the page could not be loaded, with a button. Dropping it removes it.
pub struct NotLoaded {
    sentence: Option<Element>,
    button: Option<HtmlElement>,
}

impl NotLoaded {
    /// Shows the notice that the rest of the page could not be loaded. If `has_focus`, its button takes the focus.
    pub fn show(has_focus: bool) -> Self {
        let find = |id| document().and_then(|document| document.get_element_by_id(id));
        let button = find("load-again").and_then(|button| button.dyn_into::<HtmlElement>().ok());
        let sentence = find("not-loaded");
        if let Some(sentence) = &sentence {
            let _ = sentence.remove_attribute("hidden");
        }
        if let (true, Some(button)) = (has_focus, &button) {
            let _ = button.focus();
        }
        Self { sentence, button }
    }

    /// Waits until the person clicks the button.
    pub async fn clicked(&self) {
        let clicked = Promise::new(&mut |resolve, _| {
            let options = AddEventListenerOptions::new();
            options.set_once(true);
            if let Some(button) = &self.button {
                let _ =
                    button.add_event_listener_with_callback_and_add_event_listener_options("click", &resolve, &options);
            }
        });
        let _ = JsFuture::from(clicked).await;
    }
}

impl Drop for NotLoaded {
    fn drop(&mut self) {
        let active = document().and_then(|document| document.active_element());
        if active.is_some() && active.as_ref() == self.button.as_deref() {
            focus_main();
        }
        if let Some(sentence) = &self.sentence {
            let _ = sentence.set_attribute("hidden", "");
        }
    }
}

/// Reports a panic, after which the page no longer works, to the console and to the crash screen (`screen.js`).
pub fn report_crash(message: &str) {
    web_sys::console::error_1(&message.into());
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new("crash")) {
        let _ = js_sys::Reflect::set(&event, &"what".into(), &message.into());
        let _ = window.dispatch_event(&event);
    }
}

/// Returns the document's body.
pub fn body() -> Option<HtmlElement> {
    document()?.body()
}

/// Returns the document.
pub(super) fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}
