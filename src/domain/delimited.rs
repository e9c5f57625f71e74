//! A table as text that other programs take.

use super::redact;
use std::borrow::Cow;

/// What a cell of a table is for a spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Letters, and digits that are no number: an id, a phone, the name `1E5`.
    Text,
    /// A number, where it has the form of one and no more digits than a spreadsheet keeps.
    Number,
    /// A time that a spreadsheet reads as it is.
    Moment,
}

/// A cell as no spreadsheet runs it as a formula: what could start one has an apostrophe before it.
///
/// That is a cell that begins with a tab or a line break, and one whose first character that can be seen, but for apostrophes, is
/// one of `= + - @`, their wide or small forms, or a minus sign. A signed number (`+981000`, `-12.5`) is none. It is reversible:
/// [`unguarded`] takes away what this has put there and nothing else.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if could_run(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// A cell as it was before [`guarded`].
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| could_run(rest)).unwrap_or(cell)
}

fn could_run(cell: &str) -> bool {
    // One apostrophe more makes no difference, or it could not be told whose it is.
    if cell.trim_start_matches('\'').starts_with(['\t', '\n', '\r']) {
        return true;
    }
    let seen = cell.trim_start_matches(|c| c == '\'' || is_blank(c));
    match seen.chars().next() {
        Some('+' | '-') => !is_signed_number(seen),
        Some(first) => {
            matches!(first, '=' | '@' | '\u{2212}' | '\u{FE62}' | '\u{FE63}' | '\u{FE66}' | '\u{FE6B}')
                || matches!(first, '\u{FF0B}' | '\u{FF0D}' | '\u{FF1D}' | '\u{FF20}')
        }
        None => false,
    }
}

/// What spreadsheets pass over at the start of a cell, or might.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || redact::is_invisible(c)
}

fn is_signed_number(text: &str) -> bool {
    text.strip_prefix(['+', '-']).is_some_and(is_plain_number)
}

/// Whether it is digits, with others behind a point or without.
fn is_plain_number(text: &str) -> bool {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    [whole, decimals].into_iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A table as tab-separated values, which spreadsheets take from the clipboard: a cell with a tab, a quote or a line
/// break is quoted (as RFC 4180 does it), and one that a spreadsheet would run is [`guarded`].
///
/// Ids and phone numbers stay as they are, though a spreadsheet reads them as numbers here: an apostrophe before them would be
/// a part of what is looked up with them, as not every spreadsheet takes it away. [`html`] says that they are text.
pub fn tsv(rows: &[Vec<String>]) -> String {
    let rows = rows.iter().map(|row| row.iter().map(|cell| tsv_cell(cell)).collect::<Vec<_>>().join("\t"));
    rows.collect::<Vec<_>>().join("\r\n")
}

fn tsv_cell(cell: &str) -> String {
    let cell = guarded(cell);
    if cell.contains(['\t', '\n', '\r', '"']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.into_owned()
    }
}

/// A table as HTML, which spreadsheets prefer to its text: there a cell can say that it is text, as Excel writes it
/// (`mso-number-format`) and as `LibreOffice` does (`sdnum`). `cell` says of a row and a column what stands there.
pub fn html(rows: &[Vec<String>], cell: impl Fn(usize, usize) -> Cell) -> String {
    let mut html = r#"<meta charset="utf-8"><table>"#.to_owned();
    for (at, row) in rows.iter().enumerate() {
        html.push_str("<tr>");
        for (column, text) in row.iter().enumerate() {
            let is_text = match cell(at, column) {
                Cell::Text => true,
                Cell::Number => !is_kept_number(text),
                Cell::Moment => false,
            };
            html.push_str(if is_text { TEXT_CELL } else { "<td>" });
            html_text(&guarded(text), &mut html);
            html.push_str("</td>");
        }
        html.push_str("</tr>");
    }
    html + "</table>"
}

const TEXT_CELL: &str = r#"<td style='mso-number-format:"\@";white-space:pre-wrap' sdnum="1033;0;@">"#;

/// Spreadsheets keep so many digits of a number.
const MAX_DIGITS: usize = 15;

fn is_kept_number(text: &str) -> bool {
    let number = text.strip_prefix('-').unwrap_or(text);
    let has_leading_zero = number.starts_with('0') && number.len() > 1 && !number.starts_with("0.");
    is_plain_number(number) && !has_leading_zero && number.bytes().filter(u8::is_ascii_digit).count() <= MAX_DIGITS
}

fn html_text(text: &str, html: &mut String) {
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' | '\r' => html.push_str(r#"<br style="mso-data-placement:same-cell">"#),
            '\0' => html.push(char::REPLACEMENT_CHARACTER),
            c => html.push(c),
        }
    }
}

/// A table as Markdown (GitHub Flavored Markdown, Tables): the first row is its header.
pub fn markdown(rows: &[Vec<String>]) -> String {
    let line =
        |row: &[String]| format!("| {} |", row.iter().map(|cell| markdown_cell(cell)).collect::<Vec<_>>().join(" | "));
    let rule = |row: &Vec<String>| format!("|{}", " --- |".repeat(row.len()));
    let mut lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
    if let Some(header) = rows.first() {
        lines.insert(1, rule(header));
    }
    lines.join("\n")
}

fn markdown_cell(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    for c in cell.replace("\r\n", "\n").chars() {
        match c {
            '\n' | '\r' => text.push_str("<br>"),
            // What would begin a mark-up of its own.
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '~' => text.extend(['\\', c]),
            _ => text.push(c),
        }
    }
    text
}
