//! The token that authorizes requests to the gateway.

use std::fmt;

/// A token for the `Authorization` header. It is never printed, and never part of an address.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// The reason why a text is not a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenError {
    /// The text is empty.
    Missing,
    /// The text has a character that no HTTP header can carry.
    NotAHeader,
}

impl Token {
    /// Reads a token. The blanks around it are removed, as they never reach the value of a header (Fetch, "normalize a
    /// byte sequence").
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TokenError::Missing);
        }
        // Fetch takes a header as Latin-1. RFC 9110, section 5.5, allows no control character except the tab.
        let carried = |c: char| matches!(c, '\t' | ' '..='~' | '\u{A0}'..='\u{FF}');
        if text.chars().all(carried) { Ok(Self(text.to_owned())) } else { Err(TokenError::NotAHeader) }
    }

    /// Returns the token's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}
