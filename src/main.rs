//! The entry point of the page: the panic hook, and the start.

use std::panic;

/// A small allocator. It has a tenth of the code of the standard one, for which every page load would wait.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    panic::set_hook(Box::new(|info| outbox_report::browser::document::report_crash(&info.to_string())));
    wasm_bindgen_futures::spawn_local(outbox_report::first::run(outbox_report::app::load));
}
