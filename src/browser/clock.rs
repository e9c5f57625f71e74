//! The present instant, timers, and the rules of time zones, from the browser.

use super::document::document;
use crate::domain::zone::{DayOffset, Moment, Zone, is_outdated_in_iran, offset_in_iran};
use gloo_timers::{callback::Timeout, future::TimeoutFuture};
use js_sys::{Array, Date, Function, Intl, JsString, Math, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
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

/// Returns a random number: for the id of an export, and for retries that are spread over time.
pub fn seed() -> u64 {
    Math::random().to_bits()
}

/// Waits for the given number of milliseconds, at most 2^31 − 1: a browser's timer takes no more (HTML, Timers).
pub async fn wait(milliseconds: u32) {
    TimeoutFuture::new(milliseconds).await;
}

/// The rest of a wait that is counted down in ticks. It is over in time where the ticks come late: browsers wake a
/// hidden page once a minute at times (HTML, Timers, leaves that to them).
pub struct Countdown {
    /// The milliseconds that are left.
    left_ms: u64,
    /// The Unix millisecond at which the wait is over.
    end_ms: u64,
}

impl Countdown {
    /// Starts to count down so many milliseconds.
    pub fn new(milliseconds: u32) -> Self {
        let left_ms = u64::from(milliseconds);
        Self { left_ms, end_ms: self::milliseconds().saturating_add(left_ms) }
    }

    /// Returns the milliseconds that are left.
    pub const fn left_ms(&self) -> u64 {
        self.left_ms
    }

    /// Waits for a tick of so many milliseconds.
    pub async fn tick(&mut self, milliseconds: u32) {
        wait(milliseconds).await;
        // A clock that was set back does not make the wait longer.
        let by_clock = self.end_ms.saturating_sub(self::milliseconds());
        self.left_ms = self.left_ms.saturating_sub(milliseconds.into()).min(by_clock);
    }
}

/// Calls `callback` when the browser has nothing else to do (`requestIdleCallback`), or after a second if it has no
/// such function.
pub fn once_idle(callback: impl FnOnce() + 'static) {
    let request = web_sys::window().and_then(|window| {
        let request: Function = Reflect::get(&window, &"requestIdleCallback".into()).ok()?.dyn_into().ok()?;
        Some((window, request))
    });
    match request {
        Some((window, request)) => {
            let _ = request.call1(&window, &Closure::once_into_js(callback));
        }
        None => drop(Timeout::new(1_000, callback).forget()),
    }
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

/// Calls `callback` when the page is painted as it is now, as [`painted`] waits for it.
pub fn once_painted(callback: impl FnOnce() + 'static) {
    spawn_local(async {
        if let Some(body) = document().and_then(|document| document.body()) {
            painted(&body).await;
        }
        callback();
    });
}

/// The longest wait for a frame, in milliseconds.
const MAX_FRAME_MS: i32 = 100;

/// Calls `callback` when the last changes of signals are in the document, as after [`drawn`]. The callback is boxed, so
/// that the code is compiled once.
pub fn once_drawn(callback: impl FnOnce() + 'static) {
    once_drawn_boxed(Box::new(callback));
}

fn once_drawn_boxed(callback: Box<dyn FnOnce()>) {
    spawn_local(async {
        drawn().await;
        callback();
    });
}

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

#[wasm_bindgen]
extern "C" {
    /// An instant (ECMAScript, `Temporal.Instant`).
    type Instant;
    #[wasm_bindgen(static_method_of = Instant, js_namespace = Temporal, js_name = fromEpochMilliseconds, catch)]
    fn from_epoch_milliseconds(milliseconds: f64) -> Result<Instant, JsValue>;
    #[wasm_bindgen(method, js_name = toZonedDateTimeISO, catch)]
    fn in_zone(this: &Instant, name: &JsString) -> Result<ZonedDateTime, JsValue>;

    /// An instant in a time zone (ECMAScript, `Temporal.ZonedDateTime`).
    type ZonedDateTime;
    #[wasm_bindgen(method, getter = timeZoneId)]
    fn zone_name(this: &ZonedDateTime) -> String;
    #[wasm_bindgen(method, getter = offsetNanoseconds)]
    fn offset_nanoseconds(this: &ZonedDateTime) -> f64;

    #[wasm_bindgen(js_namespace = ["Temporal", "Now"], js_name = timeZoneId, catch)]
    fn own_zone_name() -> Result<String, JsValue>;
}

/// A source of a zone's offsets.
enum Rules {
    /// `Temporal`, by the zone's name.
    Temporal(JsString),
    /// `Intl.DateTimeFormat.prototype.format`, bound to a formatter of the zone, for browsers without `Temporal`. The
    /// first formatter of a page takes 30 ms, and on a slow device four times that.
    Intl(Function),
}

/// A named IANA zone, or that of the device. Its offsets from UTC are those that the browser knows, past ones included.
pub struct BrowserZone {
    rules: Rules,
    /// True if the zone is Iran's and the browser's rules still have its summer time.
    is_outdated: bool,
    /// The last day's offset.
    offset: DayOffset,
}

impl BrowserZone {
    /// Returns the zone with the given IANA name, or the zone of the device without a name. Returns `None` if the
    /// browser does not know the name.
    pub fn new(name: Option<&str>) -> Option<Self> {
        let name = name.map_or_else(zone_name, str::to_owned);
        let rules = by_temporal(&name).or_else(|| by_intl(&name))?;
        let mut zone = Self { rules, is_outdated: false, offset: DayOffset::default() };
        zone.is_outdated = matches!(&*name, "Asia/Tehran" | "Iran") && is_outdated_in_iran(&zone);
        if zone.is_outdated {
            // Drop the outdated offset that the check has kept.
            zone.offset = DayOffset::default();
        }
        Some(zone)
    }

    /// Returns whether the zone is Iran's and the browser still has summer time for it, which ended in 2022. The
    /// offsets of [`BrowserZone`] are correct even so.
    pub const fn is_outdated(&self) -> bool {
        self.is_outdated
    }

    /// Returns the zone's offset from UTC at an instant by the browser's rules, in seconds.
    fn offset_by_rules(&self, moment: Moment) -> i64 {
        #[expect(clippy::cast_precision_loss, reason = "seconds of the years that are taken are far below 2^53")]
        let milliseconds = moment.0 as f64 * 1000.0;
        let offset = match &self.rules {
            Rules::Temporal(name) => zoned(milliseconds, name).map(|zoned| {
                #[expect(clippy::cast_possible_truncation, reason = "an offset is less than a day")]
                let offset = (zoned.offset_nanoseconds() / 1e9) as i64;
                offset
            }),
            Rules::Intl(format) => {
                let text = format.call1(&JsValue::UNDEFINED, &milliseconds.into()).ok();
                text.and_then(|text| text.as_string()).map(|text| named_offset(&text))
            }
        };
        let offset = offset.unwrap_or_default();
        if self.is_outdated { offset_in_iran(moment, offset) } else { offset }
    }
}

/// Returns the rules of a zone by `Temporal`. Returns `None` if the browser has none, and for what is no name:
/// `Temporal` takes the zones of dates too.
fn by_temporal(name: &str) -> Option<Rules> {
    let key = JsString::from(name);
    (zoned(0.0, &key)?.zone_name() == name).then_some(Rules::Temporal(key))
}

/// Returns an instant in a zone by `Temporal`, given in milliseconds since 1970.
fn zoned(milliseconds: f64, name: &JsString) -> Option<ZonedDateTime> {
    Instant::from_epoch_milliseconds(milliseconds).ok()?.in_zone(name).ok()
}

/// Returns the rules of a zone by `Intl`.
fn by_intl(name: &str) -> Option<Rules> {
    let options = Object::new();
    for (key, value) in [("timeZone", name), ("timeZoneName", "longOffset")] {
        Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    let arguments = Array::of2(&"en-US-u-ca-gregory-nu-latn".into(), &options);
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    // The binding's own constructor would end the page if the name is unknown (RangeError).
    let formatter: Intl::DateTimeFormat = Reflect::construct(&class, &arguments).ok()?.unchecked_into();
    Some(Rules::Intl(formatter.format()))
}

impl Zone for BrowserZone {
    fn offset_at(&self, moment: Moment) -> i64 {
        self.offset.get(moment, &|moment| self.offset_by_rules(moment))
    }
}

/// Returns the offset at the end of a text such as `4/23/2025, GMT+03:30`, in seconds.
fn named_offset(text: &str) -> i64 {
    let offset = text.rsplit(' ').next().unwrap_or_default();
    let (mut numbers, mut index) = ([0; 3], 0);
    for sign in offset.bytes() {
        match (sign, numbers.get_mut(index)) {
            (b'0'..=b'9', Some(number)) => *number = *number * 10 + i64::from(sign - b'0'),
            (b':', _) => index += 1,
            _ => {}
        }
    }
    let [hours, minutes, seconds] = numbers;
    let ahead = hours * 3600 + minutes * 60 + seconds;
    if offset.contains('-') { -ahead } else { ahead }
}

/// Returns a relative time in words: `number` units from now, negative for the past (ECMA-402,
/// `Intl.RelativeTimeFormat`). `tag` is the language tag.
pub fn relative(number: i64, unit: &str, tag: &str) -> String {
    let options = Object::new();
    let _ = Reflect::set(&options, &"numeric".into(), &"auto".into());
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    Intl::RelativeTimeFormat::new(&Array::of1(&tag.into()), &options).format(number as f64, unit).into()
}

/// Returns the IANA name of the device's time zone.
pub fn zone_name() -> String {
    if let Ok(name) = own_zone_name() {
        return name;
    }
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
}
