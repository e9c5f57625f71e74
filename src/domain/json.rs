//! JSON from outside, read value by value.
//!
//! A value is kept as its text. So numbers keep their digits, and a part that can't be read does not affect the parts
//! around it. `serde_json` finds the end of each value, and so decides whether a text is JSON. The first character of a
//! value tells its type.
//!
//! The grammar is that of RFC 8259, with nothing added: a byte order mark, a comment, a trailing comma or a control
//! character in a string is not JSON. Everything within the grammar is accepted: numbers of any size, any nesting
//! (values are skipped without recursion), repeated names, and half a surrogate pair in a string.

use serde::de::IgnoredAny;

/// The number of members for which space is reserved: that of a record in the API document.
const USUAL_MEMBERS: usize = 24;

/// A JSON value, kept as its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Json<'a>(&'a str);

/// A JSON object, kept as its members. If a name is repeated, the last member of that name counts.
#[derive(Clone, Debug, Default)]
pub struct Object<'a>(Vec<(Json<'a>, Json<'a>)>);

impl<'a> Json<'a> {
    /// Reads a text that is one JSON value; `None` if it is not JSON.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut reader = Reader::new(text);
        let value = reader.value()?;
        reader.end()?;
        Some(value)
    }

    /// Reads the JSON value at the start of a text and ignores the text after it; `None` if the text does not begin
    /// with one.
    pub fn at_start_of(text: &'a str) -> Option<Self> {
        Reader::new(text).value()
    }

    /// Returns the JSON of a string with the given text.
    pub fn of_text(text: &str) -> String {
        // Texts always have a JSON form.
        serde_json::to_string(text).unwrap_or_default()
    }

    /// Returns the text of the value, as it came.
    pub const fn text(self) -> &'a str {
        self.0
    }

    /// Returns whether the value is `null`.
    pub fn is_null(self) -> bool {
        self.0 == "null"
    }

    /// Returns the value of `true` or `false`; `None` for any other value.
    pub fn bool(self) -> Option<bool> {
        self.0.parse().ok()
    }

    /// Returns the text of a number, with its digits as they came; `None` for any other value.
    pub fn number(self) -> Option<&'a str> {
        self.0.starts_with(|first: char| first == '-' || first.is_ascii_digit()).then_some(self.0)
    }

    /// Returns the text of a string; `None` for any other value. Half a surrogate pair becomes U+FFFD: gateways cut
    /// messages at 70 or 160 units, which may split an emoji.
    pub fn string(self) -> Option<String> {
        let text = self.inner()?;
        if text.contains('\\') { unescape(text) } else { Some(text.to_owned()) }
    }

    /// Returns the text between the quotes of a string; `None` for any other value.
    fn inner(self) -> Option<&'a str> {
        self.is_quoted().then(|| self.0.get(1..self.0.len() - 1))?
    }

    /// Returns whether the value is a string.
    fn is_quoted(self) -> bool {
        self.0.as_bytes().first() == Some(&b'"')
    }

    /// Returns whether the value is a string with the given text.
    pub fn is_string(self, text: &str) -> bool {
        let [b'"', inner @ .., b'"'] = self.0.as_bytes() else { return false };
        if inner == text.as_bytes() {
            return !text.contains('\\');
        }
        // An escape is longer than the character that it stands for. Most texts begin otherwise, or are no longer.
        let begins_alike = |first: &u8| *first == b'\\' || text.as_bytes().first() == Some(first);
        let may_be_escaped = inner.len() > text.len() && inner.first().is_some_and(begins_alike);
        may_be_escaped && inner.contains(&b'\\') && self.string().as_deref() == Some(text)
    }

    /// Reads a text that is one JSON object; `None` if it is not.
    pub fn parse_object(text: &'a str) -> Option<Object<'a>> {
        let mut reader = Reader::new(text);
        let object = reader.object()?;
        reader.end()?;
        Some(object)
    }

    /// Returns the values of a list; `None` for any other value.
    pub fn list(self) -> Option<Vec<Self>> {
        let mut reader = Reader::new(self.0);
        reader.open(b'[')?;
        let mut values = Vec::new();
        while reader.has_next(b']')? {
            values.push(reader.value()?);
        }
        Some(values)
    }

    /// Returns the members of an object; `None` for any other value.
    pub fn object(self) -> Option<Object<'a>> {
        Reader::new(self.0).object()
    }
}

