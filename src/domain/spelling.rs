//! Other spellings of a Persian text.
//!
//! A gateway may match a message exactly as it is written. But Persian is written with two forms of two letters, with a
//! zero-width non-joiner, a space or nothing between the parts of a word, and with three sets of digits (Unicode,
//! chapter 9.2; ISIRI 6219).

use super::digits;

/// The largest number of spellings that are offered, more than anybody would try.
const MAX_SPELLINGS: usize = 6;

/// The zero-width non-joiner, which separates the parts of a word without a space.
pub(super) const NON_JOINER: char = '\u{200C}';

/// A difference of a spelling that is offered for a message filter from the text that the person typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Yeh and kaf as Arabic keyboards write them: `ي`, `ك`.
    ArabicLetters,
    /// Yeh and kaf as Persian keyboards write them: `ی`, `ک`.
    PersianLetters,
    /// Spaces between the parts of words, in place of zero-width non-joiners.
    Spaces,
    /// Zero-width non-joiners in place of spaces.
    NonJoiners,
    /// Words whose parts stand together without any sign.
    Joined,
    /// Latin digits, `0`–`9`.
    LatinDigits,
    /// Persian digits, `۰`–`۹`.
    PersianDigits,
    /// Arabic-Indic digits, `٠`–`٩`.
    ArabicDigits,
}

/// Another spelling of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// The text as this spelling writes it.
    pub text: String,
    /// The differences from the original text.
    pub differences: Vec<Difference>,
}

/// Every difference, in three groups of alternatives.
const DIFFERENCES: [&[Difference]; 3] = [
    &[Difference::ArabicLetters, Difference::PersianLetters],
    &[Difference::Spaces, Difference::NonJoiners, Difference::Joined],
    &[Difference::LatinDigits, Difference::PersianDigits, Difference::ArabicDigits],
];

/// Returns other spellings of a text, those with the fewest differences first. The result is empty if no Persian
/// letter or digit of the text has another spelling.
pub fn others(text: &str) -> Vec<Spelling> {
    let mut found = vec![Spelling { text: text.to_owned(), differences: Vec::new() }];
    for differences in DIFFERENCES {
        let more =
            found.iter().flat_map(|one| differences.iter().map(|difference| one.also(*difference))).collect::<Vec<_>>();
        for other in more {
            if !found.iter().any(|known| known.text == other.text) {
                found.push(other);
            }
        }
    }
    // Among spellings with as many differences, letters come before joints, and joints before digits.
    let others =
        (1..=DIFFERENCES.len()).flat_map(|count| found.iter().filter(move |other| other.differences.len() == count));
    others.take(MAX_SPELLINGS).cloned().collect()
}

impl Spelling {
    /// Returns this spelling with one more difference.
    fn also(&self, difference: Difference) -> Self {
        let text = match difference {
            Difference::ArabicLetters => arabic_letters(&self.text),
            Difference::PersianLetters => persian_letters(&self.text),
            Difference::Spaces => replaced(&self.text, &[(NON_JOINER, ' ')]),
            Difference::NonJoiners => joints_for_spaces(&self.text),
            Difference::Joined => self.text.chars().filter(|c| *c != NON_JOINER).collect(),
            Difference::LatinDigits => digits::latin(&self.text),
            Difference::PersianDigits => persian_digits(&self.text),
            Difference::ArabicDigits => arabic_digits(&self.text),
        };
        Self { text, differences: self.differences.iter().copied().chain([difference]).collect() }
    }
}

/// Returns the text with yeh and kaf as Arabic keyboards write them.
fn arabic_letters(text: &str) -> String {
    replaced(text, &[('ی', 'ي'), ('ک', 'ك')])
}

/// Returns the text with yeh and kaf as Persian keyboards write them.
fn persian_letters(text: &str) -> String {
    replaced(text, &[('ي', 'ی'), ('ى', 'ی'), ('ك', 'ک')])
}

/// Returns the text with zero-width non-joiners in place of the spaces between two Persian letters, the only ones that
/// may stand within a word.
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
    // The code points of the Persian digits are 144 above those of the Arabic-Indic ones.
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

/// Returns whether a character is a letter of Unicode's Arabic block. The block's digits and marks are not letters.
pub(super) const fn is_persian_letter(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064A}' | '\u{0671}'..='\u{06D3}')
}
