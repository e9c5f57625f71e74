//! What holds for every text in which codes are hidden.

use outbox_report::domain::redact::{MASK, codes, codes_in_json};

/// Reads bytes as a text.
pub(crate) fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let left = codes(text);
    check_plain(text, &left);
    let json = serde_json::to_string(text).expect("a text");
    let escaped = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect::<Vec<_>>().concat();
    for inside in [&json[1..json.len() - 1], &escaped] {
        let hidden = codes_in_json(inside);
        let read: String = serde_json::from_str(&format!("\"{hidden}\"")).expect("a JSON text stays one");
        assert_eq!(read, left, "{inside}");
    }
}

/// Each character is itself or hidden, and no four digits are left in a row.
fn check_plain(text: &str, left: &str) {
    assert_eq!(text.chars().count(), left.chars().count());
    let mut run = 0;
    for (before, after) in text.chars().zip(left.chars()) {
        assert!(before == after || after == MASK, "{text:?}: {left:?}");
        run = if after.is_numeric() { run + 1 } else { 0 };
        assert!(run < 4, "{text:?}: {left:?}");
    }
}
