//! The languages of the page.

use strum::EnumCount;

/// Calls a macro with the list of the page's languages, after its other arguments. A line has the variant of
/// [`Locale`], the module of the language's sentences in `i18n`, its BCP 47 tag, its name in itself, and whether it is
/// written from right to left. A new language takes one more line, and its module.
macro_rules! languages {
    ($callback:ident $($more:tt)*) => {
        $callback! { $($more)* [
            Fa fa "fa" "فارسی" true,
            En en "en" "English" false,
        ] }
    };
}
pub(crate) use languages;

macro_rules! locale {
    ([$($variant:ident $module:ident $tag:literal $name:literal $is_rtl:literal,)+]) => {
        /// A language of the page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
        pub enum Locale {
            $(#[doc = concat!($name, ", `", $tag, "`.")] $variant,)+
        }

        impl Locale {
            /// Every language, in the order in which they are offered.
            pub const ALL: [Self; Self::COUNT] = [$(Self::$variant),+];

            /// The tags of all languages, in the same order.
            pub const TAGS: [&'static str; Self::COUNT] = [$($tag),+];

            /// Returns the BCP 47 tag, as in `html lang`, in `config.json` and in storage.
            pub const fn tag(self) -> &'static str {
                match self { $(Self::$variant => $tag,)+ }
            }

            /// Returns the language's name in the language itself.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Returns whether the language is written from right to left.
            pub const fn is_rtl(self) -> bool {
                match self { $(Self::$variant => $is_rtl,)+ }
            }
        }
    };
}
languages!(locale);

impl Locale {
    /// Returns the writing direction, as in `html dir`.
    pub const fn direction(self) -> &'static str {
        if self.is_rtl() { "rtl" } else { "ltr" }
    }

    /// Returns the arrow keys that go forwards and backwards along the line (UI Events, `key`).
    pub const fn arrows(self) -> [&'static str; 2] {
        if self.is_rtl() { ["ArrowLeft", "ArrowRight"] } else { ["ArrowRight", "ArrowLeft"] }
    }

    /// Returns the language after this one in the list, to which the language button leads. The first one follows the
    /// last.
    #[must_use]
    pub fn next(self) -> Self {
        let mut after = Self::ALL.into_iter().skip_while(|locale| *locale != self).skip(1);
        after.next().unwrap_or(Self::ALL[0])
    }

    /// Returns the language with exactly the given tag; `None` if there is none.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag)
    }

    /// Returns the first language of a browser's preferences that the page has (`en-GB` means `en`); the first of
    /// [`Self::ALL`] if the page has none of them.
    pub fn negotiate<'a>(preferences: impl IntoIterator<Item = &'a str>) -> Self {
        preferences
            .into_iter()
            .filter_map(|tag| tag.split('-').next())
            .find_map(|language| Self::from_tag(&language.to_ascii_lowercase()))
            .unwrap_or(Self::ALL[0])
    }
}
