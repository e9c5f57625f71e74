//! Finds the view in a pasted text: a link, a command, a request's JSON body, or a text that contains one of them.
//!
//! A command is read by its shell's quoting ([`super::shell`]). The first rule that applies gives the shells that are
//! tried, in their order:
//!
//! 1. a command of `PowerShell` itself (`Invoke-WebRequest`, `irm`, …): `PowerShell`;
//! 2. a command whose program is `curl.exe`: the Command Prompt, `PowerShell`;
//! 3. a command whose first quote is `^"`: the Command Prompt;
//! 4. any other: POSIX shells, the Command Prompt, `PowerShell`.
//!
//! The first shell in whose words there is a whole request counts. JSON in a command is never read across its quotes,
//! where the same letters may mean another message. In any other text, JSON is looked for as it stands, then by the
//! shells (a quoted body alone), then in the strings of other JSON or code, and then as a cell of a CSV file.

use super::{
    Codec, Section, param_of,
    shell::{self, Shell, TOKEN_PLACEHOLDER},
};
use crate::domain::{bidi, draft::Draft, json::Json, param::Param};

/// A view that was found in a pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The raw texts of the view's parameters.
    pub draft: Draft,
    /// The section of the overview that a link opens, if any.
    pub section: Option<Section>,
    /// True if the text has a token as well. The token is not used.
    pub has_token: bool,
    /// True if the text has an address as well, of a gateway, or of a page other than the person's own. The address is
    /// not used.
    pub has_address: bool,
}

/// Another placeholder for a token in the API document, besides [`TOKEN_PLACEHOLDER`].
const DOCUMENTS_PLACEHOLDER: &str = "Your Apikey/Token";

/// The header that carries a token, in lower case.
const HEADER: &str = "authorization";

/// The longest text that is searched, in bytes.
const MAX_BYTES: usize = 65_536;

/// The most positions of a text at which a link or JSON is tried, so that the work stays linear.
const MAX_TRIES: usize = 20;

impl Codec<'_> {
    /// Returns the view in a pasted text. `own_page` is the address of the page itself, without its query. Returns
    /// `None` if the text holds no parameter of a report, or is longer than 64 KiB.
    pub fn parse_pasted(&self, text: &str, own_page: &str) -> Option<Pasted> {
        if text.len() > MAX_BYTES {
            return None;
        }
        let text = text.replace("\r\n", "\n");
        let text = text.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
        // `# ` may be the prompt of a root shell, which would begin a comment.
        let text = text.strip_prefix("# ").unwrap_or(text);
        let program = Program::of(text);
        let commands = shells(text, program).iter().filter_map(|shell| Some((*shell, shell.words(text)?)));
        let commands: Vec<(Shell, Vec<String>)> = commands.collect();
        let is_command = program.is_some();
        let in_commands = || commands.iter().find_map(|(shell, words)| in_words(*shell, words));
        // Word processors and chat programs turn straight quotes into typographic ones.
        let is_plain = !is_escaped(text);
        let straightened = || in_text(&text.replace(['“', '”', '„'], "\"")).filter(|_| is_plain);
        let draft = if is_command {
            in_commands().or_else(|| in_text(text).filter(|_| is_plain))
        } else {
            in_text(text)
                .or_else(in_commands)
                .or_else(|| in_strings(text))
                .or_else(|| in_text(&text.replace("\"\"", "\"")))
        };
        let draft = draft.or_else(straightened);
        if let Some(draft) = draft {
            return Some(Pasted {
                draft,
                section: None,
                has_token: has_token(text),
                has_address: text.contains("://"),
            });
        }
        if is_command {
            commands.iter().find_map(|(_, words)| words.iter().find_map(|word| self.link(word, own_page)))
        } else {
            self.link(text, own_page)
        }
    }

    /// Returns the view of the first link in a text.
    fn link(&self, text: &str, own_page: &str) -> Option<Pasted> {
        text.match_indices('?').take(MAX_TRIES).find_map(|(at, _)| {
            let (page, query) = (text.get(..at)?, text.get(at + 1..)?);
            let query = query.split(is_after_link).next()?.replace("&#38;", "&").replace("&#x26;", "&");
            let query = query.split('#').next()?;
            // A bracket that the query itself opens is its own.
            let mut outer = query.matches(')').count().saturating_sub(query.matches('(').count());
            let mut is_outer = |c| {
                let is_outer = c == ')' && outer > 0;
                outer -= usize::from(is_outer);
                is_outer
            };
            let query = query
                .trim_end_matches(|c| matches!(c, ']' | '}' | ',' | ';' | '\'' | '’') || is_mark(c) || is_outer(c));
            let last = form_urlencoded::parse(query.as_bytes()).last().and_then(|(name, _)| param_of(&name));
            // A point or bracket at the end belongs to the sentence, unless the last parameter is a free text.
            let is_text = matches!(last, Some(Param::Message | Param::Username));
            let query = if is_text { query } else { query.trim_end_matches(|c| matches!(c, '.' | ',') || is_outer(c)) };
            let parameters = || form_urlencoded::parse(query.as_bytes());
            let section = Section::of_address(query);
            if section.is_none() && !parameters().any(|(name, _)| param_of(&name).is_some()) {
                return None;
            }
            let draft = Codec { own_limit: None, ..*self }.parse(query);
            let has_token = parameters().any(|(name, _)| {
                let name = name.to_ascii_lowercase();
                name.contains("token") || name == HEADER
            });
            let page = page.rsplit(is_before_link).next().unwrap_or_default();
            Some(Pasted { draft, section, has_token, has_address: page.contains("://") && page != own_page })
        })
    }
}

