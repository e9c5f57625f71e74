//! Single-line values as people paste them.
//!
//! A value that is copied from a page, a message or a spreadsheet often carries signs that nobody meant: direction
//! marks, narrow blanks, quotes, a typographer's dashes. Every field except Message text, Username and Token reads its
//! text through this module; those three are sent as typed.

use super::digits::latin_char;

/// Returns the value without the signs around it: blanks, quotes, angle brackets, commas and semicolons on both sides,
/// and `#` before it.
///
/// Invisible marks are removed everywhere, each blank becomes a plain one, and digits of three scripts become Latin. A
/// text that consists of such signs alone keeps them.
pub fn bare(text: &str) -> String {
    let changed: String;
    let text = if text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
        text
    } else {
        let visible = text.chars().filter(|c| !is_invisible(*c));
        changed = visible.map(|c| if c.is_whitespace() { ' ' } else { latin_char(c) }).collect();
        &changed
    };
    let inside = text.trim_end_matches(is_around).trim_start_matches(|c| is_around(c) || c == '#');
    if inside.is_empty() { text.trim() } else { inside }.to_owned()
}

/// Returns the value as [`bare`] does, but with plain dashes, slashes and plus signs.
pub fn value(text: &str) -> String {
    let plain = |c| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        '\u{2044}' | '\u{2215}' | '\u{FF0F}' | '\u{60D}' => '/',
        '\u{FF0B}' => '+',
        c => c,
    };
    let bare = bare(text);
    if bare.is_ascii() { bare } else { bare.chars().map(plain).collect() }
}

/// Returns the value without the fraction `.0`, which programs write after a whole number that they keep as a float.
pub fn without_zero_fraction(value: &str) -> &str {
    let is_whole = |rest: &&str| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'+');
    value.strip_suffix(".0").filter(is_whole).unwrap_or(value)
}

/// Returns the digits of a whole number, which may be grouped by threes: `1,000`, `۳۲٬۲۸۲٬۰۴۰`, `1 000`. Any other text
/// is `None`, but for `1.0`: in `1,5` and `1.000` the sign may stand before a fraction.
pub fn digits_of(text: &str) -> Option<String> {
    let text = value(text);
    let text = without_zero_fraction(&text);
    let grouping = text.chars().find(|c| !c.is_ascii_digit());
    let has_digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let Some(grouping) = grouping else { return has_digits(text).then(|| text.to_owned()) };
    let mut groups = text.split(grouping);
    let is_first = |group: &str| has_digits(group) && group.len() <= 3;
    let is_grouped = matches!(grouping, ',' | '٬' | '،' | ' ' | '\'' | '’' | '_')
        && groups.next().is_some_and(is_first)
        && groups.all(|group| has_digits(group) && group.len() == 3);
    is_grouped.then(|| text.split(grouping).collect())
}

/// Returns whether a character may surround a value, before or after it, without being part of it.
pub(super) const fn is_around(c: char) -> bool {
    is_quote(c) || matches!(c, ' ' | ',' | ';' | '،' | '؛' | '<' | '>')
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '«' | '»' | '‹' | '›' | '\u{2018}'..='\u{201F}')
}

/// Returns whether a character is an invisible mark: one of direction or joining, a soft hyphen or a variation
/// selector.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}
