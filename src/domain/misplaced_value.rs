//! Recognizes values of other filters in the text of the message filter: people type or paste an outbox id, a sender
//! number or a user name there.

use super::{
    date_filter::DateFilter,
    draft::sender_number,
    param::Param,
    pasted_value::{digits_of, value},
};

/// The lengths of an outbox id in digits. Shorter numbers are codes or amounts, and 64 bits hold no longer ones.
const ID_DIGITS: std::ops::RangeInclusive<usize> = 5..=19;

/// The lengths of a sender number in digits: Iran's shortest lines have four, and its longest ones sixteen.
const SENDER_DIGITS: std::ops::RangeInclusive<usize> = 4..=16;

/// The lengths of a user name in characters.
const NAME_CHARS: std::ops::RangeInclusive<usize> = 3..=40;

/// Returns the filters of which a text may be a value, each with that value. Several digits may be an id as well as a
/// sender number.
pub fn possible_filters(text: &str) -> Vec<(Param, String)> {
    let id = outbox_id(text).map(|id| (Param::MessagesOutboxId, id));
    let sender = sender(text).map(|sender| (Param::Number, sender));
    let name = user_name(text).map(|name| (Param::Username, name));
    [id, sender, name].into_iter().flatten().collect()
}

/// Returns the outbox id that a text may be. No id begins with a zero.
fn outbox_id(text: &str) -> Option<String> {
    let digits = digits_of(text)?;
    (ID_DIGITS.contains(&digits.len()) && !digits.starts_with('0')).then_some(digits)
}

/// Returns the sender number that a text may be: digits, or letters after a country code (`+98votp`).
fn sender(text: &str) -> Option<String> {
    let written = value(text);
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let digits = written.bytes().filter(is_digit).count();
    if let Some(rest) = written.strip_prefix('+').filter(|rest| rest.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        let letters = rest.len() - digits;
        let code = rest.bytes().take_while(|byte| is_digit(byte)).count();
        if letters > 0 {
            return (code > 0 && rest.len() <= *SENDER_DIGITS.end()).then_some(written);
        }
    }
    let is_separator = |c| matches!(c, ' ' | '-' | '(' | ')' | '+');
    let is_number = written.chars().all(|c| c.is_ascii_digit() || is_separator(c));
    let is_date = written.contains('-') && DateFilter::parse(&written).is_ok();
    if !is_number || is_date || !SENDER_DIGITS.contains(&digits) {
        return None;
    }
    Some(sender_number(&written)).filter(|number| number.starts_with('+'))
}

/// Returns the user name that a text may be: one word of Latin letters, digits and the signs of such names. `*` stands
/// for any text.
fn user_name(text: &str) -> Option<String> {
    let name = value(text);
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'@' | b'*');
    let is_name = NAME_CHARS.contains(&name.len())
        && name.bytes().all(is_of_name)
        && name.bytes().any(|byte| byte.is_ascii_alphabetic())
        && DateFilter::parse(&name).is_err();
    is_name.then_some(name)
}
