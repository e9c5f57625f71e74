//! JSON from outside, looked at value by value.
//!
//! A value is the text that stands for it, so numbers keep their digits and a part that can't be read spoils nothing
//! around it. `serde_json` finds the end of each value, and so says whether a text is JSON; a value's first character
//! says of which kind it is.
//!
//! The grammar is RFC 8259's, with nothing added: a byte order mark, a comment, a comma too many or a control character
//! in a string is no JSON. Within it everything is taken: numbers of any size, any nesting (values are skipped without
//! recursion), names that stand there twice, and half a surrogate pair in a string.

use serde::de::IgnoredAny;
use std::iter;

/// What JSON allows between its parts.
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// A value, as its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Json<'a>(&'a str);

/// The members of an object. Of a name that stands there twice the last counts.
#[derive(Clone, Debug, Default)]
pub struct Object<'a>(Vec<(String, Json<'a>)>);

impl<'a> Json<'a> {
    /// The value that a text is; `None` where it is not JSON.
    pub fn parse(text: &'a str) -> Option<Self> {
        let (value, rest) = Self::split_first(text)?;
        rest.trim_start_matches(BLANKS).is_empty().then_some(value)
    }

    /// The value that a text begins with.
    pub fn at_start_of(text: &'a str) -> Option<Self> {
        Self::split_first(text).map(|(value, _)| value)
    }

    /// The value that a text begins with, and the text after it.
    fn split_first(text: &'a str) -> Option<(Self, &'a str)> {
        let text = text.trim_start_matches(BLANKS);
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        let (value, rest) = text.split_at_checked(values.byte_offset())?;
        Some((Self(value), rest))
    }

    /// The text of the value, as it came.
    pub const fn text(self) -> &'a str {
        self.0
    }

    /// Whether it is `null`.
    pub fn is_null(self) -> bool {
        self.0 == "null"
    }

    /// `true` or `false`.
    pub fn bool(self) -> Option<bool> {
        self.0.parse().ok()
    }

    /// The text of a number.
    pub fn number(self) -> Option<&'a str> {
        self.0.starts_with(|first: char| first == '-' || first.is_ascii_digit()).then_some(self.0)
    }

    /// A string. Half a surrogate pair in it is U+FFFD: gateways cut messages at 70 or 160 units, and so through an
    /// emoji.
    pub fn string(self) -> Option<String> {
        let text = self.0.strip_prefix('"')?.strip_suffix('"')?;
        if text.contains('\\') { unescape(text) } else { Some(text.to_owned()) }
    }

    /// The values of a list.
    pub fn list(self) -> Option<Vec<Self>> {
        Some(Values(self.0.strip_prefix('[')?).collect())
    }

    /// An object.
    pub fn object(self) -> Option<Object<'a>> {
        let mut values = Values(self.0.strip_prefix('{')?);
        let members = iter::from_fn(|| Some((values.next()?.string().unwrap_or_default(), values.next()?)));
        Some(Object(members.collect()))
    }
}

impl<'a> Object<'a> {
    /// The member of this name.
    pub fn get(&self, name: &str) -> Option<Json<'a>> {
        self.0.iter().rev().find(|(own, _)| own == name).map(|(_, value)| *value)
    }

    /// The members, as they stand there.
    pub fn members(&self) -> impl Iterator<Item = (&str, Json<'a>)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }
}

/// The values inside a list, or the names and values inside an object, up to its end.
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

/// The text that a string with escapes stands for (RFC 8259, section 7).
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
