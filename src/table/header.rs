//! The headers of the table: the names of the columns, a check box for all rows, and the edges that set widths.

use super::{
    columns::class,
    dom::{COLUMN, GRIP_CLASS, HEAD_CLASS, HEAD_CONTROLS, PICK_CLASS},
    template::parse,
};
use crate::{
    browser::window::{Media, on_media},
    domain::column::Column,
    i18n::TableTexts,
};
use std::{cell::Cell, rc::Rc};
use web_sys::Element;

/// The viewport's width from which rows stand in a table; below it each row is a card. The media queries of the style
/// sheets repeat it, as a query can't use a constant; a test compares them.
pub const TABLE_FROM: &str = "50rem";

/// The header of a column.
struct Header {
    element: Element,
    /// The element with the column's name: a button once the page is live, a `span` before.
    name: Element,
    column: Option<Column>,
    shown: &'static str,
}

/// The row of headers. When the columns change, each header element keeps its place and is given the column at that
/// place, so that the focus stays there when a column is removed.
pub(super) struct Headers {
    row: Element,
    cells: Vec<Header>,
    is_live: bool,
    /// The check box of all rows, in the first header.
    pick_all: Option<Element>,
    /// The label of the check box of all rows.
    all: &'static str,
    is_card: Rc<Cell<bool>>,
    _media: Option<Media>,
}

impl Headers {
    /// Creates the headers in a table row, which must be empty. [`Self::render`] adds them.
    pub(super) fn new(row: Element) -> Self {
        let is_card = Rc::new(Cell::new(false));
        let media = {
            let (row, is_card) = (row.clone(), Rc::clone(&is_card));
            on_media(&format!("(width < {TABLE_FROM})"), move |is_narrow| {
                is_card.set(is_narrow);
                set_tab_stops(&row, is_narrow);
            })
        };
        Self { row, cells: Vec::new(), is_live: false, pick_all: None, all: "", is_card, _media: media }
    }

    /// Renders the headers of the given columns. While `is_live` is false, the names are no buttons.
    pub(super) fn render(&mut self, columns: &[Column], messages: &TableTexts, is_live: bool) {
        let mut is_new = self.is_live != is_live;
        if is_new {
            self.is_live = is_live;
            for header in &mut self.cells {
                let Some(name) = name(is_live) else { return };
                let _ = header.name.replace_with_with_node_1(&name);
                (header.name, header.shown) = (name, "");
            }
        }
        for gone in self.cells.drain(columns.len().min(self.cells.len())..) {
            gone.element.remove();
        }
        for (index, column) in columns.iter().enumerate() {
            if index == self.cells.len() {
                let Some(header) = self.create(index == 0) else { return };
                self.cells.push(header);
                is_new = true;
            }
            if let Some(header) = self.cells.get_mut(index) {
                header.set(*column, messages.header(*column));
            }
        }
        if let Some(pick_all) = &self.pick_all
            && self.all != messages.select_all
        {
            self.all = messages.select_all;
            let _ = pick_all.set_attribute("aria-label", messages.select_all);
        }
        if is_new {
            set_tab_stops(&self.row, self.is_card.get());
        }
    }

    /// Sets the state of the check box of all rows: `true`, `false` or `mixed`.
    pub(super) fn set_checked(&self, checked: &str) {
        if let Some(pick_all) = &self.pick_all
            && pick_all.get_attribute("aria-checked").as_deref() != Some(checked)
        {
            let _ = pick_all.set_attribute("aria-checked", checked);
        }
    }

    /// Makes the next [`Self::render`] write all names again, and all headers anew if others have replaced one of them.
    pub(super) fn repair(&mut self) {
        let is_own = |header: &Header| header.name.is_connected() && header.element.contains(Some(&header.name));
        if !self.cells.iter().all(is_own) {
            self.clear();
        }
        for header in &mut self.cells {
            header.shown = "";
        }
    }

    /// Removes all headers, so that the next ones are created anew.
    fn clear(&mut self) {
        self.cells.clear();
        self.pick_all = None;
        self.all = "";
        self.row.set_inner_html("");
    }

    fn create(&mut self, is_first: bool) -> Option<Header> {
        let pick = format!(r#"<span class="{PICK_CLASS}" role="checkbox" tabindex="0" aria-checked="false"></span>"#);
        let markup = format!(
            r#"<th scope="col" role="columnheader">{}<span class="{GRIP_CLASS}" aria-hidden="true"></span></th>"#,
            if is_first { &*pick } else { "" },
        );
        let (element, name) = (parse(&markup)?, name(self.is_live)?);
        element.insert_before(&name, element.last_child().as_ref()).ok()?;
        if is_first {
            self.pick_all = element.get_elements_by_class_name(PICK_CLASS).item(0);
        }
        self.row.append_child(&element).ok()?;
        Some(Header { element, name, column: None, shown: "" })
    }
}

/// Creates the element for the name of a column: a button once the page is live, a `span` before.
fn name(is_live: bool) -> Option<Element> {
    parse(&if is_live {
        format!(r#"<button type="button" class="plain {HEAD_CLASS}" tabindex="0" aria-haspopup="dialog"></button>"#)
    } else {
        format!(r#"<span class="{HEAD_CLASS}"></span>"#)
    })
}

impl Header {
    fn set(&mut self, column: Column, name: &'static str) {
        if self.column == Some(column) && self.shown == name {
            return;
        }
        self.column = Some(column);
        self.shown = name;
        self.element.set_class_name(&class(column));
        let _ = self.element.set_attribute(COLUMN, column.name());
        let _ = self.element.set_attribute("aria-label", name);
        self.name.set_text_content(Some(name));
    }
}

/// Sets whether the headers' controls are in the tab order. Cards have headers for assistive technology only, and an
/// element out of sight must not take the focus.
fn set_tab_stops(row: &Element, is_card: bool) {
    let Ok(controls) = row.query_selector_all(HEAD_CONTROLS) else { return };
    for control in (0..controls.length()).filter_map(|at| controls.item(at)) {
        let control: &Element = wasm_bindgen::JsCast::unchecked_ref(&control);
        let _ = control.set_attribute("tabindex", if is_card { "-1" } else { "0" });
    }
}
