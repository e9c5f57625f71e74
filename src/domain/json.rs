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

/// The number of members for which space is reserved: a record of the API has eleven.
const USUAL_MEMBERS: usize = 12;

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
        serde_json::Value::from(text).to_string()
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
        self.0.strip_prefix('"')?.strip_suffix('"')
    }

    /// Returns whether the value is a string with the given text.
    pub fn is_string(self, text: &str) -> bool {
        // An escape is longer than the character that it stands for.
        let is_escaped =
            |inner: &str| inner.len() > text.len() && inner.contains('\\') && unescape(inner).as_deref() == Some(text);
        let is_plain = |inner: &str| inner == text && !inner.contains('\\');
        self.inner().is_some_and(|inner| is_plain(inner) || is_escaped(inner))
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
        reader.open('[')?;
        let mut values = Vec::new();
        while reader.has_next(']')? {
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
    rest: &'a str,
    /// True right after a list or an object was opened, before anything in it was read.
    is_open: bool,
}

impl<'a> Reader<'a> {
    /// Creates a reader that stands at the beginning of a JSON text.
    pub const fn new(text: &'a str) -> Self {
        Self { rest: text, is_open: false }
    }

    /// Reads the next value and returns it as its text.
    pub fn value(&mut self) -> Option<Json<'a>> {
        self.is_open = false;
        self.skip_blanks();
        let end = if let Some(end) = end_of_plain_string(self.rest).or_else(|| end_of_plain_number(self.rest)) {
            end
        } else {
            let mut values = serde_json::Deserializer::from_str(self.rest).into_iter::<IgnoredAny>();
            values.next()?.ok()?;
            values.byte_offset()
        };
        let (value, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(Json(value))
    }

    /// Reads the bracket that opens a list or an object. Returns `None` and reads nothing if another value is next.
    pub fn open(&mut self, bracket: char) -> Option<()> {
        self.sign(bracket)?;
        self.is_open = true;
        Some(())
    }

    /// Returns `true` if the list or the object has a next item; call [`Self::value`] or [`Self::name`] to read the
    /// item. Returns `false` at the closing bracket, `bracket`, and reads it. Returns `None` if the text is not JSON.
    pub fn has_next(&mut self, bracket: char) -> Option<bool> {
        if self.sign(bracket).is_some() {
            self.is_open = false;
            return Some(false);
        }
        if !self.is_open {
            self.sign(',')?;
        }
        Some(true)
    }

    /// Reads the name of a member and the colon after it; the value is next.
    pub fn name(&mut self) -> Option<Json<'a>> {
        let name = self.value()?;
        name.inner()?;
        self.sign(':')?;
        Some(name)
    }

    /// Reads the next value. Returns it with its members, or with `None` in their place if it is not an object.
    pub fn value_with_members(&mut self) -> Option<(Json<'a>, Option<Object<'a>>)> {
        self.skip_blanks();
        let text = self.rest;
        if !text.starts_with('{') {
            return Some((self.value()?, None));
        }
        let object = self.object()?;
        let value = text.get(..text.len() - self.rest.len())?;
        Some((Json(value), Some(object)))
    }

    /// Reads an object. Returns `None` and reads nothing if another value is next.
    fn object(&mut self) -> Option<Object<'a>> {
        self.open('{')?;
        let mut members = Vec::with_capacity(USUAL_MEMBERS);
        while self.has_next('}')? {
            members.push((self.name()?, self.value()?));
        }
        Some(Object(members))
    }

    /// Reads the blanks at the end of the text; `None` if anything else follows.
    pub fn end(&mut self) -> Option<()> {
        self.skip_blanks();
        self.rest.is_empty().then_some(())
    }

    /// Reads a punctuation mark and the blanks before it. Returns `None` if another character is next.
    fn sign(&mut self, sign: char) -> Option<()> {
        self.skip_blanks();
        self.rest = self.rest.strip_prefix(sign)?;
        Some(())
    }

    /// Reads the blanks that JSON allows between its parts.
    fn skip_blanks(&mut self) {
        // Most gateways write no blanks.
        if self.rest.as_bytes().first().is_some_and(|first| *first <= b' ') {
            self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
        }
    }
}

/// Returns the end of the string at the start of a text, if the string has neither escapes nor blanks. Nearly all
/// values and all names are such strings.
fn end_of_plain_string(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('"')?;
    let end = inner.bytes().position(|byte| matches!(byte, b'"' | b'\\' | ..b' '))?;
    (inner.as_bytes().get(end) == Some(&b'"')).then_some(end + 2)
}

/// Returns the end of the number at the start of a text, if the number is a whole one and a comma or a closing bracket
/// follows. Most values that are no strings are such numbers.
fn end_of_plain_number(text: &str) -> Option<usize> {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit())?;
    // A zero in front is not JSON, and after a point or an exponent the number goes on.
    let is_whole = end == 1 || !text.starts_with('0');
    (is_whole && end > 0 && matches!(text.as_bytes().get(end), Some(b',' | b'}' | b']'))).then_some(end)
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
