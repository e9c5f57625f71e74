//! The retries of failed requests, by a clock that a test sets.

use outbox_report::{
    gateway::fault::{Fault, Unread, Words},
    requests::retry::{Retry, pause},
};
use proptest::prelude::*;

/// No wait: the request is not retried.
const NONE: [u32; 0] = [];

/// Returns the waits, in seconds, until a request is given up. Each attempt fails with `fault` after `request`
/// milliseconds.
fn waits(fault: &Fault, retry_after: Option<u32>, seed: u64, request: u64) -> Vec<u32> {
    let (mut now, mut waits) = (1_764_000_000_000, Vec::new());
    let mut retry = Retry::new(seed, now);
    loop {
        now += request;
        match retry.next(fault, retry_after, now) {
            Some(wait) => {
                waits.push(wait);
                now += u64::from(wait) * 1000;
            }
            None => return waits,
        }
    }
}

fn refused(status: u16) -> Fault {
    Fault::Refused(status, Words::default())
}

fn unreadable(status: u16) -> Fault {
    Fault::Unreadable(status, String::new())
}

#[test]
fn only_what_may_pass_is_asked_again() {
    for status in [408, 500, 502, 503, 504, 599] {
        assert_eq!(waits(&refused(status), None, 1, 10).len(), 3, "{status}");
        assert_eq!(waits(&unreadable(status), None, 1, 10).len(), 3, "{status}");
    }
    assert_eq!(waits(&Fault::Unreachable, None, 1, 10).len(), 3);
    assert_eq!(waits(&Fault::of_unread(200, Unread::CutOff), None, 1, 10).len(), 3);
    for status in [200, 204, 301, 400, 403, 404, 405, 409, 410, 422, 501] {
        assert_eq!(waits(&refused(status), None, 1, 10), NONE, "{status}");
        assert_eq!(waits(&unreadable(status), Some(1), 1, 10), NONE, "{status}");
    }
    for fault in [Fault::Unauthorized(Words::default()), Fault::Blocked, Fault::TooSlow, Fault::Offline] {
        assert_eq!(waits(&fault, None, 1, 10), NONE, "{fault:?}");
    }
}

#[test]
fn the_waits_double_and_differ_from_page_to_page() {
    let mut first = std::collections::BTreeSet::new();
    for seed in 0..200 {
        let waits = waits(&Fault::Unreachable, None, seed, 10);
        let within = |at: usize, least: u32| (least..=least * 2).contains(&waits[at]);
        assert!(within(0, 1) && within(1, 2) && within(2, 4), "{waits:?}");
        first.insert(waits);
    }
    assert!(first.len() > 5);
}

#[test]
fn the_gateways_own_wish_is_honoured() {
    let waits_of_7 = waits(&refused(503), Some(7), 1, 10);
    assert!(waits_of_7.len() == 3 && waits_of_7.iter().all(|wait| (7..=8).contains(wait)), "{waits_of_7:?}");
    assert_eq!(waits(&refused(429), Some(12), 1, 10), [12, 12]);
    assert!(waits(&refused(503), Some(0), 1, 10).iter().all(|wait| *wait >= 1));
    assert_eq!(waits(&refused(429), Some(60), 1, 10), NONE, "longer than all of it may take");
}

#[test]
fn too_many_requests_without_a_wish_rest_for_ten_seconds() {
    for fault in [refused(429), unreadable(429)] {
        assert_eq!(waits(&fault, None, 1, 10), [10, 10]);
    }
}

#[test]
fn an_answer_that_is_too_large_is_what_its_status_says() {
    let too_large = |status| Fault::of_unread(status, Unread::TooLarge);
    assert_eq!(waits(&too_large(200), None, 1, 10), NONE);
    assert_eq!(waits(&too_large(429), Some(12), 1, 10), [12, 12]);
    assert_eq!(waits(&too_large(503), None, 1, 10).len(), 3);
    assert_eq!(too_large(401), Fault::Unauthorized(Words::default()));
    assert_eq!(Fault::of_unread(401, Unread::CutOff), Fault::Unauthorized(Words::default()));
}

#[test]
fn no_pause_is_longer_than_a_day() {
    assert_eq!(pause(&refused(503), Some(3_600)), Some(3_600));
    assert_eq!(pause(&refused(429), Some(u32::MAX)), Some(86_400));
    assert_eq!(pause(&refused(429), None), Some(10));
    assert_eq!(pause(&refused(503), None), None);
}

#[test]
fn slow_failures_leave_less_to_try() {
    assert_eq!(waits(&refused(500), None, 1, 14_000).len(), 1);
    assert_eq!(waits(&refused(500), None, 1, 28_000), NONE);
}

proptest! {
    #[test]
    fn no_try_begins_with_less_than_three_seconds_left_and_none_before_its_time(
        status in prop::sample::select(vec![408_u16, 429, 500, 503]),
        retry_after in prop::option::of(0_u32..100),
        seed: u64,
        request in 0_u64..16_000,
    ) {
        let waits = waits(&refused(status), retry_after, seed, request);
        prop_assert!(waits.len() <= 3);
        let least = retry_after.unwrap_or(if status == 429 { 10 } else { 1 });
        prop_assert!(waits.iter().all(|wait| *wait >= least));
        let tries = u64::try_from(waits.len()).unwrap();
        let begins: u64 = waits.iter().map(|wait| u64::from(*wait) * 1000).sum::<u64>() + tries * request;
        prop_assert!(tries == 0 || begins <= 27_000);
    }
}
