//! The loading of a part of the page: whether it is there, and whether it could be loaded.

use crate::first::Task;
use leptos::{prelude::*, task::spawn_local};

/// The loading of a part. It is a handle: copies share the same state.
#[derive(Clone, Copy)]
pub struct Loading {
    /// The function that loads the part if it isn't there, and returns whether it is.
    fetch: fn() -> Task<bool>,
    is_there: RwSignal<bool>,
    has_failed: RwSignal<bool>,
}

impl Loading {
    /// Creates the handle. Nothing is loaded yet.
    pub fn new(fetch: fn() -> Task<bool>) -> Self {
        Self { fetch, is_there: RwSignal::new(false), has_failed: RwSignal::new(false) }
    }

    /// Loads the part if it isn't there. Where it can't be loaded, that is said, if nothing else is.
    pub fn load(self, aloud: bool) {
        // Told once: what the part shows is drawn once.
        if self.is_there.get_untracked() {
            return;
        }
        self.has_failed.set(false);
        spawn_local(async move {
            let is_there = (self.fetch)().await;
            // The page may be gone.
            let _ = if is_there { self.is_there.try_set(true) } else { self.has_failed.try_set(aloud) };
        });
    }

    /// Returns whether the part is there.
    pub fn is_there(self) -> bool {
        self.is_there.get()
    }

    /// Returns whether it could not be loaded.
    pub fn has_failed(self) -> bool {
        self.has_failed.get()
    }
}

/// A part could not be loaded: the network is down, or the page has been replaced by another release.
pub struct NotLoaded;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}
