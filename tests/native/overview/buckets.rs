use crate::support::{TestZone, thorough};
use outbox_report::{
    domain::{
        calendar::{Calendar, Day},
        locale::Locale,
        zone::{Edge, Moment, WallClock},
    },
    i18n::Formatter,
    overview::buckets::{Bucket, BucketUnit, Buckets},
};
use proptest::prelude::*;

fn at(calendar: Calendar, ymd: (i32, u8, u8), zone: &TestZone) -> Moment {
    WallClock { day: Day::from_ymd(calendar, ymd).unwrap(), second: 0 }.moment(zone, Edge::From)
}

#[test]
fn a_persian_month_is_a_bucket() {
    let zone = TestZone::tehran();
    let [from, farvardin_2, end] =
        [(1403, 12, 10), (1404, 2, 1), (1404, 6, 5)].map(|ymd| at(Calendar::Persian, ymd, &zone));
    let buckets = Buckets::new(from, Moment(end.0 - 1), Calendar::Persian, &zone);
    assert_eq!(buckets.unit, BucketUnit::Week);
    let from = at(Calendar::Persian, (1403, 3, 10), &zone);
    let buckets = Buckets::new(from, Moment(end.0 - 1), Calendar::Persian, &zone);
    assert_eq!(buckets.unit, BucketUnit::Months(1));
    assert_eq!(buckets.list.len(), 16);
    // Farvardin 1404 has 31 days.
    let farvardin = Moment(farvardin_2.0 - 31 * 86_400);
    assert!(buckets.list.contains(&Bucket { from: farvardin, to: Moment(farvardin_2.0 - 1) }));
}

#[test]
fn the_unit_follows_from_the_length_of_the_range() {
    let zone = TestZone::tehran();
    let from = at(Calendar::Gregory, (2025, 4, 7), &zone);
    for (days, unit, count) in [
        (1, BucketUnit::Hour, 24),
        (7, BucketUnit::Day, 7),
        (31, BucketUnit::Day, 31),
        (90, BucketUnit::Week, 13),
        (365, BucketUnit::Months(1), 13),
        (20 * 365, BucketUnit::Months(5), 49),
    ] {
        let buckets = Buckets::new(from, Moment(from.0 + days * 86_400 - 1), Calendar::Gregory, &zone);
        assert_eq!((buckets.unit, buckets.list.len()), (unit, count), "{days} days");
    }
}

#[test]
fn a_week_begins_on_saturday_in_iran() {
    let zone = TestZone::tehran();
    // A Thursday.
    let from = at(Calendar::Gregory, (2025, 1, 2), &zone);
    let buckets = Buckets::new(from, Moment(from.0 + 60 * 86_400), Calendar::Persian, &zone);
    assert_eq!(buckets.list[0].to, Moment(at(Calendar::Gregory, (2025, 1, 4), &zone).0 - 1));
}

/// Returns the names of a bucket, the long and the short one, in a language.
fn names(buckets: &Buckets, index: usize, locale: Locale, zone: &TestZone) -> [String; 2] {
    let formatter = Formatter::new(locale, None);
    let bucket = buckets.list[index];
    [formatter.bucket(bucket, buckets.unit, zone), formatter.short_bucket(bucket, buckets.unit, zone)]
}

#[test]
fn a_bucket_of_two_months_is_named_by_both() {
    let zone = TestZone::tehran();
    let [from, to] = [(2018, 12, 5), (2026, 2, 1)].map(|ymd| at(Calendar::Gregory, ymd, &zone));
    let buckets = Buckets::new(from, Moment(to.0 - 1), Calendar::Gregory, &zone);
    assert_eq!(buckets.unit, BucketUnit::Months(2));
    let name = |index| names(&buckets, index, Locale::En, &zone);
    assert_eq!(name(0), ["December 2018 – January 2019", "2018-12–01"]);
    assert_eq!(name(1), ["February – March 2019", "2019-02–03"]);
    // The last one is cut at the end of the range.
    let [from, to] = [(1395, 1, 1), (1400, 3, 10)].map(|ymd| at(Calendar::Persian, ymd, &zone));
    let buckets = Buckets::new(from, to, Calendar::Persian, &zone);
    assert_eq!(buckets.unit, BucketUnit::Months(2));
    let name = |index| names(&buckets, index, Locale::Fa, &zone);
    assert_eq!(name(24), ["فروردین – اردیبهشت ۱۳۹۹", "۱۳۹۹/۰۱–۰۲"]);
    assert_eq!(name(buckets.list.len() - 1), ["خرداد ۱۴۰۰", "۱۴۰۰/۰۳"]);
}

