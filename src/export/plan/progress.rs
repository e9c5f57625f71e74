//! The progress of a plan: the rows that were read, and those that are missing.

use super::Unusable;

/// The progress of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The number of rows that were read.
    pub rows: u64,
    /// The number of rows without a time of creation: they are in no range, and so can't be read.
    pub outside: u64,
    /// The number of further rows without a time of creation that there may be: others came and left while they were
    /// counted.
    pub unsure: u64,
    /// The number of the other rows that the gateway counts and does not give.
    pub gaps: u64,
    /// The number of `gaps` that are none: the gateway has given as many rows twice, which are kept once.
    pub counted_twice: u64,
    /// The number of rows that the gateway counted under the filters before the first request; `None` if it states
    /// none.
    pub counted: Option<u64>,
    /// The number of rows that the gateway counted in the set after the last request; `None` before that, or if it
    /// states none.
    pub recounted: Option<u64>,
    /// True once no request is left.
    pub is_done: bool,
    /// True if the gateway's totals prove that the rows are complete: every range has one, none contradicts the rows,
    /// and the upper end of a range is found to belong to it.
    pub is_proven: bool,
    /// The reason why the set can't be read; `None` if it can be.
    pub unusable: Option<Unusable>,
}

impl Progress {
    /// Returns the progress of a plan that has not begun and has no rows.
    pub const fn none() -> Self {
        Self {
            rows: 0,
            outside: 0,
            unsure: 0,
            gaps: 0,
            counted_twice: 0,
            counted: None,
            recounted: None,
            is_done: false,
            is_proven: false,
            unusable: None,
        }
    }

    /// Returns the number of rows of the whole set, as far as it is known. Once the plan is done, this is the number of
    /// rows that were read and of those that are missing. Before, it is at least the total that the gateway has
    /// counted.
    pub fn of(self) -> u64 {
        if self.is_done {
            return self.rows.saturating_add(self.missing());
        }
        // Rows outside may have got a time since they were counted.
        self.counted.unwrap_or_default().max(self.rows.saturating_add(self.gaps))
    }

    /// Returns whether the number of rows of the whole set is known: the gateway has counted them, or the plan is done.
    pub const fn is_counted(self) -> bool {
        self.is_done || self.counted.is_some()
    }

    /// Returns how many quarters of the whole set were read, as far as it is known. That is 0 to 3: only the end says
    /// that all was read. Returns 0 while the number of rows is not known ([`Self::is_counted`]).
    pub fn quarters(self) -> u64 {
        if !self.is_counted() {
            return 0;
        }
        self.rows.saturating_mul(4).checked_div(self.of()).unwrap_or_default().min(3)
    }

    /// Returns the number of rows that the gateway counts and has not given.
    pub const fn missing(self) -> u64 {
        self.outside.saturating_add(self.gaps)
    }

    /// Returns whether the gateway has not confirmed that all rows were read, though no other one is known.
    pub fn is_unconfirmed(self) -> bool {
        if self.is_done { !self.is_proven } else { self.rows > 0 && self.rows == self.of() }
    }

    /// Returns whether every row of the set was read, and this is proven.
    pub const fn is_whole(self) -> bool {
        self.is_done && self.is_proven && self.missing() == 0 && self.unusable.is_none()
    }
}
