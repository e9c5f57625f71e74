//! The gateway's address.

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
}

impl BaseUrl {
    /// Reads an address; an empty one is the page's own origin.
    pub fn parse(text: &str) -> Result<Self, BaseUrlError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::default());
        }
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
            return Err(BaseUrlError::Form);
        }
        if text.contains(['?', '#']) {
            return Err(BaseUrlError::Extra);
        }
        let url = if text.starts_with('/') {
            // Two slashes would be another host.
            if text.starts_with("//") {
                return Err(BaseUrlError::Form);
            }
            text.to_owned()
        } else {
            absolute(text)?
        };
        Ok(Self(url.trim_end_matches('/').to_owned()))
    }

    /// The URL of the report, API document, Endpoint.
    pub fn endpoint(&self) -> String {
        format!("{}/api/report/new_list", self.0)
    }

    /// The address as it is typed and stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its host and port; `None` on the page's own origin.
    pub fn host(&self) -> Option<&str> {
        let (_, rest) = self.0.split_once("://")?;
        rest.split('/').next()
    }
}

/// An absolute URL with its scheme and host in lower case.
fn absolute(text: &str) -> Result<String, BaseUrlError> {
    let (scheme, rest) = text.split_once("://").ok_or(BaseUrlError::Form)?;
    let scheme = scheme.to_ascii_lowercase();
    let (authority, path) = match rest.split_once('/') {
        Some((authority, path)) => (authority, format!("/{path}")),
        None => (rest, String::new()),
    };
    if !matches!(scheme.as_str(), "http" | "https") || !is_host(authority) {
        return Err(if authority.contains('@') { BaseUrlError::Extra } else { BaseUrlError::Form });
    }
    Ok(format!("{scheme}://{}{path}", authority.to_ascii_lowercase()))
}

/// A host, with a port or without, as a browser takes it.
fn is_host(authority: &str) -> bool {
    // An IPv6 address stands in brackets (RFC 3986, section 3.2.2), its colons before the port's.
    let bracketed = authority.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (host, port) = if let Some((address, rest)) = bracketed {
        (!address.is_empty() && address.chars().all(|c| c.is_ascii_hexdigit() || c == ':' || c == '.'), rest)
    } else {
        let (host, port) = authority.split_at(authority.find(':').unwrap_or(authority.len()));
        // Any script: browsers take internationalised names (RFC 5890).
        let letter = |c: char| c.is_ascii_alphanumeric() || !c.is_ascii() || matches!(c, '-' | '.' | '_');
        (!host.is_empty() && host.chars().all(letter), port)
    };
    let is_port = |port: &str| port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok();
    host && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
}
