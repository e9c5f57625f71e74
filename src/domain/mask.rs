//! Hides one-time codes and other runs of digits of a message, for whoever shows the screen to others.

/// So many digits in a row are a code, a phone number or an account rather than a count.
const SHORTEST: usize = 4;

/// What stands in place of a digit.
pub const HIDDEN: char = '•';

/// The text with each digit hidden that stands in a run of four or more. Single spaces and dashes between digits don't
/// end a run, as codes are written so (`123-456`); digits of all three scripts count.
pub fn mask(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut masked = String::with_capacity(text.len());
    let mut rest = chars.as_slice();
    while !rest.is_empty() {
        let (length, digits) = run(rest);
        let (piece, after) = rest.split_at_checked(length.max(1)).unwrap_or((rest, &[]));
        let is_code = digits >= SHORTEST;
        masked.extend(piece.iter().map(|c| if is_code && is_digit(*c) { HIDDEN } else { *c }));
        rest = after;
    }
    masked
}

/// How many characters belong to the run of digits that begins here, and how many of them are digits.
fn run(chars: &[char]) -> (usize, usize) {
    let (mut length, mut digits) = (0, 0);
    for (at, c) in chars.iter().enumerate() {
        // One sign may stand between two digits.
        if is_digit(*c) && at <= length + usize::from(digits > 0) {
            length = at + 1;
            digits += 1;
        } else if !(matches!(c, ' ' | '-') && digits > 0 && at == length) {
            break;
        }
    }
    (length, digits)
}

/// Whether it is a digit of one of the three scripts.
pub const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '۰'..='۹' | '٠'..='٩')
}
