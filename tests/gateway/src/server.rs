//! The server: the report, the page's files, and the control for tests.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE,
    AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, REFERER,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::{oneshot, watch};
use tower_http::services::ServeDir;

use crate::faults::{self, Faults, Given, NoCors};
use crate::live;
use crate::seed::Seed;
use crate::store::Store;
use crate::wire::{self, Query};

/// The largest request body, in bytes.
const BODY: usize = 1024 * 1024;

/// The last second of the year 9999, in Unix seconds.
pub(crate) const LAST: i64 = 253_402_300_799;

/// The options of the gateway.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port; 0 takes any free one.
    pub port: u16,
    /// The address to listen at.
    pub host: IpAddr,
    /// The number of rows.
    pub rows: u64,
    /// The seed of the rows.
    pub seed: u64,
    /// The instant that is the present in the seed data, in Unix seconds; `None` for the current time.
    pub now: Option<i64>,
    /// The wait before each answer of the report.
    pub latency: Duration,
    /// The value that `Authorization` must have.
    pub token: String,
    /// The folder of the built page.
    pub dist: Option<PathBuf>,
    /// The path under which the page is served, in addition to `/`.
    pub sub_path: String,
    /// The origins that the page's policy allows it to connect to, beside its own.
    pub connect_src: Vec<String>,
    /// The text of `config.json`, in place of the file's.
    pub config: Option<String>,
    /// True to offer the control for tests.
    pub control: bool,
    /// True to let a script cause faults.
    pub faults: bool,
    /// The folder of the page's style sheets, in place of `style/` in [`Self::dist`].
    pub style: Option<PathBuf>,
    /// The file whose text `/changes` sends whenever it differs.
    pub changes: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 8787,
            host: Ipv4Addr::LOCALHOST.into(),
            rows: 200_000,
            seed: 1,
            now: None,
            latency: Duration::ZERO,
            token: "demo-token".to_owned(),
            dist: None,
            sub_path: "/panel/sms/".to_owned(),
            connect_src: Vec::new(),
            config: None,
            control: false,
            faults: false,
            style: None,
            changes: None,
        }
    }
}

/// The reason why the gateway did not start.
#[derive(Debug)]
pub enum Error {
    /// The gateway can't listen at the address.
    Listen(SocketAddr, std::io::Error),
    /// The server can't be started.
    Start(std::io::Error),
    /// The rows can't be stored.
    Store(rusqlite::Error),
    /// The option of this name has a wrong value; the second text says why.
    Option(&'static str, &'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listen(addr, error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                write!(f, "{addr} is in use; choose another port with --port, or 0 for any that is free")
            }
            Self::Listen(addr, error) => write!(f, "can't listen at {addr}: {error}"),
            Self::Start(error) => write!(f, "can't start the server: {error}"),
            Self::Store(error) => write!(f, "can't make the rows: {error}"),
            Self::Option(option, why) => write!(f, "--{option} {why}"),
        }
    }
}

impl std::error::Error for Error {}

/// A running gateway. Dropping it stops the gateway.
#[derive(Debug)]
pub struct Running {
    /// The address and port at which the gateway listens.
    pub addr: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Waits until the gateway stops.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Starts a gateway: stores the rows, listens and answers.
pub fn spawn(options: Options) -> Result<Running, Error> {
    let app = App::new(&options)?;
    let addr = SocketAddr::new(options.host, options.port);
    let listener = TcpListener::bind(addr).map_err(|error| Error::Listen(addr, error))?;
    listener.set_nonblocking(true).map_err(Error::Start)?;
    let addr = listener.local_addr().map_err(Error::Start)?;

    let now = options.now.or_else(current).unwrap_or(0);
    let store = Store::filled(&Seed { rows: options.rows, seed: options.seed, now }).map_err(Error::Store)?;
    let router = router(Arc::new(App { store: Some(store), ..app }), options.control, options.changes);

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Start)?;
    let listener = {
        let _guard = runtime.enter();
        tokio::net::TcpListener::from_std(listener).map_err(Error::Start)?
    };
    let (stop, stopped) = oneshot::channel();
    let thread = std::thread::spawn(move || {
        runtime.block_on(async {
            tokio::select! {
                _ = axum::serve(listener, router) => {}
                _ = stopped => {}
            }
        });
        // Connections that are kept open and answers that are awaited end here.
        runtime.shutdown_background();
    });
    Ok(Running { addr, stop: Some(stop), thread: Some(thread) })
}

fn current() -> Option<i64> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

struct App {
    store: Option<Store>,
    token: String,
    latency: Duration,
    dist: Option<ServeDir>,
    sub_path: String,
    policy: HeaderValue,
    config: Option<Config>,
    staged: Mutex<Staged>,
    /// True once held answers may be sent.
    released: watch::Sender<bool>,
    /// True if requests are recorded.
    control: bool,
    faults: Option<Arc<Faults>>,
    style: Option<PathBuf>,
}

