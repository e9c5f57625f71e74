//! The application: all modules that use the framework.
//!
//! They are behind the feature `app`. All other modules compile without it, so that the compiler enforces the boundary.

#![allow(clippy::unnecessary_wraps, reason = "what the macro makes of a split point can fail")]

mod executor;
pub mod exporting;
pub mod lazy;
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

/// Loads the app's code and returns the function that mounts the app; `None` if the code can't be loaded.
pub fn load() -> Task<Option<Run>> {
    Box::pin(async { split_point().await.ok() })
}

/// Makes the loading of the app a split point; the macro turns this function into an `async` one.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(app, fallible)]
fn split_point() -> Result<Run, NotLoaded> {
    Ok(run)
}

#[cfg(not(feature = "split"))]
async fn split_point() -> Result<Run, NotLoaded> {
    std::future::ready(Ok(run as Run)).await
}

/// Mounts the app in the frame, region by region. Between two regions the page answers what was clicked or typed.
fn run(frame: Frame, start: Start) {
    spawn_local(async move {
        executor::start();
        let mut mounting = Mounting::begin(frame, start);
        loop {
            clock::next_task().await;
            if !mounting.go_on() {
                break;
            }
        }
        foreign::watch();
        // The app stays as long as the page.
        std::mem::forget(mounting);
    });
}
