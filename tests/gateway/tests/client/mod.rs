//! A gateway to test, and a client that takes every answer as it is.

use std::time::Duration;

use gateway::{Options, Running};
use serde_json::Value;

pub(crate) const PATH: &str = "/api/report/new_list";
pub(crate) const TOKEN: &str = "demo-token";
pub(crate) const NOW: i64 = 1_751_000_000;

pub(crate) fn options() -> Options {
    Options { port: 0, rows: 3000, now: Some(NOW), control: true, ..Options::default() }
}

/// An answer: its status, headers and body.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: ureq::http::HeaderMap,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

pub(crate) fn send(to: &Running, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(Duration::from_mins(1)))
        .build()
        .into();
    let mut request = ureq::http::Request::builder().method(method).uri(format!("http://{}{path}", to.addr));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let reply = if body.is_empty() {
        agent.run(request.body(()).unwrap())
    } else {
        agent.run(request.body(body.to_owned()).unwrap())
    };
    let (head, mut body) = reply.unwrap().into_parts();
    let body = body.with_config().limit(100_000_000).read_to_vec().unwrap();
    Reply { status: head.status.as_u16(), headers: head.headers, body: String::from_utf8_lossy(&body).into_owned() }
}

pub(crate) fn get(from: &Running, path: &str) -> Reply {
    send(from, "GET", path, &[], "")
}

pub(crate) fn post(to: &Running, body: &str) -> Reply {
    send(to, "POST", PATH, &[("authorization", TOKEN), ("content-type", "application/json")], body)
}
