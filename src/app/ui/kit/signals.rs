//! Reactive values of few types.
//!
//! Each closure in a view has a type of its own, and the framework's generic code is compiled anew for each. Values
//! that go through these functions share one type: with them the wasm is an eighth smaller.

use crate::{app::report::Report, browser::document, i18n::Messages, requests::Snapshot};
use leptos::{ev::MouseEvent, prelude::*};
use std::sync::Arc;

/// A handler of clicks.
pub(in crate::app::ui) type Click = Box<dyn FnMut(MouseEvent)>;

/// Returns a sentence in the present language as a signal.
pub(in crate::app::ui) fn t(report: Report, sentence: fn(&'static Messages) -> &'static str) -> Signal<String> {
    Signal::derive(move || sentence(report.messages()).to_owned())
}

/// Returns a derived text as a signal.
pub(in crate::app::ui) fn derived(text: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(text)
}

/// Returns a derived condition as a memo, which notifies only when the condition changes.
pub(in crate::app::ui) fn memo(flag: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    let flag = Signal::derive(flag);
    Memo::new(move |_| flag.get()).into()
}

/// Returns the answer that the view shows as a memo, which notifies only when another answer is shown.
pub(in crate::app::ui) fn shown_answer(report: Report) -> Memo<Option<Arc<Snapshot>>> {
    Memo::new_with_compare(
        move |_| report.with_view(|view| view.shown().cloned()),
        |old, new| {
            let [old, new] = [old, new].map(|shown| shown.and_then(|shown| shown.as_ref().map(Arc::as_ptr)));
            old != new
        },
    )
}

/// Returns the value of an attribute that is `true` while the condition holds, and absent otherwise.
pub(in crate::app::ui) fn true_or_absent(condition: Signal<bool>) -> Signal<Option<String>> {
    Signal::derive(move || condition.get().then(|| "true".to_owned()))
}

/// Returns the value of an attribute that is `true` or `false`.
pub(in crate::app::ui) fn true_or_false(condition: Signal<bool>) -> Signal<String> {
    Signal::derive(move || condition.get().to_string())
}

/// Renders `view` while the condition holds.
pub(in crate::app::ui) fn show_when(condition: Signal<bool>, view: impl Fn() -> AnyView + 'static) -> AnyView {
    show_when_boxed(condition, Box::new(view))
}

fn show_when_boxed(condition: Signal<bool>, view: Box<dyn Fn() -> AnyView>) -> AnyView {
    let view = StoredValue::new_local(view);
    (move || condition.get().then(|| view.with_value(|view| view()))).into_any()
}

/// Returns a click handler that calls `act` and ignores the event. The focus is not lost if `act` removes the button.
pub(in crate::app::ui) fn click(act: impl Fn() + 'static) -> Click {
    Box::new(move |_| {
        act();
        document::keep_focus_soon();
    })
}

/// Renders an option of a select. `id` is the value of the option, which is selected while the select's value is equal
/// to it.
pub(in crate::app::ui) fn choice(value: Signal<String>, id: String, label: Signal<String>) -> AnyView {
    let own = id.clone();
    let chosen = Signal::derive(move || value.with(|value| *value == own));
    view! { <option value=id prop:selected=chosen>{label}</option> }.into_any()
}
