//! What holds for every text that a secret or messages are taken out of.

use outbox_report::domain::redact::{self, Secret};

/// Pieces of a secret of so many bytes are hidden.
const PIECE: usize = 8;

/// Texts end here.
const MAX_BYTES: usize = 0x1_0000;

/// Reads bytes as a secret, its form and a text around it: one for how long the secret is, one for the form.
pub(crate) fn check(bytes: &[u8]) {
    let Some(([length, form], rest)) = bytes.split_first_chunk() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let (secret, around) = text.split_at(text.floor_char_boundary(usize::from(*length)));
    check_text(secret, around);
    let middle = around.floor_char_boundary(around.len() / 2);
    let (before, after) = around.split_at(middle);
    check_text(secret, &[before, &written(secret, *form), after].concat());
}

fn check_text(secret: &str, text: &str) {
    let left = Secret::new(secret).hide(text);
    assert!(left.len() <= text.len().min(MAX_BYTES) * 3, "{left}");
    if !secret.is_empty() {
        let piece = secret.len().min(PIECE);
        let pieces: std::collections::BTreeSet<&[u8]> = secret.as_bytes().windows(piece).collect();
        let own = |text: &str| text.as_bytes().windows(piece).any(|own| pieces.contains(own));
        // With the sign that stands for it what is around may look like a secret that has bytes of the sign itself.
        let has_sign = secret.bytes().any(|byte| "…".as_bytes().contains(&byte));
        assert!(!own(&left) || own("…") || has_sign, "{secret:?} is left in {left:?}");
        for decoded in decoded(&left) {
            assert!(!own(&decoded) || own("…") || decoded.contains('…'), "{secret:?} is left in {left:?}: {decoded:?}");
        }
    }
    let left = redact::messages(text);
    assert!(left.len() <= text.len() * 3, "{left}");
    // What is cut leaves no more than what is whole.
    let _ = redact::messages(text.get(..text.floor_char_boundary(text.len() / 2)).unwrap_or_default());
}

/// A text in one of the forms in which a page may quote it.
fn written(text: &str, form: u8) -> String {
    let json = |text: &str| serde_json::to_string(text).expect("a text");
    let percent = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<Vec<_>>().concat();
    match form % 8 {
        0 => text.to_owned(),
        1 => json(text),
        2 => json(&json(text)),
        3 => percent(text),
        4 => percent(&percent(text)),
        5 => text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect::<Vec<_>>().concat(),
        6 => text.chars().map(|c| format!("&#{};", u32::from(c))).collect::<Vec<_>>().concat(),
        _ => json(&percent(text)),
    }
}

/// A text without one level of escapes, by a library of each kind.
fn decoded(text: &str) -> Vec<String> {
    serde_json::from_str(text).or_else(|_| serde_json::from_str(&format!("\"{text}\""))).into_iter().collect()
}
