//! Names of files.

use crate::support::{NOW, TestZone};
use outbox_report::{
    domain::zone::WallClock,
    export::{Delimiter, FileName, Format, Part, Scope},
};

fn name() -> FileName {
    FileName {
        what: Scope::All,
        pinned: WallClock::at(NOW, &TestZone::tehran()),
        is_partial: false,
        hides_codes: false,
        part: Part { number: 1, of: 1 },
        format: Format::Csv(Delimiter::Semicolon),
    }
}

#[test]
fn a_name_says_which_records_and_when() {
    assert_eq!(name().text(), "outbox-all-2025-11-24-1930.csv");
    assert_eq!(FileName { what: Scope::Page, ..name() }.text(), "outbox-page-2025-11-24-1930.csv");
    let selection = FileName { what: Scope::Selection, format: Format::JsonLines, ..name() };
    assert_eq!(selection.text(), "outbox-selection-2025-11-24-1930.jsonl");
}

#[test]
fn a_name_says_what_is_missing_or_hidden_and_which_of_several_files_it_is() {
    assert_eq!(FileName { is_partial: true, ..name() }.text(), "outbox-all-2025-11-24-1930-partial.csv");
    assert_eq!(FileName { hides_codes: true, ..name() }.text(), "outbox-all-2025-11-24-1930-codes-hidden.csv");
    let (part, format) = (Part { number: 1, of: 3 }, Format::Excel);
    let third = FileName { is_partial: true, hides_codes: true, part, format, ..name() };
    assert_eq!(third.text(), "outbox-all-2025-11-24-1930-partial-codes-hidden-1 of 3.xlsx");
}
