//! Connects and signs out.

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

/// The errors of the connect form's two fields: the gateway's address and the token. A field without an error has
/// `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConnectErrors {
    /// The error of the address.
    pub address: Option<AddressError>,
    /// The error of the token.
    pub token: Option<TokenError>,
}

/// The reason why the connect form can't use the text in its field for the gateway's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// The text is not an address, for example because it has a query or a character that no host name may have.
    Form(BaseUrlError),
    /// The page's Content Security Policy forbids requests to the address.
    Blocked,
}

impl Report {
    /// Returns whether there is a session: an address of a gateway, and a token for it.
    pub fn is_connected(self) -> bool {
        self.session.with(Option::is_some)
    }

    /// Calls `act` whenever the session changes or ends.
    pub fn on_new_session(self, act: impl Fn() + 'static) {
        let last = StoredValue::new(self.session.get_untracked());
        super::follow(move || {
            let session = self.session.get();
            if last.with_value(|last| *last != session) {
                last.set_value(session);
                act();
            }
        });
    }

    /// Returns the address that the connect form offers: the session's, or else the deployment's.
    pub fn offered_address(self) -> String {
        let own = self.session.with_untracked(|session| session.as_ref().map(|session| session.base_url.clone()));
        let base_url = own.unwrap_or_else(|| self.with_deployment(|deployment| deployment.config.base_url.clone()));
        base_url.as_str().to_owned()
    }

    /// Connects with the given address and token, and sends the request of the present query. With `remember`, the
    /// session is stored on the device, otherwise for this tab. If one of the two values can't be used, does nothing
    /// and returns the errors of both.
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
                let is_other_gateway =
                    |own: &Option<Session>| own.as_ref().map(|own| &own.base_url) != Some(&session.base_url);
                if self.session.with_untracked(is_other_gateway) {
                    // That gateway has asked for no pause.
                    storage::remove(Area::Device, Key::Pause);
                }
                self.memory.update_value(|memory| memory.sign_outs = sign_outs());
                self.store(&session, remember);
                self.session.set(Some(session));
                // An equal session changes nothing for the runner, so the request is sent again here.
                self.try_again();
                Ok(())
            }
            (base_url, token) => {
                Err(ConnectErrors { address: base_url.err().map(AddressError::Form), token: token.err() })
            }
        }
    }

    /// Stores a session on the device or for this tab, and removes the former one from the other storage. What another
    /// tab has stored on the device meanwhile stays.
    fn store(self, session: &Session, on_device: bool) {
        let stored = self.with_deployment(|deployment| session.to_text(&deployment.config, &sign_outs()));
        if on_device {
            storage::write(Area::Device, Key::Session, &stored);
            storage::remove(Area::Tab, Key::Session);
            self.memory.update_value(|memory| memory.on_device = Some(stored));
        } else {
            storage::write(Area::Tab, Key::Session, &stored);
            let own = self.memory.try_update_value(|memory| memory.on_device.take()).flatten();
            storage::remove_where(Area::Device, Key::Session, |text| own.as_deref() == Some(text));
        }
    }

    /// Forgets the token and everything that came from the gateway, in every tab.
    pub fn sign_out(self) {
        storage::write(Area::Device, Key::SignOuts, &session::one_more(&sign_outs()));
        // Another account, or another gateway, may have asked for no pause.
        storage::remove(Area::Device, Key::Pause);
        self.forget();
    }

    /// Ends the session if another tab has signed out since the session began. That tab may have connected again.
    pub(super) fn follow_sign_out(self) {
        if self.memory.with_value(|memory| memory.sign_outs != sign_outs()) {
            self.forget();
        }
    }

    /// Forgets this page's session, and every stored one that began before the last sign-out.
    fn forget(self) {
        let present = sign_outs();
        let has_ended = |stored: &str| session::has_ended(stored, &present);
        storage::remove_where(Area::Tab, Key::Session, has_ended);
        storage::remove_where(Area::Device, Key::Session, has_ended);
        storage::remove(Area::Tab, Key::Exports);
        self.memory.update_value(|memory| memory.sign_outs = sign_outs());
        self.session.set(None);
        // The fields go now, and with them the wait for what is still being typed there.
        self.apply();
    }
}

/// Returns the number of sign-outs on this device, as a text.
fn sign_outs() -> String {
    session::sign_outs(&storage::read)
}
