//! Tables as texts: for spreadsheets, which must run no cell as a formula, and as Markdown.

use csv::{Terminator, WriterBuilder};
use outbox_report::domain::delimited::{Cell, guarded, html, markdown, quoted, tsv, unguarded};
use proptest::prelude::*;

proptest! {
    #![proptest_config(crate::support::thorough())]

    #[test]
    fn a_guard_is_taken_away_as_it_was_put_there(text in "['=+@ \\t\\n\\r\u{FEFF}＝a1.-]{0,8}|.{0,12}") {
        let cell = guarded(&text);
        prop_assert_eq!(unguarded(&cell), text.as_str());
        // What a spreadsheet sees first is no sign of a formula, but for a signed number.
        let first = cell.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let is_number = first.get(1..).is_some_and(|rest| rest.parse::<f64>().is_ok());
        prop_assert!(!first.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || is_number);
    }

    #[test]
    fn a_cell_is_quoted_as_the_csv_crate_does_it(
        cell in "[a\t\n\r\";,#' ]{0,8}|.{0,12}",
        delimiter in proptest::sample::select(&[',', ';', '\t'][..]),
    ) {
        let mut builder = WriterBuilder::new();
        let mut writer = builder.delimiter(u8::try_from(delimiter).unwrap()).terminator(Terminator::CRLF).from_writer(Vec::new());
        // A record of one empty cell is quoted, so there is a second one.
        writer.write_record([cell.as_str(), ""]).unwrap();
        let expected = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        prop_assert_eq!(format!("{}{delimiter}\r\n", quoted(&cell, &[u8::try_from(delimiter).unwrap()])), expected);
    }

    #[test]
    fn a_table_for_a_spreadsheet_has_as_many_cells_as_it_was_given(
        rows in proptest::collection::vec(proptest::collection::vec("[a\\t\\n\\r\"=|,]{0,6}", 3), 1..5)
    ) {
        let text = tsv(&rows);
        // RFC 4180, read back.
        let (mut read, mut cell, mut quoted) = (vec![Vec::new()], String::new(), false);
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
                '"' => quoted = !quoted,
                '\t' if !quoted => read.last_mut().unwrap().push(std::mem::take(&mut cell)),
                '\r' if !quoted => {
                    chars.next();
                    read.last_mut().unwrap().push(std::mem::take(&mut cell));
                    read.push(Vec::new());
                }
                c => cell.push(c),
            }
        }
        read.last_mut().unwrap().push(cell);
        prop_assert_eq!(read.len(), rows.len());
        for (read, row) in read.iter().zip(&rows) {
            prop_assert_eq!(read.len(), row.len());
            for (read, cell) in read.iter().zip(row) {
                prop_assert_eq!(unguarded(read), cell);
            }
        }
    }
}

#[test]
fn a_spreadsheet_runs_nothing_of_a_message() {
    let cell = |text: &str| tsv(&[vec![text.to_owned()]]);
    assert_eq!(cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
    assert_eq!(cell("@x"), "'@x");
    assert_eq!(cell("-1+1"), "'-1+1");
    assert_eq!(cell("+981000"), "+981000");
    assert_eq!(cell("+98votp"), "'+98votp");
    assert_eq!(cell("-12.5"), "-12.5");
    assert_eq!(cell("two\nlines"), "\"two\nlines\"");
}

#[test]
fn no_disguise_makes_a_formula_of_a_text() {
    let blanks = [
        "", " ", "  ", "\u{A0}", "\u{3000}", "\u{FEFF}", "\u{200B}", "\u{200F}", "\u{2066}", "\u{B}", "\0", "\u{AD}",
        "'", "''", " '",
    ];
    let signs = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹢", "﹣", "﹦", "﹫", "\u{2212}"];
    for start in blanks {
        for sign in signs {
            for text in [format!("{start}{sign}1+1"), format!("{start}{sign}cmd|' /C calc'!A0")] {
                assert_eq!(guarded(&text), format!("'{text}"));
                assert_eq!(unguarded(&guarded(&text)), text);
            }
        }
        for number in ["+981000", "-12.5", "-0"] {
            assert_eq!(guarded(&format!("{start}{number}")), format!("{start}{number}"));
        }
        assert_eq!(guarded(&format!("{start}text")), format!("{start}text"));
    }
    for text in [
        "\t=1", "\ttext", "\rtext", "\ntext", "\r\ntext", "'\ttext", "+", "-", "+1.", "+1.2.3", "-.5", "+98 912",
        "+1e5",
    ] {
        assert_eq!(guarded(text), format!("'{text}"));
    }
    for text in ["", "'", "1+1", "a=1", "'quoted'", "1E5", "۱=۱"] {
        assert_eq!(guarded(text), text);
    }
}

#[test]
fn a_spreadsheet_is_told_what_is_text() {
    let rows = [
        ["=1 & <b>", "12.5", "2025-04-23 15:26:58"],
        ["two\r\nlines\n3", "1E5", "+981000"],
        ["x", "1234567890123456", "007"],
    ];
    let rows = rows.map(|row| row.map(str::to_owned).to_vec());
    let html = html(&rows, |row, column| match (row, column) {
        (0, 2) => Cell::Moment,
        (_, 1 | 2) => Cell::Number,
        _ => Cell::Text,
    });
    let text = r#"<td style='mso-number-format:"\@";white-space:pre-wrap' sdnum="1033;0;@">"#;
    let line = r#"<br style="mso-data-placement:same-cell">"#;
    let expected = [
        r#"<meta charset="utf-8"><table>"#,
        &format!("<tr>{text}'=1 &amp; &lt;b&gt;</td><td>12.5</td><td>2025-04-23 15:26:58</td></tr>"),
        &format!("<tr>{text}two{line}lines{line}3</td>{text}1E5</td>{text}+981000</td></tr>"),
        &format!("<tr>{text}x</td>{text}1234567890123456</td>{text}007</td></tr></table>"),
    ];
    assert_eq!(html, expected.concat());
}

#[test]
fn a_markdown_table_shows_what_it_was_given() {
    let rows = [["A|B", "C"], ["x\ny", "*b* <i> ~~s~~"]].map(|row| row.map(str::to_owned).to_vec());
    assert_eq!(markdown(&rows), "| A\\|B | C |\n| --- | --- |\n| x<br>y | \\*b\\* \\<i\\> \\~\\~s\\~\\~ |");
}
