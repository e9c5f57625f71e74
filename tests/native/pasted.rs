//! Views out of what people paste.

use crate::support::{TestZone, codec, thorough};
use outbox_report::{address::pasted::Pasted, domain::draft::Draft};
use proptest::prelude::*;

const PAGE: &str = "https://sms.example.com/panel/";

fn read(text: &str) -> Option<Pasted> {
    let zone = TestZone::tehran();
    codec(&zone).parse_pasted(text, PAGE)
}

/// The text opens this address, and holds a token or another address beside it.
#[track_caller]
fn check(text: &str, address: &str, has_token: bool, has_address: bool) {
    let zone = TestZone::tehran();
    let codec = codec(&zone);
    let pasted = read(text).unwrap_or_else(|| panic!("{text} is a view"));
    assert_eq!(codec.format_draft(&pasted.draft), address, "{text}");
    assert_eq!((pasted.has_token, pasted.has_address), (has_token, has_address), "{text}");
}

const DOCUMENTS: &str = "?limit=10&username=*&number=%2B98217000070&messages_outbox_id=1100972179\
    &create_from_date=1744102007&create_to_date=1744102007&send_from_date=1744102007&send_to_date=1744102007\
    &from_exit_count=1&to_exit_count=100&message=%D8%AA%D8%B3%D8%AA&state_id=6";

#[test]
fn the_documents_curl_example_opens_as_it_stands() {
    check(include_str!("../fixtures/curl.txt"), DOCUMENTS, false, false);
}

#[test]
fn the_documents_request_body_opens() {
    check(include_str!("../fixtures/request.json"), DOCUMENTS, false, false);
    check(r#"{"page":3,"limit":25,"filters":{}}"#, "?page=3", false, false);
    check(r#"Look: {"filters":{"state_id":6,"message":null,"username":""}} ok?"#, "?state_id=6", false, false);
}

#[test]
fn a_real_token_and_a_gateways_address_are_noticed_and_not_used() {
    let curl = |header: &str| {
        format!(
            "curl --location 'https://edge.example.com/v1/api/report/new_list' --header '{header}' \
             --data '{{\"page\":2,\"filters\":{{\"state_id\":\"3\"}}}}'"
        )
    };
    check(&curl("Authorization: s3cret-t0ken"), "?page=2&state_id=3", true, true);
    check(&curl("authorization: YOUR_TOKEN_HERE"), "?page=2&state_id=3", false, true);
}

#[test]
fn quotes_of_shells_are_read() {
    check(r#"curl x --data '{"filters":{"message":"it'\''s"}}'"#, "?message=it%27s", false, false);
    check(r#"curl x -d "{\"filters\":{\"message\":\"a\",\"state_id\":\"6\"}}""#, "?message=a&state_id=6", false, false);
}

#[test]
fn links_of_this_page_and_of_others_open_here() {
    check("https://sms.example.com/panel/?page=2&state_id=6", "?page=2&state_id=6", false, false);
    check("http://other.example/?state_id=6&token=abc#top", "?state_id=6", true, true);
    check("see https://sms.example.com/panel/?message=%D8%AA and call me", "?message=%D8%AA", false, false);
    check("?create_from_date=now-7d/d", "?create_from_date=now-7d/d", false, false);
    check("?state_id=99", "?state_id=99", false, false);
}

#[test]
fn what_means_no_view_is_none() {
    for text in
        ["", "hello", "{}", "{\"a\":1}", "https://example.com/", "https://example.com/?q=1", "what?", "{{{{", "'{'"]
    {
        assert_eq!(read(text), None, "{text}");
    }
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn any_text_can_be_pasted(text in "\\PC{0,60}|[{}\"':?&=,a-z]{0,40}") {
        if let Some(pasted) = read(&text) {
            prop_assert!(pasted.draft != Draft::default() || text.contains("filters") || text.contains('?'));
        }
    }
}
