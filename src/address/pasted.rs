//! A view out of what somebody pastes: a link, a command, a request's JSON body, or a text with one of them in it.
//!
//! A command is read by its shell's quoting ([`super::shell`]), and where more than one shell could be meant, in this
//! order:
//!
//! 1. `PowerShell` alone, where the command is one of its own (`Invoke-WebRequest`, `irm`, …);
//! 2. the Command Prompt alone, where the first quote is `^"`, and this and `PowerShell`, where the program is `curl.exe`;
//! 3. else POSIX shells, the Command Prompt and `PowerShell`, one after the other.
//!
//! The first one of whose words is a whole request counts. JSON in a command is never read past its quotes, where the
//! same letters may mean another message. In any other text, JSON is looked for as it stands, then by the shells (a
//! quoted body alone), then in the strings of other JSON or code, and then as a cell of a CSV file.

use super::{
    Codec, field_of,
    shell::{self, Shell, TOKEN_PLACEHOLDER},
};
use crate::domain::{bidi, draft::Draft, json::Json, param::Param};

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The view.
    pub draft: Draft,
    /// A token was there as well. It is not used.
    pub has_token: bool,
    /// An address was there as well: of a gateway, or of another page than this. It is not used.
    pub has_address: bool,
}

/// The document's other placeholder.
const DOCUMENTS_PLACEHOLDER: &str = "Your Apikey/Token";

/// The header that carries a token.
const HEADER: &str = "authorization";

/// In a longer text nobody looks for a view.
const MAX_BYTES: usize = 65_536;

/// At most so many places of a text are tried, so that the work stays linear.
const MAX_PLACES: usize = 20;

impl Codec<'_> {
    /// Reads a pasted text. `None` where no parameter of a report is in it. `own_page` is the address of this page
    /// without its query.
    pub fn parse_pasted(&self, text: &str, own_page: &str) -> Option<Pasted> {
        if text.len() > MAX_BYTES {
            return None;
        }
        let text = text.replace("\r\n", "\n");
        let text = text.trim_matches(|c: char| c.is_whitespace() || is_mark(c));
        // The prompt of an administrator would begin a comment.
        let text = text.strip_prefix("# ").unwrap_or(text);
        let program = Program::of(text);
        let commands = shells(text, program).iter().filter_map(|shell| Some((*shell, shell.words(text)?)));
        let commands: Vec<(Shell, Vec<String>)> = commands.collect();
        let is_command = program.is_some();
        let in_commands = || commands.iter().find_map(|(shell, words)| in_words(*shell, words));
        // Programs for letters and chats make other quotes of straight ones.
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
            return Some(Pasted { draft, has_token: has_token(text), has_address: text.contains("://") });
        }
        if is_command {
            commands.iter().find_map(|(_, words)| words.iter().find_map(|word| self.link(word, own_page)))
        } else {
            self.link(text, own_page)
        }
    }

    /// Reads the first link to a view in a text.
    fn link(&self, text: &str, own_page: &str) -> Option<Pasted> {
        text.match_indices('?').take(MAX_PLACES).find_map(|(at, _)| {
            let (page, query) = (text.get(..at)?, text.get(at + 1..)?);
            let query = query.split(is_after_link).next()?.replace("&#38;", "&").replace("&#x26;", "&");
            let query = query.split('#').next()?;
            let query = query.trim_end_matches(|c| matches!(c, ')' | ']' | '}' | ',' | ';' | '\'' | '’') || is_mark(c));
            let last = form_urlencoded::parse(query.as_bytes()).last().and_then(|(name, _)| field_of(&name));
            // The point at the end of a sentence; a text may end in one of its own.
            let is_text = matches!(last, Some(Param::Message | Param::Username));
            let query = if is_text { query } else { query.trim_end_matches(['.', ')', ',']) };
            let parameters = || form_urlencoded::parse(query.as_bytes());
            parameters().find(|(name, _)| field_of(name).is_some())?;
            let draft = Codec { own_limit: None, ..*self }.parse(query);
            let has_token = parameters().any(|(name, _)| {
                let name = name.to_ascii_lowercase();
                name.contains("token") || name == HEADER
            });
            let page = page.rsplit(is_before_link).next().unwrap_or_default();
            Some(Pasted { draft, has_token, has_address: page.contains("://") && page != own_page })
        })
    }
}

