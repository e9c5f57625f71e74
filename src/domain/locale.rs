//! The two languages of the page.

use strum::EnumCount;

/// A language of the page, with its BCP 47 tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum Locale {
    /// Persian, `fa`, written right to left.
    Fa,
    /// English, `en`, written left to right.
    En,
}

impl Locale {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; Self::COUNT] = [Self::Fa, Self::En];

    /// Returns the BCP 47 tag, as in `html lang`, in `config.json` and in storage.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fa => "fa",
            Self::En => "en",
        }
    }

    /// Returns the language's name in the language itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fa => "فارسی",
            Self::En => "English",
        }
    }

    /// Returns the writing direction, as in `html dir`.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::Fa => "rtl",
            Self::En => "ltr",
        }
    }

    /// Returns the other language, to which the language button switches.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Fa => Self::En,
            Self::En => Self::Fa,
        }
    }

    /// Returns the language with exactly this tag; `None` where there is none.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag)
    }

    /// Returns the first language of a browser's preferences that the page has (`en-GB` means `en`); Persian where it
    /// has none of them.
    pub fn negotiate<'a>(preferences: impl IntoIterator<Item = &'a str>) -> Self {
        preferences
            .into_iter()
            .filter_map(|tag| tag.split('-').next())
            .find_map(|language| Self::from_tag(&language.to_ascii_lowercase()))
            .unwrap_or(Self::Fa)
    }
}
