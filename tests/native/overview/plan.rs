use crate::support::{NOW, TestZone, clock, codec, query, thorough};
use outbox_report::{
    domain::{calendar::Calendar, date_math::Clock, param::Param, query::Query, send_state::SendState, zone::Moment},
    gateway::request,
    overview::{
        buckets::Bucket,
        count::Count,
        plan::{By, CountKey, CountOptions, CountPlan, Mismatch, Scope},
    },
};
use proptest::prelude::*;
use std::iter;

const SPAN_S: i64 = 7 * 86_400;

fn plan(texts: &[(Param, &str)]) -> CountPlan {
    let zone = TestZone::tehran();
    let query = query(texts);
    let options = CountOptions { refresh_count: 0, span_s: SPAN_S, calendar: Calendar::Persian };
    let scope = Scope { query: query.clone(), now: NOW, at: NOW, options };
    CountPlan::new(scope, query.with_instants(clock(&zone)), &zone)
}

/// A send: when it was created, and its state.
type Send = (i64, u8);

/// Returns the number of sends that match a query with instants as dates.
fn count(sends: &[Send], query: &Query) -> u64 {
    let (from, to) = query.created_range();
    let is = |(at, state): &&Send| {
        from.is_none_or(|from| from.0 <= *at)
            && to.is_none_or(|to| *at <= to.0)
            && query.filters().state_id.is_none_or(|own| own.id() == *state)
    };
    u64::try_from(sends.iter().filter(is).count()).unwrap()
}

/// Answers all counts that are due from the given sends. Returns the number of counts that were sent.
fn run(plan: &mut CountPlan, sends: &[Send]) -> usize {
    let mut sent = 0;
    loop {
        let due = plan.due(false);
        if due.is_empty() {
            return sent;
        }
        sent += due.len();
        for (key, query) in due {
            plan.set(key, Count::Known(count(sends, &query)));
        }
    }
}

