//! Workbooks of Excel (ECMA-376, parts 1 and 2) with one sheet, written row by row.
//!
//! The sheet's XML has its texts in its cells (`inlineStr`), so no table of texts has to wait for the last row, and
//! each row is compressed and handed to the caller as it comes. `rust_xlsxwriter` keeps the sheet until the end; its
//! mode of constant memory needs temporary files, which a browser does not have.
//!
//! 100,000 rows of twelve columns, natively: 341 MB of memory with `rust_xlsxwriter` 0.102, in proportion to the rows
//! (38 MB for 10,000); 3 MB here, for 1,000,000 rows as well. Both take about 3 s, the reading of the records included
//! here alone.
//!
//! Nothing in a sheet can be run: there is no formula in it, and a text cell is never read as one. Its cells are:
//!
//! - Texts, cut to [`MAX_TEXT_UNITS`], with the format of texts, so that editing an id leaves it a text.
//! - Numbers of at most 15 digits, which a double keeps. Any other is a text.
//! - Dates on the wall clock of the report's time zone, as Excel knows no other.

use super::{
    Options,
    cells::{Cell, Columns, FileColumn},
    zip::Archive,
};
use crate::domain::{
    column::Column,
    decimal::Decimal,
    delimited::is_kept_number,
    zone::{Moment, WallClock, Zone},
};
use std::{fmt::Write as _, mem};

/// The largest number of records that a sheet holds, besides the row of headers.
pub const MAX_ROWS: u32 = 1_048_575;

/// The largest number of UTF-16 code units of a text that a cell holds.
pub const MAX_TEXT_UNITS: usize = 32_767;

/// The length of a sheet's XML, in bytes, from which on the workbook is full. So neither the sheet nor the archive
/// reaches the 4 GiB from which on other readers and another form of archive are needed.
const MAX_SHEET_BYTES: u64 = 1 << 30;

/// The number of days from the day that Excel counts from to 1970-01-01. Excel counts 1900-02-29 as a day, so this
/// number holds from March 1900 on.
const DAYS_BEFORE_1970: i64 = 25_569;

/// The formats of cells, by their indices in the style sheet.
#[derive(Clone, Copy)]
enum Style {
    Header = 1,
    Text,
    /// A text that reads from left to right in any sheet: the plus of `+981000` stays before its digits.
    LtrText,
    Whole,
    TwoDecimals,
    Number,
    Date,
}

/// The style sheet. `numFmtId` 49 is the format of texts, 3 that of whole numbers in groups, 4 the same with two
/// decimals; `readingOrder` 1 is from left to right.
const STYLES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
    r#"<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts>"#,
    r#"<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>"#,
    r#"<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>"#,
    r#"<fills count="2"><fill><patternFill patternType="none"/></fill>"#,
    r#"<fill><patternFill patternType="gray125"/></fill></fills>"#,
    r#"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"#,
    r#"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#,
    r#"<cellXfs count="8">"#,
    r#"<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>"#,
    r#"<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>"#,
    r#"<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"#,
    r#"<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">"#,
    r#"<alignment readingOrder="1"/></xf>"#,
    r#"<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"#,
    r#"<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"#,
    r#"<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>"#,
    r#"<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">"#,
    r#"<alignment readingOrder="1"/></xf>"#,
    r#"</cellXfs>"#,
    r#"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#,
);

const CONTENT_TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/xl/workbook.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>"#,
    r#"<Override PartName="/xl/styles.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>"#,
    r#"<Override PartName="/xl/worksheets/sheet1.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#,
);

const RELATIONSHIPS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" "#,
    r#"Target="xl/workbook.xml"/></Relationships>"#,
);

const WORKBOOK_RELATIONSHIPS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" "#,
    r#"Target="worksheets/sheet1.xml"/><Relationship Id="rId2" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" "#,
    r#"Target="styles.xml"/></Relationships>"#,
);

/// The sheet up to the attributes of its view.
const SHEET_START: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView"#,
);

/// The sheet from the end of the view's attributes up to its columns.
const SHEET_VIEW: &str = concat!(
    r#" tabSelected="1" workbookViewId="0">"#,
    r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#,
    r#"</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>"#,
);

/// The workbook up to the name of its sheet.
const WORKBOOK_START: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">"#,
    r#"<bookViews><workbookView/></bookViews><sheets><sheet name=""#,
);

/// The workbook from the end of the sheet's name up to the range of the filters, by which Excel finds them.
const WORKBOOK_NAMES: &str = concat!(
    r#"" sheetId="1" r:id="rId1"/></sheets>"#,
    r#"<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">"#,
);

