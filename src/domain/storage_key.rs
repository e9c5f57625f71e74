//! The names under which the page keeps texts on a device.

/// A text that the page keeps. Each name is spelled here alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The session: see [`crate::start::session`].
    Session,
    /// The number of sign-outs on this device, which each Sign out raises in every tab.
    SignOuts,
    /// The person's language, as a tag of BCP 47.
    Locale,
    /// The person's rows per page.
    Limit,
    /// The person's preferences, see [`super::preferences::Preferences::to_text`].
    Preferences,
    /// The person's columns.
    Columns,
    /// The person's saved views, as JSON.
    Views,
    /// The address of the saved view that opens where an address says nothing.
    StartView,
}

/// A storage of the browser (HTML, Web storage).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// `sessionStorage`: this tab alone, until it is closed.
    Tab,
    /// `localStorage`: every tab of this origin.
    Device,
}

impl Key {
    /// Returns the name in storage. It carries the folder that the page lies in, so that two deployments on one origin
    /// share nothing.
    pub fn name(self, folder: &str) -> String {
        let name = match self {
            Self::Session => "session",
            Self::SignOuts => "sign_outs",
            Self::Locale => "locale",
            Self::Limit => "page_limit",
            Self::Preferences => "choices",
            Self::Columns => "columns",
            Self::Views => "views",
            Self::StartView => "start_view",
        };
        format!("outbox-report {folder} {name}")
    }
}

/// Reads a text that is kept; `None` where there is none.
pub type Read<'a> = &'a dyn Fn(Area, Key) -> Option<String>;
