//! The stored text of an export, by which it is resumed after a reload.

use outbox_report::{
    domain::column::Column,
    export::{
        Choice, Delimiter, Fields, Format, Scope, Values,
        plan::{ExportPlan, Range},
        stored_export::StoredExport,
    },
};

const PINNED: i64 = 1_764_000_000;

fn stored() -> StoredExport {
    let choice = Choice {
        what: Scope::All,
        format: Format::Csv(Delimiter::Semicolon),
        fields: Fields::Shown(vec![Column::StateId, Column::Cost]),
        values: Values::Raw,
    };
    let plan = ExportPlan::new(Range { from: None, to: PINNED }, Some(3), true);
    StoredExport::new("2".to_owned(), "/v1".to_owned(), "?state_id=6".to_owned(), PINNED, choice, plan)
}

#[test]
fn an_export_goes_on_with_what_was_chosen() {
    assert_eq!(StoredExport::parse(&stored().to_text(), "2", PINNED + 60), Some(stored()));
}

#[test]
fn an_export_does_not_go_on_after_a_sign_out_or_a_week_or_with_another_release() {
    let text = stored().to_text();
    assert_eq!(StoredExport::parse(&text, "3", PINNED), None);
    assert_eq!(StoredExport::parse(&text, "2", PINNED + 7 * 86_400), None);
    assert_eq!(StoredExport::parse(&text.replace("\"version\":3", "\"version\":2"), "2", PINNED), None);
    assert_eq!(StoredExport::parse("", "2", PINNED), None);
}
