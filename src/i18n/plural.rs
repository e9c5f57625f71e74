//! Words that change with a number (CLDR plural rules, cardinal).

use super::{Formatter, messages::Template};
use crate::domain::locale::Locale;

/// A sentence for each plural category that the two languages have.
pub struct Plural {
    /// `one`: 1 in English; 0 and 1 in Persian.
    pub one: Template<1>,
    /// `other`.
    pub other: Template<1>,
}

impl Formatter {
    /// The sentence for a count, with the count in place of its first `{}`.
    pub fn counted(self, count: usize, plural: &Plural) -> String {
        let is_one = match self.locale {
            Locale::Fa => count <= 1,
            Locale::En => count == 1,
        };
        if is_one { plural.one } else { plural.other }.fill([&self.count(count as u64)])
    }
}
