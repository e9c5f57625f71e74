//! The screen that replaces the page if `config.json` can't be used.

use super::kit::{
    button::button,
    signals::{click, derived, show_when},
};
use crate::{
    app::{lazy, loading::Loading, report::Language},
    browser::document::{self, MAIN},
    domain::config::{ConfigError, Expected},
    i18n::{Formatter, lazy::Config},
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

/// Returns the sentence on an error of `config.json`: the key, and the values that it may have.
pub fn config_error_text(error: &ConfigError, formatter: Formatter) -> String {
    let config = &formatter.lazy().config;
    match error {
        ConfigError::Key(key, expected) => {
            config.key.fill([key, &formatter.digits().write(&should_be(*expected, config))])
        }
        ConfigError::NotJson | ConfigError::NotLoaded(_) => config.not_json.to_owned(),
    }
}

fn should_be(expected: Expected, config: &Config) -> String {
    match expected {
        Expected::Address => config.address.to_owned(),
        Expected::Bool => config.bool.to_owned(),
        Expected::OneOf(values) => config.one_of.fill([&values.join(", ")]),
        Expected::TimeZone => config.time_zone.to_owned(),
        Expected::Text => config.text.to_owned(),
        Expected::Limit => config.limit.to_owned(),
        Expected::Limits => config.limits.to_owned(),
        Expected::Timeout => config.timeout.to_owned(),
    }
}
