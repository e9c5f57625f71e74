//! The person's preferences on this device.

use super::{Report, subscription::track};
use crate::{
    browser::{clock, storage},
    domain::{
        column::Columns,
        preferences::{Preference, Preferences, ShownZone},
        selection::Selection,
        storage_key::{Area, Key},
        zone::Moment,
    },
    i18n::relative_time::relative_time,
    start::preferences::StoredPreferences,
};
use leptos::{prelude::*, reactive::graph::ToAnySource};

impl Report {
    /// Returns the person's preferences.
    pub fn preferences(self) -> Preferences {
        track(self.preferences.to_any_source());
        Preferences(self.preferences.get_untracked())
    }

    /// Sets a preference to an option, by the option's stored name, and stores it on the device.
    pub fn set_preference(self, preference: Preference, option: &str) {
        let preferences = untrack(|| self.preferences()).with(preference, option);
        store(preferences);
        self.take_preferences(preferences);
    }

    /// Sets the preferences that are in force.
    fn take_preferences(self, preferences: Preferences) {
        self.preferences.set(preferences.0);
        let is_preferred = preferences.is_set(Preference::Overview);
        if self.overview.with_untracked(|own| own.is_preferred != is_preferred) {
            self.overview.update(|own| own.is_preferred = is_preferred);
        }
        self.rewrite_dates();
    }

    /// Returns the columns that the table shows.
    pub fn columns(self) -> Columns {
        track(self.columns.to_any_source());
        Columns::parse(&self.columns.get_untracked())
    }

    /// Shows the given columns, and stores them on the device.
    pub fn show_columns(self, columns: &Columns) {
        keep(Key::Columns, &columns.to_text());
        self.preview_columns(columns);
    }

    /// Shows the given columns without storing them.
    pub fn preview_columns(self, columns: &Columns) {
        self.columns.set(columns.to_text());
    }

    /// Stores the columns in the shortest form: the default columns are not stored.
    pub fn tidy_columns(self) {
        let columns = untrack(|| self.columns());
        if self.columns.with_untracked(|own| *own != columns.to_text()) {
            self.show_columns(&columns);
        }
    }

    /// Returns the keys of the rows that are selected in the table.
    pub fn selection(self) -> Selection {
        Selection::parse(&self.selected.get())
    }

    /// Returns whether any row is selected.
    pub fn has_selection(self) -> bool {
        self.selected.with(|selected| !selected.is_empty())
    }

    /// Selects exactly these rows of the table.
    pub fn select(self, selection: &Selection) {
        self.selected.set(selection.to_text());
    }

    /// Resets all preferences, the columns and the language.
    pub fn reset_preferences(self) {
        self.with_deployment(|deployment| self.language.reset(&deployment.config));
        store(Preferences::default());
        self.show_columns(&Columns::default());
        self.take_preferences(Preferences::default());
    }

    /// Returns the IANA name of the time zone in which dates are shown.
    pub fn shown_zone_name(self) -> String {
        match self.preferences().zone() {
            ShownZone::Report => self.with_deployment(|deployment| deployment.config.time_zone.clone()),
            ShownZone::Browser => clock::zone_name(),
            ShownZone::Utc => "UTC".to_owned(),
        }
    }

    /// Returns in words how long ago an instant is, or how far it lies ahead. The words change with time.
    pub fn ago(self, moment: Moment) -> String {
        self.minute.track();
        let formatter = self.formatter();
        let (number, unit) = relative_time(moment.0 - clock::now().0);
        let tag = format!("{}-u-nu-{}", formatter.locale.tag(), formatter.digits().name());
        clock::relative(number, unit, &tag)
    }

    /// Takes over preferences that were changed in another tab.
    pub(super) fn follow_preferences(self) {
        let stored = StoredPreferences::read(&storage::read);
        self.follow_language(&stored);
        if self.preferences.get_untracked() != stored.preferences.0 {
            self.take_preferences(stored.preferences);
        }
        if self.columns.with_untracked(|own| *own != stored.columns) {
            self.columns.set(stored.columns);
        }
        self.memory.update_value(|memory| {
            memory.own_limit = stored.own_limit;
            memory.has_start_view = stored.start_view.is_some();
        });
        self.write_again();
    }
}

/// Stores a text, or removes the stored one if the text is empty.
fn keep(key: Key, text: &str) {
    if text.is_empty() {
        storage::remove(Area::Device, key);
    } else {
        storage::write(Area::Device, key, text);
    }
}

/// Stores preferences on the device.
pub(super) fn store(preferences: Preferences) {
    keep(Key::Preferences, &preferences.to_text());
}
