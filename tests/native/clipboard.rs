//! The texts of copied rows and of copied selections.

use crate::support::{TestZone, page_of};
use outbox_report::{
    domain::{column::Column, delimited::Cell, locale::Locale},
    i18n::{Formatter, clipboard::selected_text, record_fields::FieldContext},
};

#[test]
fn rows_are_copied_as_they_are_shown_but_in_latin_digits() {
    let page = page_of(
        r##"{"messages_outbox_id":"12345","state_id":6,"cost":3990.2,"rcpts_count":"1240","time":"1745409418",
        "number":"+981000","message":"متن","part":"2","valid":"approve","number_color":"#95E871"}"##,
    );
    let record = &page.rows[0];
    let formatter = Formatter::new(Locale::Fa, None);
    let zone = TestZone::tehran();
    let context = FieldContext { zone: &zone, zone_name: "Asia/Tehran", currency: "IRR" };
    let copied = |column| formatter.clipboard_text(column, record, &context);
    assert_eq!(copied(Column::StateId), "ارسال شده");
    assert_eq!(copied(Column::Cost), "3990.2");
    assert_eq!(copied(Column::RcptsCount), "1240");
    assert_eq!(copied(Column::Time), "1404/02/03 15:26:58");
    assert_eq!(copied(Column::TimeSend), "");
    assert_eq!(copied(Column::Part), "2");
    assert_eq!(copied(Column::Valid), "approve");
    assert_eq!(copied(Column::Summary), "");
    assert_eq!(formatter.clipboard_header(Column::Cost, &context), "هزینه (ریال)");
    assert_eq!(formatter.clipboard_header(Column::Time, &context), "ایجاد (Asia/Tehran)");
    assert_eq!(formatter.clipboard_header(Column::Valid, &context), "بررسی");
    assert!(Column::ALL.into_iter().all(|column| !copied(column).contains(['۰', '۱', '۲', '۳', '۴'])));
}

#[test]
fn what_can_not_be_read_whole_is_copied_as_it_is_shown() {
    let page = page_of(
        r#"{"message":"here \ud83d","time":"2025-04-23 15:26:58","summary":"\ude00","exit_count":"1e3","rcpts_count":2000}"#,
    );
    let record = &page.rows[0];
    let zone = TestZone::tehran();
    let context = FieldContext { zone: &zone, zone_name: "Asia/Tehran", currency: "IRR" };
    let copied = |column| Formatter::new(Locale::En, None).clipboard_text(column, record, &context);
    assert_eq!(copied(Column::Message), "here \u{FFFD}");
    assert_eq!(copied(Column::Summary), "\u{FFFD}");
    assert_eq!(copied(Column::Time), "2025-04-23 15:26:58");
    assert_eq!(record.exits_share(), Some(50));
}

#[test]
fn columns_are_text_for_a_spreadsheet_but_for_numbers_and_dates_that_it_knows() {
    let cell = |locale, column| Formatter::new(locale, None).clipboard_cell(column);
    for column in [Column::MessagesOutboxId, Column::Number, Column::Username, Column::Message, Column::ParentId] {
        assert_eq!(cell(Locale::En, column), Cell::Text);
    }
    assert_eq!([Column::Cost, Column::ExitCount].map(|column| cell(Locale::Fa, column)), [Cell::Number; 2]);
    assert_eq!([Locale::En, Locale::Fa].map(|locale| cell(locale, Column::Time)), [Cell::Moment, Cell::Text]);
}

#[test]
fn what_is_copied_by_hand_is_in_latin_digits_but_for_what_was_sent() {
    let copied = |text: &str, as_sent: &[&str]| {
        selected_text(text, &as_sent.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(copied("۱٬۲۴۰٫۵ ریال، ۱۴۰۴/۰۲/۰۳", &[]), "1,240.5 ریال، 1404/02/03");
    assert_eq!(copied("٤٥", &[]), "45");
    assert_eq!(copied("کد ۱۲\n۱۲\tکد ۱۲", &["کد  ۱۲"]), "کد ۱۲\n12\tکد 12");
    assert_eq!(copied("۱\nکد ۱۲ و\n۳ است\n۴", &["کد ۱۲ و ۳ است"]), "1\nکد ۱۲ و\n۳ است\n4");
    assert_eq!(copied("۱ ۲ ۳", &["nowhere", "", "۲"]), "1 ۲ 3");
    assert_eq!(copied("", &["x"]), "");
    // The page's own isolates are no part of a number.
    assert_eq!(
        copied("\u{2066}-۵\u{2069} ریال\t\u{2066}۱\u{2069}", &["\u{2066}۱\u{2069}"]),
        "-5 ریال\t\u{2066}۱\u{2069}"
    );
    assert_eq!(copied("«٬» ۱٬ ٬۲", &[]), "«٬» 1٬ ٬2");
}
