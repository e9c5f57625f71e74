//! A place in the history for what is opened over the view: Back leaves it. Loaded later.
//!
//! Leaving it by other means is a step back, which the browser takes only after a while (HTML, History traversal). What
//! is written until then would be undone by it, and so it is held.

use super::{
    address_bar::{self, Entry, Guards},
    document,
};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;
use web_sys::History;

/// What the history remembers of such a place.
const PLACE: &str = "place";

/// What is to be written when the step back has been taken.
enum Held {
    View(String, Entry),
    Place,
}

thread_local! {
    /// Whether the present entry is such a place.
    static IS_IN: Cell<bool> = const { Cell::new(false) };
    /// Whether a step back from it is on its way.
    static IS_LEAVING: Cell<bool> = const { Cell::new(false) };
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
}

/// From here on. The page may have been loaded again in such a place, which it then leaves.
pub fn start() {
    address_bar::set_guards(Guards { write, step });
    // With nothing behind it there would be no step, and what is held would be held for ever.
    let history = history().filter(|history| history.length().is_ok_and(|length| length > 1));
    let state = history.and_then(|history| history.state().ok());
    if state.is_some_and(|state| state.as_string().as_deref() == Some(PLACE)) {
        IS_IN.set(true);
        step_out();
    }
}

/// Steps into a place over the present view. A view that is opened from there takes the place of it.
pub fn step_in() {
    if IS_LEAVING.get() {
        HELD.set(Some(Held::Place));
    } else if let Some(history) = history() {
        let _ = history.push_state_with_url(&JsValue::from(PLACE), "", None);
        IS_IN.set(true);
    }
}

/// Goes back from it, if it has not been left.
pub fn step_out() {
    if IS_LEAVING.get() {
        HELD.with_borrow_mut(|held| held.take_if(|held| matches!(held, Held::Place)));
    } else if let (true, Some(history)) = (IS_IN.take(), history()) {
        IS_LEAVING.set(history.back().is_ok());
    }
}

fn write(query: &str, entry: Entry) -> Option<Entry> {
    if IS_LEAVING.get() {
        // A new entry that is put right stays a new one.
        let is_new = HELD.with_borrow(|held| matches!(held, Some(Held::View(_, Entry::Push))));
        HELD.set(Some(Held::View(query.to_owned(), if is_new { Entry::Push } else { entry })));
        return None;
    }
    Some(if entry == Entry::Push && IS_IN.take() { Entry::Replace } else { entry })
}

/// To have left a place changes nothing of the view, which may have gone on meanwhile. Any other step closes what is
/// open over the view.
fn step() -> bool {
    if !IS_LEAVING.take() {
        IS_IN.set(false);
        document::close_dialog();
        return true;
    }
    match HELD.take() {
        Some(Held::View(query, entry)) => address_bar::write_now(&query, entry),
        Some(Held::Place) => step_in(),
        None => {}
    }
    false
}

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}
