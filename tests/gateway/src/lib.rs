//! A demo SMS gateway: a real HTTP server over an embedded database that implements the API
//! document "Get Outbox Report", and, where it is given one, serves the page beside it.
//!
//! The rows are made up by a seed and never change while it runs.
//!
//! # Control
//!
//! With [`Options::control`], for tests:
//!
//! - `GET /control/requests`: the report requests so far, oldest first, as a list of `{path,
//!   authorization, content_type, cookie, referer, origin, body}`, headers that were not sent
//!   `null`; `DELETE` forgets them.
//! - `POST /control/query` with `{"sql": "select …"}`: `{"rows": [[…], …]}`. The table `rows` has
//!   the columns `seq` (newest highest), `id`, `username`, `number`, `number_color`, `number_id`,
//!   `kind`, `created`, `sent` (or null), `recipients`, `exits`, `state` (0 to 9), `progress`
//!   (the document's `state`), `valid` (or null), `in_delivery_line`, `cost` (text), `message`.
//! - `POST /control/arrive` with `{"created": 1750000000, "count": 3}`: so many new sends, created
//!   then, come before all others.
//! - `PUT /control/next` with `[{"status": 200, "headers": {}, "body": "…", "delay_ms": 0}, …]`:
//!   the answers to the next report requests, in order, each key optional; `"pass": true` gives
//!   the real answer after the delay. It replaces those not yet used; `DELETE` drops them.
//! - `PUT /control/config` with `{"status": 200, "body": "…"}`: what `config.json` is from now
//!   on; `DELETE` restores it.

pub mod seed;
mod server;
pub mod store;
pub mod wire;

pub use server::{Error, Options, Running, spawn};
