//! The classes, ids, attributes and selectors by which parts of the table are found on the page. No other module spells
//! them.

/// Declares classes, each with the selector that finds its elements in one part of the table.
macro_rules! parts {
    ($($(#[$doc:meta])* $class:ident $selector:ident = $name:literal in $part:literal;)+) => {$(
        #[doc = concat!("The class of the elements that [`", stringify!($selector), "`] finds.")]
        pub(super) const $class: &str = $name;
        $(#[$doc])*
        pub const $selector: &str = concat!(".table-frame ", $part, " .", $name);
    )+};
}

parts! {
    /// The check box of a row.
    PICK_CLASS PICK = "pick" in "tbody";
    /// The button that opens a row's record.
    DETAIL_CLASS DETAIL = "detail" in "tbody";
    /// The switch that watches a row's send.
    WATCH_CLASS WATCH = "watch" in "tbody";
    /// The button that explains a column.
    HEAD_CLASS HEAD = "head" in "thead";
    /// The edge of a header that sets the width of its column.
    GRIP_CLASS GRIP = "grip" in "thead";
}

/// The selector of the table's frame, which scrolls if the table is wider than the frame.
pub const FRAME: &str = ".table-frame";

/// The selector of the report's rows.
pub const ROW: &str = ".table-frame tbody tr";

/// The selector of the check box for all rows.
pub const PICK_ALL: &str = ".table-frame thead .pick";

/// The selector, within a header, of the controls that take the focus.
pub(super) const HEAD_CONTROLS: &str = "[tabindex]";

/// The attribute of a header that has the API's name of its column.
pub const COLUMN: &str = "data-column";

/// The selector of the links at states.
pub const STATE_LINK: &str = ".table-frame tbody a.badge[href]";

/// The selector of the links whose text is a value that people select.
pub const VALUE_LINKS: &str = ".table-frame tbody :is(.sender, .user, .outbox-id) a[href]";

/// The selector of the cells with messages.
pub const MESSAGES: &str = ".table-frame tbody .message";

/// The selector of the cells with an instant.
pub const MOMENTS: &str = ".table-frame tbody :is(.created, .sent)";

/// The selector of the texts that are shown as they were sent, and so are copied as they were sent.
pub const AS_SENT: &str = ".table-frame tbody :is(.message, .user, .text), [data-as-sent]";

/// The selector of the links that open a whole view, in place of changing something in the present one.
pub const WHOLE_VIEW: &str = "[data-whole-view]";

/// The class of the frame while the table is wider than the frame.
pub const WIDE: &str = "wide";

/// The ids of the texts that name the controls of rows.
pub(super) mod label {
    /// The name of a row's check box, before the row's id.
    pub(in crate::table) const SELECT: &str = "row-select";
    /// The name of a row's details button, before the row's id.
    pub(in crate::table) const DETAILS: &str = "row-details";
    /// The beginning and the end of the name of the switch that watches a send.
    pub(in crate::table) const WATCH: [&str; 2] = ["row-watch", "row-watch-end"];
}
