//! A history entry for an overlay, such as an open dialog, so that Back closes the overlay. Its code is in the lazy
//! part.
//!
//! Closing the overlay by other means goes one step back in the history. The browser takes that step asynchronously
//! (HTML, History traversal) and would undo anything written meanwhile. Such writes are therefore held until the step
//! is done.

use super::{
    address_bar::{self, Entry, Guards},
    clock, document,
};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::History;

/// The `history.state` of the entry of an overlay.
const OVERLAY: &str = "overlay";

/// The write that is held until the step back is done.
enum Held {
    View(String, Entry),
    Overlay,
}

thread_local! {
    /// True while the present entry is one of an overlay.
    static IS_IN: Cell<bool> = const { Cell::new(false) };
    /// The query string of the present entry.
    static QUERY: RefCell<String> = const { RefCell::new(String::new()) };
    /// The query string of the entry under that of the overlay. The view's address may have been written anew since,
    /// into the overlay's entry.
    static BELOW: RefCell<String> = const { RefCell::new(String::new()) };
    /// The function that opens the last overlay again. It returns whether it has opened one.
    static REOPEN: Cell<Option<Box<dyn Fn() -> bool>>> = const { Cell::new(None) };
    /// True while a step back from the entry of an overlay is under way.
    static IS_LEAVING: Cell<bool> = const { Cell::new(false) };
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
}

/// Starts to manage the entries of overlays. `reopen` is called when Forward leads to such an entry: it opens the last
/// overlay again, and returns whether it has opened one. If the page was reloaded in such an entry, this function
/// leaves the entry.
pub fn start(reopen: impl Fn() -> bool + 'static) {
    address_bar::set_guards(Guards { write, step });
    QUERY.set(address_bar::query());
    REOPEN.set(Some(Box::new(reopen)));
    // What an earlier page was leaving when it was removed.
    IS_LEAVING.set(false);
    HELD.set(None);
    // Without an entry before it, there would be no step back, and writes would be held for ever.
    let has_entries = history().is_some_and(|history| history.length().is_ok_and(|length| length > 1));
    if has_entries && is_overlay() {
        IS_IN.set(true);
        pop();
    }
}

/// Adds an entry for an overlay over the present view. The next view takes the entry's place.
pub fn push() {
    if IS_LEAVING.get() {
        HELD.set(Some(Held::Overlay));
    } else if let (false, Some(history)) = (IS_IN.replace(true), history()) {
        BELOW.set(address_bar::query());
        let _ = history.push_state_with_url(&JsValue::from(OVERLAY), "", None);
    }
}

/// Goes back from the entry of an overlay, unless it was left already.
pub fn pop() {
    if IS_LEAVING.get() {
        HELD.with_borrow_mut(|held| held.take_if(|held| matches!(held, Held::Overlay)));
    } else if let (true, Some(history)) = (IS_IN.take(), history()) {
        IS_LEAVING.set(history.back().is_ok());
    }
}

fn write(query: &str, entry: Entry) -> Option<Entry> {
    if IS_LEAVING.get() {
        // A new entry that is corrected while it is held stays a new entry.
        let is_new = HELD.with_borrow(|held| matches!(held, Some(Held::View(_, Entry::Push))));
        HELD.set(Some(Held::View(query.to_owned(), if is_new { Entry::Push } else { entry })));
        return None;
    }
    QUERY.with_borrow_mut(|own| query.clone_into(own));
    if entry == Entry::Push && IS_IN.take() {
        // A view that was not opened from the overlay, such as one that was still being typed or looked for, leaves the
        // overlay open. Then the overlay has a new entry, over the view's own.
        spawn_local(async {
            clock::next_task().await;
            if document::is_there("dialog[open]") {
                push();
            }
        });
        return Some(Entry::Replace);
    }
    Some(entry)
}

/// Handles a step in the history, and returns whether the view must change. A step away from the entry of an overlay
/// does not change the view, which may have changed meanwhile. Any other step closes the overlay, and a step to the
/// entry of an overlay opens it again.
fn step() -> bool {
    if !IS_LEAVING.take() {
        let query = address_bar::query();
        let is_same = QUERY.with_borrow(|own| *own == query);
        let was_in = IS_IN.replace(is_overlay());
        if !IS_IN.get() {
            document::close_dialog();
            if was_in && BELOW.with_borrow(|below| *below == query) {
                write_again();
                return false;
            }
            QUERY.set(query);
            return !(was_in && is_same);
        }
        BELOW.set(query.clone());
        QUERY.set(query);
        // The view is drawn first, as the dialog may need its rows.
        spawn_local(async {
            clock::drawn().await;
            let reopen = REOPEN.take();
            let is_open = reopen.as_ref().is_some_and(|reopen| reopen());
            REOPEN.set(reopen);
            if !is_open {
                pop();
            }
        });
        return !is_same;
    }
    match HELD.take() {
        Some(Held::View(query, entry)) => address_bar::write_now(&query, entry),
        Some(Held::Overlay) => {
            write_again();
            push();
        }
        None => write_again(),
    }
    false
}

/// Writes the view's address into the entry under that of the overlay, if it was written into that one alone.
fn write_again() {
    let query = QUERY.with_borrow(String::clone);
    if query != address_bar::query() {
        address_bar::write_now(&query, Entry::Replace);
    }
}

/// Returns whether the present entry is one of an overlay.
fn is_overlay() -> bool {
    let state = history().and_then(|history| history.state().ok()).and_then(|state| state.as_string());
    state.as_deref() == Some(OVERLAY)
}

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}
