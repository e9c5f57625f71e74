//! The HTTP client: it sends and receives texts, and does not interpret them.

use super::{
    fault::{Fault, Unread},
    request::{AUTHORIZATION, CONTENT_TYPE, JSON},
};
use crate::{
    browser::{clock, window},
    domain::{base_url::BaseUrl, token::Token},
};
use gloo_net::http::{Request, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use js_sys::{Array, Date, Object, Promise, Reflect, Uint8Array};
use std::{cell::Cell, mem};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode,
    RequestRedirect, SecurityPolicyViolationEvent,
};

/// The timeout of the request for `config.json`, in milliseconds.
const CONFIG_TIMEOUT_MS: u32 = 15_000;

/// The least time that is left for the request of `boot.js`, in milliseconds.
const MIN_REST_MS: f64 = 1_000.0;

/// The most bytes of a body that are read. A thousand rows of the longest messages are a tenth of that.
const MAX_BODY_BYTES: usize = 32_000_000;

/// The wait for a report of a policy violation, in milliseconds: the browser reports it in a task after the refusal.
const VIOLATION_DELAY_MS: u32 = 50;

/// A handle that aborts one request. Clones abort the same request.
#[derive(Clone, Default)]
pub struct Cancel(Option<AbortController>);

impl Cancel {
    /// Creates the handle of one request.
    pub fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// Aborts the request; [`post`] then returns [`None`].
    pub fn cancel(&self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }

    /// Returns whether the request was aborted, by [`Cancel::cancel`] or by its timeout.
    pub fn is_cancelled(&self) -> bool {
        self.0.as_ref().is_some_and(|controller| controller.signal().aborted())
    }
}

/// The first request, which `boot.js` sent while the wasm was on its way. Dropping it aborts it.
pub struct Early {
    /// The promise of the response, the controller that aborts the request, the time of sending in milliseconds, the
    /// request's endpoint, token and body, and the policy violations since.
    sent: Array,
    /// The handle that aborts the request; empty once the request was taken over.
    cancel: Cancel,
}

impl Early {
    /// Returns the request; `None` if `boot.js` has sent none, or it was returned before.
    pub fn take() -> Option<Self> {
        let sent: Array = taken("earlyReport")?.unchecked_into();
        let cancel = Cancel(Some(sent.get(1).unchecked_into()));
        Some(Self { sent, cancel })
    }

    /// Returns whether the request has exactly the given address, token and body. None of them can hold a line break.
    pub fn is(&self, base_url: &BaseUrl, token: &Token, body: &str) -> bool {
        let own: Array = self.sent.get(3).unchecked_into();
        own.join("\n") == [&base_url.endpoint(), token.as_str(), body].join("\n")
    }

    /// Hands over the handle that aborts the request. Dropping this value then no longer aborts it.
    pub fn take_over(&mut self) -> Cancel {
        mem::take(&mut self.cancel)
    }

    /// Returns the milliseconds that are left of a timeout since the request was sent, and at least [`MIN_REST_MS`].
    /// That is enough to read a response that arrived before the wasm.
    fn rest_of(&self, timeout_ms: u32) -> u32 {
        let age_ms = Date::now() - self.sent.get(2).as_f64().unwrap_or_default();
        let rest_ms = (f64::from(timeout_ms) - age_ms).max(MIN_REST_MS);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast to an integer saturates")]
        let rest_ms = rest_ms as u32;
        rest_ms
    }

    /// Returns whether the page's Content Security Policy has refused a connection since the request was sent.
    fn is_refused(&self) -> bool {
        (4..self.sent.length()).any(|at| is_refused_connection(self.sent.get(at).unchecked_ref()))
    }
}

impl Drop for Early {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

/// An HTTP response.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The `Retry-After` header; `None` if it is absent, or if CORS does not expose it to this page.
    pub retry_after: Option<String>,
    /// The body.
    pub text: Result<String, Unread>,
}

impl Answer {
    /// Returns whether the body broke off on its way.
    const fn is_cut_off(&self) -> bool {
        matches!(self.text, Err(Unread::CutOff))
    }
}

/// Posts a report request (API document, Endpoint and Headers) and returns the response, or the fault if there is none.
///
/// The request is aborted after `timeout_ms` milliseconds, with [`Fault::TooSlow`]. Returns `None` if `cancel` aborted
/// it. `early` is the request if `boot.js` has sent it already; `cancel` must then be its handle.
pub async fn post(
    base_url: &BaseUrl,
    token: &Token,
    body: &str,
    cancel: &Cancel,
    timeout_ms: u32,
    early: Option<Early>,
) -> Option<Result<Answer, Fault>> {
    let violations = violations();
    let request = Request::post(&base_url.endpoint())
        .mode(RequestMode::Cors)
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .cache(RequestCache::NoStore)
        .header(AUTHORIZATION, token.as_str())
        .header(CONTENT_TYPE, JSON);
    let time = Time::start(cancel, early.as_ref().map_or(timeout_ms, |early| early.rest_of(timeout_ms)));
    let response = match &early {
        Some(early) => Some(early.sent.get(0).unchecked_into()),
        None => send(request, Some(body), cancel),
    };
    let answer = read(response).await;
    if time.is_up() {
        return Some(Err(Fault::TooSlow));
    }
    if cancel.is_cancelled() {
        return None;
    }
    // Without a network a body breaks off as well.
    if let Some(answer) = answer.filter(|answer| !answer.is_cut_off() || window::is_online()) {
        return Some(Ok(answer));
    }
    clock::wait(VIOLATION_DELAY_MS).await;
    let is_refused = self::violations() > violations || early.is_some_and(|early| early.is_refused());
    let fault = match is_refused {
        true => Fault::Blocked,
        false if !window::is_online() => Fault::Offline,
        false => Fault::Unreachable,
    };
    (!cancel.is_cancelled()).then_some(Err(fault))
}

