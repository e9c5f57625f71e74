//! What happens to the window as a whole.

use leptos::{
    ev::{self, EventDescriptor},
    prelude::*,
};
use wasm_bindgen::{JsCast, closure::Closure};

/// Whether the browser knows of a network.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Calls back when the browser knows of a network again.
pub fn on_online(callback: impl Fn() + 'static) {
    listen(ev::online, move |_| callback());
}

/// Calls back with whether a media query holds, now and whenever that changes (CSSOM View, `matchMedia`).
pub fn on_media(query: &str, callback: impl Fn(bool) + 'static) {
    let list = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
    let Some(list) = list else { return };
    callback(list.matches());
    let on_change = {
        let list = list.clone();
        Closure::<dyn Fn()>::new(move || callback(list.matches()))
    };
    list.set_onchange(Some(on_change.as_ref().unchecked_ref()));
    let kept = StoredValue::new_local((list, on_change));
    on_cleanup(move || {
        kept.try_with_value(|(list, _)| list.set_onchange(None));
    });
}

/// Calls back for as long as the page stands.
pub(super) fn listen<E: EventDescriptor + 'static>(event: E, callback: impl Fn(E::EventType) + 'static)
where
    E::EventType: JsCast,
{
    let handle = window_event_listener(event, callback);
    on_cleanup(move || handle.remove());
}

/// The same before anything on the page hears of it (DOM, the capturing phase).
pub(super) fn listen_first(event: &'static str, callback: impl Fn(web_sys::Event) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let callback = Closure::<dyn Fn(web_sys::Event)>::new(callback);
    let _ = window.add_event_listener_with_callback_and_bool(event, callback.as_ref().unchecked_ref(), true);
    let kept = StoredValue::new_local((window, callback));
    on_cleanup(move || {
        kept.try_with_value(|(window, callback)| {
            let _ = window.remove_event_listener_with_callback_and_bool(event, callback.as_ref().unchecked_ref(), true);
        });
    });
}
