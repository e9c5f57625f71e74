//! Handles text that a person selects: clicks on links whose text can be selected, and copying. Its code is in the lazy
//! part.

use super::{
    clock,
    document::{document, target_within},
    window::{Listeners, listen, listen_first},
};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    ClipboardEvent, Element, HtmlAnchorElement, HtmlInputElement, MouseEvent, Node, PointerEvent, Range, Selection,
};

/// The time in which a second click makes a double click, in milliseconds. Systems allow up to 500; most people need
/// half of that.
const DOUBLE_CLICK_MS: u32 = 300;

/// Follows links that match `selector`, whose text people select and copy. `follow` is called with the query string
/// once it is clear that a click neither begins a double click nor ends a selection. `wait` is called with true when
/// that wait begins, and with false when it ends.
///
/// Clicks by key, by touch, with other buttons or with modifiers are left to [`super::address_bar::on_link`] and to the
/// browser.
pub fn on_text_link(
    selector: &'static str,
    wait: impl Fn(bool) + Clone + 'static,
    follow: impl Fn(&str) + Clone + 'static,
) -> Listeners {
    let generation = Rc::new(Cell::new(0_u32));
    let pressed = Rc::clone(&generation);
    let next = |generation: &Cell<u32>| generation.replace(generation.get().wrapping_add(1)).wrapping_add(1);
    let press = listen_first("mousedown", move |_| {
        next(&pressed);
    });
    let click = listen_first("click", move |event| {
        let link = target_within(event, selector).and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
        let (Some(link), Some(click)) = (link, event.dyn_ref::<MouseEvent>()) else { return };
        let has_modifier = click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key();
        let is_touch = event.dyn_ref::<PointerEvent>().is_some_and(|click| click.pointer_type() == "touch");
        if click.button() != 0 || click.detail() == 0 || has_modifier || is_touch {
            return;
        }
        event.prevent_default();
        let (own, address) = (next(&generation), link.search());
        if click.detail() > 1 {
            return;
        }
        let (generation, wait, follow) = (Rc::clone(&generation), wait.clone(), follow.clone());
        wait(true);
        spawn_local(async move {
            clock::wait(DOUBLE_CLICK_MS).await;
            wait(false);
            if generation.get() == own && !is_selected(&link) {
                follow(&address);
            }
        });
    });
    Listeners::all([press, click])
}

/// Rewrites the text that a person selects and copies. `write` is called with the selected text and with the parts of
/// it that match `as_sent`, which are shown as they were sent; its result is copied. Fields that match `own_fields` are
/// left to the browser.
pub fn on_copy(
    as_sent: &'static str,
    own_fields: &'static str,
    write: impl Fn(&str, &[String]) -> String + 'static,
) -> Listeners {
    listen("copy", move |event: &ClipboardEvent| {
        let field = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let field = field.filter(|element| element.matches("input, textarea").unwrap_or(false));
        let selected = match field {
            Some(field) if field.matches(own_fields).unwrap_or(true) => None,
            Some(field) => of_field(&field).map(|text| (text.clone(), text, Vec::new())),
            None => of_page(as_sent),
        };
        let (Some((own, text, as_sent)), Some(data)) = (selected, event.clipboard_data()) else { return };
        let copied = write(&text, &as_sent);
        // An unchanged text is left to the browser, which copies its formatting as well.
        if copied != own && data.set_data("text/plain", &copied).is_ok() {
            event.prevent_default();
        }
    })
}

/// Returns the text that is selected in a field.
fn of_field(field: &Element) -> Option<String> {
    let field = field.dyn_ref::<HtmlInputElement>()?;
    let (from, to) = (field.selection_start().ok()??, field.selection_end().ok()??);
    // Offsets in a field count UTF-16 code units.
    let units: Vec<u16> = field.value().encode_utf16().collect();
    Some(String::from_utf16_lossy(units.get(from as usize..to as usize)?))
}

/// Returns the text that is selected on the page as the browser copies it, the same with its cells as a table, and the
/// parts of it that match `selector`.
fn of_page(selector: &str) -> Option<(String, String, Vec<String>)> {
    let selection = selection()?;
    let range = selection.get_range_at(0).ok()?;
    let all = document()?.query_selector_all(selector).ok()?;
    let nodes = (0..all.length()).filter_map(|at| all.item(at));
    let inside = nodes.filter(|node| touches(&selection, node)).filter_map(|node| common_text(&range, &node));
    let own = text_of(&selection);
    let text = of_cells(&selection, &range).unwrap_or_else(|| own.clone());
    Some((own, text, inside.collect()))
}

/// Returns the text of several cells that are selected within a table: a line for each row, with tabs between its
/// cells. Browsers write tabs only if the cells are laid out as a table's.
fn of_cells(selection: &Selection, range: &Range) -> Option<String> {
    let common = range.common_ancestor_container().ok()?;
    let common = common.dyn_ref::<Element>().cloned().or_else(|| common.parent_element())?;
    let table = common.closest("table").ok()??;
    common.closest("td, th").is_ok_and(|cell| cell.is_none()).then_some(())?;
    let list = |element: &Element, selector: &str| {
        let found = element.query_selector_all(selector).ok();
        let found = found.into_iter().flat_map(|found| (0..found.length()).filter_map(move |at| found.item(at)));
        found.filter(|node| touches(selection, node)).collect::<Vec<_>>()
    };
    let lines = list(&table, "tr").into_iter().filter_map(|row| {
        let cells = list(row.dyn_ref()?, "td, th").into_iter().map(|cell| {
            let text = common_text(range, &cell).unwrap_or_default();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        });
        Some(cells.collect::<Vec<_>>().join("\t"))
    });
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// Returns the part of a node's text that is in a range.
fn common_text(range: &Range, node: &Node) -> Option<String> {
    let own = Range::new().ok()?;
    own.select_node_contents(node).ok()?;
    if range.compare_boundary_points(Range::START_TO_START, &own).ok()? > 0 {
        own.set_start(&range.start_container().ok()?, range.start_offset().ok()?).ok()?;
    }
    if range.compare_boundary_points(Range::END_TO_END, &own).ok()? < 0 {
        own.set_end(&range.end_container().ok()?, range.end_offset().ok()?).ok()?;
    }
    Some(own.unchecked_ref::<js_sys::Object>().to_string().into())
}

/// Returns whether a part of a node is selected.
fn is_selected(node: &Node) -> bool {
    selection().is_some_and(|selection| touches(&selection, node))
}

/// Returns whether a selection contains a part of a node.
fn touches(selection: &Selection, node: &Node) -> bool {
    selection.contains_node_with_allow_partial_containment(node, true).unwrap_or(false)
}

/// Returns whether any text is selected.
pub(super) fn is_selecting() -> bool {
    selection().is_some()
}

/// Returns the selection; `None` if it is empty.
fn selection() -> Option<Selection> {
    web_sys::window()?.get_selection().ok()?.filter(|selection| !selection.is_collapsed())
}

/// Returns the text of a selection.
fn text_of(selection: &Selection) -> String {
    selection.unchecked_ref::<js_sys::Object>().to_string().into()
}
