//! The `Retry-After` header, by which a gateway asks clients to wait (RFC 9110, section 10.2.3), read by its grammar.
//!
//! ```text
//! Retry-After   = delay-seconds / HTTP-date
//! delay-seconds = 1*DIGIT
//! HTTP-date     = IMF-fixdate / rfc850-date / asctime-date     ; RFC 9110, section 5.6.7
//! IMF-fixdate   = e.g. "Sun, 06 Nov 1994 08:49:37 GMT"
//! rfc850-date   = e.g. "Sunday, 06-Nov-94 08:49:37 GMT"
//! asctime-date  = e.g. "Sun Nov  6 08:49:37 1994"
//! ```
//!
//! Names are case-sensitive. A date counts only while it is in the future: a past date gives no time to wait, and
//! mostly means that one of two clocks is wrong. The browser's `Date.parse` is no help: it accepts `1.5` and `10, 10`.

use crate::domain::{
    calendar::{Calendar, Day},
    zone::Moment,
};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The formats of an HTTP date. Each letter stands for a field that [`date`] describes, every other sign for itself.
const FORMS: [&str; 3] = ["a, d b Y H:i:S GMT", "A, d-b-y H:i:S GMT", "a b e H:i:S Y"];

/// Returns the seconds to wait from `now` on. Returns `None` if the text is not a `Retry-After`, or is a date that
/// has passed. A number that does not fit is `u32::MAX`.
pub fn seconds(text: &str, now: Moment) -> Option<u32> {
    let text = text.trim_matches([' ', '\t']);
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(text.parse().unwrap_or(u32::MAX));
    }
    let date = FORMS.iter().find_map(|form| date(text, form, now))?;
    let left = date.0.saturating_sub(now.0);
    (left > 0).then(|| u32::try_from(left).unwrap_or(u32::MAX))
}

/// Reads a date of the given format.
///
/// - `a` and `A` are the short and the long name of a day of the week;
/// - `b` is the short name of a month;
/// - `Y` and `y` are four and two digits of a year;
/// - `d`, `H`, `i` and `S` are two digits of the day, hour, minute and second (`i`, as "GMT" has an M);
/// - `e` is `d` with a space in place of a leading zero.
fn date(text: &str, form: &str, now: Moment) -> Option<Moment> {
    let mut rest = text;
    let (mut year, mut month, mut day, mut clock) = (0, 0, 0, 0);
    for letter in form.bytes() {
        let length = match letter {
            b'a' | b'b' => 3,
            b'A' => rest.find(',')?,
            b'Y' => 4,
            b'd' | b'e' | b'y' | b'H' | b'i' | b'S' => 2,
            _ => 1,
        };
        let (piece, after) = rest.split_at_checked(length)?;
        rest = after;
        match letter {
            b'a' => _ = DAYS.iter().position(|name| name.starts_with(piece))?,
            b'A' => _ = DAYS.iter().position(|name| *name == piece)?,
            b'b' => month = MONTHS.iter().position(|name| *name == piece)? + 1,
            b'Y' => year = digits(piece)?,
            b'y' => year = whole_year(digits(piece)?, now),
            b'd' => day = digits(piece)?,
            b'e' => day = digits(piece.strip_prefix(' ').unwrap_or(piece))?,
            b'H' => clock = digits(piece).filter(|hour| *hour < 24)? * 3600,
            b'i' => clock += digits(piece).filter(|minute| *minute < 60)? * 60,
            // A minute with a leap second has a second 60.
            b'S' => clock += digits(piece).filter(|second| *second <= 60)?,
            _ if piece.as_bytes() != [letter] => return None,
            _ => {}
        }
    }
    let ymd = (i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let day = Day::from_ymd(Calendar::Gregory, ymd).filter(|_| rest.is_empty())?;
    Some(Moment(day.since_epoch() * 86_400 + i64::from(clock)))
}

/// Returns the year that two digits mean. One that would lie more than 50 years ahead is of the century before.
fn whole_year(digits: u32, now: Moment) -> u32 {
    let (present, ..) = Day::from_epoch(now.0.div_euclid(86_400)).ymd(Calendar::Gregory);
    let present = u32::try_from(present).unwrap_or_default();
    let year = present / 100 * 100 + digits;
    if year > present + 50 { year.saturating_sub(100) } else { year }
}

/// Returns the number that ASCII digits write; `None` if the text has any other sign.
fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}
