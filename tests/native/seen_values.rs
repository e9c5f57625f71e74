//! The senders and user names of the rows so far.

use outbox_report::domain::{page::Page, param::Param, record::Record, seen_values::SeenValues};

fn page(rows: &[(&str, &str)]) -> Page {
    let row = |(number, username): &(&str, &str)| Record {
        number: Some((*number).into()),
        username: Some((*username).into()),
        ..Record::default()
    };
    Page { rows: rows.iter().map(row).collect(), ..Page::default() }
}

#[test]
fn each_value_is_kept_once_as_a_filter_has_it() {
    let mut seen = SeenValues::default();
    seen.add(&page(&[("+981000", "ali"), ("981000", "sara"), ("+98votp", "*****")]));
    seen.add(&page(&[("+983000", "ali"), ("+981000", "")]));
    assert_eq!(seen.of(Param::Number), ["+981000", "+98votp", "+983000"]);
    assert_eq!(seen.of(Param::Username), ["ali", "sara"]);
    assert_eq!(seen.of(Param::Message), [""; 0]);
}

#[test]
fn the_first_ones_are_forgotten_where_there_are_too_many() {
    let mut seen = SeenValues::default();
    for number in 0..300 {
        seen.add(&page(&[("+981000", &format!("user{number}"))]));
    }
    assert_eq!(seen.of(Param::Username).len(), 200);
    assert_eq!(seen.of(Param::Username)[0], "user100");
    seen.add(&page(&[("+981000", &"long".repeat(100))]));
    assert_eq!(seen.of(Param::Username)[199], "user299");
}
