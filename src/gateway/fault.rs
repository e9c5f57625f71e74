//! Why there is no page: one variant for each thing that a person can do about it.

/// A failed request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 401: the token is wrong or expired. Connect again.
    Unauthorized(Words),
    /// The gateway understood and refused. Correct the filters, or wait where it says so.
    Refused(u16, Words),
    /// An answer that is not the API's: its HTTP status and the beginning of its body.
    Unreadable(u16, String),
    /// No answer at all. Browsers say the same for a wrong host, a refused connection, a redirect and a missing
    /// permission to call another origin (Fetch, "network error").
    Unreachable,
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
}
