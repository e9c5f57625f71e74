//! Characters that control the direction of the text after them.

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
pub const fn turns(c: char) -> bool {
    name(c).is_some()
}

/// Returns the direction of a text by its first letter, as the HTML attribute `dir` has it (UAX #9, P2 and P3); `None`
/// for a text without letters.
pub fn direction(text: &str) -> Option<&'static str> {
    let letter = text.chars().find(|c| c.is_alphabetic())?;
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
