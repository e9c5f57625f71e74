//! Input beside plain clicks: keyboard shortcuts, dragging, tooltips on hover, and moving the focus through rows. Part
//! of the lazy part.

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

/// A step in dragging an edge.
pub enum Stretch {
    /// The edge is where its element has this width, in CSS pixels.
    To(u32),
    /// The edge was released.
    End,
}

/// Calls `callback` for every key press without Ctrl, Alt or Meta that no focused control or open dialog handles
/// itself. The callback returns whether it handled the key.
///
/// Arrow keys are left to an element that matches `scrolls`.
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
fn listen_keys(callback: impl Fn(&KeyboardEvent) + 'static) -> Listeners {
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
    let is_modal = document().is_some_and(|document| document.query_selector("dialog[open]").ok().flatten().is_some());
    types || scrolls || is_modal
}

/// Calls `callback` when an element that matches `selector` is clicked, or Space is pressed on it. The arguments are
/// the index of its row, see [`row_of`], and whether Shift was held.
pub fn on_pick(selector: &'static str, callback: impl Fn(usize, bool) + Clone + 'static) -> Listeners {
    let by_key = callback.clone();
    Listeners::all([
        listen("click", move |event: &MouseEvent| {
            if let Some(element) = target_within(event, selector) {
                callback(row_of(&element).unwrap_or_default(), event.shift_key());
            }
        }),
        // Prevent the browser from selecting the text in between when Shift is held.
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

/// Calls `callback` when an element that matches `selector` is clicked, with the index of its row, see [`row_of`].
pub fn on_click_in_row(selector: &'static str, callback: impl Fn(usize) + 'static) -> Listeners {
    listen("click", move |event: &MouseEvent| {
        if let Some(row) = target_within(event, selector).and_then(|element| row_of(&element)) {
            callback(row);
        }
    })
}

/// Calls `callback` when Enter is pressed on an element that matches `selector`, with the index of its row, see
/// [`row_of`].
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

/// Returns the index, from 0, of the row around an element, among all rows of its table except the headers.
fn row_of(element: &Element) -> Option<usize> {
    let row: HtmlTableRowElement = element.closest("tr").ok()??.dyn_into().ok()?;
    usize::try_from(row.row_index()).ok()?.checked_sub(1)
}

/// Returns whether text runs from left to right at an element. The oldest supported browsers have no `:dir()`.
fn is_ltr(element: &Element) -> bool {
    !element.matches("[dir=rtl] *").unwrap_or_default()
}

/// Calls `callback` while an element that matches `selector` is dragged along the line, as the edge of its parent. The
/// arguments are the value of the parent's `attribute`, and the step of the drag.
pub fn on_stretch(
    selector: &'static str,
    attribute: &'static str,
    callback: impl Fn(&str, Stretch) + Clone + 'static,
) -> Listeners {
    struct Grip {
        value: String,
        /// The coordinate of the parent's fixed side.
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
            // Prevent the browser from selecting text during the drag.
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

/// Gives an element that matches `selector` a tooltip when the pointer enters it: the `title` that `callback` returns
/// for the index of its row, see [`row_of`], and the index of its cell in the row.
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

/// Removes the tooltips of all elements that match `selector`.
pub fn forget_point(selector: &str) {
    // Only elements with a title are visited: few have one, and there are many rows.
    for element in find_all(&[selector, "[title]"].concat()) {
        let _ = element.remove_attribute("title");
    }
}

/// Sets the titles of the elements that match `selector`, in document order.
pub fn set_titles(selector: &str, titles: impl Iterator<Item = String>) {
    for (element, title) in find_all(selector).zip(titles) {
        let _ = element.set_attribute("title", &title);
    }
}

/// Returns the elements that match `selector`.
fn find_all(selector: &str) -> impl Iterator<Item = HtmlElement> + use<> {
    let list = document().and_then(|document| document.query_selector_all(selector).ok());
    list.into_iter().flat_map(|list| (0..list.length()).filter_map(move |at| list.item(at)?.dyn_into().ok()))
}

/// Returns the width of the element that matches `selector`, in whole CSS pixels; `None` if the element is missing or
/// not rendered.
pub fn width_of(selector: &str) -> Option<u32> {
    let element = document()?.query_selector(selector).ok()??;
    let width = element.get_bounding_client_rect().width();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no width is below 0")]
    let width = width.round() as u32;
    (width > 0).then_some(width)
}

/// Moves the focus `by` rows forwards or backwards, to the element in that row that matches `selector`. From outside
/// the rows, the focus moves to the first row. If there is no such row, the focus stays. `rows` selects the rows.
pub fn step_focus(rows: &str, selector: &str, by: isize) {
    let Some(document) = document() else { return };
    let focused = document.query_selector(&format!("{rows}:focus-within")).ok().flatten();
    let next = focused.map_or(Some(0), |row| row_of(&row)?.checked_add_signed(by));
    if let Some(element) = next.and_then(|next| in_row(rows, next, selector)) {
        let _ = element.focus();
    }
}

/// Moves the focus to the element in this row that matches `selector`, if the focus is in another row.
pub fn go_on_in_row(rows: &str, row: usize, selector: &str) {
    let focused = document().and_then(|document| document.active_element());
    let focused = focused.filter(|element| element.closest(rows).is_ok_and(|row| row.is_some()));
    let is_elsewhere = focused.and_then(|element| row_of(&element)).is_some_and(|own| own != row);
    if let Some(element) = in_row(rows, row, selector).filter(|_| is_elsewhere) {
        let _ = element.focus();
    }
}

/// Moves the focus to the element of this selector in a row.
pub fn focus_in_row(rows: &str, row: usize, selector: &str) {
    if let Some(element) = in_row(rows, row, selector) {
        let _ = element.focus();
    }
}

/// Returns the element in a row that matches `selector`.
fn in_row(rows: &str, row: usize, selector: &str) -> Option<HtmlElement> {
    let row = document()?.query_selector_all(rows).ok()?.item(u32::try_from(row).ok()?)?;
    let row: Element = row.dyn_into().ok()?;
    row.query_selector(selector).ok()??.dyn_into().ok()
}

/// Returns the index of the row that has the focus, see [`row_of`].
pub fn focused_row(rows: &str) -> Option<usize> {
    row_of(&document()?.query_selector(&format!("{rows}:focus-within")).ok()??)
}

/// Moves the focus to the first element that matches `selector`, if it is rendered. Returns whether the focus has
/// moved.
pub fn focus_on(selector: &str) -> bool {
    let element = document().and_then(|document| document.query_selector(selector).ok().flatten());
    let element = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    // An element that is not rendered has no rectangles.
    let seen = element.filter(|element| element.get_client_rects().length() > 0);
    seen.is_some_and(|element| element.focus().is_ok())
}

/// Clicks the first element that matches `selector`: follows a link, or presses a button.
pub fn follow_link(selector: &str) {
    let link = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        link.click();
    }
}

/// Sets whether assistive technology announces changes of the element that matches `selector` (ARIA, `aria-live`).
pub fn set_live(selector: &str, is_live: bool) {
    let element = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = element {
        let _ = element.set_attribute("aria-live", if is_live { "polite" } else { "off" });
    }
}

/// Scrolls a focused header out from under the first header, which is sticky. `selector` matches the frame that
/// scrolls. Browsers don't do this for headers that are sticky themselves.
pub fn keep_headers_clear(selector: &'static str) -> Listeners {
    listen("focusin", move |event: &FocusEvent| {
        let Some(header) = target_within(event, "thead th") else { return };
        // Wait for the browser's own scrolling.
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
