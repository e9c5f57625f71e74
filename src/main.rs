//! The page's entry: what a panic does, and the start.

use std::panic;

/// An allocator of a tenth of the code of the standard one, which every page would wait for.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    panic::set_hook(Box::new(|info| outbox_report::browser::document::report_crash(&info.to_string())));
    wasm_bindgen_futures::spawn_local(outbox_report::first::run(outbox_report::app::load));
}
