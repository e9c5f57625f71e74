//! The static frame of the page: the regions of `index.html` in which views are mounted.
//!
//! The frame reserves the room of every region before its view is mounted, so that nothing moves then.

use super::document::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A region of the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The page's header.
    Header,
    /// The filters and the dialogs.
    Filters,
    /// The toolbar, notes and failures over the table, or the connect form.
    Bar,
    /// The report's table.
    Table,
    /// The totals and the pager under the table.
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

/// The parts of the layout for which the frame reserves room. Each is a class of the frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a class of its own")]
pub struct Room {
    /// True while the report is shown rather than the connect form.
    pub report: bool,
    /// True while any filter is set.
    pub filtered: bool,
    /// True while a date is set.
    pub dated: bool,
    /// True while the shown rows are not the answer, because the request has failed.
    pub stale: bool,
    /// True while the overview is open.
    pub overview: bool,
    /// True if the lazy part can't be loaded, so that no room is reserved for it.
    pub partial: bool,
}

/// The static frame. Clones are the same frame.
#[derive(Clone)]
pub struct Frame(Element);

impl Frame {
    /// Returns the page's frame; `None` if the markup has none.
    pub fn find() -> Option<Self> {
        document()?.get_element_by_id("frame").map(Self)
    }

    /// Returns the frame that is the given element.
    pub const fn of(element: Element) -> Self {
        Self(element)
    }

    /// Returns the element of a region; `None` if the markup has none.
    pub fn slot(&self, slot: Slot) -> Option<HtmlElement> {
        let selector = ["[data-slot=", slot.name(), "]"].concat();
        self.0.query_selector(&selector).ok().flatten()?.dyn_into().ok()
    }

    /// Shows the static frame, which is hidden in the markup, and removes the loading screen of `index.html`.
    pub fn show(&self) {
        if let Some(shell) = document().and_then(|document| document.get_element_by_id("shell")) {
            shell.remove();
        }
        let _ = self.0.remove_attribute("hidden");
    }

    /// Reserves room for the given parts of the layout.
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

    /// Removes the static frame from the page.
    pub fn remove(&self) {
        self.0.remove();
    }
}
