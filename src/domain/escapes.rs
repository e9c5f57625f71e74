//! Escapes of JSON, URLs and HTML, decoded level by level.
//!
//! A text that quotes another one escapes it, and may be quoted itself: JSON in JSON, a URL in HTML. Each decoded byte
//! keeps the range of the raw text that it stands for, so that a match in the decoded text leads to its place in the
//! raw one.
//!
//! These escapes are decoded:
//!
//! - `\uhhhh`, two of them if they are a surrogate pair (half a pair is U+FFFD), `\xhh`, and `\` before one of
//!   `b f n r t " ' / \`;
//! - `%hh`, a byte of UTF-8, and `+` for a blank;
//! - `&#N` and `&#xN` with or without a semicolon, and `&amp; &lt; &gt; &quot; &apos; &nbsp; &zwnj;`.
//!
//! Any other text stays unchanged, and so does an escape that is cut off.

use std::ops::Range;

/// The largest number of levels of nested escapes that are decoded. Each level takes one pass over the text.
const MAX_LEVELS: usize = 4;

/// A byte of decoded text, with its range in the raw text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The decoded byte.
    pub byte: u8,
    /// The start of the byte's range in the raw text.
    from: u32,
    /// The end of the byte's range in the raw text, exclusive.
    to: u32,
}

impl Unit {
    /// Returns the range of bytes of the raw text that the decoded byte stands for.
    pub fn range(self) -> Range<usize> {
        self.from as usize..self.to as usize
    }
}

/// The value of an escape: a byte of UTF-8, or a character.
enum Meaning {
    Byte(u8),
    Char(char),
}

/// A function that reads the escape at the start of a text. It returns the escape's value and its length in bytes;
/// `None` if the text does not begin with an escape.
type Reader = fn(&[Unit]) -> Option<(Meaning, usize)>;

/// Calls `look` with a text as it is, then with the result of each level of decoding, in which the escapes of JSON,
/// URLs and HTML are decoded at once. If the text has a plus, each of these results is also given with the text's
/// pluses as blanks.
pub fn levels(text: &[u8], look: &mut dyn FnMut(&[Unit])) {
    levels_of(units(text.iter().copied()), &mut in_both_readings(text, look));
}

/// Calls `look` with the bytes of `units`, each plus as a blank (the encoding of forms), then with the result of each
/// level of decoding, as [`levels`] does.
pub fn levels_of_form(mut units: Vec<Unit>, look: &mut dyn FnMut(&[Unit])) {
    units.iter_mut().filter(|unit| unit.byte == b'+').for_each(|unit| unit.byte = b' ');
    levels_of(units, &mut |units| look(units));
}

/// Calls `look` with the bytes of `units`, then with the result of each level of decoding, as [`levels`] does.
fn levels_of(mut units: Vec<Unit>, look: &mut dyn FnMut(&mut [Unit])) {
    look(&mut units);
    for _ in 0..MAX_LEVELS {
        if !decode(&mut units, any) {
            break;
        }
        look(&mut units);
    }
}

/// Returns a function that calls `look` with decoded bytes and, if the text that they come from has a plus, again with
/// each plus of that text as a blank. No escape has a plus or a blank, so both readings are decoded at once.
fn in_both_readings(text: &[u8], look: &mut dyn FnMut(&[Unit])) -> impl FnMut(&mut [Unit]) {
    let has_plus = text.contains(&b'+');
    move |units| {
        look(units);
        if has_plus {
            let set_pluses = |units: &mut [Unit], byte| {
                let pluses = units.iter_mut().filter(|unit| text.get(unit.range().start) == Some(&b'+'));
                pluses.for_each(|unit| unit.byte = byte);
            };
            set_pluses(units, b' ');
            look(units);
            set_pluses(units, b'+');
        }
    }
}

/// Calls `look` with a text as it is, then with every result of decoding JSON, URL and HTML escapes in any order, up to
/// four levels deep. If the text has a plus, each of these results is also given with the text's pluses as blanks.
///
/// The order matters because the text to be found may itself contain signs that look like an escape of another kind.
///
/// Each of these texts is also read with every run of backslashes as one (see [`json_behind_backslashes`]). A backslash
/// before an escaped text would otherwise pair with the first of that text's own, and the first character of the text
/// would be read as another.
pub fn levels_in_every_order(text: &[u8], look: &mut dyn FnMut(&[Unit])) {
    look_deeper(&mut units(text.iter().copied()), MAX_LEVELS, &mut in_both_readings(text, look));
}

