//! Why there is no page: one variant for each thing that a person can do about it.

use crate::domain::{
    param::Param,
    redact::{self, Secret},
};

/// A failed request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 401: the token is wrong or expired. Connect again.
    Unauthorized(Words),
    /// The gateway understood and refused. Correct the filters, or wait where it says so.
    Refused(u16, Words),
    /// An answer that is not the API's: its HTTP status and the beginning of its body.
    Unreadable(u16, String),
    /// An answer that is longer than is read: its HTTP status.
    TooLarge(u16),
    /// No answer at all. Browsers say the same for a wrong host, a refused connection, a redirect and a missing
    /// permission to call another origin (Fetch, "network error").
    Unreachable,
    /// The same while the browser knows of no network.
    Offline,
    /// The page's own Content Security Policy does not allow this address.
    Blocked,
    /// No answer within the time that a request has.
    TooSlow,
}

/// What the gateway says itself (API document, Error Response).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// `meta.message`.
    pub message: Option<String>,
    /// `meta.message_code`.
    pub code: Option<String>,
    /// `meta.errors`: the parameters it objects to, each with its sentence.
    pub errors: Vec<(String, String)>,
    /// How many more sentences `meta.errors` has.
    pub more_errors: usize,
}

/// 429, Too Many Requests (RFC 6585, section 4).
pub const TOO_MANY_REQUESTS: u16 = 429;

impl Fault {
    /// An answer of this HTTP status that is longer than is read.
    pub fn too_large(status: u16) -> Self {
        match status {
            // What can be done about it does not depend on what else it says.
            401 => Self::Unauthorized(Words::default()),
            _ => Self::TooLarge(status),
        }
    }

    /// An answer of this HTTP status of which nothing is known, as what reads it could not be loaded.
    pub fn unread(status: u16) -> Self {
        match status {
            401 => Self::Unauthorized(Words::default()),
            _ => Self::Unreadable(status, "…".to_owned()),
        }
    }

    /// The HTTP status of the answer, where there was one.
    pub const fn status(&self) -> Option<u16> {
        match self {
            Self::Unauthorized(_) => Some(401),
            Self::Refused(status, _) | Self::Unreadable(status, _) | Self::TooLarge(status) => Some(*status),
            Self::Unreachable | Self::Offline | Self::Blocked | Self::TooSlow => None,
        }
    }

    /// What the gateway says itself.
    pub const fn words(&self) -> Option<&Words> {
        match self {
            Self::Unauthorized(words) | Self::Refused(_, words) => Some(words),
            _ => None,
        }
    }

    /// Returns the gateway's own words on the value of this parameter. It may name the parameter with the object it is in.
    pub fn gateway_error(&self, param: Param) -> Option<&str> {
        let is_of = |name: &str| name.rsplit('.').next() == Some(param.name());
        self.words()?.errors.iter().find(|(name, _)| is_of(name)).map(|(_, sentence)| sentence.as_str())
    }

    /// Whether the same request may do better in a while, so that it may be asked again unasked: no answer, 408, 429
    /// and 5xx (RFC 9110, section 15). An answer in 15 seconds is not to be hoped for after none in 15 seconds.
    pub const fn may_pass(&self) -> bool {
        match self.status() {
            Some(status) => matches!(status, 408 | TOO_MANY_REQUESTS | 500..),
            None => matches!(self, Self::Unreachable),
        }
    }

    /// Takes a secret out of all that came back, however it is escaped, and any part of it that is of some length.
    pub fn hide(&mut self, secret: &str) {
        let secret = Secret::new(secret);
        let hide = |text: &mut String| *text = secret.hide(text);
        match self {
            Self::Unauthorized(words) | Self::Refused(_, words) => {
                let errors = words.errors.iter_mut().flat_map(|(field, sentence)| [field, sentence]);
                words.message.iter_mut().chain(&mut words.code).chain(errors).for_each(hide);
            }
            Self::Unreadable(_, excerpt) => hide(excerpt),
            Self::TooLarge(_) | Self::Unreachable | Self::Offline | Self::Blocked | Self::TooSlow => {}
        }
    }

    /// Whether the gateway had too many requests.
    pub const fn is_throttled(&self) -> bool {
        matches!(self.status(), Some(TOO_MANY_REQUESTS))
    }
}

/// The shortest text that is hidden where it was looked for: a letter says nothing.
const MIN_LOOKED_FOR: usize = 2;

impl Fault {
    /// Returns what came back, line by line, without messages, without the text that was looked for in messages, and where
    /// it is asked for, without codes: for whoever can help.
    pub fn discreet_lines(&self, looked_for: Option<&str>, hides_codes: bool) -> Vec<String> {
        let looked_for = looked_for.filter(|text| text.chars().count() >= MIN_LOOKED_FOR).map(Secret::new);
        let discreet = |text: &str| {
            let mut text = without_messages(text);
            if let Some(looked_for) = &looked_for {
                text = looked_for.hide(&text);
            }
            if hides_codes { redact::codes(&text) } else { text }
        };
        if let Self::Unreadable(_, excerpt) = self {
            return vec![discreet(excerpt)];
        }
        let Words { message, code, errors, .. } = self.words().cloned().unwrap_or_default();
        let errors = errors.into_iter().map(|(name, sentence)| format!("{name}: {sentence}"));
        // The gateway's own code looks like one of those that are hidden.
        code.into_iter().chain(message.into_iter().chain(errors).map(|line| discreet(&line))).collect()
    }
}

/// Returns the beginning of an answer without the messages in it. It may be cut anywhere, and be anything.
pub fn without_messages(excerpt: &str) -> String {
    redact::messages(excerpt)
}
