//! The page's two languages: sentences, numbers and dates.

pub mod clipboard;
pub mod currency;
pub mod dates;
mod en;
pub mod exporting;
mod fa;
pub mod later;
pub mod long_dates;
pub mod messages;
pub mod numerals;
pub mod overview;
pub mod plural;
pub mod record_fields;
pub mod redaction;
pub mod relative_time;

pub use messages::{Messages, TableTexts};

use crate::domain::{calendar::Calendar, digits::Digits, locale::Locale, preferences::Preferences};

/// The dash that stands in place of an empty value.
pub const NOTHING: &str = "–";

/// The settings by which values are written: the language, the calendar and the person's preferences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formatter {
    /// The language of the sentences.
    pub locale: Locale,
    /// The calendar of dates.
    pub calendar: Calendar,
    /// The preferences of the person.
    pub preferences: Preferences,
}

impl Formatter {
    /// Creates the formatter of a language. Dates are in `calendar`, which the deployment may fix, or else in the
    /// language's own calendar.
    pub fn new(locale: Locale, calendar: Option<Calendar>) -> Self {
        let own = match locale {
            Locale::Fa => Calendar::Persian,
            Locale::En => Calendar::Gregory,
        };
        Self { locale, calendar: calendar.unwrap_or(own), preferences: Preferences::default() }
    }

    /// Returns the formatter with the preferences of a person, whose calendar takes precedence.
    #[must_use]
    pub fn chosen(self, preferences: Preferences) -> Self {
        Self { calendar: preferences.calendar().unwrap_or(self.calendar), preferences, ..self }
    }

    /// Returns the digits in which all numbers are shown: the preferred ones, or else the language's own.
    pub const fn digits(self) -> Digits {
        match (self.preferences.digits(), self.locale) {
            (Some(digits), _) => digits,
            (None, Locale::Fa) => Digits::Persian,
            (None, Locale::En) => Digits::Latin,
        }
    }

    /// Returns the texts of the table in the language.
    pub const fn table_texts(self) -> &'static TableTexts {
        match self.locale {
            Locale::Fa => &fa::TABLE,
            Locale::En => &en::TABLE,
        }
    }

    /// Returns the sentences of the language that the app needs from the start.
    pub const fn messages(self) -> &'static Messages {
        match self.locale {
            Locale::Fa => &fa::MESSAGES,
            Locale::En => &en::MESSAGES,
        }
    }
}
