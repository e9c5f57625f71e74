//! JSON lines: the JSON of one record a line, as it came.

use std::mem;

/// Writes a file.
#[derive(Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    /// Adds a record, given as a JSON text.
    ///
    /// A line break can stand between the parts of a JSON text only, where it means nothing: within a string it is
    /// written as an escape. So a blank takes its place.
    pub(super) fn push(&mut self, raw: &str) {
        let line = raw.trim_matches([' ', '\t', '\n', '\r']).bytes();
        self.0.extend(line.map(|byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte }));
        self.0.push(b'\n');
    }

    /// Returns the bytes since the last call.
    pub(super) fn take(&mut self) -> Vec<u8> {
        mem::take(&mut self.0)
    }
}
