//! The page in two languages: sentences, numbers and dates.

pub mod dates;
mod en;
mod fa;
pub mod facts;
pub mod later;
pub mod messages;
pub mod numerals;

pub use messages::Messages;

use crate::domain::{calendar::Calendar, digits::Digits, locale::Locale};

/// How values are written: the language, and the calendar that may differ from the language's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The language.
    pub locale: Locale,
    /// The calendar of dates.
    pub calendar: Calendar,
}

impl Style {
    /// The style of a language, where a deployment may have fixed the calendar.
    pub fn new(locale: Locale, calendar: Option<Calendar>) -> Self {
        let own = match locale {
            Locale::Fa => Calendar::Persian,
            Locale::En => Calendar::Gregory,
        };
        Self { locale, calendar: calendar.unwrap_or(own) }
    }

    /// The digits in which everything is shown.
    pub const fn digits(self) -> Digits {
        match self.locale {
            Locale::Fa => Digits::Persian,
            Locale::En => Digits::Latin,
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
