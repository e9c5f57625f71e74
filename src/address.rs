//! Reads and writes addresses. No other module knows the form of a view in a URL's query string.
//!
//! The parameters have the API's names ([`Param::name`]) and stand in the order of [`Param::ALL`]. Defaults and unset
//! ones are left out, so that one view has one address:
//!
//! ```text
//! ?page=2&number=%2B98217000070&create_from_date=2025-04-08&state_id=6
//! ```
//!
//! Laws, held by the tests: `parse(format(query))` means `query` again, and formatting what was parsed from a canonical
//! address gives that address.

pub mod pasted;
pub mod shell;

use crate::domain::{
    draft::{Context, Draft},
    param::Param,
    query::Query,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A reader and writer of addresses, with the settings of the deployment and of the device on which their meaning
/// depends.
#[derive(Clone, Copy)]
pub struct Codec<'a> {
    /// The context in which drafts are checked. Its default number of rows per page is the deployment's, so that a link
    /// has one meaning for everyone who opens it.
    pub context: Context<'a>,
    /// The rows per page that the person has chosen on this device; `None` without a choice. They apply only to an
    /// address without any parameter.
    pub own_limit: Option<u64>,
    /// True if an address without any parameter opens one of the person's saved views.
    pub has_start_view: bool,
    /// The section of the overview that the address opens above the table; `None` if it opens none.
    pub section: Option<Section>,
}

/// A section of the overview that an address can open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The sends by state.
    States,
    /// The sends over time.
    Time,
}

/// The name of the parameter that opens the overview. It is not one of the API's.
const OVERVIEW: &str = "overview";

impl Section {
    /// Every section, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::States, Self::Time];

    /// Returns the name of the section: a value of the address's parameter `overview`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::States => "states",
            Self::Time => "time",
        }
    }

    /// Returns the section with the given name; `None` if there is none.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }

    /// Returns the section that a query string, with or without its question mark, opens. The last parameter `overview`
    /// counts; `None` if there is none, or its value names no section.
    pub fn of_address(query: &str) -> Option<Self> {
        let query = query.strip_prefix('?').unwrap_or(query);
        let parameters = form_urlencoded::parse(query.as_bytes());
        let values = parameters.filter(|(name, value)| without_amp(name) == OVERVIEW && !value.is_empty());
        Self::from_name(&values.last()?.1)
    }
}

/// The length of a link, by the servers that accept it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkLength {
    /// A length that every server accepts.
    Fine,
    /// A query longer than 2,048 bytes, the default limit of IIS (`maxQueryString`).
    RefusedBySome,
    /// A link longer than 8,000 bytes, about the default limit of nginx and Apache for a request's first line.
    RefusedByMost,
}

impl LinkLength {
    /// Returns the class of a link's length. Both the whole link and its query string count, in bytes.
    pub fn of(link: &str) -> Self {
        let query = link.split_once('?').map_or(0, |(_, query)| query.len());
        match link.len() {
            8_001.. => Self::RefusedByMost,
            _ if query > 2_048 => Self::RefusedBySome,
            _ => Self::Fine,
        }
    }
}

/// The addresses of a query that differ only in the value of one filter, see [`Codec::only`].
pub struct Only {
    before: String,
    after: String,
}

impl Only {
    /// Returns the address in which the filter has the given value.
    pub fn href(&self, value: &str) -> String {
        let mut text = self.before.clone();
        text.extend(utf8_percent_encode(value, ESCAPED));
        text.push_str(&self.after);
        text
    }
}

/// The signs that are percent-encoded: all but RFC 3986's unreserved characters and `*`, `:` and `/`, which a query may
/// hold (section 3.4).
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'*').remove(b':').remove(b'/');

