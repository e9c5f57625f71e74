//! Plans of exports, played against a simulated gateway whose rows, order and faults a test sets.

mod gateway;

use gateway::{Event, Fault, Gateway, Order, PIN, Run, Total};
use outbox_report::export::plan::{Answer, ExportPlan, NewSlice, PlanRequest, Range, Row, Unusable};
use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::*,
};
use std::collections::{BTreeMap, BTreeSet};

/// Returns a strategy for the ages of rows: many in few seconds, some far apart.
fn ages() -> impl Strategy<Value = Vec<i64>> {
    prop_oneof![
        vec(0..6_i64, 0..40),
        vec(0..60_i64, 0..40),
        vec(prop_oneof![0..6_i64, 0..100_000_000_i64, Just(PIN)], 0..40),
    ]
}

/// Returns a strategy for the age of the first second of the filters.
fn from() -> impl Strategy<Value = Option<i64>> {
    option::of(prop_oneof![0..6_i64, 0..60_i64, 0..100_000_000_i64])
}

fn limit() -> impl Strategy<Value = u64> {
    1..=10_u64
}

/// Returns the most requests that an export of some rows needs.
fn most_requests(created: &[i64], limit: u64) -> u64 {
    let count = created.len() as u64;
    let mut seconds: BTreeMap<i64, u64> = BTreeMap::new();
    for second in created {
        *seconds.entry(*second).or_default() += 1;
    }
    let large: u64 = seconds.values().filter(|rows| **rows >= limit).map(|rows| rows.div_ceil(limit) + 2).sum();
    2 * count.div_ceil(limit) + large + 8
}

#[test]
fn what_is_refused_at_one_row_per_request_can_not_be_halved() {
    let mut run = Run::new(Gateway::new(&[0; 20], 8), None);
    while run.plan.progress().rows < 16 {
        let request = run.plan.next().unwrap();
        run.step(request);
    }
    // Another size has other pages: the second is read anew.
    assert!(run.plan.halve());
    assert_eq!((run.plan.limit(), run.plan.progress().rows), (4, 0));
    assert!(run.plan.halve() && run.plan.halve());
    assert_eq!(run.plan.limit(), 1);
    for _ in 0..5 {
        let request = run.plan.next().unwrap();
        run.step(request);
    }
    let (next, rows) = (run.plan.next(), run.plan.progress().rows);
    assert!(rows > 0 && !run.plan.halve());
    assert_eq!((run.plan.next(), run.plan.progress().rows), (next, rows), "nothing that was read is lost");
    run.assert_is_whole();
}

#[test]
fn a_count_that_is_refused_is_not_the_size_of_a_page() {
    let mut run = Run::new(Gateway::new(&[0, 1, 2], 8), None);
    let read = run.plan.next().unwrap();
    run.step(read);
    assert_eq!(run.plan.next(), Some(PlanRequest { range: Some(run.plan.range()), page: 1, limit: 1 }));
    assert!(!run.plan.halve());
    assert_eq!(run.plan.limit(), 8);
}

#[test]
fn rows_that_came_into_the_second_of_the_pin_are_read_when_asked_again() {
    let mut run = Run::new(Gateway::new(&[0, 1], 8), None);
    for _ in 0..5 {
        run.assert_is_whole();
        run.gateway.add(Some(PIN));
        run.plan.again();
    }
    run.assert_is_whole();
}

#[test]
fn rows_that_are_there_seconds_after_their_creation_do_not_make_a_set_short() {
    let ages: Vec<i64> = (0..50).map(|row| 300 + row).collect();
    let mut gateway = Gateway::new(&ages, 100);
    // The gateway's clock is behind the pin, and each row is given up to 4 s late.
    let late = |second: i64| Event::Arrives(PIN - 250 + second - (second * 3) % 5);
    gateway.happens(&(0..100).zip(0..).map(|(at, second)| (at, late(second))).collect::<Vec<_>>());
    let mut run = Run::new(gateway, None);
    let progress = run.finish();
    assert!(progress.is_whole() && run.plan.range().to < PIN, "{progress:?} {:?}", run.plan.range());
    assert!(run.requests.len() < 20, "{}", run.requests.len());
}

#[test]
fn a_range_whose_first_page_is_always_empty_is_missing_until_it_is_not() {
    let ages: Vec<i64> = (0..8).collect();
    let mut gateway = Gateway::new(&ages, 2);
    gateway.dropped.extend([2, 3]);
    let mut run = Run { has_second_pages: false, ..Run::new(gateway, None) };
    assert_eq!(run.finish().gaps, 4);
    assert_eq!(run.ids(), [7, 6, 5, 4]);
    assert!(run.requests.iter().all(|request| request.page == 1), "no page is deep");
    run.gateway.dropped.clear();
    run.plan.again();
    run.assert_is_whole();
}

#[test]
fn a_second_is_read_anew_where_its_pages_become_smaller() {
    let mut run = Run::new(Gateway::new(&[0; 20], 8), None);
    while run.plan.progress().rows < 8 {
        let request = run.plan.next().unwrap();
        run.step(request);
    }
    run.gateway.per_page = 5;
    let request = run.plan.next().unwrap();
    run.step(request);
    assert_eq!(run.plan.next(), Some(PlanRequest { page: 1, limit: 5, ..request }));
    run.assert_is_whole();
}

#[test]
fn a_range_that_begins_after_now_is_empty_and_nothing_is_asked() {
    let mut run = Run::within(Gateway::new(&[0, 1], 8), Range { from: Some(PIN + 1), to: PIN }, false);
    run.assert_is_whole();
    assert_eq!((run.plan.progress().of(), run.requests.len()), (0, 0));
}

#[test]
fn rows_are_read_by_full_pages_where_the_totals_are_no_totals() {
    let ages: Vec<i64> = (0..20).collect();
    for total in [Total::OfPage, Total::Always(0), Total::Always(1)] {
        for is_changing in [true, false] {
            let mut run = Run::of(Gateway { total, ..Gateway::new(&ages, 8) }, None, is_changing);
            let progress = run.finish();
            assert!(run.has_all() && !progress.is_proven, "{total:?} {is_changing} {progress:?}");
        }
    }
}

