//! The sentences of the lazy part, which is loaded after the first rows. They are apart from the other sentences, so
//! that they are loaded with that part.

use super::{Formatter, by_locale, messages::Template, plural::Plural};
use crate::domain::{
    column::{Column, ColumnSet},
    date_ranges::DateRange,
    preferences::Preference,
    send_state::SendState,
};

/// The sentences of one language for the lazy part.
pub struct LazyMessages {
    /// Label of the button that opens the dialog with links to this view and with the field for others' links.
    pub share: &'static str,
    /// Label of the button that opens the dialog in which rows are exported.
    pub export: &'static str,
    /// Sentence in the place of something whose code is still on its way.
    pub loading: &'static str,
    /// Label of the button that opens the dialog with the views kept on the device.
    pub saved_views: &'static str,
    /// Label of the calendar's button for the previous year.
    pub previous_year: &'static str,
    /// Label of the calendar's button for the previous month.
    pub previous_month: &'static str,
    /// Label of the calendar's button for the next month.
    pub next_month: &'static str,
    /// Label of the calendar's button for the next year.
    pub next_year: &'static str,
    /// Heading over the ready ranges that set both ends of the created date.
    pub created_ranges: &'static str,
    /// Heading over the ready ranges that set both ends of the sent date.
    pub sent_ranges: &'static str,
    /// Names of the ready ranges, with Latin digits, see [`LazyMessages::date_range`].
    pub date_ranges: [&'static str; DateRange::ALL.len()],
    /// Label of the calendar's button that empties the field.
    pub no_date: &'static str,
    /// Choice of what a link opens beside the view: no section of the overview.
    pub without_overview: &'static str,
    /// Choice of what a link opens beside the view: the sends by state.
    pub with_states: &'static str,
    /// Choice of what a link opens beside the view: the sends over time.
    pub with_time: &'static str,
    /// Label of the field with the link to this view.
    pub link: &'static str,
    /// Hint under a link that is longer than some servers accept. Placeholder: its length in bytes.
    pub long_link: Template<1>,
    /// Hint under a link that is longer than most servers accept. Placeholder: its length in bytes.
    pub too_long_link: Template<1>,
    /// Label of the field with the link whose dates stay relative.
    pub link_moving: &'static str,
    /// Label of the field with the link whose dates are fixed.
    pub link_fixed: &'static str,
    /// Label of the field with the request as a command of POSIX shells.
    pub curl: &'static str,
    /// Label of the field with the request as a command of the Windows Command Prompt.
    pub curl_cmd: &'static str,
    /// Label of the field with the request as a command of `PowerShell`.
    pub power_shell: &'static str,
    /// Label of the field with the request's JSON body.
    pub json: &'static str,
    /// Label of the copy button beside each field of the dialog.
    pub copy: &'static str,
    /// Accessible name of a copy button. Placeholder: the label of the field.
    pub copy_named: Template<1>,
    /// Status after copying.
    pub copied: &'static str,
    /// Status after copying a field. Placeholder: the label of the field.
    pub copied_named: Template<1>,
    /// Status if the browser does not allow copying.
    pub not_copied: &'static str,
    /// Heading over the form that opens a link or command which somebody sent.
    pub open_title: &'static str,
    /// Label of the field for a link or command which somebody sent.
    pub open_field: &'static str,
    /// Hint under the field for a link or command which somebody sent.
    pub open_hint: &'static str,
    /// Label of the button that opens the link or command in the field.
    pub open: &'static str,
    /// Status after a pasted view was opened.
    pub opened: &'static str,
    /// Status after `opened` if the pasted text has a token.
    pub token_ignored: &'static str,
    /// Status after `opened` if the pasted text has another address.
    pub address_ignored: &'static str,
    /// Status if the pasted text holds neither a link nor a request of a report.
    pub not_opened: &'static str,
    /// Label of the field for the name of a view.
    pub view_name: &'static str,
    /// Label of the button that keeps the present view.
    pub save_view: &'static str,
    /// Text in place of the list if no views are kept.
    pub no_views: &'static str,
    /// Accessible name of the checkbox that opens a view at the start. Placeholder: the view's name.
    pub at_start: Template<1>,
    /// Label beside the checkbox that opens a view at the start.
    pub at_start_short: &'static str,
    /// Label of the button that renames a view. Placeholder: the view's name.
    pub rename: Template<1>,
    /// Label of the button that ends renaming.
    pub save_name: &'static str,
    /// Label of the button that moves a view up. Placeholder: the view's name.
    pub move_up: Template<1>,
    /// Label of the button that moves a view down. Placeholder: the view's name.
    pub move_down: Template<1>,
    /// Label of the button that deletes a view. Placeholder: the view's name.
    pub delete: Template<1>,
    /// Status after a view or a column was moved. Placeholders: its name, its place from the first, the number of all.
    pub moved: Template<3>,
    /// Status after a view was saved. Placeholder: the view's name.
    pub saved: Template<1>,
    /// Status after a view was deleted. Placeholder: the view's name.
    pub deleted: Template<1>,
    /// Status after a view was saved in place of another one of its name. Placeholder: the name.
    pub replaced: Template<1>,
    /// Label of the button that brings a deleted view back.
    pub undo: &'static str,
    /// Label of the button that saves the views as a file.
    pub export_views: &'static str,
    /// Label of the button that adds views from a file.
    pub import_views: &'static str,
    /// Status if a name is empty or taken.
    pub name_refused: &'static str,
    /// Status after views were added from a file. Placeholder: their number.
    pub imported: Template<1>,
    /// Status after `imported` if there was no room for all. Placeholders: the number left out, the most that are kept.
    pub views_left_out: Template<2>,
    /// Status if the chosen file holds no views.
    pub not_imported: &'static str,
    /// Status if the chosen file is larger than 1 MB.
    pub file_too_large: &'static str,
    /// Status after views were changed if the browser does not store them.
    pub not_kept: &'static str,
    /// Names of the months, from the first.
    pub months: Months,
    /// Short names of the days of the week, from Monday.
    pub weekdays: [&'static str; 7],
    /// Words in a written date that do not change its meaning.
    pub date_words: &'static [&'static str],
    /// Form of a whole date. Placeholders: weekday, day, month, year.
    pub full_date: Template<4>,
    /// Form of an instant. Placeholders: the whole date, the time of day, the city of the time zone.
    pub full_time: Template<3>,
    /// Name of the city of `Asia/Tehran`.
    pub tehran: &'static str,
    /// Heading in place of the rows if no sends match the filters.
    pub empty_filtered: &'static str,
    /// Hint under `empty_filtered`: how to find sends.
    pub empty_filtered_hint: &'static str,
    /// Label of the button under `empty_filtered` that clears the filters.
    pub show_all: &'static str,
    /// Heading in place of the rows if the account has no sends.
    pub empty_account: &'static str,
    /// Hint under `empty_account`: the sends of the account will be listed here.
    pub empty_account_hint: &'static str,
    /// Label of the link to the last page. Placeholder: its number.
    pub go_to_last: Template<1>,
    /// Label of the link to another page. Placeholder: its number.
    pub go_to_page: Template<1>,
    /// Hint if the gateway counts rows but sends none: what to do.
    pub none_came_hint: &'static str,
    /// Hint on a page without rows if the gateway does not give the number of rows.
    pub empty_page_hint: &'static str,
    /// Heading in place of the rows if the address has values that can't be used.
    pub unusable: &'static str,
    /// Hint under `unusable`: what to do.
    pub unusable_hint: &'static str,
    /// Texts for the errors of `config.json`.
    pub config: Config,
    /// Accessible name of the list of filters that are set.
    pub active_filters: &'static str,
    /// Label of the button that removes a filter. Placeholder: the parameter and its value.
    pub remove_filter: Template<1>,
    /// Label of the folded part under a failure.
    pub details: &'static str,
    /// Heading over the possible causes of a failure.
    pub causes_title: &'static str,
    /// Possible causes of a gateway that can't be reached.
    pub causes: [&'static str; 4],
    /// Advice under the causes for whoever runs the page.
    pub proxy: &'static str,
    /// Label of the field with the web server's configuration.
    pub proxy_recipe: &'static str,
    /// Label of the field with the failure's technical detail for support.
    pub technical: &'static str,
    /// Note if the page was opened without the stored settings.
    pub safe_mode: &'static str,
    /// Label of the button that opens the page with the stored settings.
    pub leave_safe_mode: &'static str,
    /// Note if the browser's rules of Iran's time zone are outdated.
    pub outdated_zone: &'static str,
    /// Note if the browser stores nothing for this page.
    pub storage_refused: &'static str,
    /// Note on a watched send before the first answer. Placeholder: the send's id.
    pub watching: Template<1>,
    /// Note on a watched send. Placeholders: the send's id, its state.
    pub watch_goes_on: Template<2>,
    /// Note on a watched send that has ended. Placeholders: the send's id, its state.
    pub watch_ended: Template<2>,
    /// Sentence after the note on a watched send if its last request failed, or did not find it.
    pub watch_failed: &'static str,
    /// Label of the button that stops watching.
    pub stop_watching: &'static str,
    /// Note on new sends that are not shown yet. Placeholder: their number.
    pub waiting: Template<1>,
    /// Label of the button that shows the new sends.
    pub show_waiting: &'static str,
    /// Note if the last automatic refresh failed.
    pub refresh_failed: &'static str,
    /// Note on fewer rows per page than asked for. Placeholders: the rows per page given, those asked for.
    pub clamped: Template<2>,
    /// Note on more rows than are shown. Placeholders: the rows that came, the rows that are shown.
    pub left_out: Template<2>,
    /// Note on rows that do not match a filter. Placeholders: the parameter, those rows, all rows.
    pub filter_ignored: Template<3>,
    /// Note on values that cannot be interpreted. Placeholder: their paths.
    pub useless: Template<1>,
    /// Note on times that came in milliseconds. Placeholder: their paths.
    pub milliseconds: Template<1>,
    /// Note on times that can't be read. Placeholder: their paths.
    pub unread: Template<1>,
    /// Hint under a record's fields on those that are not listed. Placeholder: their number.
    pub more_fields: Plural,
    /// Hint at a message with more parts than are marked. Placeholder: the number of marked parts.
    pub parts_marked: Template<1>,
    /// The path of a value in a note, if several rows have such a value. Placeholders: the path of the first one, the
    /// count.
    pub several: Template<2>,
    /// Separator between paths and between other parts of a sentence.
    pub comma: &'static str,
    /// Label of the choice of the refresh interval.
    pub auto_refresh: &'static str,
    /// Option for no automatic refresh.
    pub never: &'static str,
    /// Option for an interval in seconds. Placeholder: their number.
    pub seconds: Template<1>,
    /// Option for an interval in minutes. Placeholder: their number.
    pub minutes: Template<1>,
    /// Label of a state's number among a record's fields.
    pub state_id: &'static str,
    /// Header of a column of times in the Persian calendar. Placeholder: the header of the times.
    pub in_persian_calendar: Template<1>,
    /// Header of the column of all fields that the API document does not have.
    pub other_fields: &'static str,
    /// Sentence after the meaning of a column of times. Placeholder: the city of the time zone.
    pub shown_zone: Template<1>,
    /// Sentences on what each column shows, see [`LazyMessages::column_meaning`].
    pub column_meanings: [&'static str; Column::ALL.len()],
    /// Sentence that the table can't be sorted by a column.
    pub no_sort: &'static str,
    /// Label of the button that opens the dialog of the table's columns.
    pub columns: &'static str,
    /// Hint in the dialog of the columns: how to use it.
    pub columns_hint: &'static str,
    /// Hint in the dialog of the columns: how to set the width of one.
    pub width_hint: &'static str,
    /// Heading over the ready sets of columns.
    pub column_sets: &'static str,
    /// Names of the ready sets of columns, see [`LazyMessages::column_set`].
    pub column_set_names: [&'static str; ColumnSet::ALL.len()],
    /// Label of the button that resets the columns and their widths.
    pub reset_columns: &'static str,
    /// Label of the button that narrows a column. Placeholder: the column's name.
    pub narrower: Template<1>,
    /// Label of the button that widens a column. Placeholder: the column's name.
    pub wider: Template<1>,
    /// Label of the button that fits a column to its content. Placeholder: the column's name.
    pub own_width: Template<1>,
    /// Label of the button that hides a column.
    pub hide_column: &'static str,
    /// Label of the button at a header that explains the column. Placeholder: the column's name.
    pub about_column: Template<1>,
    /// Heading over the sums of the rows on the page. Placeholder: their number.
    pub page_sums: Plural,
    /// Heading over the sums of the selected rows. Placeholder: their number.
    pub selected: Plural,
    /// Text after a sum that leaves out rows without such a number. Placeholder: the number of those rows.
    pub without: Plural,
    /// Label of the button that copies the selected rows for a spreadsheet.
    pub copy_tsv: &'static str,
    /// Label of the button that copies the selected rows as JSON.
    pub copy_json: &'static str,
    /// Label of the button that copies the selected rows as a Markdown table.
    pub copy_markdown: &'static str,
    /// Label of the button that clears the selection.
    pub unselect: &'static str,
    /// Status after copying rows. Placeholder: their number.
    pub rows_copied: Plural,
    /// Accessible name of the bar with the sums and the buttons for the selected rows.
    pub selection: &'static str,
    /// Label of the menu's settings button and title of its dialog.
    pub settings: &'static str,
    /// Labels of the preferences, see [`LazyMessages::preference_name`].
    pub preference_names: [&'static str; Preference::ALL.len()],
    /// Hints under the preferences' fields, see [`LazyMessages::preference_hint`]; empty for a field without a hint.
    pub preference_hints: [&'static str; Preference::ALL.len()],
    /// Names of the preferences' options, see [`LazyMessages::preference_option_names`].
    pub preference_options: [&'static [&'static str]; Preference::ALL.len()],
    /// Label of the choice of the language.
    pub language: &'static str,
    /// Label of the button that sets all preferences, the language and the columns to their defaults.
    pub reset_settings: &'static str,
    /// Hint under the button that resets the settings: what it resets, and what it keeps.
    pub reset_hint: &'static str,
    /// Label of the menu's button that prints the page.
    pub print: &'static str,
    /// Line on the printed page. Placeholders: the time of the answer, the gateway's host.
    pub printed: Template<2>,
    /// Label of the menu's help button and title of its dialog.
    pub help: &'static str,
    /// Heading over the list of states in the help.
    pub states_title: &'static str,
    /// Sentences on what each state means and what to do, see [`LazyMessages::state_meaning`].
    pub state_meanings: [&'static str; SendState::ALL.len()],
    /// Meaning of a state that the API document does not have.
    pub unknown_state: &'static str,
    /// Meaning of a record without a state.
    pub missing_state: &'static str,
    /// Heading over the list of keys in the help.
    pub keys_title: &'static str,
    /// Hint over the list of keys: they act outside text fields.
    pub keys_hint: &'static str,
    /// Descriptions of the keys in the help.
    pub keys: Keys,
    /// Label of the switch at a message that hides codes.
    pub mask: &'static str,
    /// Length of a message. Placeholder: the number of characters.
    pub characters: Plural,
    /// Length of a message in parts. Placeholder: the number of parts.
    pub parts: Plural,
    /// Text after `parts` if the gateway counts another number. Placeholder: that number.
    pub gateway_parts: Template<1>,
    /// Text after `parts` if the gateway counts the same number.
    pub same_parts: &'static str,
    /// Room that is left in the last part of a message. Placeholder: the number of septets or UTF-16 code units.
    pub room: Plural,
    /// Name of the encoding of a message in GSM-7.
    pub gsm7: &'static str,
    /// Name of the encoding of a message in UCS-2. Placeholder: the characters that need it.
    pub ucs2: Template<1>,
    /// Name of the mark at the beginning of a part of a message. Placeholder: the part's number.
    pub part_number: Template<1>,
    /// Text at the bar of exits. Placeholders: the exits, the recipients, the percentage.
    pub exits_of: Template<3>,
    /// Accessible name of the bar of exits.
    pub exits: &'static str,
    /// Text after a send's cost. Placeholder: the cost of one recipient.
    pub per_recipient: Template<1>,
    /// Form of a rounded amount. Placeholder: the amount.
    pub about: Template<1>,
    /// Label of the button that copies the whole record as a table of two columns.
    pub copy_record: &'static str,
    /// Label of the button in the details that goes to the previous row.
    pub previous_row: &'static str,
    /// Label of the button in the details that goes to the next row.
    pub next_row: &'static str,
    /// Label of the field with the record's JSON as it came.
    pub raw: &'static str,
    /// Text before the links to other ways to look for the text of the message filter.
    pub also_try: &'static str,
    /// Link that looks for the text by another filter. Placeholder: the name of that filter.
    pub look_as: Template<1>,
    /// Link to the view of a link that was pasted into the message filter.
    pub open_link: &'static str,
    /// Sentence that the API can't search by recipient.
    pub no_recipients: &'static str,
    /// Heading over the numbers of sends without each of the filters.
    pub without_each: &'static str,
    /// Label of the button that counts the sends without each of the filters.
    pub count_without_each: &'static str,
    /// Link to the view without a filter. Placeholder: the filter with its value.
    pub without_filter: Template<1>,
    /// Number of sends without a filter, at its link. Placeholder: the number.
    pub sends: Plural,
    /// Text at the link to the view without a filter, if that view has no sends either.
    pub none_either: &'static str,
    /// Text at the link to the view without a filter, while its sends are counted.
    pub counting: &'static str,
    /// Text at the link to the view without a filter, if its sends could not be counted.
    pub not_counted: &'static str,
    /// Label of the field that goes to a date.
    pub go_to_date: &'static str,
    /// Status while the page of a date is looked for.
    pub looking: &'static str,
    /// Status if the rows are not in order, so that other rows of the date may be on other pages.
    pub not_newest_first: &'static str,
    /// Error of the field that goes to a date: the gateway states no number of sends.
    pub no_total: &'static str,
    /// Error of the field that goes to a date: a count has failed.
    pub jump_failed: &'static str,
    /// Error of the field that goes to a date: a filter has a value that can't be used.
    pub jump_unusable: &'static str,
    /// Descriptions of the other spellings, see [`crate::domain::spelling::Difference`].
    pub spellings: Spellings,
}

impl LazyMessages {
    /// Returns the name of a ready range, with Latin digits.
    pub fn date_range(&self, range: DateRange) -> &'static str {
        self.date_ranges.get(range as usize).copied().unwrap_or_default()
    }

    /// Returns the sentences on what a column shows.
    pub fn column_meaning(&self, column: Column) -> &'static str {
        self.column_meanings.get(column as usize).copied().unwrap_or_default()
    }

    /// Returns the name of a ready set of columns.
    pub fn column_set(&self, set: ColumnSet) -> &'static str {
        self.column_set_names.get(set as usize).copied().unwrap_or_default()
    }

    /// Returns the label of a preference in the dialog of the settings.
    pub fn preference_name(&self, preference: Preference) -> &'static str {
        self.preference_names.get(preference as usize).copied().unwrap_or_default()
    }

    /// Returns the hint under a preference's field in the dialog of the settings; an empty text if the field has none.
    pub fn preference_hint(&self, preference: Preference) -> &'static str {
        self.preference_hints.get(preference as usize).copied().unwrap_or_default()
    }

    /// Returns the names of the options of a preference, in the order of [`Preference::options`]; an empty list if the
    /// options are lengths of time.
    pub fn preference_option_names(&self, preference: Preference) -> &'static [&'static str] {
        self.preference_options.get(preference as usize).copied().unwrap_or_default()
    }

