//! The application: all modules that use the framework.
//!
//! They are behind the feature `app`. All other modules compile without it, so that the compiler enforces the boundary.

#![allow(clippy::unnecessary_wraps, reason = "what the macro makes of a split point can fail")]

mod executor;
pub mod exporting;
pub mod later;
pub mod loading;
pub mod mounting;
pub mod overview;
pub mod report;
pub mod ui;

use crate::{
    browser::{clock, foreign, frame::Frame},
    first::{Run, Start, Task},
};
use loading::NotLoaded;
use mounting::Mounting;
use wasm_bindgen_futures::spawn_local;

/// Loads the app; `None` where it can't be loaded.
pub fn load() -> Task<Option<Run>> {
    Box::pin(async { door().await.ok() })
}

/// The split point; the macro makes it `async`.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(app, fallible)]
fn door() -> Result<Run, NotLoaded> {
    Ok(run)
}

#[cfg(not(feature = "split"))]
async fn door() -> Result<Run, NotLoaded> {
    std::future::ready(Ok(run as Run)).await
}

/// Shows the app in the frame, region by region: what is clicked or typed meanwhile is answered between two of them.
fn run(frame: Frame, start: Start) {
    spawn_local(async move {
        executor::start();
        let mut mounting = Mounting::begin(frame, start);
        while mounting.go_on() {
            clock::next_task().await;
        }
        foreign::watch();
        // The app stays as long as the page.
        std::mem::forget(mounting);
    });
}
