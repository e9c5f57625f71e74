//! Time zones by the browser's rules, and its timers.

use crate::stage::{Stage, answer, page, real_wait};
use outbox_report::{
    browser::clock::{BrowserZone, debounce},
    domain::zone::{Moment, Zone},
};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(module = "/tests/web/browser.js")]
extern "C" {
    fn number_timers_high();
    fn number_timers_as_ever();
}

#[wasm_bindgen_test]
async fn what_is_debounced_happens_once_however_timers_are_numbered() {
    for number in [number_timers_as_ever, number_timers_high] {
        number();
        let count = Rc::new(Cell::new(0));
        let mut call = debounce(30, {
            let count = Rc::clone(&count);
            move || count.set(count.get() + 1)
        });
        for _ in 0..3 {
            call();
        }
        number_timers_as_ever();
        real_wait(60).await;
        assert_eq!(count.get(), 1);
        number();
        call();
        drop(call);
        number_timers_as_ever();
        real_wait(60).await;
        assert_eq!(count.get(), 1);
    }
}

#[wasm_bindgen(module = "/tests/web/browser.js")]
extern "C" {
    fn forget_temporal();
    fn forget_2022();
    fn remember();
}

#[wasm_bindgen_test]
async fn outdated_rules_of_irans_clocks_are_said_and_put_right() {
    forget_2022();
    let outdated = js_sys::eval(
        "new Intl.DateTimeFormat('en', {timeZone: 'Asia/Tehran', hour: 'numeric', minute: 'numeric', hourCycle: 'h23'}).format(1688212800000)",
    );
    assert_eq!(outdated.unwrap().as_string().as_deref(), Some("16:30"));
    for (seconds, offset) in [(1_688_212_800, 12_600), (1_656_676_800, 16_200)] {
        assert_eq!(BrowserZone::new(Some("Asia/Tehran")).unwrap().offset_at(Moment(seconds)), offset);
    }
    assert!(BrowserZone::new(Some("Asia/Tehran")).unwrap().is_outdated());
    let stage = Stage::connected("").await;
    answer(0, 200, &page(&["1"], 1));
    stage.settle().await;
    let notes = stage.text(".notes");
    remember();
    assert!(notes.contains("out of date"), "{notes}");
    assert!(!BrowserZone::new(Some("Asia/Tehran")).unwrap().is_outdated());
}

/// Checks an offset by both interfaces to the browser's rules: `Temporal` and `Intl`.
#[track_caller]
fn check(zone: &str, seconds: i64, offset: i64) {
    let told = || BrowserZone::new(Some(zone)).unwrap().offset_at(Moment(seconds));
    let own = told();
    forget_temporal();
    let by_intl = told();
    remember();
    assert_eq!((own, by_intl), (offset, offset), "{zone} at {seconds}");
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
    for name in ["Asia/Atlantis", "", "2026-07-01T12:00Z", "2026-07-01T12:00[Asia/Tehran]", "T12:00Z"] {
        assert!(BrowserZone::new(Some(name)).is_none(), "{name}");
        forget_temporal();
        let by_intl = BrowserZone::new(Some(name));
        remember();
        assert!(by_intl.is_none(), "{name}");
    }
}
