//! Outbox report: a page to look through everything that an SMS gateway account ever sent.
//!
//! The way of the data, one module after the other:
//!
//! 1. [`address`] reads the URL, or a person types: raw texts in a [`domain::draft::Draft`], which either is a
//!    [`domain::query::Query`] or says what can't be used.
//! 2. [`gateway::request`] writes the query as a JSON body; [`gateway::client`] carries it; [`gateway::reply`] makes
//!    a page of the answer, or [`gateway::failure`] a fault.
//! 3. [`first`] does all of that once, for the first rows, and hands over to the app.
//! 4. [`requests`] decides which request goes out and what is shown; `app::report` holds that as reactive state and changes it
//!    through verbs; `app::ui` draws it and calls the verbs.
//! 5. A verb makes a new query, writes the address in one place, and the runner follows.
//!
//! Invariants. Held by the compiler: only `app` names the framework; all else compiles without the feature of that name.
//! Held by the tidy test: `domain`, `address`, `export`, `i18n`, `overview`, `requests`, `start` and the pure half of `gateway` name no browser
//! type; `ui` never fetches; only [`browser`], [`table`] and [`gateway::client`] name `web_sys`; no parameter and no
//! storage key is spelled in two places; no side of the style sheets is physical.

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
