//! A small generator of reproducible random numbers (`SplitMix64`).

/// A stream of random numbers that depends on its seed alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) const fn new(start: u64) -> Self {
        Self(start)
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = self.0;
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number from `low` to `high`, both included.
    pub(crate) fn span(&mut self, low: i64, high: i64) -> i64 {
        let width = (high - low + 1).max(1);
        low + (self.next() >> 1).cast_signed() % width
    }

    /// Returns true in `cases` of a thousand cases.
    pub(crate) fn of_thousand(&mut self, cases: i64) -> bool {
        self.span(0, 999) < cases
    }

    /// Returns one of the given values, all with equal probability.
    pub(crate) fn pick<T: Copy + Default>(&mut self, of: &[T]) -> T {
        let len = i64::try_from(of.len()).unwrap_or(1);
        let at = usize::try_from(self.span(0, len - 1)).unwrap_or(0);
        of.get(at).copied().unwrap_or_default()
    }

    /// Returns the index of one of the given weights, with a probability in proportion to the weight.
    pub(crate) fn weighted(&mut self, weights: impl Iterator<Item = i64> + Clone) -> usize {
        let total: i64 = weights.clone().sum();
        let mut left = self.span(0, total - 1);
        for (at, weight) in weights.enumerate() {
            if left < weight {
                return at;
            }
            left -= weight;
        }
        0
    }
}
