//! Writes and reads the words of a command by the quoting of three shells.
//!
//! The readers are strict. A text has no words if the shell would not accept it as it stands, or if the words
//! depend on the shell's state. So the reader of one shell refuses most of what was written for another.

use std::{fmt::Write, iter::Peekable, str::Chars};

/// A shell, by the family of its quoting rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    /// The POSIX shells such as bash and zsh (Shell Command Language, 2.2), with `$'…'` and here-documents.
    Posix,
    /// The Command Prompt of Windows. Each program splits its command line into words itself.
    Cmd,
    /// The shell `PowerShell` of Windows and other systems (`about_Quoting_Rules`).
    PowerShell,
}

impl Shell {
    /// Returns the words of a command; for `PowerShell`, its strings as well as its bare words. Returns `None` if
    /// the shell would not accept the command.
    pub fn words(self, command: &str) -> Option<Vec<String>> {
        match self {
            Self::Posix => posix(command),
            Self::Cmd => {
                // Browsers quote with `^"`, and double each backslash, even if no quote follows it.
                let is_of_browser =
                    command.find('"').is_some_and(|at| command.get(..at).is_some_and(|text| text.ends_with('^')));
                arguments(&without_carets(command), is_of_browser)
            }
            Self::PowerShell => power_shell(command),
        }
    }

    /// Returns a text as one quoted word of a command. For the Command Prompt, the text must have none of `%^&|<>!` and
    /// no line breaks, which cannot be written in quotes.
    pub fn quoted(self, text: &str) -> String {
        match self {
            Self::Posix => format!("'{}'", text.replace('\'', r"'\''")),
            Self::Cmd => argument(text),
            Self::PowerShell => {
                let doubled = text.chars().flat_map(|c| std::iter::repeat_n(c, if is_single(c) { 2 } else { 1 }));
                format!("'{}'", doubled.collect::<String>())
            }
        }
    }
}

/// The placeholder in place of a token, as in the API document.
pub const TOKEN_PLACEHOLDER: &str = "YOUR_TOKEN_HERE";

impl Shell {
    /// Returns a request as a command, in the form of the API document's example. The token is a placeholder.
    pub fn request(self, url: &str, body: &str) -> String {
        let (program, break_line) = match self {
            Self::Posix => ("curl", "\\\n"),
            // In Windows PowerShell, `curl` is an alias of another command.
            Self::Cmd => ("curl.exe", "^\n"),
            Self::PowerShell => {
                let [url, body] = [url, &in_ascii(body)].map(|text| self.quoted(text));
                return format!(
                    "Invoke-RestMethod -Method Post -Uri {url} `\n-ContentType 'application/json' `\n\
                     -Headers @{{ Authorization = '{TOKEN_PLACEHOLDER}' }} `\n-Body {body}"
                );
            }
        };
        let body = if self == Self::Cmd { in_ascii(body) } else { body.to_owned() };
        let authorization = format!("Authorization: {TOKEN_PLACEHOLDER}");
        let [url, kind, authorization, body] =
            [url, "Content-Type: application/json", &authorization, &body].map(|text| self.quoted(text));
        format!(
            "{program} --location {url} {break_line}--header {kind} {break_line}--header {authorization} {break_line}\
             --data {body}"
        )
    }
}

/// Returns the same JSON with `\u` escapes in place of the signs that shells of Windows interpret or re-encode. All
/// such signs stand in strings, where any sign may be an escape.
fn in_ascii(json: &str) -> String {
    let mut text = String::new();
    let mut chars = json.chars();
    while let Some(c) = chars.next() {
        let escaped = match c {
            '\\' => match chars.next() {
                Some(c @ ('"' | '\\' | '/')) => c,
                other => {
                    text.push(c);
                    text.extend(other);
                    continue;
                }
            },
            '%' | '^' | '&' | '|' | '<' | '>' | '!' | '\'' | '`' | '$' | '\u{7F}'.. => c,
            c => {
                text.push(c);
                continue;
            }
        };
        for unit in escaped.encode_utf16(&mut [0; 2]) {
            // Writing to a string never fails.
            let _ = write!(text, "\\u{unit:04x}");
        }
    }
    text
}

/// The words that have been read so far.
#[derive(Default)]
struct Words {
    done: Vec<String>,
    word: Option<String>,
}

impl Words {
    /// Returns the present word. Begins an empty one if there is none.
    fn word(&mut self) -> &mut String {
        self.word.get_or_insert_default()
    }

    /// Ends the present word, if there is one.
    fn end_word(&mut self) {
        self.done.extend(self.word.take());
    }

