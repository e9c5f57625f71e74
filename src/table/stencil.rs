//! Many elements of one form: rows.
//!
//! A stencil is markup with named slots. Painting cuts as many elements as there are rows, and afterwards writes only
//! the texts and attributes that differ: an element serves the next row of its place, so nothing of a row may live in
//! it. That is as fast as code by hand, and one row's code serves all, where a view per row is code per type.

use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlTemplateElement, Node};

/// The attribute that names an element's slots: `data-slots="sender href=sender_link style:color=tone"` puts the slot
/// `sender` into the element's text, `sender_link` into its `href`, and `tone` into a property of its style.
const SLOTS: &str = "data-slots";

/// What a row puts into one slot; nothing leaves the text empty and the attribute away.
pub type Value = Option<Arc<str>>;

/// Where a slot's value goes.
enum Target {
    Text,
    Attribute(String),
    Formatter(String),
}

/// A place in the markup that takes a value.
struct Hole {
    /// Which element of the row, in document order; the row itself is the first.
    element: u32,
    target: Target,
    /// Which of the row's values.
    value: usize,
}

/// An element that was cut, and what stands in it.
struct Cut {
    element: Element,
    /// The elements with holes, in the order of the holes.
    holes: Vec<Element>,
    values: Vec<Value>,
}

/// A stencil, with what was cut from it.
pub struct Stencil {
    row: Option<Element>,
    holes: Vec<Hole>,
    cut: Vec<Cut>,
}

impl Stencil {
    /// The stencil of this markup, which is one element. `names` are the slots' names in the order of a row's values;
    /// a slot of another name stays empty.
    pub fn new(markup: &str, names: &[&str]) -> Self {
        let row = parse(markup);
        let mut holes = Vec::new();
        for (element, at) in row.iter().flat_map(all).zip(0..) {
            let slots = element.get_attribute(SLOTS).unwrap_or_default();
            let _ = element.remove_attribute(SLOTS);
            for slot in slots.split_whitespace() {
                let (target, name) = match slot.split_once('=') {
                    None => (Target::Text, slot),
                    Some((target, name)) => (
                        match target.strip_prefix("style:") {
                            Some(property) => Target::Formatter(property.to_owned()),
                            None => Target::Attribute(target.to_owned()),
                        },
                        name,
                    ),
                };
                if let Some(value) = names.iter().position(|known| *known == name) {
                    holes.push(Hole { element: at, target, value });
                }
            }
        }
        Self { row, holes, cut: Vec::new() }
    }

    /// Makes the rows of an element these.
    pub fn paint(&mut self, parent: &Element, rows: Vec<Vec<Value>>) {
        for gone in self.cut.drain(rows.len().min(self.cut.len())..) {
            gone.element.remove();
        }
        for (at, values) in rows.into_iter().enumerate() {
            if at == self.cut.len() {
                let Some(cut) = self.cut_one(parent) else { return };
                self.cut.push(cut);
            }
            if let Some(cut) = self.cut.get_mut(at) {
                for (hole, element) in self.holes.iter().zip(&cut.holes) {
                    let value = values.get(hole.value).unwrap_or(&None);
                    if cut.values.get(hole.value) != Some(value) {
                        fill(element, &hole.target, value.as_deref());
                    }
                }
                cut.values = values;
            }
        }
    }

    fn cut_one(&self, parent: &Element) -> Option<Cut> {
        let element: Element = self.row.as_ref()?.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
        let elements: Vec<Element> = all(&element).collect();
        let holes = self.holes.iter().filter_map(|hole| elements.get(hole.element as usize).cloned()).collect();
        parent.append_child(&element).ok()?;
        Some(Cut { element, holes, values: Vec::new() })
    }
}

fn fill(element: &Element, target: &Target, value: Option<&str>) {
    match (target, value) {
        (Target::Text, value) => match element.first_child() {
            Some(text) => text.set_node_value(Some(value.unwrap_or_default())),
            None => element.set_text_content(value),
        },
        (Target::Attribute(name), Some(value)) => drop(element.set_attribute(name, value)),
        (Target::Attribute(name), None) => drop(element.remove_attribute(name)),
        (Target::Formatter(name), value) => {
            if let Some(element) = element.dyn_ref::<HtmlElement>() {
                // An empty value takes the property away (CSSOM, setProperty).
                let _ = element.style().set_property(name, value.unwrap_or_default());
            }
        }
    }
}

/// An element and all below it, in document order.
fn all(element: &Element) -> impl Iterator<Item = Element> + use<> {
    let below = element.get_elements_by_tag_name("*");
    let below: Vec<Element> = (0..below.length()).filter_map(|i| below.item(i)).collect();
    std::iter::once(element.clone()).chain(below)
}

fn parse(markup: &str) -> Option<Element> {
    let template = web_sys::window()?.document()?.create_element("template").ok()?;
    let template: HtmlTemplateElement = template.dyn_into().ok()?;
    template.set_inner_html(markup);
    let content: &Node = &template.content();
    content.first_child()?.dyn_into().ok()
}
