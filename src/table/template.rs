//! Row templates: markup with named slots, cloned once for each row and then patched where a value differs.
//!
//! A row's elements keep their place and are given the next record at that place, so no state of a record may be kept
//! in them. This is as fast as handwritten code, and keeps the focus and selected text through a refresh. All texts of
//! a page cross from wasm to the browser as one string, as each crossing costs as much as the text itself.
//!
//! Other programs may write to the page: translators and detectors of phone numbers replace text nodes by elements of
//! their own. [`Rows::repair`] puts the rows' own nodes back.

use super::cells::Texts;
use js_sys::{Array, JsString};
use std::ops::Range;
use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use web_sys::{Document, Element, HtmlElement, HtmlTemplateElement, Node};

/// The attribute that names an element's slots. `data-slots="sender href=sender_link style:--mark=color ?=is_there"`
/// puts the slot `sender` into the element's first text, `sender_link` into its `href`, and `color` into a property of
/// its style. The element is left out of the row if `is_there` is absent.
const SLOTS: &str = "data-slots";

/// The character in the template's attributes that stands for the row's index on the page, from 0.
const INDEX: char = '%';

/// The separator between texts that cross to the browser in one string.
const SEPARATOR: char = '\u{1}';

/// The number of rows in a group. The style sheet repeats it, in the height of a group that is not rendered.
pub const GROUP: usize = 10;

#[wasm_bindgen]
extern "C" {
    /// An element or a text node, as a type whose methods take values that are strings of the browser already.
    type Taker;
    #[wasm_bindgen(method, setter, js_name = data)]
    fn set_data(this: &Taker, text: &JsString);
    #[wasm_bindgen(method, js_name = setAttribute)]
    fn set_attribute(this: &Taker, name: &JsString, value: &JsString);
}

/// The destination of a slot's value.
enum Target {
    /// The text node at an index among the element's nodes.
    Text(u32),
    Attribute(String, JsString),
    Style(String),
    /// The presence of the element in the row.
    Presence,
}

/// A slot of the template: an element's part that takes a value.
struct Slot {
    /// The index of the element in the row, in document order; the row itself is 0.
    element: usize,
    target: Target,
    /// The index of the value among the row's values.
    value: usize,
}

/// The template of a row, ready to be cloned.
struct RowTemplate {
    row: Element,
    slots: Vec<Slot>,
    /// The attributes that contain the row's index: the element, the name, and the value with [`INDEX`].
    placed: Vec<(usize, String, String)>,
}

impl RowTemplate {
    /// Creates a template from markup, which must be a single element. `names` are the names of a row's values in their
    /// order; a slot with any other name stays empty.
    fn new(markup: &str, names: &[&str]) -> Option<Self> {
        let row = parse(markup)?;
        let (mut slots, mut placed) = (Vec::new(), Vec::new());
        for (at, element) in all(&row).enumerate() {
            let own = element.get_attribute(SLOTS).unwrap_or_default();
            let _ = element.remove_attribute(SLOTS);
            for slot in own.split_whitespace() {
                let (target, name) = slot.split_once('=').unwrap_or(("", slot));
                let target = match target {
                    "" => Target::Text(first_text(&element)?),
                    "?" => Target::Presence,
                    target => match target.strip_prefix("style:") {
                        Some(property) => Target::Style(property.to_owned()),
                        None => Target::Attribute(target.to_owned(), target.into()),
                    },
                };
                if let Some(value) = names.iter().position(|known| *known == name) {
                    slots.push(Slot { element: at, target, value });
                }
            }
            for name in element.get_attribute_names().iter().filter_map(|name| name.as_string()) {
                if let Some(value) = element.get_attribute(&name).filter(|value| value.contains(INDEX)) {
                    placed.push((at, name, value));
                }
            }
        }
        Some(Self { row, slots, placed })
    }

    /// Clones the row for an index on the page.
    fn clone_row(&self, index: usize) -> Option<Row> {
        let element: Element = self.row.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
        let elements: Vec<Element> = all(&element).collect();
        let index = index.to_string();
        for (at, name, value) in &self.placed {
            let _ = elements.get(*at)?.set_attribute(name, &value.replace(INDEX, &index));
        }
        let mut nodes = Vec::with_capacity(self.slots.len());
        for slot in &self.slots {
            let element = elements.get(slot.element)?;
            nodes.push(match slot.target {
                Target::Text(at) => element.child_nodes().item(at)?,
                _ => element.clone().into(),
            });
        }
        Some(Row { element, elements, nodes })
    }
}

/// A cloned row.
struct Row {
    element: Element,
    /// The row and all elements of its template, in document order.
    elements: Vec<Element>,
    /// The nodes that take the values of the slots.
    nodes: Vec<Node>,
}

/// The rows of a table, in groups (`tbody`).
pub struct Rows {
    table: Element,
    template: Option<RowTemplate>,
    groups: Vec<Element>,
    list: Vec<Row>,
    /// The values of the rows.
    texts: Texts,
    /// The rows whose values are not written yet. They still have their old values, or don't exist yet.
    unwritten: [Range<usize>; 2],
    /// The previous values, until all rows are written.
    old: Texts,
    /// The number of values of a row.
    width: usize,
}

