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
