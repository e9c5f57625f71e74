//! Highlights parts of texts without changing the markup (CSS Custom Highlight API). Browsers without that API show no
//! highlights.

use super::{clock, document::find_all};
use js_sys::{Array, Function, Object, Reflect};
use std::{cell::Cell, ops::Range, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node};

/// The number of elements that are marked in one task.
const CHUNK: usize = 100;

/// A function that returns the ranges of a text that are to be marked, in UTF-16 code units.
type Find = Box<dyn Fn(&str) -> Vec<Range<u32>>>;

/// The browser's highlight objects (CSS Custom Highlight API). They are looked up by name, as bindings would add to the
/// first part of the wasm.
struct Highlight {
    /// A set of ranges that look alike.
    set: JsValue,
    /// Adds a range to the set.
    add: Function,
    /// The class of ranges that don't follow changes of the document: the next marks replace them. The browser would
    /// look through all ranges that follow whenever a text is written.
    range: Function,
}

impl Highlight {
    /// Creates an empty highlight; `None` if the browser has none.
    fn new() -> Option<Self> {
        let global: &JsValue = &js_sys::global();
        let set = Reflect::construct(&function(global, "Highlight")?, &Array::new()).ok()?;
        Some(Self { add: function(&set, "add")?, range: function(global, "StaticRange")?, set })
    }

    /// Adds a range. `ends` has the nodes and offsets of its two ends (DOM, `StaticRangeInit`).
    fn add(&self, ends: &Object) {
        if let Ok(range) = Reflect::construct(&self.range, &Array::of1(ends)) {
            let _ = self.add.call1(&self.set, &range);
        }
    }
}

/// Returns the function of an object with the given name; `None` if it has none.
fn function(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

/// Calls a method of the document's highlights (`CSS.highlights`), if the browser has them.
fn call_registry(method: &str, arguments: &Array) {
    let css = Reflect::get(&js_sys::global(), &"CSS".into()).ok().filter(JsValue::is_object);
    let registry = css.and_then(|css| Reflect::get(&css, &"highlights".into()).ok()).filter(JsValue::is_object);
    if let Some(registry) = registry
        && let Some(method) = function(&registry, method)
    {
        let _ = method.apply(&registry, arguments);
    }
}

/// The highlighted ranges under one name. Dropping the value removes the highlights.
pub struct Marks {
    name: &'static str,
    /// The number of times that the marks were set. A task of an earlier set stops.
    generation: Rc<Cell<u32>>,
}

impl Marks {
    /// Creates an empty set of marks. `name` is its name in the style sheets (`::highlight(name)`).
    pub fn new(name: &'static str) -> Self {
        Self { name, generation: Rc::default() }
    }

    /// Marks the ranges that `find` returns for the text of each element that matches `selector`, in UTF-16 code units.
    /// The elements after the first hundred are marked in later tasks.
    pub fn set(&self, selector: &str, find: impl Fn(&str) -> Vec<Range<u32>> + 'static) {
        let generation = self.next_generation();
        let Some(highlight) = Highlight::new() else { return };
        let elements = find_all(selector).collect();
        call_registry("set", &Array::of2(&self.name.into(), &highlight.set));
        mark_chunk(Rc::clone(&self.generation), generation, elements, highlight, Box::new(find));
    }

    /// Removes the highlights of these marks.
    pub fn clear(&self) {
        // They were never set.
        if self.generation.get() == 0 {
            return;
        }
        self.next_generation();
        call_registry("delete", &Array::of1(&self.name.into()));
    }

    fn next_generation(&self) -> u32 {
        self.generation.set(self.generation.get().wrapping_add(1));
        self.generation.get()
    }
}

impl Drop for Marks {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Marks the first elements, and the others in later tasks, unless the marks were set again by then.
fn mark_chunk(
    current: Rc<Cell<u32>>,
    generation: u32,
    mut elements: Vec<HtmlElement>,
    highlight: Highlight,
    find: Find,
) {
    if current.get() != generation {
        return;
    }
    let rest = elements.split_off(elements.len().min(CHUNK));
    for element in elements {
        mark(&element, &highlight, &find);
    }
    if !rest.is_empty() {
        clock::in_next_task(move || mark_chunk(current, generation, rest, highlight, find));
    }
}

/// Marks the ranges that `find` returns for the text of an element, which may consist of several text nodes.
fn mark(element: &Element, highlight: &Highlight, find: &Find) {
    let (mut text, mut nodes) = (String::new(), Vec::new());
    read(element, &mut text, &mut nodes);
    let ranges = find(&text);
    if ranges.is_empty() {
        return;
    }
    let mut begin = 0;
    let nodes: Vec<(Range<u32>, Node)> = nodes
        .into_iter()
        .map(|(units, node)| {
            begin += units;
            (begin - units..begin, node)
        })
        .collect();
    for Range { start, end } in ranges {
        let from = nodes.iter().find(|(units, _)| units.contains(&start));
        let to = nodes.iter().find(|(units, _)| units.start < end && end <= units.end);
        if let (Some((from_units, from)), Some((to_units, to))) = (from, to) {
            let ends = Object::new();
            let set = |name: &str, value: &JsValue| Reflect::set(&ends, &name.into(), value).is_ok();
            let is_set = set("startContainer", from)
                && set("startOffset", &(start - from_units.start).into())
                && set("endContainer", to)
                && set("endOffset", &(end - to_units.start).into());
            if is_set {
                highlight.add(&ends);
            }
        }
    }
}

/// Reads the text below a node: adds it to `text`, and each of its nodes with its length in UTF-16 units to `nodes`.
fn read(node: &Node, text: &mut String, nodes: &mut Vec<(u32, Node)>) {
    let mut next = node.first_child();
    while let Some(child) = next {
        if child.node_type() == Node::TEXT_NODE {
            let own = child.node_value().unwrap_or_default();
            nodes.push((u32::try_from(own.encode_utf16().count()).unwrap_or_default(), child.clone()));
            text.push_str(&own);
        } else {
            read(&child, text, nodes);
        }
        next = child.next_sibling();
    }
}