/// The state that tests set or read through the control.
#[derive(Default)]
struct Staged {
    requests: Vec<Received>,
    last_number: u64,
    next: VecDeque<Answer>,
    config: Option<Config>,
}

/// A report request as it was received.
#[derive(Serialize)]
struct Received {
    path: String,
    authorization: Option<String>,
    content_type: Option<String>,
    cookie: Option<String>,
    referer: Option<String>,
    origin: Option<String>,
    body: String,
    /// True if the client left before it had its answer.
    closed: bool,
    #[serde(skip)]
    number: u64,
}

/// A report request that is being answered. If this value is dropped before the answer is sent, the client has left.
struct Open {
    app: Arc<App>,
    number: u64,
    is_answered: bool,
}

impl Open {
    fn new(app: &Arc<App>, mut received: Received) -> Self {
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

/// A staged answer that replaces the real one.
#[derive(Deserialize)]
struct Answer {
    #[serde(default = "ok")]
    status: u16,
    #[serde(default)]
    headers: HashMap<String, String>,
    #[serde(default)]
    body: String,
    #[serde(default)]
    delay_ms: u64,
    #[serde(default)]
    held: bool,
    #[serde(default)]
    pass: bool,
}

/// A `config.json` that replaces the real one.
#[derive(Clone, Deserialize)]
struct Config {
    #[serde(default = "ok")]
    status: u16,
    #[serde(default)]
    body: String,
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

impl App {
    /// Creates the application from the options, without rows.
    fn new(options: &Options) -> Result<Self, Error> {
        let inner = options.sub_path.trim_matches('/');
        if inner.is_empty() || inner.contains(['?', '#', '%', ' ']) {
            return Err(Error::Option("sub-path", "must be a path like /panel/sms/"));
        }
        if options.now.is_some_and(|now| !(0..=LAST).contains(&now)) {
            return Err(Error::Option("now", "must be Unix seconds"));
        }
        if options.dist.as_ref().is_some_and(|dist| !dist.join("index.html").is_file()) {
            return Err(Error::Option("dist", "must be a directory with an index.html"));
        }
        Ok(Self {
            store: None,
            token: options.token.clone(),
            latency: options.latency,
            dist: options.dist.as_ref().map(ServeDir::new),
            sub_path: format!("/{inner}/"),
            policy: policy(&options.connect_src)?,
            config: options.config.clone().map(|body| Config { status: ok(), body }),
            staged: Mutex::default(),
            released: watch::Sender::new(true),
            control: options.control,
            faults: options.faults.then(Arc::default),
            style: options.style.clone(),
        })
    }

    /// Returns whether the next report request is answered without permission for other origins.
    fn hides_cors(&self) -> bool {
        self.staged().next.is_empty() && self.faults.as_ref().is_some_and(|faults| faults.hide_cors())
    }

    fn staged(&self) -> MutexGuard<'_, Staged> {
        // No change is ever left half done, so a poisoned lock is harmless.
        self.staged.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the strict Content Security Policy of the page.
fn policy(connect_src: &[String]) -> Result<HeaderValue, Error> {
    let mut origins = String::new();
    for origin in connect_src {
        if origin.is_empty() || origin.contains([';', ',', ' ']) {
            return Err(Error::Option("connect-src", "must be one origin like http://127.0.0.1:8787"));
        }
        origins.push(' ');
        origins.push_str(origin);
    }
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'{origins}; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
         form-action 'none'; object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
         trusted-types default"
    );
    HeaderValue::from_str(&policy).map_err(|_| Error::Option("connect-src", "must be plain text"))
}

fn router(app: Arc<App>, control: bool, changes: Option<PathBuf>) -> Router {
    let mut router =
        Router::new().route("/api/report/new_list", post(report)).route("/v1/api/report/new_list", post(report));
    if control {
        router = router
            .route("/control/requests", get(requests).delete(forget_requests))
            .route("/control/query", post(query))
            .route("/control/arrive", post(arrive))
            .route("/control/change", post(change))
            .route("/control/next", put(stage).delete(unstage))
            .route("/control/release", post(release))
            .route("/control/config", put(set_config).delete(restore_config));
    }
    if let Some(faults) = &app.faults {
        router = router.merge(faults::routes(Arc::clone(faults)));
    }
    let mut router = router.fallback(page).layer(from_fn_with_state(Arc::clone(&app), cors)).with_state(app);
    if let Some(file) = changes {
        router = router.route("/changes", get(live::changes).with_state(Arc::new(file)));
    }
    router
}

/// Allows pages of every origin to call the API and to read its errors.
async fn cors(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let inside = path.strip_prefix("/v1").unwrap_or(path).strip_prefix("/api");
    if !inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
        return next.run(request).await;
    }
    let mut response = if request.method() == Method::OPTIONS {
        if is_report(path) && app.hides_cors() {
            return StatusCode::NO_CONTENT.into_response();
        }
        let allowed = [
            (ACCESS_CONTROL_ALLOW_METHODS, "POST, OPTIONS"),
            (ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type"),
            (ACCESS_CONTROL_MAX_AGE, "600"),
        ];
        (StatusCode::NO_CONTENT, allowed).into_response()
    } else {
        next.run(request).await
    };
    if response.extensions().get::<NoCors>().is_some() {
        return response;
    }
    response.headers_mut().entry(ACCESS_CONTROL_ALLOW_ORIGIN).or_insert(HeaderValue::from_static("*"));
    response
}

/// Returns whether a path is that of the report, with or without a version before it.
fn is_report(path: &str) -> bool {
    path.strip_prefix("/v1").unwrap_or(path) == wire::PATH
}

async fn report(State(app): State<Arc<App>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, BODY).await.unwrap_or_default();
    let mut open = app.control.then(|| Open::new(&app, received(&head.uri, &head.headers, &body)));
    let response = answer(app, &head.headers, &body).await;
    if let Some(open) = &mut open {
        open.is_answered = true;
    }
    response
}

async fn answer(app: Arc<App>, headers: &HeaderMap, body: &[u8]) -> Response {
    let staged = app.staged().next.pop_front();
    let mut given = Given::default();
    if let Some(answer) = staged {
        tokio::time::sleep(Duration::from_millis(answer.delay_ms)).await;
        if answer.held {
            // Fails only when the sender is gone, and the app holds it.
            let _ = app.released.subscribe().wait_for(|released| *released).await;
        }
        if !answer.pass {
            return answer.into_response();
        }
    } else if let Some(faults) = &app.faults {
        given = faults.next(Query::read(body).ok().map(|query| query.page));
    }
    let wait = app.latency.saturating_add(given.wait);
    if !wait.is_zero() {
        tokio::time::sleep(wait).await;
    }
    if let Some(response) = given.instead().await {
        return response;
    }
    match real(app, headers, body, &given).await {
        Some((status, reply)) => given.bend(status, reply),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Returns the real answer; `None` if it can't be made.
async fn real(app: Arc<App>, headers: &HeaderMap, body: &[u8], given: &Given) -> Option<(StatusCode, String)> {
    let authorized = headers.get(AUTHORIZATION).is_some_and(|given| given.as_bytes() == app.token.as_bytes());
    if !authorized {
        return Some((StatusCode::UNAUTHORIZED, wire::unauthorized().ok()?));
    }
    let query = match Query::read(&given.body(body)) {
        Ok(query) => given.query(query),
        Err(why) => return Some((StatusCode::UNPROCESSABLE_ENTITY, wire::invalid(&why).ok()?)),
    };
    let found = tokio::task::spawn_blocking(move || {
        let page = app.store.as_ref()?.page(&query).ok()?;
        wire::success(&query, &page).ok()
    });
    Some((StatusCode::OK, found.await.ok()??))
}

fn received(uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Received {
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

pub(crate) fn json_response(status: StatusCode, body: serde_json::Result<String>) -> Response {
    match body {
        Ok(body) => (status, [(CONTENT_TYPE, "application/json")], body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

impl Answer {
    fn into_response(self) -> Response {
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

/// Serves a file of the page, under `/` or the sub-path.
async fn page(State(app): State<Arc<App>>, mut request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let file = match path.strip_prefix(app.sub_path.as_str()) {
        Some(inside) => format!("/{inside}"),
        None => path.clone(),
    };
    let reading = request.method() == Method::GET || request.method() == Method::HEAD;
    let config =
        app.staged().config.clone().or_else(|| app.config.clone()).filter(|_| file == "/config.json" && reading);

    let sheet = match &app.style {
        Some(style) if reading => live::sheet(style, &file).await,
        _ => None,
    };

    let mut response = if let Some(sheet) = sheet {
        sheet
    } else if let Some(config) = config {
        let status = StatusCode::from_u16(config.status).unwrap_or(StatusCode::OK);
        json_response(status, Ok(config.body))
    } else if app.sub_path.strip_suffix('/') == Some(path.as_str()) {
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        let to = format!("{}{query}", app.sub_path);
        (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, to)]).into_response()
    } else if let (Some(dist), Ok(uri)) = (&app.dist, file.parse::<Uri>()) {
        *request.uri_mut() = uri;
        let served = dist.clone().append_index_html_on_directories(file == "/").try_call(request).await;
        served.map_or_else(|_| StatusCode::NOT_FOUND.into_response(), |response| response.map(Body::new))
    } else {
        StatusCode::NOT_FOUND.into_response()
    };

    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let forever = found && has_hash(&file);
    let cache = if forever { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(CONTENT_SECURITY_POLICY, app.policy.clone());
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// Returns whether the file's name has the hash of its content: `-`, then sixteen digits.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('-').skip(1).any(|piece| {
        let digits = piece.bytes().take_while(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')).count();
        digits >= 16
    })
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

pub(crate) fn bad(error: &dyn fmt::Display) -> Response {
    (StatusCode::BAD_REQUEST, error.to_string()).into_response()
}
