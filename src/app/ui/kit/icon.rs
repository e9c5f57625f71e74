//! The component of icons.

pub(in crate::app::ui) use crate::table::icon::Icon;

use leptos::prelude::*;

/// Renders an icon. It is hidden from assistive technology: the words beside it, or the label of its control, carry the
/// meaning.
#[component]
pub(in crate::app::ui) fn Draw(icon: Icon) -> impl IntoView {
    view! {
        <svg class=icon.class() viewBox="0 0 16 16" aria-hidden="true">
            <path d=icon.path()></path>
        </svg>
    }
}