    /// Ends the last word and returns all of them.
    fn end(mut self) -> Vec<String> {
        self.end_word();
        self.done
    }
}

/// Reads the words of a command of a POSIX shell.
fn posix(command: &str) -> Option<Vec<String>> {
    let mut words = Words::default();
    let mut chars = command.chars().peekable();
    let mut is_after_quote = false;
    while let Some(c) = chars.next() {
        let was_after_quote = std::mem::take(&mut is_after_quote);
        match c {
            '\\' => match chars.next()? {
                '\n' => {}
                c => words.word().push(c),
            },
            // A quote right after a quoted text means a quote in PowerShell. In POSIX shells nobody writes it.
            '\'' if was_after_quote => return None,
            '\'' => {
                let word = words.word();
                loop {
                    match chars.next()? {
                        '\'' => break,
                        c => word.push(c),
                    }
                }
                is_after_quote = true;
            }
            '"' => double_quoted(&mut chars, words.word())?,
            '$' if chars.next_if_eq(&'\'').is_some() => words.word().push_str(&ansi_c(&mut chars)?),
            '$' if chars.next_if_eq(&'"').is_some() => double_quoted(&mut chars, words.word())?,
            '<' if chars.next_if_eq(&'<').is_some() => {
                words.end_word();
                // `<<<` is followed by the text itself.
                if chars.next_if_eq(&'<').is_none() {
                    let rest: String = chars.collect();
                    words.done.push(here_document(&rest)?);
                    return Some(words.done);
                }
            }
            '#' if words.word.is_none() => while chars.next_if(|c| *c != '\n').is_some() {},
            ' ' | '\t' | '\n' | ';' | '|' | '&' | '<' | '>' | '(' | ')' => words.end_word(),
            c => words.word().push(c),
        }
    }
    Some(words.end())
}

/// Reads a text in double quotes after the first of them. Returns `None` if the last one is missing.
fn double_quoted(chars: &mut Peekable<Chars>, word: &mut String) -> Option<()> {
    loop {
        match chars.next()? {
            '"' => return Some(()),
            '\\' => match chars.next()? {
                '\n' => {}
                c @ ('$' | '`' | '"' | '\\') => word.push(c),
                c => word.extend(['\\', c]),
            },
            c => word.push(c),
        }
    }
}

/// Reads a text in `$'…'` after its first quote (bash manual, ANSI-C Quoting). Browsers write a sign beyond Latin-1 as
/// its UTF-16 code units; some browsers write a sign of Latin-1 as its byte.
fn ansi_c(chars: &mut Peekable<Chars>) -> Option<String> {
    let mut text = Units::default();
    loop {
        let unit = match chars.next()? {
            '\'' => return Some(text.end()),
            '\\' => match chars.next()? {
                'a' => 7,
                'b' => 8,
                'e' | 'E' => 0x1B,
                'f' => 0xC,
                'n' => 0xA,
                'r' => 0xD,
                't' => 9,
                'v' => 0xB,
                c @ ('\\' | '\'' | '"' | '?') => u32::from(c),
                'x' => {
                    text.push_byte(number(chars, 16, 2)?);
                    continue;
                }
                'u' => number(chars, 16, 4)?,
                'U' => number(chars, 16, 8)?,
                c @ '0'..='7' => {
                    text.push_byte(octal(chars, c));
                    continue;
                }
                _ => return None,
            },
            c => u32::from(c),
        };
        text.push(unit)?;
    }
}

/// Reads up to two more octal digits after `first`, and returns the number.
fn octal(chars: &mut Peekable<Chars>, first: char) -> u32 {
    let mut code = u32::from(first) - u32::from('0');
    for _ in 0..2 {
        match chars.next_if(|c| c.is_digit(8)).and_then(|c| c.to_digit(8)) {
            Some(digit) => code = code * 8 + digit,
            None => break,
        }
    }
    code
}

/// Reads a number of one to `longest` digits. Returns `None` if there is no digit, or the number is too large.
fn number(chars: &mut Peekable<Chars>, radix: u32, longest: u32) -> Option<u32> {
    let mut code = chars.next()?.to_digit(radix)?;
    for _ in 1..longest {
        match chars.next_if(|c| c.is_digit(radix)).and_then(|c| c.to_digit(radix)) {
            Some(digit) => code = code.checked_mul(radix)?.checked_add(digit)?,
            None => break,
        }
    }
    Some(code)
}

/// A text that is composed of characters, UTF-16 surrogates and bytes.
#[derive(Default)]
struct Units {
    units: Vec<u16>,
    bytes: Vec<u8>,
}

