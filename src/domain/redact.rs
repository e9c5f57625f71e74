//! Redaction of texts: of a secret, of messages, and of codes.
//!
//! Each of the three looks at the text as it is and at every level that its escapes decode to (see [`super::escapes`]).
//! It hides the raw range of each match, so that no part of a match escapes redaction by an escape or at a cut. The
//! work is linear in the length of the text.

use super::{
    column::Column,
    escapes::{Unit, char_at, json_chars, json_string, levels, levels_in_every_order, levels_of_form, units},
};

/// The text in place of one that was removed, as it is secret or too long.
pub const REMOVED: &str = "…";

/// The least number of digits in a row that is a code, a phone number or an account rather than a count.
const MIN_DIGITS: usize = 4;

/// The character that stands in place of a redacted digit.
pub const MASK: char = '•';

/// The length, in bytes, of the pieces of a secret that are hidden wherever they stand, so that a part of the secret is
/// hidden as well. A shorter secret is a single piece.
const PIECE_BYTES: usize = 8;

/// The length, in bytes, at which [`Secret::hide`] cuts a text. The decoding in every order reads a text up to a
/// hundred times, so it is shorter than other bounds.
const MAX_BYTES: usize = 0x4000;

/// The number of lists in which the pieces of a secret are kept.
const LISTS: usize = 256;

/// A text that must not appear in another text, such as the token in an error of the gateway that quotes the request.
pub struct Secret {
    piece_bytes: usize,
    /// The pieces as numbers, in lists by their hash.
    lists: Vec<Vec<u64>>,
}

impl Secret {
    /// Creates a secret. An empty one hides nothing.
    pub fn new(text: &str) -> Self {
        let piece_bytes = text.len().min(PIECE_BYTES);
        let mut lists = vec![Vec::new(); LISTS];
        for piece in text.bytes().filter_map(pieces(piece_bytes)) {
            if let Some(list) = lists.get_mut(list_of(piece))
                && !list.contains(&piece)
            {
                list.push(piece);
            }
        }
        Self { piece_bytes, lists }
    }

    /// Returns the text with `…` in place of every piece of the secret, however it is escaped. A text over 16 KiB is
    /// cut at that length, with `…` in place of the rest.
    pub fn hide(&self, text: &str) -> String {
        self.hide_beginning(text, MAX_BYTES).0
    }

    /// Replaces each text by what [`Self::hide`] returns for it. Texts that are together over 16 KiB are cut at that
    /// length.
    pub fn hide_in_all<'a>(&self, texts: impl IntoIterator<Item = &'a mut String>) {
        let mut left = MAX_BYTES;
        for text in texts {
            let (shown, bytes) = self.hide_beginning(text, left);
            *text = shown;
            left = left.saturating_sub(bytes);
        }
    }

    /// Returns what [`Self::hide`] returns for a text that is cut at `max_bytes`, and the number of bytes that were
    /// read.
    fn hide_beginning(&self, whole: &str, max_bytes: usize) -> (String, usize) {
        let text = whole.get(..whole.floor_char_boundary(max_bytes)).unwrap_or(whole);
        let mut hidden = vec![false; text.len()];
        levels_in_every_order(text.as_bytes(), &mut |units| {
            let mut next = pieces(self.piece_bytes);
            for (at, unit) in units.iter().enumerate() {
                let is_own = |piece| {
                    self.lists.get(list_of(piece)).is_some_and(|list| !list.is_empty() && list.contains(&piece))
                };
                if next(unit.byte).is_some_and(is_own) {
                    mark(&mut hidden, units.get(at + 1 - self.piece_bytes..=at));
                }
            }
        });
        let mut shown = without(text, &hidden);
        if text.len() < whole.len() {
            shown.push_str(REMOVED);
        }
        (shown, text.len())
    }
}

/// Returns a function to call with one byte after another. It returns the last `piece_bytes` bytes as a number, once
/// there are so many.
fn pieces(piece_bytes: usize) -> impl FnMut(u8) -> Option<u64> {
    let (mut piece, mut count) = (0_u64, 0);
    move |byte| {
        piece = piece << 8 | u64::from(byte);
        count += 1;
        // The shift removes the bytes before the piece.
        (count >= piece_bytes).then(|| piece.checked_shl(64 - 8 * u32::try_from(piece_bytes).ok()?)).flatten()
    }
}

