//! What hands do beside clicking: keys, dragging, pointing, and moving through rows.
//!
//! All of this is loaded later.

use super::{
    clock,
    document::{document, target_within},
    window::{Listeners, listen},
};

use std::{cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, FocusEvent, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent, ResizeObserver};

/// The class of what is wider than its place, and scrolls.
const WIDE: &str = "wide";

/// A key that was pressed where nothing is being typed and no dialog is open.
pub struct Key {
    /// What it writes (UI Events, `key`).
    pub key: String,
    /// Where it is on the keyboard (UI Events, `code`).
    pub code: String,
    /// Whether Shift was held.
    pub shift: bool,
    /// Whether it is only still held.
    pub repeat: bool,
}

/// What is being done with an edge.
pub enum Stretch {
    /// It is at a place that makes its element so wide, in CSS pixels.
    To(u32),
    /// It has been let go.
    End,
}

/// Calls back with each key that is pressed alone, or with Shift, where no control takes it for itself. Whether it was
/// taken says the callback.
pub fn on_key(callback: impl Fn(&Key) -> bool + 'static) -> Listeners {
    listen("keydown", move |event: &KeyboardEvent| {
        let alone = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing());
        let is_taken = event.default_prevented() || is_taken(event);
        let key = Key { key: event.key(), code: event.code(), shift: event.shift_key(), repeat: event.repeat() };
        if alone && !is_taken && callback(&key) {
            event.prevent_default();
        }
    })
}

/// Whether the element that has the focus, or an open dialog, does something of its own with the key.
fn is_taken(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    let types = target.matches("input, textarea, select, [contenteditable]").unwrap_or(true);
    // Arrows scroll a table that is wider than its place.
    let scrolls =
        event.key().starts_with("Arrow") && target.closest(&[".", WIDE].concat()).is_ok_and(|it| it.is_some());
    let is_modal = document().is_some_and(|document| document.query_selector("dialog[open]").ok().flatten().is_some());
    types || scrolls || is_modal
}

/// Calls back when an element with this attribute is clicked, or Space is pressed on it: its value, and whether Shift
/// was held.
pub fn on_pick(attribute: &'static str, callback: impl Fn(&str, bool) + Clone + 'static) -> Listeners {
    let selector = format!("[{attribute}]");
    let (of_click, of_mouse, by_key) = (selector.clone(), selector.clone(), callback.clone());
    Listeners::all([
        listen("click", move |event: &MouseEvent| {
            if let Some(value) = target_within(event, &of_click).and_then(|element| element.get_attribute(attribute)) {
                callback(&value, event.shift_key());
            }
        }),
        // With Shift the browser would select the text in between.
        listen("mousedown", move |event: &MouseEvent| {
            if event.shift_key() && target_within(event, &of_mouse).is_some() {
                event.prevent_default();
            }
        }),
        listen("keydown", move |event: &KeyboardEvent| {
            let value = target_within(event, &selector).and_then(|element| element.get_attribute(attribute));
            if let Some(value) = value.filter(|_| event.key() == " ") {
                event.prevent_default();
                by_key(&value, event.shift_key());
            }
        }),
    ])
}

/// Calls back when Enter is pressed on an element of this selector: the number that `data-row` gives its row.
pub fn on_enter(selector: &'static str, callback: impl Fn(usize) + 'static) -> Listeners {
    listen("keydown", move |event: &KeyboardEvent| {
        let row =
            target_within(event, selector).filter(|_| event.key() == "Enter").and_then(|element| row_of(&element));
        if let Some(row) = row {
            event.prevent_default();
            callback(row);
        }
    })
}

/// The number of the row in which an element is.
fn row_of(element: &Element) -> Option<usize> {
    element.closest("[data-row]").ok()??.get_attribute("data-row")?.parse().ok()
}

