//! Drafts: from typed texts to a query.

use crate::support::{TestZone, clock, codec, draft, query};
use outbox_report::domain::{
    calendar::Calendar,
    date_math::Clock,
    digits::Digits,
    draft::{Context, Draft},
    param::Param,
    send_state::SendState,
    zone::Moment,
};

#[track_caller]
fn check_number(typed: &str, sent: &str) {
    assert_eq!(query(&[(Param::Number, typed)]).filters().number.as_deref(), Some(sent));
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
    check_number("0098217 0000701", "+982170000701");
    check_number("+1 415-555-0100", "+14155550100");
    check_number("001 415 555 0100", "+14155550100");
    check_number("\u{200E}+98\u{200F}1000", "+981000");
}

#[test]
fn zeros_alone_are_no_sender_number_and_stay_as_typed() {
    for zeros in ["0", "00", "000", "+0"] {
        check_number(zeros, zeros);
    }
    check_number("- 0", "0");
}

#[test]
fn a_trunk_zero_is_no_part_of_a_sender_number() {
    check_number("+98 (0)21 700 0070", "+98217000070");
    check_number("0098 (0) 21 700 0070", "+98217000070");
    check_number("0098 021 700 0070", "+98217000070");
    check_number("98 021 7000070", "+98217000070");
    check_number("+98021 7000070", "+98217000070");
    check_number("+44 (0)20 7946 0958", "+442079460958");
    check_number("+021 7000070", "+98217000070");
    check_number("+0098217000070", "+98217000070");
}

#[test]
fn what_a_copied_sender_number_carries_goes() {
    check_number("+98\u{202F}21\u{202F}700\u{2009}0070", "+98217000070");
    check_number("\u{2068}+98\u{A0}21–700−0070\u{2069}", "+98217000070");
    check_number("“+98217000070”,", "+98217000070");
    check_number("'98217000070", "+98217000070");
    check_number("۹۸۲۱۷۰۰۰۰۷۰+", "+98217000070");
    check_number("＋98217000070", "+98217000070");
    check_number("tel:+98-21-7000070", "+98217000070");
    check_number("021/700.00.70", "+98217000070");
    check_number("98217000070.0", "+98217000070");
    check_number("+98217000070.0", "+98217000070");
    check_number("\u{200E}«+98votp»\u{200F}", "+98votp");
    check_number("+۹۸votp", "+98votp");
}

#[test]
fn senders_with_letters_are_sent_as_typed() {
    check_number("+98votp", "+98votp");
    check_number("My Brand-1", "My Brand-1");
    check_number("+", "+");
}

#[test]
fn text_username_and_message_are_sent_as_typed() {
    let query = query(&[(Param::Username, " علی* ۱ "), (Param::Message, "کد ۱۲۳ ")]);
    assert_eq!(query.filters().username.as_deref(), Some(" علی* ۱ "));
    assert_eq!(query.filters().message.as_deref(), Some("کد ۱۲۳ "));
}

#[test]
fn digits_of_three_scripts_count_everywhere_else() {
    let query = query(&[
        (Param::MessagesOutboxId, " ۱۱۰۰۹٧٢١٧٩ "),
        (Param::FromExitCount, "۰"),
        (Param::ToExitCount, "٠٠٧"),
        (Param::StateId, "۶"),
        (Param::Page, "۱۲"),
        (Param::Limit, "٥٠"),
    ]);
    assert_eq!(query.filters().messages_outbox_id.as_deref(), Some("1100972179"));
    assert_eq!((query.filters().exits.from, query.filters().exits.to), (Some(0), Some(7)));
    assert_eq!(query.filters().state_id, Some(SendState::Sent));
    assert_eq!((query.page(), query.limit()), (12, 50));
}

#[test]
fn grouped_numbers_are_understood() {
    let query = query(&[
        (Param::Page, "۳۲٬۲۸۲٬۰۴۰"),
        (Param::Limit, "1,000"),
        (Param::FromExitCount, "1 000"),
        (Param::ToExitCount, "\u{200F}1\u{202F}000\u{A0}000;"),
        (Param::MessagesOutboxId, "#1,100,972,179"),
    ]);
    assert_eq!((query.page(), query.limit()), (32_282_040, 1000));
    assert_eq!((query.filters().exits.from, query.filters().exits.to), (Some(1000), Some(1_000_000)));
    assert_eq!(query.filters().messages_outbox_id.as_deref(), Some("1100972179"));
}

