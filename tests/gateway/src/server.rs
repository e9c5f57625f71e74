//! The server: its start, its routes, and the report's endpoint.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE,
    AUTHORIZATION, CONTENT_TYPE,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use tokio::sync::{oneshot, watch};
use tower_http::services::ServeDir;

use crate::control::{self, Config, Open, Staged, received};
use crate::faults::{self, Faults, Given, NoCors};
use crate::seed::Seed;
use crate::store::Store;
use crate::wire::{self, Query};
use crate::{live, page};

/// The longest request body.
const BODY: usize = 1024 * 1024;

/// The last second of the year 9999, in Unix seconds.
pub(crate) const LAST: i64 = 253_402_300_799;

/// The options of a gateway.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port; 0 takes any that is free.
    pub port: u16,
    /// The address to listen at.
    pub host: IpAddr,
    /// The number of rows.
    pub rows: u64,
    /// The seed of the rows.
    pub seed: u64,
    /// The instant that the rows take as the present, in Unix seconds; `None` for the current time.
    pub now: Option<i64>,
    /// The delay before each answer of the report.
    pub latency: Duration,
    /// The `Authorization` header that is accepted.
    pub token: String,
    /// The folder of the built page; `None` to serve no page.
    pub dist: Option<PathBuf>,
    /// The path at which the page is served beside `/`.
    pub sub_path: String,
    /// The origins besides its own to which the page's policy lets it connect.
    pub connect_src: Vec<String>,
    /// The text that is served as the page's `config.json`; `None` for the file in [`Self::dist`].
    pub config: Option<String>,
    /// True to offer the routes by which tests control the gateway.
    pub control: bool,
    /// True to offer the routes of the fault script.
    pub faults: bool,
    /// The folder from which the page's sheets are served; `None` for `style/` in [`Self::dist`].
    pub style: Option<PathBuf>,
    /// The file whose text `/changes` sends, at once and whenever it differs; `None` to offer no `/changes`.
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
    /// The rows can't be made.
    Store(rusqlite::Error),
    /// An option has a value that can't be used: its name, and the reason.
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
    /// The address at which it listens.
    pub addr: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Waits until the gateway ends.
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

/// Makes the rows and starts the gateway in a thread of its own.
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
        // Connections that are kept open and answers that are waited for end here.
        runtime.shutdown_background();
    });
    Ok(Running { addr, stop: Some(stop), thread: Some(thread) })
}

fn current() -> Option<i64> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

/// The state that all routes share.
pub(crate) struct App {
    pub(crate) store: Option<Store>,
    token: String,
    latency: Duration,
    pub(crate) dist: Option<ServeDir>,
    pub(crate) sub_path: String,
    pub(crate) policy: HeaderValue,
    pub(crate) config: Option<Config>,
    pub(crate) staged: Mutex<Staged>,
    /// True once held answers may be sent.
    pub(crate) released: watch::Sender<bool>,
    /// True if requests are recorded.
    control: bool,
    faults: Option<Arc<Faults>>,
    pub(crate) style: Option<PathBuf>,
}

impl App {
    /// Creates the state of these options, without rows.
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
            policy: page::policy(&options.connect_src)?,
            config: options.config.clone().map(Config::from),
            staged: Mutex::default(),
            released: watch::Sender::new(true),
            control: options.control,
            faults: options.faults.then(Arc::default),
            style: options.style.clone(),
        })
    }

    /// Returns whether the next report request is answered without CORS headers.
    fn hides_cors(&self) -> bool {
        self.staged().next.is_empty() && self.faults.as_ref().is_some_and(|faults| faults.hide_cors())
    }

    pub(crate) fn staged(&self) -> MutexGuard<'_, Staged> {
        // No change is ever left half done, so a poisoned lock is harmless.
        self.staged.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn router(app: Arc<App>, control: bool, changes: Option<PathBuf>) -> Router {
    let mut router =
        Router::new().route("/api/report/new_list", post(report)).route("/v1/api/report/new_list", post(report));
    if control {
        router = router.merge(control::routes());
    }
    if let Some(faults) = &app.faults {
        router = router.merge(faults::routes(Arc::clone(faults)));
    }
    let mut router = router.fallback(page::page).layer(from_fn_with_state(Arc::clone(&app), cors)).with_state(app);
    if let Some(file) = changes {
        router = router.route("/changes", get(live::changes).with_state(Arc::new(file)));
    }
    router
}

/// Adds the CORS headers that let pages of every origin send requests and read the answers, errors included.
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

/// True for the path of the report, with or without the version before it.
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

pub(crate) fn json_response(status: StatusCode, body: serde_json::Result<String>) -> Response {
    match body {
        Ok(body) => (status, [(CONTENT_TYPE, "application/json")], body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

pub(crate) fn bad(error: &dyn fmt::Display) -> Response {
    (StatusCode::BAD_REQUEST, error.to_string()).into_response()
}
