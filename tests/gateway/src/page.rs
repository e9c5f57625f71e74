//! The page's files, at `/` and at the sub-path, under the strict policy.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};

use crate::live;
use crate::server::{App, Error, json_response};

/// Returns the strict Content Security Policy of the page. It lets the page connect to its own origin and to those in
/// `connect_src`.
pub(crate) fn policy(connect_src: &[String]) -> Result<HeaderValue, Error> {
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

/// Answers a request for a file of the page, at `/` or at the sub-path.
pub(crate) async fn page(State(app): State<Arc<App>>, mut request: Request) -> Response {
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

/// Returns whether the file's name carries the hash of its content: `-`, then sixteen digits of it.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('-').skip(1).any(|piece| {
        let digits = piece.bytes().take_while(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')).count();
        digits >= 16
    })
}
