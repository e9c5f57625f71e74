//! What hands do beside clicking: keys, dragging, pointing, and moving through rows.
//!
//! All of this is loaded later.

use super::{
    clock,
    document::{document, target_within},
    window::{Listeners, listen},
};

use std::{cell::Cell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, FocusEvent, HtmlElement, HtmlTableCellElement, HtmlTableRowElement, KeyboardEvent, MouseEvent,
    PointerEvent,
};

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
/// Arrows are left to an element that matches `scrolls`.
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

/// Listens to keys. Password managers and autofill send plain events of the same name, without a key.
fn listen_keys(callback: impl Fn(&KeyboardEvent) + 'static) -> Listeners {
    listen("keydown", move |event: &Event| {
        if let Some(event) = event.dyn_ref() {
            callback(event);
        }
    })
}

/// Returns whether an event is that of a key, and not only named so.
pub fn is_key(event: &Event) -> bool {
    event.is_instance_of::<KeyboardEvent>()
}

/// Whether the element that has the focus, or an open dialog, does something of its own with the key.
fn is_taken(event: &KeyboardEvent, scrolls: &str) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    let types = target.matches("input, textarea, select, [contenteditable]").unwrap_or(true);
    // Arrows scroll a table that is wider than its place.
    let scrolls = event.key().starts_with("Arrow") && target.closest(scrolls).is_ok_and(|it| it.is_some());
    let is_modal = document().is_some_and(|document| document.query_selector("dialog[open]").ok().flatten().is_some());
    types || scrolls || is_modal
}

/// Calls back when an element of this selector is clicked, or Space is pressed on it: with its row, see [`row_of`], and
/// whether Shift was held.
pub fn on_pick(selector: &'static str, callback: impl Fn(usize, bool) + Clone + 'static) -> Listeners {
    let by_key = callback.clone();
    Listeners::all([
        listen("click", move |event: &MouseEvent| {
            if let Some(element) = target_within(event, selector) {
                callback(row_of(&element).unwrap_or_default(), event.shift_key());
            }
        }),
        // With Shift the browser would select the text in between.
        listen("mousedown", move |event: &MouseEvent| {
            if event.shift_key() && target_within(event, selector).is_some() {
                event.prevent_default();
            }
        }),
        listen_keys(move |event| {
            if let Some(element) = target_within(event, selector).filter(|_| event.key() == " ") {
                event.prevent_default();
                by_key(row_of(&element).unwrap_or_default(), event.shift_key());
            }
        }),
    ])
}

/// Calls back when an element of this selector is clicked: with its row, see [`row_of`].
pub fn on_click_in_row(selector: &'static str, callback: impl Fn(usize) + 'static) -> Listeners {
    listen("click", move |event: &MouseEvent| {
        if let Some(row) = target_within(event, selector).and_then(|element| row_of(&element)) {
            callback(row);
        }
    })
}

/// Calls back when Enter is pressed on an element of this selector: with its row, see [`row_of`].
pub fn on_enter(selector: &'static str, callback: impl Fn(usize) + 'static) -> Listeners {
    listen_keys(move |event| {
        let row =
            target_within(event, selector).filter(|_| event.key() == "Enter").and_then(|element| row_of(&element));
        if let Some(row) = row {
            event.prevent_default();
            callback(row);
        }
    })
}

/// Returns the place of the row in which an element is, from 0, among all rows of its table but that of the headers.
fn row_of(element: &Element) -> Option<usize> {
    let row: HtmlTableRowElement = element.closest("tr").ok()??.dyn_into().ok()?;
    usize::try_from(row.row_index()).ok()?.checked_sub(1)
}

/// Returns whether the line goes on to the right where an element is. The oldest supported browsers have no `:dir()`.
fn is_ltr(element: &Element) -> bool {
    !element.matches("[dir=rtl] *").unwrap_or_default()
}

