//! The state of loading a part of the wasm: whether it is loaded, and whether loading has failed.

use crate::{
    browser::clock,
    first::{Task, either},
};
use leptos::{prelude::*, task::spawn_local};
use std::pin::pin;

/// The time after which a part counts as missing, in milliseconds, until it comes.
const TIMEOUT_MS: u32 = 40_000;

/// The loading of a part of the wasm: the lazy part, or the export part. It is a handle: copies share the same state.
#[derive(Clone, Copy)]
pub struct Loading {
    /// The function that loads the part if it isn't loaded yet, and returns whether it is loaded then.
    fetch: fn() -> Task<bool>,
    is_there: RwSignal<bool>,
    has_failed: RwSignal<bool>,
}

impl Loading {
    /// Creates the handle on a part that is not loaded yet. `fetch` loads it and returns whether it is loaded then.
    pub fn new(fetch: fn() -> Task<bool>) -> Self {
        Self { fetch, is_there: RwSignal::new(false), has_failed: RwSignal::new(false) }
    }

    /// Starts to load the part if it isn't loaded yet, and returns at once. If loading fails, or takes too long, and
    /// `aloud` is true, [`Self::has_failed`] becomes true, and the page shows a notice.
    pub fn load(self, aloud: bool) {
        // The signal must not be set twice, or the part's views would be rendered again. The page may be gone by now.
        if self.is_there.try_get_untracked() != Some(false) {
            return;
        }
        if aloud {
            let _ = self.has_failed.try_set(false);
        }
        spawn_local(async move {
            let mut fetch = (self.fetch)();
            let in_time = either(fetch.as_mut(), pin!(clock::wait(TIMEOUT_MS))).await;
            self.end(in_time == Some(true), aloud);
            if in_time.is_none() {
                self.end(fetch.await, aloud);
            }
        });
    }

    /// Records whether the part is there. Another load may have ended before.
    fn end(self, is_there: bool, aloud: bool) {
        if self.is_there.try_get_untracked() != Some(false) {
            return;
        }
        if is_there || aloud {
            let _ = self.has_failed.try_set(!is_there);
        }
        if is_there {
            let _ = self.is_there.try_set(true);
        }
    }

    /// Returns whether the part has been loaded.
    pub fn is_there(self) -> bool {
        self.is_there.get()
    }

    /// Returns whether the last [`Self::load`] with `aloud` has failed. It is false while such a load is under way, and
    /// once the part is loaded.
    pub fn has_failed(self) -> bool {
        self.has_failed.get()
    }
}

/// The error of a part that could not be loaded: the network is down, or another release has replaced the page.
pub struct NotLoaded;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}
