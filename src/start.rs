//! The start: the deployment's file, then the page.
//!
//! What it is made of is pure: [`deployment`], [`session`] and [`preferences`] read what is kept, [`view`] an address.

pub mod deployment;
pub mod preferences;
pub mod session;
pub mod view;

use preferences::StoredPreferences;

use crate::{
    browser::{clock::BrowserZone, document, storage},
    gateway::client,
    report::{Deployment, Language, Report},
    ui::{App, ConfigErrorScreen},
};
use leptos::{mount::mount_to_body, prelude::*};
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
