//! All browser tests, one binary: `cargo test --target wasm32-unknown-unknown --test web`.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that can't go on should end"
)]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

mod calendar;
mod clock;
mod faults;
mod highlights;
mod leaving;
mod page;
mod requests;
mod slices;
mod stage;
mod storage;
mod table;