#[test]
fn a_total_that_is_the_same_for_every_range_ends_the_trust_in_totals() {
    let ages: Vec<i64> = (0..1500).map(|row| row * 977).collect();
    for is_changing in [false, true] {
        let mut run = Run::of(Gateway { total: Total::Always(1500), ..Gateway::new(&ages, 1000) }, None, is_changing);
        let progress = run.finish();
        assert!(run.has_all(), "{progress:?}");
        assert!(run.requests.len() < 50, "{}", run.requests.len());
    }
}

#[test]
fn a_greatest_total_that_the_gateway_states_proves_nothing() {
    let ages: Vec<i64> = (0..50).collect();
    for (most, per_page) in [(40, 8), (8, 8), (10, 10)] {
        let gateway = Gateway { total: Total::AtMost(most), ..Gateway::new(&ages, per_page) };
        let mut run = Run::new(gateway, None);
        let progress = run.finish();
        assert!(run.has_all() && !progress.is_proven, "{most} {progress:?}");
    }
}

#[test]
fn a_greatest_total_proves_nothing_where_rows_may_enter_and_leave() {
    let ages: Vec<i64> = (0..2500).map(|row| row * 7).collect();
    for most in [1000, 2000] {
        let gateway = Gateway { total: Total::AtMost(most), ..Gateway::new(&ages, 1000) };
        let mut run = Run::changing(gateway, None);
        let progress = run.finish();
        assert!(run.has_all() && !progress.is_proven, "{most} {progress:?}");
    }
}

#[test]
fn a_greatest_total_of_exactly_a_page_is_not_taken_for_all_rows_in_any_order() {
    for order in [Order::NewestFirst, Order::TurnedPages, Order::Mixed(1), Order::Mixed(2)] {
        for (ages, faults) in [
            ((0..3000).collect::<Vec<i64>>(), BTreeSet::new()),
            (vec![0; 80], BTreeSet::new()),
            ((0..300).collect(), BTreeSet::from([Fault::HidesTimes])),
        ] {
            let per_page = (ages.len() / 3) as u64;
            let total = Total::AtMost(per_page);
            let mut run = Run::new(Gateway { order, total, faults, ..Gateway::new(&ages, per_page) }, None);
            let progress = run.finish();
            assert!(run.has_all() && !progress.is_whole(), "{order:?} {progress:?}");
        }
    }
}

#[test]
fn ranges_that_lose_rows_at_their_ends_prove_nothing_where_rows_are_in_no_order() {
    // Of smaller pages, some are in order by chance.
    let ages: Vec<i64> = (1..301).map(|row| row / 2).collect();
    for order in [Order::TurnedPages, Order::Mixed(1), Order::Mixed(2), Order::Mixed(3)] {
        for fault in [Fault::ExcludesEnd, Fault::ExcludesStart, Fault::HasFractions] {
            for is_changing in [true, false] {
                let mut run = Run::of(Gateway { order, ..Gateway::new(&ages, 100).with(fault) }, None, is_changing);
                let progress = run.finish();
                assert!(run.has_all() || !progress.is_whole(), "{order:?} {fault:?} {progress:?}");
            }
        }
    }
}

#[test]
fn rows_after_the_pin_that_were_counted_before_are_not_said_to_have_come() {
    let ages: Vec<i64> = (-5..95).collect();
    for order in [Order::NewestFirst, Order::Mixed(1)] {
        let mut run = Run::new(Gateway { order, ..Gateway::new(&ages, 8) }, None);
        let progress = run.finish();
        assert!(run.has_all() && !progress.is_whole(), "{progress:?}");
    }
}

#[test]
fn a_few_rows_without_a_time_that_share_an_id_are_no_sign_of_an_ignored_range() {
    let ages: Vec<i64> = (0..60).collect();
    let mut run = Run::new(Gateway::new(&ages, 8).with(Fault::HidesTimes), None);
    let last = run.gateway.rows.len() - 1;
    run.gateway.rows[last].id = 0;
    assert_eq!(run.finish().unusable, None);
}

#[test]
fn rows_that_leave_before_the_first_page_and_rows_that_come_after_the_pin_are_not_without_a_time() {
    let ages: Vec<i64> = (0..20).collect();
    let mut gateway = Gateway::new(&ages, 8);
    gateway.happens(&[(0, Event::Changes(0)), (0, Event::Changes(9)), (1, Event::Arrives(PIN + 5))]);
    gateway.happens(&[(2, Event::Arrives(PIN + 6)), (3, Event::Arrives(PIN + 7))]);
    Run::changing(gateway, None).assert_is_whole();
}

#[test]
fn a_gateway_that_refuses_deep_pages_is_not_asked_for_them_by_smaller_and_smaller_ones() {
    let mut run = Run::new(Gateway { deepest: 150, ..Gateway::new(&[0; 230], 100) }, None);
    while let Some(request) = run.plan.next() {
        let is_refused = request.page * request.limit > run.gateway.deepest;
        if is_refused && !run.plan.halve() {
            break;
        }
        if !is_refused {
            run.step(request);
        }
    }
    assert!(run.requests.len() < 10, "{:?}", run.requests);
    assert_eq!(run.plan.progress().rows, 150);
}

#[test]
fn rows_outside_are_not_forgotten_where_others_arrive() {
    let mut gateway = Gateway::new(&[0, 1], 8);
    gateway.add(None);
    gateway.happens(&[(1, Event::Arrives(PIN))]);
    let mut run = Run::new(gateway, None);
    let progress = run.finish();
    assert!(run.has_all());
    assert_eq!((progress.rows, progress.outside), (3, 1));
}

