//! Helpers that several tests share.

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

/// A time zone by the rules of another library than the browser's.
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

/// The present instant of the tests: Monday 2025-11-24 (1404/09/03), 19:30 in Tehran.
pub(crate) const NOW: Moment = Moment(1_764_000_000);

/// Returns the clock of a deployment in Iran.
pub(crate) fn clock(zone: &TestZone) -> Clock<'_> {
    Clock { zone, now: NOW, calendar: Calendar::Persian }
}

/// Returns a configuration with ten thousand cases, or more if `PROPTEST_CASES` asks for more.
pub(crate) fn thorough() -> ProptestConfig {
    let asked = ProptestConfig::default();
    ProptestConfig { cases: asked.cases.max(10_000), ..asked }
}

/// Returns a strategy for texts of a pattern. Used as a strategy, the pattern itself would be parsed anew for each
/// text.
pub(crate) fn texts(pattern: &str) -> RegexGeneratorStrategy<String> {
    string_regex(pattern).expect("a pattern that can be drawn from")
}

/// Returns a codec with the default of 25 rows, for a person who has chosen no other number.
pub(crate) fn codec(zone: &TestZone) -> Codec<'_> {
    Codec {
        context: Context { default_limit: 25, clock: clock(zone) },
        own_limit: None,
        has_start_view: false,
        section: None,
    }
}

/// Returns the draft with the given texts.
pub(crate) fn draft(texts: &[(Param, &str)]) -> Draft {
    let mut draft = Draft::default();
    for (param, text) in texts {
        draft.set(*param, *text);
    }
    draft
}

/// Returns the query that the given texts mean.
#[track_caller]
pub(crate) fn query(texts: &[(Param, &str)]) -> Query {
    let zone = TestZone::tehran();
    draft(texts).check(codec(&zone).context).expect("texts that can be used")
}

/// Returns the page of some rows: the JSON of each, separated by commas.
#[track_caller]
pub(crate) fn page_of(rows: &str) -> Page {
    let answer = format!(r#"{{"data":[{rows}],"meta":{{"status":true}}}}"#);
    reply::page(200, &answer, &query(&[])).expect("an answer that is a page")
}

/// A generator of reproducible random numbers: `SplitMix64` (Steele, Lea and Flood, 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `end`, or 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}
