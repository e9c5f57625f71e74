//! The texts that can be a token.

use outbox_report::domain::token::{Token, TokenError};

#[test]
fn a_token_is_what_a_header_can_carry() {
    assert_eq!(Token::parse(" abc=XYZ- ~ \n").unwrap().as_str(), "abc=XYZ- ~");
    assert_eq!(Token::parse("  "), Err(TokenError::Missing));
    for text in ["توکن", "a\nb", "a\u{0}b", "abc…", "a\u{7F}b"] {
        assert_eq!(Token::parse(text), Err(TokenError::NotAHeader), "{text}");
    }
}

#[test]
fn a_token_is_never_printed() {
    assert_eq!(format!("{:?}", Token::parse("secret").unwrap()), "Token");
}
