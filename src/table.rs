//! The table of the report, rendered without the framework.
//!
//! [`Table::render`] takes the whole content each time that any of it may have changed, and writes only the
//! differences. Handlers of clicks and keys find the table's parts by the names in [`dom`].

pub mod cells;
pub mod columns;
pub mod dom;
mod header;
pub mod icon;
pub mod notes;
pub mod state_badge;
pub mod template;
mod widths;

pub use header::TABLE_FROM;

use crate::{
    address::Codec,
    browser::document::{self, Sheet, set},
    domain::{
        column::{Column, Columns},
        zone::Zone,
    },
    i18n::{Formatter, messages::Template},
    requests::Snapshot,
    start::deployment::Deployment,
};
use cells::Cells;
use gloo_timers::callback::Timeout;
use header::Headers;
use notes::RowNote;
use std::{cell::Cell, cmp::Ordering, ops::Range, rc::Rc, sync::Arc};
use template::Rows;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit};
use widths::Widths;

/// The most placeholder rows that are shown while rows are awaited.
const MAX_SKELETON_ROWS: u64 = 25;

/// The number of rows from which groups outside the browser's viewport are not rendered (`content-visibility`). With
/// fewer rows, this gains nothing.
const MANY_ROWS: usize = 50;

/// The least height of a row in CSS pixels, in the order of the density's options; the style sheet has it too.
const ROW_PX: [i32; 2] = [52, 32];

/// The delay before the progress bar of a request shows, in milliseconds. With a quick answer no bar shows, and the
/// browser draws no frame for it.
const BAR_AFTER_MS: u32 = 150;

/// The content that the table is to show: the rows of an answer, their columns and formats, and the marks on rows.
pub struct Content<'a, Z> {
    /// The answer whose rows are shown; `None` if there are no rows to show.
    pub shown: Option<&'a Arc<Snapshot>>,
    /// The formatter of values.
    pub formatter: Formatter,
    /// The columns, in their order.
    pub columns: &'a Columns,
    /// The deployment's configuration.
    pub deployment: &'a Deployment<Z>,
    /// The codec of the addresses to which the links at a row's values lead.
    pub codec: Codec<'a>,
    /// The id of the send that is watched; `None` without one.
    pub watched: Option<&'a str>,
    /// For each row, in their order, true if the row is selected. Rows beyond the end are not selected.
    pub selected: &'a [bool],
    /// The notes on the rows, in the order of the rows; rows beyond the end have none.
    pub notes: &'a [RowNote],
    /// The number of awaited rows in whose place placeholders are shown (25 at most); 0 if no rows are awaited.
    pub awaited: u64,
    /// True while a request for the rows is in flight, or the rows are not those of the address.
    pub is_busy: bool,
    /// True once the app handles the table's controls (check boxes, buttons). Until then they keep their room and are
    /// hidden.
    pub is_live: bool,
}

/// The settings with which the shown rows were written.
#[derive(PartialEq)]
struct Written {
    formatter: Formatter,
    columns: Vec<Column>,
    watched: Option<String>,
    /// The settings of the codec that change an address.
    codec: (Option<u64>, bool),
}

/// The table of the report in the document, in its frame: the element that scrolls if the table is wider than the
/// frame.
pub struct Table {
    frame: HtmlElement,
    root: HtmlElement,
    caption: Element,
    headers: Headers,
    rows: Rows,
    widths: Widths,
    labels: Element,
    skeleton: Element,
    /// The style sheet with the icons in rows, and with the rules that depend on the columns and the language; `None`
    /// before the first render.
    sheet: Option<Sheet>,
    rules: String,
    shown: Option<Arc<Snapshot>>,
    written: Option<Written>,
    /// The marks of each row: whether it is selected, and the classes of its note.
    marks: Vec<(bool, &'static str)>,
    foreign: Foreign,
    wants_all: bool,
    /// The timer that shows the progress bar of a request; `None` while no request is in flight.
    bar: Option<Timeout>,
}

impl Table {
    /// Creates the table in its frame, an element of the class `table-frame`. Returns `None` if that element is not an
    /// HTML element.
    pub fn new(frame: &Element) -> Option<Self> {
        let frame: HtmlElement = frame.clone().dyn_into().ok()?;
        frame.set_inner_html(MARKUP);
        let find = |selector: &str| frame.query_selector(selector).ok().flatten();
        let _ = frame.set_attribute("role", "group");
        frame.set_tab_index(0);
        let table: HtmlElement = find("table")?.dyn_into().ok()?;
        Some(Self {
            caption: find("caption")?,
            headers: Headers::new(find("thead tr")?),
            rows: Rows::new(table.clone().into()),
            widths: Widths::new(frame.clone(), table.clone(), find(".ruler")?.dyn_into().ok()?),
            labels: find(".labels")?,
            skeleton: find(".skeleton")?,
            sheet: None,
            rules: String::new(),
            shown: None,
            written: None,
            marks: Vec::new(),
            foreign: Foreign::new(table.clone()),
            wants_all: false,
            bar: None,
            frame,
            root: table,
        })
    }

