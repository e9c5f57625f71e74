//! The archive of a workbook, read by `zip`.

use super::{file, options};
use crate::support::TestZone;
use outbox_report::export::{Export, Format};
use std::io::{Cursor, Read};

#[test]
fn an_archive_is_read_with_its_checksums_and_sizes() {
    let file = file(options(Format::Excel), &["{\"message\":\"متن\"}"; 500]);
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut names = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let mut text = String::new();
        // The reader compares the checksum.
        entry.read_to_string(&mut text).unwrap();
        assert_eq!(entry.size(), text.len() as u64);
        names.push(entry.name().unwrap().into_owned());
    }
    names.sort();
    assert_eq!(
        names,
        [
            "[Content_Types].xml",
            "_rels/.rels",
            "xl/_rels/workbook.xml.rels",
            "xl/styles.xml",
            "xl/workbook.xml",
            "xl/worksheets/sheet1.xml"
        ]
    );
}

#[test]
fn equal_records_give_equal_bytes_however_often_they_are_taken() {
    let records: Vec<String> = (0..300).map(|id| format!("{{\"messages_outbox_id\":\"{id}\"}}")).collect();
    let zone = TestZone::tehran();
    let mut export = Export::new(options(Format::Excel));
    for record in &records {
        assert_eq!(export.push(record, &zone), None);
    }
    assert_eq!(export.finish().0, file(options(Format::Excel), &records));
}

#[test]
fn an_archive_is_given_away_while_it_is_written() {
    let zone = TestZone::tehran();
    let mut export = Export::new(options(Format::Excel));
    let mut random = crate::support::Random(17);
    let (mut most, mut all) = (0, 0);
    for _ in 0..20_000 {
        let record = format!("{{\"message\":\"{}{}\"}}", random.below(usize::MAX), random.below(usize::MAX));
        assert_eq!(export.push(&record, &zone), None);
        let taken = export.take().len();
        most = most.max(taken);
        all += taken;
    }
    assert!(all > 10 * most && most < 200_000, "{most} of {all}");
}
