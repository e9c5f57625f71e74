//! The fault layer: makes report requests fail, by a script that tests set.

mod answers;
mod rows;
mod script;

use std::borrow::Cow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::put;
use serde_json::Value;

use crate::seed::chance::Chance;
use crate::server::{bad, json_response};
use crate::wire::{self, Query};
use script::{Fault, Script};

/// The script of faults, with the numbers of requests that its rules have counted.
#[derive(Default)]
pub(crate) struct Faults(Mutex<Script>);

/// The mark of an answer that must not allow other origins to read it.
#[derive(Clone)]
pub(crate) struct NoCors;

impl Faults {
    /// Returns the faults that the script has for a request for the given page, and counts the request in the rules.
    /// The page is `None` if the request can't be read.
    pub(crate) fn next(&self, page: Option<i64>) -> Given {
        self.script().next(page)
    }

    /// Returns whether the next request is to be answered without CORS headers. The rules do not count this call, as a
    /// preflight is not a report request.
    pub(crate) fn hide_cors(&self) -> bool {
        let mut ahead = self.script().clone();
        matches!(ahead.next(None).fault, Some(Fault::NoCors))
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        // No change is ever left half done, so a poisoned lock is harmless.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The faults of one request.
#[derive(Default)]
pub(crate) struct Given {
    /// The wait before the answer.
    pub(crate) wait: Duration,
    fault: Option<Fault>,
    /// The random numbers of this request alone.
    chance: Chance,
}

impl Given {
    /// Returns the answer that the fault gives in place of the real one; `None` if the real answer is needed.
    pub(crate) async fn instead(&self) -> Option<Response> {
        match self.fault.as_ref()? {
            // The connection ends with the client or the server.
            Fault::Hang => std::future::pending().await,
            Fault::Unauthorized => Some(json_response(StatusCode::UNAUTHORIZED, wire::unauthorized())),
            Fault::Invalid { errors, message, code } => {
                let body = wire::failure(message, code, errors);
                Some(json_response(StatusCode::UNPROCESSABLE_ENTITY, body))
            }
            Fault::Throttled(retry) => {
                let response = answers::failure(StatusCode::TOO_MANY_REQUESTS, "too many requests", "429-1");
                Some(retry.said(response))
            }
            Fault::Unavailable(retry) => {
                let response = answers::failure(StatusCode::SERVICE_UNAVAILABLE, "service unavailable", "503-1");
                Some(retry.said(response))
            }
            Fault::Timeout => Some(StatusCode::REQUEST_TIMEOUT.into_response()),
            Fault::ServerError => {
                Some(answers::failure(StatusCode::INTERNAL_SERVER_ERROR, "internal server error", "500-1"))
            }
            Fault::BadGateway => Some(answers::html(StatusCode::BAD_GATEWAY, "502 Bad Gateway")),
            Fault::NotFound => Some(answers::failure(StatusCode::NOT_FOUND, "not found", "404-1")),
            Fault::RefusedOk => Some(answers::failure(StatusCode::OK, "request refused", "400-1")),
            Fault::HtmlOk => Some(answers::html(StatusCode::OK, "Sign in")),
            Fault::OtherShape => Some(json_response(StatusCode::OK, Ok(r#"{"ok":true}"#.to_owned()))),
            Fault::Empty => Some(StatusCode::OK.into_response()),
            Fault::Redirect => Some(answers::redirect("/elsewhere")),
            _ => None,
        }
    }

    /// Returns the request's body for the real answer: without a filter if the fault is to ignore that filter.
    pub(crate) fn body<'a>(&self, body: &'a [u8]) -> Cow<'a, [u8]> {
        match &self.fault {
            Some(Fault::IgnoredFilter { filter }) => {
                rows::without_filter(body, filter).map_or(Cow::Borrowed(body), |text| Cow::Owned(text.into_bytes()))
            }
            _ => Cow::Borrowed(body),
        }
    }

    /// Returns the query for the real answer: with fewer rows per page if the fault limits them.
    pub(crate) fn query(&self, query: Query) -> Query {
        match self.fault {
            Some(Fault::Clamped { per_page }) => Query { limit: query.limit.min(per_page), ..query },
            _ => query,
        }
    }

    /// Changes the real answer into the one that is sent, as the fault requires.
    pub(crate) fn bend(self, status: StatusCode, reply: String) -> Response {
        let whole = |reply| json_response(status, reply);
        match self.fault {
            Some(Fault::SlowBody { ms }) => answers::slow(status, reply, Duration::from_millis(ms)),
            Some(Fault::Reset) => answers::cut(status, reply),
            Some(Fault::Truncated) => answers::truncated(status, reply),
            Some(Fault::Rows(bend)) if status == StatusCode::OK => whole(rows::bent(&reply, bend, self.chance)),
            Some(Fault::NoCors) => {
                let mut response = whole(Ok(reply));
                response.extensions_mut().insert(NoCors);
                response
            }
            _ => whole(Ok(reply)),
        }
    }
}

/// Returns the routes that control the script.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>(faults: Arc<Faults>) -> Router<S> {
    Router::new().route("/control/faults", put(set).get(show).delete(take_away)).with_state(faults)
}

async fn set(State(faults): State<Arc<Faults>>, body: Bytes) -> Response {
    let read = serde_json::from_slice::<Value>(&body)
        .map_err(|error| format!("the script is no JSON: {error}"))
        .and_then(Script::read);
    match read {
        Ok(script) => *faults.script() = script,
        Err(why) => return bad(&why),
    }
    StatusCode::NO_CONTENT.into_response()
}

async fn show(State(faults): State<Arc<Faults>>) -> Response {
    let shown = faults.script().shown();
    json_response(StatusCode::OK, Ok(shown.to_string()))
}

async fn take_away(State(faults): State<Arc<Faults>>) -> StatusCode {
    *faults.script() = Script::default();
    StatusCode::NO_CONTENT
}