impl<'a> Object<'a> {
    /// Returns the value of the member with the given name; `None` if there is none.
    pub fn get(&self, name: &str) -> Option<Json<'a>> {
        self.0.iter().rev().find(|(own, _)| own.is_string(name)).map(|(_, value)| *value)
    }

    /// Returns the names and values of the members in their order, repeated names included.
    pub fn members(&self) -> impl Iterator<Item = (String, Json<'a>)> {
        self.0.iter().map(|(name, value)| (name.string().unwrap_or_default(), *value))
    }
}

/// A reader that goes through a text once, from its start to its end, so that a long list is read only once.
///
/// The reader stands before a value or, after [`Self::open`], before the next item of a list or an object. Each method
/// returns `None` if the text is not JSON.
pub struct Reader<'a> {
    text: &'a str,
    /// The number of bytes that were read.
    at: usize,
    /// True right after a list or an object was opened, before anything in it was read.
    is_open: bool,
}

impl<'a> Reader<'a> {
    /// Creates a reader that stands at the beginning of a JSON text.
    pub const fn new(text: &'a str) -> Self {
        Self { text, at: 0, is_open: false }
    }

    /// Reads the next value and returns it as its text.
    pub fn value(&mut self) -> Option<Json<'a>> {
        self.is_open = false;
        self.skip_blanks();
        let from = self.at;
        self.at += match length_of_plain(self.text.as_bytes().get(from..)?) {
            Some(length) => length,
            None => length(self.text.get(from..)?)?,
        };
        self.text.get(from..self.at).map(Json)
    }

    /// Reads the bracket that opens a list or an object. Returns `None` and reads nothing if another value is next.
    pub fn open(&mut self, bracket: u8) -> Option<()> {
        self.sign(bracket)?;
        self.is_open = true;
        Some(())
    }

    /// Returns `true` if the list or the object has a next item; call [`Self::value`] or [`Self::name`] to read the
    /// item. Returns `false` at the closing bracket, `bracket`, and reads it. Returns `None` if the text is not JSON.
    pub fn has_next(&mut self, bracket: u8) -> Option<bool> {
        if self.sign(bracket).is_some() {
            self.is_open = false;
            return Some(false);
        }
        if !self.is_open {
            self.sign(b',')?;
        }
        Some(true)
    }

    /// Reads the name of a member and the colon after it; the value is next.
    pub fn name(&mut self) -> Option<Json<'a>> {
        let name = self.value().filter(|name| name.is_quoted())?;
        self.sign(b':')?;
        Some(name)
    }

    /// Reads the next value. Returns it with its members, or with `None` in their place if it is not an object.
    pub fn value_with_members(&mut self) -> Option<(Json<'a>, Option<Object<'a>>)> {
        self.skip_blanks();
        let from = self.at;
        if self.next() != Some(b'{') {
            return Some((self.value()?, None));
        }
        let object = self.object()?;
        Some((Json(self.text.get(from..self.at)?), Some(object)))
    }

    /// Reads an object. Returns `None` and reads nothing if another value is next.
    fn object(&mut self) -> Option<Object<'a>> {
        self.open(b'{')?;
        let mut members = Vec::with_capacity(USUAL_MEMBERS);
        while self.has_next(b'}')? {
            members.push((self.name()?, self.value()?));
        }
        Some(Object(members))
    }

    /// Reads the blanks at the end of the text; `None` if anything else follows.
    pub fn end(&mut self) -> Option<()> {
        self.skip_blanks();
        self.next().is_none().then_some(())
    }

    /// Reads a punctuation mark and the blanks before it. Returns `None` if another character is next.
    #[expect(clippy::inline_always, reason = "it is called once a value, and a call takes longer than the work")]
    #[inline(always)]
    fn sign(&mut self, sign: u8) -> Option<()> {
        self.skip_blanks();
        self.next().filter(|next| *next == sign)?;
        self.at += 1;
        Some(())
    }

    /// Reads the blanks that JSON allows between its parts.
    #[expect(clippy::inline_always, reason = "it is called three times a value, and nearly always reads nothing")]
    #[inline(always)]
    fn skip_blanks(&mut self) {
        while matches!(self.next(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Returns the next byte, without reading it; `None` at the end of the text.
    #[expect(clippy::inline_always, reason = "a call takes longer than the work")]
    #[inline(always)]
    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// Returns the length of the value at the start of a text in bytes; `None` if the text does not begin with a JSON
/// value.
fn length(text: &str) -> Option<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    Some(values.byte_offset())
}

/// Returns the length of the value at the start of a text in bytes, if the value is plain: a string without escapes, or
/// `null` or a whole number before a comma or a closing bracket. Nearly all values and all names are plain. `None` says
/// nothing about the value.
fn length_of_plain(text: &[u8]) -> Option<usize> {
    let length = match text {
        [b'"', inner @ ..] => {
            let length = length_of_unescaped(inner);
            return (inner.get(length) == Some(&b'"')).then_some(length + 2);
        }
        [b'n', b'u', b'l', b'l', ..] => 4,
        // A zero in front of digits is not JSON.
        [b'0', ..] => 1,
        // After a point or an exponent the number goes on.
        [b'1'..=b'9', ..] => text.iter().position(|byte| !byte.is_ascii_digit())?,
        _ => return None,
    };
    matches!(text.get(length), Some(b',' | b'}' | b']')).then_some(length)
}

/// Returns the number of bytes before the first quote, backslash or control character of a text. It looks at eight
/// bytes at once, as bytes that a string may hold are most of an answer.
fn length_of_unescaped(text: &[u8]) -> usize {
    const fn each(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    const QUOTES: u64 = each(b'"');
    const BACKSLASHES: u64 = each(b'\\');
    /// The byte after the last control character.
    const CONTROLS_END: u64 = each(b' ');
    const ONES: u64 = each(1);
    const TOP_BITS: u64 = each(0x80);
    let (words, _) = text.as_chunks::<8>();
    let mut length = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let (quotes, backslashes) = (word ^ QUOTES, word ^ BACKSLASHES);
        // A difference sets the top bit of a byte that was smaller and had none. A byte above the first such byte may
        // also get one, as that byte borrows from it.
        let ends = (word.wrapping_sub(CONTROLS_END) & !word)
            | (quotes.wrapping_sub(ONES) & !quotes)
            | (backslashes.wrapping_sub(ONES) & !backslashes);
        if ends & TOP_BITS != 0 {
            return length + (ends & TOP_BITS).trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    let rest = text.get(length..).unwrap_or_default();
    length + rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..b' ')).unwrap_or(rest.len())
}

/// Returns the text of a string with escapes (RFC 8259, section 7), given without its quotes.
fn unescape(text: &str) -> Option<String> {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let meant = match c {
            '\\' => match chars.next()? {
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let digits = chars.as_str().get(..4)?;
                    units.push(u16::from_str_radix(digits, 16).ok()?);
                    chars = chars.as_str().get(4..)?.chars();
                    continue;
                }
                itself => itself,
            },
            c => c,
        };
        units.extend_from_slice(meant.encode_utf16(&mut [0; 2]));
    }
    Some(String::from_utf16_lossy(&units))
}