/// The program of a command, by what stands before its first quote and its first brace: all after that may be a
/// message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Program {
    /// A command of `PowerShell`, or an assignment to one of its variables.
    PowerShell,
    /// The `curl.exe` of Windows.
    CurlExe,
    /// The `curl` of any system, or only its options.
    Curl,
}

impl Program {
    /// Returns the program of a text; `None` if the text is not a command.
    fn of(text: &str) -> Option<Self> {
        let head = text.split(|c| is_quote(c) || matches!(c, '\'' | '{')).next().unwrap_or_default();
        let mut words = head.split(|c: char| c.is_whitespace() || matches!(c, ';' | '|' | '>' | '(' | '`' | '^'));
        let found = words.find_map(|word| {
            let is = |own: &str| word.eq_ignore_ascii_case(own);
            let is_option = word == "-d" || word.starts_with("--data") || word == "--json";
            if ["Invoke-WebRequest", "Invoke-RestMethod", "iwr", "irm"].into_iter().any(is) {
                Some(Self::PowerShell)
            } else if is("curl.exe") {
                Some(Self::CurlExe)
            } else {
                (is("curl") || is_option).then_some(Self::Curl)
            }
        });
        let variable = text.strip_prefix('$').and_then(|text| text.chars().next());
        found.or(match variable {
            Some('\'') => Some(Self::Curl),
            Some(c) if c.is_alphabetic() => Some(Self::PowerShell),
            _ => None,
        })
    }
}

/// Returns the shells by whose quoting a text is read, in the order in which they are tried.
fn shells(text: &str, program: Option<Program>) -> &'static [Shell] {
    // The first quote is not part of a message.
    let quoted_with_caret =
        text.find(['"', '\'']).is_some_and(|at| text.get(..at).is_some_and(|text| text.ends_with('^')));
    match program {
        Some(Program::PowerShell) => &[Shell::PowerShell],
        Some(Program::CurlExe) => &[Shell::Cmd, Shell::PowerShell],
        _ if quoted_with_caret => &[Shell::Cmd],
        _ => &[Shell::Posix, Shell::Cmd, Shell::PowerShell],
    }
}

