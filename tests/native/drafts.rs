//! From what is typed to a query.

use crate::support::{draft, query};
use outbox_report::domain::{
    calendar::Calendar, digits::Digits, draft::Draft, field::Field, locale::Locale, send_state::SendState,
};

#[track_caller]
fn check_number(typed: &str, sent: &str) {
    assert_eq!(query(&[(Field::Number, typed)]).filters().number.as_deref(), Some(sent));
}

#[test]
fn sender_numbers_become_e164() {
    check_number("+98217000070", "+98217000070");
    check_number("0098217000070", "+98217000070");
    check_number("98217000070", "+98217000070");
    check_number("0217000070", "+98217000070");
    check_number("30004505", "+9830004505");
    check_number("۳۰۰۰ ۴۵-۰۵", "+9830004505");
    check_number("+٩٨ ٢١ ٧٠٠٠٠٧٠", "+98217000070");
    check_number("(021) 700 0070", "+98217000070");
    check_number("+1 415-555-0100", "+14155550100");
    check_number("001 415 555 0100", "+14155550100");
    check_number("\u{200E}+98\u{200F}1000", "+981000");
}

#[test]
fn senders_with_letters_are_sent_as_typed() {
    check_number("+98votp", "+98votp");
    check_number("My Brand-1", "My Brand-1");
    check_number("+", "+");
}

#[test]
fn text_username_and_message_are_sent_as_typed() {
    let query = query(&[(Field::Username, " علی* ۱ "), (Field::Message, "کد ۱۲۳ ")]);
    assert_eq!(query.filters().username.as_deref(), Some(" علی* ۱ "));
    assert_eq!(query.filters().message.as_deref(), Some("کد ۱۲۳ "));
}

#[test]
fn digits_of_three_scripts_count_everywhere_else() {
    let query = query(&[
        (Field::MessagesOutboxId, " ۱۱۰۰۹٧٢١٧٩ "),
        (Field::FromExitCount, "۰"),
        (Field::ToExitCount, "٠٠٧"),
        (Field::StateId, "۶"),
        (Field::Page, "۱۲"),
        (Field::Limit, "٥٠"),
    ]);
    assert_eq!(query.filters().messages_outbox_id.as_deref(), Some("1100972179"));
    assert_eq!((query.filters().exits.from, query.filters().exits.to), (Some(0), Some(7)));
    assert_eq!(query.filters().state_id, Some(SendState::Sent));
    assert_eq!((query.page(), query.limit()), (12, 50));
}

#[test]
fn blanks_are_unset() {
    let blank = query(&[(Field::Number, "  "), (Field::CreateFromDate, " "), (Field::FromExitCount, "\u{200F}")]);
    assert_eq!(blank, query(&[]));
}

#[test]
fn an_id_is_a_text_and_keeps_its_zeros() {
    let id = "000123456789012345678901234567890";
    assert_eq!(query(&[(Field::MessagesOutboxId, id)]).filters().messages_outbox_id.as_deref(), Some(id));
}

#[test]
fn fields_show_dates_in_the_calendar_and_the_digits_in_use() {
    let query = query(&[(Field::CreateFromDate, "2025-04-08T13:30"), (Field::CreateToDate, "1744999999")]);
    let shown = Draft::of(&query, Calendar::Persian, Digits::Persian);
    assert_eq!(shown.get(Field::CreateFromDate), "۱۴۰۴/۰۱/۱۹ ۱۳:۳۰");
    assert_eq!(shown.get(Field::CreateToDate), "1744999999");
}

#[test]
fn rewriting_dates_in_another_calendar_leaves_what_cannot_be_read() {
    let mut fields = draft(&[(Field::SendFromDate, "۱۴۰۴/۰۱/۱۹"), (Field::SendToDate, "tomorrow")]);
    fields.rewrite_dates(Calendar::Gregory, Digits::Latin);
    assert_eq!(fields.get(Field::SendFromDate), "2025-04-08");
    assert_eq!(fields.get(Field::SendToDate), "tomorrow");
}

#[test]
fn the_language_is_the_first_of_ours_that_the_browser_names() {
    assert_eq!(Locale::negotiate(["de-DE", "en-GB", "fa"]), Locale::En);
    assert_eq!(Locale::negotiate(["fa-IR", "en"]), Locale::Fa);
    assert_eq!(Locale::negotiate(["de"]), Locale::Fa);
    assert_eq!(Locale::negotiate([]), Locale::Fa);
}
