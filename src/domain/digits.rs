//! Digits of three scripts: Latin `0-9`, Persian `۰-۹` (U+06F0) and Arabic-Indic `٠-٩` (U+0660).
//!
//! A text that a person types or pastes may hold digits of any of them. Requests and addresses hold Latin ones alone.

/// The digits in which numbers are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    /// `0123456789` (CLDR numbering system `latn`).
    Latin,
    /// `۰۱۲۳۴۵۶۷۸۹` (CLDR numbering system `arabext`).
    Persian,
}

impl Digits {
    /// Returns the name of the digits' numbering system in CLDR.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Latin => "latn",
            Self::Persian => "arabext",
        }
    }

    /// Returns the text with these digits in place of Latin ones, and everything else unchanged.
    pub fn write(self, text: &str) -> String {
        match self {
            Self::Latin => text.to_owned(),
            Self::Persian => text.chars().map(persian).collect(),
        }
    }
}

/// Returns the text with the digits of all three scripts as Latin ones, and everything else unchanged.
pub fn latin(text: &str) -> String {
    text.chars().map(latin_char).collect()
}

/// Returns the Latin digit for a Persian or Arabic-Indic one, and any other character unchanged.
pub(super) fn latin_char(c: char) -> char {
    let digit = match c {
        '۰'..='۹' => u32::from(c) - u32::from('۰'),
        '٠'..='٩' => u32::from(c) - u32::from('٠'),
        _ => return c,
    };
    char::from_digit(digit, 10).unwrap_or(c)
}

/// Returns the Persian digit for a Latin one, and any other character unchanged.
fn persian(c: char) -> char {
    match c.to_digit(10) {
        Some(digit) => char::from_u32(u32::from('۰') + digit).unwrap_or(c),
        None => c,
    }
}
