//! The browser's `window` object: its events (network, leaving, printing) and its media queries.

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BeforeUnloadEvent, Event, MediaQueryList};

/// Event listeners. Dropping them removes them.
#[must_use]
#[derive(Default)]
pub struct Listeners(Vec<EventListener>);

impl Listeners {
    /// Combines several listeners into one value.
    pub(super) fn all<const N: usize>(listeners: [Self; N]) -> Self {
        let mut all = Self::default();
        for mut own in listeners {
            all.0.append(&mut own.0);
        }
        all
    }
}

/// Returns whether the browser reports a network connection (HTML, `navigator.onLine`).
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Calls `callback` when the browser reports a network connection again (HTML, `online`).
pub fn on_online(callback: impl Fn() + 'static) -> Listeners {
    listen("online", move |_: &Event| callback())
}

/// Makes the browser ask for confirmation when the person leaves the page, if `is_to_ask` returns true then (HTML,
/// `beforeunload`).
pub fn on_leave(is_to_ask: impl Fn() -> bool + 'static) -> Listeners {
    listen("beforeunload", move |event: &BeforeUnloadEvent| {
        if is_to_ask() {
            event.prevent_default();
            // Browsers from before 2023 ask only if this value is set.
            event.set_return_value("ask");
        }
    })
}

/// Calls `callback` when the page is left or closed (HTML, `pagehide`).
pub fn on_gone(callback: impl Fn() + 'static) -> Listeners {
    listen("pagehide", move |_: &Event| callback())
}

/// Calls `callback` before the page is printed (HTML, `beforeprint`).
pub fn on_print(callback: impl Fn() + 'static) -> Listeners {
    listen("beforeprint", move |_: &Event| callback())
}

/// Returns whether a media query holds at present.
pub(super) fn matches(query: &str) -> bool {
    let list = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// A listener to a media query. Dropping it stops listening.
pub struct Media {
    list: MediaQueryList,
    _on_change: Closure<dyn Fn()>,
}

impl Drop for Media {
    fn drop(&mut self) {
        self.list.set_onchange(None);
    }
}

/// Calls `callback` with whether a media query matches, now and whenever that changes (CSSOM View, `matchMedia`).
/// Returns `None` if the browser cannot watch the query.
#[must_use]
pub fn on_media(query: &str, callback: impl Fn(bool) + 'static) -> Option<Media> {
    let list = web_sys::window()?.match_media(query).ok().flatten()?;
    callback(list.matches());
    let on_change = {
        let list = list.clone();
        Closure::<dyn Fn()>::new(move || callback(list.matches()))
    };
    list.set_onchange(Some(on_change.as_ref().unchecked_ref()));
    Some(Media { list, _on_change: on_change })
}

/// Listens to events of the `window` object. `E` is the DOM's type for events with the given name.
pub(super) fn listen<E: JsCast>(event: &'static str, callback: impl Fn(&E) + 'static) -> Listeners {
    listen_boxed(event, EventListenerPhase::Bubble, Box::new(move |event| callback(event.unchecked_ref())))
}

/// Listens to events before anything on the page handles them (DOM, the capturing phase).
pub(super) fn listen_first(event: &'static str, callback: impl Fn(&Event) + 'static) -> Listeners {
    listen_boxed(event, EventListenerPhase::Capture, Box::new(callback))
}

/// Does the work of [`listen`] and [`listen_first`]; boxed, so that it is compiled once.
fn listen_boxed(event: &'static str, phase: EventListenerPhase, callback: Box<dyn Fn(&Event)>) -> Listeners {
    let options = EventListenerOptions { phase, ..EventListenerOptions::enable_prevent_default() };
    let mut listeners = Listeners::default();
    if let Some(window) = web_sys::window() {
        listeners.0.push(EventListener::new_with_options(&window, event, options, callback));
    }
    listeners
}
