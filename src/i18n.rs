//! The page in two languages: sentences, numbers and dates.

pub mod clipboard;
pub mod currency;
pub mod dates;
mod en;
mod fa;
pub mod later;
pub mod long_dates;
pub mod messages;
pub mod numerals;
pub mod plural;
pub mod record_fields;
pub mod redaction;
pub mod relative_time;

pub use messages::Messages;

use crate::domain::{calendar::Calendar, digits::Digits, locale::Locale, preferences::Preferences};

/// What stands where there is nothing to say.
pub const NOTHING: &str = "–";

/// How values are written: the language, and what a deployment and a person have chosen beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formatter {
    /// The language.
    pub locale: Locale,
    /// The calendar of dates.
    pub calendar: Calendar,
    /// What the person has chosen.
    pub preferences: Preferences,
}

impl Formatter {
    /// Creates the formatter of a language, where a deployment may have fixed the calendar.
    pub fn new(locale: Locale, calendar: Option<Calendar>) -> Self {
        let own = match locale {
            Locale::Fa => Calendar::Persian,
            Locale::En => Calendar::Gregory,
        };
        Self { locale, calendar: calendar.unwrap_or(own), preferences: Preferences::default() }
    }

    /// Returns the formatter with what a person prefers.
    #[must_use]
    pub fn chosen(self, preferences: Preferences) -> Self {
        Self { calendar: preferences.calendar().unwrap_or(self.calendar), preferences, ..self }
    }

    /// The digits in which everything is shown.
    pub const fn digits(self) -> Digits {
        match (self.preferences.digits(), self.locale) {
            (Some(digits), _) => digits,
            (None, Locale::Fa) => Digits::Persian,
            (None, Locale::En) => Digits::Latin,
        }
    }

    /// The sentences.
    pub const fn messages(self) -> &'static Messages {
        match self.locale {
            Locale::Fa => &fa::MESSAGES,
            Locale::En => &en::MESSAGES,
        }
    }
}
