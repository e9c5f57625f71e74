//! The network. Sends texts, receives texts, and decides nothing about them.

use super::fault::Fault;
use crate::{
    browser::{clock, window},
    domain::{base_url::BaseUrl, token::Token},
};
use gloo_net::http::{Request, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use js_sys::{Reflect, Uint8Array};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode,
    RequestRedirect, SecurityPolicyViolationEvent,
};

/// `config.json` without a whole answer is given up after so many milliseconds.
const CONFIG_TIMEOUT_MS: u32 = 15_000;

/// A body is read up to so many bytes. A thousand rows of the longest messages are a tenth of that.
const MAX_BODY_BYTES: usize = 32_000_000;

/// A policy violation is reported in a task of its own, at most so many milliseconds after the refusal.
const VIOLATION_DELAY_MS: u32 = 50;

/// The way to end a request early.
#[derive(Clone, Default)]
pub struct Cancel(Option<AbortController>);

impl Cancel {
    /// A way for one request.
    pub fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// Ends the request; its answer will be [`None`].
    pub fn cancel(&self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }

    /// Whether it was ended.
    pub fn is_cancelled(&self) -> bool {
        self.0.as_ref().is_some_and(|controller| controller.signal().aborted())
    }
}

/// What came back.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// `Retry-After`, where the gateway lets this page read it.
    pub retry_after: Option<String>,
    /// The body; `None` where it is longer than 32 MB.
    pub text: Option<String>,
}

/// Posts a report request (API document, Endpoint and Headers), which ends after so many milliseconds. `None` when it
/// was cancelled.
pub async fn post(
    base_url: &BaseUrl,
    token: &Token,
    body: &str,
    cancel: &Cancel,
    timeout_ms: u32,
) -> Option<Result<Answer, Fault>> {
    let violations = violations();
    let request = Request::post(&base_url.endpoint())
        .mode(RequestMode::Cors)
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .cache(RequestCache::NoStore)
        .header("Authorization", token.as_str())
        .header("Content-Type", "application/json");
    let time = Time::start(cancel, timeout_ms);
    let answer = send(request, Some(body), cancel).await;
    if time.is_up() {
        return Some(Err(Fault::TooSlow));
    }
    if cancel.is_cancelled() {
        return None;
    }
    if let Some(answer) = answer {
        return Some(Ok(answer));
    }
    clock::wait(VIOLATION_DELAY_MS).await;
    let fault = match self::violations() > violations {
        true => Fault::Blocked,
        false if !window::is_online() => Fault::Offline,
        false => Fault::Unreachable,
    };
    (!cancel.is_cancelled()).then_some(Err(fault))
}

/// The text of `config.json`, which stands beside the page; `None` without an answer.
pub async fn config() -> Option<Answer> {
    let cancel = Cancel::new();
    let _time = Time::start(&cancel, CONFIG_TIMEOUT_MS);
    // As the preload in index.html asks for it, so that the two are one request.
    let request = Request::get("config.json").credentials(RequestCredentials::SameOrigin);
    send(request, None, &cancel).await
}

/// Sends a request; `None` without a whole answer.
async fn send(request: RequestBuilder, body: Option<&str>, cancel: &Cancel) -> Option<Answer> {
    let signal = cancel.0.as_ref().map(AbortController::signal);
    let request = request.abort_signal(signal.as_ref());
    let request = match body {
        Some(body) => request.body(body),
        None => request.build(),
    };
    let response = request.ok()?.send().await.ok()?;
    let retry_after = response.headers().get("Retry-After");
    let text = read_body(&response).await.ok()?;
    Some(Answer { status: response.status(), retry_after, text })
}

/// Reads a body piece by piece, so that no more of it is held than is read; `None` where it is too long.
async fn read_body(response: &Response) -> Result<Option<String>, JsValue> {
    let mut bytes = Vec::new();
    let Some(stream) = response.body() else { return Ok(Some(String::new())) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        let result = JsFuture::from(reader.read()).await?;
        // Without a value it is the end (Streams, ReadableStreamReadResult).
        let Ok(piece) = Reflect::get(&result, &"value".into())?.dyn_into::<Uint8Array>() else {
            return Ok(Some(decode(&bytes)));
        };
        bytes.append(&mut piece.to_vec());
        if bytes.len() > MAX_BODY_BYTES {
            // The rest is not waited for, and how the end of it goes is nobody's concern.
            let _ = reader.cancel();
            return Ok(None);
        }
    }
}

/// Decodes a body as browsers do: UTF-8 without its byte order mark (Encoding, "UTF-8 decode").
fn decode(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)).into_owned()
}

/// The time that a request has. Cancels it when that is up, and not at all once dropped.
struct Time {
    timeout: Option<Timeout>,
    up: std::rc::Rc<Cell<bool>>,
}

impl Time {
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

/// How many connections the page's policy has refused so far. Counts from the first call on.
fn violations() -> u32 {
    thread_local! {
        static COUNT: Cell<Option<u32>> = const { Cell::new(None) };
    }
    if COUNT.get().is_none() {
        COUNT.set(Some(0));
        let count = Closure::<dyn Fn(SecurityPolicyViolationEvent)>::new(|event: SecurityPolicyViolationEvent| {
            if event.effective_directive() == "connect-src" {
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
