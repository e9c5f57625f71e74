//! Reads an answer that is not a page: the gateway's error, or the beginning of an unknown body (API document, Error
//! Response).

use super::{
    fault::{Fault, Unread, Words},
    reply::{is_refusal, text},
};
use crate::domain::{
    json::{Json, Object},
    page::META,
    redact::Secret,
};

/// The most characters that are kept of an unreadable answer.
const MAX_EXCERPT_CHARS: usize = 200;

/// The most sentences of `errors` that are kept.
const MAX_ERRORS: usize = 20;

/// Returns the fault of an answer that is not a page.
///
/// `secret` is the token of the request. It is redacted in all texts that are kept, as some gateways quote the request.
/// The secret is redacted before the excerpt is cut, as a part of the secret at the cut would not be recognized.
pub fn read(secret: &str, status: u16, body: Result<&str, Unread>) -> Fault {
    let body = match body {
        Ok(body) => body,
        Err(unread) => return Fault::of_unread(status, unread),
    };
    let reply = Json::parse(body).and_then(Json::object);
    let meta = reply.and_then(|reply| match reply.get(META).and_then(Json::object) {
        // A framework's own refusal has no `meta` around its words.
        None if matches!(status, 400 | 401 | 422) && reply.get("message").is_some_and(|message| !message.is_null()) => {
            Some(reply)
        }
        meta => meta,
    });
    let is_refused = meta.as_ref().is_some_and(|meta| is_refusal(meta) || !(200..300).contains(&status));
    let mut fault = match meta {
        Some(meta) if status == 401 => Fault::Unauthorized(words(&meta)),
        Some(meta) if is_refused => Fault::Refused(status, words(&meta)),
        _ => {
            let beginning = Secret::new(secret).hide(body.trim_start());
            let excerpt: String = beginning.trim_end().chars().take(MAX_EXCERPT_CHARS).collect();
            if status != 401 {
                return Fault::Unreadable(status, excerpt);
            }
            // What a proxy says in the gateway's place.
            let message = Some(excerpt).filter(|excerpt| !excerpt.is_empty());
            return Fault::Unauthorized(Words { message, ..Words::default() });
        }
    };
    fault.hide(secret);
    fault
}

/// Returns the gateway's message, code and errors from `meta`.
fn words(meta: &Object) -> Words {
    let (errors, more_errors) = errors(meta.get("errors"));
    let message = meta.get("message").map(joined).filter(|message| !message.is_empty());
    Words { message, code: meta.get("message_code").and_then(non_empty_text), errors, more_errors }
}

/// Returns the first [`MAX_ERRORS`] texts in a value, one after the other.
fn joined(value: Json) -> String {
    let mut all = Vec::new();
    sentences(value, MAX_ERRORS_DEPTH, &mut all);
    all.truncate(MAX_ERRORS);
    all.join(" ")
}

/// Returns the text of a value; `None` if it is empty or nested.
fn non_empty_text(value: Json) -> Option<String> {
    Some(text(value).ok()??.to_string())
}

/// Returns the first [`MAX_ERRORS`] sentences of `errors`, joined by field, and the number of sentences that were left
/// out. Sentences of no field have an empty name.
///
/// `errors` is `{field: [sentence…]}`, `{field: sentence}`, or an empty list. Other gateways have `[sentence…]`,
/// `{field: {rule: sentence}}` or a sentence.
fn errors(value: Option<Json>) -> (Vec<(String, String)>, usize) {
    let (mut kept, mut count) = (Vec::new(), 0_usize);
    for (field, value) in value.map(by_field).unwrap_or_default() {
        let mut all = Vec::new();
        sentences(value, MAX_ERRORS_DEPTH, &mut all);
        let left = MAX_ERRORS.saturating_sub(count);
        count += all.len();
        all.truncate(left);
        if !all.is_empty() {
            kept.push((field, all.join(" ")));
        }
    }
    (kept, count.saturating_sub(MAX_ERRORS))
}

/// Returns the members of an object, or a list or a text under an empty name.
fn by_field(value: Json<'_>) -> Vec<(String, Json<'_>)> {
    match value.object() {
        Some(fields) => fields.members().collect(),
        None if value.list().is_some() || value.string().is_some() => vec![(String::new(), value)],
        None => Vec::new(),
    }
}

/// The most lists and objects around a sentence of a field.
const MAX_ERRORS_DEPTH: usize = 2;

/// Adds the texts in a value that are within at most `depth` lists and objects.
fn sentences(value: Json, depth: usize, all: &mut Vec<String>) {
    let nested = value.list().or_else(|| Some(value.object()?.members().map(|(_, value)| value).collect()));
    match (nested, depth) {
        (None, _) => all.extend(non_empty_text(value)),
        (Some(_), 0) => {}
        (Some(nested), _) => nested.into_iter().for_each(|value| sentences(value, depth - 1, all)),
    }
}
