//! Sums over rows. They include the given rows and no others, and are never rounded.

use super::{decimal::Decimal, record::Record};
use std::sync::Arc;

/// The sum of one field over some rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// The sum; `None` if there is no number to add, or if [`Decimal::sum`] has too many digits.
    pub total: Option<Decimal>,
    /// The number of rows in which the field is missing or not a number.
    pub without: usize,
}

/// The sums of recipients, exits and costs over some rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// The number of rows.
    pub rows: usize,
    /// The sum of `rcpts_count`.
    pub recipients: Total,
    /// The sum of `exit_count`.
    pub exits: Total,
    /// The sum of `cost`, in the currency of the rows.
    pub cost: Total,
}

impl Totals {
    /// Returns the sums over the given rows.
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