#[test]
fn rows_outside_are_not_hidden_by_others_that_come_between_two_counts() {
    for (is_changing, events) in [
        (false, [(0, Event::Arrives(PIN)), (0, Event::Arrives(PIN))]),
        (true, [(0, Event::Changes(3)), (0, Event::Changes(9))]),
    ] {
        let ages: Vec<i64> = (0..20).collect();
        let mut gateway = Gateway::new(&ages, 8);
        for place in [3, 9] {
            gateway.rows[place].matches = !is_changing;
        }
        gateway.add(None);
        gateway.add(None);
        gateway.happens(&events);
        let mut run = Run::of(gateway, None, is_changing);
        let progress = run.finish();
        assert!(run.has_all(), "{progress:?}");
        assert_eq!((progress.outside, progress.gaps, progress.is_whole()), (2, 0, false));
    }
}

#[test]
fn rows_outside_are_found_or_said_to_be_possible_while_others_come_all_the_time() {
    for every in 1..6_usize {
        for timeless in 0..3 {
            let ages: Vec<i64> = (0..20).collect();
            let mut gateway = Gateway::new(&ages, 8);
            for _ in 0..timeless {
                gateway.add(None);
            }
            let arrivals: Vec<_> = (0..100).step_by(every).map(|at| (at, Event::Arrives(PIN + 5))).collect();
            gateway.happens(&arrivals);
            let mut run = Run::new(gateway, None);
            let progress = run.finish();
            assert!(run.has_all(), "{progress:?}");
            assert!(progress.outside <= timeless && timeless <= progress.outside + progress.unsure, "{progress:?}");
            assert!(progress.unsure == 0 || every < 3, "{progress:?}");
        }
    }
}

#[test]
fn rows_outside_that_were_found_are_not_forgotten_in_a_hurry() {
    let ages: Vec<i64> = (0..20).collect();
    let mut gateway = Gateway::new(&ages, 8);
    gateway.add(None);
    let mut run = Run::new(gateway, None);
    assert_eq!(run.finish().outside, 1);
    let arrivals: Vec<_> = (run.gateway.requests..200).map(|at| (at, Event::Arrives(PIN + 5))).collect();
    run.gateway.happens(&arrivals);
    run.plan.again();
    assert_eq!(run.finish().outside, 1);
}

#[test]
fn a_gateway_that_refuses_to_count_all_times_gives_a_whole_set() {
    let ages: Vec<i64> = (0..20).collect();
    let mut gateway = Gateway::new(&ages, 8);
    gateway.happens(&[(0, Event::Arrives(PIN + 5))]);
    let mut run = Run::new(gateway, None);
    while let Some(request) = run.plan.next() {
        if request.range.is_some_and(|range| range.to > PIN) {
            assert!(run.plan.give_up_counting());
        } else {
            assert!(request.limit == 1 || !run.plan.give_up_counting());
            run.step(request);
        }
    }
    let progress = run.plan.progress();
    assert!(progress.is_whole() && run.has_all(), "{progress:?}");
    assert_eq!(progress.unsure, 1);
}

#[test]
fn rows_that_leave_and_others_that_enter_are_not_without_a_time() {
    let ages: Vec<i64> = (0..20).collect();
    let mut gateway = Gateway::new(&ages, 8);
    gateway.rows[3].matches = false;
    gateway.happens(&[(0, Event::Changes(0)), (0, Event::Changes(1)), (3, Event::Changes(0)), (4, Event::Changes(3))]);
    let progress = Run::changing(gateway, None).finish();
    assert_eq!((progress.outside, progress.gaps), (0, 0), "{progress:?}");
}

#[test]
fn a_row_that_enters_and_leaves_between_two_counts_is_not_without_a_time() {
    let ages: Vec<i64> = (0..20).collect();
    let mut gateway = Gateway::new(&ages, 8);
    gateway.rows[3].matches = false;
    let mut run = Run::changing(gateway, None);
    // Only the first count of the filters alone has the row.
    while let Some(request) = run.plan.next().filter(|request| request.range.is_some()) {
        run.step(request);
    }
    let counted = run.gateway.requests;
    run.gateway.happens(&[(counted, Event::Changes(3)), (counted + 1, Event::Changes(3))]);
    let progress = run.finish();
    assert_eq!((progress.outside, progress.is_whole()), (0, true), "{progress:?}");
}

#[test]
fn a_row_that_is_deleted_after_it_was_read_leaves_the_set_whole() {
    let ages: Vec<i64> = (0..20).collect();
    let mut gateway = Gateway::new(&ages, 8);
    gateway.happens(&[(4, Event::Changes(19))]);
    let mut run = Run::new(gateway, None);
    let progress = run.finish();
    assert!(progress.is_whole(), "{progress:?}");
    assert_eq!((progress.rows, progress.recounted), (20, Some(19)));
}

#[test]
fn no_more_rows_are_missing_than_the_last_count_has() {
    let ages: Vec<i64> = (0..20).collect();
    for (per_page, more) in [(3, 2), (8, 2), (8, 5)] {
        let gateway = Gateway { total: Total::TooManyBy(more), ..Gateway::new(&ages, per_page) };
        let progress = Run::new(gateway, None).finish();
        assert_eq!((progress.rows, progress.gaps), (20, more), "{progress:?}");
    }
}

#[test]
fn rows_that_the_last_count_does_not_have_are_not_missing() {
    let ages: Vec<i64> = (0..300).map(|row| row * 977).collect();
    let mut run = Run::new(Gateway { total: Total::Rounded(100), ..Gateway::new(&ages, 200) }, None);
    let progress = run.finish();
    assert!(run.has_all() && !progress.is_whole(), "{progress:?}");
    assert_eq!((progress.rows, progress.of(), progress.is_proven), (300, 300, false), "{progress:?}");
}

#[test]
fn rows_of_different_seconds_are_different_rows_whatever_their_ids() {
    let row = |created| Row { id: Some("7"), created: Some(created) };
    let rows = vec![row(PIN - 1), row(PIN - 2), row(PIN - 2)];
    let mut plan = ExportPlan::new(Range { from: None, to: PIN }, None, false);
    let slice = plan.take(&Answer { total: Some(3), per_page: 10, rows });
    assert_eq!(slice, Some(NewSlice { number: 0, rows: vec![0, 1] }));
    let progress = plan.progress();
    assert_eq!((progress.rows, progress.gaps, progress.counted_twice), (2, 1, 1));
}

