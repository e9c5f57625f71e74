//! Reads an answer that is not a page: the gateway's error, or the beginning of an unknown body (API document, Error
//! Response).

use super::{
    fault::{Fault, Words},
    reply::{is_refusal, text},
};
use crate::domain::{
    json::{Json, Object},
    page::META,
    redact::Secret,
};

/// The most characters that are kept of an unreadable answer.
const EXCERPT: usize = 200;

/// The most sentences of `errors` that are kept.
const MAX_ERRORS: usize = 20;

/// Returns the fault of an answer that is not a page. `body` is `None` if it was too long to be read.
///
/// `secret` is the token of the request. It is redacted in all texts that are kept, as some gateways quote the request.
/// The secret is redacted before the excerpt is cut, as a part of the secret at the cut would not be recognized.
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

/// Returns the gateway's message, code and errors from `meta`.
fn words(meta: &Object) -> Words {
    let text = |name| meta.get(name).and_then(non_empty_text);
    let (errors, more_errors) = errors(meta.get("errors"));
    Words { message: text("message"), code: text("message_code"), errors, more_errors }
}

/// Returns the text of a value; `None` if it is empty or nested.
fn non_empty_text(value: Json) -> Option<String> {
    Some(text(value).ok()??.to_string())
}

/// Returns the first [`MAX_ERRORS`] sentences of `errors`, joined by field, and the number of sentences that were left
/// out.
///
/// `errors` is `{field: [sentence…]}`, `{field: sentence}`, or an empty list.
fn errors(value: Option<Json>) -> (Vec<(String, String)>, usize) {
    let (mut kept, mut count) = (Vec::new(), 0_usize);
    for (field, value) in value.and_then(Json::object).unwrap_or_default().members() {
        let sentences = value.list().unwrap_or_else(|| vec![value]).into_iter().filter_map(non_empty_text);
        let sentences: Vec<String> = sentences
            .filter(|_| {
                count += 1;
                count <= MAX_ERRORS
            })
            .collect();
        if !sentences.is_empty() {
            kept.push((field, sentences.join(" ")));
        }
    }
    (kept, count.saturating_sub(MAX_ERRORS))
}
