//! The start: the deployment's file, then the page.

use crate::{
    browser::document,
    domain::config::{Config, ConfigError},
    gateway::client::{self, Answer},
    report::{Deployment, Language, Report},
    ui::{App, ConfigErrorScreen},
};
use leptos::{mount::mount_to_body, prelude::*};
use wasm_bindgen_futures::spawn_local;

/// Reads `config.json` and opens the page. Nothing is asked of a gateway before that.
pub fn start() {
    // The framework's own tasks begin with its first mount.
    spawn_local(async {
        let deployment = read_config(client::config().await).and_then(Deployment::new);
        document::remove_shell();
        mount_to_body(move || match deployment {
            Ok(deployment) => {
                let language = Language::start(Some(&deployment.config));
                let report = Report::start(deployment, language);
                view! { <App report/> }.into_any()
            }
            Err(error) => {
                let language = Language::start(None);
                view! { <ConfigErrorScreen error language/> }.into_any()
            }
        });
    });
}

/// The settings of a file that was loaded; the defaults where there is none.
fn read_config(answer: Option<Answer>) -> Result<Config, ConfigError> {
    match answer {
        Some(Answer { status: 200..300, text, .. }) => Config::parse(&text.unwrap_or_default()),
        Some(Answer { status: 404, .. }) => Ok(Config::default()),
        Some(Answer { status, .. }) => Err(ConfigError::NotLoaded(Some(status))),
        None => Err(ConfigError::NotLoaded(None)),
    }
}
