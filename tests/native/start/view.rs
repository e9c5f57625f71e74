use crate::support::{TestZone, codec, draft as draft_of, query};
use outbox_report::{
    address::Codec,
    domain::{draft::FieldError, locale::Locale, param::Param},
    i18n::Formatter,
    start::view::{View, draft},
};

/// Returns the view of an address, with `start_view` as the view for the start.
fn opened(codec: Codec, address: &str, start_view: Option<&str>) -> View {
    let draft = draft(codec, address, start_view);
    let query = draft.check(codec.context);
    let formatter = Formatter::new(Locale::Fa, None);
    View::new(codec, formatter, draft, query)
}

#[test]
fn an_address_opens_the_query_that_it_means_and_is_put_right() {
    let zone = TestZone::tehran();
    let view = opened(codec(&zone), "?state_id=%DB%B6&page=1&utm_source=x", None);
    assert_eq!(view.query, Some(query(&[(Param::StateId, "6")])));
    assert_eq!(view.canonical, "?state_id=6");
}

#[test]
fn an_address_that_says_nothing_opens_the_start_view_and_another_does_not() {
    let zone = TestZone::tehran();
    let codec = Codec { own_limit: Some(50), has_start_view: true, ..codec(&zone) };
    for (address, canonical) in [
        ("", "?state_id=3"),
        ("?", "?state_id=3"),
        ("?utm_source=x", "?state_id=3"),
        ("?page=2", "?page=2"),
        ("?limit=25", "?limit=25"),
    ] {
        assert_eq!(opened(codec, address, Some("?state_id=3")).canonical, canonical, "{address}");
    }
    // Without a view of their own, somebody's rows per page are what an empty address means.
    assert_eq!(opened(Codec { has_start_view: false, ..codec }, "", None).canonical, "?limit=50");
}

#[test]
fn what_cannot_be_used_stays_as_it_came_in_the_address_and_in_the_fields() {
    let zone = TestZone::tehran();
    let view = opened(codec(&zone), "?state_id=99&create_from_date=1404%2F01%2F01", None);
    assert_eq!(view.query, None);
    assert_eq!(view.errors.params().collect::<Vec<_>>(), [Param::StateId]);
    assert_eq!(view.errors.of(Param::StateId), Some(FieldError::NotAState));
    assert_eq!(view.canonical, "?create_from_date=2025-03-21&state_id=99");
    let as_it_came = draft_of(&[(Param::StateId, "99"), (Param::CreateFromDate, "1404/01/01")]);
    assert_eq!(view.typed, as_it_came);
    assert_eq!(view.settled, as_it_came);
}

#[test]
fn the_fields_show_dates_in_the_calendar_in_use_and_the_settled_texts_are_the_addresss() {
    let zone = TestZone::tehran();
    let view = opened(codec(&zone), "?create_from_date=2025-03-21", None);
    assert_eq!(view.typed.get(Param::CreateFromDate), "۱۴۰۴/۰۱/۰۱");
    assert_eq!(view.settled.get(Param::CreateFromDate), "2025-03-21");
}

#[test]
fn the_canonical_address_opens_the_same_view() {
    let zone = TestZone::tehran();
    let codec = codec(&zone);
    for address in ["", "?page=3&limit=10", "?number=09121234567", "?message=%20", "?state_id=x&page=0", "?limit=2000"]
    {
        let view = opened(codec, address, None);
        let again = opened(codec, &view.canonical, None);
        assert_eq!(again, view, "{address}");
    }
}
