//! The parts of the gateway for `cargo xtask serve`: it serves style sheets from the sources, and sends events that
//! tell open pages of changes.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::unfold;
use tower_http::services::ServeDir;

/// The folder of the page under which the sheets are served.
const STYLE: &str = "/style";

/// The interval at which the file of changes is read.
const POLL: Duration = Duration::from_millis(100);

/// Answers a request for a sheet in the folder `style`; returns `None` if the path is not under `/style/`, or there is
/// no such sheet.
pub(crate) async fn sheet(style: &Path, path: &str) -> Option<Response> {
    let inside = path.strip_prefix(STYLE)?.parse::<Uri>().ok()?;
    let request = Request::builder().uri(inside).body(Body::empty()).ok()?;
    let served = ServeDir::new(style).append_index_html_on_directories(false).try_call(request).await.ok()?;
    served.status().is_success().then(|| served.map(Body::new))
}

/// Sends the text of a file as an event, at once and whenever the text changes. A file that can't be read counts as
/// empty.
pub(crate) async fn changes(State(file): State<Arc<PathBuf>>) -> Response {
    let events = unfold((file, None), |(file, last)| async move {
        loop {
            let text = std::fs::read_to_string(&*file).unwrap_or_default();
            if last.as_ref() != Some(&text) {
                let event = Event::default().data(text.trim_end());
                return Some((Ok::<_, Infallible>(event), (file, Some(text))));
            }
            tokio::time::sleep(POLL).await;
        }
    });
    let mut response = Sse::new(events).keep_alive(KeepAlive::default()).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