/// Returns the index of the list in which a piece is kept (Fibonacci hashing).
const fn list_of(piece: u64) -> usize {
    (piece.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize
}

/// Returns the text with `…` in place of the values of `message` and `summary`, whatever the values are and however the
/// JSON around them is escaped. The text may be cut off anywhere, and need not be JSON.
pub fn messages(text: &str) -> String {
    let mut hidden = vec![false; text.len()];
    levels(text.as_bytes(), &mut |units| {
        let mut rest = units;
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            if !matches!(first.byte, b'"' | b'\'') {
                continue;
            }
            if let Some(value) = NAMES.into_iter().find_map(|name| value_of(name, first.byte, after)) {
                let end = value_end(value);
                let (value, after) = value.split_at_checked(end).unwrap_or((value, &[]));
                mark(&mut hidden, inside(value));
                rest = after;
            }
        }
    });
    without(text, &hidden)
}

/// The names of the fields that hold messages.
const NAMES: [&str; 2] = [Column::Message.name(), Column::Summary.name()];

/// Returns the text after `name":` and blanks; `None` if the text does not begin with that. `quote` is the quotation
/// mark that ends the name.
fn value_of<'a>(name: &str, quote: u8, text: &'a [Unit]) -> Option<&'a [Unit]> {
    let (own, after) = text.split_at_checked(name.len())?;
    let is_name = own.iter().zip(name.bytes()).all(|(unit, byte)| unit.byte.eq_ignore_ascii_case(&byte));
    let (_, after) = after.split_first().filter(|(end, _)| is_name && end.byte == quote)?;
    let (colon, after) = without_blanks(after).split_first()?;
    (colon.byte == b':').then(|| without_blanks(after))
}

fn without_blanks(units: &[Unit]) -> &[Unit] {
    let blanks = units.iter().take_while(|unit| unit.byte.is_ascii_whitespace()).count();
    units.get(blanks..).unwrap_or_default()
}

/// Returns the index after the value at the start of a text; the text's length if the value is cut off.
fn value_end(text: &[Unit]) -> usize {
    let (mut quote, mut is_escaped, mut depth) = (None, false, 0_usize);
    for (at, unit) in text.iter().enumerate() {
        match (quote, unit.byte) {
            _ if is_escaped => is_escaped = false,
            (Some(_), b'\\') => is_escaped = true,
            (Some(own), byte) => {
                if own == byte {
                    quote = None;
                    if depth == 0 {
                        return at + 1;
                    }
                }
            }
            (None, byte @ (b'"' | b'\'')) if depth > 0 || at == 0 => quote = Some(byte),
            (None, b'[' | b'{') => depth += 1,
            (None, b']' | b'}') if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            (None, b',' | b']' | b'}' | b'<' | b'"' | b'\'') if depth == 0 => return at,
            (None, byte) if depth == 0 && byte.is_ascii_whitespace() => return at,
            (None, _) => {}
        }
    }
    text.len()
}

/// Returns a value without its quotes; `None` for `null`, `true` and `false`, which hold no message.
fn inside(value: &[Unit]) -> Option<&[Unit]> {
    let is = |word: &str| value.iter().map(|unit| unit.byte).eq(word.bytes());
    match value {
        [first, inside @ ..] if matches!(first.byte, b'"' | b'\'') => match inside {
            [inside @ .., last] if last.byte == first.byte => Some(inside),
            cut => Some(cut),
        },
        _ if ["null", "true", "false"].into_iter().any(is) => None,
        value => Some(value),
    }
}

/// Marks the raw range of decoded bytes as hidden.
fn mark(hidden: &mut [bool], units: Option<&[Unit]>) {
    let units = units.unwrap_or_default();
    if let (Some(first), Some(last)) = (units.first(), units.last()) {
        hidden.get_mut(first.range().start..last.range().end).unwrap_or_default().fill(true);
    }
}

/// Returns the text with `…` in place of each hidden range.
fn without(text: &str, hidden: &[bool]) -> String {
    let mut left = String::with_capacity(text.len());
    let (mut at, mut was_hidden) = (0, false);
    for run in hidden.chunk_by(PartialEq::eq) {
        let (start, end) = (at, at + run.len());
        at = end;
        if run.first() == Some(&true) {
            left.push_str(if was_hidden { "" } else { REMOVED });
            was_hidden = true;
        } else if let Some(shown) = text.get(text.ceil_char_boundary(start)..text.floor_char_boundary(end)) {
            // A character of which a part is hidden is hidden as a whole.
            left.push_str(shown);
            was_hidden &= shown.is_empty();
        }
    }
    left
}

/// Returns the text with `•` in place of each digit in a run of four or more: codes, phone numbers, accounts.
///
/// The digits of every script count. Invisible characters do not end a run (a zero-width non-joiner, a bidi isolate, a
/// keycap), nor does a single blank, dash, dot or underscore between two digits, because codes are written so:
/// `123-456`. Two of them end it (`1 2  3 4`), and so does a comma, which groups the digits of counts. Every character
/// is replaced by one character.
pub fn codes(text: &str) -> String {
    let hidden = digits_of_codes(units(text.bytes()), text.len());
    without_digits(text, &hidden, |run| run.chars().count())
}

