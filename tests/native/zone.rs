//! The cached offsets of a zone whose rules are slow.

use crate::support::{TestZone, thorough};
use outbox_report::domain::zone::{DayOffset, Moment, Zone};
use proptest::prelude::*;
use std::cell::Cell;

/// Zones whose clocks change on the hour, at half past, by half an hour, and once for a whole day.
const ZONES: [&str; 6] =
    ["Asia/Tehran", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "Africa/Monrovia"];

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn what_is_kept_is_what_the_zone_says(
        zone in prop::sample::select(ZONES.to_vec()),
        start in -1_000_000_000_i64..3_000_000_000,
        steps in prop::collection::vec(-20_000_i64..20_000, 1..20),
    ) {
        let zone = TestZone::new(zone);
        let offset = DayOffset::default();
        let mut at = start;
        for step in steps {
            at += step;
            prop_assert_eq!(offset.get(Moment(at), &|moment| zone.offset_at(moment)), zone.offset_at(Moment(at)));
        }
    }
}

#[test]
fn every_second_around_a_change_of_clocks_is_right() {
    // Tehran, 2022-09-21 at 20:30 UTC; Lord Howe, 2025-04-05 at 15:00; Liberia, 1972-01-07 at 00:44:30.
    for (zone, change) in
        [("Asia/Tehran", 1_663_788_600), ("Australia/Lord_Howe", 1_743_865_200), ("Africa/Monrovia", 63_593_070)]
    {
        let zone = TestZone::new(zone);
        assert_ne!(zone.offset_at(Moment(change - 1)), zone.offset_at(Moment(change)));
        let offset = DayOffset::default();
        for at in change - 7_300..change + 7_300 {
            assert_eq!(offset.get(Moment(at), &|moment| zone.offset_at(moment)), zone.offset_at(Moment(at)), "{at}");
        }
    }
}

#[test]
fn a_zone_is_asked_for_the_ends_of_a_day_alone() {
    let (offset, asked) = (DayOffset::default(), Cell::new(0));
    let find = |_| {
        asked.set(asked.get() + 1);
        12_600
    };
    for second in 0..1_000 {
        assert_eq!(offset.get(Moment(1_745_409_418 + second * 7), &find), 12_600);
    }
    assert_eq!(asked.get(), 2);
}
