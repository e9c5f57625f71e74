//! The address codec and its laws.

use crate::support::{TestZone, codec, query, texts, thorough};
use outbox_report::{
    address::{Codec, LinkLength, Section},
    domain::{
        date_filter::DateFilterError,
        draft::{Draft, FieldError},
        param::Param,
    },
};
use proptest::prelude::*;

/// Checks the canonical address of a query string.
#[track_caller]
fn check_canonical(address: &str, expected: &str) {
    let zone = TestZone::tehran();
    assert_eq!(canonical(codec(&zone), address), expected);
}

fn canonical(codec: Codec, address: &str) -> String {
    let draft = codec.parse(address);
    match draft.check(codec.context) {
        Ok(query) => codec.format(&query),
        Err(_) => codec.format_draft(&draft),
    }
}

#[test]
fn defaults_and_unset_parameters_are_left_out() {
    check_canonical("", "");
    check_canonical("?", "");
    check_canonical("?page=1&limit=25&username=&message=", "");
}

#[test]
fn the_order_is_the_contracts() {
    check_canonical(
        "?state_id=6&message=a&to_exit_count=9&from_exit_count=1&send_to_date=2025-04-09&send_from_date=2025-04-08\
         &create_to_date=1744102008&create_from_date=1744102007&messages_outbox_id=1100972179&number=%2B98217000070\
         &username=*&limit=10&page=2",
        "?page=2&limit=10&username=*&number=%2B98217000070&messages_outbox_id=1100972179&create_from_date=1744102007\
         &create_to_date=1744102008&send_from_date=2025-04-08&send_to_date=2025-04-09&from_exit_count=1\
         &to_exit_count=9&message=a&state_id=6",
    );
}

#[test]
fn all_but_the_plain_characters_are_percent_encoded_in_capitals() {
    check_canonical("?message=a b", "?message=a%20b");
    check_canonical("?message=a+b", "?message=a%20b");
    check_canonical("?message=%d8%aa%d8%b3%d8%aa", "?message=%D8%AA%D8%B3%D8%AA");
    check_canonical("?message=تست", "?message=%D8%AA%D8%B3%D8%AA");
    check_canonical("?message=Az09-._~*:/", "?message=Az09-._~*:/");
    check_canonical("?message=!'()%26%3D%23%3F%2B,;@$", "?message=%21%27%28%29%26%3D%23%3F%2B%2C%3B%40%24");
}

#[test]
fn values_written_alike_have_one_address() {
    check_canonical("?page=۰۰۲&limit=٥٠&from_exit_count=007", "?page=2&limit=50&from_exit_count=7");
    check_canonical("?create_from_date=1404/01/19", "?create_from_date=2025-04-08");
    check_canonical("?create_from_date=۱۴۰۴-۱-۱۹ ۱۳:۳۰:۰۰", "?create_from_date=2025-04-08T13:30");
    check_canonical("?create_from_date=2025-4-8T3:05:09", "?create_from_date=2025-04-08T03:05:09");
    check_canonical("?number=0098 21-7000070", "?number=%2B98217000070");
    check_canonical("?state_id=06", "?state_id=6");
}

#[test]
fn a_plus_that_arrived_as_a_space_is_repaired() {
    check_canonical("?number= 98217000070", "?number=%2B98217000070");
    check_canonical("?number=+98217000070", "?number=%2B98217000070");
    check_canonical("?number=+98votp", "?number=%2B98votp");
    check_canonical("?number=%20", "");
}

#[test]
fn a_plus_of_date_math_that_arrived_as_a_space_is_repaired() {
    check_canonical("?create_from_date=now 1d", "?create_from_date=now%2B1d");
    check_canonical("?create_from_date=now+1d/d", "?create_from_date=now%2B1d/d");
    check_canonical("?create_from_date=now-7d 12h", "?create_from_date=now-7d%2B12h");
}

