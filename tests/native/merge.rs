//! The merging of automatic refreshes into the rows that are shown.

use crate::support::query;
use outbox_report::{
    domain::{
        page::Page,
        record::{Record, RecordState},
        record_time::RecordTime,
        send_state::SendState,
        zone::Moment,
    },
    requests::{
        Snapshot,
        merge::{Times, merge},
    },
};
use proptest::prelude::*;

/// Returns the times of a request that was answered at `at`, ten seconds after it was sent.
fn times(at: i64) -> Times {
    Times { now: Moment(at - 10), at: Moment(at) }
}

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

fn shown(page: Page) -> Snapshot {
    Snapshot {
        query: query(&[]),
        page,
        at: Moment(100),
        now: Moment(90),
        others: Vec::new(),
        changed: Vec::new(),
        waiting: 0,
        is_refreshed: false,
    }
}

fn ids(shown: &Snapshot) -> Vec<&str> {
    shown.page.rows.iter().filter_map(|row| row.outbox_id.as_deref()).collect()
}

fn changed(shown: &Snapshot) -> Vec<(&str, RecordState)> {
    shown.changed.iter().map(|(id, state)| (&**id, state.clone())).collect()
}

use SendState::{Queued, Sending, Sent};

#[test]
fn new_rows_take_over_where_nobody_is_about_to_use_one() {
    let old = shown(page(1, 2, &[("2", Queued), ("1", Sent)]));
    let refreshed = merge(&old, page(1, 3, &[("3", Queued), ("2", Sent), ("1", Sent)]), times(200), false);
    assert_eq!(ids(&refreshed), ["3", "2", "1"]);
    assert_eq!((refreshed.waiting, refreshed.at, refreshed.is_refreshed), (0, Moment(200), true));
    assert_eq!(changed(&refreshed), [("2", RecordState::Known(Queued))]);
}

#[test]
fn rows_that_somebody_is_about_to_use_keep_their_places_and_say_what_is_new() {
    let old = shown(page(1, 2, &[("2", Queued), ("1", Sent)]));
    let refreshed = merge(&old, page(1, 4, &[("4", Queued), ("3", Queued), ("2", Sent)]), times(200), true);
    assert_eq!(ids(&refreshed), ["2", "1"]);
    assert_eq!(refreshed.page.rows[0].state, RecordState::Known(Sent));
    assert_eq!((refreshed.waiting, refreshed.page.total), (2, Some(4)));
    assert_eq!((refreshed.page.from, refreshed.page.to), (Some(1), Some(3)));
    let again = merge(&refreshed, page(1, 5, &[("5", Queued), ("4", Sent), ("3", Sent)]), times(300), true);
    assert_eq!((ids(&again), again.waiting), (vec!["2", "1"], 3));
}

#[test]
fn a_change_is_told_from_what_the_person_saw_first_and_not_when_it_is_undone() {
    let old = shown(page(1, 1, &[("1", Queued)]));
    let sending = merge(&old, page(1, 1, &[("1", Sending)]), times(200), false);
    let sent = merge(&sending, page(1, 1, &[("1", Sent)]), times(300), false);
    assert_eq!(changed(&sent), [("1", RecordState::Known(Queued))]);
    let back = merge(&sent, page(1, 1, &[("1", Queued)]), times(400), false);
    assert_eq!(changed(&back), []);
}

#[test]
fn a_gateway_that_says_no_total_still_tells_what_is_new_on_the_first_page() {
    let without_total = |page: Page| Page { total: None, ..page };
    let old = shown(without_total(page(1, 0, &[("1", Sent)])));
    let new = without_total(page(1, 0, &[("2", Sent), ("1", Sent)]));
    assert_eq!(merge(&old, new.clone(), times(200), true).waiting, 1);
    let elsewhere = shown(Page { current_page: 2, ..old.page });
    let moved = Page { current_page: 2, ..new };
    assert_eq!(merge(&elsewhere, moved.clone(), times(200), true).waiting, 1, "something has pushed it there");
    assert_eq!(merge(&elsewhere, Page { rows: moved.rows[..1].to_vec(), ..moved }, times(200), true).waiting, 0);
}

