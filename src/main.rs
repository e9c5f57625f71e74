//! The page's entry: what a panic does, and the start.

use std::panic;

fn main() {
    panic::set_hook(Box::new(|info| outbox_report::browser::document::report_crash(&info.to_string())));
    wasm_bindgen_futures::spawn_local(outbox_report::first::run(outbox_report::app::load));
}
