//! What a person chooses for their device: how the page looks, how it writes values, what it does by itself.

use super::{calendar::Calendar, digits::Digits};
use strum::EnumCount;

/// A preference with a few options; the first of them is the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum Preference {
    /// The colour scheme.
    Theme,
    /// How close the rows stand.
    Density,
    /// The digits of numbers, by their CLDR numbering system; by default the language's.
    Digits,
    /// The calendar of dates, by its CLDR name; by default the deployment's or the language's.
    Calendar,
    /// The time zone in which dates are shown: the report's, the browser's, or UTC. They are always read in the
    /// report's.
    Zone,
    /// Whether rials are shown as toman, ten to one.
    Currency,
    /// Whether codes and other runs of digits in messages are hidden.
    Mask,
    /// Whether single keys act.
    Keyboard,
    /// How often the view renews itself, in seconds; 0 is never.
    AutoRefresh,
}

impl Preference {
    /// Every preference, in the order in which they are offered.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Theme,
        Self::Density,
        Self::Digits,
        Self::Calendar,
        Self::Zone,
        Self::Currency,
        Self::Mask,
        Self::Keyboard,
        Self::AutoRefresh,
    ];

    /// Its name in storage, and in the document's attributes where the sheet follows it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Density => "density",
            Self::Digits => "digits",
            Self::Calendar => "calendar",
            Self::Zone => "time_zone",
            Self::Currency => "currency",
            Self::Mask => "mask",
            Self::Keyboard => "keyboard",
            Self::AutoRefresh => "auto_refresh",
        }
    }

    /// The names of its options, at most sixteen.
    pub const fn options(self) -> &'static [&'static str] {
        match self {
            Self::Theme => &["system", "light", "dark"],
            Self::Density => &["comfortable", "compact"],
            Self::Digits => &["auto", "arabext", "latn"],
            Self::Calendar => &["auto", "persian", "gregory"],
            Self::Zone => &["report", "browser", "utc"],
            Self::Currency => &["as_sent", "toman"],
            Self::Mask => &["off", "on"],
            Self::Keyboard => &["on", "off"],
            Self::AutoRefresh => &["0", "10", "30", "60", "300"],
        }
    }
}

/// A time zone in which dates are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownZone {
    /// The report's, in which they are read as well.
    Report,
    /// The browser's.
    Browser,
    /// Coordinated Universal Time.
    Utc,
}

/// A person's preferences: the place of each one's option, four bits each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences(pub u64);

impl Preferences {
    /// The place of a preference's chosen option.
    pub const fn get(self, preference: Preference) -> usize {
        ((self.0 >> (4 * preference as u32)) & 15) as usize
    }

    /// The name of a preference's chosen option.
    pub fn name(self, preference: Preference) -> &'static str {
        preference.options().get(self.get(preference)).copied().unwrap_or_default()
    }

    /// The same with another option of one preference; a name that the preference has not is its default.
    #[must_use]
    pub fn with(self, preference: Preference, option: &str) -> Self {
        let place = preference.options().iter().position(|name| *name == option).unwrap_or_default() as u64;
        let shift = 4 * preference as u32;
        Self(self.0 & !(15 << shift) | place << shift)
    }

    /// Whether a preference is not at its default.
    pub const fn is_set(self, preference: Preference) -> bool {
        self.get(preference) > 0
    }

    /// Whether rows are to be written in a way that only what is loaded later knows.
    pub const fn changes_rows(self) -> bool {
        self.is_set(Preference::Currency) || self.is_set(Preference::Mask)
    }

    /// The calendar of dates, where one is chosen.
    pub const fn calendar(self) -> Option<Calendar> {
        match self.get(Preference::Calendar) {
            1 => Some(Calendar::Persian),
            2 => Some(Calendar::Gregory),
            _ => None,
        }
    }

    /// The digits of numbers, where they are chosen.
    pub const fn digits(self) -> Option<Digits> {
        match self.get(Preference::Digits) {
            1 => Some(Digits::Persian),
            2 => Some(Digits::Latin),
            _ => None,
        }
    }

    /// The zone in which dates are shown.
    pub const fn zone(self) -> ShownZone {
        match self.get(Preference::Zone) {
            1 => ShownZone::Browser,
            2 => ShownZone::Utc,
            _ => ShownZone::Report,
        }
    }

    /// Whether single keys act.
    pub const fn has_keys(self) -> bool {
        !self.is_set(Preference::Keyboard)
    }

    /// How often the view renews itself, in seconds; 0 is never.
    pub fn auto_refresh(self) -> u64 {
        self.name(Preference::AutoRefresh).parse().unwrap_or_default()
    }

    /// Reads what [`Self::to_text`] wrote; what it does not know is left out.
    pub fn parse(text: &str) -> Self {
        text.split(' ').fold(Self::default(), |preferences, part| {
            let (name, option) = part.split_once('=').unwrap_or_default();
            let preference = Preference::ALL.into_iter().find(|preference| preference.name() == name);
            preference.map_or(preferences, |preference| preferences.with(preference, option))
        })
    }

    /// The choices as they are kept: `theme=dark digits=latn`. Defaults are left out.
    pub fn to_text(self) -> String {
        let set = Preference::ALL.into_iter().filter(|preference| self.is_set(*preference));
        set.map(|preference| [preference.name(), self.name(preference)].join("=")).collect::<Vec<_>>().join(" ")
    }
}
