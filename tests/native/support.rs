//! What several tests need.

use jiff::{Timestamp, tz::TimeZone};
use outbox_report::{
    address::Codec,
    domain::{
        draft::{Context, Draft},
        field::Field,
        query::Query,
        zone::{Moment, Zone},
    },
};

/// A zone by another library's rules than the browser's.
pub(crate) struct TestZone(TimeZone);

impl TestZone {
    pub(crate) fn new(name: &str) -> Self {
        Self(TimeZone::get(name).expect("a bundled zone"))
    }

    pub(crate) fn tehran() -> Self {
        Self::new("Asia/Tehran")
    }
}

impl Zone for TestZone {
    fn offset_at(&self, moment: Moment) -> i64 {
        let timestamp = Timestamp::from_second(moment.0).expect("within jiff's years");
        i64::from(self.0.to_offset(timestamp).seconds())
    }
}

/// A codec with the default of 25 rows, for somebody who never chose another number.
pub(crate) fn codec(zone: &TestZone) -> Codec<'_> {
    Codec { context: Context { default_limit: 25, zone }, own_limit: None }
}

/// The draft with these texts.
pub(crate) fn draft(texts: &[(Field, &str)]) -> Draft {
    let mut draft = Draft::default();
    for (field, text) in texts {
        draft.set(*field, *text);
    }
    draft
}

/// The query that these texts mean.
#[track_caller]
pub(crate) fn query(texts: &[(Field, &str)]) -> Query {
    let zone = TestZone::tehran();
    draft(texts).check(codec(&zone).context).expect("texts that can be used")
}
