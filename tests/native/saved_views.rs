//! Saved views.

use crate::support::{texts, thorough};
use outbox_report::domain::saved_views::{Added, MAX_VIEWS, Refusal, SavedView, SavedViews};
use proptest::prelude::*;

fn saved(views: &[(&str, &str)]) -> SavedViews {
    let mut saved = SavedViews::default();
    for (name, query) in views {
        assert_eq!(saved.save(name, (*query).to_owned()), Ok(()));
    }
    saved
}

#[track_caller]
fn check(views: &SavedViews, expected: &[(&str, &str)]) {
    let found: Vec<_> = views.list().iter().map(|view| (view.name.as_str(), view.query.as_str())).collect();
    assert_eq!(found, expected);
}

/// A `canonical` that accepts every address as it is.
const AS_IT_IS: fn(&str) -> Option<String> = |query| Some(query.to_owned());

#[test]
fn a_view_is_a_name_and_an_address_and_nothing_else() {
    let json = saved(&[("رد شده", "?state_id=3"), ("All", "")]).to_json();
    assert_eq!(json, r#"{"views":[{"name":"رد شده","query":"?state_id=3"},{"name":"All","query":""}]}"#);
}

#[test]
fn saving_under_a_name_that_is_there_changes_its_view() {
    let mut views = saved(&[("a", "?page=2"), ("b", "")]);
    assert_eq!(views.save("  a ", "?state_id=6".to_owned()), Ok(()));
    check(&views, &[("a", "?state_id=6"), ("b", "")]);
    assert_eq!(views.save(" \t ", String::new()), Err(Refusal::Name));
    assert_eq!(views.list().len(), 2);
}

#[test]
fn views_are_renamed_moved_deleted_and_put_back() {
    let mut views = saved(&[("a", "?page=1"), ("b", "?page=2"), ("c", "?page=3")]);
    assert_eq!(views.rename(1, "x"), Ok(()));
    assert_eq!(views.rename(1, "a"), Err(Refusal::Name));
    assert_eq!(views.rename(9, "y"), Err(Refusal::Name));
    views.move_up(2);
    check(&views, &[("a", "?page=1"), ("c", "?page=3"), ("x", "?page=2")]);
    views.move_up(0);
    views.move_up(3);
    let gone = views.remove(1).unwrap();
    assert_eq!(views.remove(5), None);
    check(&views, &[("a", "?page=1"), ("x", "?page=2")]);
    views.insert(1, gone);
    check(&views, &[("a", "?page=1"), ("c", "?page=3"), ("x", "?page=2")]);
}

#[test]
fn saved_a_file_are_added_without_taking_a_name_away() {
    let mut views = saved(&[("a", "?page=1"), ("b", "?page=2")]);
    let added = views.add(saved(&[("a", "?page=1"), ("b", "?page=9"), ("c", "")]));
    assert_eq!(added, Added { count: 2, left_out: 0 });
    check(&views, &[("a", "?page=1"), ("b", "?page=2"), ("b 2", "?page=9"), ("c", "")]);
}

#[test]
fn a_view_is_put_back_beside_one_that_has_got_its_name() {
    let mut views = saved(&[("a", "?page=1"), ("a 2", "?page=2")]);
    views.insert(0, SavedView { name: "a".to_owned(), query: "?page=3".to_owned() });
    check(&views, &[("a 3", "?page=3"), ("a", "?page=1"), ("a 2", "?page=2")]);
    assert_eq!((views.index_of("a"), views.index_of("b")), (Some(1), None));
}

#[test]
fn names_stay_apart_when_they_are_read_again_however_long_they_are() {
    let long = "ن".repeat(80);
    let file = format!(
        r#"{{"views":[{{"name":"{long}","query":"?1"}},{{"name":"{long}x","query":"?2"}},{{"name":"{long}","query":"?3"}}]}}"#
    );
    let mut views = SavedViews::default();
    views.add(SavedViews::parse(&file, AS_IT_IS).unwrap());
    assert_eq!(views.list().len(), 3);
    assert_eq!(SavedViews::parse(&views.to_json(), AS_IT_IS).unwrap(), views);
    for (at, view) in views.list().iter().enumerate() {
        assert_eq!(views.index_of(&view.name), Some(at));
    }
}

#[test]
fn a_file_of_a_megabyte_is_added_as_far_as_there_is_room_and_at_once() {
    let views = (0..30_000).map(|at| format!(r#"{{"name":"a","query":"?{at}"}}"#)).collect::<Vec<_>>();
    let file = format!(r#"{{"views":[{}]}}"#, views.join(","));
    let start = std::time::Instant::now();
    let mut views = saved(&[("a", "")]);
    let added = views.add(SavedViews::parse(&file, AS_IT_IS).unwrap());
    assert_eq!(added, Added { count: MAX_VIEWS - 1, left_out: 30_001 - MAX_VIEWS });
    assert_eq!(views.list().last().map(|view| view.name.as_str()), Some("a 1000"));
    assert!(start.elapsed().as_secs() < 5);
    // One more would be lost when the list is read again.
    assert_eq!(views.save("one more", String::new()), Err(Refusal::Full));
    assert_eq!(views.save("a", "?state_id=2".to_owned()), Ok(()));
    assert_eq!(views.list().len(), MAX_VIEWS);
}

#[test]
fn what_is_no_view_in_a_file_is_left_out() {
    let text = r#"{"views":[{"name":"a","query":"?x"},{"name":" "},{"query":"?y"},7,{"name":"b","query":5}],"more":1}"#;
    check(&SavedViews::parse(text, AS_IT_IS).unwrap(), &[("a", "?x")]);
    assert_eq!(SavedViews::parse(text, |_| None).unwrap(), SavedViews::default());
    for text in ["", "[]", "{}", r#"{"views":{}}"#, "{\"views\":["] {
        assert_eq!(SavedViews::parse(text, AS_IT_IS), None, "{text}");
    }
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn kept_views_read_back_as_themselves(names in proptest::collection::vec(texts("\\PC{1,20}"), 0..6), query in texts("\\PC{0,20}")) {
        let mut views = SavedViews::default();
        for name in &names {
            let _ = views.save(name, query.clone());
        }
        prop_assert_eq!(SavedViews::parse(&views.to_json(), AS_IT_IS), Some(views));
    }
}
