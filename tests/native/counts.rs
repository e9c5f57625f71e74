//! The cache of counts: counts for which several callbacks wait, and answers that are fresh for a minute.

use outbox_report::{gateway::fault::Fault, requests::counts::Counts};

const START: u64 = 1_764_000_000_000;

#[test]
fn equal_counts_are_one_request_and_all_who_wait_are_told() {
    let mut counts = Counts::default();
    let [first, second, third] = [(); 3].map(|()| counts.next_waiter());
    assert_eq!(counts.join("all", first, "a"), Some("a"), "nobody has asked yet");
    counts.wait(7, "all", first, "a");
    assert_eq!(counts.join("all", second, "b"), None);
    assert_eq!(counts.join("sent", third, "c"), Some("c"));
    assert_eq!(counts.answer("all", &Ok(Some(12)), START), ["a", "b"]);
    assert!(counts.answer("all", &Ok(Some(12)), START).is_empty(), "once");
}

#[test]
fn an_answer_serves_for_a_minute_or_until_everything_is_asked_anew() {
    let mut counts = Counts::<()>::default();
    counts.answer("all", &Ok(Some(12)), START);
    counts.answer("unsaid", &Ok(None), START);
    assert_eq!(counts.fresh("all", START + 59_999), Some(12));
    assert_eq!(counts.fresh("unsaid", START), None);
    assert_eq!(counts.fresh("all", START + 60_000), None);
    assert_eq!(counts.fresh("sent", START), None);
    counts.expire();
    assert_eq!(counts.fresh("all", START), None);
}

#[test]
fn the_session_is_doubted_once_until_everything_is_asked_anew() {
    let mut counts = Counts::<()>::default();
    assert!(counts.doubt_session());
    assert!(!counts.doubt_session());
    counts.expire();
    assert!(counts.doubt_session());
    assert!(!counts.doubt_session());
    counts.forget();
    assert!(counts.doubt_session());
}

#[test]
fn a_failure_is_not_kept() {
    let mut counts = Counts::<()>::default();
    counts.answer("all", &Ok(Some(12)), START);
    counts.answer("all", &Err(Fault::TooSlow), START);
    assert_eq!(counts.fresh("all", START), None);
}

#[test]
fn a_request_ends_when_nobody_waits_for_it_any_longer() {
    let mut counts = Counts::default();
    let [first, second] = [(); 2].map(|()| counts.next_waiter());
    counts.wait(7, "all", first, ());
    assert_eq!(counts.join("all", second, ()), None);
    assert!(counts.leave(&[first]).is_empty());
    assert_eq!(counts.leave(&[first, second]), [7]);
    assert!(counts.answer("all", &Ok(Some(1)), START).is_empty());
}

#[test]
fn nothing_is_left_after_a_sign_out() {
    let mut counts = Counts::default();
    let waiter = counts.next_waiter();
    counts.wait(7, "all", waiter, ());
    counts.answer("sent", &Ok(Some(5)), START);
    counts.forget();
    assert_eq!(counts.fresh("sent", START), None);
    assert!(counts.answer("all", &Ok(Some(1)), START).is_empty());
}
