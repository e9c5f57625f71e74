//! An answer that is no page: what the gateway says of it, or how it begins (API document, Error Response).

use super::{
    fault::{Fault, Words},
    reply::{is_refusal, text},
};
use crate::domain::{
    json::{Json, Object},
    page::META,
    redact::Secret,
};

/// So many characters of an answer that can't be read are kept.
const EXCERPT: usize = 200;

/// So many sentences of `errors` are kept.
const MAX_ERRORS: usize = 20;

/// Reads an answer that is no page: HTTP status and body, which is `None` where it is longer than is read.
///
/// The secret is hidden in all that is kept: some gateways quote what they were sent. It is hidden before the excerpt is
/// cut, as what is left of it at the end would be hard to tell.
pub fn read(secret: &str, status: u16, body: Option<&str>) -> Fault {
    let Some(body) = body else { return Fault::too_large(status) };
    let reply = Json::parse(body).and_then(Json::object);
    let meta = reply.as_ref().and_then(|reply| reply.get(META)).and_then(Json::object);
    let is_refused = meta.as_ref().is_some_and(|meta| is_refusal(meta) || !(200..300).contains(&status));
    let mut fault = match meta {
        _ if status == 401 => Fault::Unauthorized(meta.as_ref().map(words).unwrap_or_default()),
        Some(meta) if is_refused => Fault::Refused(status, words(&meta)),
        _ => {
            let beginning = Secret::new(secret).hide(body.trim_start());
            return Fault::Unreadable(status, beginning.trim_end().chars().take(EXCERPT).collect());
        }
    };
    fault.hide(secret);
    fault
}

fn words(meta: &Object) -> Words {
    let text = |name| meta.get(name).and_then(said);
    let (errors, more_errors) = errors(meta.get("errors"));
    Words { message: text("message"), code: text("message_code"), errors, more_errors }
}

fn said(value: Json) -> Option<String> {
    Some(text(value).ok()??.to_string())
}

/// `errors` is `{field: [sentence…]}`, `{field: sentence}`, or an empty list. Returns the first sentences by their
/// fields, and how many more there are.
fn errors(value: Option<Json>) -> (Vec<(String, String)>, usize) {
    let (mut kept, mut count) = (Vec::new(), 0_usize);
    for (field, value) in value.and_then(Json::object).unwrap_or_default().members() {
        let sentences = value.list().unwrap_or_else(|| vec![value]).into_iter().filter_map(said);
        let sentences: Vec<String> = sentences
            .filter(|_| {
                count += 1;
                count <= MAX_ERRORS
            })
            .collect();
        if !sentences.is_empty() {
            kept.push((field.to_owned(), sentences.join(" ")));
        }
    }
    (kept, count.saturating_sub(MAX_ERRORS))
}