/// Calls `look` with the bytes of `units`, then with every result of decoding one kind of escape after another, up to
/// `levels` times. With each of these results goes its reading with every run of backslashes as one, which is decoded
/// no further.
fn look_deeper(units: &mut [Unit], levels: usize, look: &mut dyn FnMut(&mut [Unit])) {
    look(units);
    let Some(levels) = levels.checked_sub(1) else { return };
    let kinds: [Reader; 3] = [json, percent, entity];
    for read in kinds {
        let mut decoded = units.to_vec();
        if decode(&mut decoded, read) {
            look_deeper(&mut decoded, levels, look);
        }
    }
    let is_ambiguous =
        |pair: &[Unit]| matches!(pair, [Unit { byte: b'\\', .. }, next] if next.byte == b'\\' || is_control(next.byte));
    if units.windows(2).any(is_ambiguous) {
        let mut decoded = units.to_vec();
        decode(&mut decoded, json_behind_backslashes);
        look(&mut decoded);
    }
}

/// Decodes the JSON escapes of the inside of a JSON string, the text between its quotes, one level deep.
pub fn json_string(inside: &str) -> Vec<Unit> {
    let mut units = units(inside.bytes());
    decode(&mut units, json);
    units
}

/// Returns the number of characters that the inside of a JSON string, the text between its quotes, stands for.
pub fn json_chars(inside: &str) -> usize {
    json_string(inside).iter().filter(|unit| unit.byte & 0xC0 != 0x80).count()
}

/// Returns the character that begins at the index `at` of decoded bytes, and its length in bytes; `None` beyond the
/// end. A byte that is not part of a UTF-8 character is U+FFFD.
pub fn char_at(units: &[Unit], at: usize) -> Option<(char, usize)> {
    let (length, first) = match units.get(at)?.byte {
        ascii @ ..0x80 => return Some((char::from(ascii), 1)),
        first @ 0xC0..0xE0 => (2, first & 0x1F),
        first @ 0xE0..0xF0 => (3, first & 0xF),
        first @ 0xF0..0xF8 => (4, first & 7),
        _ => return Some((char::REPLACEMENT_CHARACTER, 1)),
    };
    let more = units.get(at + 1..at + length).unwrap_or_default();
    let code = more.iter().try_fold(u32::from(first), |code, unit| {
        (unit.byte & 0xC0 == 0x80).then_some(code << 6 | u32::from(unit.byte & 0x3F))
    });
    // A character that a shorter sequence stands for has no other one.
    let found = code.and_then(char::from_u32).filter(|c| c.len_utf8() == length);
    Some(found.map_or((char::REPLACEMENT_CHARACTER, 1), |c| (c, length)))
}

/// Returns the bytes of a text as units that are not decoded yet: each byte stands for itself.
pub fn units(bytes: impl Iterator<Item = u8>) -> Vec<Unit> {
    // The page reads no text of four gigabytes or more, so its indices fit in 32 bits.
    bytes.zip(0..u32::MAX).map(|(byte, from)| Unit { byte, from, to: from + 1 }).collect()
}

/// Decodes one level of escapes. Returns whether there was an escape. It works in place, because no escape is shorter
/// than its value.
fn decode(units: &mut Vec<Unit>, read: Reader) -> bool {
    let can_begin = |unit: &Unit| matches!(unit.byte, b'\\' | b'%' | b'&');
    // `at` is the index that is read, and `end` the index that is written.
    let (mut at, mut end) = (0, 0);
    loop {
        let rest = units.get(at..).unwrap_or_default();
        let plain = rest.iter().position(can_begin).unwrap_or(rest.len());
        let escape = rest.get(plain..).and_then(read);
        // A sign that begins no escape stays with what is before it.
        let plain = plain + usize::from(escape.is_none() && plain < rest.len());
        if at > end {
            units.copy_within(at..at + plain, end);
        }
        (at, end) = (at + plain, end + plain);
        let Some((meaning, length)) = escape else {
            if at == units.len() {
                break;
            }
            continue;
        };
        let Some((first, last)) = units.get(at).zip(units.get(at + length - 1)) else { break };
        let (from, to) = (first.from, last.to);
        let mut put = |byte| {
            if let Some(unit) = units.get_mut(end) {
                *unit = Unit { byte, from, to };
            }
            end += 1;
        };
        match meaning {
            Meaning::Byte(byte) => put(byte),
            Meaning::Char(c) => c.encode_utf8(&mut [0; 4]).bytes().for_each(put),
        }
        at += length;
    }
    units.truncate(end);
    at > end
}

/// Reads an escape of any kind.
fn any(units: &[Unit]) -> Option<(Meaning, usize)> {
    match byte(units, 0)? {
        b'\\' => json(units),
        b'%' => percent(units),
        _ => entity(units),
    }
}

