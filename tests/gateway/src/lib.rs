//! A demo SMS gateway: a real HTTP server over an embedded database that implements the API
//! document "Get Outbox Report", and, if it is given one, serves the page beside it.
//!
//! The rows are made up by a seed, and change only if a test says so. Filters by state, times and exits are counted
//! over columns in memory: with five million rows ([`Options::rows`]) that takes some milliseconds, at any page. A
//! filter by a text takes seconds then, the first time that the text is asked for. See [`store`].
//!
//! # Control
//!
//! With [`Options::control`], for tests:
//!
//! - `GET /control/requests`: the report requests so far, oldest first, as a list of `{path,
//!   authorization, content_type, cookie, referer, origin, body, closed}`. A header that was not sent
//!   is `null`; `closed` is true if the client closed the connection before it had its answer.
//!   `DELETE` forgets the requests.
//! - `POST /control/query` with `{"sql": "select …"}`: `{"rows": [[…], …]}`. The table `rows` has
//!   the columns `seq` (newest highest), `id`, `username`, `number`, `number_color`, `number_id`,
//!   `kind`, `created`, `sent` (or null), `recipients`, `exits`, `state` (0 to 9), `progress`
//!   (the document's `state`), `valid` (or null), `in_delivery_line`, `cost` (text), `message`.
//! - `POST /control/arrive` with `{"created": 1750000000, "count": 3}`: adds three new sends that
//!   were created at that second. They come before all others.
//! - `POST /control/change` with `{"set": "state = 6", "where": "state = 2"}`, both SQL: sets fields of
//!   all rows that meet the condition. The answer is `{"changed": 3}`, the number of these rows. A value
//!   of another type and another `seq` are refused, and a refused change has changed nothing.
//! - `PUT /control/next` with `[{"status": 200, "headers": {}, "body": "…", "delay_ms": 0}, …]`:
//!   the answers to the next report requests, in order, each key optional. `"pass": true` gives
//!   the real answer after the delay, and `"held": true` keeps any answer back until `POST
//!   /control/release`. The list replaces the answers that are not used yet. `DELETE` drops those, and
//!   releases the held ones.
//! - `PUT /control/config` with `{"status": 200, "body": "…"}`: the answer to requests for
//!   `config.json` from now on. `DELETE` restores the real one.
//!
//! # Changes
//!
//! With [`Options::changes`], for `cargo xtask serve`: `GET /changes` sends the text of that file as a server-sent
//! event, at once and whenever it differs. With [`Options::style`] the page's sheets come from that folder, as they
//! stand there.
//!
//! # Faults
//!
//! With [`Options::faults`], a script of what goes wrong with the report, for tests and for trying by
//! hand:
//!
//! - `PUT /control/faults` with `{"seed": 1, "rules": [{"fault": "latency", "ms": 300}, …]}` replaces
//!   the script; `seed` is optional. What can't be read is answered with 400 and a sentence that says
//!   which rule and key is wrong.
//! - `GET /control/faults`: the script, each rule as it was given. Two numbers are added to each rule:
//!   `met` is the number of report requests that the rule has met, and `used` that of its faults.
//! - `DELETE /control/faults` takes the script away.
//!
//! Each report request goes through the rules in order, and the first that applies gives its fault;
//! `latency` alone lets the following rules be looked at as well. If none applies, the real answer
//! goes out, and if one is staged with `/control/next`, the script is not looked at. A rule has,
//! each optional:
//!
//! - `after`: the number of requests that the rule meets first and leaves alone;
//! - `times`: the most faults that the rule gives;
//! - `rate`: the probability of the fault, from 0 to 1. Equal seeds and equal requests have equal faults;
//! - `page`: the number of the page; the rule meets requests for this page only.
//!
//! The faults, with their parameters:
//!
//! - `latency`, `ms`, `jitter_ms` (0): wait for `ms` milliseconds, and for up to `jitter_ms` more at random.
//! - `hang`: never answer.
//! - `slow_body`, `ms`: the real answer, its body in ten pieces over `ms` milliseconds.
//! - `reset`: the head and half of the body, then the connection ends.
//! - `unauthorized`: the document's 401.
//! - `invalid`, `errors` (`{}`), `message`, `code` (`400-2`): a 422 in the document's shape.
//! - `throttled`, `retry_after` (5), `form` (`seconds`, or `date`, or `none`), `expose` (false): 429,
//!   with `Retry-After` in this form, exposed to pages of other origins or not.
//! - `unavailable`, the same, but `Retry-After` only if `retry_after` is given: 503.
//! - `timeout`: 408 without a body. Some browsers ask again by themselves.
//! - `server_error`: 500 in the document's shape.
//! - `bad_gateway`: 502 with an HTML page.
//! - `not_found`: 404 in the document's shape.
//! - `refused_ok`: 200 with a failure in the document's shape.
//! - `html_ok`: 200 with an HTML page.
//! - `other_shape`: 200 with `{"ok":true}`.
//! - `empty`: 200 without a body.
//! - `truncated`: the first half of the real answer, sent whole.
//! - `wrong_types`: about every second row has fields of useless types, and the last of several is no
//!   object.
//! - `milliseconds`: `time` and `time_send` in milliseconds.
//! - `nulls`: all but the id is `null`.
//! - `unknown`: fields nobody knows, and in every third row a state nobody knows.
//! - `large_ids`: ids as numbers beyond 2^53, and costs of many digits.
//! - `clamped`, `per_page`: no more rows on a page than that.
//! - `ignored_filter`, `filter`: the answer without this filter.
//! - `redirect`: 302 to `/elsewhere`.
//! - `no_cors`: the real answer, which other origins may not read. A preflight fares as the request
//!   after it would, but counts as none; a rule for one page does not touch it.

mod control;
mod faults;
mod live;
mod page;
pub mod seed;
mod server;
pub mod store;
pub mod wire;

pub use server::{Error, Options, Running, spawn};