/// Returns whether a text has signs by which a shell may escape other signs.
fn is_escaped(text: &str) -> bool {
    text.contains(['\\', '^', '`', '\''])
}

/// Returns the draft of the first word that is a request.
fn in_words(shell: Shell, words: &[String]) -> Option<Draft> {
    words.iter().find_map(|word| {
        let word = word.trim();
        // The option and its value may be one word.
        let value = match word.split_once('{') {
            Some((option, _)) if option == "-d" || option.starts_with("--") => word.get(option.len()..)?,
            _ => word,
        };
        // PowerShell passes quotes inside a word to programs as they stand, so commands escape them for the program.
        let native = || (shell == Shell::PowerShell).then(|| shell::native_argument(value)).flatten();
        request_of(value).or_else(|| request_of(&native()?))
    })
}

/// Returns the draft of a text that is a request's JSON.
fn request_of(text: &str) -> Option<Draft> {
    request(Json::parse(text)?)
}

/// Returns the draft of the first JSON object in a text that is a request of this API.
fn in_text(text: &str) -> Option<Draft> {
    text.match_indices('{').take(MAX_TRIES).find_map(|(at, _)| request(Json::at_start_of(text.get(at..)?)?))
}

/// Returns the draft of the first string in a text that is a request, as in another request's JSON or in code. If
/// there is none, the text is read as the inside of a string.
fn in_strings(text: &str) -> Option<Draft> {
    let strings =
        text.match_indices('"').take(MAX_TRIES).filter_map(|(at, _)| Json::at_start_of(text.get(at..)?)?.string());
    strings
        .into_iter()
        .find_map(|text| request_of(&text))
        .or_else(|| in_text(&Json::parse(&format!("\"{text}\""))?.string()?))
}

/// Returns the parameters of a request's JSON; `None` if the JSON has no part of a request.
fn request(value: Json) -> Option<Draft> {
    let request = value.object()?;
    let filters = request.get("filters").and_then(Json::object);
    let mut draft = Draft::default();
    let mut is_request = filters.is_some();
    for param in Param::ALL {
        let parts = if param.is_filter() { filters.as_ref() } else { Some(&request) };
        let value = parts.and_then(|parts| parts.get(param.name()));
        let text = value.and_then(|value| value.string().or_else(|| value.number().map(str::to_owned)));
        let Some(text) = text else { continue };
        is_request = true;
        draft.set(param, text);
    }
    is_request.then_some(draft)
}

/// Returns whether a text carries a token that is more than a placeholder.
fn has_token(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    // ASCII lower case has the same length, so the places are the same.
    let values = lower.match_indices(HEADER).filter_map(|(at, _)| text.get(at + HEADER.len()..));
    values.into_iter().any(|after| {
        let value = after.trim_start_matches(['"', '\'', ' ', ':', '=', '^', '`', '\\']);
        let value = value.split(['"', '\'', '\n', '^', '`', '\\']).next().unwrap_or_default().trim();
        !value.is_empty() && value != TOKEN_PLACEHOLDER && value != DOCUMENTS_PLACEHOLDER
    })
}

/// Returns whether a sign is a direction mark or a byte order mark, which may be copied with a link.
fn is_mark(c: char) -> bool {
    bidi::is_directional(c) || matches!(c, '\u{200E}' | '\u{200F}' | '\u{FEFF}')
}

/// Returns whether a sign ends a link: no link has it unescaped (RFC 3986, section 2).
fn is_after_link(c: char) -> bool {
    c.is_whitespace() || is_quote(c) || matches!(c, '،' | '؛')
}

/// Returns whether a sign may stand right before a link.
fn is_before_link(c: char) -> bool {
    c.is_whitespace() || is_quote(c) || is_mark(c) || matches!(c, '(' | '[' | '\'')
}

/// Returns whether a sign is a quote or an angle bracket.
const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '`' | '<' | '>' | '«' | '»' | '“' | '”' | '‘')
}
