//! The view as others take it: links, the request as a command, and back.

use super::Report;
use crate::{
    address::{Codec, pasted::Pasted, shell::Shell},
    browser::{address_bar, clock, document},
    domain::query::Query,
    gateway::{fault::Fault, request},
};
use leptos::prelude::*;

impl Report {
    /// The link to this view; its dates stay as they are.
    pub fn link(self) -> Option<String> {
        self.query.get().map(|query| self.link_to(&query))
    }

    /// The link to just these rows, whenever it is opened; `None` where this view's dates are fixed anyway.
    pub fn fixed_link(self) -> Option<String> {
        let query = self.query.get()?;
        let fixed = self.with_deployment(|deployment| query.fixed(deployment.clock(self.now())));
        (fixed != query).then(|| self.link_to(&fixed))
    }

    /// The link to a query. That of the plain report says its rows per page: whoever opens it may have a view of their
    /// own for an address that says nothing.
    fn link_to(self, query: &Query) -> String {
        let address = self.with_codec(|codec| Codec { has_start_view: true, ..codec }.format(query));
        format!("{}{address}", address_bar::page())
    }

    /// The body of this view's request.
    pub fn request_json(self) -> Option<String> {
        let query = self.query.get()?;
        Some(self.with_deployment(|deployment| request::body(&query, deployment.clock(self.now()))))
    }

    /// This view's request as a command of a shell, in the form of the API document's example, without the token.
    pub fn request_command(self, shell: Shell) -> Option<String> {
        let body = self.request_json()?;
        let base_url = self.session.with(|session| session.as_ref().map(|session| session.base_url.clone()))?;
        let endpoint = base_url.endpoint();
        let origin = if endpoint.starts_with('/') { address_bar::origin() } else { String::new() };
        Some(shell.request(&format!("{origin}{endpoint}"), &body))
    }

    /// How a web server passes requests on to this gateway.
    pub fn proxy_recipe(self) -> String {
        let base_url =
            self.session.with(|session| session.as_ref().map(|session| session.base_url.as_str().to_owned()));
        let base_url = base_url.filter(|url| url.contains("://")).unwrap_or_else(|| "https://<gateway>".to_owned());
        format!("location /api/report/ {{ proxy_pass {base_url}/api/report/; }}")
    }

    /// The failure for whoever can help: what was asked and what came back, without the token and without messages.
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

    /// Opens the view that a pasted text means, and says what else was in it; `None` where it means none.
    pub fn open_pasted(self, text: &str) -> Option<Pasted> {
        let pasted = self.with_codec(|codec| codec.parse_pasted(text, &address_bar::page()))?;
        let address = self.with_codec(|codec| codec.format_draft(&pasted.draft));
        self.open(&address);
        Some(pasted)
    }
}
