//! What Leptos' server functions name of the crate `wasm-streams`, which this one stands in for (`[patch]` in the
//! project's `Cargo.toml`).
//!
//! That crate exports three classes to JavaScript, so the linker keeps them although nothing makes one of them: two
//! kilobytes before the first row. The page has no server functions, so nothing here is ever called.
//!
//! It goes when `server_fn` can be built without streams.

use futures_core::Stream;
use std::{
    pin::Pin,
    task::{Context, Poll},
};
use wasm_bindgen::{JsCast, JsValue};

/// A stream of the browser.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Wraps a stream of the browser.
    pub const fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Returns the stream of the browser.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Returns a stream of the browser that is none, as nothing reads it.
    pub fn from_stream<St: Stream<Item = Result<JsValue, JsValue>> + 'static>(_: St) -> Self {
        Self(JsValue::UNDEFINED.unchecked_into())
    }

    /// Returns a stream without items.
    pub fn into_stream(self) -> Empty {
        Empty
    }
}

/// A stream without items.
#[derive(Debug)]
pub struct Empty;

impl Stream for Empty {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
