//! A view out of what somebody pastes: a link, the API document's `curl` example, or a request's JSON body.

use super::Codec;
use crate::domain::{draft::Draft, field::Field, json::Json};

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The view.
    pub draft: Draft,
    /// A token was there as well. It is not used.
    pub has_token: bool,
    /// An address was there as well: of a gateway, or of another page than this. It is not used.
    pub has_address: bool,
}

/// What the API document writes in place of a token.
pub const TOKEN_PLACEHOLDER: &str = "YOUR_TOKEN_HERE";

/// The document's other placeholder.
const DOCUMENTS_PLACEHOLDER: &str = "Your Apikey/Token";

/// The header that carries a token.
const HEADER: &str = "authorization";

impl Codec<'_> {
    /// Reads a pasted text. `None` where no parameter of a report is in it. `own_page` is the address of this page
    /// without its query.
    pub fn parse_pasted(&self, text: &str, own_page: &str) -> Option<Pasted> {
        let text = text.trim();
        if let Some(draft) = body(text) {
            return Some(Pasted { draft, has_token: has_token(text), has_address: text.contains("://") });
        }
        let (page, query) = text.split_once('?')?;
        let query = query.split(|c: char| c == '#' || c.is_whitespace()).next().unwrap_or_default();
        let parameters = || form_urlencoded::parse(query.as_bytes());
        parameters().find(|(name, _)| Field::from_name(name).is_some())?;
        let draft = Codec { own_limit: None, ..*self }.parse(query);
        let has_token = parameters().any(|(name, _)| {
            let name = name.to_ascii_lowercase();
            name.contains("token") || name == HEADER
        });
        let page = page.rsplit(char::is_whitespace).next().unwrap_or_default();
        Some(Pasted { draft, has_token, has_address: page.contains("://") && page != own_page })
    }
}

/// The first JSON object in a text that is a request of this API.
fn body(text: &str) -> Option<Draft> {
    // A shell's way to put a quote into a quoted text.
    let text = text.replace(r"'\''", "'");
    // In double quotes, as on Windows, each quote of the JSON is escaped.
    let unescaped = text.replace("\\\"", "\"").replace("\\\\", "\\");
    [text.as_str(), unescaped.as_str()].into_iter().find_map(|text| {
        text.match_indices('{').take(50).find_map(|(at, _)| request(Json::at_start_of(text.get(at..)?)?))
    })
}

/// The parameters of a request; `None` where it has none of its parts.
fn request(value: Json) -> Option<Draft> {
    let request = value.object()?;
    let filters = request.get("filters").and_then(Json::object);
    let mut draft = Draft::default();
    let mut is_request = filters.is_some();
    for field in Field::ALL {
        let parts = if field.is_filter() { filters.as_ref() } else { Some(&request) };
        let value = parts.and_then(|parts| parts.get(field.name()));
        let text = value.and_then(|value| value.string().or_else(|| value.number().map(str::to_owned)));
        let Some(text) = text else { continue };
        is_request = true;
        draft.set(field, text);
    }
    is_request.then_some(draft)
}

/// Whether a command carries a token that is more than a placeholder.
fn has_token(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let values = lower.match_indices(HEADER).filter_map(|(at, _)| text.get(at + HEADER.len()..));
    values.into_iter().any(|after| {
        let value = after.trim_start_matches(['"', '\'', ' ', ':']);
        let value = value.split(['"', '\'', '\n']).next().unwrap_or_default().trim();
        !value.is_empty() && value != TOKEN_PLACEHOLDER && value != DOCUMENTS_PLACEHOLDER
    })
}
