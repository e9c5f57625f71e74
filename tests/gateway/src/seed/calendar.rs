//! Days and hours in Tehran, for the texts and the daily rhythm.

/// The offset of Tehran from UTC, in seconds. There has been no summer time since 2022.
pub(crate) const TEHRAN: i64 = 3 * 3600 + 1800;

/// Returns the day of an instant in Tehran, in days since 1970-01-01. `moment` is in Unix seconds.
pub(crate) const fn day(moment: i64) -> i64 {
    (moment + TEHRAN).div_euclid(86_400)
}

/// Returns whether a day is a Friday. `day` counts the days since 1970-01-01.
pub(crate) const fn is_friday(day: i64) -> bool {
    (day + 4).rem_euclid(7) == 5
}

/// Returns the Persian name of the weekday of an instant in Tehran. `moment` is in Unix seconds.
pub(crate) const fn weekday(moment: i64) -> &'static str {
    match (day(moment) + 4).rem_euclid(7) {
        0 => "یکشنبه",
        1 => "دوشنبه",
        2 => "سه‌شنبه",
        3 => "چهارشنبه",
        4 => "پنجشنبه",
        5 => "جمعه",
        _ => "شنبه",
    }
}

/// Returns the time of day of an instant in Tehran: `14:05`. `moment` is in Unix seconds.
pub(crate) fn clock(moment: i64) -> String {
    let second = (moment + TEHRAN).rem_euclid(86_400);
    format!("{:02}:{:02}", second / 3600, second % 3600 / 60)
}

/// Returns the date of an instant in Tehran, in the Persian calendar: `1404/01/19`. `moment` is in Unix seconds.
pub(crate) fn persian_date(moment: i64) -> String {
    // 1,075,195 days lie between the start of this 33-year reckoning and 1970-01-01.
    let mut days = day(moment) + 1_075_195;
    let mut year = -1595 + 33 * (days / 12_053);
    days %= 12_053;
    year += 4 * (days / 1461);
    days %= 1461;
    if days > 365 {
        year += (days - 1) / 365;
        days = (days - 1) % 365;
    }
    let (month, day) =
        if days < 186 { (1 + days / 31, 1 + days % 31) } else { (7 + (days - 186) / 30, 1 + (days - 186) % 30) };
    format!("{year}/{month:02}/{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        // 2025-04-08 08:46:47 UTC, a Tuesday.
        assert_eq!(persian_date(1_744_102_007), "1404/01/19");
        assert_eq!(weekday(1_744_102_007), "سه‌شنبه");
        assert_eq!(clock(1_744_102_007), "12:16");
        // 2025-03-20 is the last day of the leap year 1403, 2025-03-21 is the new year's day.
        assert_eq!(persian_date(1_742_464_800), "1403/12/30");
        assert_eq!(persian_date(1_742_551_200), "1404/01/01");
        assert_eq!(persian_date(0), "1348/10/11");
        // 2025-04-11 is a Friday.
        assert!(is_friday(day(1_744_369_200)));
    }
}
