//! Names of files: `outbox-all-2025-04-23-1526-partial-codes-hidden-1 of 3.csv`.

use super::Format;
use crate::domain::{
    calendar::Calendar,
    date_filter::{clock_text, day_text},
    zone::WallClock,
};
use serde::{Deserialize, Serialize};

/// The set of records that an export writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// The records of one page.
    Page,
    /// The selected records.
    Selection,
    /// All records that match the filters.
    All,
}

impl Scope {
    /// Returns the beginning of the file's name.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Page => "outbox-page",
            Self::Selection => "outbox-selection",
            Self::All => "outbox-all",
        }
    }
}

/// The position of a file among several files of one export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The number of the file, from 1.
    pub number: u32,
    /// The number of all files.
    pub of: u32,
}

/// The parts of a file's name. All of them have a fixed form: no part is a text of the person's or the gateway's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileName {
    /// The records of the export.
    pub what: Scope,
    /// The time at which the set of records was fixed (no later record is in it), in the report's time zone.
    pub pinned: WallClock,
    /// True if records are missing.
    pub is_partial: bool,
    /// True if codes are redacted.
    pub hides_codes: bool,
    /// The position of the file among several. The name of a file that is the only one has no number.
    pub part: Part,
    /// The format of the file.
    pub format: Format,
}

impl FileName {
    /// Returns the name, in ASCII letters.
    pub fn text(self) -> String {
        let day = day_text(self.pinned.day, Calendar::Gregory, '-');
        let time: String = clock_text(self.pinned.second).chars().filter(char::is_ascii_digit).take(4).collect();
        let partial = if self.is_partial { "-partial" } else { "" };
        let hidden = if self.hides_codes { "-codes-hidden" } else { "" };
        let part = if self.part.of > 1 { format!("-{} of {}", self.part.number, self.part.of) } else { String::new() };
        format!("{}-{day}-{time}{partial}{hidden}{part}.{}", self.what.prefix(), self.format.extension())
    }
}
