//! The table's texts and markup.

mod cells;
mod columns;
mod state_badge;
