//! What can be connected to, and with what.

use outbox_report::domain::{
    base_url::{BaseUrl, BaseUrlError},
    token::{Token, TokenError},
};

#[track_caller]
fn check(typed: &str, endpoint: &str) {
    assert_eq!(BaseUrl::parse(typed).map(|url| url.endpoint()), Ok(endpoint.to_owned()));
}

#[test]
fn an_address_keeps_its_path_with_or_without_a_slash() {
    check("", "/api/report/new_list");
    check("/", "/api/report/new_list");
    check("/gateway/", "/gateway/api/report/new_list");
    check("https://host/v1", "https://host/v1/api/report/new_list");
    check(" https://host/v1/ ", "https://host/v1/api/report/new_list");
    check("HTTP://Host:8080", "http://host:8080/api/report/new_list");
    check("https://[::1]:8443/x", "https://[::1]:8443/x/api/report/new_list");
    check("https://درگاه.ایران", "https://درگاه.ایران/api/report/new_list");
}

#[test]
fn what_is_no_address_is_refused() {
    for text in [
        "host",
        "ftp://host",
        "javascript:alert(1)",
        "//host",
        "/\\host",
        "https://",
        "https:///x",
        "https://a b",
        "https://host:99999",
        "https://host:x",
        "https://a\u{0}b",
        "https://[::1",
        "data:text/html,x",
        "https://a\"b",
    ] {
        assert_eq!(BaseUrl::parse(text), Err(BaseUrlError::Form), "{text}");
    }
    for text in ["https://user@host", "https://u:p@host/x", "https://host?x", "https://host/#x", "/x?y"] {
        assert_eq!(BaseUrl::parse(text), Err(BaseUrlError::Extra), "{text}");
    }
}

#[test]
fn the_host_is_what_the_header_shows() {
    assert_eq!(BaseUrl::parse("https://edge.example.com/v1").unwrap().host(), Some("edge.example.com"));
    assert_eq!(BaseUrl::parse("/v1").unwrap().host(), None);
}

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
