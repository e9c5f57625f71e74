//! Sums over rows. They are of the rows that are given and of no others, and none is rounded.

use super::{decimal::Decimal, record::Record};
use std::sync::Arc;

/// The sum of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The sum; `None` where there is nothing to add, or more digits than are calculated with.
    pub total: Option<Decimal>,
    /// In so many rows the field is missing, or no number.
    pub without: usize,
}

/// The sums of some rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// So many rows.
    pub rows: usize,
    /// Of `rcpts_count`.
    pub recipients: Total,
    /// Of `exit_count`.
    pub exits: Total,
    /// Of `cost`, in the currency of the rows.
    pub cost: Total,
}

impl Totals {
    /// The sums of these rows.
    pub fn of(rows: &[&Record]) -> Self {
        let sum = |field: fn(&Record) -> &Option<Arc<str>>| {
            let amounts: Vec<Decimal> =
                rows.iter().filter_map(|row| field(row).as_deref().and_then(Decimal::parse)).collect();
            let total = if amounts.is_empty() { None } else { Decimal::sum(&amounts) };
            Total { total, without: rows.len() - amounts.len() }
        };
        Self {
            rows: rows.len(),
            recipients: sum(|row| &row.recipients),
            exits: sum(|row| &row.exits),
            cost: sum(|row| &row.cost),
        }
    }
}
