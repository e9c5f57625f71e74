//! The session: a token, and the address for which it was given.
//!
//! A session is stored for this tab, or on the device if the person asked for it. Each stored session carries the
//! number of sign-outs on this device. Signing out raises that number, which ends all sessions: in other tabs, and in
//! pages that the history still holds.
//!
//! A stored session is four lines: the number of sign-outs when it began, the address that the deployment offered then,
//! the session's own address, and the token. None of the four can hold a line break.

use crate::domain::{
    base_url::BaseUrl,
    config::Config,
    storage_key::{Area, Key, Read},
    token::Token,
};

/// A token for an address. It is never sent to any other address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The address of the gateway.
    pub base_url: BaseUrl,
    /// The token that is sent to the gateway.
    pub token: Token,
}

impl Session {
    /// Returns the stored session; that of this tab takes precedence over the device's.
    ///
    /// Returns `None` if no session is stored. A session that began before the last sign-out does not count. Nor
    /// does a session whose address the deployment has replaced by another, or does not allow.
    pub fn read(read: Read, config: &Config) -> Option<Self> {
        let sign_outs = sign_outs(read);
        let stored = [Area::Tab, Area::Device].into_iter().filter_map(|area| read(area, Key::Session));
        stored.filter(|stored| !has_ended(stored, &sign_outs)).find_map(|stored| Self::parse(&stored, config))
    }

    /// Returns the session of a stored text; `None` if the text is not one, or its address is no longer allowed.
    fn parse(stored: &str, config: &Config) -> Option<Self> {
        let mut lines = stored.split('\n');
        let (_, offered, base_url, token) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
        let base_url = BaseUrl::parse(base_url).ok()?;
        let has_moved = offered != config.base_url.as_str() && offered == base_url.as_str();
        let is_locked_out = config.base_url_locked && base_url != config.base_url;
        if has_moved || is_locked_out {
            return None;
        }
        Some(Self { base_url, token: Token::parse(token).ok()? })
    }

    /// Returns the text that stores the session, which [`Session::read`] reads.
    pub fn to_text(&self, config: &Config, sign_outs: &str) -> String {
        [sign_outs, config.base_url.as_str(), self.base_url.as_str(), self.token.as_str()].join("\n")
    }
}

/// Returns the number of sign-outs on this device as a text; empty before the first.
pub fn sign_outs(read: Read) -> String {
    read(Area::Device, Key::SignOuts).unwrap_or_default()
}

/// Returns the number of sign-outs after one more, as a text.
pub fn one_more(sign_outs: &str) -> String {
    sign_outs.parse::<u64>().unwrap_or_default().wrapping_add(1).to_string()
}

/// Returns whether a stored session began before the last sign-out. `sign_outs` is the present number of sign-outs, as
/// a text.
pub fn has_ended(stored: &str, sign_outs: &str) -> bool {
    stored.split('\n').next() != Some(sign_outs)
}
