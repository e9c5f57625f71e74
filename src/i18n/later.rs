//! The sentences of what is loaded later. They are apart from the others so that they are loaded with it.

mod en;
mod fa;

use super::{Formatter, messages::Template, plural::Plural};
use crate::domain::{
    column::{Column, ColumnSet},
    date_ranges::DateRange,
    locale::Locale,
    preferences::Preference,
    send_state::SendState,
};

/// The sentences of one language.
pub struct LaterMessages {
    /// On a value of a row: the sends that share it; the parameter.
    pub only_these: Template<1>,
    /// Button: links to this view, and opening others.
    pub share: &'static str,
    /// Button: the views that are kept on the device.
    pub saved_views: &'static str,
    /// At a state that has changed: the one before.
    pub was: Template<1>,
    /// Button at a send that has not ended; its id.
    pub watch: Template<1>,
    /// Button of a row, and its dialog; the id.
    pub details_of: Template<1>,
    /// Button of the calendar.
    pub previous_year: &'static str,
    /// Button of the calendar.
    pub previous_month: &'static str,
    /// Button of the calendar.
    pub next_month: &'static str,
    /// Button of the calendar.
    pub next_year: &'static str,
    /// Over the whole ranges: both ends of created dates.
    pub created_ranges: &'static str,
    /// The same of sent dates.
    pub sent_ranges: &'static str,
    /// Names of the ready ranges, with Latin digits, see [`LaterMessages::date_range`].
    pub date_ranges: [&'static str; DateRange::ALL.len()],
    /// Button: the field becomes empty.
    pub no_date: &'static str,
    /// Field: the link to this view.
    pub link: &'static str,
    /// Under it: the link has so many bytes, more than some servers take.
    pub long_link: Template<1>,
    /// The same, more than most servers take.
    pub too_long_link: Template<1>,
    /// Field: the same with dates that stay relative.
    pub link_moving: &'static str,
    /// Field: the same with dates that are fixed.
    pub link_fixed: &'static str,
    /// Field: the request as a command of POSIX shells.
    pub curl: &'static str,
    /// Field: the same for the Command Prompt of Windows.
    pub curl_cmd: &'static str,
    /// Field: the same for PowerShell.
    pub power_shell: &'static str,
    /// Field: the request's body.
    pub json: &'static str,
    /// Button beside them.
    pub copy: &'static str,
    /// Its name; what is copied.
    pub copy_named: Template<1>,
    /// Said after it.
    pub copied: &'static str,
    /// Said: what has been copied.
    pub copied_named: Template<1>,
    /// Said where the browser does not allow it.
    pub not_copied: &'static str,
    /// Heading: open what somebody sent.
    pub open_title: &'static str,
    /// Field: what was sent.
    pub open_field: &'static str,
    /// Under it.
    pub open_hint: &'static str,
    /// Button.
    pub open: &'static str,
    /// Said: a pasted view is open.
    pub opened: &'static str,
    /// Said after it: a token was in it.
    pub token_ignored: &'static str,
    /// Said after it: an address was in it.
    pub address_ignored: &'static str,
    /// Said: nothing was found in it.
    pub not_opened: &'static str,
    /// Field: the name of a view.
    pub view_name: &'static str,
    /// Button: keeps the present view.
    pub save_view: &'static str,
    /// No views are kept.
    pub no_views: &'static str,
    /// Choice at a view; its name.
    pub at_start: Template<1>,
    /// The same beside its box.
    pub at_start_short: &'static str,
    /// Buttons at a view; its name.
    pub rename: Template<1>,
    /// Button that ends renaming.
    pub save_name: &'static str,
    /// Button at a view.
    pub move_up: Template<1>,
    /// Button at a view.
    pub move_down: Template<1>,
    /// Button at a view.
    pub delete: Template<1>,
    /// Said after it.
    pub deleted: Template<1>,
    /// Button after it.
    pub undo: &'static str,
    /// Button: the views as a file.
    pub export_views: &'static str,
    /// Button: views from a file.
    pub import_views: &'static str,
    /// Said: this name can't be given to a view.
    pub name_refused: &'static str,
    /// Said: so many were taken over.
    pub imported: Template<1>,
    /// Said after it: so many there was no room for; how many are kept at most.
    pub views_left_out: Template<2>,
    /// Said: the file holds none.
    pub not_imported: &'static str,
    /// Said: the file is too large to be one.
    pub file_too_large: &'static str,
    /// Said: the device does not keep anything.
    pub not_kept: &'static str,
    /// Names of months, from the first.
    pub months: Months,
    /// Short names of the days of the week, from Monday.
    pub weekdays: [&'static str; 7],
    /// A whole date: weekday, day, month, year.
    pub full_date: Template<4>,
    /// A whole date, a time of day, and whose clocks show it.
    pub full_time: Template<3>,
    /// The place whose clocks a zone's name means, where the language has a name of its own.
    pub tehran: &'static str,
    /// Heading: nothing under these filters.
    pub empty_filtered: &'static str,
    /// What may help then.
    pub empty_filtered_hint: &'static str,
    /// Button: the way out.
    pub show_all: &'static str,
    /// Heading: nothing in this account.
    pub empty_account: &'static str,
    /// What it means.
    pub empty_account_hint: &'static str,
    /// Link: to the last page, its number.
    pub go_to_last: Template<1>,
    /// Link: to another page, its number.
    pub go_to_page: Template<1>,
    /// What to do where rows are counted and none came.
    pub none_came_hint: &'static str,
    /// What a page without rows means where nobody says how many there are.
    pub empty_page_hint: &'static str,
    /// Heading: values that can't be used.
    pub unusable: &'static str,
    /// What to do about it.
    pub unusable_hint: &'static str,
    /// What is wrong with `config.json`.
    pub config: Config,
    /// Name of the list of filters that are set.
    pub active_filters: &'static str,
    /// Button of one of them: takes it away; the parameter and its value.
    pub remove_filter: Template<1>,
    /// Folded under a failure.
    pub details: &'static str,
    /// Over what may be behind it.
    pub causes_title: &'static str,
    /// What may be behind a gateway that can't be reached.
    pub causes: [&'static str; 4],
    /// What whoever runs the page can do then.
    pub proxy: &'static str,
    /// Field: how.
    pub proxy_recipe: &'static str,
    /// Field: a failure for whoever can help.
    pub technical: &'static str,
    /// The page was opened without what is stored.
    pub safe_mode: &'static str,
    /// Button: opens it with that again.
    pub leave_safe_mode: &'static str,
    /// The browser's rules of Iran's clocks are outdated.
    pub outdated_zone: &'static str,
    /// The browser does not keep anything.
    pub storage_refused: &'static str,
    /// A send is watched; its id.
    pub watching: Template<1>,
    /// Its id, its state, as of when.
    pub watch_goes_on: Template<3>,
    /// It has ended: its id, its state.
    pub watch_ended: Template<2>,
    /// Button: watches no more.
    pub stop_watching: &'static str,
    /// So many new sends.
    pub waiting: Template<1>,
    /// Button: shows them.
    pub show_waiting: &'static str,
    /// The view could not be renewed by itself.
    pub renewal_failed: &'static str,
    /// The gateway gives so many rows per page, and was asked for so many.
    pub clamped: Template<2>,
    /// So many rows came, of which so many are shown.
    pub left_out: Template<2>,
    /// The parameter, how many rows are not so, of how many.
    pub filter_ignored: Template<3>,
    /// Values that say nothing; where.
    pub useless: Template<1>,
    /// Times in milliseconds; where.
    pub milliseconds: Template<1>,
    /// Times that can't be read; where.
    pub unread: Template<1>,
    /// In a record: so many more fields are not listed.
    pub more_fields: Template<1>,
    /// At a message: it has more parts than are marked.
    pub parts_marked: Template<1>,
    /// A place, and how often.
    pub several: Template<2>,
    /// What stands between places.
    pub comma: &'static str,
    /// Choice: how often the view renews itself.
    pub auto_refresh: &'static str,
    /// Not by itself.
    pub never: &'static str,
    /// Every so many seconds.
    pub seconds: Template<1>,
    /// Every so many minutes.
    pub minutes: Template<1>,
    /// Headers of the columns that are not shown by themselves, see [`LaterMessages::more_column`].
    pub more_columns: [&'static str; Column::ALL.len()],
    /// Label of a state's number.
    pub state_id: &'static str,
    /// Of a column of times: the zone in which they are shown.
    pub shown_zone: Template<1>,
    /// What each column shows, see [`LaterMessages::column_meaning`].
    pub column_meanings: [&'static str; Column::ALL.len()],
    /// Over it, where somebody may look for a way to sort.
    pub no_sort: &'static str,
    /// Button: the columns of the table.
    pub columns: &'static str,
    /// Under it.
    pub columns_hint: &'static str,
    /// Over the ready sets.
    pub column_sets: &'static str,
    /// Names of the ready sets, see [`LaterMessages::column_set`].
    pub column_set_names: [&'static str; ColumnSet::ALL.len()],
    /// Button: the page's own columns and widths.
    pub reset_columns: &'static str,
    /// Button at a column: its name.
    pub narrower: Template<1>,
    /// Button at a column: its name.
    pub wider: Template<1>,
    /// Button at a column: its name.
    pub own_width: Template<1>,
    /// Button at a column.
    pub hide_column: &'static str,
    /// Button at a header; the column.
    pub about_column: Template<1>,
    /// Checkbox of a row; its id.
    pub select_row: Template<1>,
    /// Checkbox of all rows.
    pub select_all: &'static str,
    /// Over the sums of the rows in sight.
    pub page_sums: Plural,
    /// Over the sums of the selected ones.
    pub selected: Plural,
    /// In so many rows there is no such number.
    pub without: Plural,
    /// Button: the selected rows for a spreadsheet.
    pub copy_tsv: &'static str,
    /// Button: the selected rows as JSON.
    pub copy_json: &'static str,
    /// Button: the selected rows as a Markdown table.
    pub copy_markdown: &'static str,
    /// Button: nothing is selected any more.
    pub unselect: &'static str,
    /// Said: so many rows are copied.
    pub rows_copied: Plural,
    /// Name of the bar of the selection.
    pub selection: &'static str,
    /// Button of the menu, and its dialog.
    pub settings: &'static str,
    /// Labels of the preferences, see [`LaterMessages::preference_name`].
    pub preference_names: [&'static str; Preference::ALL.len()],
    /// Under them; empty where one needs no more words. See [`LaterMessages::preference_hint`].
    pub preference_hints: [&'static str; Preference::ALL.len()],
    /// Their options, see [`LaterMessages::preference_option_names`].
    pub preference_options: [&'static [&'static str]; Preference::ALL.len()],
    /// Label of the choice of a language.
    pub language: &'static str,
    /// Button: all settings as they were at first.
    pub reset_settings: &'static str,
    /// Under it.
    pub reset_hint: &'static str,
    /// Button of the menu: prints the page.
    pub print: &'static str,
    /// On paper: when it was asked; where the view is.
    pub printed: Template<2>,
    /// Button of the menu, and its dialog.
    pub help: &'static str,
    /// Heading: the states.
    pub states_title: &'static str,
    /// What each state means and what to do, see [`LaterMessages::state_meaning`].
    pub state_meanings: [&'static str; SendState::ALL.len()],
    /// The same of a state that is not documented.
    pub unknown_state: &'static str,
    /// The same where no state came.
    pub missing_state: &'static str,
    /// Heading: the keys.
    pub keys_title: &'static str,
    /// Under it.
    pub keys_hint: &'static str,
    /// What keys do.
    pub keys: Keys,
    /// Switch at a message: hides codes.
    pub mask: &'static str,
    /// Of a message: so many characters.
    pub characters: Plural,
    /// So many parts.
    pub parts: Plural,
    /// The gateway has counted so many.
    pub gateway_parts: Template<1>,
    /// The gateway has counted as many.
    pub same_parts: &'static str,
    /// Left in the last part.
    pub room: Plural,
    /// GSM-7.
    pub gsm7: &'static str,
    /// UCS-2, because of these characters.
    pub ucs2: Template<1>,
    /// Where parts break: the number of the one that begins.
    pub part_number: Template<1>,
    /// So many of so many have left.
    pub exits_of: Template<3>,
    /// Name of that bar.
    pub exits: &'static str,
    /// Label: the cost of one recipient.
    pub per_recipient: Template<1>,
    /// A number that is rounded.
    pub about: Template<1>,
    /// Button: the whole record as a table of two columns.
    pub copy_record: &'static str,
    /// Button of a record.
    pub previous_row: &'static str,
    /// Button of a record.
    pub next_row: &'static str,
    /// Field: the record as it came.
    pub raw: &'static str,
    /// Before other spellings.
    pub also_try: &'static str,
    /// What is different in one, see [`crate::domain::spelling::Way`].
    pub spellings: Spellings,
}

impl LaterMessages {
    /// Returns the name of a ready range, with Latin digits.
    pub fn date_range(&self, range: DateRange) -> &'static str {
        self.date_ranges.get(range as usize).copied().unwrap_or_default()
    }

    /// Returns the header of a column that is not shown by itself; an empty text for another one, see [`super::Messages::header`].
    pub fn more_column(&self, column: Column) -> &'static str {
        self.more_columns.get(column as usize).copied().unwrap_or_default()
    }

    /// Returns what a column shows.
    pub fn column_meaning(&self, column: Column) -> &'static str {
        self.column_meanings.get(column as usize).copied().unwrap_or_default()
    }

    /// Returns the name of a ready set.
    pub fn column_set(&self, set: ColumnSet) -> &'static str {
        self.column_set_names.get(set as usize).copied().unwrap_or_default()
    }

    /// Returns the label of a preference.
    pub fn preference_name(&self, preference: Preference) -> &'static str {
        self.preference_names.get(preference as usize).copied().unwrap_or_default()
    }

    /// Returns what is said under a preference; an empty text where nothing is.
    pub fn preference_hint(&self, preference: Preference) -> &'static str {
        self.preference_hints.get(preference as usize).copied().unwrap_or_default()
    }

    /// Returns the names of the options of a preference, in the order of [`Preference::options`]; none where they are lengths of time.
    pub fn preference_option_names(&self, preference: Preference) -> &'static [&'static str] {
        self.preference_options.get(preference as usize).copied().unwrap_or_default()
    }

    /// Returns what a state means and what to do.
    pub fn state_meaning(&self, state: SendState) -> &'static str {
        self.state_meanings.get(state as usize).copied().unwrap_or_default()
    }
}

