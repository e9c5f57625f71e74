//! The stored bytes of an export, by which it is resumed after a reload.

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
    assert_eq!(StoredExport::read(&stored().to_bytes(), "2", PINNED + 60), Some(stored()));
}

#[test]
fn an_export_does_not_go_on_after_a_sign_out_or_a_week_or_with_another_release() {
    let bytes = stored().to_bytes();
    assert_eq!(StoredExport::read(&bytes, "3", PINNED), None);
    assert_eq!(StoredExport::read(&bytes, "2", PINNED + 7 * 86_400), None);
    let of_another = |version: u8| [&[version], &bytes[1..]].concat();
    assert_eq!(StoredExport::read(&of_another(4), "2", PINNED), Some(stored()));
    assert_eq!(StoredExport::read(&of_another(5), "2", PINNED), None);
    assert_eq!(StoredExport::read(br#"{"version":3,"sign_outs":"2"}"#, "2", PINNED), None);
    assert_eq!(StoredExport::read(&[], "2", PINNED), None);
}

#[test]
fn the_bytes_of_a_version_stay_as_they_are() {
    let start = [&[4, 1, b'2', 3], b"/v1".as_slice(), &[11], b"?state_id=6"].concat();
    assert!(stored().to_bytes().starts_with(&start));
    // A change of what follows needs another version as well: bytes have no names by which it would be noticed.
    let rest = [
        128, 132, 164, 146, 13, 2, 0, 1, 0, 2, 0, 5, 1, 0, 128, 132, 164, 146, 13, 1, 232, 7, 1, 3, 0, 0, 0, 3, 3, 0,
        6, 0, 0, 128, 132, 164, 146, 13, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 3, 0, 0, 0, 0,
    ];
    assert_eq!(stored().to_bytes()[start.len()..], rest);
}
