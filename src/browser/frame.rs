//! The static frame of the page: the regions of `index.html` that views are put into.
//!
//! The frame has the room of every region before its view is there, so that nothing moves when the view comes.

use super::document::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A region of the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The page's header.
    Header,
    /// The filters.
    Filters,
    /// What is said over the table, or the form to connect.
    Bar,
    /// The table.
    Table,
    /// What stands under the table.
    Pager,
}

impl Slot {
    const fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Filters => "filters",
            Self::Bar => "bar",
            Self::Table => "table",
            Self::Pager => "pager",
        }
    }
}

/// What the frame has room for, and what its sheet has to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a class of its own")]
pub struct Room {
    /// True where the report is shown, and not the form to connect.
    pub report: bool,
    /// True where any filter is set.
    pub filtered: bool,
    /// True where a date is set.
    pub dated: bool,
    /// True where the rows are not the answer: the request for them has failed.
    pub stale: bool,
    /// True where the overview is open.
    pub overview: bool,
    /// True where the dialogs can't be loaded, so that nothing comes any more.
    pub partial: bool,
}

/// The static frame. Clones are the same frame.
#[derive(Clone)]
pub struct Frame(Element);

impl Frame {
    /// Returns the page's frame; `None` where the markup has none.
    pub fn find() -> Option<Self> {
        document()?.get_element_by_id("frame").map(Self)
    }

    /// Returns the frame that is this element.
    pub const fn of(element: Element) -> Self {
        Self(element)
    }

    /// Returns the element of a region; `None` where the markup has none.
    pub fn slot(&self, slot: Slot) -> Option<HtmlElement> {
        let selector = ["[data-slot=", slot.name(), "]"].concat();
        self.0.query_selector(&selector).ok().flatten()?.dyn_into().ok()
    }

    /// Shows the frame in place of the shell: at once where rows are awaited, else with what stands in it.
    pub fn show(&self) {
        if let Some(shell) = document().and_then(|document| document.get_element_by_id("shell")) {
            shell.remove();
        }
        let _ = self.0.remove_attribute("hidden");
    }

    /// Makes room for what comes.
    pub fn set_room(&self, room: Room) {
        let Room { report, filtered, dated, stale, overview, partial } = room;
        let classes = [
            ("report", report),
            ("filtered", filtered),
            ("dated", dated),
            ("stale", stale),
            ("with-overview", overview),
            ("partial", partial),
        ];
        for (class, is_set) in classes {
            let _ = self.0.class_list().toggle_with_force(class, is_set);
        }
    }

    /// Removes the frame.
    pub fn remove(&self) {
        self.0.remove();
    }
}