impl Rows {
    /// Creates the rows of a table, with one empty group.
    pub fn new(table: Element) -> Self {
        let mut rows = Self {
            table,
            template: None,
            groups: Vec::new(),
            list: Vec::new(),
            texts: Texts::default(),
            unwritten: [0..0, 0..0],
            old: Texts::default(),
            width: 0,
        };
        rows.fit_groups(1);
        rows
    }

    /// Removes all rows and sets the template for new ones. `names` are the names of a row's values, in their order.
    pub fn set_template(&mut self, markup: &str, names: &[&str]) {
        self.render(Texts::default(), 0..0);
        self.width = names.len();
        self.template = RowTemplate::new(markup, names);
    }

    /// Sets the values of all rows. Writes the first group of ten rows and the rows whose indices are in `in_sight` at
    /// once, the others when [`Rows::finish`] is called.
    pub fn render(&mut self, texts: Texts, in_sight: Range<usize>) {
        self.finish();
        let count = texts.len().checked_div(self.width).unwrap_or_default();
        for gone in self.list.drain(count.min(self.list.len())..) {
            gone.element.remove();
        }
        self.fit_groups(count.div_ceil(GROUP).max(1));
        self.old = std::mem::replace(&mut self.texts, texts);
        let first = GROUP.min(count);
        let start = in_sight.start.min(self.list.len()).max(first);
        let end = in_sight.end.min(count).max(start);
        self.unwritten = [first..start, end..count];
        if start > first {
            self.write(0..first);
            self.write(start..end);
        } else {
            self.write(0..end);
        }
        self.forget_old();
    }

    /// Writes the rows that [`Self::render`] has left unwritten.
    pub fn finish(&mut self) {
        for rows in std::mem::take(&mut self.unwritten) {
            self.write(rows);
        }
        self.forget_old();
    }

    /// Returns whether all rows are written.
    pub fn is_finished(&self) -> bool {
        self.unwritten.iter().all(Range::is_empty)
    }

    /// Forgets the previous values once all rows are written.
    fn forget_old(&mut self) {
        if self.is_finished() {
            self.old = Texts::default();
        }
    }

    /// Writes a range of rows. Rows that don't exist yet are created; all rows before them must exist.
    fn write(&mut self, rows: Range<usize>) {
        let Some(template) = self.template.as_ref().filter(|_| !rows.is_empty()) else { return };
        let (Range { start, end }, first_new) = (rows, self.list.len());
        for index in first_new..end {
            let Some(row) = template.clone_row(index) else { return };
            self.list.push(row);
        }
        let (texts, old) = (&self.texts, &self.old);
        // Only values that differ cross to the browser.
        let (mut crossing, mut taking) = (String::new(), Vec::new());
        for (index, row) in self.list.iter().enumerate().take(end).skip(start) {
            for (slot, node) in template.slots.iter().zip(&row.nodes) {
                let at = index * self.width + slot.value;
                let value = texts.get(at);
                if index < first_new && at < old.len() && old.get(at) == value {
                    continue;
                }
                match (&slot.target, value) {
                    (Target::Text(_) | Target::Attribute(..), Some(_)) | (Target::Text(_), None) => {
                        let value = value.unwrap_or_default();
                        if value.contains(SEPARATOR) {
                            crossing.extend(
                                value.chars().map(|c| if c == SEPARATOR { char::REPLACEMENT_CHARACTER } else { c }),
                            );
                        } else {
                            crossing.push_str(value);
                        }
                        crossing.push(SEPARATOR);
                        taking.push((node, &slot.target));
                    }
                    (target, value) => row.put(node, target, value),
                }
            }
        }
        let values: Array = JsString::from(crossing.as_str()).split(SEPARATOR.encode_utf8(&mut [0; 1]));
        for ((node, target), value) in taking.into_iter().zip(0..) {
            let (taker, value) = (node.unchecked_ref::<Taker>(), values.get(value));
            match target {
                Target::Attribute(_, name) => taker.set_attribute(name, value.unchecked_ref()),
                _ => taker.set_data(value.unchecked_ref()),
            }
        }
        // New rows are added to the document with their values.
        for (index, row) in self.list.iter().enumerate().skip(first_new) {
            if let Some(group) = self.groups.get(index / GROUP) {
                let _ = group.append_child(&row.element);
            }
        }
    }

    /// Puts back the rows' own nodes that others have replaced, and makes the next render write all values. Returns
    /// `false` if a row or group itself was moved or removed, which only [`Self::clear`] mends.
    pub fn repair(&mut self) -> bool {
        self.forget();
        let Some(template) = &self.template else { return true };
        for (index, row) in self.list.iter().enumerate() {
            let group = self.groups.get(index / GROUP);
            if row.element.parent_node().as_ref() != group.map(AsRef::as_ref) {
                return false;
            }
            for (slot, node) in template.slots.iter().zip(&row.nodes) {
                if let (Target::Text(at), Some(element)) = (&slot.target, row.elements.get(slot.element)) {
                    row.restore(element, node, *at);
                }
            }
        }
        self.groups.iter().all(|group| group.parent_node().as_ref() == Some(self.table.as_ref()))
    }

