//! Icons: line drawings on a grid of 16, in the colour of the text beside them.

/// An icon. Icons that point along the line are mirrored by the style sheet in right-to-left text.
#[derive(Clone, Copy)]
#[expect(missing_docs, reason = "each is named for what it shows")]
pub enum Icon {
    Outbox,
    Menu,
    Filters,
    Search,
    Refresh,
    Calendar,
    Share,
    Bookmark,
    Close,
    Columns,
    Bars,
    Up,
    Down,
    Less,
    More,
    Copy,
    Download,
    First,
    Previous,
    Next,
    Last,
    Pencil,
    Eye,
    Plane,
    Ban,
    Person,
    Clock,
    Check,
    Minus,
    Wallet,
    Warning,
    Question,
}

impl Icon {
    /// Returns the icon as the `d` of a path.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Outbox => "M8 1.5v8M5 4.3 8 1.4l3 2.9M4.5 7.5H2.2v6.8h11.6V7.5h-2.3M2.2 10.6h3.1l1 1.6h3.4l1-1.6h3.1",
            Self::Menu => "M2.5 4h11M2.5 8h11M2.5 12h11",
            Self::Filters => "M2 4h12M4.2 8h7.6M6.4 12h3.2",
            Self::Search => "M11.2 6.8a4.4 4.4 0 1 1-8.8 0 4.4 4.4 0 0 1 8.8 0M10 10l4 4",
            Self::Refresh => "M13.4 8A5.4 5.4 0 1 1 11.6 4M13.5 1.6v3.2h-3.2",
            Self::Calendar => "M2.4 3.6h11.2v10H2.4zM2.4 6.8h11.2M5.2 1.8v3M10.8 1.8v3",
            Self::Share => {
                "M6.6 9.4l2.8-2.8M7.2 4.8l1.6-1.6a2.9 2.9 0 0 1 4 4l-1.6 1.6M8.8 11.2l-1.6 1.6a2.9 2.9 0 0 1-4-4l1.6-1.6"
            }
            Self::Bookmark => "M4 2.4h8v11.2L8 10.8l-4 2.8z",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Columns => "M2.4 3h11.2v10H2.4zM6.2 3v10M10 3v10",
            Self::Bars => "M2.4 13.6h11.2M4 13.4V8.6M8 13.4V2.6M12 13.4V5.8",
            Self::Up => "M8 12.5v-9M4 7.5l4-4 4 4",
            Self::Down => "M8 3.5v9M4 8.5l4 4 4-4",
            Self::Less => "M3.5 8h9",
            Self::More => "M3.5 8h9M8 3.5v9",
            Self::Copy => "M5.6 5.6h7.8v7.8H5.6zM10.4 5.6V2.6H2.6v7.8h3",
            Self::Download => "M8 2v8.2M4.8 7.2 8 10.4l3.2-3.2M2.6 13.6h10.8",
            Self::First => "M11.5 3.5 7 8l4.5 4.5M4.5 3.5v9",
            Self::Previous => "M10 3.5 5.5 8l4.5 4.5",
            Self::Next => "M6 3.5 10.5 8 6 12.5",
            Self::Last => "M4.5 3.5 9 8l-4.5 4.5M11.5 3.5v9",
            Self::Pencil => "M3 13l.6-2.8 7.2-7.2a1.2 1.2 0 0 1 1.7 0l.5.5a1.2 1.2 0 0 1 0 1.7l-7.2 7.2z",
            Self::Eye => {
                "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8M9.8 8a1.8 1.8 0 1 1-3.6 0 1.8 1.8 0 0 1 3.6 0"
            }
            Self::Plane => "M2 3l12 5-12 5 2.4-5zM4.4 8h4",
            Self::Ban => "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0M3.8 3.8l8.4 8.4",
            Self::Person => {
                "M8.8 5a2.6 2.6 0 1 1-5.2 0 2.6 2.6 0 0 1 5.2 0M1.6 13.4c.4-2.6 2.2-3.8 4.6-3.8 1.2 0 2.2.3 3 .9M11 10.6l3 3M14 10.6l-3 3"
            }
            Self::Clock => "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0M8 4.6V8l2.3 1.5",
            Self::Check => "M3 8.6l3.2 3.2L13 4.8",
            Self::Minus => "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0M5.2 8h5.6",
            Self::Wallet => {
                "M2 4.8h10.6c.8 0 1.4.6 1.4 1.4v5.6c0 .8-.6 1.4-1.4 1.4H3.4c-.8 0-1.4-.6-1.4-1.4zM2 4.8 10.6 2.6v2.2M14 7.6h-3v2.8h3"
            }
            Self::Warning => "M8 2.4 14.4 13.4H1.6zM8 6.4v3.2M8 11.4v.2",
            Self::Question => "M5.4 6.2A2.6 2.6 0 1 1 8 8.8v1.4M8 12.4v.2",
        }
    }

    /// Returns the class of the icon: `directed` if it points along the line of text.
    pub const fn class(self) -> &'static str {
        match self {
            Self::First | Self::Previous | Self::Next | Self::Last | Self::Plane => "icon directed",
            _ => "icon",
        }
    }
}
