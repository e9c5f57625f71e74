//! The framework's executor. The framework writes into the page in its own tasks only, so [`foreign`] can tell its
//! writes from those of others, such as translators.

use crate::browser::foreign;
use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use std::future::poll_fn;

struct Tasks;

impl CustomExecutor for Tasks {
    fn spawn(&self, future: PinnedFuture<()>) {
        self.spawn_local(future);
    }

    fn spawn_local(&self, mut future: PinnedLocalFuture<()>) {
        wasm_bindgen_futures::spawn_local(poll_fn(move |context| foreign::writing(|| future.as_mut().poll(context))));
    }

    fn poll_local(&self) {}
}

/// Installs the executor. Without it, the framework's first mount would install another one.
pub(super) fn start() {
    let _ = Executor::init_custom_executor(Tasks);
}
