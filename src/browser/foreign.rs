//! Protects the framework's text nodes from translators and detectors of phone numbers.
//!
//! These replace a text node by elements of their own. The framework keeps writing to its text node, which is no longer
//! in the document, and also finds places on the page by that node. So a replaced text node is put back, empty, before
//! the elements that replace it. When the framework writes to the node or removes it, those elements are removed.
//!
//! The table repairs itself, see [`crate::table::template`].

use super::document::document;
use crate::table::dom;
use js_sys::{Array, Reflect};
use std::cell::{Cell, OnceCell};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit, MutationRecord, Node, NodeList};

thread_local! {
    static WATCH: OnceCell<Watch> = const { OnceCell::new() };
    /// True once another program has written to the page.
    static HAS_FOREIGN: Cell<bool> = const { Cell::new(false) };
}

/// The property that marks a node which something else has written.
const FOREIGN: &str = "isForeign";
/// The property of a replaced text node that holds its text.
const TEXT: &str = "ownText";

/// The observer of the page, and the body that it observes.
struct Watch {
    body: HtmlElement,
    observer: MutationObserver,
    _change: Closure<dyn FnMut(Array)>,
}

impl Watch {
    /// Observes all texts of the page. Returns whether the browser allows it.
    fn observe(&self) -> bool {
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        what.set_character_data(true);
        what.set_subtree(true);
        self.observer.observe_with_options(&self.body, &what).is_ok()
    }
}

/// Starts to observe the page for texts that other programs replace. The observer stays as long as the page.
pub fn watch() {
    let change = Closure::<dyn FnMut(Array)>::new(|records| put_right(&records, of_others));
    let (Some(body), Ok(observer)) =
        (document().and_then(|document| document.body()), MutationObserver::new(change.as_ref().unchecked_ref()))
    else {
        return;
    };
    let own = Watch { body, observer, _change: change };
    if own.observe() {
        WATCH.with(|watch| drop(watch.set(own)));
    }
}

/// Runs `write`, during which the page itself may write texts. All writes since the last call of this function count as
/// those of other programs.
pub fn writing<T>(write: impl FnOnce() -> T) -> T {
    take(of_others);
    let result = write();
    take(own);
    result
}

/// Runs `write` with the observer off, and returns the result of `write`. A task of the framework uses this to write
/// what is not the framework's own, such as the table: a page of 1,000 rows writes 10,000 texts, and each would be
/// recorded.
pub fn unwatched<T>(write: impl FnOnce() -> T) -> T {
    take(own);
    WATCH.with(|watch| watch.get().map(|watch| watch.observer.disconnect()));
    let result = write();
    WATCH.with(|watch| watch.get().map(Watch::observe));
    result
}

/// Calls `look` with the writes since the last call, if there are any.
fn take(look: fn(&Array)) {
    let records = WATCH.with(|watch| watch.get().map(|watch| watch.observer.take_records()));
    if let Some(records) = records.filter(|records| records.length() > 0) {
        put_right(&records, look);
    }
}

/// Calls `look` with some writes. What `look` itself writes is not observed.
fn put_right(records: &Array, look: fn(&Array)) {
    look(records);
    WATCH.with(|watch| watch.get().map(|watch| watch.observer.take_records()));
}

/// Puts back the text nodes that others have replaced, and marks the nodes that they have written.
fn of_others(records: &Array) {
    for record in all(records) {
        let Some(target) = record.target() else { continue };
        let is_of_table = |element: &Element| element.closest(dom::FRAME).is_ok_and(|frame| frame.is_some());
        if record.type_() != "childList" || target.dyn_ref().is_none_or(is_of_table) {
            continue;
        }
        for added in list(&record.added_nodes()) {
            if !restore(&added) {
                HAS_FOREIGN.set(true);
                let _ = Reflect::set(&added, &FOREIGN.into(), &JsValue::TRUE);
            }
        }
        let is_in_place = |node: &Node| node.parent_node().is_some_and(|parent| parent.is_same_node(Some(&target)));
        let before = record.previous_sibling();
        let stand_in = record.added_nodes().item(0).or_else(|| before.clone().filter(is_foreign));
        let next = stand_in.or_else(|| record.next_sibling()).filter(is_in_place);
        for removed in list(&record.removed_nodes()) {
            if is_foreign(&removed) {
                let has_other = |text: &Node| text.next_sibling().is_some_and(|next| is_foreign(&next));
                before.as_ref().filter(|text| !has_other(text)).map(restore);
            } else if removed.node_type() == Node::TEXT_NODE && removed.parent_node().is_none() {
                let text = removed.node_value().unwrap_or_default();
                let _ = Reflect::set(&removed, &TEXT.into(), &text.into());
                removed.set_node_value(Some(""));
                let _ = target.insert_before(&removed, next.as_ref());
            }
        }
    }
}

/// Gives a replaced text node its text back if nothing replaces it any more. Returns whether it is a replaced one.
fn restore(node: &Node) -> bool {
    let text = Reflect::get(node, &TEXT.into()).ok().and_then(|text| text.as_string());
    if node.node_value().is_some_and(|now| now.is_empty())
        && let Some(text) = &text
    {
        node.set_node_value(Some(text));
    }
    text.is_some()
}

/// Removes the elements that replace a text node if the page has written to the node or removed it.
fn own(records: &Array) {
    if !HAS_FOREIGN.get() {
        return;
    }
    for record in all(records) {
        let is_removal = record.removed_nodes().length() > 0;
        let mut next = match &*record.type_() {
            "characterData" => record.target().and_then(|text| text.next_sibling()),
            _ => record.next_sibling().filter(|_| is_removal),
        };
        while let Some(node) = next.filter(is_foreign) {
            next = node.next_sibling();
            if let Some(parent) = node.parent_node() {
                let _ = parent.remove_child(&node);
            }
        }
    }
}

fn all(records: &Array) -> impl Iterator<Item = MutationRecord> {
    (0..records.length()).map(|at| records.get(at).unchecked_into())
}

fn list(nodes: &NodeList) -> impl Iterator<Item = Node> {
    (0..nodes.length()).filter_map(|at| nodes.item(at))
}

fn is_foreign(node: &Node) -> bool {
    Reflect::get(node, &FOREIGN.into()).is_ok_and(|mark| mark.is_truthy())
}