fn percent(units: &[Unit]) -> Option<(Meaning, usize)> {
    if byte(units, 0)? != b'%' {
        return None;
    }
    Some((Meaning::Byte(u8::try_from(hex(units, 1, 2)?).ok()?), 3))
}

fn json(units: &[Unit]) -> Option<(Meaning, usize)> {
    if byte(units, 0)? != b'\\' {
        return None;
    }
    let byte = match byte(units, 1)? {
        b'u' => return unicode(units),
        b'x' => return Some((Meaning::Char(char::from_u32(hex(units, 2, 2)?)?), 4)),
        b'b' => b'\x08',
        b'f' => b'\x0C',
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        itself @ (b'"' | b'\'' | b'/' | b'\\') => itself,
        _ => return None,
    };
    Some((Meaning::Byte(byte), 2))
}

/// Reads a run of backslashes, of any length, and the JSON escape that its last one begins. A run before a letter of a
/// control character is a single backslash, because that letter may be the first of a text that stands behind it; so is
/// a run that begins no escape.
fn json_behind_backslashes(units: &[Unit]) -> Option<(Meaning, usize)> {
    let more = units.iter().take_while(|unit| unit.byte == b'\\').count().checked_sub(1)?;
    let escape = json(units.get(more..)?).filter(|_| !byte(units, more + 1).is_some_and(is_control));
    let (meaning, length) = escape.or((more > 0).then_some((Meaning::Byte(b'\\'), 1)))?;
    Some((meaning, more + length))
}

/// Returns whether a backslash and a letter are the escape of a control character.
fn is_control(letter: u8) -> bool {
    matches!(letter, b'b' | b'f' | b'n' | b'r' | b't')
}

/// Reads `\uhhhh` or a surrogate pair of them.
fn unicode(units: &[Unit]) -> Option<(Meaning, usize)> {
    let first = hex(units, 2, 4)?;
    let second = || {
        let is_escape = byte(units, 6)? == b'\\' && byte(units, 7)? == b'u';
        hex(units, 8, 4).filter(|second| is_escape && (0xDC00..0xE000).contains(second))
    };
    if let (0xD800..0xDC00, Some(second)) = (first, second()) {
        let c = char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))?;
        return Some((Meaning::Char(c), 12));
    }
    Some((Meaning::Char(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER)), 6))
}

fn entity(units: &[Unit]) -> Option<(Meaning, usize)> {
    const NAMES: [(&[u8], char); 7] = [
        (b"amp;", '&'),
        (b"lt;", '<'),
        (b"gt;", '>'),
        (b"quot;", '"'),
        (b"apos;", '\''),
        (b"nbsp;", '\u{A0}'),
        (b"zwnj;", '\u{200C}'),
    ];
    /// The largest number of digits: U+10FFFF has seven in decimal.
    const MAX_DIGITS: usize = 7;
    if byte(units, 0)? != b'&' {
        return None;
    }
    if byte(units, 1)? != b'#' {
        let is_name = |name: &[u8]| name.iter().zip(1..).all(|(own, at)| byte(units, at) == Some(*own));
        let (name, c) = NAMES.iter().find(|(name, _)| is_name(name))?;
        return Some((Meaning::Char(*c), name.len() + 1));
    }
    let (radix, start) = if matches!(byte(units, 2)?, b'x' | b'X') { (16, 3) } else { (10, 2) };
    let (mut value, mut at) = (0, start);
    while let Some(digit) = byte(units, at).and_then(|digit| char::from(digit).to_digit(radix)) {
        if at - start == MAX_DIGITS {
            return None;
        }
        value = value * radix + digit;
        at += 1;
    }
    let c = char::from_u32(value).filter(|_| at > start)?;
    Some((Meaning::Char(c), at + usize::from(byte(units, at) == Some(b';'))))
}

/// Returns the value of `count` hexadecimal digits from the index `from`; `None` if there are fewer.
fn hex(units: &[Unit], from: usize, count: usize) -> Option<u32> {
    let mut value = 0;
    for digit in units.get(from..from + count)? {
        let digit = match digit.byte {
            digit @ b'0'..=b'9' => digit - b'0',
            letter @ (b'A'..=b'F' | b'a'..=b'f') => (letter | 0x20) - b'a' + 10,
            _ => return None,
        };
        value = value << 4 | u32::from(digit);
    }
    Some(value)
}

fn byte(units: &[Unit], at: usize) -> Option<u8> {
    units.get(at).map(|unit| unit.byte)
}
