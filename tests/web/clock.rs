//! Time zones by the browser's rules.

use outbox_report::{
    browser::clock::BrowserZone,
    domain::zone::{Moment, Zone},
};
use wasm_bindgen_test::wasm_bindgen_test;

#[track_caller]
fn check(zone: &str, seconds: i64, offset: i64) {
    assert_eq!(BrowserZone::new(zone).unwrap().offset_at(Moment(seconds)), offset, "{zone} at {seconds}");
}

#[wasm_bindgen_test]
fn tehran_had_summer_time_until_2022() {
    check("Asia/Tehran", 1_656_676_800, 16_200);
    check("Asia/Tehran", 1_688_212_800, 12_600);
    check("Asia/Tehran", 1_640_995_200, 12_600);
    // The last second of summer time, and the first after it.
    check("Asia/Tehran", 1_663_788_599, 16_200);
    check("Asia/Tehran", 1_663_788_600, 12_600);
}

#[wasm_bindgen_test]
fn zones_of_every_side_agree_with_the_tz_database() {
    check("UTC", 0, 0);
    check("America/Los_Angeles", 1_750_000_000, -25_200);
    check("Pacific/Auckland", 1_736_000_000, 46_800);
    check("Asia/Kathmandu", 1_750_000_000, 20_700);
}

#[wasm_bindgen_test]
fn a_zone_that_the_browser_does_not_know_is_none() {
    assert!(BrowserZone::new("Asia/Atlantis").is_none());
    assert!(BrowserZone::new("").is_none());
}
