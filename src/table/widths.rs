//! The widths of the columns. Before the first rows are shown, each column is as wide as the widest text that is usual
//! for it, and from then on only grows. A width that the person has set wins.
//!
//! A hidden element, the ruler, has one cell for each column, with the widest known texts of the column. The ruler is
//! measured when those texts change, and observed for changes of another cause: a font that arrives, larger text, wider
//! spacing. The result is in the table's custom properties: `--columns`, the tracks of the rows' grid, and `--least`,
//! the least width of the table.

use super::{
    cells::Texts,
    columns::{Width, classes, own_class, unbroken, wide, width},
    dom::WIDE,
};
use crate::{
    browser::clock,
    domain::column::{Column, Kind},
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlElement, ResizeObserver};

/// The least width of the column that takes what the others leave, from the style sheet.
const LEAST: &str = "var(--least-rest)";

/// The factor by which a column is made wider than its widest text. So a column stays as it is when later rows have
/// texts that are a little wider.
const SPARE: f64 = 1.02;

/// The most texts of a column that are kept for measuring.
const MAX_TEXTS: usize = 4;

/// A column with the data from which its width follows.
struct Measure {
    column: Column,
    /// The cell of the ruler that has the column's texts.
    cell: HtmlElement,
    /// The texts in the cell: the longest known ones.
    texts: Vec<String>,
    /// The width that the person has set, paddings included; `None` without one.
    set: Option<u32>,
    /// The width of the content, in CSS pixels; 0 before it is measured.
    granted: u32,
}

/// The widths of a table's columns: measures texts and writes the widths as custom properties.
pub(super) struct Widths {
    shared: Rc<RefCell<Shared>>,
    observer: Option<ResizeObserver>,
    _resize: Closure<dyn FnMut()>,
}

struct Shared {
    frame: HtmlElement,
    table: HtmlElement,
    ruler: HtmlElement,
    columns: Vec<Measure>,
    /// True while the columns are not measured yet.
    is_new: bool,
    /// The values of the table's properties, as last written.
    written: String,
}

impl Drop for Widths {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

impl Widths {
    /// Creates the widths of a table within its frame. `ruler` is the hidden element beside the table.
    pub(super) fn new(frame: HtmlElement, table: HtmlElement, ruler: HtmlElement) -> Self {
        let shared = Shared { frame, table, ruler, columns: Vec::new(), is_new: false, written: String::new() };
        let shared = Rc::new(RefCell::new(shared));
        let resize = {
            let shared = Rc::clone(&shared);
            Closure::<dyn FnMut()>::new(move || {
                // A resize observer must not resize other observed elements within its frame, so the mark on the frame
                // follows in the next one.
                if let Ok(mut shared) = shared.try_borrow_mut() {
                    shared.measure();
                }
                let shared = Rc::clone(&shared);
                clock::on_frame(move || {
                    if let Ok(shared) = shared.try_borrow() {
                        shared.mark_wide();
                    }
                });
            })
        };
        let observer = ResizeObserver::new(resize.as_ref().unchecked_ref()).ok();
        Self { shared, observer, _resize: resize }
    }

    /// Sets the columns, each with the width that the person has set, its header, and its widest texts.
    /// [`Self::make_room`] measures them, together with the first values.
    pub(super) fn set_columns(&self, columns: &[(Column, Option<u32>, &str, String)]) {
        let mut shared = self.shared.borrow_mut();
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
        shared.ruler.set_inner_html("");
        let list: Vec<Column> = columns.iter().map(|(column, ..)| *column).collect();
        let document = shared.ruler.owner_document();
        let ruler = shared.ruler.clone();
        shared.columns = columns
            .iter()
            .filter_map(|(column, set, header, text)| {
                let cell: HtmlElement = document.as_ref()?.create_element("div").ok()?.dyn_into().ok()?;
                cell.set_class_name(&classes(*column, &list));
                let _ = cell.set_attribute("data-head", header);
                cell.set_text_content(Some(text));
                ruler.append_child(&cell).ok()?;
                Some(Measure { column: *column, cell, texts: vec![text.clone()], set: *set, granted: 0 })
            })
            .collect();
        if let Some(observer) = &self.observer {
            observer.observe(&shared.ruler);
            for column in &shared.columns {
                observer.observe(&column.cell);
            }
        }
        shared.is_new = true;
    }

    /// Sets the widths that the person has chosen, in the order of the columns.
    pub(super) fn set_by_hand(&self, widths: impl Iterator<Item = Option<u32>>) {
        let mut shared = self.shared.borrow_mut();
        let (mut is_other, mut is_unmeasured) = (false, false);
        for (column, width) in shared.columns.iter_mut().zip(widths) {
            // Nothing could be measured if the frame was hidden.
            is_unmeasured |= column.granted == 0;
            is_other |= column.set != width;
            column.set = width;
        }
        if shared.is_new {
            return;
        }
        if is_unmeasured {
            shared.measure();
        }
        if is_other {
            shared.write();
            shared.mark_wide();
        }
    }

