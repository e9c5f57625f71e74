//! How the mobile network counts a text: in which encoding it travels, and where it is parted.
//!
//! 3GPP TS 23.038 (once GSM 03.38) has the alphabet, TS 23.040 the parts: one message carries 140 octets of text, and
//! each part of a longer one gives 6 of them to the header that joins the parts again (clause 9.2.3.24.1).

/// In which form the network carries a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Septets of the GSM 7 bit default alphabet and its extension table (TS 23.038, clause 6.2.1).
    Gsm7,
    /// UTF-16, for any text that has a character beyond that alphabet (TS 23.038, clause 6.2.3; UCS-2 by name).
    Ucs2,
}

impl Encoding {
    /// The encoding of this text: the smaller one wherever its alphabet is enough. No national table is counted on.
    pub fn of(text: &str) -> Self {
        if text.chars().all(|c| septets(c).is_some()) { Self::Gsm7 } else { Self::Ucs2 }
    }

    /// How many units a text may have that goes as one message, and each part of one that does not: septets or UTF-16
    /// code units.
    pub fn limits(self) -> (usize, usize) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }

    fn units(self, c: char) -> usize {
        match self {
            Self::Gsm7 => septets(c).unwrap_or_default(),
            Self::Ucs2 => c.len_utf16(),
        }
    }
}

/// A text as the network counts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// In which form it travels.
    pub encoding: Encoding,
    /// How long it is: septets with those of escapes, or UTF-16 code units. What a part leaves free because a pair
    /// goes on whole is not in it.
    pub units: usize,
    /// How many Unicode scalar values it has. What a person sees as one character may be several.
    pub characters: usize,
    /// Where each part but the first begins, in bytes of the text.
    pub breaks: Vec<usize>,
    /// How many units are left in the last part, before there is one more.
    pub room: usize,
}

impl Count {
    /// In how many parts the text goes, each one charged as a message. An empty text is one part with nothing in it.
    pub fn parts(&self) -> usize {
        self.breaks.len() + 1
    }
}

/// Counts a text: every character as it stands, line breaks of two characters included.
///
/// A part ends where the next character has no room in it. Characters of an escape and a septet, or of a surrogate
/// pair, are never parted (TS 23.040, clause 9.2.3.24.1); nothing else is kept together, so a flag or a letter and its
/// accent may be.
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

/// Cuts `shown`, a text of as many characters as `text`, into the parts that begin at these bytes of `text`.
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

/// The characters for which a text can't go in the 7 bit alphabet: each once, in the order of the text, and the first
/// ones alone where there are more than `most`. None for a text of that alphabet.
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

/// What the default alphabet has beyond ASCII, but for the euro sign, which is in the extension table.
///
/// Code 9 is the capital `Ç`, as the specification prints it; Unicode's table of the alphabet has the small one there.
const BEYOND_ASCII: &str = "¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ";

/// How many septets a character takes: one in the default alphabet, two in the extension table, behind an escape;
/// `None` where it is in neither.
fn septets(c: char) -> Option<usize> {
    match c {
        '\n' | '\r' | ' '..='Z' | '_' | 'a'..='z' => Some(1),
        '\u{C}' | '['..='^' | '{'..='~' | '€' => Some(2),
        _ => BEYOND_ASCII.chars().any(|other| other == c).then_some(1),
    }
}
