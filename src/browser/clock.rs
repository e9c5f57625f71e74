//! The present instant, timers, and the rules of time zones, from the browser.

use crate::domain::{
    calendar::{Calendar, Day},
    zone::{HourOffsets, Moment, Zone, is_outdated_in_iran, offset_in_iran},
};
use gloo_timers::{callback::Timeout, future::TimeoutFuture};
use js_sys::{Array, Date, Function, Intl, Math, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, MessageChannel, ResizeObserver};

/// Returns the present instant.
pub fn now() -> Moment {
    // Milliseconds since 1970 are far below 2^53.
    #[expect(clippy::cast_possible_truncation, reason = "a clock's seconds fit")]
    Moment((Date::now() / 1000.0).floor() as i64)
}

/// Returns the present instant in Unix milliseconds.
pub fn milliseconds() -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "far below 2^53, and after 1970")]
    let now = Date::now() as u64;
    now
}

/// Returns the present instant in UTC, in the format of RFC 3339.
pub fn utc_now() -> String {
    Date::new_0().to_iso_string().into()
}

/// Returns a random number, which differs between pages.
pub fn seed() -> u64 {
    Math::random().to_bits()
}

/// Waits for this number of milliseconds.
pub async fn wait(milliseconds: u32) {
    TimeoutFuture::new(milliseconds).await;
}

/// Calls `callback` before the browser's next repaint (HTML, `requestAnimationFrame`).
pub fn on_frame(callback: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(Closure::once_into_js(callback).unchecked_ref());
    }
}

/// Ends the present task and goes on in another one, before which the browser may answer to a click or paint.
pub async fn next_task() {
    let Ok(channel) = MessageChannel::new() else { return };
    let message = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        let _ = JsFuture::from(message).await;
    }
    channel.port1().close();
}

/// Calls `callback` in another task, as [`next_task`] does.
pub fn in_next_task(callback: impl FnOnce() + 'static) {
    spawn_local(async {
        next_task().await;
        callback();
    });
}

/// Waits until an element is painted as it is now, or for 100 ms: a hidden page paints nothing.
pub async fn painted(element: &Element) {
    let mut observer = None;
    let frame = Promise::new(&mut |resolve, _| {
        // An observer is first called with the next frame (Resize Observer, "broadcast active resize observations").
        observer = ResizeObserver::new(&resolve).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
        }
    });
    let timer = Promise::new(&mut |resolve, _| {
        let _ = web_sys::window()
            .map(|window| window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, MAX_FRAME_MS));
    });
    let _ = JsFuture::from(Promise::race(&Array::of2(&frame, &timer))).await;
    if let Some(observer) = observer {
        observer.disconnect();
    }
    next_task().await;
}

/// The longest wait for a frame, in milliseconds.
const MAX_FRAME_MS: i32 = 100;

/// Waits until the last changes of signals are in the document. Effects run in a microtask, after those that are
/// queued.
pub async fn drawn() {
    // A resolved promise continues after the microtasks that are queued.
    for _ in 0..2 {
        let _ = JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await;
    }
}

/// Returns a debounced function: it calls `callback` once it has not been called for `milliseconds`.
///
/// Dropping the function cancels a pending call. It holds the timer's handle as the browser gave it: the fake clock of
/// a test numbers its timers beyond 32 bits.
pub fn debounce(milliseconds: u32, callback: impl Fn() + Clone + 'static) -> impl FnMut() {
    let mut timeout = None;
    move || {
        // Dropping the timer before clears it.
        drop(timeout.take());
        timeout = Some(Timeout::new(milliseconds, callback.clone()));
    }
}

/// A time zone by the browser's own rules, which include the history of the zone.
pub struct BrowserZone {
    /// `Intl.DateTimeFormat.prototype.format`, bound to a formatter of the zone.
    format: Function,
    /// True where the zone is Iran's and the browser's rules still have its summer time.
    is_outdated: bool,
    /// The cache of offsets that the browser has returned.
    offsets: HourOffsets,
}

impl BrowserZone {
    /// Returns the zone of this IANA name, or the browser's own zone without a name. Returns `None` where the browser
    /// does not know the name.
    pub fn new(name: Option<&str>) -> Option<Self> {
        let options = Object::new();
        if let Some(name) = name {
            Reflect::set(&options, &"timeZone".into(), &name.into()).ok()?;
        }
        for (key, value) in [
            ("hourCycle", "h23"),
            ("year", "numeric"),
            ("month", "numeric"),
            ("day", "numeric"),
            ("hour", "numeric"),
            ("minute", "numeric"),
            ("second", "numeric"),
        ] {
            Reflect::set(&options, &key.into(), &value.into()).ok()?;
        }
        let arguments = Array::of2(&"en-US-u-ca-gregory-nu-latn".into(), &options);
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let class: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
        // The binding's own constructor would end the page where the name is unknown (RangeError).
        let formatter: Intl::DateTimeFormat = Reflect::construct(&class, &arguments).ok()?.unchecked_into();
        let mut zone = Self { format: formatter.format(), is_outdated: false, offsets: HourOffsets::default() };
        // The name that the browser prefers for the zone.
        let name = Reflect::get(&formatter.resolved_options(), &"timeZone".into()).ok()?.as_string();
        let is_iran = matches!(name.as_deref(), Some("Asia/Tehran" | "Iran"));
        zone.is_outdated = is_iran && is_outdated_in_iran(&zone);
        if zone.is_outdated {
            // Drop the outdated offsets that the check has cached.
            zone.offsets = HourOffsets::default();
        }
        Some(zone)
    }

    /// Returns whether the browser's rules of this zone are outdated. They are corrected here.
    pub const fn is_outdated(&self) -> bool {
        self.is_outdated
    }

    /// Returns the offset at an instant by the browser's rules, in seconds.
    fn ask(&self, moment: Moment) -> i64 {
        #[expect(clippy::cast_precision_loss, reason = "seconds of the years that are taken are far below 2^53")]
        let date = JsValue::from_f64(moment.0 as f64 * 1000.0);
        let text = self.format.call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string());
        let offset = text.and_then(|text| wall_clock_seconds(&text)).map_or(0, |local| local - moment.0);
        if self.is_outdated { offset_in_iran(moment, offset) } else { offset }
    }
}

impl Zone for BrowserZone {
    fn offset_at(&self, moment: Moment) -> i64 {
        self.offsets.get(moment, &|moment| self.ask(moment))
    }
}

/// Returns the seconds since 1970 of a wall clock text such as `4/23/2025, 14:57:05`.
fn wall_clock_seconds(text: &str) -> Option<i64> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut next = || numbers.next()?.parse::<i64>().ok();
    let (month, day, year) = (next()?, next()?, next()?);
    let (hour, minute, second) = (next()?, next()?, next()?);
    let day = Day::from_ymd(
        Calendar::Gregory,
        (i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?),
    )?;
    Some(day.since_epoch() * 86_400 + hour * 3600 + minute * 60 + second)
}

/// Returns a relative time in words: `number` units from now, negative for the past (ECMA-402,
/// `Intl.RelativeTimeFormat`). `tag` is the language tag.
pub fn relative(number: i64, unit: &str, tag: &str) -> String {
    let options = Object::new();
    let _ = Reflect::set(&options, &"numeric".into(), &"auto".into());
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    Intl::RelativeTimeFormat::new(&Array::of1(&tag.into()), &options).format(number as f64, unit).into()
}

/// Returns the IANA name of the browser's own time zone.
pub fn zone_name() -> String {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
}
