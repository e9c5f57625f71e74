//! The selection of rows.

use crate::support::page_of;
use outbox_report::domain::selection::Selection;

#[test]
fn a_selection_keeps_the_pages_order_and_tells_rows_without_an_id_apart() {
    let rows = r##"{"messages_outbox_id":"3"},{"x":1},{"messages_outbox_id":"2"},{"messages_outbox_id":"2"},7,
        {"messages_outbox_id":"#1"}"##;
    let page = page_of(rows);
    let keys: Vec<String> = page.keys().iter().map(ToString::to_string).collect();
    assert_eq!(keys, ["3", "#1", "2", "#3", "#4", "#5"]);
    let mut selection = Selection::default();
    selection.set(["#3", "3"], true);
    assert_eq!(selection.to_text(), "#3 3");
    assert_eq!(Selection::parse(&selection.to_text()), selection);
    let ids: Vec<_> = selection.of(&page).iter().map(|row| row.outbox_id.as_deref()).collect();
    assert_eq!(ids, [Some("3"), Some("2")]);
    // On the page that comes next an id is the same send; a place need not be.
    assert_eq!(selection.on(&page).to_text(), "3");
    selection.set(["3"], false);
    assert!(selection.on(&page).is_empty());
}
