//! The reasons why a request has failed. Each variant stands for one thing that a person can do about the failure.

use crate::domain::{
    param::Param,
    redact::{self, REMOVED, Secret},
};

/// The reason why a request has failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The gateway answered 401: the token is wrong or has expired. The person connects again.
    Unauthorized(Words),
    /// The gateway refused the request: the HTTP status and the gateway's words. The person corrects the filters, or
    /// waits if the status is 429.
    Refused(u16, Words),
    /// An answer that is not of the API's shape: its HTTP status and the beginning of its body.
    Unreadable(u16, String),
    /// An answer that is longer than 32 MB: its HTTP status.
    TooLarge(u16),
    /// An answer whose body broke off on its way: its HTTP status.
    CutOff(u16),
    /// A network error. Browsers do not tell apart a wrong host, a refused connection, a redirect and a missing
    /// permission to call another origin (Fetch, "network error").
    Unreachable,
    /// A network error while the browser reports that it is offline.
    Offline,
    /// A request that the page's own Content Security Policy refused.
    Blocked,
    /// A request that reached its timeout.
    TooSlow,
}

/// The reason why the body of an answer is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// The body is longer than 32 MB.
    TooLarge,
    /// The body broke off on its way.
    CutOff,
}

/// The gateway's own words on a failure (API document, Error Response).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The text of `meta.message`.
    pub message: Option<String>,
    /// The text of `meta.message_code`.
    pub code: Option<String>,
    /// The entries of `meta.errors`: the parameters that the gateway objects to, each with its sentences. The name is
    /// empty for sentences on no parameter.
    pub errors: Vec<(String, String)>,
    /// The number of sentences of `meta.errors` beyond the first twenty, which are not kept.
    pub more_errors: usize,
}

/// The HTTP status 429, Too Many Requests (RFC 6585, section 4).
pub const TOO_MANY_REQUESTS: u16 = 429;

impl Fault {
    /// Returns the fault of an answer without a whole body.
    pub fn of_unread(status: u16, unread: Unread) -> Self {
        match unread {
            // A 401 asks for another token, whatever its body says.
            _ if status == 401 => Self::Unauthorized(Words::default()),
            Unread::TooLarge => Self::TooLarge(status),
            Unread::CutOff => Self::CutOff(status),
        }
    }

    /// Returns the fault of an answer whose body was not interpreted, as the lazy part, which reads failures, could not
    /// be loaded.
    pub fn unread(status: u16) -> Self {
        match status {
            401 => Self::Unauthorized(Words::default()),
            _ => Self::Unreadable(status, REMOVED.to_owned()),
        }
    }

    /// Returns the HTTP status of the answer; `None` if there was no answer.
    pub const fn status(&self) -> Option<u16> {
        match self {
            Self::Unauthorized(_) => Some(401),
            Self::Refused(status, _) | Self::Unreadable(status, _) | Self::TooLarge(status) | Self::CutOff(status) => {
                Some(*status)
            }
            Self::Unreachable | Self::Offline | Self::Blocked | Self::TooSlow => None,
        }
    }

    /// Returns the gateway's own words; `None` if the request failed without an answer, or its answer is not of the
    /// API's shape, too large or cut off.
    pub const fn words(&self) -> Option<&Words> {
        match self {
            Self::Unauthorized(words) | Self::Refused(_, words) => Some(words),
            _ => None,
        }
    }

    /// Returns the gateway's sentence on the value of a parameter, if the answer has one. The gateway may name the
    /// parameter with the object that it is in, as in `filters.number`.
    pub fn gateway_error(&self, param: Param) -> Option<&str> {
        let is_of = |name: &str| name.rsplit('.').next() == Some(param.name());
        self.words()?.errors.iter().find(|(name, _)| is_of(name)).map(|(_, sentence)| sentence.as_str())
    }

    /// Returns whether the request may succeed later, so that it can be retried: after [`Self::Unreachable`],
    /// [`Self::CutOff`], 408, 429 and 5xx but 501, by which a server knows no such request (RFC 9110, section 15). A
    /// request that reached its timeout is not retried, nor one that failed while the browser was offline.
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::Unreachable | Self::CutOff(_))
            || matches!(self.status(), Some(408 | TOO_MANY_REQUESTS | 500 | 502..))
    }

    /// Redacts a secret in all texts of the gateway's answer, in every escaped form. A part of the secret of 8 bytes or
    /// more is redacted too. Texts that are together over 16 KiB are cut at that length.
    pub fn hide(&mut self, secret: &str) {
        let secret = Secret::new(secret);
        match self {
            Self::Unauthorized(words) | Self::Refused(_, words) => {
                let errors = words.errors.iter_mut().flat_map(|(field, sentence)| [field, sentence]);
                secret.hide_in_all(words.code.iter_mut().chain(&mut words.message).chain(errors));
            }
            Self::Unreadable(_, excerpt) => *excerpt = secret.hide(excerpt),
            Self::TooLarge(_) | Self::CutOff(_) | Self::Unreachable | Self::Offline | Self::Blocked | Self::TooSlow => {
            }
        }
    }

    /// Returns whether the gateway answered 429.
    pub const fn is_throttled(&self) -> bool {
        matches!(self.status(), Some(TOO_MANY_REQUESTS))
    }
}

/// The shortest message filter that is redacted, in characters: a single letter reveals nothing.
const MIN_LOOKED_FOR: usize = 2;

impl Fault {
    /// Returns the gateway's answer as lines for a support request: without messages and without `looked_for`, the text
    /// of the message filter. If `hides_codes` is true, codes are redacted too.
    pub fn discreet_lines(&self, looked_for: Option<&str>, hides_codes: bool) -> Vec<String> {
        let looked_for = looked_for.filter(|text| text.chars().count() >= MIN_LOOKED_FOR).map(Secret::new);
        let discreet = |text: &str| {
            let mut text = redact::messages(text);
            if let Some(looked_for) = &looked_for {
                text = looked_for.hide(&text);
            }
            if hides_codes { redact::codes(&text) } else { text }
        };
        if let Self::Unreadable(_, excerpt) = self {
            return vec![discreet(excerpt)];
        }
        let Words { message, code, errors, .. } = self.words().cloned().unwrap_or_default();
        let errors = errors.into_iter().map(|(name, sentence)| match name.as_str() {
            "" => sentence,
            name => format!("{name}: {sentence}"),
        });
        // `meta.message_code` stays as it is: it looks like a code that is hidden.
        code.into_iter().chain(message.into_iter().chain(errors).map(|line| discreet(&line))).collect()
    }
}
