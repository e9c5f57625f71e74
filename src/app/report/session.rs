//! Connecting and signing out.

use super::Report;
use crate::{
    browser::storage,
    domain::{
        base_url::{BaseUrl, BaseUrlError},
        storage_key::{Area, Key},
        token::{Token, TokenError},
    },
    start::session::{self, Session},
};
use leptos::prelude::*;

/// Why nobody can connect with what was typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConnectErrors {
    /// The address.
    pub address: Option<AddressError>,
    /// The token.
    pub token: Option<TokenError>,
}

/// What is wrong with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// It is none.
    Form(BaseUrlError),
    /// The page's policy refuses it.
    Blocked,
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
    pub fn connect(self, address: &str, token: &str, remember: bool) -> Result<(), ConnectErrors> {
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
                self.store(&session, remember);
                self.session.set(Some(session));
                // The same token asks again as well.
                self.try_again();
                Ok(())
            }
            (base_url, token) => {
                Err(ConnectErrors { address: base_url.err().map(AddressError::Form), token: token.err() })
            }
        }
    }

    /// Stores a session on the device or for this tab, and there alone.
    fn store(self, session: &Session, on_device: bool) {
        let stored = self.with_deployment(|deployment| session.to_text(&deployment.config, &sign_outs()));
        let (area, other) = if on_device { (Area::Device, Area::Tab) } else { (Area::Tab, Area::Device) };
        storage::write(area, Key::Session, &stored);
        storage::remove(other, Key::Session);
    }

    /// Forgets the token and everything that came from the gateway, in every tab.
    pub fn sign_out(self) {
        storage::write(Area::Device, Key::SignOuts, &session::one_more(&sign_outs()));
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
        let has_ended = |stored: &str| session::has_ended(stored, &present);
        storage::remove_where(Area::Tab, Key::Session, has_ended);
        storage::remove_where(Area::Device, Key::Session, has_ended);
        self.memory.update_value(|memory| memory.sign_outs = sign_outs());
        self.session.set(None);
    }
}

fn sign_outs() -> String {
    session::sign_outs(&storage::read)
}