/// Returns the inside of a JSON string redacted as by [`codes`], with all other characters as they came, escapes
/// included.
pub fn codes_in_json(inside: &str) -> String {
    let hidden = digits_of_codes(json_string(inside), inside.len());
    without_digits(inside, &hidden, |run| if run.contains('\\') { json_chars(run) } else { run.chars().count() })
}

/// Returns the text with as many `•` in place of each hidden run as `count` returns for it.
fn without_digits(text: &str, hidden: &[bool], count: impl Fn(&str) -> usize) -> String {
    let (mut left, mut at) = (String::with_capacity(text.len()), 0);
    let mut sign = [0; 4];
    let sign = MASK.encode_utf8(&mut sign);
    for run in hidden.chunk_by(PartialEq::eq) {
        let of_text = text.get(at..at + run.len()).unwrap_or_default();
        at += run.len();
        if run.first() == Some(&true) {
            (0..count(of_text)).for_each(|_| left.push_str(sign));
        } else {
            left.push_str(of_text);
        }
    }
    left
}

/// Returns, for each byte of a raw text, whether the byte belongs to a digit of a code. `units` is the text in which
/// the codes are looked for, and `length` the length of the raw one.
fn digits_of_codes(units: Vec<Unit>, length: usize) -> Vec<bool> {
    let mut hidden = vec![false; length];
    // The text is read as form data alone, in which a plus is a blank and so joins digits. A reading with the plus
    // itself would find nothing more.
    levels_of_form(units, &mut |units| {
        let (mut at, mut digits, mut signs) = (0, 0_usize, 0);
        // The first digits of a run are held back until the run is long enough.
        let mut waiting = [(0, 0); MIN_DIGITS - 1];
        while let Some(unit) = units.get(at) {
            // Most characters are neither a digit nor within a run.
            if digits == 0 && unit.byte.is_ascii() && !unit.byte.is_ascii_digit() {
                at += 1;
                continue;
            }
            let ascii = Some((char::from(unit.byte), 1)).filter(|_| unit.byte.is_ascii());
            let Some((c, length)) = ascii.or_else(|| char_at(units, at)) else { break };
            if is_digit(c) {
                match waiting.get_mut(digits) {
                    Some(waiting) => *waiting = (at, length),
                    None => mark(&mut hidden, units.get(at..at + length)),
                }
                digits += 1;
                signs = 0;
                if digits == MIN_DIGITS {
                    for (at, length) in &waiting {
                        mark(&mut hidden, units.get(*at..at + length));
                    }
                }
            } else if digits > 0 && !is_invisible(c) {
                signs += 1;
                if signs > 1 || !joins(c) {
                    digits = 0;
                }
            }
            at += length;
        }
    });
    hidden
}

/// Returns whether a character is a digit of any script, or any other numeric character.
pub fn is_digit(c: char) -> bool {
    match c {
        '0'..='9' | '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' => true,
        // Latin, Greek, Cyrillic, Hebrew and Arabic letters: the table of Unicode takes longer.
        ..'\u{7C0}' => matches!(c, '²' | '³' | '¹' | '¼'..='¾'),
        _ => c.is_numeric(),
    }
}

/// Returns whether a character is a sign that people write between the digits of a code.
fn joins(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '\t' | ' ' | '-' | '.' | '_');
    }
    let is_line_break = matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
    let is_dash = matches!(
        c,
        '\u{58A}' | '\u{5BE}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{207B}'
                | '\u{2212}'
                | '\u{2E3A}'
                | '\u{2E3B}'
                | '\u{301C}'
                | '\u{FE58}'
                | '\u{FE63}'
                | '\u{FF0D}'
    );
    let is_dot = matches!(
        c,
        '\u{B7}'
            | '\u{387}'
            | '\u{6D4}'
            | '\u{2024}'
            | '\u{2027}'
            | '\u{2219}'
            | '\u{22C5}'
            | '\u{30FB}'
            | '\u{FE52}'
            | '\u{FF0E}'
            | '\u{FF3F}'
            | '\u{FF65}'
    );
    c.is_whitespace() && !is_line_break || is_dash || is_dot
}

/// Returns whether a character is invisible by itself: a default ignorable of Unicode (`DerivedCoreProperties.txt`), a
/// control character that is not a blank, or a mark that combines with the character before it.
pub const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{8}'
            | '\u{E}'..='\u{1F}'
            | '\u{7F}'..='\u{84}'
            | '\u{86}'..='\u{9F}'
            | '\u{AD}'
            | '\u{300}'..='\u{36F}'
            | '\u{61C}'
            | '\u{64B}'..='\u{65F}'
            | '\u{670}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FE20}'..='\u{FE2F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}
