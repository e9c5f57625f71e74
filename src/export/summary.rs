//! The totals and counts of the records in an export. The API has no totals of its own, so reading all records is the
//! only way to exact ones.

use crate::domain::{
    date_math::Clock,
    decimal::Decimal,
    filter_violations::filter_violations,
    param::Param,
    query::Query,
    record::{Record, RecordState},
    send_state::SendState,
    totals::{Total, Totals},
};

/// The sums and counts of the records in an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    rows: usize,
    recipients: Sum,
    exits: Sum,
    cost: Sum,
    states: [u64; SendState::ALL.len()],
    /// The number of records with an unknown state or none.
    pub other_states: u64,
    /// The number of records that are not JSON objects. They are rows of the file as well.
    pub unreadable: u64,
    /// The number of records that do not match a filter, by the filter's parameter: the gateway ignores it.
    pub violations: Vec<(Param, u64)>,
    /// The number of texts that were cut, as an Excel cell holds no more than [`super::MAX_TEXT_UNITS`].
    pub cut_texts: u64,
}

impl Summary {
    /// Adds a record.
    pub(super) fn add(&mut self, record: &Record) {
        self.rows += 1;
        self.recipients.add(record.recipients.as_deref());
        self.exits.add(record.exits.as_deref());
        self.cost.add(record.cost.as_deref());
        let count = match record.state {
            RecordState::Known(state) => self.states.get_mut(usize::from(state.id())),
            RecordState::Unknown(_) | RecordState::Missing => None,
        };
        *count.unwrap_or(&mut self.other_states) += 1;
        self.unreadable += u64::from(record.is_unreadable);
    }

    /// Adds a record's violations of the filters, see [`filter_violations`].
    pub(super) fn judge(&mut self, query: &Query, record: &Record, clock: Clock) {
        for (param, count) in filter_violations(query, &[record], clock) {
            match self.violations.iter_mut().find(|(own, _)| *own == param) {
                Some((_, sum)) => *sum += count,
                None => self.violations.push((param, count)),
            }
        }
    }

    /// Returns the number of records, and the sums over them.
    pub fn totals(&self) -> Totals {
        Totals {
            rows: self.rows,
            recipients: self.recipients.total(),
            exits: self.exits.total(),
            cost: self.cost.total(),
        }
    }

    /// Returns each state with its number of records.
    pub fn states(&self) -> impl Iterator<Item = (SendState, u64)> {
        SendState::ALL.into_iter().zip(self.states)
    }
}

/// The sum of one field so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Sum {
    so_far: Option<Decimal>,
    /// True once the sum or an amount had more digits than a sum can have.
    is_too_long: bool,
    without: usize,
}

impl Sum {
    fn add(&mut self, amount: Option<&str>) {
        let Some(amount) = amount.and_then(Decimal::parse) else {
            self.without += 1;
            return;
        };
        if self.is_too_long {
            return;
        }
        let sum = match &self.so_far {
            Some(sum) => Decimal::sum([sum, &amount]),
            // A single amount may also have too many digits.
            None => Decimal::sum([&amount]),
        };
        self.is_too_long = sum.is_none();
        self.so_far = sum;
    }

    fn total(&self) -> Total {
        Total { total: self.so_far.clone(), without: self.without }
    }
}
