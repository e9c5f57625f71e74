//! Tables as texts that other programs paste: tab-separated values, HTML and Markdown.

use super::redact;
use std::borrow::Cow;

/// The type of a cell in a spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text, or digits that are not a number: an id, a phone number, the name `1E5`.
    Text,
    /// A number, provided that it is written like one and has no more digits than a spreadsheet keeps.
    Number,
    /// A time in a form that spreadsheets read by themselves.
    Moment,
}

/// Returns a cell in a form that no spreadsheet runs as a formula: a cell that could start a formula gets an apostrophe
/// before it.
///
/// Such a cell begins with a tab or a line break, or its first visible character, apostrophes aside, is one of `= + -
/// @`, one of their wide or small forms, or a minus sign. A signed number (`+981000`, `-12.5`) is no formula. The
/// change is reversible: [`unguarded`] removes the apostrophe that this function adds, and no other.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if could_run(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// Returns a cell as it was before [`guarded`].
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| could_run(rest)).unwrap_or(cell)
}

/// Returns whether a spreadsheet could run a cell as a formula.
fn could_run(cell: &str) -> bool {
    // Apostrophes at the start are skipped. Otherwise `unguarded` could not tell an added apostrophe from the cell's
    // own.
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

/// Returns whether spreadsheets skip a character at the start of a cell, or might skip it.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || redact::is_invisible(c)
}

fn is_signed_number(text: &str) -> bool {
    text.strip_prefix(['+', '-']).is_some_and(is_plain_number)
}

/// Returns whether a text consists of digits, with or without a point and more digits after it.
fn is_plain_number(text: &str) -> bool {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    [whole, decimals].into_iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Writes a table as tab-separated values, which spreadsheets take from the clipboard. Cells are [`quoted`], and a cell
/// that a spreadsheet would run is [`guarded`].
///
/// Ids and phone numbers are not changed, although a spreadsheet reads them as numbers here. Not every spreadsheet
/// removes an apostrophe before them, so the apostrophe would be part of any text that is looked up. [`html`] marks
/// them as texts instead.
pub fn tsv(rows: &[Vec<String>]) -> String {
    let rows = rows.iter().map(|row| row.iter().map(|cell| tsv_cell(cell)).collect::<Vec<_>>().join("\t"));
    rows.collect::<Vec<_>>().join("\r\n")
}

fn tsv_cell(cell: &str) -> String {
    quoted(&guarded(cell), b"\t").into_owned()
}

/// Returns a cell as it stands in a text with delimiters (RFC 4180, section 2): if it has one of the given ones, a
/// quote or a line break, it is put in quotes, and its own quotes are doubled.
pub fn quoted<'a>(cell: &'a str, delimiters: &[u8]) -> Cow<'a, str> {
    // An export has millions of cells. Looking for one sign at a time is quicker than asking of each byte what it is.
    if b"\n\r\"".iter().chain(delimiters).any(|sign| cell.as_bytes().contains(sign)) {
        format!("\"{}\"", cell.replace('"', "\"\"")).into()
    } else {
        cell.into()
    }
}

/// Writes a table as HTML, which spreadsheets prefer to plain text. In HTML a cell can be marked as a text, both for
/// Excel (`mso-number-format`) and for `LibreOffice` (`sdnum`). `cell` returns the type of the cell at a row and a
/// column, both from 0.
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

/// The opening tag of a cell that spreadsheets keep as a text.
const TEXT_CELL: &str = r#"<td style='mso-number-format:"\@";white-space:pre-wrap' sdnum="1033;0;@">"#;

/// The number of digits of a number that spreadsheets keep.
const MAX_DIGITS: usize = 15;

/// Returns whether a spreadsheet that reads a text as a number keeps all of the text's digits: the text is a number
/// without superfluous zeros in front and with at most 15 digits.
pub fn is_kept_number(text: &str) -> bool {
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

/// Writes a table as Markdown (GitHub Flavored Markdown, Tables). The first row is the header.
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
            // Characters that would begin a markup of their own.
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '~' => text.extend(['\\', c]),
            _ => text.push(c),
        }
    }
    text
}
