//! Numbers of the gateway, kept as they were written and never rounded.

use std::iter;

/// A decimal number of any length, read from its text.
///
/// Costs have fractions (`3990.2`), and counts may have more digits than a float holds exactly. So neither is ever
/// converted to a float.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    integer: String,
    fraction: String,
}

/// The largest number of digits with which sums and quotients are calculated.
const MAX_DIGITS: usize = 36;

/// The largest exponent that is read, with either sign. A number with a larger one is shown as it came: nobody reads a
/// hundred zeros.
const MAX_EXPONENT: i64 = 40;

impl Decimal {
    /// Reads a number; `None` for a text of any other form. Every number of the gateway is read here:
    ///
    /// ```text
    /// number = [ "-" ] 1*DIGIT [ "." 1*DIGIT ] [ ( "e" / "E" ) [ "+" / "-" ] 1*DIGIT ]
    /// ```
    ///
    /// The form is that of a JSON number (RFC 8259, section 6), which may also come in a string. Zeros and blanks may
    /// come before it, and blanks after it. An exponent beyond 40 or below −40 is not read.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(integer) || !digits(fraction) || !(-MAX_EXPONENT..=MAX_EXPONENT).contains(&exponent) {
            return None;
        }
        // Without a dot there is no fraction, which is not the same as the fraction zero.
        let fraction = if mantissa.len() > integer.len() { fraction } else { "" };
        let mut integer = integer.to_owned();
        let mut fraction = fraction.to_owned();
        for _ in 0..exponent {
            integer.push(if fraction.is_empty() { '0' } else { fraction.remove(0) });
        }
        for _ in exponent..0 {
            fraction.insert(0, integer.pop().unwrap_or('0'));
        }
        let significant = integer.trim_start_matches('0');
        let integer = if significant.is_empty() { "0".to_owned() } else { significant.to_owned() };
        Some(Self { negative, integer, fraction })
    }

    /// Returns the number without groups and without an exponent, with a dot before its fraction.
    pub fn plain(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let dot = if self.fraction.is_empty() { "" } else { "." };
        [sign, &self.integer, dot, &self.fraction].concat()
    }

    /// Returns the value of a whole number; `None` if it has a fraction other than zero, is below zero, or has more
    /// than 64 bits.
    pub fn whole(&self) -> Option<u64> {
        let is_whole = self.fraction.bytes().all(|digit| digit == b'0');
        if is_whole && (!self.negative || self.is_zero()) { self.integer.parse().ok() } else { None }
    }

    /// Returns the number rounded down to a whole one; `None` if it has a minus sign, or the result has more than 63
    /// bits.
    pub fn floor(&self) -> Option<i64> {
        if self.negative { None } else { self.integer.parse().ok() }
    }

    /// Returns whether the number is zero.
    pub fn is_zero(&self) -> bool {
        self.integer.bytes().chain(self.fraction.bytes()).all(|digit| digit == b'0')
    }

    /// Returns a tenth of the number, exactly.
    #[must_use]
    pub fn tenth(mut self) -> Self {
        let last = self.integer.pop().unwrap_or('0');
        if self.integer.is_empty() {
            self.integer.push('0');
        }
        if last != '0' || !self.fraction.is_empty() {
            self.fraction.insert(0, last);
        }
        self
    }

    /// Returns the exact sum of the given numbers; `None` if one has more than 36 digits, aligned to the longest
    /// fraction, or the sum has too many bits.
    pub fn sum<'a>(amounts: impl IntoIterator<Item = &'a Self> + Clone) -> Option<Self> {
        let scale = amounts.clone().into_iter().map(|amount| amount.fraction.len()).max().unwrap_or_default();
        let sum = amounts.into_iter().try_fold(0_i128, |sum, amount| sum.checked_add(amount.scaled(scale)?))?;
        Some(Self::from_scaled(sum, scale))
    }

    /// Returns the number divided by `count`, and whether the quotient is exact.
    ///
    /// An exact quotient has at most four decimals more than the number has. Any other is rounded half up to as many
    /// decimals as the number has, but to two at least. The result is `None` for a `count` of zero, and if there are
    /// more than 36 digits.
    pub fn per(&self, count: u64) -> Option<(Self, bool)> {
        let count = i128::from(count);
        let exact = (self.fraction.len()..).take(5).find_map(|scale| {
            let scaled = self.scaled(scale)?;
            (scaled.checked_rem(count)? == 0).then(|| (Self::from_scaled(scaled / count, scale), true))
        });
        exact.or_else(|| {
            let scale = self.fraction.len().max(2);
            let halves = self.scaled(scale)?.checked_mul(2)?.checked_add(count)?;
            Some((Self::from_scaled(halves.checked_div_euclid(count.checked_mul(2)?)?, scale), false))
        })
    }

    /// Returns the number as a count of units, of which 10^`scale` make one; `None` if it has more decimals than
    /// `scale`, or more than [`MAX_DIGITS`] digits.
    fn scaled(&self, scale: usize) -> Option<i128> {
        // The length is checked before any text is built: one long fraction would lengthen every number of a sum.
        if self.integer.len() + scale > MAX_DIGITS {
            return None;
        }
        let zeros = scale.checked_sub(self.fraction.len())?;
        let digits = self.integer.bytes().chain(self.fraction.bytes()).chain(iter::repeat_n(b'0', zeros));
        let number = digits.fold(0_i128, |number, digit| number * 10 + i128::from(digit - b'0'));
        Some(if self.negative { -number } else { number })
    }

    /// Creates a number from a count of units, of which 10^`scale` make one.
    fn from_scaled(number: i128, scale: usize) -> Self {
        let mut integer = format!("{:0>width$}", number.unsigned_abs(), width = scale + 1);
        let fraction = integer.split_off(integer.len() - scale);
        Self { negative: number < 0, integer, fraction }
    }

    /// Returns the number in Latin digits, with its integer digits in groups of three. `group` stands between two
    /// groups, and `decimal` before the fraction.
    pub fn grouped(&self, group: char, decimal: char) -> String {
        let mut text = String::new();
        if self.negative {
            text.push('-');
        }
        let digits = self.integer.len();
        for (i, digit) in self.integer.chars().enumerate() {
            if i > 0 && (digits - i).is_multiple_of(3) {
                text.push(group);
            }
            text.push(digit);
        }
        if !self.fraction.is_empty() {
            text.push(decimal);
            text.push_str(&self.fraction);
        }
        text
    }
}

/// Returns the whole number that a text stands for, in any form that [`Decimal::parse`] reads (`6.4e7`, `25.0`); `None`
/// for any other text, and if [`Decimal::whole`] returns `None`.
pub fn whole(text: &str) -> Option<u64> {
    Decimal::parse(text)?.whole()
}

impl From<u64> for Decimal {
    fn from(number: u64) -> Self {
        Self { negative: false, integer: number.to_string(), fraction: String::new() }
    }
}
