//! The button with a name and no other content.

use super::signals::{Click, click};
use leptos::prelude::*;

/// Renders a button that is named by its content. The focus is not lost if `act` removes it.
pub(in crate::app::ui) fn button(class: &'static str, name: Signal<String>, act: impl Fn() + 'static) -> AnyView {
    button_boxed(class, name, click(act))
}

fn button_boxed(class: &'static str, name: Signal<String>, act: Click) -> AnyView {
    view! { <button type="button" class=class on:click=act>{name}</button> }.into_any()
}