#[test]
fn one_that_leaves_and_one_that_arrives_are_told_by_their_ids() {
    let old = shown(page(1, 3, &[("3", Queued), ("2", Sent), ("1", Sent)]));
    let refreshed = merge(&old, page(1, 3, &[("4", Queued), ("2", Sent), ("1", Sent)]), times(200), true);
    assert_eq!((ids(&refreshed), refreshed.waiting), (vec!["3", "2", "1"], 1));
    let again = merge(&refreshed, page(1, 3, &[("5", Queued), ("4", Queued), ("2", Sent)]), times(300), true);
    assert_eq!(again.waiting, 2, "not three: one is known by now");
    let gone = merge(&again, page(1, 2, &[("4", Queued), ("2", Sent)]), times(400), true);
    assert_eq!(gone.waiting, 1, "what has left again is not waiting");
}

#[test]
fn rows_with_a_repeated_id_are_each_their_own() {
    let rows = [("2", Sent), ("2", Queued), ("1", Sent)];
    let old = shown(page(1, 3, &rows));
    for keeps_places in [false, true] {
        let refreshed = merge(&old, page(1, 3, &rows), times(200), keeps_places);
        assert_eq!((&refreshed.page.rows, changed(&refreshed)), (&old.page.rows, vec![]));
    }
    let sent = merge(&old, page(1, 3, &[("2", Sending), ("2", Sent), ("1", Sent)]), times(200), false);
    assert_eq!(changed(&sent), [("2", RecordState::Known(Sent))], "as of the first");
}

#[test]
fn older_ones_that_move_up_are_not_new() {
    let old = shown(page(1, 9, &[("9", Queued), ("8", Sent), ("7", Sent)]));
    let refreshed = merge(&old, page(1, 8, &[("8", Sent), ("7", Sent), ("6", Sent)]), times(200), true);
    assert_eq!(refreshed.waiting, 0);
    let at = |seconds, page: Page| {
        let created = Some(RecordTime::At(Moment(seconds)));
        Page { rows: page.rows.into_iter().map(|row| Record { created: created.clone(), ..row }).collect(), ..page }
    };
    let old = shown(at(1_764_000_000, page(1, 9, &[("9", Queued), ("8", Queued)])));
    let older = at(1_763_000_000, page(1, 7, &[("7", Queued), ("6", Queued)]));
    assert_eq!(merge(&old, older, times(200), true).waiting, 0, "all that were there have left");
    let newer = at(1_764_000_100, page(1, 9, &[("11", Queued), ("10", Queued)]));
    assert_eq!(merge(&old, newer, times(200), true).waiting, 2, "and as many have come");
}

#[test]
fn where_more_have_come_than_a_page_holds_their_number_tells() {
    let old = shown(page(1, 9, &[("9", Queued), ("8", Sent), ("7", Sent)]));
    let refreshed = merge(&old, page(1, 39, &[("39", Sent), ("38", Sent), ("37", Sent)]), times(200), true);
    assert_eq!(refreshed.waiting, 30);
    let second = shown(Page { current_page: 2, ..old.page });
    assert_eq!(merge(&second, page(2, 39, &[("36", Sent)]), times(200), true).waiting, 30);
}