#[test]
fn signs_that_group_nothing_make_no_number() {
    let zone = TestZone::tehran();
    for text in ["1,1", "1,00", "1.000", "1,0000", "1234,567", "1,000 000", "1 5", ",", "1,,000", "-1,000", "۱٫۵"] {
        let checked = draft(&[(Param::Page, text)]).check(codec(&zone).context);
        assert!(checked.is_err_and(|errors| errors.of(Param::Page).is_some()), "{text}");
    }
}

#[track_caller]
fn check_id(typed: &str, sent: &str) {
    assert_eq!(query(&[(Param::MessagesOutboxId, typed)]).filters().messages_outbox_id.as_deref(), Some(sent));
}

#[test]
fn an_id_is_taken_out_of_what_it_was_copied_with() {
    check_id("#1100972179", "1100972179");
    check_id("\u{200E}# 1100972179\u{200E}", "1100972179");
    check_id("\"1100972179\",", "1100972179");
    check_id("«۱۱۰۰۹۷۲۱۷۹»", "1100972179");
    check_id("'1100972179", "1100972179");
    check_id("1 100 972 179", "1100972179");
    check_id("۱٬۱۰۰٬۹۷۲٬۱۷۹", "1100972179");
    check_id("bulk-7_a", "bulk-7_a");
    check_id("\"", "\"");
}

#[test]
fn several_ids_or_numbers_are_a_problem_of_their_field() {
    let zone = TestZone::tehran();
    for (param, text) in [
        (Param::MessagesOutboxId, "1100972179 1100972180"),
        (Param::MessagesOutboxId, "1100972179,1100972180"),
        (Param::MessagesOutboxId, "۱۱۰۰۹۷۲۱۷۹، ۱۱۰۰۹۷۲۱۸۰"),
        (Param::MessagesOutboxId, "1100972179;1100972180"),
        (Param::MessagesOutboxId, "1100972179\t1100972180"),
        (Param::MessagesOutboxId, "1100972179\n1100972180"),
        (Param::Number, "+98217000070, +98217000071"),
        (Param::Number, "+98217000070 +98217000071"),
        (Param::Number, "02170000701 02170000702"),
        (Param::Number, "3000؛4000"),
        (Param::Number, "30004505 30004506"),
        (Param::Number, "30004505\r\n50001060"),
        (Param::Number, "۵۰۰۰۴۵۰۱\t۵۰۰۰۴۵۱۲"),
    ] {
        let checked = draft(&[(param, text)]).check(codec(&zone).context);
        assert!(checked.is_err_and(|errors| errors.of(param).is_some()), "{text}");
    }
}

#[test]
fn blanks_are_unset() {
    let blank = query(&[(Param::Number, "  "), (Param::CreateFromDate, " "), (Param::FromExitCount, "\u{200F}")]);
    assert_eq!(blank, query(&[]));
}

#[test]
fn an_id_is_a_text_and_keeps_its_zeros() {
    let id = "000123456789012345678901234567890";
    assert_eq!(query(&[(Param::MessagesOutboxId, id)]).filters().messages_outbox_id.as_deref(), Some(id));
}

#[test]
fn fields_show_dates_in_the_calendar_and_the_digits_in_use() {
    let query = query(&[(Param::CreateFromDate, "2025-04-08T13:30"), (Param::CreateToDate, "1744999999")]);
    let shown = Draft::of(&query, Calendar::Persian, Digits::Persian);
    assert_eq!(shown.get(Param::CreateFromDate), "۱۴۰۴/۰۱/۱۹ ۱۳:۳۰");
    assert_eq!(shown.get(Param::CreateToDate), "1744999999");
}

