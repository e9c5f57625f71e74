//! The table's texts and markup.

mod cells;
mod columns;