impl Units {
    /// Adds a byte.
    fn push_byte(&mut self, byte: u32) {
        // An octal number over 255 keeps its low byte, as in bash.
        self.bytes.extend(u8::try_from(byte & 0xFF));
    }

    /// Adds a character or a surrogate. Returns `None` if `code` is neither.
    fn push(&mut self, code: u32) -> Option<()> {
        self.end_bytes();
        match u16::try_from(code) {
            Ok(unit) => self.units.push(unit),
            Err(_) => self.units.extend_from_slice(char::from_u32(code)?.encode_utf16(&mut [0; 2])),
        }
        Some(())
    }

    /// Decodes the bytes so far as UTF-8, or as Latin-1 if they are not UTF-8.
    fn end_bytes(&mut self) {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => self.units.extend(text.encode_utf16()),
            Err(_) => self.units.extend(self.bytes.iter().copied().map(u16::from)),
        }
        self.bytes.clear();
    }

    /// Ends the text and returns it.
    fn end(mut self) -> String {
        self.end_bytes();
        String::from_utf16_lossy(&self.units)
    }
}

/// Reads a here-document after its `<<` (POSIX, 2.7.4): the lines after that of the delimiter, up to the delimiter.
/// Returns `None` if the delimiter does not follow, or if an unquoted one has escapes that end too early.
fn here_document(text: &str) -> Option<String> {
    let (is_indented, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
    let text = text.trim_start_matches(' ');
    let (first_line, text) = text.split_once('\n')?;
    let mark = first_line.split([' ', ';', '|', '&', '>', ')']).next().unwrap_or_default();
    let name = mark.replace(['\'', '"', '\\'], "");
    let mut body = String::new();
    for line in text.split('\n') {
        let line = if is_indented { line.trim_start_matches('\t') } else { line };
        if line == name {
            return if name.len() < mark.len() { Some(body) } else { unescape_here(&body) };
        }
        body.push_str(line);
        body.push('\n');
    }
    None
}

/// Reads the lines of a here-document whose delimiter is not quoted. Returns `None` if a backslash ends them.
fn unescape_here(body: &str) -> Option<String> {
    let mut text = String::new();
    let mut chars = body.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next()? {
                '\n' => {}
                c @ ('$' | '`' | '\\') => text.push(c),
                c => text.extend(['\\', c]),
            },
            c => text.push(c),
        }
    }
    Some(text)
}

/// Returns a command as the Command Prompt passes it on: outside quotes, a caret escapes the next sign, and a caret at
/// the end of a line removes the line break.
fn without_carets(command: &str) -> String {
    let mut line = String::new();
    let mut is_quoted = false;
    let mut chars = command.chars();
    while let Some(c) = chars.next() {
        match c {
            '^' if !is_quoted => match chars.next() {
                Some('\n') => line.extend(chars.next()),
                escaped => line.extend(escaped),
            },
            c => {
                is_quoted ^= c == '"';
                line.push(c);
            }
        }
    }
    line
}

/// Splits a line into words as programs of Windows do (Microsoft C runtime, "Parsing C command-line arguments").
/// `is_doubled` says that backslashes are doubled everywhere. Returns `None` if a quote is not closed.
fn arguments(line: &str, is_doubled: bool) -> Option<Vec<String>> {
    let mut words = Words::default();
    let mut is_quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                let mut count = 1;
                while chars.next_if_eq(&'\\').is_some() {
                    count += 1;
                }
                let is_before_quote = chars.peek() == Some(&'"');
                let meant = match (is_before_quote, is_doubled) {
                    (true, _) => count / 2,
                    (false, true) => count - count / 2,
                    (false, false) => count,
                };
                words.word().extend(std::iter::repeat_n('\\', meant));
                if is_before_quote && count % 2 == 1 {
                    words.word().extend(chars.next());
                }
            }
            '"' if is_quoted && chars.next_if_eq(&'"').is_some() => words.word().push('"'),
            '"' => {
                is_quoted = !is_quoted;
                words.word();
            }
            ' ' | '\t' | '\n' if !is_quoted => words.end_word(),
            c => words.word().push(c),
        }
    }
    (!is_quoted).then(|| words.end())
}

