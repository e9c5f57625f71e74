//! The columns, and a person's choice of them.

use outbox_report::domain::column::{Column, ColumnSet, Columns, WIDTHS};
use proptest::prelude::*;

fn columns() -> impl Strategy<Value = Columns> {
    let column = (0..Column::ALL.len(), proptest::option::of(WIDTHS));
    proptest::collection::vec(column, 1..40).prop_map(|parts| {
        let parts = parts.into_iter().map(|(place, width)| {
            let name = Column::ALL[place].name();
            width.map_or_else(|| name.to_owned(), |width| format!("{name}:{width}"))
        });
        Columns::parse(&parts.collect::<Vec<_>>().join(" "))
    })
}

proptest! {
    #![proptest_config(crate::support::thorough())]

    #[test]
    fn columns_are_read_as_they_were_kept(columns in columns()) {
        prop_assert_eq!(Columns::parse(&columns.to_text()), columns);
    }

    #[test]
    fn whatever_is_stored_some_columns_are_shown_and_none_twice(text in ".{0,60}|[a-z_:0-9 ]{0,80}") {
        let columns = Columns::parse(&text);
        let list: Vec<_> = columns.list().collect();
        prop_assert!(!list.is_empty());
        for (place, column) in list.iter().enumerate() {
            prop_assert!(!list[..place].contains(column));
            prop_assert!(columns.width(*column).is_none_or(|width| WIDTHS.contains(&width)));
        }
    }

    #[test]
    fn moving_a_column_keeps_all_of_them_and_their_widths(columns in columns(), from in 0..Column::ALL.len(), to in 0..30_usize) {
        let column = Column::ALL[from];
        let mut moved = columns.clone();
        moved.move_to(column, to);
        prop_assert_eq!(moved.list().len(), columns.list().len());
        for own in columns.list() {
            prop_assert_eq!(moved.width(own), columns.width(own));
        }
        if columns.has(column) {
            let last = columns.list().len() - 1;
            prop_assert_eq!(moved.list().position(|own| own == column), Some(to.min(last)));
        } else {
            prop_assert_eq!(moved, columns);
        }
    }
}

#[test]
fn every_field_of_the_document_can_be_a_column() {
    let document: serde_json::Value = serde_json::from_str(include_str!("../fixtures/success.json")).unwrap();
    let mut fields: Vec<&str> = document["data"][0].as_object().unwrap().keys().map(String::as_str).collect();
    let mut columns = Column::ALL.map(Column::name).to_vec();
    fields.sort_unstable();
    columns.sort_unstable();
    assert_eq!(columns, fields);
    assert!(Column::ALL.into_iter().all(|column| Column::from_name(column.name()) == Some(column)));
    assert_eq!(Column::OWN.last(), Some(&Column::MessagesOutboxId));
}

#[test]
fn the_pages_own_columns_are_kept_as_nothing() {
    assert_eq!(Columns::default().to_text(), "");
    assert_eq!(Columns::parse(""), Columns::default());
    assert_eq!(Columns::parse("nonsense cost:x:"), Columns::of(&[Column::Cost]));
    assert_eq!(Columns::parse("nonsense"), Columns::default());
}

#[test]
fn the_last_column_can_not_be_hidden() {
    let mut columns = Columns::of(&[Column::Cost]);
    columns.toggle(Column::Cost);
    assert_eq!(columns, Columns::of(&[Column::Cost]));
    columns.toggle(Column::Time);
    columns.toggle(Column::Cost);
    assert_eq!(columns, Columns::of(&[Column::Time]));
}

#[test]
fn a_width_stays_within_its_bounds() {
    let mut columns = Columns::default();
    columns.set_width(Column::Cost, Some(1));
    columns.set_width(Column::Message, Some(100_000));
    assert_eq!((columns.width(Column::Cost), columns.width(Column::Message)), (Some(48), Some(640)));
    columns.set_width(Column::Cost, None);
    assert_eq!(columns.to_text().split_whitespace().nth(1), Some("message:640"));
}

#[test]
fn each_set_shows_how_a_send_has_gone_and_which_it_is() {
    for set in ColumnSet::ALL {
        for column in [Column::StateId, Column::MessagesOutboxId, Column::Time] {
            assert!(set.columns().contains(&column), "{set:?}");
        }
    }
    assert_eq!(ColumnSet::Everything.columns(), Column::ALL);
}