#[test]
fn date_math_written_alike_has_one_address() {
    check_canonical("?create_from_date=NOW - 07d / d", "?create_from_date=now-7d/d");
    check_canonical("?create_from_date=now-d", "?create_from_date=now-1d");
    check_canonical("?create_from_date=now%2B0d-۲h", "?create_from_date=now-2h");
}

#[test]
fn a_link_to_the_sends_that_share_a_value_keeps_the_other_filters() {
    #[track_caller]
    fn check(address: &str, param: Param, value: &str, expected: &str) {
        let zone = TestZone::tehran();
        let codec = codec(&zone);
        let query = codec.parse(address).check(codec.context).unwrap();
        assert_eq!(codec.only(&query, param).href(value), expected);
        assert_eq!(canonical(codec, expected), expected);
    }
    check("", Param::StateId, "3", "?state_id=3");
    check("?page=7&limit=50&state_id=6", Param::StateId, "3", "?limit=50&state_id=3");
    check("?username=a&message=m&page=2", Param::Number, "+98217", "?username=a&number=%2B98217&message=m");
    check("?message=a%26b", Param::Username, "ali & co", "?username=ali%20%26%20co&message=a%26b");
}

#[test]
fn a_link_whose_ampersands_were_written_as_in_html_keeps_its_filters() {
    check_canonical("?limit=50&amp;state_id=3", "?limit=50&state_id=3");
    check_canonical("?amp;page=2&amp;amp;state_id=3&amp%3Bmessage=a", "?page=2&message=a&state_id=3");
    check_canonical("?state_id=3&amp;", "?state_id=3");
}

#[test]
fn instants_and_grouped_numbers_have_one_address() {
    check_canonical("?create_from_date=2025-04-23T15:26:58+03:30", "?create_from_date=1745409418");
    check_canonical("?create_from_date=2025-04-23T11:56:58.000Z", "?create_from_date=1745409418");
    check_canonical("?create_to_date=now–24H", "?create_to_date=now-24h");
    check_canonical("?page=1,000&messages_outbox_id=%231,100,972,179", "?page=1000&messages_outbox_id=1100972179");
    check_canonical("?number=+98+(0)21+700+0070", "?number=%2B98217000070");
}

#[test]
fn somebody_who_chose_the_default_is_somebody_who_never_chose() {
    let zone = TestZone::tehran();
    let own = Codec { own_limit: Some(25), ..codec(&zone) };
    assert_eq!(canonical(own, ""), "");
    assert_eq!(canonical(own, "?limit=25"), "");
    assert_eq!(canonical(own, "?limit=50"), "?limit=50");
    // With a view that opens at the start, nothing would be another view.
    let start = Codec { has_start_view: true, ..own };
    assert_eq!(canonical(start, "?limit=25"), "?limit=25");
}

#[test]
fn links_that_servers_refuse_are_known_by_their_length() {
    let zone = TestZone::tehran();
    let codec = codec(&zone);
    let link = |letters: usize| {
        let query = crate::support::query(&[(Param::Message, &"س".repeat(letters))]);
        LinkLength::of(&["https://sms.example.com/panel/", &codec.format(&query)].concat())
    };
    assert_eq!(link(300), LinkLength::Fine);
    assert_eq!(link(400), LinkLength::RefusedBySome);
    assert_eq!(link(1_400), LinkLength::RefusedByMost);
    assert_eq!(LinkLength::of("https://sms.example.com/panel/"), LinkLength::Fine);
}

#[test]
fn unknown_parameters_go_and_of_a_doubled_one_the_last_counts() {
    check_canonical("?token=secret&base_url=https://evil.example&page=3&page=4&utm_source=x", "?page=4");
    check_canonical("?page=abc&page=4", "?page=4");
    check_canonical("?state_id=6&page=3&state_id=&page=", "?page=3&state_id=6");
}

#[test]
fn zero_is_a_value() {
    check_canonical("?state_id=0&from_exit_count=0&to_exit_count=0", "?from_exit_count=0&to_exit_count=0&state_id=0");
}

