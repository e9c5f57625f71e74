//! The routes by which tests control the gateway.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, ORIGIN, REFERER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::server::{App, bad, json_response};

/// The state that tests set or read through the routes under `/control/`.
#[derive(Default)]
pub(crate) struct Staged {
    requests: Vec<Received>,
    last_number: u64,
    /// The answers in place of the real ones to the next report requests, in their order.
    pub(crate) next: VecDeque<Answer>,
    pub(crate) config: Option<Config>,
}

/// A recorded report request.
#[derive(Serialize)]
pub(crate) struct Received {
    path: String,
    authorization: Option<String>,
    content_type: Option<String>,
    cookie: Option<String>,
    referer: Option<String>,
    origin: Option<String>,
    body: String,
    /// True if the client closed the connection before it had its answer.
    closed: bool,
    #[serde(skip)]
    number: u64,
}

/// A report request that is being answered. If it is dropped before the answer is sent, the client has closed the
/// connection.
pub(crate) struct Open {
    app: Arc<App>,
    number: u64,
    pub(crate) is_answered: bool,
}

impl Open {
    pub(crate) fn new(app: &Arc<App>, mut received: Received) -> Self {
        let mut staged = app.staged();
        staged.last_number += 1;
        received.number = staged.last_number;
        let open = Self { app: Arc::clone(app), number: received.number, is_answered: false };
        staged.requests.push(received);
        open
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut staged = self.app.staged();
        let own = staged.requests.iter_mut().find(|request| request.number == self.number);
        if let Some(request) = own.filter(|_| !self.is_answered) {
            request.closed = true;
        }
    }
}

/// An answer that a test has staged for a report request, in place of the real one.
#[derive(Deserialize)]
pub(crate) struct Answer {
    #[serde(default = "ok")]
    status: u16,
    #[serde(default)]
    headers: HashMap<String, String>,
    #[serde(default)]
    body: String,
    #[serde(default)]
    pub(crate) delay_ms: u64,
    #[serde(default)]
    pub(crate) held: bool,
    #[serde(default)]
    pub(crate) pass: bool,
}

/// A `config.json` in place of the file in the built page.
#[derive(Clone, Deserialize)]
pub(crate) struct Config {
    #[serde(default = "ok")]
    pub(crate) status: u16,
    #[serde(default)]
    pub(crate) body: String,
}

impl From<String> for Config {
    fn from(body: String) -> Self {
        Self { status: ok(), body }
    }
}

#[derive(Deserialize)]
struct Question {
    sql: String,
}

#[derive(Deserialize)]
struct Arrival {
    created: i64,
    count: i64,
}

/// A change of rows: a list of assignments and a condition, both in SQL.
#[derive(Deserialize)]
struct Change {
    set: String,
    r#where: String,
}

const fn ok() -> u16 {
    200
}

impl Answer {
    pub(crate) fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let mut response = json_response(status, Ok(self.body));
        for (name, value) in self.headers {
            if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(&value)) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// Returns the record of a report request, which tests can read.
pub(crate) fn received(uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Received {
    let header = |name| headers.get(name).map(|value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into());
    Received {
        path: uri.to_string(),
        authorization: header(AUTHORIZATION),
        content_type: header(CONTENT_TYPE),
        cookie: header(COOKIE),
        referer: header(REFERER),
        origin: header(ORIGIN),
        body: String::from_utf8_lossy(body).into(),
        closed: false,
        number: 0,
    }
}

/// Returns the routes under `/control/`, except those of the faults.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/control/requests", get(requests).delete(forget_requests))
        .route("/control/query", post(query))
        .route("/control/arrive", post(arrive))
        .route("/control/change", post(change))
        .route("/control/next", put(stage).delete(unstage))
        .route("/control/release", post(release))
        .route("/control/config", put(set_config).delete(restore_config))
}

async fn requests(State(app): State<Arc<App>>) -> Response {
    json_response(StatusCode::OK, serde_json::to_string(&app.staged().requests))
}

async fn forget_requests(State(app): State<Arc<App>>) -> StatusCode {
    app.staged().requests.clear();
    StatusCode::NO_CONTENT
}

async fn query(State(app): State<Arc<App>>, body: Bytes) -> Response {
    let question: Question = match serde_json::from_slice(&body) {
        Ok(question) => question,
        Err(error) => return bad(&error),
    };
    match app.store.as_ref().map(|store| store.ask(&question.sql)) {
        Some(Ok(rows)) => json_response(StatusCode::OK, Ok(json!({ "rows": rows }).to_string())),
        Some(Err(error)) => bad(&error),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn arrive(State(app): State<Arc<App>>, body: Bytes) -> Response {
    let Arrival { created, count } = match serde_json::from_slice(&body) {
        Ok(arrival) => arrival,
        Err(error) => return bad(&error),
    };
    match app.store.as_ref().map(|store| store.arrive(created, count)) {
        Some(Ok(())) => StatusCode::NO_CONTENT.into_response(),
        Some(Err(error)) => bad(&error),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn change(State(app): State<Arc<App>>, body: Bytes) -> Response {
    let Change { set, r#where } = match serde_json::from_slice(&body) {
        Ok(change) => change,
        Err(error) => return bad(&error),
    };
    match app.store.as_ref().map(|store| store.change(&set, &r#where)) {
        Some(Ok(count)) => json_response(StatusCode::OK, Ok(json!({ "changed": count }).to_string())),
        Some(Err(error)) => bad(&error),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn stage(State(app): State<Arc<App>>, body: Bytes) -> Response {
    match serde_json::from_slice(&body) {
        Ok(answers) => {
            app.released.send_replace(false);
            app.staged().next = answers;
        }
        Err(error) => return bad(&error),
    }
    StatusCode::NO_CONTENT.into_response()
}

async fn unstage(State(app): State<Arc<App>>) -> StatusCode {
    app.staged().next.clear();
    app.released.send_replace(true);
    StatusCode::NO_CONTENT
}

async fn release(State(app): State<Arc<App>>) -> StatusCode {
    app.released.send_replace(true);
    StatusCode::NO_CONTENT
}

async fn set_config(State(app): State<Arc<App>>, body: Bytes) -> Response {
    match serde_json::from_slice(&body) {
        Ok(config) => app.staged().config = Some(config),
        Err(error) => return bad(&error),
    }
    StatusCode::NO_CONTENT.into_response()
}

async fn restore_config(State(app): State<Arc<App>>) -> StatusCode {
    app.staged().config = None;
    StatusCode::NO_CONTENT
}
