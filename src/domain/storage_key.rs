//! The names under which the page stores texts on a device.

use strum::EnumCount;

/// A text that the page stores. Only [`Key::word`] spells its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount)]
pub enum Key {
    /// The session, see [`crate::start::session`].
    Session,
    /// The number of sign-outs on this device. Each sign-out raises it, in any tab, and every tab reads it.
    SignOuts,
    /// The person's language, as a BCP 47 tag.
    Locale,
    /// The person's number of rows per page.
    Limit,
    /// The person's preferences, see [`super::preferences::Preferences::to_text`].
    Preferences,
    /// The person's columns, see [`super::column::Columns::to_text`].
    Columns,
    /// The person's saved views, see [`super::saved_views::SavedViews::to_json`].
    Views,
    /// The query string of the saved view that opens if the address has none.
    StartView,
    /// In [`Area::Device`], the exports that the device keeps, each on a line with the time at which it was last
    /// recorded as running; in [`Area::Tab`], the id of the tab's own export.
    Exports,
    /// The Unix milliseconds at which a pause that the gateway asked for was stored and at which it ends, with a space
    /// between. Counts and exports of every tab wait until then.
    Pause,
    /// The number of sign-outs when the tab began to watch a send, and the outbox id of that, with a space between.
    Watched,
}

/// A storage of the browser (HTML, Web storage).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// `sessionStorage`, which this tab alone has until it is closed.
    Tab,
    /// `localStorage`, which every tab of this origin shares.
    Device,
}

impl Key {
    /// Every key.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Session,
        Self::SignOuts,
        Self::Locale,
        Self::Limit,
        Self::Preferences,
        Self::Columns,
        Self::Views,
        Self::StartView,
        Self::Exports,
        Self::Pause,
        Self::Watched,
    ];

    /// Returns the name in storage. It contains the folder of the page, so that two deployments on one origin share
    /// nothing.
    pub fn name(self, folder: &str) -> String {
        format!("outbox-report {folder} {}", self.word())
    }

    /// Returns the last word of the name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::SignOuts => "sign_outs",
            Self::Locale => "locale",
            Self::Limit => "page_limit",
            Self::Preferences => "choices",
            Self::Columns => "columns",
            Self::Views => "views",
            Self::StartView => "start_view",
            Self::Exports => "exports",
            Self::Pause => "pause",
            Self::Watched => "watched",
        }
    }
}

/// A function that reads the text that one storage has under a key, and returns `None` if it has none.
pub type Read<'a> = &'a dyn Fn(Area, Key) -> Option<String>;
