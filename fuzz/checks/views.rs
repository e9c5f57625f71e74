//! What holds for every file of saved views.

use super::codec::codec;
use outbox_report::domain::saved_views::{Added, MAX_VIEWS, SavedViews};
use std::collections::BTreeSet;

/// Reads bytes as a file, and adds what is in it to views that are kept.
pub(crate) fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some(file) = SavedViews::parse(text, |address| Some(canonical(address))) else { return };
    let count = file.list().len();
    let mut views = SavedViews::default();
    assert_eq!(views.save("Rejected", "?state_id=3".to_owned()), Ok(()));
    let added = views.add(file);
    assert!(added.count + added.left_out <= count && views.list().len() == added.count + 1);
    check_kept(&views);
    // What is kept is there already.
    let mut twice = views.clone();
    assert_eq!(twice.add(views.clone()), Added::default());
    let last = views.list().len() - 1;
    views.move_up(last);
    let view = views.remove(last).expect("the last one");
    assert_eq!(views.save(&view.name, String::new()), Ok(()));
    views.insert(0, view);
    check_kept(&views);
}

/// Views have names of their own, addresses that open, and are read as they are kept.
fn check_kept(views: &SavedViews) {
    let names: BTreeSet<&str> = views.list().iter().map(|view| view.name.as_str()).collect();
    assert_eq!(names.len(), views.list().len());
    assert!(views.list().len() <= MAX_VIEWS + 1);
    for view in views.list() {
        assert!(!view.name.is_empty() && view.name.chars().count() <= 80, "{:?}", view.name);
        assert_eq!(canonical(&view.query), view.query);
        assert_eq!(views.index_of(&view.name).map(|at| &views.list()[at]), Some(view));
    }
    assert_eq!(SavedViews::parse(&views.to_json(), |address| Some(canonical(address))).as_ref(), Some(views));
}

/// An address as it is written.
fn canonical(address: &str) -> String {
    let codec = codec();
    let draft = codec.parse(address);
    match draft.check(codec.context) {
        Ok(query) => codec.format(&query),
        Err(_) => codec.format_draft(&draft),
    }
}