#[test]
fn states_are_counted_for_the_filters_in_force_but_the_state() {
    let zone = TestZone::tehran();
    let mut plan = plan(&[(Param::Username, "ali*"), (Param::StateId, "6"), (Param::CreateFromDate, "now-1d")]);
    let bodies: Vec<String> =
        plan.due(false).iter().map(|(_, query)| request::body(&query.first_page(1), clock(&zone))).collect();
    let from = NOW.0 - 86_400;
    assert_eq!(
        bodies[0],
        format!(r#"{{"page":1,"limit":1,"filters":{{"username":"ali*","create_from_date":"{from}"}}}}"#)
    );
    for (id, body) in bodies[1..11].iter().enumerate() {
        assert!(body.ends_with(&format!(r#""create_from_date":"{from}","state_id":"{id}"}}}}"#)), "{body}");
    }
    // Over time, the state stays in force.
    assert!(bodies[11].contains(r#""state_id":"6""#));
    assert_eq!(bodies.len(), 12);
}

#[test]
fn the_series_is_of_the_sent_time_where_only_that_has_a_range() {
    assert_eq!(plan(&[]).by, By::Created);
    assert_eq!(plan(&[(Param::SendFromDate, "now-1d")]).by, By::Sent);
    assert_eq!(plan(&[(Param::SendFromDate, "now-1d"), (Param::CreateToDate, "now")]).by, By::Created);
}

#[test]
fn without_a_range_a_span_before_now_is_shown() {
    let ends = |texts: &[(Param, &str)]| {
        let plan = plan(texts);
        let list = &plan.buckets.list;
        (list[0].from.0 - NOW.0, list[list.len() - 1].to.0 - NOW.0, plan.has_range)
    };
    assert_eq!(ends(&[]), (1 - SPAN_S, 0, false));
    assert_eq!(ends(&[(Param::CreateFromDate, "now-1h")]), (-3600, 0, true));
    assert_eq!(ends(&[(Param::CreateToDate, "now-1h")]), (1 - SPAN_S - 3600, -3600, false));
    // What is scheduled.
    assert_eq!(ends(&[(Param::SendFromDate, "now")]), (0, SPAN_S - 1, true));
}

#[test]
fn what_is_dated_after_the_last_bucket_of_an_open_range_is_told() {
    let sends = [(NOW.0 - 60, 6), (NOW.0 + 3600, 5), (NOW.0 + 7200, 5), (NOW.0 + 90, 6)];
    let after = |texts: &[(Param, &str)]| {
        let mut plan = plan(texts);
        assert_eq!(plan.after_last(), None);
        run(&mut plan, &sends);
        plan.after_last()
    };
    assert_eq!(after(&[(Param::CreateFromDate, "now-1d")]), Some(3));
    assert_eq!(after(&[(Param::CreateFromDate, "now-1d"), (Param::StateId, "5")]), Some(2));
    assert_eq!(after(&[(Param::CreateFromDate, "now-1d"), (Param::CreateToDate, "now+1d")]), None);
    assert_eq!(after(&[]), None);
}

#[test]
fn the_span_before_is_as_long_as_the_range_and_ends_where_it_begins() {
    let mut plan = plan(&[(Param::CreateFromDate, "1000000"), (Param::CreateToDate, "1000099")]);
    let before = plan.previous_span.unwrap();
    assert_eq!((before.from, before.to), (Moment(999_900), Moment(999_999)));
    plan.compare(true);
    run(&mut plan, &[(999_899, 6), (999_900, 6), (999_999, 3), (1_000_000, 6)]);
    let before = plan.previous.as_ref().unwrap();
    assert_eq!(before.total, Count::Known(2));
    assert_eq!(before.of(SendState::Rejected), &Count::Known(1));
    plan.compare(false);
    assert_eq!(plan.previous, None);
}

#[test]
fn no_count_and_no_link_reaches_before_1970() {
    assert_eq!(plan(&[(Param::CreateFromDate, "0"), (Param::CreateToDate, "1745000000")]).previous_span, None);
    let near = plan(&[(Param::CreateFromDate, "100"), (Param::CreateToDate, "1745000000")]);
    assert_eq!(near.previous_span, Some(Bucket { from: Moment(0), to: Moment(99) }));
    for texts in [&[(Param::CreateToDate, "2000")], &[(Param::SendToDate, "2000")]] {
        let plan = plan(texts);
        assert_eq!(plan.buckets.list.first().map(|bucket| bucket.from), Some(Moment(0)));
        for bucket in 0..plan.buckets.list.len() {
            let view = plan.view_of(bucket..bucket + 1).unwrap();
            let address = codec(&TestZone::tehran()).format(&view);
            assert!(!address.contains("date=-"), "{address}");
        }
    }
}

#[test]
fn why_the_states_do_not_add_up_is_told() {
    let mismatch = |zero: u64, sent: u64, total: u64| {
        let mut plan = plan(&[]);
        run(&mut plan, &[]);
        plan.set(CountKey::State(None), Count::Known(total));
        plan.set(CountKey::State(Some(SendState::Creating)), Count::Known(zero));
        plan.set(CountKey::State(Some(SendState::Sent)), Count::Known(sent));
        plan.present.mismatch()
    };
    assert_eq!(mismatch(2, 8, 10), None);
    assert_eq!(mismatch(10, 8, 10), Some(Mismatch::ZeroIgnored));
    assert_eq!(mismatch(2, 9, 10), Some(Mismatch::More(1)));
    // Rows have come between the counts.
    assert_eq!(mismatch(0, 1, 0), Some(Mismatch::More(1)));
    assert_eq!(mismatch(1, 0, 0), Some(Mismatch::More(1)));
    assert_eq!(mismatch(10, 1, 10), Some(Mismatch::More(1)));
    assert_eq!(mismatch(2, 5, 10), Some(Mismatch::Fewer(3)));
}

#[test]
fn a_gateway_that_ignores_the_state_is_told_from_one_that_ignores_state_0() {
    let mut plan = plan(&[]);
    run(&mut plan, &[]);
    for state in iter::once(None).chain(SendState::ALL.map(Some)) {
        plan.set(CountKey::State(state), Count::Known(7));
    }
    assert_eq!(plan.present.mismatch(), Some(Mismatch::StateIgnored));
}

#[test]
fn what_was_stopped_goes_on_where_it_was() {
    let mut plan = plan(&[]);
    let due = plan.due(false);
    assert_eq!(plan.progress(), (0, due.len()));
    plan.set(due[0].0, Count::Known(3));
    plan.reopen(false);
    assert_eq!(plan.progress(), (1, 1));
    assert_eq!(plan.due(false).len(), due.len() - 1);
}

#[test]
fn rounded_dates_are_other_dates_once_their_day_is_over_and_no_others_are() {
    let zone = TestZone::tehran();
    // The first second of the next day in Tehran.
    let midnight = (NOW.0 + 12_600).div_euclid(86_400) * 86_400 + 86_400 - 12_600;
    let has_dates_of = |texts: &[(Param, &str)], now: i64| {
        let now = Moment(now);
        plan(texts).has_dates_of(&query(texts).with_instants(Clock { now, ..clock(&zone) }), now)
    };
    for param in [Param::CreateFromDate, Param::CreateToDate, Param::SendFromDate, Param::SendToDate] {
        for (date, has_same) in
            [("now/d", false), ("now-1d/d", false), ("now-7d", true), ("now", true), ("1404/01/20", true)]
        {
            for at in [NOW.0, NOW.0 + 1, midnight - 1] {
                assert!(has_dates_of(&[(param, date)], at), "{param:?} {date} {at}");
            }
            for at in [midnight, midnight + 3_600] {
                assert_eq!(has_dates_of(&[(param, date)], at), has_same, "{param:?} {date} {at}");
            }
        }
    }
    assert!(has_dates_of(&[], midnight));
    let today = [(Param::CreateFromDate, "now-7d"), (Param::CreateToDate, "now/d")];
    assert!(!has_dates_of(&today, midnight));
}

#[test]
fn what_the_address_asks_for_is_counted_first() {
    assert_eq!(plan(&[]).due(true)[0].0, CountKey::Time(None, 0));
    assert_eq!(plan(&[]).due(false)[0].0, CountKey::State(None));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: thorough().cases / 10, ..thorough() })]

    #[test]
    fn all_counts_add_up(
        sends in prop::collection::vec((NOW.0 - 40 * 86_400..NOW.0 + 1, 0_u8..10), 0..80),
        days in 1_i64..40,
        stacks: bool,
    ) {
        let from = format!("now-{days}d");
        let mut plan = plan(&[(Param::CreateFromDate, from.as_str()), (Param::CreateToDate, "now")]);
        plan.stack(stacks);
        let sent = run(&mut plan, &sends);
        let buckets = plan.buckets.list.len();
        let series = if stacks { 11 } else { 1 };
        prop_assert!(sent <= 11 + 2 * buckets * series);
        prop_assert_eq!(plan.present.mismatch(), None);
        prop_assert_eq!(plan.time.total(), &plan.present.total);
        let known = |bucket| plan.time.bucket(bucket).known();
        let sum: u64 = (0..buckets).filter_map(known).sum();
        prop_assert_eq!(Some(sum), plan.present.total.known());
        if let Some(states) = &plan.by_state {
            for bucket in 0..buckets {
                let parts: u64 = states.iter().filter_map(|series| series.bucket(bucket).known()).sum();
                prop_assert_eq!(Some(parts), known(bucket));
            }
        }
        for bucket in 0..buckets {
            let view = plan.view_of(bucket..bucket + 1).unwrap();
            prop_assert_eq!(Some(count(&sends, &view)), known(bucket));
        }
    }
}
