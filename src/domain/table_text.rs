//! A table as text that other programs take.

/// A table as tab-separated values, which spreadsheets take from the clipboard: a cell with a tab, a quote or a line
/// break is quoted (as RFC 4180 does it), and one that a spreadsheet would run as a formula begins with an apostrophe.
///
/// Ids and phone numbers stay as they are, though a spreadsheet reads them as numbers: an apostrophe before them would be
/// a part of what is looked up with them, as not every spreadsheet takes it away.
pub fn tsv(rows: &[Vec<String>]) -> String {
    let rows = rows.iter().map(|row| row.iter().map(|cell| tsv_cell(cell)).collect::<Vec<_>>().join("\t"));
    rows.collect::<Vec<_>>().join("\r\n")
}

fn tsv_cell(cell: &str) -> String {
    let is_number =
        cell.get(1..).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    let cell = match cell.chars().next() {
        Some('=' | '@' | '\t' | '\r') => format!("'{cell}"),
        Some('+' | '-') if !is_number => format!("'{cell}"),
        _ => cell.to_owned(),
    };
    if cell.contains(['\t', '\n', '\r', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
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
