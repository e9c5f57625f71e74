//! Digits of three scripts: Latin `0-9`, Persian `۰-۹` (U+06F0) and Arabic-Indic `٠-٩` (U+0660).
//!
//! What a person types or pastes may hold any of them; the wire and the address hold Latin ones alone.

/// In which digits numbers are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    /// `0123456789` (CLDR numbering system `latn`).
    Latin,
    /// `۰۱۲۳۴۵۶۷۸۹` (CLDR numbering system `arabext`).
    Persian,
}

impl Digits {
    /// The CLDR numbering system.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Latin => "latn",
            Self::Persian => "arabext",
        }
    }

    /// The text with its Latin digits written in this script; everything else stays.
    pub fn write(self, text: &str) -> String {
        match self {
            Self::Latin => text.to_owned(),
            Self::Persian => text.chars().map(persian).collect(),
        }
    }
}

/// The text with digits of all three scripts as Latin ones; everything else stays.
pub fn latin(text: &str) -> String {
    text.chars().map(latin_char).collect()
}

pub(super) fn latin_char(c: char) -> char {
    let digit = match c {
        '۰'..='۹' => u32::from(c) - u32::from('۰'),
        '٠'..='٩' => u32::from(c) - u32::from('٠'),
        _ => return c,
    };
    char::from_digit(digit, 10).unwrap_or(c)
}

fn persian(c: char) -> char {
    match c.to_digit(10) {
        Some(digit) => char::from_u32(u32::from('۰') + digit).unwrap_or(c),
        None => c,
    }
}
