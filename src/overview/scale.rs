//! The scale of the overview's charts.

/// Returns the number at the top of a scale for numbers up to `max`: the next round number (1, 2, 3, 4, 6 or 8, with
/// zeros after it), and at least 1.
pub fn top(max: u64) -> u64 {
    let mut step = 1_u64;
    loop {
        for factor in [1, 2, 3, 4, 6, 8] {
            let top = step.saturating_mul(factor);
            if top >= max {
                return top;
            }
        }
        step = step.saturating_mul(10);
    }
}

/// Returns the share of a part in thousandths of the whole, rounded; `None` if the whole is 0.
pub fn thousandths(part: u64, whole: u64) -> Option<u64> {
    let (part, whole) = (u128::from(part), u128::from(whole));
    let share = (part * 1_000 + whole / 2).checked_div(whole)?;
    Some(u64::try_from(share).unwrap_or(u64::MAX))
}