#[test]
fn what_cannot_be_used_stays_as_it_is_and_the_rest_becomes_canonical() {
    check_canonical("?state_id=99&page=002&number=0098217", "?page=2&number=%2B98217&state_id=99");
    check_canonical("?limit=0&page=1", "?limit=0");
    check_canonical(
        "?create_to_date=2025-04-07&create_from_date=2025-04-08",
        "?create_from_date=2025-04-08&create_to_date=2025-04-07",
    );
}

#[test]
fn each_value_that_cannot_be_used_has_its_reason() {
    #[track_caller]
    fn check(address: &str, expected: &[(Param, FieldError)]) {
        let zone = TestZone::tehran();
        let codec = codec(&zone);
        let errors = codec.parse(address).check(codec.context).unwrap_err();
        assert_eq!(errors.params().collect::<Vec<_>>(), expected.iter().map(|(param, _)| *param).collect::<Vec<_>>());
        for (param, error) in expected {
            assert_eq!(errors.of(*param), Some(*error));
        }
    }
    let largest = 9_223_372_036_854_775_807;
    check("?page=abc", &[(Param::Page, FieldError::NotWithin(1, largest))]);
    check("?page=0", &[(Param::Page, FieldError::NotWithin(1, largest))]);
    check("?page=%2B3", &[(Param::Page, FieldError::NotWithin(1, largest))]);
    check("?page=9223372036854775808", &[(Param::Page, FieldError::NotWithin(1, largest))]);
    check("?limit=0", &[(Param::Limit, FieldError::NotWithin(1, 1000))]);
    check("?limit=1001", &[(Param::Limit, FieldError::NotWithin(1, 1000))]);
    check("?state_id=10", &[(Param::StateId, FieldError::NotAState)]);
    check("?state_id=-1", &[(Param::StateId, FieldError::NotAState)]);
    check("?from_exit_count=1.5", &[(Param::FromExitCount, FieldError::NotWithin(0, largest))]);
    check("?from_exit_count=5&to_exit_count=4", &[(Param::ToExitCount, FieldError::BeforeFrom)]);
    check("?create_from_date=yesterday", &[(Param::CreateFromDate, FieldError::Date(DateFilterError::Unreadable))]);
    check("?send_from_date=1744102008&send_to_date=1744102007", &[(Param::SendToDate, FieldError::BeforeFrom)]);
    check(
        "?page=x&state_id=y",
        &[(Param::Page, FieldError::NotWithin(1, largest)), (Param::StateId, FieldError::NotAState)],
    );
}

#[test]
fn the_largest_numbers_are_taken() {
    check_canonical("?page=9223372036854775807&limit=1000", "?page=9223372036854775807&limit=1000");
    check_canonical("?to_exit_count=9223372036854775807", "?to_exit_count=9223372036854775807");
}

#[test]
fn own_rows_per_page_apply_to_an_empty_query_alone_and_are_written_into_it() {
    let zone = TestZone::tehran();
    let own = Codec { own_limit: Some(50), ..codec(&zone) };
    assert_eq!(canonical(own, ""), "?limit=50");
    assert_eq!(canonical(own, "?utm_source=x"), "?limit=50");
    assert_eq!(canonical(own, "?state_id=6"), "?state_id=6");
    // Without it, their own number would apply when it is opened again.
    assert_eq!(canonical(own, "?limit=25"), "?limit=25");
    assert_eq!(canonical(own, "?page=2"), "?page=2");
}