/// Fetches `config.json`, which lies beside the page, unless `boot.js` has done so. Returns `None` if there is no
/// whole response within 15 seconds.
pub async fn config() -> Option<Answer> {
    let cancel = Cancel::new();
    let _time = Time::start(&cancel, CONFIG_TIMEOUT_MS);
    let early = taken("earlyConfig").map(JsCast::unchecked_into);
    let request =
        || Request::get("config.json").credentials(RequestCredentials::SameOrigin).cache(RequestCache::NoCache);
    let send = || send(request(), None, &cancel);
    read(early.or_else(send)).await.filter(|answer| !answer.is_cut_off())
}

/// Takes a value that `boot.js` left out of a global variable; `None` if there is none.
fn taken(name: &str) -> Option<JsValue> {
    let global: Object = js_sys::global();
    let value = Reflect::get(&global, &name.into()).ok().filter(|value| !value.is_undefined())?;
    let _ = Reflect::set(&global, &name.into(), &JsValue::UNDEFINED);
    Some(value)
}

/// Sends a request. Returns the promise of the response, or `None` if there is no such request.
fn send(request: RequestBuilder, body: Option<&str>, cancel: &Cancel) -> Option<Promise> {
    let signal = cancel.0.as_ref().map(AbortController::signal);
    let request = request.abort_signal(signal.as_ref());
    let request = match body {
        Some(body) => request.body(body),
        None => request.build(),
    };
    Some(web_sys::window()?.fetch_with_request(&request.ok()?.into()))
}

/// Waits for a response and reads its body. Returns `None` if there is no response.
async fn read(response: Option<Promise>) -> Option<Answer> {
    let response: web_sys::Response = JsFuture::from(response?).await.ok()?.unchecked_into();
    let response = Response::from(response);
    let retry_after = response.headers().get("Retry-After");
    let text = read_body(&response).await.unwrap_or(Err(Unread::CutOff));
    Some(Answer { status: response.status(), retry_after, text })
}

/// Reads a body chunk by chunk, so that it can stop at [`MAX_BODY_BYTES`]. Returns an error if the stream fails.
async fn read_body(response: &Response) -> Result<Result<String, Unread>, JsValue> {
    let mut bytes = Vec::new();
    let Some(stream) = response.body() else { return Ok(Ok(String::new())) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        let result = JsFuture::from(reader.read()).await?;
        // A result without a value ends the stream (Streams, ReadableStreamReadResult).
        let Ok(piece) = Reflect::get(&result, &"value".into())?.dyn_into::<Uint8Array>() else {
            return Ok(Ok(decode(&bytes)));
        };
        bytes.append(&mut piece.to_vec());
        if bytes.len() > MAX_BODY_BYTES {
            // Abort the download. Its outcome does not matter.
            let _ = reader.cancel();
            return Ok(Err(Unread::TooLarge));
        }
    }
}

/// Returns the text of a body as browsers decode it: UTF-8 without its byte order mark (Encoding, "UTF-8 decode").
fn decode(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)).into_owned()
}

/// The timeout of a request. It cancels the request when it fires; dropping it clears the timer.
struct Time {
    timeout: Option<Timeout>,
    up: std::rc::Rc<Cell<bool>>,
}

impl Time {
    /// Starts the timeout of the request that `cancel` aborts.
    fn start(cancel: &Cancel, timeout_ms: u32) -> Self {
        let up = std::rc::Rc::new(Cell::new(false));
        let timeout = Timeout::new(timeout_ms, {
            let (cancel, up) = (cancel.clone(), up.clone());
            move || {
                up.set(!cancel.is_cancelled());
                cancel.cancel();
            }
        });
        Self { timeout: Some(timeout), up }
    }

    /// Returns whether the timeout has fired before the request was cancelled otherwise.
    fn is_up(&self) -> bool {
        self.up.get()
    }
}

impl Drop for Time {
    fn drop(&mut self) {
        if let Some(timeout) = self.timeout.take() {
            timeout.cancel();
        }
    }
}

/// Returns the number of connections that the page's Content Security Policy has refused. The count starts with the
/// first call.
fn violations() -> u32 {
    thread_local! {
        static COUNT: Cell<Option<u32>> = const { Cell::new(None) };
    }
    if COUNT.get().is_none() {
        COUNT.set(Some(0));
        let count = Closure::<dyn Fn(SecurityPolicyViolationEvent)>::new(|event: SecurityPolicyViolationEvent| {
            if is_refused_connection(&event) {
                COUNT.set(COUNT.get().map(|count| count + 1));
            }
        });
        if let Some(window) = web_sys::window() {
            let _ = window.add_event_listener_with_callback("securitypolicyviolation", count.as_ref().unchecked_ref());
        }
        // The listener lives as long as the page.
        count.forget();
    }
    COUNT.get().unwrap_or_default()
}

/// Returns whether a violation of the policy is a refused connection.
fn is_refused_connection(event: &SecurityPolicyViolationEvent) -> bool {
    event.effective_directive() == "connect-src"
}
