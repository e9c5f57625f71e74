use crate::support::{NOW, TestZone, clock, codec};
use outbox_report::{
    domain::{draft::Context, zone::Moment},
    gateway::request,
    overview::{
        attention::{Attention, Need},
        count::Count,
    },
};

#[test]
fn what_needs_attention_is_of_the_last_days_and_late_only_after_ten_minutes() {
    let zone = TestZone::tehran();
    let context: Context = codec(&zone).context;
    let bodies = Need::ALL.map(|need| request::body(&need.query(7, context).unwrap().first_page(1), clock(&zone)));
    let (from, late) = (NOW.0 - 7 * 86_400, NOW.0 - 600);
    assert_eq!(
        bodies[0],
        format!(
            r#"{{"page":1,"limit":1,"filters":{{"create_from_date":"{from}","send_to_date":"{late}","state_id":"2"}}}}"#
        )
    );
    assert_eq!(
        bodies[3],
        format!(r#"{{"page":1,"limit":1,"filters":{{"create_from_date":"{from}","state_id":"3"}}}}"#)
    );
    assert!(bodies.iter().all(|body| !body.contains("now")));
}

#[test]
fn what_is_new_is_told_by_each_count() {
    let mut before = Attention::new(Moment(0), 7);
    before.counts = [1, 2, 3, 4, 5, 6, 7].map(Count::Known);
    assert_eq!(before.sum(), Some(28));
    let mut after = before.clone();
    after.counts[0] = Count::Known(0);
    assert!(!after.has_more_than(&before));
    after.counts[1] = Count::Known(3);
    assert!(after.has_more_than(&before));
    // One that was not counted this time is as it was.
    let mut after = Attention::new(Moment(30), 7);
    after.counts[0] = Count::Known(1);
    after.counts[1] = Count::Unstated;
    let merged = after.or(Some(&before));
    assert_eq!((merged.sum(), merged.now), (Some(28), Moment(0)));
    let counted = Attention { now: Moment(60), ..before.clone() };
    assert_eq!(counted.or(Some(&before)).now, Moment(60));
}

#[test]
fn what_was_not_counted_is_neither_nothing_nor_less_than_anything() {
    let unknown = Attention::new(Moment(0), 7);
    let mut failed = unknown.clone();
    failed.counts.fill(Count::Unstated);
    assert!(failed.is_settled() && !failed.is_calm());
    assert_eq!(failed.sum(), None);
    let mut none = Attention::new(Moment(30), 7);
    none.counts.fill(Count::Known(0));
    assert!(none.is_calm() && !none.has_more_than(&failed));
    none.counts[3] = Count::Unstated;
    assert!(!none.is_calm());
    assert_eq!(none.sum(), Some(0));
}