    /// Removes all rows and groups, so that the next ones are created anew.
    pub fn clear(&mut self) {
        self.forget();
        for row in self.list.drain(..) {
            row.element.remove();
        }
        for group in self.groups.drain(..) {
            group.remove();
        }
        self.fit_groups(1);
    }

    /// Forgets the values, so that the next render writes all of them.
    fn forget(&mut self) {
        (self.texts, self.old, self.unwritten) = (Texts::default(), Texts::default(), [0..0, 0..0]);
    }

    /// Returns the rows of the groups (a group is a `<tbody>` of ten rows) that are at least partly in the browser's
    /// viewport, which is `height` CSS pixels high.
    pub fn within(&self, height: f64) -> Range<usize> {
        let first = self.groups.partition_point(|group| group.get_bounding_client_rect().bottom() <= 0.0);
        let end = self.groups.partition_point(|group| group.get_bounding_client_rect().top() < height);
        first * GROUP..end * GROUP
    }

    /// Returns the element of the row at an index, from 0; `None` if there is no such row.
    pub fn row(&self, index: usize) -> Option<&Element> {
        self.list.get(index).map(|row| &row.element)
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Adds or removes groups until there are `count`.
    fn fit_groups(&mut self, count: usize) {
        for gone in self.groups.drain(count.min(self.groups.len())..) {
            gone.remove();
        }
        while self.groups.len() < count {
            let Some(group) = document().and_then(|document| document.create_element("tbody").ok()) else { return };
            let _ = group.set_attribute("role", "rowgroup");
            // Records must not be translated.
            let _ = group.set_attribute("translate", "no");
            let _ = self.table.append_child(&group);
            self.groups.push(group);
        }
    }
}

impl Row {
    /// Writes a value that can't cross in the common string: a style, a presence, or the absence of an attribute.
    fn put(&self, node: &Node, target: &Target, value: Option<&str>) {
        let Some(element) = node.dyn_ref::<HtmlElement>() else { return };
        match (target, value) {
            (Target::Attribute(name, _), _) => drop(element.remove_attribute(name)),
            // An empty value removes the property (CSSOM, setProperty).
            (Target::Style(name), value) => {
                let _ = element.style().set_property(name, value.unwrap_or_default());
            }
            (Target::Presence, Some(_)) => self.attach(element),
            (Target::Presence, None) => element.remove(),
            (Target::Text(_), _) => {}
        }
    }

    /// Puts an element back into the row: after the nearest element that precedes it in the template and is present.
    fn attach(&self, element: &HtmlElement) {
        if element.parent_node().is_some() {
            return;
        }
        let at = self.elements.iter().position(|own| own.is_same_node(Some(element))).unwrap_or_default();
        let before = self.elements.get(..at).into_iter().flatten().rev().find_map(|own| {
            let parent = own.parent_node()?;
            Some((parent, own))
        });
        if let Some((parent, own)) = before {
            let _ = parent.insert_before(element, own.next_sibling().as_ref());
        }
    }

    /// Puts a text node back at its index in an element, and removes all nodes there that are not the template's.
    fn restore(&self, element: &Element, text: &Node, at: u32) {
        let nodes = element.child_nodes();
        let children: Vec<Node> = (0..nodes.length()).filter_map(|child| nodes.item(child)).collect();
        let is_own = |node: &Node| self.elements.iter().any(|own| own.is_same_node(Some(node)));
        for child in children.iter().filter(|child| !is_own(child) && !child.is_same_node(Some(text))) {
            let _ = element.remove_child(child);
        }
        let present = element.child_nodes().item(at);
        if present.as_ref().is_none_or(|there| !there.is_same_node(Some(text))) {
            let _ = element.insert_before(text, present.as_ref());
        }
    }
}

/// Returns the index of an element's first text node among its child nodes.
fn first_text(element: &Element) -> Option<u32> {
    let nodes = element.child_nodes();
    (0..nodes.length()).find(|at| nodes.item(*at).is_some_and(|node| node.node_type() == Node::TEXT_NODE))
}

/// Returns an element and all its descendants, in document order.
fn all(element: &Element) -> impl Iterator<Item = Element> + use<> {
    let below = element.get_elements_by_tag_name("*");
    let below: Vec<Element> = (0..below.length()).filter_map(|i| below.item(i)).collect();
    std::iter::once(element.clone()).chain(below)
}

/// Parses markup into its first element.
pub(super) fn parse(markup: &str) -> Option<Element> {
    let template: HtmlTemplateElement = document()?.create_element("template").ok()?.dyn_into().ok()?;
    template.set_inner_html(markup);
    let content: &Node = &template.content();
    content.first_child()?.dyn_into().ok()
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