/// Calls back while an element of this selector is dragged along the line: the value of its parent's attribute, and what
/// becomes of its parent.
pub fn on_stretch(
    selector: &'static str,
    attribute: &'static str,
    callback: impl Fn(&str, Stretch) + Clone + 'static,
) -> Listeners {
    struct Grip {
        value: String,
        /// The side of the parent that stays, and whether the line goes on to its right.
        side: f64,
        is_ltr: bool,
    }
    let grip = Rc::new(Cell::new(None::<Rc<Grip>>));
    let begun = Rc::clone(&grip);
    let down = listen("pointerdown", move |event: &PointerEvent| {
        let element = target_within(event, selector).filter(|_| event.button() == 0);
        let found = element.and_then(|element| {
            let parent = element.parent_element()?;
            let is_ltr = is_ltr(&parent);
            let place = parent.get_bounding_client_rect();
            let side = if is_ltr { place.left() } else { place.right() };
            Some(Grip { value: parent.get_attribute(attribute)?, side, is_ltr })
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

/// Calls back when a pointer is released anywhere, or is taken away by the browser.
pub fn on_release(callback: impl Fn() + Clone + 'static) -> Listeners {
    let cancel = callback.clone();
    Listeners::all([
        listen("pointerup", move |_: &PointerEvent| callback()),
        listen("pointercancel", move |_: &PointerEvent| cancel()),
    ])
}

/// Gives an element of this selector a title when the pointer comes to it: what the callback says to its row, see
/// [`row_of`], and to the place of its cell in the row.
pub fn on_point(selector: &'static str, callback: impl Fn(usize, usize) -> Option<String> + 'static) -> Listeners {
    listen("pointerover", move |event: &PointerEvent| {
        let Some(element) = target_within(event, selector) else { return };
        let cell = element.closest("td, th").ok().flatten().and_then(|cell| cell.dyn_into().ok());
        let cell = cell.and_then(|cell: HtmlTableCellElement| usize::try_from(cell.cell_index()).ok());
        let title = row_of(&element).zip(cell).and_then(|(row, cell)| callback(row, cell));
        match title {
            Some(title) => drop(element.set_attribute("title", &title)),
            None => drop(element.remove_attribute("title")),
        }
    })
}

/// Takes the titles of elements of this selector away.
pub fn forget_point(selector: &str) {
    // Few have one, and rows are many.
    for element in find_all(&[selector, "[title]"].concat()) {
        let _ = element.remove_attribute("title");
    }
}

/// Sets the titles of the elements of this selector, in their order.
pub fn set_titles(selector: &str, titles: impl Iterator<Item = String>) {
    for (element, title) in find_all(selector).zip(titles) {
        let _ = element.set_attribute("title", &title);
    }
}

/// Returns the elements of a selector.
fn find_all(selector: &str) -> impl Iterator<Item = HtmlElement> + use<> {
    let list = document().and_then(|document| document.query_selector_all(selector).ok());
    list.into_iter().flat_map(|list| (0..list.length()).filter_map(move |at| list.item(at)?.dyn_into().ok()))
}

/// How wide the element of this selector is drawn, in whole CSS pixels; `None` where it is not.
pub fn width_of(selector: &str) -> Option<u32> {
    let element = document()?.query_selector(selector).ok()??;
    let width = element.get_bounding_client_rect().width();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no width is below 0")]
    let width = width.round() as u32;
    (width > 0).then_some(width)
}

/// Moves the focus by this many rows, to the element of this selector there; from outside of rows to the first. Where
/// there is none, it stays. `rows` selects rows, each of which has such an element.
pub fn step_focus(rows: &str, selector: &str, by: isize) {
    let Some(document) = document() else { return };
    let focused = document.query_selector(&format!("{rows}:focus-within")).ok().flatten();
    let next = focused.map_or(Some(0), |row| row_of(&row)?.checked_add_signed(by));
    if let Some(element) = next.and_then(|next| in_row(rows, next, selector)) {
        let _ = element.focus();
    }
}

/// Where the focus is in another row than this one, moves it to the element of this selector in this one.
pub fn go_on_in_row(rows: &str, row: usize, selector: &str) {
    let focused = document().and_then(|document| document.active_element());
    let focused = focused.filter(|element| element.closest(rows).is_ok_and(|row| row.is_some()));
    let is_elsewhere = focused.and_then(|element| row_of(&element)).is_some_and(|own| own != row);
    if let Some(element) = in_row(rows, row, selector).filter(|_| is_elsewhere) {
        let _ = element.focus();
    }
}

/// Returns the element of this selector in a row.
fn in_row(rows: &str, row: usize, selector: &str) -> Option<HtmlElement> {
    let row = document()?.query_selector_all(rows).ok()?.item(u32::try_from(row).ok()?)?;
    let row: Element = row.dyn_into().ok()?;
    row.query_selector(selector).ok()??.dyn_into().ok()
}

/// Returns the row in which the focus is, see [`row_of`].
pub fn focused_row(rows: &str) -> Option<usize> {
    row_of(&document()?.query_selector(&format!("{rows}:focus-within")).ok()??)
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
            let is_ltr = is_ltr(&header);
            let covered = if is_ltr { first.right() - own.left() } else { own.right() - first.left() };
            if covered > 0.0 {
                frame.scroll_by_with_x_and_y(if is_ltr { -covered } else { covered }, 0.0);
            }
        });
    })
}
