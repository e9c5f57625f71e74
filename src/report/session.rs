//! The session: a token, and the address it was given for.
//!
//! It is kept for this tab, or on the device where the person asked for it. Signing out raises a number that each
//! stored session carries, so that it ends them all: in other tabs, and in pages that the history still holds.

use super::Report;
use crate::{
    browser::storage::{self, Area, Key},
    domain::{
        base_url::{BaseUrl, BaseUrlError},
        config::Config,
        token::{Token, TokenError},
    },
};
use leptos::prelude::*;

/// A token for an address. Another address never gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Where the gateway is.
    pub base_url: BaseUrl,
    /// What opens it.
    pub token: Token,
}

/// Why nobody can connect so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConnectProblems {
    /// The address.
    pub address: Option<AddressProblem>,
    /// The token.
    pub token: Option<TokenError>,
}

/// What is wrong with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressProblem {
    /// It is none.
    Form(BaseUrlError),
    /// The page's policy refuses it.
    Blocked,
}

impl Session {
    /// The stored session: this tab's, else the device's.
    pub(super) fn read(config: &Config) -> Option<Self> {
        [Area::Tab, Area::Device]
            .into_iter()
            .filter_map(|area| storage::read(area, Key::Session))
            .find_map(|stored| Self::restore(&stored, config))
    }

    /// A stored session, where it is still good: nobody signed out since, and the deployment has not moved to another
    /// address than the one it was offered with.
    fn restore(stored: &str, config: &Config) -> Option<Self> {
        let mut lines = stored.split('\n');
        let (signed_out, offered, base_url, token) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
        let base_url = BaseUrl::parse(base_url).ok()?;
        let moved = offered != config.base_url.as_str() && offered == base_url.as_str();
        let locked_out = config.base_url_locked && base_url != config.base_url;
        if signed_out != sign_outs() || moved || locked_out {
            return None;
        }
        Some(Self { base_url, token: Token::parse(token).ok()? })
    }

    fn keep(&self, config: &Config, remember: bool) {
        // None of the four can hold a line break.
        let offered = config.base_url.as_str();
        let stored = [&sign_outs(), offered, self.base_url.as_str(), self.token.as_str()].join("\n");
        let (area, other) = if remember { (Area::Device, Area::Tab) } else { (Area::Tab, Area::Device) };
        storage::write(area, Key::Session, &stored);
        storage::remove(other, Key::Session);
    }
}

impl Report {
    /// Whether there is a session.
    pub fn is_connected(self) -> bool {
        self.session.with(Option::is_some)
    }

    /// The address that the connect form offers: the session's, else the deployment's.
    pub fn offered_address(self) -> String {
        let own = self.session.with_untracked(|session| session.as_ref().map(|session| session.base_url.clone()));
        let base_url = own.unwrap_or_else(|| self.with_deployment(|deployment| deployment.config.base_url.clone()));
        base_url.as_str().to_owned()
    }

    /// Connects with what was typed, and goes on with the same query.
    pub fn connect(self, address: &str, token: &str, remember: bool) -> Result<(), ConnectProblems> {
        let base_url = self.with_deployment(|deployment| {
            if deployment.config.base_url_locked {
                Ok(deployment.config.base_url.clone())
            } else {
                BaseUrl::parse(address)
            }
        });
        match (base_url, Token::parse(token)) {
            (Ok(base_url), Ok(token)) => {
                let session = Session { base_url, token };
                self.with_deployment(|deployment| session.keep(&deployment.config, remember));
                self.session.set(Some(session));
                // The same token asks again as well.
                self.try_again();
                Ok(())
            }
            (base_url, token) => {
                Err(ConnectProblems { address: base_url.err().map(AddressProblem::Form), token: token.err() })
            }
        }
    }

    /// Forgets the token and everything that came from the gateway, in every tab.
    pub fn sign_out(self) {
        let next = sign_outs().parse::<u64>().unwrap_or_default().wrapping_add(1);
        storage::write(Area::Device, Key::SignOuts, &next.to_string());
        self.forget();
    }

    /// Ends the session if another tab has signed out since it began. That tab may have connected again.
    pub(super) fn follow_sign_out(self) {
        if self.memory.with_value(|memory| memory.sign_outs != sign_outs()) {
            self.forget();
        }
    }

    /// Forgets this page's session, and every stored one that began before the last Sign out.
    fn forget(self) {
        let present = sign_outs();
        let has_ended = |stored: &str| stored.split('\n').next() != Some(&present);
        storage::remove_where(Area::Tab, Key::Session, has_ended);
        storage::remove_where(Area::Device, Key::Session, has_ended);
        self.memory.update_value(|memory| memory.sign_outs = sign_outs());
        self.session.set(None);
    }
}

/// How often somebody has signed out on this device, as a text.
pub(super) fn sign_outs() -> String {
    storage::read(Area::Device, Key::SignOuts).unwrap_or_default()
}
