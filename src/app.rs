//! The application: all modules that use the framework.
//!
//! They are behind the feature `app`. All other modules compile without it, so that the compiler enforces the boundary.

pub mod later;
pub mod report;
pub mod ui;

use crate::{
    browser::{clock::BrowserZone, document, storage},
    gateway::client,
    start::{deployment, preferences::StoredPreferences},
};
use leptos::{mount::mount_to_body, prelude::*};
use report::{Deployment, Language, Report};
use ui::{App, ConfigErrorScreen};
use wasm_bindgen_futures::spawn_local;

/// Fetches `config.json` and mounts the page. No request goes to a gateway before that.
pub fn start() {
    // The framework's own executor starts with its first mount.
    spawn_local(async {
        let answer = client::config().await;
        let config = deployment::config(answer.as_ref().map(|answer| (answer.status, answer.text.as_deref())));
        let deployment = config.and_then(|config| Deployment::new(config, BrowserZone::new));
        document::remove_shell();
        let stored = StoredPreferences::read(&storage::read);
        mount_to_body(move || match deployment {
            Ok(deployment) => {
                let language = Language::start(&stored, Some(&deployment.config));
                let report = Report::start(deployment, stored, language);
                view! { <App report/> }.into_any()
            }
            Err(error) => {
                let language = Language::start(&stored, None);
                view! { <ConfigErrorScreen error language/> }.into_any()
            }
        });
    });
}