    /// Makes the table show the given content. Writes only the differences from the content before.
    ///
    /// Of many new rows, the first ten and those in the browser's viewport are written first. The others are written by
    /// the first render after [`Table::want_all`], and the table stays busy until then.
    pub fn render<Z: Zone>(&mut self, content: &Content<Z>) {
        let is_changed = self.foreign.pause();
        if is_changed {
            self.repair();
        }
        if content.is_busy {
            self.set_busy(true);
        }
        toggle(&self.frame, "live", content.is_live);
        self.render_skeleton(content.awaited);
        let list: Vec<Column> = content.columns.list().collect();
        let written = Written {
            formatter: content.formatter,
            columns: list,
            watched: content.watched.map(str::to_owned),
            codec: (content.codec.own_limit, content.codec.has_start_view),
        };
        self.headers.render(&written.columns, content.formatter.table_texts(), content.is_live);
        let old = self.written.as_ref();
        let has_columns = old.is_some_and(|old| old.columns == written.columns);
        let has_texts = has_columns && old.is_some_and(|old| old.formatter == written.formatter);
        let is_same = old == Some(&written) && !is_changed;
        let has_snapshot = self.shown.as_ref().map(Arc::as_ptr) == content.shown.map(Arc::as_ptr);
        if !has_columns {
            self.rows.set_template(&columns::markup(&written.columns), &cells::names(&written.columns));
            self.marks.clear();
        }
        if !has_texts {
            self.render_texts(content, &written.columns);
        }
        self.widths.set_by_hand(written.columns.iter().map(|column| content.columns.width(*column)));
        let rules = rules(content);
        if self.rules != rules {
            let all = [&*columns::drawings(), &rules].concat();
            match &self.sheet {
                Some(sheet) => sheet.set(&all),
                None => self.sheet = Some(Sheet::add(&all)),
            }
            self.rules = rules;
        }
        if !is_same || !has_snapshot {
            self.written = Some(written);
            self.render_rows(content, has_snapshot);
        }
        if std::mem::take(&mut self.wants_all) {
            self.rows.finish();
        }
        self.set_busy(content.is_busy || !self.is_finished());
        self.mark(content);
        self.foreign.watch();
    }

    /// Makes the next [`Table::render`] write all rows, also those outside the browser's viewport.
    pub const fn want_all(&mut self) {
        self.wants_all = true;
    }

    /// Returns whether all rows of the last content are in the document.
    pub fn is_finished(&self) -> bool {
        self.rows.is_finished()
    }

    /// Ends the busy state (`aria-busy` and the progress bar) without a render, when no request is in flight any more.
    pub fn settle(&mut self) {
        self.set_busy(false);
    }

    fn set_busy(&mut self, is_busy: bool) {
        set(&self.root, "aria-busy", if is_busy { "true" } else { "false" });
        if !is_busy {
            self.bar = None;
            toggle(&self.frame, "busy", false);
        } else if self.bar.is_none() {
            let frame = self.frame.clone();
            self.bar = Some(Timeout::new(BAR_AFTER_MS, move || toggle(&frame, "busy", true)));
        }
    }

