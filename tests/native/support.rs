//! What several tests need.

pub(crate) mod sheets;

use jiff::{Timestamp, tz::TimeZone};
use outbox_report::{
    address::Codec,
    domain::{
        calendar::Calendar,
        date_math::Clock,
        draft::{Context, Draft},
        page::Page,
        param::Param,
        query::Query,
        zone::{Moment, Zone},
    },
    gateway::reply,
};
use proptest::{
    prelude::ProptestConfig,
    string::{RegexGeneratorStrategy, string_regex},
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
        // jiff keeps a day at either end of its years for offsets.
        let kept = moment.0.clamp(-377_705_000_000, 253_402_200_000);
        let timestamp = Timestamp::from_second(kept).expect("within jiff's years");
        i64::from(self.0.to_offset(timestamp).seconds())
    }
}

/// The instant at which the tests stand: Monday 2025-11-24 (1404/09/03), 19:30 in Tehran.
pub(crate) const NOW: Moment = Moment(1_764_000_000);

/// The clock of a deployment in Iran.
pub(crate) fn clock(zone: &TestZone) -> Clock<'_> {
    Clock { zone, now: NOW, calendar: Calendar::Persian }
}

/// Ten thousand cases, or as many more as `PROPTEST_CASES` asks for.
pub(crate) fn thorough() -> ProptestConfig {
    let asked = ProptestConfig::default();
    ProptestConfig { cases: asked.cases.max(10_000), ..asked }
}

/// Texts of this pattern. As a strategy, the pattern itself would be read anew for each of them.
pub(crate) fn texts(pattern: &str) -> RegexGeneratorStrategy<String> {
    string_regex(pattern).expect("a pattern that can be drawn from")
}

/// A codec with the default of 25 rows, for somebody who never chose another number.
pub(crate) fn codec(zone: &TestZone) -> Codec<'_> {
    Codec {
        context: Context { default_limit: 25, clock: clock(zone) },
        own_limit: None,
        has_start_view: false,
        section: None,
    }
}

/// The draft with these texts.
pub(crate) fn draft(texts: &[(Param, &str)]) -> Draft {
    let mut draft = Draft::default();
    for (param, text) in texts {
        draft.set(*param, *text);
    }
    draft
}

/// The query that these texts mean.
#[track_caller]
pub(crate) fn query(texts: &[(Param, &str)]) -> Query {
    let zone = TestZone::tehran();
    draft(texts).check(codec(&zone).context).expect("texts that can be used")
}

/// The page of these rows, the JSON of each, with commas between.
#[track_caller]
pub(crate) fn page_of(rows: &str) -> Page {
    let answer = format!(r#"{{"data":[{rows}],"meta":{{"status":true}}}}"#);
    reply::page(200, &answer, &query(&[])).expect("an answer that is a page")
}

/// Numbers by a seed: `SplitMix64` (Steele, Lea and Flood, 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below this one, or 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}
