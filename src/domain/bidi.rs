//! Characters that turn the direction of what follows.

/// What Unicode calls such a character (UAX #9, table 4), short.
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

/// Whether it is such a character.
pub const fn turns(c: char) -> bool {
    name(c).is_some()
}

/// A text with these characters seen, by their names in brackets, instead of at work.
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
