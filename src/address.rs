//! The address: the one place that knows how a view is written as a URL's query string, and back.
//!
//! The parameters are the API's own ([`Param::name`]), in [`Param::ALL`]'s order, with defaults and unset ones
//! left out, so that one view has one address:
//!
//! ```text
//! ?page=2&number=%2B98217000070&create_from_date=2025-04-08&state_id=6
//! ```
//!
//! Laws, held by the tests: `parse(format(query))` means `query` again, and formatting what was parsed from a
//! canonical address gives that address.

pub mod pasted;
pub mod shell;

use crate::domain::{
    draft::{Context, Draft},
    param::Param,
    query::Query,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// How addresses are read and written on this device.
#[derive(Clone, Copy)]
pub struct Codec<'a> {
    /// What drafts are checked against; its default limit is the deployment's, the same for whoever opens a link.
    pub context: Context<'a>,
    /// The person's own rows per page, which apply to an empty query alone.
    pub own_limit: Option<u64>,
    /// Whether the page opens one of the person's saved views where the query is empty.
    pub has_start_view: bool,
}

/// What servers make of a link, by its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkLength {
    /// Every server takes it.
    Fine,
    /// IIS takes no more than 2,048 bytes of a query by itself (`maxQueryString`).
    RefusedBySome,
    /// nginx and Apache take no more than some 8,000 bytes of a request's first line by themselves.
    RefusedByMost,
}

impl LinkLength {
    /// The length of a link.
    pub fn of(link: &str) -> Self {
        let query = link.split_once('?').map_or(0, |(_, query)| query.len());
        match link.len() {
            8_001.. => Self::RefusedByMost,
            _ if query > 2_048 => Self::RefusedBySome,
            _ => Self::Fine,
        }
    }
}

/// The addresses that differ in the value of one filter.
pub struct Only {
    before: String,
    after: String,
}

impl Only {
    /// The address with this value.
    pub fn href(&self, value: &str) -> String {
        let mut text = self.before.clone();
        text.extend(utf8_percent_encode(value, ESCAPED));
        text.push_str(&self.after);
        text
    }
}

/// What stands as it is: RFC 3986's unreserved characters and `*`, `:`, `/`, which a query may hold (section 3.4).
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'*').remove(b':').remove(b'/');

impl Codec<'_> {
    /// The raw texts of a query string, with or without its question mark. Total: what can't be used stays in the
    /// draft, unknown parameters are dropped, and of a doubled one the last counts.
    pub fn parse(&self, query: &str) -> Draft {
        let mut draft = Draft::default();
        let query = query.strip_prefix('?').unwrap_or(query);
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if let Some(param) = field_of(&name) {
                draft.set(param, repair_plus(param, &value));
            }
        }
        if let Some(limit) = self.own_limit.filter(|_| draft.is_empty()) {
            draft.set(Param::Limit, limit.to_string());
        }
        draft
    }

    /// The canonical address of a query: `?` and its parameters, or an empty text where all are defaults.
    pub fn format(&self, query: &Query) -> String {
        self.write(&Draft::canonical(query))
    }

    /// The address of texts of which some can't be used: those stay as they are, the others become canonical.
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

    /// The addresses of this query with other values of one filter, each at its first page.
    pub fn only(&self, query: &Query, param: Param) -> Only {
        let draft = Draft::canonical(&query.at_page(1));
        let (mut before, mut after) = (String::new(), String::new());
        for other in Param::ALL {
            if other == param {
                push(&mut before, param, "");
                // What follows has something before it.
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

    /// The text of a parameter that the address holds.
    fn written<'a>(&self, draft: &'a Draft, param: Param) -> Option<&'a str> {
        Some(draft.get(param)).filter(|value| !value.is_empty() && *value != self.default(param))
    }

    fn default(&self, param: Param) -> String {
        match param {
            Param::Page => "1".to_owned(),
            Param::Limit => self.context.default_limit.to_string(),
            _ => String::new(),
        }
    }

    fn write(&self, draft: &Draft) -> String {
        let mut text = String::new();
        for param in Param::ALL {
            if let Some(value) = self.written(draft, param) {
                push(&mut text, param, value);
            }
        }
        // An empty query would take the person's own rows per page, or be another view, when it is opened again.
        let default = self.context.default_limit;
        if text.is_empty() && (self.own_limit.is_some_and(|own| own != default) || self.has_start_view) {
            push(&mut text, Param::Limit, &self.default(Param::Limit));
        }
        text
    }
}

fn push(text: &mut String, param: Param, value: &str) {
    if !text.ends_with('&') {
        text.push(if text.is_empty() { '?' } else { '&' });
    }
    text.push_str(param.name());
    text.push('=');
    text.extend(utf8_percent_encode(value, ESCAPED));
}

/// Returns the parameter of a name. Where an address was copied out of HTML, an ampersand's `amp;` stands before it.
fn field_of(mut name: &str) -> Option<Param> {
    while let Some(rest) = name.strip_prefix("amp;") {
        name = rest;
    }
    Param::from_name(name)
}

/// A plus that was written bare arrives as a space; no sender number begins with one.
fn repair_plus(param: Param, value: &str) -> String {
    match value.strip_prefix(' ') {
        Some(rest) if param == Param::Number && !rest.trim().is_empty() => format!("+{}", rest.trim_start()),
        _ => value.to_owned(),
    }
}
