//! Finds the occurrences of a text in another text.
//!
//! Gateways match a message in different ways: exactly as it is written, or without regard to case and to the forms of
//! letters and digits ([`super::spelling`]). So texts are compared in three ways, from the strictest on, and the first
//! way that finds anything gives the result.

use super::{
    digits::latin_char,
    spelling::{NON_JOINER, is_persian_letter},
};
use std::ops::Range;

/// The most occurrences that are found in one text.
const MAX_OCCURRENCES: usize = 500;

/// A way of comparing texts, from the strictest on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Comparison {
    /// Character by character.
    Exact,
    /// Without regard to the case of Latin letters and to the forms of yeh, kaf and digits. A non-joiner is a space.
    Letters,
    /// As [`Comparison::Letters`], and without regard to what separates the parts of a Persian word.
    Joints,
}

/// A text to search for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    text: String,
    letters: String,
    joints: String,
}

/// A text in the form in which it is compared.
struct Folded {
    text: String,
    /// The byte at which each of its characters begins, with the range of UTF-16 units that the character stands for.
    chars: Vec<(usize, Range<u32>)>,
}

impl Needle {
    /// Creates the needle for a text: the text in the form in which each way of comparing needs it.
    pub fn new(text: &str) -> Self {
        let folded = |comparison| Folded::new(text.trim(), comparison).text;
        Self { text: text.to_owned(), letters: folded(Comparison::Letters), joints: folded(Comparison::Joints) }
    }

    /// Returns the occurrences of the needle in a text, from first to last, as ranges of UTF-16 code units. They don't
    /// overlap.
    pub fn find(&self, text: &str) -> Vec<Range<u32>> {
        let comparisons =
            [(Comparison::Exact, &self.text), (Comparison::Letters, &self.letters), (Comparison::Joints, &self.joints)];
        let found = comparisons.into_iter().filter(|(comparison, needle)| {
            // Most texts have the needle as it is, and need no folding.
            !needle.is_empty() && (*comparison != Comparison::Exact || text.contains(needle.as_str()))
        });
        found
            .map(|(comparison, needle)| Folded::new(text, comparison).find(needle))
            .find(|ranges| !ranges.is_empty())
            .unwrap_or_default()
    }
}

impl Folded {
    fn new(text: &str, comparison: Comparison) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), chars: Vec::with_capacity(text.len()) };
        let (mut at, mut before) = (0, None);
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let end = at + if c.len_utf16() == 1 { 1 } else { 2 };
            let is_joint = c == NON_JOINER || c == ' ' && is_letter(before) && is_letter(chars.peek().copied());
            if comparison != Comparison::Joints || !is_joint {
                folded.chars.push((folded.text.len(), at..end));
                folded.text.push(if comparison == Comparison::Exact { c } else { plain(c) });
            }
            before = Some(c);
            at = end;
        }
        folded
    }

    /// Returns the occurrences of a needle that was folded in the same way.
    fn find(&self, needle: &str) -> Vec<Range<u32>> {
        let of = |byte: usize| {
            self.chars.binary_search_by_key(&byte, |(byte, _)| *byte).ok().and_then(|at| self.chars.get(at))
        };
        let range = |(from, found): (usize, &str)| {
            let last = found.chars().next_back()?;
            Some(of(from)?.1.start..of(from + found.len() - last.len_utf8())?.1.end)
        };
        self.text.match_indices(needle).take(MAX_OCCURRENCES).filter_map(range).collect()
    }
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(is_persian_letter)
}

/// Returns a character in its plain form: a Latin letter in lower case, yeh and kaf as Persian keyboards write them, a
/// digit as a Latin one, a non-joiner as a space.
fn plain(c: char) -> char {
    match c {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        NON_JOINER => ' ',
        c => latin_char(c).to_ascii_lowercase(),
    }
}