/// Whose command a text is, by what stands before its first quote and its first brace: all after it may be a message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Program {
    /// One of PowerShell's own commands, or its variables.
    PowerShell,
    /// A program of Windows.
    CurlExe,
    /// A program of any system, or only options of one.
    Curl,
}

impl Program {
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

/// The shells by which a text may be quoted, in the order in which they are tried.
fn shells(text: &str, program: Option<Program>) -> &'static [Shell] {
    // The first quote is none of a message's.
    let quoted_with_caret =
        text.find(['"', '\'']).is_some_and(|at| text.get(..at).is_some_and(|text| text.ends_with('^')));
    match program {
        Some(Program::PowerShell) => &[Shell::PowerShell],
        Some(Program::CurlExe) => &[Shell::Cmd, Shell::PowerShell],
        _ if quoted_with_caret => &[Shell::Cmd],
        _ => &[Shell::Posix, Shell::Cmd, Shell::PowerShell],
    }
}

/// Whether a shell may have written signs of a text in another way.
fn is_escaped(text: &str) -> bool {
    text.contains(['\\', '^', '`', '\''])
}

/// The first word that is a request.
fn in_words(shell: Shell, words: &[String]) -> Option<Draft> {
    words.iter().find_map(|word| {
        let word = word.trim();
        // The value may stand in one word with its option.
        let value = match word.split_once('{') {
            Some((option, _)) if option == "-d" || option.starts_with("--") => word.get(option.len()..)?,
            _ => word,
        };
        // PowerShell hands the quotes in a word on to programs as they stand, and so they are escaped for those.
        let native = || (shell == Shell::PowerShell).then(|| shell::native_argument(value)).flatten();
        request_of(value).or_else(|| request_of(&native()?))
    })
}

fn request_of(text: &str) -> Option<Draft> {
    request(Json::parse(text)?)
}

/// The first JSON object in a text that is a request of this API.
fn in_text(text: &str) -> Option<Draft> {
    text.match_indices('{').take(MAX_PLACES).find_map(|(at, _)| request(Json::at_start_of(text.get(at..)?)?))
}

/// The first string in a text that is a request, as in another request's JSON or in code; or the text as the inside of
/// a string.
fn in_strings(text: &str) -> Option<Draft> {
    let strings =
        text.match_indices('"').take(MAX_PLACES).filter_map(|(at, _)| Json::at_start_of(text.get(at..)?)?.string());
    strings
        .into_iter()
        .find_map(|text| request_of(&text))
        .or_else(|| in_text(&Json::parse(&format!("\"{text}\""))?.string()?))
}

/// The parameters of a request; `None` where it has none of its parts.
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

/// Whether a command carries a token that is more than a placeholder.
fn has_token(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    // Lower case has the same length in ASCII.
    let values = lower.match_indices(HEADER).filter_map(|(at, _)| text.get(at + HEADER.len()..));
    values.into_iter().any(|after| {
        let value = after.trim_start_matches(['"', '\'', ' ', ':', '=', '^', '`', '\\']);
        let value = value.split(['"', '\'', '\n', '^', '`', '\\']).next().unwrap_or_default().trim();
        !value.is_empty() && value != TOKEN_PLACEHOLDER && value != DOCUMENTS_PLACEHOLDER
    })
}

/// A mark of direction, as it is copied with a link.
fn is_mark(c: char) -> bool {
    bidi::turns(c) || matches!(c, '\u{200E}' | '\u{200F}' | '\u{FEFF}')
}

/// Signs that stand in no link as they are (RFC 3986, section 2), and end it.
fn is_after_link(c: char) -> bool {
    c.is_whitespace() || is_quote(c) || matches!(c, '،' | '؛')
}

fn is_before_link(c: char) -> bool {
    c.is_whitespace() || is_quote(c) || is_mark(c) || matches!(c, '(' | '[' | '\'')
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '`' | '<' | '>' | '«' | '»' | '“' | '”' | '‘')
}
