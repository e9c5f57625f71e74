//! The answers that faults give in place of the real one, and faulty ways to send the real one.

use std::io::{Error, ErrorKind};
use std::time::{Duration, SystemTime};

use axum::body::{Body, Bytes};
use axum::http::header::{ACCESS_CONTROL_EXPOSE_HEADERS, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use futures_util::Stream;
use futures_util::stream::unfold;
use serde::Deserialize;
use tokio::time::sleep;

use crate::server::{LAST, json_response};
use crate::wire;

/// The number of pieces in which a slow answer is sent.
const PIECES: u32 = 10;

/// The `Retry-After` header of an answer.
#[derive(Clone)]
pub(super) struct Retry {
    pub(super) after: Option<u64>,
    pub(super) form: Form,
    pub(super) expose: bool,
}

/// The forms of `Retry-After`.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Form {
    Seconds,
    Date,
    None,
}

impl Retry {
    /// Returns the answer with its `Retry-After` and, if `expose` is true, with the permission for pages of other
    /// origins to read that header.
    pub(super) fn said(&self, mut response: Response) -> Response {
        let said = match (self.after, self.form) {
            (None, _) | (_, Form::None) => None,
            (Some(after), Form::Seconds) => Some(HeaderValue::from(after)),
            (Some(after), Form::Date) => HeaderValue::from_str(&date(after)).ok(),
        };
        if let Some(said) = said {
            response.headers_mut().insert(RETRY_AFTER, said);
        }
        if self.expose {
            response.headers_mut().insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("Retry-After"));
        }
        response
    }
}

/// Returns the HTTP date of this many seconds from now, kept within the dates that the format can express.
fn date(after: u64) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let at = now.saturating_add(after).min(LAST.unsigned_abs());
    httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(at))
}

/// Returns an answer in the shape of the API document's failures.
pub(super) fn failure(status: StatusCode, message: &str, code: &str) -> Response {
    json_response(status, wire::failure(message, code, &wire::NO_ERRORS))
}

/// Returns an HTML page, such as a proxy answers with.
pub(super) fn html(status: StatusCode, title: &str) -> Response {
    let page =
        format!("<!doctype html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n");
    (status, [(CONTENT_TYPE, "text/html")], page).into_response()
}

pub(super) fn redirect(to: &'static str) -> Response {
    (StatusCode::FOUND, [(LOCATION, to)]).into_response()
}

/// Returns an answer whose head is sent at once, and whose body is sent in pieces over the given time.
pub(super) fn slow(status: StatusCode, reply: String, time: Duration) -> Response {
    let body = Bytes::from(reply);
    let len = body.len();
    let pieces = usize::try_from(PIECES).unwrap_or(1);
    let size = len.div_ceil(pieces);
    let stream = unfold(body, move |mut left| async move {
        if left.is_empty() {
            return None;
        }
        sleep(time / PIECES).await;
        let piece = left.split_to(size.min(left.len()));
        Some((Ok(piece), left))
    });
    streamed(status, len, stream)
}

/// Returns an answer whose connection breaks at half of the announced length.
pub(super) fn cut(status: StatusCode, reply: String) -> Response {
    let mut body = Bytes::from(reply);
    let len = body.len();
    body.truncate(len / 2);
    let stream = unfold(Some(body), |half| async move {
        if let Some(half) = half {
            return Some((Ok(half), None));
        }
        // Wait until the half is sent, as the error would discard it.
        sleep(Duration::from_millis(50)).await;
        Some((Err(Error::from(ErrorKind::ConnectionReset)), None))
    });
    streamed(status, len, stream)
}

fn streamed(
    status: StatusCode,
    len: usize,
    stream: impl Stream<Item = Result<Bytes, Error>> + Send + 'static,
) -> Response {
    let mut response = json_response(status, Ok(String::new()));
    response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(len));
    *response.body_mut() = Body::from_stream(stream);
    response
}

/// Returns an answer with the first half of the body, complete by its announced length.
pub(super) fn truncated(status: StatusCode, reply: String) -> Response {
    let mut body = Bytes::from(reply);
    body.truncate(body.len() / 2);
    (status, [(CONTENT_TYPE, "application/json")], body).into_response()
}
