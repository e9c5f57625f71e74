//! The gateway's address.

use super::pasted_value;

/// The gateway's base URL: empty for the page's own origin, a path on that origin, or an absolute `http(s)` URL. It has
/// no trailing slash, user, query or fragment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaseUrl(String);

/// The reason why a text is not a gateway address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseUrlError {
    /// The text is neither `http(s)://…` nor a path that begins with `/`.
    Form,
    /// The text has a user, a query or a fragment.
    Extra,
    /// The host has a character that no host name may have. Some dashes outside ASCII look like `-`, but would lead to
    /// another host.
    Host(char),
}

/// The path of the report's endpoint (API document, Endpoint).
pub const ENDPOINT: &str = "/api/report/new_list";

/// The path of the folder that holds [`ENDPOINT`].
pub const REPORTS: &str = "/api/report";

impl BaseUrl {
    /// Reads an address; an empty text is the page's own origin. If the address ends with the path of the endpoint or
    /// of its folder, that path is removed.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let text = pasted_value::bare(text);
        if text.is_empty() {
            return Ok(Self::default());
        }
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
            return Err(BaseUrlError::Form);
        }
        if text.contains(['?', '#']) {
            return Err(BaseUrlError::Extra);
        }
        // A URL that begins with two slashes names another host.
        if text.starts_with("//") {
            return Err(BaseUrlError::Form);
        }
        let (origin, path) = if text.starts_with('/') { (String::new(), text.as_str()) } else { split(&text)? };
        let is_end = |c| c == '/' || pasted_value::is_around(c);
        let mut path = path.trim_end_matches(is_end);
        while let Some(shorter) = path.strip_suffix(ENDPOINT).or_else(|| path.strip_suffix(REPORTS)) {
            path = shorter.trim_end_matches(is_end);
        }
        Ok(Self(origin + path))
    }

    /// Returns the URL to which requests for the report are sent: the base URL with [`ENDPOINT`] after it.
    pub fn endpoint(&self) -> String {
        format!("{}{ENDPOINT}", self.0)
    }

    /// Returns the address in the form in which it is typed and stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the host and the port of an absolute URL; `None` for an address on the page's own origin.
    pub fn host(&self) -> Option<&str> {
        let (_, rest) = self.0.split_once(':')?;
        rest.strip_prefix("//")?.split('/').next()
    }
}

/// Splits an absolute URL into its origin, in lower case, and its path.
fn split(text: &str) -> Result<(String, &str), BaseUrlError> {
    let (scheme, rest) = text.split_once(':').ok_or(BaseUrlError::Form)?;
    let rest = rest.strip_prefix("//").ok_or(BaseUrlError::Form)?;
    let scheme = scheme.to_ascii_lowercase();
    let (authority, path) = at(rest, rest.find('/'));
    if !matches!(scheme.as_str(), "http" | "https") {
        return Err(BaseUrlError::Form);
    }
    if authority.contains('@') {
        return Err(BaseUrlError::Extra);
    }
    if let Some(sign) = authority.chars().find(|c| !is_host_sign(*c)) {
        return Err(BaseUrlError::Host(sign));
    }
    if !is_host(authority) {
        return Err(BaseUrlError::Form);
    }
    Ok((format!("{scheme}://{}", authority.to_ascii_lowercase()), path))
}

/// Splits a text at a byte index; without an index, all of the text comes before the split.
fn at(text: &str, index: Option<usize>) -> (&str, &str) {
    index.and_then(|index| text.split_at_checked(index)).unwrap_or((text, ""))
}

/// Returns whether a character may stand in an authority: in a host name, in the brackets of an IPv6 address, or before
/// a port.
///
/// Names in other scripts must be written as `xn--…` (RFC 5891). A browser would convert other characters to such a
/// name itself, and so would accept a text that only looks like the intended name.
const fn is_host_sign(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' | ':' | '[' | ']')
}

/// Returns whether a text is a host, with or without a port, that a browser accepts.
fn is_host(authority: &str) -> bool {
    // An IPv6 address stands in brackets (RFC 3986, section 3.2.2), so its colons are not the port's.
    let bracketed = authority.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (host, port) = if let Some((address, rest)) = bracketed {
        (!address.is_empty() && address.chars().all(|c| c.is_ascii_hexdigit() || c == ':' || c == '.'), rest)
    } else {
        let (host, port) = at(authority, authority.find(':'));
        (!host.is_empty() && !host.contains(['[', ']']), port)
    };
    let is_port = |port: &str| port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok();
    host && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
}
