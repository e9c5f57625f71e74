//! What happens to the window as a whole.

use leptos::{
    ev::{self, EventDescriptor},
    prelude::{on_cleanup, window_event_listener},
};
use wasm_bindgen::JsCast;

/// Whether the browser knows of a network.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Calls back when the browser knows of a network again.
pub fn on_online(callback: impl Fn() + 'static) {
    listen(ev::online, move |_| callback());
}

/// Calls back for as long as the page stands.
pub(super) fn listen<E: EventDescriptor + 'static>(event: E, callback: impl Fn(E::EventType) + 'static)
where
    E::EventType: JsCast,
{
    let handle = window_event_listener(event, callback);
    on_cleanup(move || handle.remove());
}