#[test]
fn a_bucket_of_one_unit_is_named_by_its_beginning() {
    let zone = TestZone::tehran();
    let from = at(Calendar::Gregory, (2025, 4, 7), &zone);
    for (days, long, short) in [
        (1, "Mon 7 April 2025 01:00", "01:00"),
        (7, "Tue 8 April 2025", "04-08"),
        (90, "Mon 14 April 2025", "04-14"),
        (365, "May 2025", "2025-05"),
    ] {
        let buckets = Buckets::new(from, Moment(from.0 + days * 86_400 - 1), Calendar::Gregory, &zone);
        assert_eq!(names(&buckets, 1, Locale::En, &zone), [long, short]);
    }
}

#[test]
fn an_hour_that_comes_twice_is_told_from_the_first_by_its_offset() {
    for (zone, day, hour, offset) in
        [("America/Havana", (2025, 11, 2), "00:00", "−5"), ("Asia/Tehran", (2022, 9, 21), "23:00", "+3:30")]
    {
        let zone = TestZone::new(zone);
        let from = at(Calendar::Gregory, day, &zone);
        let buckets = Buckets::new(from, Moment(from.0 + 25 * 3_600 - 1), Calendar::Gregory, &zone);
        let mut all: Vec<String> = (0..25).map(|index| names(&buckets, index, Locale::En, &zone)[0].clone()).collect();
        let twice: Vec<&str> = all.iter().filter_map(|name| name.get(name.find(hour)?..)).collect();
        assert_eq!(twice, [hour.to_owned(), format!("{hour} (\u{2066}UTC{offset}\u{2069})")]);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 25);
    }
    let zone = TestZone::tehran();
    let second = Moment(at(Calendar::Gregory, (2022, 9, 22), &zone).0 - 3_600);
    let name = Formatter::new(Locale::Fa, None).bucket(
        Bucket { from: second, to: Moment(second.0 + 3_599) },
        BucketUnit::Hour,
        &zone,
    );
    assert!(name.ends_with("۲۳:۰۰ (\u{2066}UTC+۳:۳۰\u{2069})"), "{name}");
}

proptest! {
    // Each of them asks the zone a hundred times.
    #![proptest_config(ProptestConfig { cases: thorough().cases / 5, ..thorough() })]

    #[test]
    fn buckets_tile_their_range(
        from in 1_000_000_000_i64..2_000_000_000,
        length in prop_oneof![0..200_000_i64, 0..100_000_000_i64, 0..4_000_000_000_i64],
        is_persian: bool,
        zone in prop_oneof![Just("Asia/Tehran"), Just("America/New_York"), Just("Australia/Lord_Howe"), Just("America/Sao_Paulo")],
    ) {
        let calendar = if is_persian { Calendar::Persian } else { Calendar::Gregory };
        let zone = TestZone::new(zone);
        let buckets = Buckets::new(Moment(from), Moment(from + length), calendar, &zone);
        prop_assert_eq!(buckets.list.first().unwrap().from, Moment(from));
        prop_assert_eq!(buckets.list.last().unwrap().to, Moment(from + length));
        for pair in buckets.list.windows(2) {
            prop_assert_eq!(pair[0].to.0 + 1, pair[1].from.0);
        }
        prop_assert!(buckets.list.iter().all(|bucket| bucket.from <= bucket.to));
        prop_assert!(buckets.list.len() <= 60, "{}", buckets.list.len());
        for bucket in &buckets.list[1..] {
            let clock = WallClock::at(bucket.from, &zone);
            let (_, _, day) = clock.day.ymd(calendar);
            match buckets.unit {
                // Lord Howe's clocks change by half an hour.
                BucketUnit::Hour => prop_assert_eq!(clock.second % 1_800, 0),
                BucketUnit::Day => prop_assert_eq!(clock.second % 3_600, 0),
                BucketUnit::Week => prop_assert_eq!(clock.day.index_in_week(calendar), 0),
                BucketUnit::Months(_) => prop_assert_eq!(day, 1),
            }
        }
    }
}
