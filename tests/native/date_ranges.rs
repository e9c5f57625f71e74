//! Named ranges of dates.

use crate::support::{TestZone, clock};
use outbox_report::domain::{
    calendar::Calendar,
    date_filter::DateFilter,
    date_math::Clock,
    date_ranges::DateRange,
    zone::{Edge, Moment},
};

/// Checks the texts of a range and its first and last second. Now is Monday 2025-11-24 (1404/09/03), 19:30 in Tehran.
#[track_caller]
fn check(range: DateRange, calendar: Calendar, texts: [&str; 2], seconds: [i64; 2]) {
    let zone = TestZone::tehran();
    let clock = clock(&zone);
    let ends @ [from, to] = range.ends(calendar, clock);
    assert_eq!(isos(ends), texts);
    let [from, to] = [(from, Edge::From), (to, Edge::To)].map(|(end, edge)| end.unwrap().moment(clock, edge));
    assert_eq!([from, to], seconds.map(Moment));
}

fn isos(ends: [Option<DateFilter>; 2]) -> [String; 2] {
    ends.map(|end| end.map(DateFilter::iso).unwrap_or_default())
}

#[test]
fn ranges_are_whole_days_up_to_today_and_stay_relative() {
    let persian = Calendar::Persian;
    check(DateRange::Today, persian, ["now/d", "now/d"], [1_763_929_800, 1_764_016_199]);
    check(DateRange::Yesterday, persian, ["now-1d/d", "now-1d/d"], [1_763_843_400, 1_763_929_799]);
    check(DateRange::Last24Hours, persian, ["now-24h", "now"], [1_763_913_600, 1_764_000_000]);
    check(DateRange::Last7Days, persian, ["now-6d/d", "now/d"], [1_763_411_400, 1_764_016_199]);
    check(DateRange::Last30Days, persian, ["now-29d/d", "now/d"], [1_761_424_200, 1_764_016_199]);
}

#[test]
fn months_are_those_of_the_calendar_in_use() {
    // Azar 1404 began on 2025-11-22; November on the 1st.
    check(DateRange::ThisMonth, Calendar::Persian, ["now/M", "now/M"], [1_763_757_000, 1_766_348_999]);
    check(DateRange::LastMonth, Calendar::Persian, ["now-1M/M", "now-1M/M"], [1_761_165_000, 1_763_756_999]);
    check(DateRange::ThisMonth, Calendar::Gregory, ["2025-11-01", "2025-11-30"], [1_761_942_600, 1_764_534_599]);
    check(DateRange::LastMonth, Calendar::Gregory, ["2025-10-01", "2025-10-31"], [1_759_264_200, 1_761_942_599]);
}

#[test]
fn months_stay_relative_where_the_deployments_calendar_is_the_readers() {
    let zone = TestZone::tehran();
    let gregorian = Clock { calendar: Calendar::Gregory, ..clock(&zone) };
    assert_eq!(isos(DateRange::ThisMonth.ends(Calendar::Gregory, gregorian)), ["now/M", "now/M"]);
    assert_eq!(isos(DateRange::ThisMonth.ends(Calendar::Persian, gregorian)), ["2025-11-22", "2025-12-21"]);
}

#[test]
fn ranges_ahead_begin_now_and_stay_relative() {
    let zone = TestZone::tehran();
    let clock = clock(&zone);
    check(DateRange::Next7Days, Calendar::Persian, ["now", "now+7d"], [1_764_000_000, 1_764_604_800]);
    for calendar in [Calendar::Persian, Calendar::Gregory] {
        assert_eq!(isos(DateRange::FromNowOn.ends(calendar, clock)), ["now", ""]);
    }
}

#[test]
fn only_ranges_ahead_begin_now() {
    let zone = TestZone::tehran();
    let clock = clock(&zone);
    for range in DateRange::ALL {
        let [from, _] = range.ends(Calendar::Persian, clock);
        assert_eq!(from.unwrap().moment(clock, Edge::From) >= clock.now, range.is_ahead(), "{range:?}");
    }
}

#[test]
fn a_range_is_known_by_its_relative_ends_alone() {
    let zone = TestZone::tehran();
    for range in DateRange::ALL {
        assert_eq!(DateRange::of(range.ends(Calendar::Persian, clock(&zone))), Some(range));
        let is_month = matches!(range, DateRange::ThisMonth | DateRange::LastMonth);
        let in_gregorian = DateRange::of(range.ends(Calendar::Gregory, clock(&zone)));
        assert_eq!(in_gregorian, Some(range).filter(|_| !is_month), "{range:?}");
    }
    let now = DateFilter::parse("now").ok();
    assert_eq!([DateRange::of([None, now]), DateRange::of([None, None])], [None, None]);
}
