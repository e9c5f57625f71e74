//! The other spellings of a Persian text.
//!
//! The gateway matches a message as it is written, but Persian is written with two forms of two letters, with a
//! zero-width non-joiner, a space or nothing between the parts of a word, and with three sets of digits (Unicode,
//! chapter 9.2; ISIRI 6219).

use super::digits;

/// More spellings than anybody would try.
const MAX_SPELLINGS: usize = 6;

/// The zero-width non-joiner, which parts a word without a space.
const NON_JOINER: char = '\u{200C}';

/// What another spelling does differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Yeh and kaf as Arabic keyboards write them: `ي`, `ك`.
    ArabicLetters,
    /// As Persian keyboards write them: `ی`, `ک`.
    PersianLetters,
    /// Spaces in the joints of words.
    Spaces,
    /// Zero-width non-joiners in place of spaces.
    NonJoiners,
    /// Nothing in the joints of words.
    Joined,
    /// `0`–`9`.
    LatinDigits,
    /// `۰`–`۹`.
    PersianDigits,
    /// `٠`–`٩`.
    ArabicDigits,
}

/// Another spelling of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// The text.
    pub text: String,
    /// What is different in it.
    pub ways: Vec<Way>,
}

/// Each way of writing, in the three kinds that go together.
const WAYS: [&[Way]; 3] = [
    &[Way::ArabicLetters, Way::PersianLetters],
    &[Way::Spaces, Way::NonJoiners, Way::Joined],
    &[Way::LatinDigits, Way::PersianDigits, Way::ArabicDigits],
];

/// Other spellings of a text, those nearest to it first. None where it has no Persian letter or digit that is written
/// in more than one way.
pub fn others(text: &str) -> Vec<Spelling> {
    let mut found = vec![Spelling { text: text.to_owned(), ways: Vec::new() }];
    for ways in WAYS {
        let more = found.iter().flat_map(|one| ways.iter().map(|way| one.also(*way))).collect::<Vec<_>>();
        for other in more {
            if !found.iter().any(|known| known.text == other.text) {
                found.push(other);
            }
        }
    }
    let mut others = found.split_off(1);
    // A stable order: of as many changes, letters come before joints before digits.
    others.sort_by_key(|other| other.ways.len());
    others.truncate(MAX_SPELLINGS);
    others
}

impl Spelling {
    fn also(&self, way: Way) -> Self {
        let text = match way {
            Way::ArabicLetters => arabic_letters(&self.text),
            Way::PersianLetters => persian_letters(&self.text),
            Way::Spaces => replaced(&self.text, &[(NON_JOINER, ' ')]),
            Way::NonJoiners => joints_for_spaces(&self.text),
            Way::Joined => self.text.chars().filter(|c| *c != NON_JOINER).collect(),
            Way::LatinDigits => digits::latin(&self.text),
            Way::PersianDigits => persian_digits(&self.text),
            Way::ArabicDigits => arabic_digits(&self.text),
        };
        Self { text, ways: self.ways.iter().copied().chain([way]).collect() }
    }
}

/// Yeh and kaf as Arabic keyboards write them.
fn arabic_letters(text: &str) -> String {
    replaced(text, &[('ی', 'ي'), ('ک', 'ك')])
}

/// Yeh and kaf as Persian keyboards write them.
fn persian_letters(text: &str) -> String {
    replaced(text, &[('ي', 'ی'), ('ى', 'ی'), ('ك', 'ک')])
}

/// Only spaces between Persian letters may stand in a word's joint.
fn joints_for_spaces(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| is_persian_letter(*c));
    let joint = |(at, c): (usize, &char)| {
        if *c == ' ' && is_letter(at.checked_sub(1)) && is_letter(Some(at + 1)) { NON_JOINER } else { *c }
    };
    chars.iter().enumerate().map(joint).collect()
}

fn persian_digits(text: &str) -> String {
    if has_persian_letter(text) || text != digits::latin(text) {
        digits::Digits::Persian.write(&digits::latin(text))
    } else {
        // Digits among Latin letters are Latin ones.
        text.to_owned()
    }
}

fn arabic_digits(text: &str) -> String {
    // The Persian digits come 144 places after the Arabic ones.
    let apart = u32::from('۰') - u32::from('٠');
    let arabic = |c| if matches!(c, '۰'..='۹') { char::from_u32(u32::from(c) - apart).unwrap_or(c) } else { c };
    persian_digits(text).chars().map(arabic).collect()
}

fn replaced(text: &str, pairs: &[(char, char)]) -> String {
    let other = |c| pairs.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
    text.chars().map(other).collect()
}

fn has_persian_letter(text: &str) -> bool {
    text.chars().any(is_persian_letter)
}

/// A letter of the Arabic block; its digits and marks are none.
const fn is_persian_letter(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064A}' | '\u{0671}'..='\u{06D3}')
}
