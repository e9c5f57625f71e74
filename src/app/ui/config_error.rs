//! The screen that replaces the page if `config.json` can't be used.

use super::kit::{
    button::button,
    signals::{click, derived, show_when},
};
use crate::{
    app::{lazy, loading::Loading, report::Language},
    browser::document::{self, MAIN},
    domain::config::ConfigError,
    i18n::Formatter,
};
use leptos::prelude::*;

/// Renders the error screen. It names `config.json`, the wrong key, and the values that the key may have.
#[component]
pub fn ConfigErrorScreen(
    /// The error of the file.
    error: ConfigError,
    /// The language of the page.
    language: Language,
) -> impl IntoView {
    let messages = move || Formatter::new(language.get(), None).messages();
    let can_try_again = matches!(error, ConfigError::NotLoaded(_));
    let try_again = move || button("quiet", derived(move || messages().try_again.to_owned()), document::reload);
    let loading = Loading::new(lazy::fetch);
    if !can_try_again {
        loading.load(true);
    }
    let sentence = derived(move || {
        let formatter = Formatter::new(language.get(), None);
        match &error {
            ConfigError::NotLoaded(status) => {
                let status = status.map(|status| format!(" (HTTP {status})")).unwrap_or_default();
                formatter.messages().config_not_loaded.fill([&status])
            }
            _ if loading.has_failed() => formatter.messages().lazy_not_loaded.to_owned(),
            error => lazy::get(loading).map(|lazy| (lazy.config_error_text)(error, formatter)).unwrap_or_default(),
        }
    });
    view! {
        <main id=MAIN>
            <div class="notice lone" role="alert">
                <h1>{derived(move || messages().config_title.to_owned())}</h1>
                <p>{sentence}</p>
                {show_when(Signal::stored(can_try_again), try_again)}
            </div>
            <button
                type="button"
                class="plain"
                lang=derived(move || language.next().tag().to_owned())
                on:click=click(move || language.set(untrack(|| language.next())))
            >
                {derived(move || language.next().name().to_owned())}
            </button>
        </main>
    }
}
