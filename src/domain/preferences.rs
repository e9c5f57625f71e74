//! A person's preferences on a device: the look of the page, the format of values, and automatic refreshes.

use super::{calendar::Calendar, digits::Digits};
use strum::EnumCount;

/// A preference with a few options, of which the first is the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum Preference {
    /// The colour scheme.
    Theme,
    /// The spacing of the table's rows.
    Density,
    /// The digits of numbers, by the name of their CLDR numbering system; by default the language's.
    Digits,
    /// The calendar of dates, by its CLDR name; by default the deployment's or the language's.
    Calendar,
    /// The time zone in which dates are shown: the report's, the browser's, or UTC. Dates are always read in the
    /// report's zone.
    Zone,
    /// The currency in which rials are shown: as sent, or toman (ten rials).
    Currency,
    /// The redaction of codes and other runs of digits in messages.
    HideCodes,
    /// The single-key shortcuts, on or off.
    Keyboard,
    /// The interval of automatic refreshes, in seconds; 0 turns them off.
    AutoRefresh,
    /// The overview above the table, shown or not.
    Overview,
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
        Self::HideCodes,
        Self::Keyboard,
        Self::AutoRefresh,
        Self::Overview,
    ];

    /// Returns the preference's name in storage, and after `data-` in the attribute by which the style sheet knows the
    /// chosen option (`data-theme`).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Density => "density",
            Self::Digits => "digits",
            Self::Calendar => "calendar",
            Self::Zone => "time_zone",
            Self::Currency => "currency",
            Self::HideCodes => "mask",
            Self::Keyboard => "keyboard",
            Self::AutoRefresh => "auto_refresh",
            Self::Overview => "overview",
        }
    }

    /// Returns the names of the options. There are at most sixteen, as [`Preferences`] has four bits for each
    /// preference.
    pub const fn options(self) -> &'static [&'static str] {
        match self {
            Self::Theme => &["system", "light", "dark"],
            Self::Density => &["comfortable", "compact"],
            Self::Digits => &["auto", "arabext", "latn"],
            Self::Calendar => &["auto", "persian", "gregory"],
            Self::Zone => &["report", "browser", "utc"],
            Self::Currency => &["as_sent", "toman"],
            Self::HideCodes | Self::Overview => &["off", "on"],
            Self::Keyboard => &["on", "off"],
            Self::AutoRefresh => &["0", "10", "30", "60", "300"],
        }
    }
}

/// A time zone in which dates are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownZone {
    /// The report's zone, in which dates are read as well.
    Report,
    /// The browser's own zone.
    Browser,
    /// Coordinated Universal Time.
    Utc,
}

/// A person's preferences: the index of each preference's option, four bits each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences(pub u64);

impl Preferences {
    /// Returns the index of a preference's chosen option.
    pub const fn get(self, preference: Preference) -> usize {
        ((self.0 >> (4 * preference as u32)) & 15) as usize
    }

    /// Returns the name of a preference's chosen option.
    pub fn name(self, preference: Preference) -> &'static str {
        preference.options().get(self.get(preference)).copied().unwrap_or_default()
    }

    /// Returns the preferences with another option of one preference. The name of an unknown option stands for the
    /// default.
    #[must_use]
    pub fn with(self, preference: Preference, option: &str) -> Self {
        let index = preference.options().iter().position(|name| *name == option).unwrap_or_default() as u64;
        let shift = 4 * preference as u32;
        Self(self.0 & !(15 << shift) | index << shift)
    }

    /// Returns whether a preference is not at its default.
    pub const fn is_set(self, preference: Preference) -> bool {
        self.get(preference) > 0
    }

    /// Returns the chosen calendar of dates; `None` if the person has chosen none.
    pub const fn calendar(self) -> Option<Calendar> {
        match self.get(Preference::Calendar) {
            1 => Some(Calendar::Persian),
            2 => Some(Calendar::Gregory),
            _ => None,
        }
    }

    /// Returns the chosen digits of numbers; `None` if the person has chosen none.
    pub const fn digits(self) -> Option<Digits> {
        match self.get(Preference::Digits) {
            1 => Some(Digits::Persian),
            2 => Some(Digits::Latin),
            _ => None,
        }
    }

    /// Returns the time zone in which dates are shown.
    pub const fn zone(self) -> ShownZone {
        match self.get(Preference::Zone) {
            1 => ShownZone::Browser,
            2 => ShownZone::Utc,
            _ => ShownZone::Report,
        }
    }

    /// Returns whether single-key shortcuts are on.
    pub const fn has_keys(self) -> bool {
        !self.is_set(Preference::Keyboard)
    }

    /// Returns the interval of automatic refreshes, in seconds; 0 for none.
    pub fn auto_refresh(self) -> u64 {
        self.name(Preference::AutoRefresh).parse().unwrap_or_default()
    }

    /// Reads a text that [`Self::to_text`] wrote. Unknown preferences are ignored; an unknown option stands for the
    /// default.
    pub fn parse(text: &str) -> Self {
        text.split(' ').fold(Self::default(), |preferences, part| {
            let (name, option) = part.split_once('=').unwrap_or_default();
            let preference = Preference::ALL.into_iter().find(|preference| preference.name() == name);
            preference.map_or(preferences, |preference| preferences.with(preference, option))
        })
    }

    /// Writes the preferences as a text for storage: `theme=dark digits=latn`. Preferences at their default are left
    /// out.
    pub fn to_text(self) -> String {
        let set = Preference::ALL.into_iter().filter(|preference| self.is_set(*preference));
        set.map(|preference| [preference.name(), self.name(preference)].join("=")).collect::<Vec<_>>().join(" ")
    }
}
