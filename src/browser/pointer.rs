//! Listens to the pointer on rows, headers and their controls.

use super::{
    clock,
    document::{document, find_all, target_within},
    focus, keyboard, selecting,
    window::{self, Listeners, listen},
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlTableCellElement, MouseEvent, PointerEvent};

/// An event while a person resizes an element by dragging its edge.
pub enum Resize {
    /// The edge was moved: the element gets this width, in CSS pixels.
    To(u32),
    /// The edge was released.
    End,
}

/// Calls `callback` when an element that matches `selector` is clicked, or Space is pressed on it. The arguments are
/// the index of its row, see [`focus::row_of`], and whether Shift was held.
pub fn on_pick(selector: &'static str, callback: impl Fn(usize, bool) + Clone + 'static) -> Listeners {
    let by_key = callback.clone();
    Listeners::all([
        listen("click", move |event: &MouseEvent| {
            if let Some(element) = target_within(event, selector) {
                callback(focus::row_of(&element).unwrap_or_default(), event.shift_key());
            }
        }),
        // Prevent the browser from selecting the text in between when Shift is held.
        listen("mousedown", move |event: &MouseEvent| {
            if event.shift_key() && target_within(event, selector).is_some() {
                event.prevent_default();
            }
        }),
        keyboard::listen_keys(move |event| {
            if let Some(element) = target_within(event, selector).filter(|_| event.key() == " ") {
                event.prevent_default();
                by_key(focus::row_of(&element).unwrap_or_default(), event.shift_key());
            }
        }),
    ])
}

/// Calls `callback` when an element that matches `selector` is clicked, with the index of its row, see
/// [`focus::row_of`].
pub fn on_click_in_row(selector: &'static str, callback: impl Fn(usize) + 'static) -> Listeners {
    listen("click", move |event: &MouseEvent| {
        if let Some(row) = target_within(event, selector).and_then(|element| focus::row_of(&element)) {
            callback(row);
        }
    })
}

/// Calls `callback` when a part of an element that matches `selector` is tapped that is no control, with the index of
/// its row. It counts only while the media query holds, and not at the end of selecting text.
pub fn on_tap(selector: &'static str, media: String, callback: impl Fn(usize) + 'static) -> Listeners {
    listen("click", move |event: &MouseEvent| {
        let is_plain = target_within(event, CONTROLS).is_none() && !selecting::is_selecting();
        if is_plain
            && window::matches(&media)
            && let Some(row) = target_within(event, selector).and_then(|element| focus::row_of(&element))
        {
            callback(row);
        }
    })
}

/// The selector of a field whose value can't be used.
const WRONG: &str = "[aria-invalid=true]";

/// Scrolls the element that `target` finds to the top of the viewport whenever a control that matches `selector` is
/// clicked, while the media query holds. If the control's form then has a field whose value can't be used, that field
/// takes the focus instead. A click by the keyboard scrolls nothing: the focus would leave the viewport.
pub fn scroll_on_click(selector: &'static str, media: String, target: &'static str) -> Listeners {
    listen("click", move |event: &MouseEvent| {
        // A click that no pointer has made counts no presses (UI Events, `click`).
        if event.detail() > 0 && target_within(event, selector).is_some() && window::matches(&media) {
            let form = target_within(event, "form");
            // The form is submitted after the click.
            clock::in_next_task(move || {
                let wrong = form.and_then(|form| form.query_selector(WRONG).ok().flatten());
                if let Some(wrong) = wrong.and_then(|wrong| wrong.dyn_into::<HtmlElement>().ok()) {
                    let _ = wrong.focus();
                } else if let Some(target) = document().and_then(|page| page.query_selector(target).ok().flatten()) {
                    target.scroll_into_view();
                }
            });
        }
    })
}

/// The selector of what does something of its own when it is clicked.
const CONTROLS: &str = "a[href], button, [role=checkbox]";

/// Returns whether text runs from left to right at an element. The oldest supported browsers have no `:dir()`.
pub(super) fn is_ltr(element: &Element) -> bool {
    !element.matches("[dir=rtl] *").unwrap_or_default()
}

