//! Ranges of seconds of creation.

use serde::{Deserialize, Serialize};

/// A range of seconds of creation (Unix seconds), both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The first second of the range; `None` if the filters set none.
    pub from: Option<i64>,
    /// The last second of the range.
    pub to: i64,
}

impl Range {
    /// Returns whether no second is in the range, as it ends before it begins.
    pub(super) fn is_empty(self) -> bool {
        self.from.is_some_and(|from| from > self.to)
    }

    /// Returns whether the second is in the range.
    pub(super) fn has(self, second: i64) -> bool {
        second <= self.to && self.from.is_none_or(|from| from <= second)
    }

    /// Returns whether the two ranges have a second in common.
    pub(super) fn overlaps(self, other: Self) -> bool {
        let begins_by = |from: Option<i64>, to| from.is_none_or(|from| from <= to);
        begins_by(self.from, other.to) && begins_by(other.from, self.to)
    }

    /// Returns whether the range is a single second, so that it can't be halved. A range without a first second begins
    /// with 1970, as no row is older.
    pub(super) fn is_second(self) -> bool {
        self.from.unwrap_or_default() >= self.to
    }

    /// Returns the two halves of the range, the newer one first.
    pub(super) fn halves(self) -> (Self, Self) {
        let from = self.from.unwrap_or_default().min(self.to);
        let middle = from.saturating_add_unsigned(self.to.abs_diff(from) / 2);
        (Self { from: Some(middle + 1), to: self.to }, Self { from: self.from, to: middle })
    }
}
