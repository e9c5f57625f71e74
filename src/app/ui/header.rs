//! The page's header: the product's name, the gateway, the menu, the language and signing out.

use super::{
    dialog_state::DialogState,
    kit::button::button,
    kit::icon::{Draw, Icon},
    kit::signals::{click, derived, show_when, t, true_or_false},
};
use crate::app::report::Report;
use leptos::prelude::*;

/// Renders the page's header. On a narrow screen its buttons fold into a menu while there is a session.
#[component]
pub(super) fn Header(
    /// The state of the page.
    report: Report,
    /// The dialogs that the menu may open.
    dialogs: DialogState,
    /// True while there is a session.
    connected: Signal<bool>,
) -> impl IntoView {
    let unfolded = RwSignal::new(false);
    let menu_button = move || {
        view! {
            <button
                type="button"
                class="plain menu-button"
                aria-expanded=true_or_false(unfolded.into())
                aria-controls="menu"
                aria-label=t(report, |text| text.menu)
                on:click=click(move || unfolded.update(|unfolded| *unfolded = !*unfolded))
            >
                <Draw icon=Icon::Menu/>
            </button>
        }
        .into_any()
    };
    let sign_out = move || button("plain", t(report, |text| text.sign_out), move || report.sign_out());
    let host = move || {
        view! { <bdi dir="ltr" class="host" translate="no">{derived(move || report.gateway_host())}</bdi> }.into_any()
    };
    view! {
        <header class="header" class:foldable=connected>
            <div class="brand">
                <Draw icon=Icon::Outbox/>
                <h1><bdi>{derived(move || report.product())}</bdi></h1>
                {show_when(connected, host)}
            </div>
            {show_when(connected, menu_button)}
            <div class="menu" id="menu" class:folded=Signal::derive(move || !unfolded.get())>
                {show_when(connected, move || dialogs.lazy(move |lazy| (lazy.menu)(report, dialogs)))}
                <button
                    type="button"
                    class="plain"
                    lang=derived(move || report.language().next().tag().to_owned())
                    on:click=click(move || report.set_language(untrack(|| report.language().next())))
                >
                    {derived(move || report.language().next().name().to_owned())}
                </button>
                {show_when(connected, sign_out)}
            </div>
        </header>
    }
}
