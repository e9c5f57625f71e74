//! Reactive values of few types.
//!
//! Each closure in a view has a type of its own, and the framework's generic code is compiled anew for each. Values
//! that go through these functions share one type: with them the wasm is an eighth smaller.

use crate::{app::report::Report, i18n::Messages};
use leptos::{ev::MouseEvent, prelude::*};

/// A handler of clicks.
pub(super) type Click = Box<dyn FnMut(MouseEvent)>;

/// Returns a sentence in the present language as a signal.
pub(super) fn say(report: Report, sentence: fn(&'static Messages) -> &'static str) -> Signal<String> {
    Signal::derive(move || sentence(report.messages()).to_owned())
}

/// Returns a derived text as a signal.
pub(super) fn text(text: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(text)
}

/// Returns a derived condition as a memo, which notifies only when the condition changes.
pub(super) fn flag(flag: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    let flag = Signal::derive(flag);
    Memo::new(move |_| flag.get()).into()
}

/// Returns the value of an attribute that is `true` while the condition holds, and absent otherwise.
pub(super) fn true_or_absent(condition: Signal<bool>) -> Signal<Option<String>> {
    Signal::derive(move || condition.get().then(|| "true".to_owned()))
}

/// Returns the value of an attribute that is `true` or `false`.
pub(super) fn true_or_false(condition: Signal<bool>) -> Signal<String> {
    Signal::derive(move || condition.get().to_string())
}

/// Renders `view` while the condition holds.
pub(super) fn when(condition: Signal<bool>, view: impl Fn() -> AnyView + 'static) -> AnyView {
    when_boxed(condition, Box::new(view))
}

fn when_boxed(condition: Signal<bool>, view: Box<dyn Fn() -> AnyView>) -> AnyView {
    let view = StoredValue::new_local(view);
    (move || condition.get().then(|| view.with_value(|view| view()))).into_any()
}

/// Returns a click handler that calls `act` and ignores the event.
pub(super) fn click(act: impl Fn() + 'static) -> Click {
    Box::new(move |_| act())
}

/// Renders an option of a select. The option is selected while `value`, the select's value, is its id.
pub(super) fn choice(value: Signal<String>, id: String, label: Signal<String>) -> AnyView {
    let own = id.clone();
    let chosen = Signal::derive(move || value.with(|value| *value == own));
    view! { <option value=id prop:selected=chosen>{label}</option> }.into_any()
}
