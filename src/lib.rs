//! Outbox report: a page to look through everything that an SMS gateway account ever sent.
//!
//! The data flows through the modules in this order:
//!
//! 1. [`address`] reads the URL, or a person types: both give raw texts in a [`domain::draft::Draft`]. Checking the
//!    draft gives a [`domain::query::Query`], or the errors of the values that can't be used.
//! 2. [`gateway::request`] writes the query as a JSON body and [`gateway::client`] sends it; [`gateway::reply`] reads
//!    the answer as a page, or [`gateway::failure`] reads it as a fault.
//! 3. [`first`] does all of that once, for the first rows, and hands over to the app.
//! 4. [`requests`] decides which request is sent and which answer is shown. `app::report` holds this as reactive state
//!    with methods that change it; `app::ui` renders the state and calls the methods.
//! 5. A method makes a new query, the address is written in one place, and the runner sends the request.
//!
//! Invariants that the compiler holds: only `app` names the framework; all else compiles without the feature `app`.
//!
//! Invariants that the tidy test holds: `domain`, `address`, `export`, `i18n`, `overview`, `requests`, `start` and the
//! pure half of `gateway` name no type of the browser; `ui` never fetches; only [`browser`], [`table`] and
//! [`gateway::client`] name `web_sys`; no parameter and no storage key is spelled in two places; no side of the style
//! sheets is physical.

pub mod address;
#[cfg(feature = "app")]
pub mod app;
pub mod browser;
pub mod domain;
pub mod export;
pub mod first;
pub mod gateway;
pub mod i18n;
pub mod overview;
pub mod requests;
pub mod start;
pub mod table;
