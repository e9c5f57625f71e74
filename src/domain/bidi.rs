//! Finds the direction of a text, and makes characters visible that control the direction of the text after them.

use std::borrow::Cow;

/// Returns the abbreviated name of a directional formatting character (UAX #9, table 4); `None` for any other
/// character.
const fn name(c: char) -> Option<&'static str> {
    match c {
        '\u{202A}' => Some("LRE"),
        '\u{202B}' => Some("RLE"),
        '\u{202C}' => Some("PDF"),
        '\u{202D}' => Some("LRO"),
        '\u{202E}' => Some("RLO"),
        '\u{2066}' => Some("LRI"),
        '\u{2067}' => Some("RLI"),
        '\u{2068}' => Some("FSI"),
        '\u{2069}' => Some("PDI"),
        _ => None,
    }
}

/// Returns whether a character is an explicit directional formatting character: an embedding, an override, an isolate
/// or the end of one.
pub const fn is_directional(c: char) -> bool {
    name(c).is_some()
}

/// Returns the text as a part that reads from left to right within a text of either direction, by an isolate (UAX #9,
/// LRI). A text of a single character, such as a dash, or one that begins and ends with a digit or a Latin letter needs
/// none.
pub fn left_to_right(text: Cow<str>) -> Cow<str> {
    let is_strong = |c: Option<char>| c.is_some_and(|c| c.is_numeric() || c.is_ascii_alphanumeric());
    let mut chars = text.chars();
    let (first, last) = (chars.next(), chars.next_back());
    if last.is_none() || is_strong(first) && is_strong(last) { text } else { isolated_ltr(&text).into() }
}

/// Returns the text as a part of a sentence in either direction that reads from left to right. As
/// [`left_to_right`] does, but also isolates a text whose signs part digits: after an Arabic letter `12-34` would read
/// `34-12` (UAX #9, W2 and W4).
pub fn left_to_right_in_words(text: String) -> String {
    let keeps_digits =
        |c: char| c.is_numeric() || c.is_ascii_alphabetic() || matches!(c, '.' | ',' | '/' | ':' | '٫' | '٬');
    if text.chars().all(keeps_digits) { left_to_right(text.into()).into_owned() } else { isolated_ltr(&text) }
}

/// Returns a text within isolates, as a part that reads from left to right (UAX #9, LRI).
pub fn isolated_ltr(text: &str) -> String {
    ["\u{2066}", text, "\u{2069}"].concat()
}

/// Returns a text within isolates, so that its direction, that of its first letter, does not affect the text around it
/// (UAX #9, FSI).
pub fn isolated(text: &str) -> String {
    ["\u{2068}", text, "\u{2069}"].concat()
}

/// Returns the direction of a text by its first letter, as the HTML attribute `dir` has it (UAX #9, P2 and P3); `None`
/// for a text without letters.
pub fn direction(text: &str) -> Option<&'static str> {
    let letter = text.chars().find(|c| !is_sign(*c))?;
    let is_rtl = matches!(
        letter,
        '\u{0590}'..='\u{08FF}'
            | '\u{FB1D}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFF}'
            | '\u{10800}'..='\u{10FFF}'
            | '\u{1E800}'..='\u{1EFFF}'
    );
    Some(if is_rtl { "rtl" } else { "ltr" })
}

/// Returns whether a character belongs to no script: a punctuation mark, a digit, a symbol, an emoji. The combining
/// marks and the punctuation of most scripts count as letters, as they follow letters.
///
/// [`char::is_alphabetic`] would do as well, but its tables would add a hundredth to the code that is loaded before the
/// first row.
const fn is_sign(c: char) -> bool {
    matches!(
        c,
        '\0'..='@'
            | '['..='`'
            | '{'..='\u{A9}'
            | '\u{AB}'..='\u{B4}'
            | '\u{B6}'..='\u{B9}'
            | '\u{BB}'..='\u{BF}'
            | '\u{D7}'
            | '\u{F7}'
            | '\u{2C2}'..='\u{2C5}'
            | '\u{2D2}'..='\u{2DF}'
            | '\u{300}'..='\u{344}'
            | '\u{346}'..='\u{362}'
            // Arabic signs and digits, then the digits of Persian.
            | '\u{600}'..='\u{60F}'
            | '\u{61B}'..='\u{61F}'
            | '\u{660}'..='\u{66D}'
            | '\u{6D4}'
            | '\u{6DD}'..='\u{6E0}'
            | '\u{6F0}'..='\u{6F9}'
            // Punctuation, currencies, arrows, symbols; then those of Chinese and Japanese, and emoji.
            | '\u{2000}'..='\u{2070}'
            | '\u{2072}'..='\u{207E}'
            | '\u{2080}'..='\u{208F}'
            | '\u{20A0}'..='\u{2101}'
            | '\u{2116}'..='\u{2118}'
            | '\u{211E}'..='\u{2123}'
            | '\u{2190}'..='\u{24B5}'
            | '\u{24EA}'..='\u{2BFF}'
            | '\u{2E00}'..='\u{2E2E}'
            | '\u{2E30}'..='\u{3004}'
            | '\u{3008}'..='\u{3020}'
            | '\u{FD3E}'
            | '\u{FD3F}'
            | '\u{FE00}'..='\u{FE6F}'
            | '\u{FEFF}'..='\u{FF20}'
            | '\u{1F000}'..='\u{1F12F}'
            | '\u{1F18A}'..='\u{1FAFF}'
            | '\u{E0000}'..='\u{10FFFF}'
    )
}

/// Returns the text with each directional formatting character replaced by its name in brackets (`⟦RLO⟧`), so that it
/// is visible and has no effect.
pub fn seen(text: impl IntoIterator<Item = char>) -> String {
    let mut seen = String::new();
    for c in text {
        match name(c) {
            Some(name) => seen.extend(["⟦", name, "⟧"]),
            None => seen.push(c),
        }
    }
    seen
}