impl Codec<'_> {
    /// Returns the draft of a query string, with or without its question mark: the raw texts of its parameters.
    ///
    /// Every query string has a draft. Values that can't be used stay in it, unknown and empty parameters are dropped,
    /// and the last value of a repeated parameter counts. An address without any parameter gets the rows per page of
    /// [`Self::own_limit`].
    pub fn parse(&self, query: &str) -> Draft {
        let mut draft = Draft::default();
        let query = query.strip_prefix('?').unwrap_or(query);
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if let Some(param) = param_of(&name).filter(|_| !value.is_empty()) {
                draft.set(param, repair_plus(param, &value));
            }
        }
        if let Some(limit) = self.own_limit.filter(|_| draft.is_empty() && self.section.is_none()) {
            draft.set(Param::Limit, limit.to_string());
        }
        draft
    }

    /// Returns the canonical address of a query: `?` and its parameters, or an empty text if all are defaults.
    pub fn format(&self, query: &Query) -> String {
        self.write(&Draft::canonical(query))
    }

    /// Returns the address of a draft. Values that can't be used stay as they are, all others become canonical.
    pub fn format_draft(&self, draft: &Draft) -> String {
        let mut shown = draft.clone();
        for param in Param::ALL {
            let mut alone = Draft::default();
            alone.set(param, draft.get(param));
            if let (false, Ok(query)) = (alone.is_empty(), alone.check(self.context)) {
                shown.set(param, Draft::canonical(&query).get(param));
            }
        }
        self.write(&shown)
    }

    /// Returns the addresses of a query with other values of the filter `param`, each at its first page and without a
    /// section of the overview.
    pub fn only(&self, query: &Query, param: Param) -> Only {
        let draft = Draft::canonical(&query.at_page(1));
        let (mut before, mut after) = (String::new(), String::new());
        for other in Param::ALL {
            if other == param {
                push(&mut before, param, "");
                // The parameters after this one follow an ampersand.
                after.push('&');
            } else if let Some(value) = self.written(&draft, other) {
                push(if after.is_empty() { &mut before } else { &mut after }, other, value);
            }
        }
        if after == "&" {
            after.clear();
        }
        Only { before, after }
    }

    /// Returns the address of the first page of a query in which `value` is removed from the filter `from` and set as
    /// the filter `to`. Returns `None` if the filter `to` does not accept the value.
    pub fn moved(&self, query: &Query, from: Param, to: Param, value: &str) -> Option<String> {
        let mut draft = Draft::canonical(&query.at_page(1));
        draft.set(from, "");
        draft.set(to, value);
        draft.check(self.context).ok().map(|query| self.format(&query))
    }

    /// Returns the text of a parameter; `None` if the address leaves it out, because it is unset or the default.
    fn written<'a>(&self, draft: &'a Draft, param: Param) -> Option<&'a str> {
        Some(draft.get(param)).filter(|value| !value.is_empty() && *value != self.default(param))
    }

    /// Returns the default text of a parameter.
    fn default(&self, param: Param) -> String {
        match param {
            Param::Page => "1".to_owned(),
            Param::Limit => self.context.default_limit.to_string(),
            _ => String::new(),
        }
    }

    /// Writes the address of a draft.
    fn write(&self, draft: &Draft) -> String {
        let mut text = String::new();
        for param in Param::ALL {
            if let Some(value) = self.written(draft, param) {
                push(&mut text, param, value);
            }
        }
        if let Some(section) = self.section {
            push_named(&mut text, OVERVIEW, section.name());
        }
        // An empty query would get the person's own rows per page, or their start view, when it is opened again.
        let default = self.context.default_limit;
        if text.is_empty() && (self.own_limit.is_some_and(|own| own != default) || self.has_start_view) {
            push(&mut text, Param::Limit, &self.default(Param::Limit));
        }
        text
    }
}

/// Appends a parameter with its percent-encoded value.
fn push(text: &mut String, param: Param, value: &str) {
    push_named(text, param.name(), value);
}

/// Appends a parameter with the given name.
fn push_named(text: &mut String, name: &str, value: &str) {
    if !text.ends_with('&') {
        text.push(if text.is_empty() { '?' } else { '&' });
    }
    text.push_str(name);
    text.push('=');
    text.extend(utf8_percent_encode(value, ESCAPED));
}

/// Returns the parameter of a name; `None` if there is none. In an address that was copied out of HTML, `amp;` may
/// stand before the name.
fn param_of(name: &str) -> Option<Param> {
    Param::from_name(without_amp(name))
}

/// Returns a name without the `amp;` before it.
fn without_amp(mut name: &str) -> &str {
    while let Some(rest) = name.strip_prefix("amp;") {
        name = rest;
    }
    name
}

/// Returns the value with a leading `+` if a sender number begins with a space: a bare plus is decoded as a space,
/// and no number begins with one.
fn repair_plus(param: Param, value: &str) -> String {
    match value.strip_prefix(' ') {
        Some(rest) if param == Param::Number && !rest.trim().is_empty() => format!("+{}", rest.trim_start()),
        _ => value.to_owned(),
    }
}