/// Calls back while an element with this attribute is dragged along the line: its value, and what becomes of its parent.
pub fn on_stretch(attribute: &'static str, callback: impl Fn(&str, Stretch) + Clone + 'static) -> Listeners {
    struct Grip {
        value: String,
        /// The side of the parent that stays, and whether the line goes on to its right.
        side: f64,
        is_ltr: bool,
    }
    let grip = Rc::new(Cell::new(None::<Rc<Grip>>));
    let selector = format!("[{attribute}]");
    let begun = Rc::clone(&grip);
    let down = listen("pointerdown", move |event: &PointerEvent| {
        let element = target_within(event, &selector).filter(|_| event.button() == 0);
        let found = element.and_then(|element| {
            let parent = element.parent_element()?;
            let is_ltr = parent.matches(":dir(ltr)").ok()?;
            let place = parent.get_bounding_client_rect();
            let side = if is_ltr { place.left() } else { place.right() };
            Some(Grip { value: element.get_attribute(attribute)?, side, is_ltr })
        });
        if found.is_some() {
            // No text is selected meanwhile.
            event.prevent_default();
        }
        begun.set(found.map(Rc::new));
    });
    let (moved, at_end) = (Rc::clone(&grip), callback.clone());
    let drag = listen("pointermove", move |event: &PointerEvent| {
        let Some(grip) = moved.take() else { return };
        moved.set(Some(Rc::clone(&grip)));
        let x = f64::from(event.client_x());
        let width = if grip.is_ltr { x - grip.side } else { grip.side - x };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place on a screen, not below 0"
        )]
        callback(&grip.value, Stretch::To(width.max(0.0) as u32));
    });
    let end = move || {
        if let Some(grip) = grip.take() {
            at_end(&grip.value, Stretch::End);
        }
    };
    let cancel = end.clone();
    let up = listen("pointerup", move |_: &PointerEvent| end());
    Listeners::all([down, drag, up, listen("pointercancel", move |_: &PointerEvent| cancel())])
}

/// Gives an element with this attribute a title when the pointer comes to it: what the callback says to its value and
/// to the number that `data-row` gives its row.
pub fn on_point(attribute: &'static str, callback: impl Fn(&str, usize) -> Option<String> + 'static) -> Listeners {
    let selector = format!("[{attribute}]");
    listen("pointerover", move |event: &PointerEvent| {
        let Some(element) = target_within(event, &selector) else { return };
        let value = element.get_attribute(attribute);
        let title = value.zip(row_of(&element)).and_then(|(value, row)| callback(&value, row));
        let _ = element.set_attribute("title", &title.unwrap_or_default());
    })
}

/// Takes those titles away.
pub fn forget_point(attribute: &str) {
    let pointed = format!("[{attribute}][title]");
    let list = document().and_then(|document| document.query_selector_all(&pointed).ok());
    let elements = list.iter().flat_map(|list| (0..list.length()).filter_map(|at| list.item(at)));
    for element in elements.filter_map(|node| node.dyn_into::<Element>().ok()) {
        let _ = element.remove_attribute("title");
    }
}

/// How wide the element of this selector is drawn, in whole CSS pixels; `None` where it is not.
pub fn width_of(selector: &str) -> Option<u32> {
    let element = document()?.query_selector(selector).ok()??;
    let width = element.get_bounding_client_rect().width();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no width is below 0")]
    let width = width.round() as u32;
    (width > 0).then_some(width)
}

/// Moves the focus to the element of this selector so many after the one in whose row it is, or from outside of them to
/// the first. Where there is none, it stays.
pub fn step_focus(selector: &str, by: isize) {
    let Some(list) = document().and_then(|document| document.query_selector_all(selector).ok()) else { return };
    let elements: Vec<HtmlElement> = (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok()).collect();
    let here = elements.iter().position(|element| element.closest("[data-row]:focus-within").ok().flatten().is_some());
    let next = here.map_or(Some(0), |here| here.checked_add_signed(by));
    if let Some(element) = next.and_then(|next| elements.get(next)) {
        let _ = element.focus();
    }
}