/// A writer of a workbook.
pub(super) struct Writer {
    archive: Archive,
    /// The letters of each column, and the style of its texts.
    columns: Vec<(String, Style)>,
    /// The name of the sheet.
    name: &'static str,
    /// The XML of the present row.
    row: String,
    /// The number of rows, that of the headers included.
    rows: u32,
    max_rows: u32,
}

impl Writer {
    /// Creates a writer whose workbook begins with the row of headers.
    pub(super) fn new(options: &Options, columns: &Columns) -> Self {
        let mut archive = Archive::default();
        for (name, text) in [
            ("[Content_Types].xml", CONTENT_TYPES),
            ("_rels/.rels", RELATIONSHIPS),
            ("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONSHIPS),
            ("xl/styles.xml", STYLES),
        ] {
            archive.begin(name);
            archive.write(text);
        }
        archive.begin("xl/worksheets/sheet1.xml");
        archive.write(&sheet_start(options, columns));
        let style = |column: FileColumn| if column.is_ltr() { Style::LtrText } else { Style::Text };
        let mut workbook = Self {
            archive,
            columns: columns.list().zip(1..).map(|(column, number)| (letters(number), style(column))).collect(),
            name: options.formatter.table_texts().product,
            row: String::new(),
            rows: 0,
            max_rows: options.max_rows.clamp(1, MAX_ROWS),
        };
        workbook.write_row(columns.headers(), |row, at, header, _| {
            row.text(at, header, Style::Header);
        });
        workbook
    }

    /// Returns whether the workbook has no room for another record.
    pub(super) fn is_full(&self) -> bool {
        self.rows > self.max_rows || self.archive.length() >= MAX_SHEET_BYTES
    }

    /// Adds a row. Returns the number of its texts that were cut to [`MAX_TEXT_UNITS`].
    pub(super) fn push(&mut self, cells: &[Cell], zone: &dyn Zone) -> u64 {
        let mut cut = 0;
        self.write_row(cells.iter(), |row, at, cell, style| match cell {
            Cell::Text(text) => cut += u64::from(row.text(at, text, style)),
            Cell::Number(text) => match number(text) {
                Some(number) => row.value(at, &number, style_of(&number)),
                None => cut += u64::from(row.text(at, text, style)),
            },
            Cell::Time(moment) => row.value(at, &serial(*moment, zone), Style::Date),
        });
        cut
    }

    /// Returns the bytes that were written since the last call, and removes them from the writer's buffer.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.archive.take()
    }