    /// Returns the sentences on what a state means and what to do.
    pub fn state_meaning(&self, state: SendState) -> &'static str {
        self.state_meanings.get(state as usize).copied().unwrap_or_default()
    }
}

/// Texts for what is wrong with `config.json`, see [`crate::domain::config::ConfigError`].
pub struct Config {
    /// Sentence: the file is not a JSON object.
    pub not_json: &'static str,
    /// Sentence: a key has a wrong value. Placeholders: the key, the expected value.
    pub key: Template<2>,
    /// Expected value: an address.
    pub address: &'static str,
    /// Expected value: true or false.
    pub bool: &'static str,
    /// Expected value: one of several, or null. Placeholder: the values.
    pub one_of: Template<1>,
    /// Expected value: a time zone.
    pub time_zone: &'static str,
    /// Expected value: a text.
    pub text: &'static str,
    /// Expected value: a number of rows.
    pub limit: &'static str,
    /// Expected value: a list of numbers of rows.
    pub limits: &'static str,
    /// Expected value: a number of seconds.
    pub timeout: &'static str,
}

/// Descriptions of the keys in the help, see [`crate::domain::shortcut::Shortcut`].
pub struct Keys {
    /// Description of the key that moves to the message filter.
    pub search: &'static str,
    /// Description of the keys for the next and the previous page.
    pub pages: &'static str,
    /// Description of the keys for the next and the previous row.
    pub rows: &'static str,
    /// Description of the key that opens the details of a row.
    pub details: &'static str,
    /// Description of the key that selects a row.
    pub select: &'static str,
    /// Description of the key that refreshes the view.
    pub refresh: &'static str,
    /// Description of the key that opens the help.
    pub help: &'static str,
}