/// Calls `callback` while an element that matches `selector`, an edge of its parent, is dragged to resize the parent.
/// The arguments are the value of the parent's `attribute`, and the event.
pub fn on_resize(
    selector: &'static str,
    attribute: &'static str,
    callback: impl Fn(&str, Resize) + Clone + 'static,
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
            let bounds = parent.get_bounding_client_rect();
            let side = if is_ltr { bounds.left() } else { bounds.right() };
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
            reason = "a coordinate on the screen, not below 0"
        )]
        callback(&grip.value, Resize::To(width.max(0.0) as u32));
    });
    let end = move || {
        if let Some(grip) = grip.take() {
            at_end(&grip.value, Resize::End);
        }
    };
    let cancel = end.clone();
    let up = listen("pointerup", move |_: &PointerEvent| end());
    Listeners::all([down, drag, up, listen("pointercancel", move |_: &PointerEvent| cancel())])
}

/// Calls `callback` when a pointer is released anywhere on the page, or the browser cancels it (Pointer Events,
/// `pointercancel`).
pub fn on_release(callback: impl Fn() + Clone + 'static) -> Listeners {
    let cancel = callback.clone();
    Listeners::all([
        listen("pointerup", move |_: &PointerEvent| callback()),
        listen("pointercancel", move |_: &PointerEvent| cancel()),
    ])
}

/// Functions that are called once, in their order.
type Callbacks = Vec<Box<dyn FnOnce()>>;

thread_local! {
    /// The functions to call when the mouse button that is pressed is released; `None` while none is pressed.
    static AWAITING_RELEASE: RefCell<Option<Callbacks>> = const { RefCell::new(None) };
}

/// Watches when the main mouse button is pressed, for [`after_press`]. A tap is a press too: a browser reports it as
/// one when the finger is lifted.
pub fn watch_presses() -> Listeners {
    let release = || AWAITING_RELEASE.take().into_iter().flatten().for_each(clock::in_next_task);
    Listeners::all([
        listen("mousedown", move |event: &MouseEvent| {
            if event.button() == 0 {
                // A browser may keep the release to itself, as when a menu opens.
                release();
                AWAITING_RELEASE.set(Some(Vec::new()));
            }
        }),
        listen("mouseup", move |_: &MouseEvent| release()),
        listen("dragend", move |_: &MouseEvent| release()),
        // Who types on has released the button.
        keyboard::listen_keys(move |_| release()),
    ])
}

/// Calls `callback` when the mouse button that is pressed has been released and the click was handled; at once if none
/// is pressed, or nobody [watches](watch_presses).
pub fn after_press(callback: impl FnOnce() + 'static) {
    match AWAITING_RELEASE.take() {
        Some(mut awaiting) => {
            awaiting.push(Box::new(callback));
            AWAITING_RELEASE.set(Some(awaiting));
        }
        None => callback(),
    }
}

/// The tooltips that elements get when the pointer enters them. Copies share them.
#[derive(Clone, Default)]
pub struct Tooltips(Rc<RefCell<Vec<Element>>>);

impl Tooltips {
    /// Gives an element that matches `selector` a tooltip when the pointer enters it: the `title` that `callback`
    /// returns for the index of its row, see [`focus::row_of`], and the index of its cell in the row.
    pub fn on_point(
        &self,
        selector: &'static str,
        callback: impl Fn(usize, usize) -> Option<String> + 'static,
    ) -> Listeners {
        let titled = Rc::clone(&self.0);
        listen("pointerover", move |event: &PointerEvent| {
            let Some(element) = target_within(event, selector) else { return };
            let cell = element.closest("td, th").ok().flatten().and_then(|cell| cell.dyn_into().ok());
            let cell = cell.and_then(|cell: HtmlTableCellElement| usize::try_from(cell.cell_index()).ok());
            let title = focus::row_of(&element).zip(cell).and_then(|(row, cell)| callback(row, cell));
            match title {
                Some(title) => {
                    if !element.has_attribute("title") {
                        titled.borrow_mut().push(element.clone());
                    }
                    let _ = element.set_attribute("title", &title);
                }
                None => drop(element.remove_attribute("title")),
            }
        })
    }

    /// Removes the tooltips, so that an element gets a new one when the pointer enters it again.
    pub fn forget(&self) {
        for element in self.0.take() {
            let _ = element.remove_attribute("title");
        }
    }
}

/// Sets the tooltips (`title`) of the elements that match `selector`, in document order.
pub fn set_titles(selector: &str, titles: impl Iterator<Item = String>) {
    for (element, title) in find_all(selector).zip(titles) {
        let _ = element.set_attribute("title", &title);
    }
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