    /// Ends the workbook. Returns the bytes since the last [`Self::take`].
    pub(super) fn finish(mut self) -> Vec<u8> {
        let (name, rows) = (self.name, self.rows);
        let last = self.columns.last().map_or("A", |(letters, _)| letters);
        let filter = format!(r#"</sheetData><autoFilter ref="A1:{last}{rows}"/></worksheet>"#);
        let names = format!("'{name}'!$A$1:${last}${rows}</definedName></definedNames></workbook>");
        self.archive.write(&filter);
        self.archive.begin("xl/workbook.xml");
        for text in [WORKBOOK_START, name, WORKBOOK_NAMES, &names] {
            self.archive.write(text);
        }
        self.archive.finish()
    }

    /// Adds a row of cells, each written by `write`, which is given the cell's address and the style of its texts.
    fn write_row<T>(&mut self, cells: impl Iterator<Item = T>, mut write: impl FnMut(&mut Row, &str, T, Style)) {
        self.rows += 1;
        let mut row = Row { xml: mem::take(&mut self.row), number: self.rows };
        row.xml.extend(["<row r=\"", &row.number.to_string(), "\">"]);
        for ((letters, style), cell) in self.columns.iter().zip(cells) {
            write(&mut row, letters, cell, *style);
        }
        row.xml.push_str("</row>");
        self.archive.write(&row.xml);
        row.xml.clear();
        self.row = row.xml;
    }
}

/// A row that is being written.
struct Row {
    xml: String,
    number: u32,
}

impl Row {
    /// Adds a cell with a text, and nothing for an empty text. Returns whether the text was cut.
    fn text(&mut self, letters: &str, text: &str, style: Style) -> bool {
        let kept = cut(text);
        if !kept.is_empty() {
            self.begin_cell(letters, style);
            self.xml.push_str(r#" t="inlineStr"><is><t xml:space="preserve">"#);
            escape(kept, &mut self.xml);
            self.xml.push_str("</t></is></c>");
        }
        kept.len() < text.len()
    }

    /// Adds a cell with a number.
    fn value(&mut self, letters: &str, number: &str, style: Style) {
        self.begin_cell(letters, style);
        self.xml.extend(["><v>", number, "</v></c>"]);
    }

    fn begin_cell(&mut self, letters: &str, style: Style) {
        // Writing to a text never fails.
        let _ = write!(self.xml, r#"<c r="{letters}{}" s="{}""#, self.number, style as u8);
    }
}

/// Returns the beginning of a sheet: its direction, the frozen row of headers and the widths of its columns.
fn sheet_start(options: &Options, columns: &Columns) -> String {
    let direction = if options.formatter.locale.is_rtl() { r#" rightToLeft="1""# } else { "" };
    let mut text = [SHEET_START, direction, SHEET_VIEW].concat();
    for (column, number) in columns.list().zip(1..) {
        let width = width(column);
        // Writing to a text never fails.
        let _ = write!(text, r#"<col min="{number}" max="{number}" width="{width}" customWidth="1"/>"#);
    }
    text + "</cols><sheetData>"
}

/// Returns the width of a column, in digits of the default font.
const fn width(column: FileColumn) -> u8 {
    match column {
        FileColumn::Field(Column::Message) => 60,
        FileColumn::Field(Column::Time | Column::TimeSend) | FileColumn::PersianDate(_) => 24,
        FileColumn::OtherFields => 40,
        FileColumn::Field(_) => 16,
    }
}

/// Returns the letters of a column, counted from 1: `A`, `Z`, `AA`.
fn letters(mut number: u32) -> String {
    let mut letters = String::new();
    while number > 0 {
        number -= 1;
        letters.insert(0, char::from_digit(number % 26 + 10, 36).unwrap_or('A').to_ascii_uppercase());
        number /= 26;
    }
    letters
}

/// Returns a number as a sheet has it; `None` for a text that is not a number, and if a double would not keep its
/// digits.
fn number(text: &str) -> Option<String> {
    let has_exponent = text.contains(['e', 'E']);
    let number = if has_exponent { Decimal::parse(text)?.plain() } else { text.trim().to_owned() };
    is_kept_number(&number).then_some(number)
}

/// Returns the format of a number. The general one would show a long one with an exponent, so it is for those alone
/// that have more than two decimals.
fn style_of(number: &str) -> Style {
    match number.split_once('.').map_or(0, |(_, decimals)| decimals.len()) {
        0 => Style::Whole,
        1 | 2 => Style::TwoDecimals,
        _ => Style::Number,
    }
}

/// Returns an instant as Excel counts it: in days, on the wall clock of the zone.
fn serial(moment: Moment, zone: &dyn Zone) -> String {
    let clock = WallClock::at(moment, zone);
    let days = clock.day.since_epoch() + DAYS_BEFORE_1970;
    // A millionth of a second has eleven decimals of a day.
    let fraction = u64::from(clock.second) * 100_000_000_000 / 86_400;
    format!("{days}.{fraction:011}")
}

/// Returns a text up to [`MAX_TEXT_UNITS`]; no character is cut in two.
fn cut(text: &str) -> &str {
    if text.len() <= MAX_TEXT_UNITS {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > MAX_TEXT_UNITS
    });
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// Adds a text to XML. A character that XML can't hold, or would change, is written as Excel does: `_x000D_`. A text
/// that looks like that has its underscore written so (ECMA-376, part 1, 22.9.2.19).
fn escape(text: &str, xml: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(is_special) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let mut chars = from.chars();
        xml.push_str(before);
        match chars.next() {
            Some('&') => xml.push_str("&amp;"),
            Some('<') => xml.push_str("&lt;"),
            Some('>') => xml.push_str("&gt;"),
            Some('_') if !is_escape(from) => xml.push('_'),
            Some(c) => {
                let _ = write!(xml, "_x{:04X}_", u32::from(c));
            }
            None => {}
        }
        rest = chars.as_str();
    }
    xml.push_str(rest);
}

/// Returns whether a character may not stand in XML as it is.
const fn is_special(c: char) -> bool {
    matches!(c, '&' | '<' | '>' | '_' | '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Returns whether a text begins like the escape of a character.
fn is_escape(text: &str) -> bool {
    let digits = text.strip_prefix("_x").and_then(|rest| rest.split_at_checked(4));
    digits.is_some_and(|(digits, rest)| digits.bytes().all(|b| b.is_ascii_hexdigit()) && rest.starts_with('_'))
}
