//! The addresses that count as a gateway's, and those that don't.

use outbox_report::domain::base_url::{BaseUrl, BaseUrlError};

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
    check("https://xn--mgba3a4f16a.ir", "https://xn--mgba3a4f16a.ir/api/report/new_list");
}

#[test]
fn what_a_copied_address_carries_goes() {
    check("https://edge.example.com:۸۰۸۰/v۱", "https://edge.example.com:8080/v1/api/report/new_list");
    check("\u{200E}https://edge.example.com/v1\u{200F}", "https://edge.example.com/v1/api/report/new_list");
    check("<https://edge.example.com/v1>", "https://edge.example.com/v1/api/report/new_list");
    check("“https://edge.example.com/v1/”,", "https://edge.example.com/v1/api/report/new_list");
    check("\u{A0}https://edge.example.com/v1\u{202F}", "https://edge.example.com/v1/api/report/new_list");
}

#[test]
fn the_whole_endpoint_is_as_good_as_its_base() {
    check("https://edge.example.com/v1/api/report/new_list", "https://edge.example.com/v1/api/report/new_list");
    check("https://edge.example.com/api/report/new_list/", "https://edge.example.com/api/report/new_list");
    check("https://edge.example.com/v1/api/report", "https://edge.example.com/v1/api/report/new_list");
    check("/v1/api/report/new_list", "/v1/api/report/new_list");
    check("/api/report/new_list", "/api/report/new_list");
    check("https://api/report", "https://api/report/api/report/new_list");
    check("https://edge.example.com/api", "https://edge.example.com/api/api/report/new_list");
    check("https://edge.example.com/x/new_list", "https://edge.example.com/x/new_list/api/report/new_list");
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
    ] {
        assert_eq!(BaseUrl::parse(text), Err(BaseUrlError::Form), "{text}");
    }
    for text in ["https://user@host", "https://u:p@host/x", "https://host?x", "https://host/#x", "/x?y"] {
        assert_eq!(BaseUrl::parse(text), Err(BaseUrlError::Extra), "{text}");
    }
}

#[test]
fn a_sign_that_would_lead_to_another_host_is_named() {
    for (text, sign) in [
        ("https://edge–gw.example.com/v1", '–'),
        ("https://edge‑gw.example.com", '‑'),
        ("https://درگاه.ایران", 'د'),
        ("https://еdge.example.com", 'е'),
        ("https://edge。example.com", '。'),
        ("https://a\"b", '"'),
        ("https://edge%2Dgw.example.com", '%'),
        ("https://edge‐gw:8080/x", '‐'),
    ] {
        assert_eq!(BaseUrl::parse(text), Err(BaseUrlError::Host(sign)), "{text}");
    }
}

#[test]
fn the_host_is_what_the_header_shows() {
    assert_eq!(BaseUrl::parse("https://edge.example.com/v1").unwrap().host(), Some("edge.example.com"));
    assert_eq!(BaseUrl::parse("/v1").unwrap().host(), None);
}
