//! Comma-separated values (RFC 4180): UTF-8 with a byte order mark, by which Excel knows UTF-8, and CRLF after each
//! record.
//!
//! Each cell is [`guarded`] against being read as a formula, headers included; [`crate::domain::delimited::unguarded`]
//! reverses it. The `csv` crate proves the quotes, in the tests: its engine tells numbers from texts, so that the
//! parser of floating-point numbers would come with it, which is 15 KB of compressed wasm.

use super::cells::{Cell, Columns, iso};
use crate::domain::{
    delimited::{guarded, quoted},
    zone::Zone,
};
use serde::{Deserialize, Serialize};
use std::mem;

/// The character between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delimiter {
    /// A comma, `,`.
    Comma,
    /// A semicolon, `;`, which Excel expects if the comma is the decimal separator.
    Semicolon,
    /// A tab character.
    Tab,
}

impl Delimiter {
    const fn character(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
            Self::Tab => '\t',
        }
    }
}

/// The delimiters of all files. A cell with any of them is quoted: some readers split at all of them, and a part of a
/// cell must not become a cell that a spreadsheet runs.
const DELIMITERS: &[u8] = b",;\t";

/// A writer of a CSV file.
pub(super) struct Writer {
    delimiter: char,
    text: String,
}

impl Writer {
    /// Creates a writer whose output begins with the byte order mark and the row of headers.
    pub(super) fn new(delimiter: Delimiter, columns: &Columns) -> Self {
        let mut file = Self { delimiter: delimiter.character(), text: "\u{FEFF}".to_owned() };
        file.row(columns.headers().map(str::to_owned));
        file
    }

    /// Adds a row of cells to the file.
    pub(super) fn push(&mut self, cells: &[Cell], zone: &dyn Zone) {
        self.row(cells.iter().map(|cell| match cell {
            Cell::Text(text) | Cell::Number(text) => text.clone(),
            Cell::Time(moment) => iso(*moment, zone),
        }));
    }

    /// Returns the bytes that were written since the last call, and removes them from the writer's buffer.
    pub(super) fn take(&mut self) -> Vec<u8> {
        mem::take(&mut self.text).into_bytes()
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        let start = self.text.len();
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                self.text.push(self.delimiter);
            }
            self.text.push_str(&quoted(&guarded(&cell), DELIMITERS));
        }
        // Readers skip an empty line.
        if self.text.len() == start {
            self.text.push_str("\"\"");
        }
        self.text.push_str("\r\n");
    }
}
