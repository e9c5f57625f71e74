//! What a person has chosen for their device.

use super::Report;
use crate::{
    browser::{
        clock,
        storage::{self, Area, Key},
    },
    domain::{
        preferences::{Preference, Preferences, ShownZone},
        zone::Moment,
    },
    i18n::relative_time::relative_time,
};
use leptos::prelude::*;

/// The choices that the device remembers, as [`Preferences`] counts them.
pub(super) fn stored() -> u64 {
    Preferences::parse(&storage::read(Area::Device, Key::Preferences).unwrap_or_default()).0
}

/// The columns that the device remembers.
pub(super) fn stored_columns() -> String {
    storage::read(Area::Device, Key::Columns).unwrap_or_default()
}

impl Report {
    /// What the person has chosen.
    pub fn preferences(self) -> Preferences {
        Preferences(self.preferences.get())
    }

    /// Chooses an option of a setting, and remembers it.
    pub fn choose(self, preference: Preference, option: &str) {
        let preferences = untrack(|| self.preferences()).with(preference, option);
        keep(Key::Preferences, &preferences.to_text());
        self.preferences.set(preferences.0);
        self.rewrite_dates();
    }

    /// The person's columns as they are kept; empty for the page's own.
    pub fn columns(self) -> String {
        self.columns.get()
    }

    /// Shows these columns from now on; the page's own with an empty text.
    pub fn show_columns(self, columns: String) {
        keep(Key::Columns, &columns);
        self.columns.set(columns);
    }

    /// Shows these columns, and remembers nothing yet.
    pub fn preview_columns(self, columns: String) {
        self.columns.set(columns);
    }

    /// Whether only what is loaded later can write the rows as the person wants them.
    pub fn has_own_rows(self) -> bool {
        self.preferences().changes_rows() || self.columns.with(|columns| !columns.is_empty())
    }

    /// The ids of the rows that are selected, with a space between them.
    pub fn selected(self) -> String {
        self.selected.get()
    }

    /// Selects the rows of these ids, and no others.
    pub fn select(self, ids: String) {
        self.selected.set(ids);
    }

    /// Everything as it was at first, columns and language included.
    pub fn reset_choices(self) {
        self.with_deployment(|deployment| self.language.reset(&deployment.config));
        keep(Key::Preferences, "");
        self.preferences.set(0);
        self.show_columns(String::new());
        self.rewrite_dates();
    }

    /// The IANA name of the zone in which dates are shown.
    pub fn shown_zone_name(self) -> String {
        match self.preferences().zone() {
            ShownZone::Report => self.with_deployment(|deployment| deployment.config.time_zone.clone()),
            ShownZone::Browser => clock::zone_name(),
            ShownZone::Utc => "UTC".to_owned(),
        }
    }

    /// How long ago an instant is, in words.
    pub fn ago(self, moment: Moment) -> String {
        let formatter = self.formatter();
        let (number, unit) = relative_time(moment.0 - clock::now().0);
        let tag = format!("{}-u-nu-{}", formatter.locale.tag(), formatter.digits().name());
        clock::relative(number, unit, &tag)
    }

    /// Takes over what has been chosen in another tab.
    pub(super) fn follow_choices(self) {
        let (preferences, columns) = (stored(), stored_columns());
        if self.preferences.get_untracked() != preferences {
            self.preferences.set(preferences);
            self.rewrite_dates();
        }
        if self.columns.with_untracked(|own| *own != columns) {
            self.columns.set(columns);
        }
    }
}

/// What says nothing is not kept.
fn keep(key: Key, text: &str) {
    if text.is_empty() {
        storage::remove(Area::Device, key);
    } else {
        storage::write(Area::Device, key, text);
    }
}
