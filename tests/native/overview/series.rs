use crate::support::thorough;
use outbox_report::{
    gateway::fault::Fault,
    overview::{count::Count, series::Series},
};
use proptest::prelude::*;
use std::sync::Arc;

/// Answers all counts that are due until none is. `count` returns the count of some buckets. Returns the number of
/// counts that were sent.
fn run(series: &mut Series, mut count: impl FnMut(usize, &[usize]) -> Count) -> usize {
    let mut sent = 0;
    loop {
        let due = series.due();
        if due.is_empty() {
            return sent;
        }
        for node in &due {
            series.set(*node, Count::Awaited);
        }
        for node in due {
            sent += 1;
            let buckets: Vec<usize> = series.buckets(node).collect();
            let count = count(node, &buckets);
            series.set(node, count);
        }
    }
}

fn sum(sends: &[u64]) -> impl FnMut(usize, &[usize]) -> Count + '_ {
    move |_, buckets| Count::Known(buckets.iter().map(|bucket| sends[*bucket]).sum())
}

#[test]
fn eight_groups_are_counted_first_and_then_halves() {
    let mut series = Series::new(31);
    assert_eq!(series.due(), [0]);
    series.set(0, Count::Known(62));
    let due = series.due();
    assert_eq!(due, [1, 2, 3, 4, 5, 6, 7], "the eighth follows from the whole");
    for node in due {
        series.set(node, Count::Known(2 * u64::try_from(series.buckets(node).len()).unwrap()));
    }
    assert_eq!(series.groups().len(), 8);
    assert_eq!(series.groups().last(), Some(&(27..31, 8)));
    assert!(series.due().iter().all(|node| series.buckets(*node).len() <= 2));
}

#[test]
fn nothing_more_is_asked_of_what_is_empty() {
    let mut series = Series::new(31);
    assert_eq!(run(&mut series, |_, _| Count::Known(0)), 1);
    assert_eq!(series.bucket(30), Count::Known(0));
}

#[test]
fn a_part_that_fails_has_no_number_and_the_others_stay() {
    let fault = Count::Failed(Arc::new(Fault::TooSlow));
    let mut series = Series::new(8);
    run(&mut series, |node, _| match node {
        0 => Count::Known(80),
        3 => fault.clone(),
        _ => Count::Known(10),
    });
    assert_eq!(series.bucket(2), fault);
    let others: Vec<Option<u64>> = [0, 1, 3, 4, 5, 6, 7].map(|bucket| series.bucket(bucket).known()).into();
    assert_eq!(others, [Some(10); 7]);
    series.reopen(true);
    assert_eq!(series.due(), [3]);
}

#[test]
fn parts_that_are_more_than_their_whole_tell_that_rows_have_moved() {
    let mut series = Series::new(2);
    series.set(0, Count::Known(5));
    series.set(1, Count::Known(7));
    assert!(series.has_moved());
    assert_eq!(series.due(), [2], "the last part is counted instead");
}

#[test]
fn what_was_cancelled_is_due_again() {
    let mut series = Series::new(4);
    series.set(0, Count::Awaited);
    assert!(series.due().is_empty());
    series.reopen(false);
    assert_eq!(series.due(), [0]);
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn every_bucket_is_found_with_no_more_counts_than_there_are_buckets(
        sends in prop::collection::vec(prop_oneof![3 => Just(0_u64), 2 => 0..1_000_000_u64], 1..70),
    ) {
        let mut series = Series::new(sends.len());
        let sent = run(&mut series, sum(&sends));
        prop_assert!(sent <= sends.len(), "{sent}");
        for (bucket, count) in sends.iter().enumerate() {
            prop_assert_eq!(series.bucket(bucket), Count::Known(*count));
        }
        prop_assert!(!series.has_moved());
        let groups: u64 = series.groups().iter().map(|(_, count)| count).sum();
        prop_assert_eq!(Some(groups), series.total().known());
    }

    #[test]
    fn rows_that_move_cost_at_most_twice_the_buckets(
        sends in prop::collection::vec(0..1_000_u64, 1..70),
        moves in prop::collection::vec(0..1_000_u64, 200),
    ) {
        let mut series = Series::new(sends.len());
        let mut moves = moves.into_iter().cycle();
        let sent = run(&mut series, |_, _| Count::Known(moves.next().unwrap()));
        prop_assert!(sent <= 2 * sends.len(), "{sent}");
        prop_assert!((0..sends.len()).all(|bucket| series.bucket(bucket).known().is_some()));
    }

    #[test]
    fn groups_tile_the_buckets_at_any_moment(
        sends in prop::collection::vec(0..9_u64, 1..70),
        stop in 1..70_usize,
    ) {
        let mut series = Series::new(sends.len());
        let mut left = stop;
        while let Some(node) = series.due().into_iter().next().filter(|_| left > 0) {
            left -= 1;
            let count = series.buckets(node).map(|bucket| sends[bucket]).sum();
            series.set(node, Count::Known(count));
        }
        let groups = series.groups();
        let mut end = 0;
        for (group, count) in groups {
            prop_assert_eq!(group.start, end);
            end = group.end;
            prop_assert_eq!(sends[group].iter().sum::<u64>(), count);
        }
        prop_assert_eq!(end, sends.len());
    }
}
