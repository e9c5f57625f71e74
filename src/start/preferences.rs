//! The preferences of the person at this device, as the device stores them.

use crate::domain::{
    config::Config,
    draft::whole_number,
    locale::Locale,
    param::Param,
    preferences::Preferences,
    storage_key::{Area, Key, Read},
};

/// The preferences and settings that the device stores for a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredPreferences {
    /// The language that the person has chosen; `None` if the person has never chosen one.
    pub locale: Option<Locale>,
    /// The number of rows per page that the person has chosen; `None` if the person has never chosen one.
    pub own_limit: Option<u64>,
    /// The options that the person has chosen in the settings dialog.
    pub preferences: Preferences,
    /// The person's columns as a text; empty for the default columns.
    pub columns: String,
    /// The address of the saved view that an empty address opens.
    pub start_view: Option<String>,
}

impl StoredPreferences {
    /// Returns the stored preferences. A value that cannot be read counts as absent.
    pub fn read(read: Read) -> Self {
        let read = |key| read(Area::Device, key);
        Self {
            locale: read(Key::Locale).and_then(|tag| Locale::from_tag(&tag)),
            own_limit: read(Key::Limit).and_then(|limit| whole_number(Param::Limit, &limit).ok()),
            preferences: Preferences::parse(&read(Key::Preferences).unwrap_or_default()),
            columns: read(Key::Columns).unwrap_or_default(),
            start_view: read(Key::StartView),
        }
    }

    /// Returns the language of the page: the person's, the deployment's or the browser's, in this order.
    ///
    /// `languages` returns the browser's languages, the most preferred first. It is called only if they count.
    pub fn language(&self, config: Option<&Config>, languages: impl FnOnce() -> Vec<String>) -> Locale {
        self.locale.or_else(|| config?.locale).unwrap_or_else(|| {
            let languages = languages();
            Locale::negotiate(languages.iter().map(String::as_str))
        })
    }
}