/// The rows of a second come in another order each time, so that pages give some twice and others never.
#[test]
fn rows_that_come_again_on_a_later_page_are_not_told_as_counted_twice() {
    let mut run = Run::new(Gateway { order: Order::Shuffled, ..Gateway::new(&[0; 60], 20) }, None);
    let progress = run.finish();
    assert_eq!((progress.rows + progress.gaps, progress.counted_twice), (60, 0), "{progress:?}");
    assert!(progress.gaps > 0, "{progress:?}");
}

#[test]
fn a_row_that_enters_after_its_slice_was_read_is_missing_only_where_rows_can_not_enter() {
    for is_changing in [true, false] {
        let mut gateway = Gateway::new(&[0, 1, 2, 3, 4], 3);
        gateway.rows[0].matches = false;
        gateway.happens(&[(2, Event::Changes(0))]);
        let mut run = Run::of(gateway, None, is_changing);
        let progress = run.finish();
        assert_eq!((progress.is_whole(), progress.gaps), (is_changing, u64::from(!is_changing)));
        run.plan.again();
        run.finish();
        assert_eq!(run.has_all(), !is_changing);
    }
}

#[test]
fn two_pages_are_asked_for_at_once_while_there_are_two() {
    let ages: Vec<i64> = (0..23).collect();
    let mut run = Run::new(Gateway::new(&ages, 5), None);
    run.assert_is_whole();
    let pages: Vec<u64> = run.requests.iter().filter(|request| request.limit > 1).map(|request| request.page).collect();
    // At first a page may have a thousand rows. 4 rows, 8, 8, and the 3 that are left.
    assert_eq!(pages, [1, 1, 2, 1, 2, 1]);
}

#[test]
fn a_second_page_that_does_not_begin_with_the_last_row_of_the_first_one_is_not_taken() {
    let row = |id| Row { id: Some(id), created: Some(PIN) };
    let first = || Answer { total: Some(5), per_page: 3, rows: vec![row("a"), row("b"), row("c")] };
    let second = || Answer { total: Some(5), per_page: 2, rows: vec![row("c"), row("d")] };
    let check = |first: Answer<'static>, second: Answer<'static>, rows: usize| {
        let mut both = first;
        assert_eq!(both.add_second_page(second).is_some(), rows > 3);
        assert_eq!(both.rows.len(), rows);
    };
    check(first(), second(), 4);
    check(first(), Answer { rows: vec![row("c"), row("d"), row("d")], ..second() }, 5);
    check(first(), Answer { rows: vec![row("b"), row("c")], ..second() }, 3);
    check(first(), Answer { rows: vec![row("d"), row("e")], ..second() }, 3);
    check(first(), Answer { rows: Vec::new(), ..second() }, 3);
    check(first(), Answer { total: Some(6), ..second() }, 3);
    check(Answer { total: None, ..first() }, Answer { total: None, ..second() }, 3);
    let nameless = Row { id: None, created: Some(PIN) };
    check(Answer { rows: vec![nameless; 3], ..first() }, Answer { rows: vec![nameless; 2], ..second() }, 3);
}

/// A row comes into the first page's time after the second page was answered, and before the first one is. Totals that
/// a gateway keeps for a while tell nothing of it.
#[test]
fn a_row_that_comes_between_two_pages_moves_no_other_one_out_of_the_set() {
    let ages: Vec<i64> = (0..40).collect();
    let mut gateway = Gateway::new(&ages, 8);
    gateway.total = Total::Always(40);
    let mut run = Run { is_second_first: true, ..Run::new(gateway, None) };
    // The first request learns how many rows a page has; the next two are for two pages.
    run.gateway.happens(&[(2, Event::Arrives(PIN - 8))]);
    run.finish();
    let ids = run.sorted();
    assert!((0..40).all(|id| ids.contains(&id)), "{ids:?}");
}

#[test]
fn everything_is_read_anew_where_rows_are_missing_at_an_unknown_place() {
    let mut gateway = Gateway::new(&[0, 0, 0, 5, 6, 7], 2);
    gateway.dropped.insert(4);
    let mut run = Run::new(gateway, None);
    let last = PlanRequest { range: Some(run.plan.range()), page: 1, limit: 1 };
    while run.plan.next() != Some(last) {
        let request = run.plan.next().unwrap();
        run.step(request);
    }
    // The last count has one more row than was read, in a slice that was right.
    run.gateway.add(Some(PIN - 6));
    assert_eq!(run.finish().gaps, 2);
    run.gateway.dropped.clear();
    run.plan.again();
    run.assert_is_whole();
}

