//! A number of the gateway's, kept as it was written and never rounded.

/// A decimal number of any length, taken from its text.
///
/// Costs have fractions (`3990.2`) and counts may have more digits than a float is exact for, so neither
/// passes through one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    negative: bool,
    integer: String,
    fraction: String,
}

/// Exponents beyond this are shown as they came: nobody reads a number of a hundred zeros.
const LARGEST_EXPONENT: i64 = 40;

impl Amount {
    /// Reads a JSON number's text (RFC 8259, section 6) or the same in a string, exponent included; `None` when
    /// the text is no number.
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
        let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if integer.is_empty()
            || !digits(integer)
            || !digits(fraction)
            || !(-LARGEST_EXPONENT..=LARGEST_EXPONENT).contains(&exponent)
        {
            return None;
        }
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

    /// The number with its integer digits in groups of three; `group` and `decimal` are CLDR's symbols.
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

impl From<u64> for Amount {
    fn from(number: u64) -> Self {
        Self { negative: false, integer: number.to_string(), fraction: String::new() }
    }
}
