//! The secret that opens the gateway.

use std::fmt;

/// A token as it goes into the `Authorization` header. Never printed, never in an address.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// Why a text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenError {
    /// Nothing was typed.
    Missing,
    /// It has a character that no HTTP header can carry.
    NotAHeader,
}

impl Token {
    /// Reads a token. Blanks around it never reach a header's value (Fetch, "normalize a byte sequence") and go.
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TokenError::Missing);
        }
        // Fetch takes a header as Latin-1; RFC 9110, section 5.5, leaves no control characters but the tab.
        let carried = |c: char| matches!(c, '\t' | ' '..='~' | '\u{A0}'..='\u{FF}');
        if text.chars().all(carried) { Ok(Self(text.to_owned())) } else { Err(TokenError::NotAHeader) }
    }

    /// The header's value.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}
