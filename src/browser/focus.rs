//! Moves the focus within the rows of a table, and to links and buttons.

use super::{
    clock,
    document::{document, target_within},
    pointer,
    window::{Listeners, listen},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement, HtmlTableRowElement};

/// Returns the index, from 0, of the row around an element, among all rows of its table except the headers.
pub(super) fn row_of(element: &Element) -> Option<usize> {
    let row: HtmlTableRowElement = element.closest("tr").ok()??.dyn_into().ok()?;
    usize::try_from(row.row_index()).ok()?.checked_sub(1)
}

/// Moves the focus `by` rows forwards or backwards, to the element in that row that matches `selector`. From outside
/// the rows, the focus moves to the first row. If there is no such row, the focus stays. `rows` selects the rows.
pub fn step_focus(rows: &str, selector: &str, by: isize) {
    let next = focused_row(rows).map_or(Some(0), |row| row.checked_add_signed(by));
    if let Some(element) = next.and_then(|next| in_row(rows, next, selector)) {
        let _ = element.focus();
    }
}

/// Moves the focus to the element that matches `selector` in the row at the index `row`, if the focus is in another
/// row. `rows` selects the rows.
pub fn go_on_in_row(rows: &str, row: usize, selector: &str) {
    let focused = document().and_then(|document| document.active_element());
    let focused = focused.filter(|element| element.closest(rows).is_ok_and(|row| row.is_some()));
    let is_elsewhere = focused.and_then(|element| row_of(&element)).is_some_and(|own| own != row);
    if let Some(element) = in_row(rows, row, selector).filter(|_| is_elsewhere) {
        let _ = element.focus();
    }
}

/// Returns whether the focus is in a dialog, or in a field other than the one with the given id.
pub fn is_in_other_field(id: &str) -> bool {
    let focused = document().and_then(|document| document.active_element());
    focused.is_some_and(|own| own.id() != id && own.matches("input, select, textarea, dialog *").unwrap_or_default())
}

/// Moves the focus to the element that matches `selector` in the row at the index `row`. `rows` selects the rows.
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

/// Returns the index of the row that has the focus, see [`row_of`]; `None` if no row has it. `rows` selects the rows.
pub fn focused_row(rows: &str) -> Option<usize> {
    row_of(&document()?.query_selector(&format!("{rows}:focus-within")).ok()??)
}

/// Moves the focus to the first element that matches `selector`. Returns `false` if there is none, or it is not
/// rendered.
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
            let is_ltr = pointer::is_ltr(&header);
            let covered = if is_ltr { first.right() - own.left() } else { own.right() - first.left() };
            if covered > 0.0 {
                frame.scroll_by_with_x_and_y(if is_ltr { -covered } else { covered }, 0.0);
            }
        });
    })
}