fn sensible_draft() -> impl Strategy<Value = Draft> {
    let date = prop_oneof![
        Just(String::new()),
        (0..4_000_000_000_u64).prop_map(|seconds| seconds.to_string()),
        (1900..2199_u32, 1..=12_u32, 1..=28_u32).prop_map(|(y, m, d)| format!("{y}-{m}-{d}")),
        (1200..1599_u32, 1..=12_u32, 1..=29_u32, 0..24_u32, 0..60_u32)
            .prop_map(|(y, m, d, h, min)| format!("{y}/{m:02}/{d:02} {h}:{min:02}")),
        texts("now([-+][0-9]{0,4}[smhdwMy]|/[smhdwMy]){0,4}"),
    ];
    let count = prop_oneof![Just(String::new()), (0..=u64::MAX / 2).prop_map(|n| n.to_string())];
    let page = prop_oneof![Just(String::new()), (1..=u64::MAX / 2).prop_map(|n| n.to_string())];
    let limit = prop_oneof![Just(String::new()), (1..=1000_u64).prop_map(|n| n.to_string())];
    let state = prop_oneof![Just(String::new()), (0..10_u8).prop_map(|n| n.to_string())];
    let number = prop_oneof![texts("[+]?[0-9۰-۹ -]{0,14}"), texts("[+]?[a-z][\\PC]{0,11}")];
    (
        (page, limit, texts(".{0,12}"), number, texts("[#\"]?[0-9a-z۰-۹_-]{0,12}")),
        (date.clone(), date),
        (count, texts(".{0,20}"), state),
    )
        .prop_map(|((page, limit, username, number, id), (from, sent), (exits, message, state))| {
            let mut draft = Draft::default();
            draft.set(Param::Page, page);
            draft.set(Param::Limit, limit);
            draft.set(Param::Username, username);
            draft.set(Param::Number, number);
            draft.set(Param::MessagesOutboxId, id);
            draft.set(Param::CreateFromDate, from);
            draft.set(Param::SendToDate, sent);
            draft.set(Param::FromExitCount, exits);
            draft.set(Param::Message, message);
            draft.set(Param::StateId, state);
            draft
        })
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn an_address_means_the_query_it_was_written_for(draft in sensible_draft()) {
        let zone = TestZone::tehran();
        let codec = codec(&zone);
        let query = draft.check(codec.context).unwrap();
        let address = codec.format(&query);
        let again = codec.parse(&address).check(codec.context).unwrap();
        prop_assert_eq!(&again, &query);
        prop_assert_eq!(codec.format(&again), address);
    }

    #[test]
    fn a_canonical_address_is_its_own_canonical_form(address in texts("[?]?((page|limit|number|message|state_id|create_to_date|x)=[^&]{0,9}&){0,4}")) {
        let zone = TestZone::tehran();
        let codec = codec(&zone);
        let once = canonical(codec, &address);
        prop_assert_eq!(canonical(codec, &once), once);
    }

    #[test]
    fn any_text_can_be_opened(address in texts("\\PC*")) {
        let zone = TestZone::tehran();
        canonical(codec(&zone), &address);
    }
}

#[test]
fn an_overview_stands_last_and_only_by_one_of_its_two_names() {
    let zone = TestZone::tehran();
    let opened = |address: &str| canonical(Codec { section: Section::of_address(address), ..codec(&zone) }, address);
    assert_eq!(opened("?overview=time&state_id=6"), "?state_id=6&overview=time");
    assert_eq!(opened("?overview=states"), "?overview=states");
    assert_eq!(opened("?overview=cost&state_id=6"), "?state_id=6");
    assert_eq!(opened("?overview=&page=2"), "?page=2");
    assert_eq!(opened("?overview=states&overview=time"), "?overview=time", "of a doubled one the last counts");
    assert_eq!(opened("?overview=time&overview=cost"), "");
    assert_eq!(opened("?overview=time&overview="), "?overview=time");
    assert_eq!(opened("?page=2&amp;overview=time"), "?page=2&overview=time");
}

#[test]
fn a_link_with_an_overview_means_the_same_to_everybody() {
    let zone = TestZone::tehran();
    let own = Codec { own_limit: Some(50), section: Some(Section::Time), ..codec(&zone) };
    assert_eq!(canonical(own, "?overview=time"), "?overview=time");
    let only = own.only(&query(&[(Param::Page, "3")]), Param::StateId);
    assert_eq!(only.href("6"), "?state_id=6", "a link on the page leaves open what is open");
}