/// Returns a text as a word that [`arguments`] reads: backslashes are doubled before a quote.
fn argument(text: &str) -> String {
    let mut quoted = String::from("\"");
    let mut backslashes = 0;
    for c in text.chars() {
        if c == '"' {
            quoted.extend(std::iter::repeat_n('\\', backslashes + 1));
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        quoted.push(c);
    }
    quoted.extend(std::iter::repeat_n('\\', backslashes));
    quoted.push('"');
    quoted
}

/// Returns a word as a program of Windows gets it from Windows PowerShell, which passes quotes on as they stand.
/// Returns `None` if the program would get several words or an open quote.
pub fn native_argument(word: &str) -> Option<String> {
    let mut words = arguments(&format!("\"{word}\""), false)?.into_iter();
    words.next().filter(|_| words.next().is_none())
}

/// Reads the strings and bare words of a command of `PowerShell`.
fn power_shell(command: &str) -> Option<Vec<String>> {
    let mut words = Words::default();
    let mut chars = command.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '`' => match chars.next()? {
                '\n' => words.end_word(),
                c => words.word().push(c),
            },
            '@' if chars.peek().is_some_and(|c| is_single(*c) || is_double(*c)) => {
                words.end_word();
                let quote = chars.next()?;
                words.done.push(here_string(&mut chars, quote)?);
            }
            '@' if chars.peek().is_some_and(|c| matches!(c, '{' | '(')) => words.end_word(),
            c if is_single(c) => {
                words.end_word();
                let mut text = String::new();
                loop {
                    match chars.next()? {
                        c if is_single(c) && chars.next_if(|c| is_single(*c)).is_none() => break,
                        c => text.push(c),
                    }
                }
                words.done.push(text);
            }
            c if is_double(c) => {
                words.end_word();
                words.done.push(expandable(&mut chars, true)?);
            }
            // `$'…'` belongs to another shell.
            '$' if chars.peek().is_some_and(|c| is_single(*c)) => return None,
            '#' if words.word.is_none() => while chars.next_if(|c| *c != '\n').is_some() {},
            ' ' | '\t' | '\n' | '(' | ')' | '{' | '}' | '=' | ';' | ',' | '|' | '&' | '<' | '>' => words.end_word(),
            c => words.word().push(c),
        }
    }
    Some(words.end())
}

/// Reads a text in double quotes after the first of them, or all of `chars` if `is_quoted` is false.
///
/// Plain variables stay as they are, and `$([char]N)`, by which browsers write a sign, becomes the sign. Returns `None`
/// for any other expression, and if the last quote is missing.
fn expandable(chars: &mut Peekable<Chars>, is_quoted: bool) -> Option<String> {
    let mut text = Units::default();
    loop {
        let code = match chars.next() {
            None if is_quoted => return None,
            None => return Some(text.end()),
            Some(c) if is_quoted && is_double(c) && chars.next_if(|c| is_double(*c)).is_none() => {
                return Some(text.end());
            }
            Some('`') => match chars.next()? {
                '0' => 0,
                'a' => 7,
                'b' => 8,
                'e' => 0x1B,
                'f' => 0xC,
                'n' => 0xA,
                'r' => 0xD,
                't' => 9,
                'v' => 0xB,
                'u' => {
                    chars.next_if_eq(&'{')?;
                    let code = number(chars, 16, 6)?;
                    chars.next_if_eq(&'}')?;
                    code
                }
                c => u32::from(c),
            },
            Some('$') if chars.peek() == Some(&'(') => {
                for c in "([char]".chars() {
                    chars.next_if_eq(&c)?;
                }
                let code = number(chars, 10, 7)?;
                chars.next_if_eq(&')')?;
                code
            }
            Some(c) => u32::from(c),
        };
        text.push(code)?;
    }
}

/// Reads a here-string after its first quote: the lines up to one that begins with the quote and `@`. Returns `None`
/// if there is no such line.
fn here_string(chars: &mut Peekable<Chars>, quote: char) -> Option<String> {
    while chars.next_if_eq(&' ').is_some() {}
    chars.next_if_eq(&'\n')?;
    // The closing line may be the first one.
    let mut body = String::from("\n");
    let end = ['\n', quote, '@'].iter().collect::<String>();
    while !body.ends_with(&end) {
        body.push(chars.next()?);
    }
    let body = body.strip_suffix(&end)?;
    let body = body.strip_prefix('\n').unwrap_or(body);
    if is_single(quote) { Some(body.to_owned()) } else { expandable(&mut body.chars().peekable(), false) }
}

/// Returns whether `PowerShell` takes a sign for a single quote.
const fn is_single(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}'..='\u{201B}')
}

/// Returns whether `PowerShell` takes a sign for a double quote.
const fn is_double(c: char) -> bool {
    matches!(c, '"' | '\u{201C}'..='\u{201E}')
}
