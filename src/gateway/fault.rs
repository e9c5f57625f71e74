//! Why there is no page: one variant for each thing that a person can do about it.

use crate::domain::{field::Field, query::HIDDEN};

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

    /// What the gateway objects to in this parameter. It may name the parameter with the object it is in.
    pub fn objection(&self, field: Field) -> Option<&str> {
        let is_of = |name: &str| name.rsplit('.').next() == Some(field.name());
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

    /// Takes a secret out of all that came back.
    pub fn hide(&mut self, secret: &str) {
        let hide = |text: &mut String| *text = text.replace(secret, HIDDEN);
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

/// The beginning of an answer without the messages in it. It may be cut anywhere, and be anything.
pub fn without_messages(excerpt: &str) -> String {
    let mut parts = excerpt.split(MESSAGE);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(MESSAGE);
        let value = part.trim_start_matches([' ', '\t', '\r', '\n', ':']);
        let Some(message) = value.strip_prefix('"') else {
            text.push_str(part);
            continue;
        };
        let mut is_escaped = false;
        let end = message.find(|c: char| {
            let is_end = c == '"' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            is_end
        });
        text.push_str(":\"");
        text.push_str(HIDDEN);
        text.push_str(end.and_then(|end| message.get(end..)).unwrap_or_default());
    }
    text
}

/// The name of a message in an answer.
const MESSAGE: &str = "\"message\"";