/// Names of the months of both calendars.
pub struct Months {
    /// Names of the months of the Persian calendar, from Farvardin.
    pub persian: [&'static str; 12],
    /// Names of the months of the Gregorian calendar, from January.
    pub gregory: [&'static str; 12],
}

/// Descriptions of the other spellings of a text.
pub struct Spellings {
    /// Description of a spelling with yeh and kaf of Arabic keyboards.
    pub arabic_letters: &'static str,
    /// Description of a spelling with yeh and kaf of Persian keyboards.
    pub persian_letters: &'static str,
    /// Description of a spelling with spaces in place of zero-width non-joiners.
    pub spaces: &'static str,
    /// Description of a spelling with zero-width non-joiners in place of spaces.
    pub non_joiners: &'static str,
    /// Description of a spelling with neither spaces nor zero-width non-joiners.
    pub joined: &'static str,
    /// Description of a spelling with the digits `123`.
    pub latin_digits: &'static str,
    /// Description of a spelling with the digits `۱۲۳`.
    pub persian_digits: &'static str,
    /// Description of a spelling with the digits `١٢٣`.
    pub arabic_digits: &'static str,
}

impl Formatter {
    /// Returns the sentences of the language for the lazy part.
    pub const fn lazy(self) -> &'static LazyMessages {
        by_locale!(self.locale, (lazy::MESSAGES))
    }

    /// Returns the note that follows a sum which leaves out some rows; an empty text if it leaves out none.
    pub fn without(self, rows: usize) -> String {
        match rows {
            0 => String::new(),
            rows => format!(" ({})", self.counted(rows as u64, &self.lazy().without)),
        }
    }
}