proptest! {
    #[test]
    fn every_row_of_the_range_is_read_once_newest_first(ages in ages(), from in from(), limit in limit()) {
        let mut run = Run::new(Gateway::new(&ages, limit), from);
        run.assert_is_whole();
        let newest_first: Vec<usize> = run.expected().into_iter().rev().collect();
        prop_assert_eq!(run.ids(), newest_first);
    }

    #[test]
    fn two_pages_at_once_read_what_single_pages_read(
        ages in ages(), from in from(), limit in 3..9_u64, dropped in vec(0..40_usize, 0..3),
        doubled in vec(0..40_usize, 0..3), is_second_first in any::<bool>(),
    ) {
        let mut gateway = Gateway::new(&ages, limit);
        // A page always has a row: one without any ends what a single page can read of its range.
        gateway.dropped.extend(dropped);
        gateway.doubled.extend(doubled);
        let mut double = Run { is_second_first, ..Run::new(gateway.clone(), from) };
        let mut single = Run { has_second_pages: false, ..Run::new(gateway, from) };
        let (double_end, single_end) = (double.finish(), single.finish());
        prop_assert_eq!(double.sorted(), single.sorted());
        prop_assert_eq!((double_end.is_whole(), double_end.gaps), (single_end.is_whole(), single_end.gaps));
    }

    #[test]
    fn one_page_at_a_time_is_asked_for_where_rows_may_leave(ages in ages(), from in from(), limit in limit()) {
        let mut run = Run::changing(Gateway::new(&ages, limit), from);
        while let Some(request) = run.plan.next() {
            prop_assert_eq!(run.plan.second_page(request, 0), None);
            run.step(request);
        }
    }

    #[test]
    fn few_requests_read_everything(ages in ages(), from in from(), limit in limit()) {
        let mut run = Run::new(Gateway::new(&ages, limit), from);
        run.finish();
        let created: Vec<i64> = run.expected().iter().filter_map(|id| run.gateway.rows[*id].created).collect();
        let most = most_requests(&created, limit);
        prop_assert!(run.requests.len() as u64 <= most, "{} requests, not {most}", run.requests.len());
    }

    #[test]
    fn the_next_request_is_guessed_from_the_last_row_where_nothing_changes(
        ages in ages(), from in from(), limit in limit(),
    ) {
        let mut run = Run::new(Gateway::new(&ages, limit), from);
        run.finish();
        for (guess, next) in run.guesses {
            prop_assert_eq!(Some(guess), next);
        }
    }

    #[test]
    fn all_requests_but_the_first_and_the_last_are_guessed_where_no_second_fills_a_page(
        ages in btree_set(0..100_000_000_i64, 1..40), limit in 2..=10_u64,
    ) {
        let ages: Vec<i64> = ages.into_iter().collect();
        let mut run = Run::new(Gateway::new(&ages, limit), None);
        run.finish();
        let reads = run.requests.iter().filter(|request| request.limit > 1 && request.page == 1).count();
        prop_assert!(run.guesses.len() + 3 >= reads, "{} guesses of {reads}", run.guesses.len());
    }

    #[test]
    fn no_page_is_deep_but_within_a_second(ages in ages(), from in from(), limit in limit()) {
        let mut run = Run::new(Gateway::new(&ages, limit), from);
        run.finish();
        let is_deep = |request: &&PlanRequest| request.page > 2;
        let mut deep = run.requests.iter().filter(is_deep).filter_map(|request| request.range);
        prop_assert!(deep.all(|range| range.from == Some(range.to)));
    }

    #[test]
    fn an_export_that_is_interrupted_anywhere_goes_on_as_if_it_were_not(
        ages in ages(), from in from(), limit in limit(), short_for in 0..12_usize,
        dropped in vec(0..40_usize, 0..3), is_mixed: bool, changes in changes(),
    ) {
        let mut gateway = Gateway::new(&ages, limit);
        gateway.short_for = short_for;
        gateway.dropped.extend(dropped);
        gateway.happens(&changes);
        gateway.refuses_above = 3;
        if is_mixed {
            gateway.order = Order::Mixed(7);
        }
        let mut straight = Run::changing(gateway.clone(), from);
        let mut interrupted = Run { is_interrupted: true, ..Run::changing(gateway, from) };
        prop_assert_eq!(straight.finish(), interrupted.finish());
        prop_assert_eq!(straight.requests, interrupted.requests);
        prop_assert_eq!(straight.kept, interrupted.kept);
    }

    #[test]
    fn a_gateway_that_refuses_large_pages_gives_the_same_rows(
        ages in ages(), from in from(), limit in limit(), refuses_above in 1..=8_u64,
    ) {
        let mut run = Run::new(Gateway { refuses_above, ..Gateway::new(&ages, limit) }, from);
        run.assert_is_whole();
        prop_assert!(run.plan.limit() <= refuses_above);
    }

    #[test]
    fn a_gateway_that_does_not_say_how_small_its_pages_are_gives_the_same_rows(
        ages in ages(), from in from(), limit in limit(),
    ) {
        Run::new(Gateway::new(&ages, limit).with(Fault::HidesPerPage), from).assert_is_whole();
    }

    #[test]
    fn a_gateway_that_lowers_its_limit_meanwhile_gives_the_same_rows(
        ages in ages(), from in from(), limit in limit(), lower in limit(), refuses_above in 1..=8_u64,
        at in 0..30_usize,
    ) {
        let mut run = Run::new(Gateway::new(&ages, limit), from);
        for _ in 0..at {
            let Some(request) = run.plan.next() else { break };
            run.step(request);
        }
        run.gateway.per_page = lower;
        run.gateway.refuses_above = refuses_above;
        run.assert_is_whole();
    }

    #[test]
    fn rows_that_arrive_after_the_pin_are_not_in_the_set(
        ages in ages(), from in from(), limit in limit(), arrivals in vec((0..30_usize, 1..5_i64), 0..20),
    ) {
        let mut gateway = Gateway::new(&ages, limit);
        let arrivals: Vec<_> = arrivals.iter().map(|(at, after)| (*at, Event::Arrives(PIN + after))).collect();
        gateway.happens(&arrivals);
        Run::new(gateway, from).assert_is_whole();
    }

    #[test]
    fn rows_that_arrive_while_the_gateways_clock_is_behind_the_pin_end_the_set_before_them(
        ages in ages(), from in option::of(300_i64..100_000_000), limit in 6..=10_u64, every in 1..4_usize,
        per_second in 1..4_usize,
    ) {
        let ages: Vec<i64> = ages.iter().map(|age| age + 250).collect();
        let mut gateway = Gateway::new(&ages, limit);
        let seconds = (PIN - 250..).flat_map(|second| std::iter::repeat_n(second, per_second));
        let arrivals: Vec<_> = (0..200).zip(seconds).step_by(every).map(|(at, second)| (at, Event::Arrives(second))).collect();
        gateway.happens(&arrivals);
        let mut run = Run::new(gateway, from);
        let start = run.expected();
        let progress = run.finish();
        let ids = run.sorted();
        run.assert_has_no_doubles();
        prop_assert!(progress.is_whole(), "{progress:?} {:?}", run.requests);
        prop_assert!(start.iter().all(|id| ids.contains(id)));
        prop_assert!(run.has_all() || run.plan.range().to == PIN);
    }

    #[test]
    fn rows_that_arrive_in_the_second_of_the_pin_are_read_as_well_or_are_missing(
        ages in ages(), from in from(), limit in limit(), arrivals in vec(0..30_usize, 0..8),
    ) {
        let mut gateway = Gateway::new(&ages, limit);
        let arrivals: Vec<_> = arrivals.iter().map(|at| (*at, Event::Arrives(PIN))).collect();
        gateway.happens(&arrivals);
        let mut run = Run::new(gateway, from);
        let start = run.expected();
        let mut at_last_count = Vec::new();
        let mut is_counted = false;
        while let Some(request) = run.plan.next() {
            run.step(request);
            // What is counted after the set is not of it.
            is_counted |= request.range.is_none();
            if request.limit == 1 && request.range == Some(run.plan.range()) && !is_counted {
                at_last_count = run.expected();
            }
        }
        let (progress, ids) = (run.plan.progress(), run.sorted());
        run.assert_has_no_doubles();
        let lost = start.iter().filter(|id| !ids.contains(id)).count();
        prop_assert!(lost as u64 <= progress.gaps, "{progress:?}");
        let has_all = at_last_count.iter().all(|id| ids.contains(id));
        // An export may read its only row with a request that looks like a count.
        prop_assert!(has_all || !progress.is_whole(), "{progress:?}");
        // What is missing is read once no more rows arrive.
        run.gateway.events.clear();
        run.plan.again();
        run.assert_is_whole();
    }

    #[test]
    fn rows_without_a_time_are_said_to_be_outside(
        ages in ages(), limit in limit(), timeless in 1..5_usize,
    ) {
        let mut gateway = Gateway::new(&ages, limit);
        for _ in 0..timeless {
            gateway.add(None);
        }
        let mut run = Run::new(gateway, None);
        let progress = run.finish();
        prop_assert!(run.has_all());
        prop_assert_eq!((progress.outside, progress.gaps), (timeless as u64, 0));
        prop_assert!(!progress.is_whole());
        prop_assert_eq!(progress.of(), run.gateway.rows.len() as u64);
    }

    #[test]
    fn rows_that_left_before_the_first_slice_are_not_missing(
        ages in ages(), limit in limit(), leaving in vec(0..40_usize, 0..5),
    ) {
        let mut gateway = Gateway::new(&ages, limit);
        let leaving: BTreeSet<_> = leaving.into_iter().filter(|place| *place < ages.len()).collect();
        let leaving: Vec<_> = leaving.into_iter().map(|place| (0, Event::Changes(place))).collect();
        gateway.happens(&leaving);
        Run::changing(gateway, None).assert_is_whole();
    }

    #[test]
    fn an_answer_that_is_empty_once_does_no_harm(
        ages in ages(), from in from(), limit in limit(), at in 0..30_usize, is_changing: bool,
    ) {
        let mut run = Run::of(Gateway { empty_at: Some(at), ..Gateway::new(&ages, limit) }, from, is_changing);
        let progress = run.finish();
        prop_assert!(run.has_all() || !progress.is_whole(), "{progress:?}");
        if !progress.is_whole() {
            run.plan.again();
        }
        run.assert_is_whole();
    }

    #[test]
    fn short_pages_are_read_again_until_they_are_right(
        ages in ages(), from in from(), limit in limit(), short_for in 0..30_usize,
    ) {
        let mut run = Run::new(Gateway { short_for, ..Gateway::new(&ages, limit) }, from);
        let progress = run.finish();
        prop_assert_eq!(progress.is_whole(), run.has_all());
        prop_assert_eq!(progress.rows + progress.gaps, run.expected().len() as u64);
        run.gateway.short_for = 0;
        run.plan.again();
        run.assert_is_whole();
        let newest_first: Vec<usize> = run.expected().into_iter().rev().collect();
        prop_assert_eq!(run.ids(), newest_first);
    }

    #[test]
    fn a_page_that_is_short_once_does_no_harm(ages in ages(), from in from(), limit in limit(), at in 0..30_usize) {
        let mut run = Run::new(Gateway::new(&ages, limit), from);
        for _ in 0..at {
            let Some(request) = run.plan.next() else { break };
            run.step(request);
        }
        run.gateway.short_for = at + 1;
        run.finish();
        run.assert_is_whole();
        let newest_first: Vec<usize> = run.expected().into_iter().rev().collect();
        prop_assert_eq!(run.ids(), newest_first);
    }

    #[test]
    fn rows_that_the_gateway_counts_and_never_gives_are_missing_until_it_gives_them(
        ages in ages(), from in from(), limit in limit(), dropped in vec(0..40_usize, 1..5), is_changing: bool,
    ) {
        let mut gateway = Gateway::new(&ages, limit);
        gateway.dropped.extend(dropped);
        let mut run = Run::of(gateway, from, is_changing);
        let progress = run.finish();
        let expected = run.expected();
        run.assert_has_no_doubles();
        let ids = run.sorted();
        let is_dropped = expected.iter().any(|id| run.gateway.dropped.contains(id));
        prop_assert_eq!(progress.is_whole(), !is_dropped);
        prop_assert_eq!(progress.gaps, (expected.len() - ids.len()) as u64);
        run.plan.again();
        let again = run.finish();
        prop_assert_eq!(again.is_whole(), !is_dropped);
        prop_assert_eq!(again.gaps, (expected.len() - run.ids().len()) as u64);
        run.gateway.dropped.clear();
        run.plan.again();
        run.assert_is_whole();
    }

    #[test]
    fn pages_that_are_not_in_order_give_every_row_once(
        ages in ages(), from in from(), limit in limit(), seed in option::of(0..1000_usize),
    ) {
        let order = seed.map_or(Order::TurnedPages, Order::Mixed);
        let mut run = Run::new(Gateway { order, ..Gateway::new(&ages, limit) }, from);
        run.finish();
        run.assert_is_whole();
    }

    #[test]
    fn rows_whose_time_cannot_be_read_are_read_once(ages in ages(), from in from(), limit in limit()) {
        Run::new(Gateway::new(&ages, limit).with(Fault::HidesTimes), from).assert_is_whole();
    }

    #[test]
    fn an_export_ends_where_every_range_has_rows_without_a_time(ages in ages(), limit in limit(), timeless in 1..20) {
        let mut gateway = Gateway::new(&ages, limit).with(Fault::GivesTimeless);
        for _ in 0..timeless {
            gateway.add(None);
        }
        let mut run = Run::new(gateway, None);
        let progress = run.finish();
        if progress.is_whole() {
            run.assert_has_no_doubles();
            prop_assert_eq!(run.ids().len(), run.gateway.rows.len());
        }
    }

    #[test]
    fn a_gateway_that_ignores_the_range_is_unusable(ages in ages(), from in from(), limit in limit()) {
        let mut run = Run::new(Gateway::new(&ages, limit).with(Fault::IgnoresRange), from);
        let progress = run.finish();
        prop_assert_eq!(progress.is_whole(), progress.unusable.is_none());
        if progress.unusable.is_none() {
            prop_assert!(run.has_all());
        }
        if ages.iter().all(|age| from.is_some_and(|from| *age > from)) && !ages.is_empty() {
            prop_assert_eq!(progress.unusable, Some(Unusable::IgnoresRange));
        }
        run.gateway.faults.clear();
        run.plan.again();
        run.finish();
        prop_assert_eq!(run.plan.progress().unusable, None);
    }

    #[test]
    fn a_gateway_that_leaves_the_last_second_out_never_gives_a_whole_set_that_is_not(
        ages in ages(), from in from(), limit in limit(), is_changing: bool, dropped in vec(0..40_usize, 0..3),
    ) {
        let mut gateway = Gateway::new(&ages, limit).with(Fault::ExcludesEnd);
        gateway.dropped.extend(dropped);
        let mut run = Run::of(gateway, from, is_changing);
        let progress = run.finish();
        prop_assert!(run.has_all() || !progress.is_whole(), "{progress:?}");
        let is_whole = progress.is_whole();
        run.plan.again();
        let progress = run.finish();
        prop_assert!(run.has_all() || !progress.is_whole(), "{progress:?}");
        run.assert_has_no_doubles();
        run.gateway.faults.clear();
        run.gateway.dropped.clear();
        if !is_whole && progress.outside == 0 {
            run.plan.again();
            run.assert_is_whole();
        }
    }

    #[test]
    fn ranges_that_lose_rows_at_their_ends_never_give_a_whole_set_that_is_not(
        ages in ages(), limit in limit(), is_changing: bool, order in 0..2_usize,
        fault in prop_oneof![Just(Fault::ExcludesEnd), Just(Fault::ExcludesStart), Just(Fault::HasFractions)],
    ) {
        let order = [Order::NewestFirst, Order::Shuffled][order];
        let mut run = Run::of(Gateway { order, ..Gateway::new(&ages, limit).with(fault) }, None, is_changing);
        // No range that ends with the pin would have these.
        run.gateway.rows.retain(|row| row.created < Some(PIN));
        let progress = run.finish();
        prop_assert!(run.has_all() || !progress.is_whole(), "{progress:?}");
    }

    #[test]
    fn a_greatest_total_never_gives_a_whole_set_that_is_not(
        ages in ages(), limit in limit(), most in 1..40_u64, order in 0..3_usize,
    ) {
        let order = [Order::NewestFirst, Order::TurnedPages, Order::Shuffled][order];
        let mut run = Run::new(Gateway { order, total: Total::AtMost(most), ..Gateway::new(&ages, limit) }, None);
        let progress = run.finish();
        prop_assert!(run.has_all() || !progress.is_whole(), "{progress:?}");
        run.assert_has_no_doubles();
    }

    #[test]
    fn without_a_total_the_rows_come_and_nothing_is_proven(
        ages in ages(), from in from(), limit in limit(), ignores_page: bool,
    ) {
        let mut gateway = Gateway { total: Total::Absent, ..Gateway::new(&ages, limit) };
        gateway.faults.extend(ignores_page.then_some(Fault::IgnoresPage));
        let mut run = Run::new(gateway, from);
        let progress = run.finish();
        prop_assert!(ignores_page || run.has_all());
        prop_assert!(!progress.is_proven && !progress.is_whole());
    }

    #[test]
    fn a_total_that_comes_only_at_first_proves_nothing(
        ages in ages(), from in from(), limit in limit(), at in 0..8_usize,
    ) {
        let mut run = Run::new(Gateway::new(&ages, limit), from);
        for _ in 0..at {
            let Some(request) = run.plan.next() else { return Ok(()) };
            run.step(request);
        }
        run.gateway.total = Total::Absent;
        if run.plan.next().is_some() {
            prop_assert!(!run.finish().is_whole());
        }
    }

    #[test]
    fn a_total_that_is_a_lie_ends_and_proves_nothing(
        ages in ages(), from in from(), limit in limit(), order in 0..3_usize, ignores_page: bool,
        total in prop_oneof![Just(u64::MAX), Just(u64::MAX / 2), 1000..2000_u64],
    ) {
        let order = [Order::NewestFirst, Order::TurnedPages, Order::Mixed(1)][order];
        let mut gateway = Gateway { total: Total::Always(total), order, ..Gateway::new(&ages, limit) };
        gateway.faults.extend(ignores_page.then_some(Fault::IgnoresPage));
        let mut run = Run::new(gateway, from);
        let progress = run.finish();
        prop_assert!(!progress.is_whole());
        run.assert_has_no_doubles();
        run.gateway.total = Total::Right;
        run.gateway.faults.clear();
        for _ in 0..3 {
            run.plan.again();
            let progress = run.finish();
            prop_assert_eq!(progress.is_whole(), run.has_all(), "{:?}", progress);
        }
        run.assert_is_whole();
    }

    #[test]
    fn a_total_that_is_smaller_than_a_full_page_proves_nothing(ages in ages(), limit in limit(), total in 0..10_u64) {
        let gateway = Gateway { total: Total::Always(total % limit), ..Gateway::new(&ages, limit) };
        let mut run = Run::new(gateway, None);
        let progress = run.finish();
        prop_assert!(run.has_all() || !progress.is_whole(), "{progress:?}");
    }

    #[test]
    fn rows_that_come_twice_are_kept_once(
        ages in ages(), from in from(), limit in limit(), doubled in vec(0..40_usize, 0..10),
    ) {
        let mut gateway = Gateway::new(&ages, limit);
        gateway.doubled.extend(doubled);
        let mut run = Run::new(gateway, from);
        run.assert_is_whole();
        run.assert_has_no_doubles();
    }

    #[test]
    fn a_row_that_is_given_and_counted_twice_is_one_duplicate_however_often_it_is_read(
        ages in ages(), limit in 3..10_u64, doubled in 0..40_usize,
    ) {
        let mut gateway = Gateway::new(&ages, limit).with(Fault::CountsDoubled);
        gateway.doubled.insert(doubled);
        let mut run = Run::new(gateway, None);
        let progress = run.finish();
        let doubled = u64::from(doubled < ages.len());
        prop_assert!(run.has_all());
        prop_assert_eq!(progress.gaps, doubled);
        // A row that comes again on the next page of a second may as well have moved there.
        let fills_page = |age| ages.iter().filter(|own| *own == age).count() as u64 >= limit;
        prop_assert!(progress.counted_twice == doubled || ages.iter().any(fills_page), "{progress:?}");
    }

    #[test]
    fn rows_that_come_twice_take_few_requests_more_however_they_are_counted(
        count in 0..60_i64, limit in 4..10_u64, doubled in vec(0..60_usize, 0..20), is_counted in any::<bool>(),
    ) {
        let ages: Vec<i64> = (0..count).map(|row| row * 37).collect();
        let mut gateway = Gateway::new(&ages, limit);
        gateway.doubled.extend(doubled.into_iter().filter(|row| *row < ages.len()));
        let mut twice = gateway.doubled.len() as u64;
        if is_counted {
            gateway = gateway.with(Fault::CountsDoubled);
        } else {
            twice = 0;
        }
        let mut run = Run::new(gateway, None);
        let progress = run.finish();
        prop_assert!(run.has_all());
        run.assert_has_no_doubles();
        prop_assert_eq!((progress.gaps, progress.counted_twice), (twice, twice));
        let most = 3 * (ages.len() as u64 + twice).div_ceil(limit - 1) + 10;
        prop_assert!(run.requests.len() as u64 <= most, "{} requests, not {most}", run.requests.len());
    }

    #[test]
    fn rows_without_an_id_are_read_once(ages in ages(), from in from(), limit in limit()) {
        Run::new(Gateway::new(&ages, limit).with(Fault::HidesIds), from).assert_is_whole();
    }

    #[test]
    fn times_at_the_ends_of_the_numbers_are_read(
        times in vec(prop_oneof![Just(i64::MIN), Just(-1), Just(0), Just(1), Just(i64::MAX), any::<i64>()], 0..10),
        from in prop_oneof![Just(i64::MIN), any::<i64>()], to in prop_oneof![Just(i64::MAX), any::<i64>()],
        limit in limit(), hides_times: bool,
    ) {
        let mut gateway = Gateway::new(&[], limit);
        gateway.faults.extend(hides_times.then_some(Fault::HidesTimes));
        for time in times.into_iter().filter(|time| *time <= to) {
            gateway.add(Some(time));
        }
        Run::within(gateway, Range { from: Some(from.min(to)), to }, false).assert_is_whole();
    }

    #[test]
    fn a_row_that_matches_throughout_is_read_once_while_others_enter_and_leave(
        ages in vec(0..60_i64, 0..40), from in from(), limit in limit(), changes in changes(), apart in 1..1000_i64,
    ) {
        // No second has more rows than a page.
        let mut seconds: BTreeMap<i64, u64> = BTreeMap::new();
        let mut fits = |age: i64| {
            let rows = seconds.entry(age).or_default();
            *rows += 1;
            *rows <= limit
        };
        let ages: Vec<i64> = ages.into_iter().map(|age| age * apart).filter(|age| fits(*age)).collect();
        let mut gateway = Gateway::new(&ages, limit);
        gateway.happens(&changes);
        let changed: BTreeSet<usize> = changed(&changes, ages.len());
        let mut run = Run::changing(gateway, from);
        let throughout: Vec<usize> = run.expected().into_iter().filter(|id| !changed.contains(id)).collect();
        run.finish();
        run.assert_has_no_doubles();
        let ids = run.sorted();
        prop_assert!(throughout.iter().all(|id| ids.contains(id)), "{throughout:?} {ids:?}");
    }

    #[test]
    fn a_row_that_moves_between_the_pages_of_a_second_is_not_lost_silently(
        ages in vec(0..2_i64, 0..40), limit in limit(), leaving in vec((1..30_usize, 0..40_usize), 0..6),
    ) {
        let mut gateway = Gateway::new(&ages, limit);
        let mut places = BTreeSet::new();
        let leaving: Vec<(usize, Event)> = leaving
            .into_iter()
            .filter(|(_, place)| *place < ages.len() && places.insert(*place))
            .map(|(at, place)| (at, Event::Changes(place)))
            .collect();
        gateway.happens(&leaving);
        let mut run = Run::changing(gateway, None);
        let progress = run.finish();
        run.assert_has_no_doubles();
        let ids = run.sorted();
        prop_assert!(!progress.is_whole() || run.expected().iter().all(|id| ids.contains(id)), "{progress:?}");
    }
}

/// Returns a strategy for changes: rows that enter and leave, and rows that arrive after the pin.
fn changes() -> impl Strategy<Value = Vec<(usize, Event)>> {
    let event = prop_oneof![
        3 => (0..40_usize).prop_map(Event::Changes),
        1 => (1..5_i64).prop_map(|after| Event::Arrives(PIN + after)),
    ];
    vec((0..40_usize, event), 0..20)
}

/// Returns the rows that the events may change. Rows that arrive shift the indices.
fn changed(changes: &[(usize, Event)], rows: usize) -> BTreeSet<usize> {
    let mut places = BTreeSet::new();
    for (_, event) in changes {
        if let Event::Changes(place) = event {
            places.extend((rows.max(1)..=rows + changes.len()).map(|count| place % count));
        }
    }
    places
}