    /// Writes the texts that depend only on the language and the columns.
    fn render_texts<Z: Zone>(&mut self, content: &Content<Z>, list: &[Column]) {
        let (formatter, messages) = (content.formatter, content.formatter.table_texts());
        set(&self.frame, "aria-label", messages.product);
        self.caption.set_text_content(Some(messages.product));
        let [[watch, watch_end], [select, _], [details, _]] =
            [messages.watch, messages.select_row, messages.details_of].map(Template::around);
        let mut labels = String::new();
        let mut label = |id: &str, text: &str| labels.extend(["<span id=\"", id, "\">", text, "</span>"]);
        label(dom::label::SELECT, select);
        label(dom::label::DETAILS, details);
        for (id, text) in dom::label::WATCH.into_iter().zip([watch, watch_end]) {
            label(id, text);
        }
        for param in columns::LINKS {
            label(&["only-", param.name()].concat(), &messages.only_these.fill([messages.param(param)]));
        }
        self.labels.set_inner_html(&labels);
        let deployment = content.deployment;
        let (zone, unit) = (deployment.shown_zone(formatter), formatter.unit(&deployment.config.currency));
        let columns: Vec<_> = list
            .iter()
            .map(|column| {
                let widest = columns::widest(*column, formatter, zone, unit);
                (*column, content.columns.width(*column), messages.header(*column), widest)
            })
            .collect();
        self.widths.set_columns(&columns);
    }

    fn render_rows<Z: Zone>(&mut self, content: &Content<Z>, has_snapshot: bool) {
        let Some(written) = &self.written else { return };
        let columns = &written.columns;
        let texts = content.shown.map_or_else(cells::Texts::default, |shown| {
            let cells =
                Cells::new(shown, content.formatter, columns, content.deployment, content.codec, content.watched)
                    .noted(content.notes);
            cells::of_all(&cells, &shown.page.rows)
        });
        let names = cells::names(columns);
        // The first slot of each column is its value.
        let mut next = names.len() - columns.iter().flat_map(|column| columns::slots(*column)).count();
        let index = |column: &Column| {
            let own = next;
            next += columns::slots(*column).count();
            own
        };
        let indices: Vec<usize> = columns.iter().map(index).collect();
        if !has_snapshot {
            // A Persian page asks for it whatever it shows.
            if !content.formatter.locale.is_rtl() {
                document::load_font(texts.text());
            }
            let query = self.shown.as_ref().map(|shown| &shown.query);
            if query != content.shown.map(|shown| &shown.query) && self.frame.class_list().contains(dom::WIDE) {
                self.frame.set_scroll_top(0);
            }
            self.shown = content.shown.cloned();
            if content.shown.is_none() {
                // The session may have ended, and its rows must not stay.
                self.widths.forget_values();
            }
            // The header is a row as well; minus one is "not known" (ARIA, aria-rowcount).
            let total = content.shown.and_then(|shown| shown.page.total);
            let count = total.map_or_else(|| "-1".to_owned(), |total| total.saturating_add(1).to_string());
            set(&self.root, "aria-rowcount", &count);
        }
        let count = content.shown.map_or(0, |shown| shown.page.rows.len());
        let is_many = !has_snapshot && (self.rows.is_empty() || count > MANY_ROWS);
        // Before the layout is made invalid.
        let in_sight = if is_many { self.rows_in_sight(count) } else { 0..count };
        self.widths.make_room(&texts, names.len(), &indices);
        toggle(&self.root, "long", count > MANY_ROWS);
        self.rows.render(texts, in_sight);
    }

    /// Returns the rows, of `count` in all, that are in the browser's viewport. If the rows don't exist yet, these are
    /// all that fit above the viewport's lower edge.
    fn rows_in_sight(&self, count: usize) -> Range<usize> {
        let window = self.frame.owner_document().and_then(|document| document.document_element());
        let height = window.map_or(0, |root| root.client_height());
        match self.rows.len().cmp(&count) {
            Ordering::Less => {}
            Ordering::Equal => return self.rows.within(height.into()),
            // The window moves with the end of the page.
            Ordering::Greater => return 0..count,
        }
        let row = ROW_PX.get(document::density()).copied().unwrap_or(1);
        #[expect(clippy::cast_possible_truncation, reason = "a length in pixels")]
        let above = self.frame.get_bounding_client_rect().top() as i32 - self.frame.scroll_top();
        let end = usize::try_from((height - above) / row).unwrap_or_default() + 1;
        0..end
    }

