//! Views that are kept on the device.

use crate::support::thorough;
use outbox_report::domain::saved_views::SavedViews;
use proptest::prelude::*;

fn shelf(views: &[(&str, &str)]) -> SavedViews {
    let mut shelf = SavedViews::default();
    for (name, query) in views {
        assert!(shelf.save(name, (*query).to_owned()));
    }
    shelf
}

#[track_caller]
fn check(shelf: &SavedViews, expected: &[(&str, &str)]) {
    let views: Vec<_> = shelf.list().iter().map(|view| (view.name.as_str(), view.query.as_str())).collect();
    assert_eq!(views, expected);
}

/// Any address is as good as another.
const AS_IT_IS: fn(&str) -> Option<String> = |query| Some(query.to_owned());

#[test]
fn a_view_is_a_name_and_an_address_and_nothing_else() {
    let json = shelf(&[("رد شده", "?state_id=3"), ("All", "")]).to_json();
    assert_eq!(json, r#"{"views":[{"name":"رد شده","query":"?state_id=3"},{"name":"All","query":""}]}"#);
}

#[test]
fn saving_under_a_name_that_is_there_changes_its_view() {
    let mut views = shelf(&[("a", "?page=2"), ("b", "")]);
    assert!(views.save("  a ", "?state_id=6".to_owned()));
    check(&views, &[("a", "?state_id=6"), ("b", "")]);
    assert!(!views.save(" \t ", String::new()));
    assert_eq!(views.list().len(), 2);
}

#[test]
fn views_are_renamed_moved_deleted_and_put_back() {
    let mut views = shelf(&[("a", "?page=1"), ("b", "?page=2"), ("c", "?page=3")]);
    assert!(views.rename(1, "x"));
    assert!(!views.rename(1, "a"));
    assert!(!views.rename(9, "y"));
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
fn views_of_a_file_are_added_without_taking_a_name_away() {
    let mut views = shelf(&[("a", "?page=1"), ("b", "?page=2")]);
    let count = views.add(shelf(&[("a", "?page=1"), ("b", "?page=9"), ("c", "")]));
    assert_eq!(count, 2);
    check(&views, &[("a", "?page=1"), ("b", "?page=2"), ("b 2", "?page=9"), ("c", "")]);
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
    fn kept_views_read_back_as_themselves(names in proptest::collection::vec("\\PC{1,20}", 0..6), query in "\\PC{0,20}") {
        let mut views = SavedViews::default();
        for name in &names {
            views.save(name, query.clone());
        }
        prop_assert_eq!(SavedViews::parse(&views.to_json(), AS_IT_IS), Some(views));
    }
}