    /// Removes the values of rows from the ruler. The columns keep their widths.
    pub(super) fn forget_values(&self) {
        for column in &mut self.shared.borrow_mut().columns {
            column.texts.clear();
            column.cell.set_text_content(None);
        }
    }

    /// Widens the columns for the values of new rows. `width` is the number of values of a row, and `at` the index of
    /// each column's value among them.
    pub(super) fn make_room(&self, texts: &Texts, width: usize, at: &[usize]) {
        let mut shared = self.shared.borrow_mut();
        let rows = texts.len().checked_div(width).unwrap_or_default();
        let mut has_grown = false;
        for (measure, at) in shared.columns.iter_mut().zip(at) {
            if self::width(measure.column) == Width::Rest {
                continue;
            }
            let values = (0..rows).filter_map(|row| texts.get(row * width + at));
            has_grown |= measure.take(values);
        }
        if std::mem::take(&mut shared.is_new) || has_grown {
            shared.measure();
            shared.mark_wide();
        }
    }
}

impl Measure {
    /// Adds the values that may be wider than the known texts. Returns whether any was added.
    fn take<'t>(&mut self, values: impl Iterator<Item = &'t str>) -> bool {
        // All digits are of one width, so only the longest number is kept; of other texts, a shorter one may be wider.
        let is_text = matches!(self.column, Column::StateId | Column::Username) || self.column.kind() == Kind::Text;
        let most = if is_text { MAX_TEXTS } else { 1 };
        let length = |text: &str| text.split('\n').map(|line| line.chars().count()).max().unwrap_or_default();
        let mut has_some = false;
        for value in values {
            let shortest = self.texts.last().filter(|_| self.texts.len() >= most).map_or(0, |text| length(text));
            // No text has more characters than bytes.
            if value.len() <= shortest || length(value) <= shortest {
                continue;
            }
            let value = if self.column == Column::StateId { unbroken(value) } else { wide(value) };
            if !self.texts.contains(&value) {
                let index = self.texts.iter().take_while(|text| length(text) >= length(&value)).count();
                self.texts.insert(index, value);
                self.texts.truncate(most);
                has_some = true;
            }
        }
        if has_some {
            self.cell.set_text_content(Some(&self.texts.join("\n")));
        }
        has_some
    }
}

impl Shared {
    /// Measures the cells of the ruler. A column only grows.
    fn measure(&mut self) {
        let mut has_grown = self.written.is_empty();
        for column in &mut self.columns {
            let width = column.cell.get_bounding_client_rect().width();
            if width > f64::from(column.granted) {
                // Whole pixels: the code that formats fractions would take kilobytes.
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width on a screen")]
                let granted = (width * SPARE).ceil() as u32;
                column.granted = granted;
                has_grown = true;
            }
        }
        if has_grown {
            self.write();
        }
    }

    /// Writes the table's properties.
    fn write(&mut self) {
        let has_rest = self.columns.iter().any(|own| own.set.is_none() && width(own.column) == Width::Rest);
        let (mut tracks, mut least) = (String::new(), "0px".to_owned());
        for column in &self.columns {
            let own = match column.set {
                Some(set) => format!("{set}px"),
                None if width(column.column) == Width::Rest => LEAST.to_owned(),
                None => format!("calc({}px + var(--paddings))", column.granted),
            };
            least.extend([" + ", &*own]);
            let track = match column.set {
                None if width(column.column) == Width::Rest => format!("minmax({own}, 1fr)"),
                // If no column takes the rest, all unset columns share it.
                None if !has_rest => format!("minmax({own}, {}fr)", column.granted.max(1)),
                _ => own,
            };
            tracks.extend([&*track, " "]);
        }
        let written = [&*tracks, &least].join("|");
        if written != self.written {
            self.written = written;
            let style = self.table.style();
            let _ = style.set_property("--columns", &tracks);
            let _ = style.set_property("--least", &format!("calc({least})"));
        }
    }

    /// Sets the frame's class while the table is wider than the frame.
    fn mark_wide(&self) {
        let is_wide = self.frame.scroll_width() > self.frame.client_width();
        let classes = self.frame.class_list();
        if classes.contains(WIDE) != is_wide {
            let _ = classes.toggle_with_force(WIDE, is_wide);
        }
    }
}

/// Returns the rules that clip the texts of columns whose width the person has set.
pub(super) fn clipped(columns: impl Iterator<Item = (Column, Option<u32>)>) -> String {
    let mut rules = String::new();
    for (column, _) in columns.filter(|(_, width)| width.is_some()) {
        let class = own_class(column);
        rules.extend([".table-frame :is(td,th).", &*class, "{overflow:hidden;text-overflow:ellipsis}"]);
    }
    rules
}
