//! JSON from outside, looked at value by value.
//!
//! A value is the text that stands for it, so numbers keep their digits and a part that can't be read spoils nothing
//! around it. `serde_json` says whether a text is JSON (RFC 8259); of such a text the values are cut out here. Its own
//! values would bring code for floating-point numbers, which the page has no use for, into the first load.

use serde::de::IgnoredAny;

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
        serde_json::from_str::<IgnoredAny>(text).ok()?;
        Some(Self::cut(text))
    }

    /// The value that a text begins with.
    pub fn at_start_of(text: &'a str) -> Option<Self> {
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        text.get(..values.byte_offset()).map(Self::cut)
    }

    fn cut(text: &'a str) -> Self {
        Self(text.trim_matches(BLANKS))
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
        let inside = self.0.strip_prefix('[')?.strip_suffix(']')?;
        Some(Pieces { rest: inside, sign: b',' }.map(Self::cut).collect())
    }

    /// An object.
    pub fn object(self) -> Option<Object<'a>> {
        let inside = self.0.strip_prefix('{')?.strip_suffix('}')?;
        let members = Pieces { rest: inside, sign: b',' }.filter_map(|member| {
            let mut sides = Pieces { rest: member, sign: b':' }.map(Self::cut);
            let name = sides.next()?;
            Some((name.string().unwrap_or_default(), sides.next()?))
        });
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

/// The pieces of a JSON text between signs that stand in no string and in no nested value. Nothing has no pieces.
struct Pieces<'a> {
    rest: &'a str,
    sign: u8,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        // Only as far as the next piece: blanks behind the last one would be gone through for each.
        if self.rest.trim_start_matches(BLANKS).is_empty() {
            return None;
        }
        let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
        let end = self.rest.bytes().position(|byte| {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => in_string = !in_string,
                _ if in_string => {}
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth = depth.saturating_sub(1),
                _ => return byte == self.sign && depth == 0,
            }
            false
        });
        let (piece, rest) = end.and_then(|end| self.rest.split_at_checked(end)).unwrap_or((self.rest, ""));
        self.rest = rest.get(1..).unwrap_or_default();
        Some(piece)
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
