//! Chooses the sentence for a number (CLDR plural rules, cardinal).

use super::{Formatter, messages::Template};
use crate::domain::locale::Locale;

/// The sentences of one count, one for each plural category of the two languages.
pub struct Plural {
    /// The sentence of the category `one`: 1 in English; 0 and 1 in Persian. Placeholder: the count.
    pub one: Template<1>,
    /// The sentence of the category `other`. Placeholder: the count.
    pub other: Template<1>,
}

impl Formatter {
    /// Returns the sentence for a count, with the count at its placeholder.
    pub fn counted(self, count: usize, plural: &Plural) -> String {
        let is_one = match self.locale {
            Locale::Fa => count <= 1,
            Locale::En => count == 1,
        };
        if is_one { plural.one } else { plural.other }.fill([&self.count(count as u64)])
    }
}
