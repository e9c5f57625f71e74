//! The application: all that names the framework.
//!
//! It is behind the feature `app`, and all else compiles without it, so that the compiler holds the border.

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

/// Reads `config.json` and opens the page. Nothing is asked of a gateway before that.
pub fn start() {
    // The framework's own tasks begin with its first mount.
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
