//! Collects the senders and user names of the rows that were shown, which the filters suggest.

use super::{page::Page, param::Param};

/// The most values of each kind.
const MAX_VALUES: usize = 200;

/// The longest value that is kept, in bytes.
const MAX_BYTES: usize = 64;

/// The senders and user names of rows, in the order in which they were first seen. If there are more than
/// [`MAX_VALUES`] of one kind, the earliest are dropped.
#[derive(Debug, Default)]
pub struct SeenValues {
    senders: Vec<String>,
    users: Vec<String>,
}

impl SeenValues {
    /// The parameters whose values are collected.
    pub const PARAMS: [Param; 2] = [Param::Number, Param::Username];

    /// Adds the values of the rows of a page.
    pub fn add(&mut self, page: &Page) {
        for (param, list) in Self::PARAMS.into_iter().zip([&mut self.senders, &mut self.users]) {
            for value in page.rows.iter().filter_map(|row| row.shared_value(param)) {
                if value.len() <= MAX_BYTES && !list.contains(&value) {
                    list.push(value);
                }
            }
            let too_many = list.len().saturating_sub(MAX_VALUES);
            list.drain(..too_many);
        }
    }

    /// Returns the values for a parameter; none for a parameter other than [`Self::PARAMS`].
    pub fn of(&self, param: Param) -> &[String] {
        match param {
            Param::Number => &self.senders,
            Param::Username => &self.users,
            _ => &[],
        }
    }
}