/// Where the focus is in another row than this one, moves it to the element of this selector in this one.
pub fn go_on_in_row(row: usize, selector: &str) {
    let Some(document) = document() else { return };
    let is_elsewhere = document.active_element().and_then(|element| row_of(&element)).is_some_and(|own| own != row);
    let element = document.query_selector(&format!("[data-row=\"{row}\"] {selector}")).ok().flatten();
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()).filter(|_| is_elsewhere) {
        let _ = element.focus();
    }
}

/// The value of this attribute of the row's element in which the focus is.
pub fn focused_row(attribute: &str) -> Option<String> {
    let row = document()?.query_selector("[data-row]:focus-within").ok()??;
    row.query_selector(&format!("[{attribute}]")).ok()??.get_attribute(attribute)
}

/// Moves the focus to the first element of this selector that is in sight. Whether there is one.
pub fn focus_on(selector: &str) -> bool {
    let element = document().and_then(|document| document.query_selector(selector).ok().flatten());
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    // What is not drawn has no place.
    let seen = element.filter(|element| element.get_client_rects().length() > 0);
    seen.is_some_and(|element| element.focus().is_ok())
}

/// Follows a link as a click does.
pub fn follow_link(selector: &str) {
    let link = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        link.click();
    }
}

/// Whether changes of the element of this selector are read out (ARIA, `aria-live`).
pub fn set_live(selector: &str, is_live: bool) {
    let element = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = element {
        let _ = element.set_attribute("aria-live", if is_live { "polite" } else { "off" });
    }
}

/// Scrolls the element of this selector in which an element stands back to its top.
pub fn to_top(element: &Element, selector: &str) {
    // Scrolling makes the browser lay the page out at once: only where there is something to scroll.
    if let Ok(Some(frame)) = element.closest(selector)
        && frame.class_list().contains(WIDE)
    {
        frame.set_scroll_top(0);
    }
}

/// The watch over how wide an element and its content are. It ends when this is dropped.
pub struct WideMark {
    observer: ResizeObserver,
    _mark: Closure<dyn FnMut()>,
}

impl Drop for WideMark {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Marks the element of this selector in which an element stands with the class `wide`, as long as its content is wider
/// than its place.
#[must_use]
pub fn mark_wide(element: &Element, selector: &str) -> Option<WideMark> {
    let frame = element.closest(selector).ok().flatten()?;
    let mark = {
        let frame = frame.clone();
        Closure::<dyn FnMut()>::new(move || {
            let _ = frame.class_list().toggle_with_force(WIDE, frame.scroll_width() > frame.client_width());
        })
    };
    let observer = ResizeObserver::new(mark.as_ref().unchecked_ref()).ok()?;
    observer.observe(&frame);
    if let Some(content) = frame.first_element_child() {
        observer.observe(&content);
    }
    Some(WideMark { observer, _mark: mark })
}

/// Where a header takes the focus in the element of this selector and is then under the first one, which stays at its
/// place, scrolls it out from there. Browsers leave that out for what is itself sticky.
pub fn keep_headers_clear(selector: &'static str) -> Listeners {
    listen("focusin", move |event: &FocusEvent| {
        let Some(header) = target_within(event, "thead th") else { return };
        // The browser's own scrolling comes first.
        clock::on_frame(move || {
            let frame = header.closest(selector).ok().flatten();
            let first = header.parent_element().and_then(|row| row.first_element_child());
            let Some((frame, first)) = frame.zip(first.filter(|first| *first != header)) else { return };
            let [own, first] = [&header, &first].map(Element::get_bounding_client_rect);
            let is_ltr = header.matches(":dir(ltr)").unwrap_or(true);
            let covered = if is_ltr { first.right() - own.left() } else { own.right() - first.left() };
            if covered > 0.0 {
                frame.scroll_by_with_x_and_y(if is_ltr { -covered } else { covered }, 0.0);
            }
        });
    })
}
