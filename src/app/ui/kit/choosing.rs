//! The choices in a select that take effect at once by pointer, and when they settle by keys.

use crate::browser::clock;
use leptos::{
    ev::{Event, KeyboardEvent, PointerEvent},
    prelude::*,
};
use std::rc::Rc;

/// The time without typing after which a typed value takes effect (debounce), in milliseconds.
pub(in crate::app::ui) const SETTLE_MS: u32 = 400;

/// The handlers of a select's `keydown`, `pointerdown` and `change`. All selects share their types, so that the
/// framework's code for them is compiled once.
pub(in crate::app::ui) type Choosing =
    (Box<dyn FnMut(KeyboardEvent)>, Box<dyn FnMut(PointerEvent)>, Box<dyn FnMut(Event)>);

/// Returns the handlers of a select, which call `act` with the chosen value.
///
/// Arrow keys on a closed select choose every option that they pass, so choices by key are debounced like typing.
pub(in crate::app::ui) fn choosing(act: Rc<dyn Fn(&str)>) -> Choosing {
    let (by_keys, chosen) = (StoredValue::new(false), StoredValue::new(String::new()));
    let act = move || chosen.with_value(|chosen| act(chosen));
    let mut act_later = clock::debounce(SETTLE_MS, act.clone());
    let choose = move |event| {
        chosen.set_value(event_target_value(&event));
        if by_keys.get_value() {
            act_later();
        } else {
            act();
        }
    };
    (Box::new(move |_| by_keys.set_value(true)), Box::new(move |_| by_keys.set_value(false)), Box::new(choose))
}
