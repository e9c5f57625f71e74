//! Shares the view as a link or as a command, and opens what others have shared.

use super::Report;
use crate::{
    address::{Codec, Section, pasted::Pasted, shell::Shell},
    browser::{address_bar, clock, document},
    domain::{base_url::REPORTS, query::Query},
    gateway::{fault::Fault, request},
    start::session::Session,
};
use leptos::prelude::*;

/// The part of the nginx configuration for a gateway with TLS. By default, nginx sends no server name and accepts any
/// certificate.
const PROXY_TLS: &str = "  proxy_ssl_server_name on;\n  proxy_ssl_verify on;
  proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;\n";

impl Report {
    /// Returns the link to the present view, with a section of the overview, if any. Relative dates stay relative.
    /// Returns `None` while a value of the address can't be used.
    pub fn link(self, section: Option<Section>) -> Option<String> {
        self.query.get().map(|query| self.link_to(&query, section))
    }

    /// Returns the link to the present view with fixed dates, so that it shows the same rows whenever it is opened.
    /// Returns `None` while a value of the address can't be used, and if no date is relative.
    pub fn fixed_link(self, section: Option<Section>) -> Option<String> {
        let query = self.query.get()?;
        let fixed = self.with_deployment(|deployment| query.fixed(deployment.clock(self.now())));
        (fixed != query).then(|| self.link_to(&fixed, section))
    }

    /// Returns the link to a query. It is never an empty address, as an empty address opens the reader's own saved
    /// view, if they have one: the link to the plain report has its rows per page.
    fn link_to(self, query: &Query, section: Option<Section>) -> String {
        let address = self.with_codec(|codec| Codec { has_start_view: true, section, ..codec }.format(query));
        format!("{}{address}", address_bar::page())
    }

    /// Returns the JSON body of the present view's request; `None` while a value of the address can't be used.
    pub fn request_json(self) -> Option<String> {
        let query = self.query.get()?;
        Some(self.with_deployment(|deployment| request::body(&query, deployment.clock(self.now()))))
    }

    /// Returns the present view's request as a command of a shell, in the form of the API document's example. The token
    /// is a placeholder. Returns `None` without a session, and while a value of the address can't be used.
    pub fn request_command(self, shell: Shell) -> Option<String> {
        let body = self.request_json()?;
        let base_url = self.session.with(|session| session.as_ref().map(|session| session.base_url.clone()))?;
        let endpoint = base_url.endpoint();
        let origin = if endpoint.starts_with('/') { address_bar::origin() } else { String::new() };
        Some(shell.request(&format!("{origin}{endpoint}"), &body))
    }

    /// Returns the nginx configuration that passes requests on to the session's gateway.
    pub fn proxy_recipe(self) -> String {
        let base_url =
            self.session.with(|session| session.as_ref().map(|session| session.base_url.as_str().to_owned()));
        let base_url = base_url.filter(|url| url.contains("://")).unwrap_or_else(|| "https://<gateway>".to_owned());
        let tls = if base_url.starts_with("https:") { PROXY_TLS } else { "" };
        format!(
            "location {REPORTS}/ {{\n  proxy_pass {base_url}{REPORTS}/;\n  proxy_set_header Host $proxy_host;\n{tls}}}"
        )
    }

    /// Returns a failure as a text for support: the request and the answer, without the token and without the text of
    /// messages. Returns `None` if there is no failure, no query or no session.
    pub fn technical_detail(self) -> Option<String> {
        let fault = self.view.with(|view| view.fault().cloned())?;
        let query = self.query.get()?;
        let body = self.with_deployment(|deployment| request::body(&query.discreet(), deployment.clock(self.now())));
        let endpoint = self.session.with(|session| session.as_ref().map(|session| session.base_url.endpoint()))?;
        let came_back = match &*fault {
            Fault::Unreachable => "no answer".to_owned(),
            Fault::Offline => "no answer, offline".to_owned(),
            Fault::Blocked => "blocked by the Content Security Policy".to_owned(),
            Fault::TooSlow => "no answer in time".to_owned(),
            Fault::TooLarge(status) => format!("HTTP {status}, more than 32 MB"),
            Fault::CutOff(status) => format!("HTTP {status}, broken off"),
            fault => fault.status().map(|status| format!("HTTP {status}")).unwrap_or_default(),
        };
        let mut lines = vec![
            format!("outbox-report {}", env!("CARGO_PKG_VERSION")),
            clock::utc_now(),
            document::user_agent(),
            format!("{} -> POST {endpoint}", address_bar::origin()),
            body,
            came_back,
        ];
        lines.extend(fault.discreet_lines(query.filters().message.as_deref(), self.formatter().hides_codes()));
        Some(lines.join("\n"))
    }

    /// Returns the address of the view in a pasted text, for a link. Returns `None` if the text holds no view.
    pub fn href_of_pasted(self, text: &str) -> Option<String> {
        self.pasted(text).map(|(_, address)| address).filter(|address| !address.is_empty())
    }

    /// Opens the view in a pasted text, and returns the view, with notes on a token or another gateway's address in the
    /// text. Returns `None` if the text holds no view.
    pub fn open_pasted(self, text: &str) -> Option<Pasted> {
        let (pasted, address) = self.pasted(text)?;
        self.open(&address);
        Some(pasted)
    }

    /// Returns whether a pasted text has the token of the session, or is a view with a token.
    pub fn has_token(self, text: &str) -> bool {
        let has_own = |session: &Session| text.contains(session.token.as_str());
        self.session.with_untracked(|session| session.as_ref().is_some_and(has_own))
            || self.pasted(text).is_some_and(|(pasted, _)| pasted.has_token)
    }

    /// Returns the view that a pasted text holds, and the address of that view.
    fn pasted(self, text: &str) -> Option<(Pasted, String)> {
        self.with_codec(|codec| {
            let pasted = codec.parse_pasted(text, &address_bar::page())?;
            let section = pasted.section.or(codec.section);
            let address = Codec { section, ..codec }.format_draft(&pasted.draft);
            Some((pasted, address))
        })
    }
}
