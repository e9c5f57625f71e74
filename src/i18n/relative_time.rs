//! Chooses the unit of a relative time. The browser puts the result into words.

/// Returns the time that is `seconds` from now as a number of units, negative for the past, and the unit's name
/// (ECMA-402, `Intl.RelativeTimeFormat`).
///
/// Years, months and days are used from two of them on, as one would be too coarse: 17 months are not "last year".
pub fn relative_time(seconds: i64) -> (i64, &'static str) {
    const UNITS: [(i64, i64, &str); 6] = [
        (2, 31_556_952, "year"),
        (2, 2_629_746, "month"),
        (2, 86_400, "day"),
        (1, 3_600, "hour"),
        (1, 60, "minute"),
        (1, 1, "second"),
    ];
    let unit = UNITS.into_iter().find(|(least, length, _)| seconds.abs() >= least * length);
    unit.map_or((0, "second"), |(_, length, name)| (seconds / length, name))
}
