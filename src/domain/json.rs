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
use std::iter;

/// The blanks that JSON allows between its parts.
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// A JSON value, kept as its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Json<'a>(&'a str);

/// The members of an object. If a name is repeated, the last member of that name counts.
#[derive(Clone, Debug, Default)]
pub struct Object<'a>(Vec<(String, Json<'a>)>);

impl<'a> Json<'a> {
    /// Reads a text that is one JSON value; `None` where it is not JSON.
    pub fn parse(text: &'a str) -> Option<Self> {
        let (value, rest) = Self::split_first(text)?;
        rest.trim_start_matches(BLANKS).is_empty().then_some(value)
    }

    /// Reads the JSON value at the start of a text and ignores the text after it; `None` where the text does not begin
    /// with one.
    pub fn at_start_of(text: &'a str) -> Option<Self> {
        Self::split_first(text).map(|(value, _)| value)
    }

    /// Reads the JSON value at the start of a text. Returns the value and the text after it.
    fn split_first(text: &'a str) -> Option<(Self, &'a str)> {
        let text = text.trim_start_matches(BLANKS);
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        let (value, rest) = text.split_at_checked(values.byte_offset())?;
        Some((Self(value), rest))
    }

    /// Returns the JSON of a string with this text.
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

    /// Returns the text of a number; `None` for any other value.
    pub fn number(self) -> Option<&'a str> {
        self.0.starts_with(|first: char| first == '-' || first.is_ascii_digit()).then_some(self.0)
    }

    /// Returns the text of a string; `None` for any other value. Half a surrogate pair becomes U+FFFD: gateways cut
    /// messages at 70 or 160 units, which may split an emoji.
    pub fn string(self) -> Option<String> {
        let text = self.0.strip_prefix('"')?.strip_suffix('"')?;
        if text.contains('\\') { unescape(text) } else { Some(text.to_owned()) }
    }

    /// Returns the values of a list; `None` for any other value.
    pub fn list(self) -> Option<Vec<Self>> {
        Some(Values(self.0.strip_prefix('[')?).collect())
    }

    /// Returns the members of an object; `None` for any other value.
    pub fn object(self) -> Option<Object<'a>> {
        let mut values = Values(self.0.strip_prefix('{')?);
        let members = iter::from_fn(|| Some((values.next()?.string().unwrap_or_default(), values.next()?)));
        Some(Object(members.collect()))
    }
}

impl<'a> Object<'a> {
    /// Returns the value of the member with this name; `None` where there is none.
    pub fn get(&self, name: &str) -> Option<Json<'a>> {
        self.0.iter().rev().find(|(own, _)| own == name).map(|(_, value)| *value)
    }

    /// Returns the names and values of the members in their order, repeated names included.
    pub fn members(&self) -> impl Iterator<Item = (&str, Json<'a>)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }
}

/// An iterator over the values of a list, or over the names and values of an object. It holds the text that is left.
struct Values<'a>(&'a str);

impl<'a> Iterator for Values<'a> {
    type Item = Json<'a>;

    fn next(&mut self) -> Option<Json<'a>> {
        let text = self.0.trim_start_matches(BLANKS);
        let (value, rest) = Json::split_first(text.strip_prefix([',', ':']).unwrap_or(text))?;
        self.0 = rest;
        Some(value)
    }
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