/// What is wrong with `config.json`, see [`crate::domain::config::ConfigError`].
pub struct Config {
    /// It is no JSON object.
    pub not_json: &'static str,
    /// The key … should be ….
    pub key: Template<2>,
    /// Should be: an address.
    pub address: &'static str,
    /// Should be: true or false.
    pub bool: &'static str,
    /// Should be: one of ….
    pub one_of: Template<1>,
    /// Should be: a time zone.
    pub time_zone: &'static str,
    /// Should be: a text.
    pub text: &'static str,
    /// Should be: a number of rows.
    pub limit: &'static str,
    /// Should be: a list of them.
    pub limits: &'static str,
    /// Should be: a number of seconds.
    pub timeout: &'static str,
}

/// What keys do, see [`crate::domain::shortcut::Shortcut`].
pub struct Keys {
    /// To the field of the message's text.
    pub search: &'static str,
    /// The next and the previous page.
    pub pages: &'static str,
    /// The next and the previous row.
    pub rows: &'static str,
    /// The details of a row.
    pub details: &'static str,
    /// Selects a row.
    pub select: &'static str,
    /// Asks the same again.
    pub refresh: &'static str,
    /// What the keys do.
    pub help: &'static str,
}

/// Names of the months of both calendars.
pub struct Months {
    /// Of the Persian calendar, from Farvardin.
    pub persian: [&'static str; 12],
    /// Of the Gregorian calendar, from January.
    pub gregory: [&'static str; 12],
}

/// What other spellings do differently.
pub struct Spellings {
    /// Yeh and kaf of Arabic keyboards.
    pub arabic_letters: &'static str,
    /// Yeh and kaf of Persian keyboards.
    pub persian_letters: &'static str,
    /// Spaces in place of zero-width non-joiners.
    pub spaces: &'static str,
    /// The reverse.
    pub non_joiners: &'static str,
    /// Neither.
    pub joined: &'static str,
    /// `123`.
    pub latin_digits: &'static str,
    /// `۱۲۳`.
    pub persian_digits: &'static str,
    /// `١٢٣`.
    pub arabic_digits: &'static str,
}

impl Formatter {
    /// The sentences of what is loaded later.
    pub const fn later(self) -> &'static LaterMessages {
        match self.locale {
            Locale::Fa => &fa::MESSAGES,
            Locale::En => &en::MESSAGES,
        }
    }
}
