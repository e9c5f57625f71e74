//! Formats amounts of money, and shows rials as toman.

use super::Formatter;
use crate::domain::{decimal::Decimal, preferences::Preference};
use std::borrow::Cow;

/// The currency that may be shown as [`TOMAN`], ten to one. The division rounds no amount.
const RIAL: &str = "IRR";
/// The code that stands for toman, a tenth of [`RIAL`].
const TOMAN: &str = "IRT";

impl Formatter {
    /// Returns whether amounts of a currency can be shown as toman.
    pub fn has_toman(currency: &str) -> bool {
        currency == RIAL
    }

    /// Returns whether amounts of a currency are shown as toman.
    pub fn is_toman(self, currency: &str) -> bool {
        Self::has_toman(currency) && self.preferences.is_set(Preference::Currency)
    }

    /// Returns the name of the unit in which amounts of a currency are shown.
    pub fn unit(self, currency: &str) -> &str {
        self.currency(if self.is_toman(currency) { TOMAN } else { currency })
    }

    /// Returns an amount of a currency in the unit in which it is shown: its digits, unchanged or divided by ten, and
    /// the name of the unit. A text that is not a number stays in the currency.
    pub fn in_unit<'t, 'c>(self, text: &'t str, currency: &'c str) -> (Cow<'t, str>, &'c str) {
        match Decimal::parse(text).filter(|_| self.is_toman(currency)) {
            Some(amount) => (amount.tenth().plain().into(), self.currency(TOMAN)),
            None => (text.into(), self.currency(currency)),
        }
    }

    /// Returns an amount of a currency in the unit in which it is shown, with its digits as [`Formatter::number`]
    /// writes them, and the name of the unit.
    pub fn cost<'c>(self, text: &str, currency: &'c str) -> (String, &'c str) {
        let (amount, unit) = self.in_unit(text, currency);
        (self.number(&amount), unit)
    }
}
