//! The order of the slices in the files.

use super::ExportPlan;

impl ExportPlan {
    /// Returns the numbers of the slices that make up the set, the newest rows first. Slices of one second are in the
    /// order in which they were read.
    pub fn slices(&self) -> Vec<u64> {
        let top = |slice: &u64| usize::try_from(*slice).ok().and_then(|slice| self.tops.get(slice));
        let mut slices = Vec::new();
        // Nearly all are in their order already, and a sort of the library takes 2 KB.
        for slice in (0..self.slices).filter(|slice| !self.dropped.contains(slice)) {
            let before = slices.iter().rposition(|own| top(own) >= top(&slice));
            slices.insert(before.map_or(0, |before| before + 1), slice);
        }
        slices
    }
}
