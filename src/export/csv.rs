//! Comma-separated values (RFC 4180): UTF-8 with a byte order mark, by which Excel knows UTF-8, and CRLF after each
//! record.
//!
//! The engine of the `csv` crate quotes the cells. The crate itself would add readers, errors and `serde` around the
//! same engine. Each cell is [`guarded`] against being read as a formula, headers included;
//! [`crate::domain::delimited::unguarded`] reverses it.

use super::cells::{Cell, Columns, iso};
use crate::domain::{delimited::guarded, zone::Zone};
use csv_core::{Terminator, WriteResult, WriterBuilder};
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
    const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// A writer of a CSV file.
pub(super) struct Writer {
    engine: csv_core::Writer,
    bytes: Vec<u8>,
}

impl Writer {
    /// Creates a writer whose output begins with the byte order mark and the row of headers.
    pub(super) fn new(delimiter: Delimiter, columns: &Columns) -> Self {
        let engine = WriterBuilder::new().delimiter(delimiter.byte()).terminator(Terminator::CRLF).build();
        let mut file = Self { engine, bytes: "\u{FEFF}".as_bytes().to_vec() };
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
        mem::take(&mut self.bytes)
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                self.write(csv_core::Writer::delimiter);
            }
            let cell = guarded(&cell);
            let mut rest = cell.as_bytes();
            self.write(|engine, output| {
                let (result, read, written) = engine.field(rest, output);
                rest = rest.get(read..).unwrap_or_default();
                (result, written)
            });
        }
        self.write(csv_core::Writer::terminator);
    }

    /// Calls the engine until all of its output is written.
    fn write(&mut self, mut step: impl FnMut(&mut csv_core::Writer, &mut [u8]) -> (WriteResult, usize)) {
        let mut output = [0; 512];
        loop {
            let (result, written) = step(&mut self.engine, &mut output);
            self.bytes.extend_from_slice(output.get(..written).unwrap_or_default());
            if result == WriteResult::InputEmpty {
                break;
            }
        }
    }
}