#[test]
fn rewriting_dates_in_another_calendar_leaves_what_cannot_be_read() {
    let mut params = draft(&[(Param::SendFromDate, "۱۴۰۴/۰۱/۱۹"), (Param::SendToDate, "tomorrow")]);
    params.rewrite_dates(Calendar::Gregory, Digits::Latin);
    assert_eq!(params.get(Param::SendFromDate), "2025-04-08");
    assert_eq!(params.get(Param::SendToDate), "tomorrow");
}

/// Checks the query of a draft while another query is in force.
#[track_caller]
fn check_settled(in_force: &[(Param, &str)], texts: &[(Param, &str)], expected: &[(Param, &str)], errors: &[Param]) {
    let zone = TestZone::tehran();
    let (settled, found) = draft(texts).settle(codec(&zone).context, &query(in_force));
    assert_eq!(settled, query(expected), "{texts:?}");
    assert_eq!(found.params().collect::<Vec<_>>(), errors, "{texts:?}");
}

#[test]
fn a_value_that_cannot_be_used_holds_up_only_itself() {
    let day = (Param::CreateFromDate, "2025-04-08");
    let state = (Param::StateId, "6");
    let no_day = (Param::CreateFromDate, "1404/12/30");
    check_settled(&[], &[no_day, state], &[state], &[Param::CreateFromDate]);
    check_settled(&[day], &[no_day, state], &[day, state], &[Param::CreateFromDate]);
    check_settled(&[day, (Param::Message, "a")], &[no_day], &[day], &[Param::CreateFromDate]);
    // Every kind of parameter.
    for (bad, good) in [
        ((Param::StateId, "x"), (Param::StateId, "3")),
        ((Param::MessagesOutboxId, "1 2"), (Param::MessagesOutboxId, "12")),
        ((Param::Number, "1;2"), (Param::Number, "+981")),
        ((Param::SendToDate, "now-x"), (Param::SendToDate, "now-1d")),
        ((Param::FromExitCount, "-1"), (Param::FromExitCount, "1")),
    ] {
        let message = (Param::Message, "m");
        check_settled(&[good], &[bad, message], &[good, message], &[bad.0]);
        check_settled(&[], &[bad, message], &[message], &[bad.0]);
    }
}

#[test]
fn of_a_reversed_range_the_end_waits() {
    let (from, to) = ((Param::CreateFromDate, "2025-04-08"), (Param::CreateToDate, "2025-04-09"));
    let state = (Param::StateId, "6");
    let early = (Param::CreateToDate, "2025-04-01");
    check_settled(&[from, to], &[from, early, state], &[from, to, state], &[Param::CreateToDate]);
    check_settled(&[from], &[from, early, state], &[from, state], &[Param::CreateToDate]);
    // A later beginning beside an end that can't be used: the end in force lies before it, so both wait.
    let late = (Param::CreateFromDate, "2025-05-01");
    check_settled(&[from, to], &[late, (Param::CreateToDate, "x"), state], &[from, to, state], &[Param::CreateToDate]);
    check_settled(&[from, to], &[late, to], &[from, to], &[Param::CreateToDate]);
    check_settled(
        &[(Param::FromExitCount, "1"), (Param::ToExitCount, "9")],
        &[(Param::FromExitCount, "5"), (Param::ToExitCount, "4"), state],
        &[(Param::FromExitCount, "5"), (Param::ToExitCount, "9"), state],
        &[Param::ToExitCount],
    );
}

#[test]
fn a_range_in_force_that_time_has_reversed_holds_up_nothing() {
    let zone = TestZone::tehran();
    let range = [(Param::CreateFromDate, "now-1h"), (Param::CreateToDate, "1764000000")];
    let lazy = Context { clock: Clock { now: Moment(1_764_010_000), ..clock(&zone) }, ..codec(&zone).context };
    let in_force = query(&range);
    let with_state = [&range[..], &[(Param::StateId, "6")]].concat();
    let (settled, errors) = draft(&with_state).settle(lazy, &in_force);
    assert_eq!((settled, errors.is_empty()), (query(&with_state), true));
    // Who comes with it is told.
    assert!(draft(&with_state).check(lazy).is_err());
}
