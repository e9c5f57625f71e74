//! The language of the page.

use super::{Report, follow, subscription::track};
use crate::{
    browser::{document, storage},
    domain::{
        config::Config,
        locale::Locale,
        storage_key::{Area, Key},
    },
    start::preferences::StoredPreferences,
};
use leptos::{prelude::*, reactive::graph::ToAnySource};

/// The language of the page, see [`StoredPreferences::language`].
#[derive(Clone, Copy)]
pub struct Language(RwSignal<Locale>);

impl Language {
    /// Creates the language of the page, and sets the document's language whenever it changes.
    pub fn start(locale: Locale) -> Self {
        let language = Self(RwSignal::new(locale));
        follow(move || {
            let locale = language.get();
            document::set_locale(locale);
            // On a first visit it comes after the app, which is waited for.
            if locale.is_rtl() {
                document::load_font(locale.name());
            }
        });
        language
    }

    /// Forgets the person's choice of a language: the page has the deployment's or the browser's again.
    pub(super) fn reset(self, config: &Config) {
        storage::remove(Area::Device, Key::Locale);
        self.0.set(StoredPreferences::default().language(Some(config), document::languages));
    }

    /// Returns the present language.
    pub fn get(self) -> Locale {
        track(self.0.to_any_source());
        self.0.get_untracked()
    }

    /// Returns the language to which the language button leads.
    pub fn next(self) -> Locale {
        self.get().next()
    }

    /// Sets the language, and stores the choice.
    pub fn set(self, locale: Locale) {
        storage::write(Area::Device, Key::Locale, locale.tag());
        self.0.set(locale);
    }
}

impl Report {
    /// Returns the language of the page.
    pub fn language(self) -> Language {
        self.language
    }

    /// Sets the language, and rewrites the dates in the fields.
    pub fn set_language(self, locale: Locale) {
        self.language.set(locale);
        self.rewrite_dates();
    }

    /// Takes over the language that was chosen in another tab, or the one of the deployment or the browser if the
    /// choice was forgotten there.
    pub(super) fn follow_language(self, stored: &StoredPreferences) {
        let locale = self.with_deployment(|deployment| stored.language(Some(&deployment.config), document::languages));
        if locale != untrack(|| self.language.get()) {
            self.language.0.set(locale);
            self.rewrite_dates();
        }
    }
}
