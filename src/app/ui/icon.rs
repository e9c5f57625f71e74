//! Draws icons.

pub(super) use crate::table::icon::Icon;

use leptos::prelude::*;

/// Draws an icon. The words beside it, or the name of its control, say what it means.
#[component]
pub(super) fn Draw(icon: Icon) -> impl IntoView {
    view! {
        <svg class=icon.class() viewBox="0 0 16 16" aria-hidden="true">
            <path d=icon.path()></path>
        </svg>
    }
}