    /// Marks the rows that are selected, and those that have a note.
    fn mark<Z>(&mut self, content: &Content<Z>) {
        let rows = self.shown.as_ref().map_or(0, |shown| shown.page.rows.len());
        let mut count = 0;
        self.marks.resize(self.rows.len(), (false, ""));
        for (index, mark) in self.marks.iter_mut().enumerate().take(rows) {
            let is_selected = content.selected.get(index).copied().unwrap_or_default();
            let class = content.notes.get(index).map_or("", |note| note.class);
            count += usize::from(is_selected);
            if *mark == (is_selected, class) {
                continue;
            }
            let Some(row) = self.rows.row(index) else { continue };
            if mark.0 != is_selected
                && let Some(pick) = row.get_elements_by_class_name(dom::PICK_CLASS).item(0)
            {
                let _ = pick.set_attribute("aria-checked", if is_selected { "true" } else { "false" });
            }
            *mark = (is_selected, class);
            row.set_class_name(&[if is_selected { "selected " } else { "" }, class].concat());
        }
        self.headers.set_checked(match count {
            0 => "false",
            all if all == rows => "true",
            _ => "mixed",
        });
    }

    fn render_skeleton(&self, awaited: u64) {
        let rows = u32::try_from(awaited.min(MAX_SKELETON_ROWS)).unwrap_or_default();
        if self.skeleton.child_element_count() != rows {
            self.skeleton.set_inner_html(&"<div></div>".repeat(rows as usize));
        }
        toggle(&self.skeleton, "filled", rows > 0);
    }

    /// Repairs the parts of the table that another program has written to, such as a translator.
    fn repair(&mut self) {
        self.headers.repair();
        if !self.rows.repair() {
            self.rows.clear();
            self.marks.clear();
        }
        if let Some(written) = &self.written {
            self.caption.set_text_content(Some(written.formatter.table_texts().product));
        }
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        self.sheet.iter().for_each(|sheet| sheet.set(""));
    }
}

/// The markup of the table's parts. Neither visible nor exposed to assistive technology are the labels, which name the
/// rows' controls, and the ruler, in which the columns are measured ([`Widths`]).
const MARKUP: &str = concat!(
    r#"<table role="table" aria-busy="false" aria-rowcount="-1"><caption class="visually-hidden"></caption>"#,
    r#"<thead role="rowgroup"><tr role="row" aria-rowindex="1"></tr></thead></table>"#,
    r#"<div class="skeleton" aria-hidden="true"></div>"#,
    r#"<div class="labels" hidden></div><div class="ruler" aria-hidden="true"></div>"#,
);

/// Returns the CSS rules that depend on the columns and the language: the labels of cards, and the edges of columns
/// that have been made narrow.
fn rules<Z>(content: &Content<Z>) -> String {
    let mut labels = String::new();
    for column in content.columns.list().filter(|column| columns::has_label(*column)) {
        let (class, name) = (columns::own_class(column), content.formatter.table_texts().header(column));
        labels.extend([".table-frame tbody .", &*class, "::before{content:\"", name, " \"}"]);
    }
    let clipped = widths::clipped(content.columns.list().map(|column| (column, content.columns.width(column))));
    format!(
        "@layer ui{{@media screen and (width<{TABLE_FROM}){{{labels}}}@media screen and (width>={TABLE_FROM}){{{clipped}}}}}"
    )
}

fn toggle(element: &Element, class: &str, is_on: bool) {
    let classes = element.class_list();
    if classes.contains(class) != is_on {
        let _ = classes.toggle_with_force(class, is_on);
    }
}

/// The observer of writes by others to the table. It is off while the table itself writes.
struct Foreign {
    table: HtmlElement,
    observer: Option<MutationObserver>,
    is_changed: Rc<Cell<bool>>,
    _change: Closure<dyn FnMut()>,
}

impl Drop for Foreign {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

impl Foreign {
    fn new(table: HtmlElement) -> Self {
        let is_changed = Rc::new(Cell::new(false));
        let change = {
            let is_changed = Rc::clone(&is_changed);
            Closure::<dyn FnMut()>::new(move || is_changed.set(true))
        };
        let observer = MutationObserver::new(change.as_ref().unchecked_ref()).ok();
        Self { table, observer, is_changed, _change: change }
    }

    /// Stops observing. Returns whether others have written to the table since the last call.
    fn pause(&self) -> bool {
        let Some(observer) = &self.observer else { return false };
        let is_changed = self.is_changed.take() || observer.take_records().length() > 0;
        observer.disconnect();
        is_changed
    }

    fn watch(&self) {
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        what.set_character_data(true);
        what.set_subtree(true);
        if let Some(observer) = &self.observer {
            let _ = observer.observe_with_options(&self.table, &what);
        }
    }
}
