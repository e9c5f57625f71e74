//! A place in the history for what is opened over the view: Back leaves it. Loaded later.
//!
//! Leaving it by other means is a step back, which the browser takes only after a while (HTML, History traversal). What
//! is written until then would be undone by it, and so it is held.

use super::{
    address_bar::{self, Entry, Guards},
    clock, document,
};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
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
    /// The query string of the present entry.
    static QUERY: RefCell<String> = const { RefCell::new(String::new()) };
    /// Opens again what was open over the view. Returns whether it could.
    static REOPEN: Cell<Option<Box<dyn Fn() -> bool>>> = const { Cell::new(None) };
    /// Whether a step back from it is on its way.
    static IS_LEAVING: Cell<bool> = const { Cell::new(false) };
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
}

/// From here on. `reopen` opens again what was open in a place that Forward leads to, and returns whether it could. The
/// page may have been loaded again in such a place, which it then leaves.
pub fn start(reopen: impl Fn() -> bool + 'static) {
    address_bar::set_guards(Guards { write, step });
    QUERY.set(address_bar::query());
    REOPEN.set(Some(Box::new(reopen)));
    // With nothing behind it there would be no step, and what is held would be held for ever.
    let has_entries = history().is_some_and(|history| history.length().is_ok_and(|length| length > 1));
    if has_entries && is_place() {
        IS_IN.set(true);
        step_out();
    }
}

/// Steps into a place over the present view. A view that is opened from there takes the place of it.
pub fn step_in() {
    if IS_LEAVING.get() {
        HELD.set(Some(Held::Place));
    } else if let (false, Some(history)) = (IS_IN.replace(true), history()) {
        let _ = history.push_state_with_url(&JsValue::from(PLACE), "", None);
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
    QUERY.with_borrow_mut(|own| query.clone_into(own));
    Some(if entry == Entry::Push && IS_IN.take() { Entry::Replace } else { entry })
}

/// To have left a place changes nothing of the view, which may have gone on meanwhile. Any other step closes what is
/// open over the view, and one to a place opens that again.
fn step() -> bool {
    if !IS_LEAVING.take() {
        let query = address_bar::query();
        let is_same = QUERY.with_borrow(|own| *own == query);
        QUERY.set(query);
        let was_in = IS_IN.replace(is_place());
        if !IS_IN.get() {
            document::close_dialog();
            return !(was_in && is_same);
        }
        // The view comes first: what is opened may be of its rows.
        spawn_local(async {
            clock::drawn().await;
            let reopen = REOPEN.take();
            let is_open = reopen.as_ref().is_some_and(|reopen| reopen());
            REOPEN.set(reopen);
            if !is_open {
                step_out();
            }
        });
        return !is_same;
    }
    match HELD.take() {
        Some(Held::View(query, entry)) => address_bar::write_now(&query, entry),
        Some(Held::Place) => step_in(),
        None => {}
    }
    false
}

/// Returns whether the present entry is such a place.
fn is_place() -> bool {
    let state = history().and_then(|history| history.state().ok()).and_then(|state| state.as_string());
    state.as_deref() == Some(PLACE)
}

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}
