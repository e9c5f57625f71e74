//! The gateway's address.

use super::pasted_value;

/// Where the gateway is: nothing (the page's own origin), a path on that origin, or an absolute `http(s)` URL.
/// Without a trailing slash; without user, query and fragment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaseUrl(String);

/// Why a text is no gateway address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseUrlError {
    /// Neither `http(s)://…` nor a path from `/`.
    Form,
    /// It has a user, a query or a fragment.
    Extra,
    /// A sign that stands in no host's name. A dash that is none of ASCII would lead to another host.
    Host(char),
}

/// The path of the report, API document, Endpoint.
const ENDPOINT: &str = "/api/report/new_list";

/// The folder of it.
const REPORTS: &str = "/api/report";

impl BaseUrl {
    /// Reads an address; an empty one is the page's own origin. The endpoint's own path at its end goes.
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
        // Two slashes would be another host.
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

    /// The URL of the report, API document, Endpoint.
    pub fn endpoint(&self) -> String {
        format!("{}{ENDPOINT}", self.0)
    }

    /// The address as it is typed and stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its host and port; `None` on the page's own origin.
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

/// Splits a text at a place in it, which may be none.
fn at(text: &str, place: Option<usize>) -> (&str, &str) {
    place.and_then(|place| text.split_at_checked(place)).unwrap_or((text, ""))
}

/// Whether a sign stands in hosts' names, in the brackets of an IPv6 address, or before a port. Names in other scripts
/// are written as `xn--…` (RFC 5891): a browser would turn what only looks like a name into one of those.
const fn is_host_sign(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' | ':' | '[' | ']')
}

/// A host, with a port or without, as a browser takes it.
fn is_host(authority: &str) -> bool {
    // An IPv6 address stands in brackets (RFC 3986, section 3.2.2), its colons before the port's.
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
