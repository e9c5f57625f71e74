//! JSON lines: the JSON of one record a line, as it came.

use std::mem;

/// A writer of a file of JSON lines.
#[derive(Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    /// Adds a record, given as a JSON text.
    ///
    /// A line break in a JSON text can only stand between its tokens, where it has no meaning, as strings hold it
    /// escaped. It is replaced by a blank.
    pub(super) fn push(&mut self, raw: &str) {
        let line = raw.trim_matches([' ', '\t', '\n', '\r']).bytes();
        self.0.extend(line.map(|byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte }));
        self.0.push(b'\n');
    }

    /// Returns the bytes that were written since the last call, and removes them from the writer's buffer.
    pub(super) fn take(&mut self) -> Vec<u8> {
        mem::take(&mut self.0)
    }
}