#[test]
fn rows_that_the_newest_answer_lacks_are_not_judged_by_it() {
    let old = shown(page(1, 3, &[("3", Queued), ("2", Sent), ("1", Sent)]));
    let judged = |shown: &Snapshot| {
        shown.answered_rows().iter().filter_map(|row| row.outbox_id.as_deref().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!((judged(&old), old.now), (vec!["3".to_owned(), "2".to_owned(), "1".to_owned()], Moment(90)));
    let held = merge(&old, page(1, 3, &[("4", Queued), ("2", Sent)]), times(200), true);
    assert_eq!((judged(&held), held.now), (vec!["2".to_owned()], Moment(190)));
    let free = merge(&held, page(1, 3, &[("5", Queued), ("4", Sent)]), times(300), false);
    assert_eq!(judged(&free), ["5", "4"]);
}

#[test]
fn the_total_of_rows_that_keep_their_places_is_never_below_their_number() {
    let old = shown(page(1, 3, &[("3", Queued), ("2", Queued), ("1", Queued)]));
    let of = |total, keeps_places| {
        let came = Page { from: None, to: None, ..page(1, total, &[]) };
        let refreshed = merge(&old, came, times(200), keeps_places).page;
        (refreshed.from, refreshed.to, refreshed.total)
    };
    assert_eq!(of(0, true), (Some(1), Some(3), Some(3)));
    assert_eq!(of(4, true), (Some(1), Some(3), Some(4)));
    assert_eq!(of(0, false), (None, None, Some(0)));
}

#[test]
fn each_row_knows_the_instant_of_the_answer_that_it_came_in() {
    let old = shown(page(1, 3, &[("3", Sending), ("2", Sent), ("1", Sent)]));
    assert_eq!((old.row_at(0), old.oldest_at()), (Moment(100), Moment(100)));
    let held = merge(&old, page(1, 3, &[("4", Queued), ("2", Sent)]), times(200), true);
    assert_eq!([0, 1, 2].map(|place| held.row_at(place)), [Moment(100), Moment(200), Moment(100)]);
    assert_eq!((held.at, held.oldest_at()), (Moment(200), Moment(100)), "as of the oldest of what is shown");
    let again = merge(&held, page(1, 3, &[("4", Queued), ("1", Sent)]), times(300), true);
    assert_eq!([0, 1, 2].map(|place| again.row_at(place)), [Moment(100), Moment(200), Moment(300)]);
    let back = merge(&again, page(1, 3, &[("3", Sent), ("2", Sent), ("1", Sent)]), times(400), true);
    assert_eq!((back.row_at(0), back.oldest_at()), (Moment(400), Moment(400)));
    let free = merge(&again, page(1, 3, &[("5", Queued), ("4", Sent)]), times(400), false);
    assert_eq!((free.row_at(0), free.oldest_at()), (Moment(400), Moment(400)));
}

#[test]
fn a_thousand_rows_are_refreshed_in_a_moment() {
    let rows = |from: u64, state| -> Vec<Record> {
        let row = |id: u64| Record {
            outbox_id: Some(id.to_string().into()),
            state: RecordState::Known(state),
            ..Record::default()
        };
        (from..from + 20_000).map(row).collect()
    };
    let page = |rows| Page { rows, current_page: 1, ..Page::default() };
    let start = std::time::Instant::now();
    let refreshed = merge(&shown(page(rows(0, Queued))), page(rows(10, Sent)), times(200), true);
    let again = merge(&refreshed, page(rows(20, Sent)), times(300), true);
    assert_eq!((refreshed.changed.len(), again.changed.len()), (19_990, 19_990));
    // Twenty thousand, as a thousand are quick even where each is held against each.
    assert!(start.elapsed().as_secs() < 3, "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn rows_that_are_held_never_move_whatever_comes(
        old in prop::collection::vec((0_u8..20, 0_u64..10), 0..10),
        new in prop::collection::vec((0_u8..20, 0_u64..10), 0..10),
        current_page in 1_u64..3,
    ) {
        let row = |id: &u8, state| Record {
            outbox_id: Some(id.to_string().into()),
            state: RecordState::Known(SendState::from_id(state).unwrap()),
            ..Record::default()
        };
        let old = Page { rows: old.iter().map(|(id, state)| row(id, *state)).collect(), current_page, ..Page::default() };
        let old = shown(old);
        let new = Page { rows: new.iter().map(|(id, state)| row(id, *state)).collect(), current_page, ..Page::default() };
        let refreshed = merge(&old, new.clone(), times(200), true);
        prop_assert_eq!(ids(&refreshed), ids(&old));
        let free = merge(&old, new.clone(), times(200), false);
        prop_assert_eq!(&free.page.rows, &new.rows);
        for keeps_places in [false, true] {
            let again = merge(&free, new.clone(), times(300), keeps_places);
            prop_assert_eq!(&again.page.rows, &new.rows);
            let same = merge(&old, old.page.clone(), times(300), keeps_places);
            prop_assert_eq!((&same.page.rows, changed(&same)), (&old.page.rows, vec![]));
        }
    }
}
