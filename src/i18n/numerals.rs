//! Formats numbers as a language writes them (CLDR number symbols of the numbering systems `latn` and `arabext`).

use super::Formatter;
use crate::domain::{decimal::Decimal, digits::Digits};

impl Formatter {
    /// Returns a number of the gateway as the page shows it: in Latin or Persian digits, grouped by threes. A text that
    /// is not a number is returned as it came.
    pub fn number(self, text: &str) -> String {
        Decimal::parse(text).map_or_else(|| text.to_owned(), |amount| self.amount(&amount))
    }

    /// Returns a count as the page shows it: in Latin or Persian digits, grouped by threes.
    pub fn count(self, number: u64) -> String {
        self.amount(&Decimal::from(number))
    }

    /// Returns the name of a currency: the language's own, or else the code.
    pub fn currency(self, code: &str) -> &str {
        self.rules().currencies.iter().find(|(own, _)| *own == code).map_or(code, |(_, name)| name)
    }

    /// Returns a share, given in hundredths, in the digits of the page and with the percent sign.
    pub fn percent(self, share: u64) -> String {
        [&*self.count(share), self.percent_sign()].concat()
    }

    /// Returns the mark before a share in percent. With Persian digits it is an Arabic letter mark, which makes the
    /// percent sign follow the digits in the direction of reading after any text (Unicode, UAX #9); otherwise the text
    /// is empty.
    pub(super) const fn percent_mark(self) -> &'static str {
        match self.digits() {
            Digits::Persian => "\u{61C}",
            Digits::Latin => "",
        }
    }

    /// Returns the percent sign that belongs to the digits.
    pub(super) const fn percent_sign(self) -> &'static str {
        match self.digits() {
            Digits::Persian => "٪",
            Digits::Latin => "%",
        }
    }

    /// Returns an amount with its digits grouped.
    fn amount(self, amount: &Decimal) -> String {
        let (group, decimal) = match self.digits() {
            Digits::Persian => ('٬', '٫'),
            Digits::Latin => (',', '.'),
        };
        self.digits().write(&amount.grouped(group, decimal))
    }
}
