//! The length of a text as the mobile network counts it: its encoding, and its split into parts.
//!
//! 3GPP TS 23.038 (once GSM 03.38) defines the alphabet, and TS 23.040 the parts. One message carries 140 octets of
//! text. Each part of a longer one spends 6 of them on the header that joins the parts again (clause 9.2.3.24.1).

/// The encoding in which the network carries a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Septets of the GSM 7 bit default alphabet and its extension table (TS 23.038, clause 6.2.1).
    Gsm7,
    /// UTF-16, for any text that has a character beyond that alphabet (TS 23.038, clause 6.2.3; UCS-2 by name).
    Ucs2,
}

impl Encoding {
    /// Returns the encoding of a text: GSM 7 bit if its alphabet is enough, otherwise UCS-2. The national language
    /// tables are not used.
    pub fn of(text: &str) -> Self {
        if text.chars().all(|c| septets(c).is_some()) { Self::Gsm7 } else { Self::Ucs2 }
    }

    /// Returns the largest length of a text that is sent as one message, and that of each part of a longer text. The
    /// unit is septets or UTF-16 code units.
    pub fn limits(self) -> (usize, usize) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }

    /// Returns the length of a character in septets or UTF-16 code units.
    fn units(self, c: char) -> usize {
        match self {
            Self::Gsm7 => septets(c).unwrap_or_default(),
            Self::Ucs2 => c.len_utf16(),
        }
    }
}

/// The length of a text as the network counts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The encoding of the text.
    pub encoding: Encoding,
    /// The length in septets, escapes included, or in UTF-16 code units. It does not include units that a part leaves
    /// free because a pair is not split.
    pub units: usize,
    /// The number of Unicode scalar values. A person may see several of them as one character.
    pub characters: usize,
    /// The start of each part but the first, as a byte index into the text.
    pub breaks: Vec<usize>,
    /// The number of units that are left in the last part, before another part is needed.
    pub room: usize,
}

impl Count {
    /// Returns the number of parts, each of which is charged as a message. An empty text is one empty part.
    pub fn parts(&self) -> usize {
        self.breaks.len() + 1
    }
}

/// Counts a text, each character as it is; a line break of two characters counts as two.
///
/// A part ends where the next character has no room in it. An escape and its septet, or a surrogate pair, is never
/// split (TS 23.040, clause 9.2.3.24.1). Nothing else is kept together, so a flag, or a letter and its accent, may be
/// split.
pub fn count(text: &str) -> Count {
    let encoding = Encoding::of(text);
    let units = text.chars().map(|c| encoding.units(c)).sum();
    let (alone, joined) = encoding.limits();
    let limit = if units <= alone { alone } else { joined };
    let mut breaks = Vec::new();
    let mut room = limit;
    for (at, c) in text.char_indices() {
        let needed = encoding.units(c);
        if needed > room {
            breaks.push(at);
            room = limit;
        }
        room -= needed;
    }
    Count { encoding, units, characters: text.chars().count(), breaks, room }
}

/// Splits `shown`, which has as many characters as `text`, into parts at the breaks of `text`. `shown` may be `text`
/// with some characters replaced, such as hidden digits. `breaks` are the starts of the parts but the first, as byte
/// indices into `text`.
pub fn parted<'a>(text: &str, shown: &'a str, breaks: &[usize]) -> Vec<&'a str> {
    let mut breaks = breaks.iter().peekable();
    let (mut parts, mut rest, mut length) = (Vec::new(), shown, 0);
    for ((at, _), c) in text.char_indices().zip(shown.chars()) {
        if breaks.next_if_eq(&&at).is_some() {
            let (part, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            parts.push(part);
            (rest, length) = (after, 0);
        }
        length += c.len_utf8();
    }
    parts.push(rest);
    parts
}

/// Returns the characters that the GSM 7 bit alphabet does not have: each once, in the order of the text, and at most
/// `most` of them. The result is empty for a text within the alphabet.
pub fn beyond_gsm7(text: &str, most: usize) -> Vec<char> {
    let mut found = Vec::new();
    for c in text.chars().filter(|c| septets(*c).is_none()) {
        if found.len() >= most {
            break;
        }
        if !found.contains(&c) {
            found.push(c);
        }
    }
    found
}

/// The characters of the default alphabet beyond ASCII. The euro sign is not among them, because it is in the extension
/// table.
///
/// Code 9 is the capital `Ç`, as the specification prints it; Unicode's table of the alphabet has the small one.
const BEYOND_ASCII: &str = "¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ";

/// Returns the number of septets of a character: one in the default alphabet, and two in the extension table, whose
/// characters follow an escape. The result is `None` if neither has the character.
fn septets(c: char) -> Option<usize> {
    match c {
        '\n' | '\r' | ' '..='Z' | '_' | 'a'..='z' => Some(1),
        '\u{C}' | '['..='^' | '{'..='~' | '€' => Some(2),
        _ => BEYOND_ASCII.chars().any(|other| other == c).then_some(1),
    }
}
