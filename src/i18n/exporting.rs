//! The sentences of the export, which are loaded with it.

use super::{Formatter, by_locale, messages::Template, plural::Plural};

/// The sentences of one language for the export.
pub struct ExportMessages {
    /// Heading over the choice of records.
    pub what: &'static str,
    /// Choice: the rows that are shown.
    pub page: &'static str,
    /// Choice: the rows that are selected.
    pub selection: &'static str,
    /// Choice: everything that matches the filters.
    pub all: &'static str,
    /// Heading over the choice of a format.
    pub format: &'static str,
    /// Choice: comma-separated values.
    pub csv: &'static str,
    /// Choice: one JSON text a line.
    pub json_lines: &'static str,
    /// Choice: a workbook.
    pub excel: &'static str,
    /// Label of the choice of the character between two cells.
    pub separator: &'static str,
    /// Names of the characters between two cells: comma, semicolon, tab.
    pub separators: [&'static str; 3],
    /// Heading over the choice of columns.
    pub columns: &'static str,
    /// Choice: the columns that are shown.
    pub columns_shown: &'static str,
    /// Choice: all fields of the API.
    pub all_fields: &'static str,
    /// Heading over the choice of values.
    pub values: &'static str,
    /// Choice: values as the page shows them.
    pub as_shown: &'static str,
    /// Choice: values as the gateway gives them.
    pub raw: &'static str,
    /// Hint: JSON lines have all fields as they came.
    pub json_lines_hint: &'static str,
    /// Hint: cells that a spreadsheet might run as formulas get an apostrophe in CSV.
    pub csv_hint: &'static str,
    /// Hint: codes are hidden in the file as well.
    pub codes_hidden: &'static str,
    /// Button that starts the export.
    pub start: &'static str,
    /// The status of an export that has begun.
    pub started: &'static str,
    /// Status while the rows are counted.
    pub counting: &'static str,
    /// Sentence before a large export, which asks for a confirmation. Placeholders: the rows, the requests, the length
    /// of time, the size.
    pub estimate: Template<4>,
    /// Sentence beside the estimate if the filters were changed since the export was started.
    pub other_filters: &'static str,
    /// Status before an export for which the page's memory is too small, if the browser stores nothing. Placeholder:
    /// the megabytes for which there is room.
    pub room: Template<1>,
    /// Button that begins a large export.
    pub confirm: &'static str,
    /// Status while rows are read, and at the end. Placeholders: the rows so far, all rows.
    pub rows: Template<2>,
    /// Status while rows are read of which the gateway states no number, and at the end if nothing proves that the rows
    /// are all. Placeholder: the rows.
    pub rows_of_unknown: Template<1>,
    /// The speed of reading. Placeholder: the rows in a second.
    pub rate: Template<1>,
    /// The time that is left. Placeholder: a length of time.
    pub left: Template<1>,
    /// A length of time of up to 90 seconds. Placeholder: the seconds.
    pub seconds: Template<1>,
    /// A length of time of up to two hours. Placeholder: the minutes.
    pub minutes: Template<1>,
    /// A length of time of up to two days. Placeholder: the hours.
    pub hours: Template<1>,
    /// A length of time over two days. Placeholder: the days.
    pub days: Template<1>,
    /// A size of up to 1,000 MB. Placeholder: the megabytes.
    pub megabytes: Template<1>,
    /// A larger size. Placeholder: the gigabytes.
    pub gigabytes: Template<1>,
    /// Name of the progress bar.
    pub progress: &'static str,
    /// Status while files are written. Placeholders: the rows so far, all rows.
    pub writing: Template<2>,
    /// Button: pause the export.
    pub pause: &'static str,
    /// Button: resume the export after a pause, or one that an earlier page load has begun.
    pub resume: &'static str,
    /// Button: end the export and remove the rows that it has read.
    pub cancel: &'static str,
    /// Status while the export is paused.
    pub paused: &'static str,
    /// Status without a network.
    pub offline: &'static str,
    /// Status in the dialog while the gateway refuses the token.
    pub unauthorized: &'static str,
    /// Status on the page, beside the connect form, while the gateway refuses the token and the dialog is closed.
    pub unauthorized_on_page: &'static str,
    /// Status before a request is sent again. Placeholder: the title of the fault.
    pub failing: Template<1>,
    /// Status during an export: closing the dialog does not end it.
    pub may_close: &'static str,
    /// Sentence on an export under way whose dialog is closed. Placeholder: [`Self::rows`] or
    /// [`Self::rows_of_unknown`].
    pub under_way: Template<1>,
    /// Button that opens the dialog of the export under way.
    pub show: &'static str,
    /// Status when everything is saved.
    pub saved: &'static str,
    /// Status when a partial file is saved. Placeholder: the rows that are missing.
    pub saved_partial: Plural,
    /// Status when a file is saved in which nothing is missing, but which could not be proven complete.
    pub saved_unproven: &'static str,
    /// Status if the export has ended too early. Placeholder: the reason.
    pub stopped: Template<1>,
    /// Reason: there is no room.
    pub full: &'static str,
    /// Reason: the rows that were read are no longer on the device.
    pub lost: &'static str,
    /// Reason: the gateway returns rows outside the requested range.
    pub ignores_range: &'static str,
    /// Note on missing rows: those without a time of creation. Placeholder: their number.
    pub outside: Plural,
    /// Note on rows without a time of creation that may be missing. Placeholder: the most that they can be.
    pub unsure: Plural,
    /// Note on missing rows: those that the gateway counts and does not return. Placeholder: their number.
    pub gaps: Plural,
    /// Note on rows that the gateway counts and returns twice, in place of that on rows which it does not return.
    /// Placeholder: their number.
    pub counted_twice: Plural,
    /// Note on missing rows: those that were not read yet. Placeholder: their number.
    pub unread: Plural,
    /// Note if the totals of the gateway do not prove that these are all rows.
    pub unproven: &'static str,
    /// Note if all rows that were counted are read, and the last count has not come.
    pub unconfirmed: &'static str,
    /// Note if another token was connected after rows were read.
    pub other_token: &'static str,
    /// First part of the note on a total that has changed. Placeholder: the total before the export.
    pub matched: Plural,
    /// Note: the total that the gateway states has changed during the export. Placeholders: its first part, the total
    /// after.
    pub drifted: Template<2>,
    /// Note: rows in the files that can't be read. Placeholder: their number.
    pub unreadable: Plural,
    /// Note: texts that were cut for Excel. Placeholder: their number.
    pub cut: Plural,
    /// Button that saves the rows that were read.
    pub save_partial: &'static str,
    /// Button that requests the missing rows.
    pub get_the_rest: &'static str,
    /// Button that shows the form again.
    pub another: &'static str,
    /// Heading over the numbers of rows by state.
    pub by_state: &'static str,
    /// Name of the rows without a known state.
    pub other_states: &'static str,
    /// Status if an export of an earlier page load can be resumed. Placeholder: [`Self::rows`] or
    /// [`Self::rows_of_unknown`].
    pub interrupted: Template<1>,
    /// Button that removes the rows that an earlier page load has read.
    pub discard: &'static str,
}

impl Formatter {
    /// Returns the sentences of the language for the export.
    pub const fn exporting(self) -> &'static ExportMessages {
        by_locale!(self.locale, (exporting::MESSAGES))
    }
}
