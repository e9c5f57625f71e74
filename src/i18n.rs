//! The page's languages: sentences, numbers and dates.
//!
//! The list of them is in [`crate::domain::locale`]. Each has a module here, in which its rules and sentences are; the
//! sentences of a part that is loaded later are in a submodule, and [`by_locale!`] finds them.

pub mod clipboard;
pub mod currency;
pub mod dates;
mod en;
pub mod exporting;
mod fa;
pub mod lazy;
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
use plural::Category;

/// Returns a reference to a constant of a language's module: `by_locale!(locale, (lazy::MESSAGES))`.
macro_rules! by_locale {
    ($locale:expr, $path:tt) => {
        crate::domain::locale::languages!(by_locale @all $locale, $path)
    };
    (@all $locale:expr, $path:tt [$($variant:ident $module:ident $tag:literal $name:literal $is_rtl:literal,)+]) => {
        match $locale {
            $(crate::domain::locale::Locale::$variant => by_locale!(@one $module $path),)+
        }
    };
    (@one $module:ident ($($path:tt)+)) => {
        &crate::i18n::$module::$($path)+
    };
}
use by_locale;

/// The dash that stands in place of an empty value.
pub const NOTHING: &str = "–";

/// The rules that differ between languages, beside their sentences.
#[derive(Debug)]
pub struct Rules {
    /// The calendar of dates, if neither the deployment nor the person has chosen one.
    pub calendar: Calendar,
    /// The digits of numbers, if the person has chosen none.
    pub digits: Digits,
    /// The names of currencies, by their codes. A currency that is not here is named by its code.
    pub currencies: &'static [(&'static str, &'static str)],
    /// The plural category of a count (CLDR plural rules, cardinal).
    pub plural: fn(u64) -> Category,
    /// The number of letters in the short names of the days of the week.
    pub weekday_letters: usize,
}

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
        let calendar = calendar.unwrap_or(by_locale!(locale, (RULES)).calendar);
        Self { locale, calendar, preferences: Preferences::default() }
    }

    /// Returns the formatter with the preferences of a person, whose calendar takes precedence.
    #[must_use]
    pub fn with_preferences(self, preferences: Preferences) -> Self {
        Self { calendar: preferences.calendar().unwrap_or(self.calendar), preferences, ..self }
    }

    /// Returns the digits in which all numbers are shown: the preferred ones, or else the language's own.
    pub const fn digits(self) -> Digits {
        match self.preferences.digits() {
            Some(digits) => digits,
            None => self.rules().digits,
        }
    }

    /// Returns the rules of the language.
    pub const fn rules(self) -> &'static Rules {
        by_locale!(self.locale, (RULES))
    }

    /// Returns the texts of the table in the language.
    pub const fn table_texts(self) -> &'static TableTexts {
        by_locale!(self.locale, (TABLE))
    }

    /// Returns the sentences of the language that the app needs from the start.
    pub const fn messages(self) -> &'static Messages {
        by_locale!(self.locale, (MESSAGES))
    }
}
