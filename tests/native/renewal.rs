//! A page that renews itself.

use crate::support::query;
use outbox_report::{
    domain::{
        page::Page,
        record::{Record, RecordState},
        send_state::SendState,
        zone::Moment,
    },
    report::{Shown, renewal::renew},
};
use proptest::prelude::*;

fn page(current_page: u64, total: u64, rows: &[(&str, SendState)]) -> Page {
    let rows = rows.iter().map(|(id, state)| Record {
        outbox_id: Some((*id).into()),
        state: RecordState::Known(*state),
        ..Record::default()
    });
    Page {
        rows: rows.collect(),
        current_page,
        per_page: 25,
        total: Some(total),
        from: Some(1),
        to: Some(3),
        ..Page::default()
    }
}

fn shown(page: Page) -> Shown {
    Shown { query: query(&[]), page, at: Moment(100), changed: Vec::new(), waiting: 0, is_renewed: false }
}

fn ids(shown: &Shown) -> Vec<&str> {
    shown.page.rows.iter().filter_map(|row| row.outbox_id.as_deref()).collect()
}

fn changed(shown: &Shown) -> Vec<(&str, RecordState)> {
    shown.changed.iter().map(|(id, state)| (&**id, state.clone())).collect()
}

use SendState::{Queued, Sending, Sent};

#[test]
fn new_rows_take_over_where_nobody_is_about_to_use_one() {
    let old = shown(page(1, 2, &[("2", Queued), ("1", Sent)]));
    let renewed = renew(&old, page(1, 3, &[("3", Queued), ("2", Sent), ("1", Sent)]), Moment(200), false);
    assert_eq!(ids(&renewed), ["3", "2", "1"]);
    assert_eq!((renewed.waiting, renewed.at, renewed.is_renewed), (0, Moment(200), true));
    assert_eq!(changed(&renewed), [("2", RecordState::Known(Queued))]);
}

#[test]
fn rows_that_somebody_is_about_to_use_keep_their_places_and_say_what_is_new() {
    let old = shown(page(1, 2, &[("2", Queued), ("1", Sent)]));
    let renewed = renew(&old, page(1, 4, &[("4", Queued), ("3", Queued), ("2", Sent)]), Moment(200), true);
    assert_eq!(ids(&renewed), ["2", "1"]);
    assert_eq!(renewed.page.rows[0].state, RecordState::Known(Sent));
    assert_eq!((renewed.waiting, renewed.page.total), (2, Some(4)));
    assert_eq!((renewed.page.from, renewed.page.to), (Some(1), Some(3)));
    let again = renew(&renewed, page(1, 5, &[("5", Queued), ("4", Sent), ("3", Sent)]), Moment(300), true);
    assert_eq!((ids(&again), again.waiting), (vec!["2", "1"], 3));
}

#[test]
fn a_change_is_told_from_what_the_person_saw_first_and_not_when_it_is_undone() {
    let old = shown(page(1, 1, &[("1", Queued)]));
    let sending = renew(&old, page(1, 1, &[("1", Sending)]), Moment(200), false);
    let sent = renew(&sending, page(1, 1, &[("1", Sent)]), Moment(300), false);
    assert_eq!(changed(&sent), [("1", RecordState::Known(Queued))]);
    let back = renew(&sent, page(1, 1, &[("1", Queued)]), Moment(400), false);
    assert_eq!(changed(&back), []);
}

#[test]
fn a_gateway_that_says_no_total_still_tells_what_is_new_on_the_first_page() {
    let without_total = |page: Page| Page { total: None, ..page };
    let old = shown(without_total(page(1, 0, &[("1", Sent)])));
    let new = without_total(page(1, 0, &[("2", Sent), ("1", Sent)]));
    assert_eq!(renew(&old, new.clone(), Moment(200), true).waiting, 1);
    let elsewhere = shown(Page { current_page: 2, ..old.page });
    assert_eq!(renew(&elsewhere, Page { current_page: 2, ..new }, Moment(200), true).waiting, 0);
}

proptest! {
    #[test]
    fn rows_that_are_held_never_move_whatever_comes(
        old in prop::collection::vec(0_u8..20, 0..10),
        new in prop::collection::vec((0_u8..20, 0_u64..10), 0..10),
        current_page in 1_u64..3,
    ) {
        let row = |id: &u8, state| Record {
            outbox_id: Some(id.to_string().into()),
            state: RecordState::Known(SendState::from_id(state).unwrap()),
            ..Record::default()
        };
        let old = shown(Page { rows: old.iter().map(|id| row(id, 5)).collect(), current_page, ..Page::default() });
        let new = Page { rows: new.iter().map(|(id, state)| row(id, *state)).collect(), current_page, ..Page::default() };
        let renewed = renew(&old, new.clone(), Moment(200), true);
        prop_assert_eq!(ids(&renewed), ids(&old));
        let free = renew(&old, new.clone(), Moment(200), false);
        prop_assert_eq!(free.page.rows, new.rows);
    }
}
