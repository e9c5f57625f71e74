//! Chooses the sentence for a count by the plural rules of the language (CLDR plural rules, cardinal).

use super::{Formatter, messages::Template};

/// A category of numbers that take the same form of a word, by CLDR's names. Each language has `Other` and some of the
/// rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "CLDR's names")]
pub enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

/// The sentences of one count, by the categories that the language has. A number of another category takes the last
/// sentence, which is that of [`Category::Other`]. Placeholder: the count.
#[derive(Debug)]
pub struct Plural(pub &'static [(Category, Template<1>)]);

impl Formatter {
    /// Returns the sentence for a count, with the count at its placeholder.
    pub fn counted(self, count: u64, plural: &Plural) -> String {
        let category = (self.rules().plural)(count);
        let own = plural.0.iter().find(|(own, _)| *own == category).or(plural.0.last());
        own.map(|(_, sentence)| sentence.fill([&self.count(count)])).unwrap_or_default()
    }
}
