//! Reactive values of few types.
//!
//! Each closure that stands in a view is a type of its own, and the framework's code is made anew for each. Values
//! that go through these functions share one: with them the wasm is an eighth smaller.

use crate::{app::report::Report, i18n::Messages};
use leptos::{ev::MouseEvent, prelude::*};

/// What a click calls.
pub(super) type Click = Box<dyn FnMut(MouseEvent)>;

/// A sentence in the present language.
pub(super) fn say(report: Report, sentence: fn(&'static Messages) -> &'static str) -> Signal<String> {
    Signal::derive(move || sentence(report.messages()).to_owned())
}

/// A text that changes.
pub(super) fn text(text: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(text)
}

/// A condition; tells only when it changes.
pub(super) fn flag(flag: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    let flag = Signal::derive(flag);
    Memo::new(move |_| flag.get()).into()
}

/// The value of an attribute that is `true` or absent.
pub(super) fn true_or_absent(condition: Signal<bool>) -> Signal<Option<String>> {
    Signal::derive(move || condition.get().then(|| "true".to_owned()))
}

/// The value of an attribute that is `true` or `false`.
pub(super) fn true_or_false(condition: Signal<bool>) -> Signal<String> {
    Signal::derive(move || condition.get().to_string())
}

/// What stands there while the condition holds.
pub(super) fn when(condition: Signal<bool>, view: impl Fn() -> AnyView + 'static) -> AnyView {
    when_boxed(condition, Box::new(view))
}

fn when_boxed(condition: Signal<bool>, view: Box<dyn Fn() -> AnyView>) -> AnyView {
    let view = StoredValue::new_local(view);
    (move || condition.get().then(|| view.with_value(|view| view()))).into_any()
}

/// A click that only the button's meaning matters of.
pub(super) fn click(act: impl Fn() + 'static) -> Click {
    Box::new(move |_| act())
}

/// An option of a select whose present value is `value`.
pub(super) fn choice(value: Signal<String>, id: String, label: Signal<String>) -> AnyView {
    let own = id.clone();
    let chosen = Signal::derive(move || value.with(|value| *value == own));
    view! { <option value=id prop:selected=chosen>{label}</option> }.into_any()
}
