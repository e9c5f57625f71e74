//! What is done with the rows of a page: hidden codes, sums, selection, copies, keys.

use crate::support::{TestZone, query};
use outbox_report::{
    domain::{
        bidi,
        column::Column,
        decimal::Decimal,
        delimited::{Cell, guarded, html, markdown, tsv, unguarded},
        locale::Locale,
        page::Page,
        selection::Selection,
        shortcut::{Shortcut, of_key},
        totals::Totals,
    },
    gateway::reply,
    i18n::{
        Formatter, copied::copied_by_hand, plural::Plural, record_fields::FieldContext, relative_time::relative_time,
    },
};
use proptest::prelude::*;

fn page(rows: &str) -> Page {
    reply::page(200, &format!(r#"{{"data":[{rows}],"meta":{{"status":true}}}}"#), &query(&[])).unwrap()
}

proptest! {
    #![proptest_config(crate::support::thorough())]

    #[test]
    fn sums_are_exact(cents in proptest::collection::vec(0..10_000_000_000_u64, 1..6)) {
        let rows: Vec<String> =
            cents.iter().map(|c| format!(r#"{{"cost":{}.{:02},"rcpts_count":"{c}"}}"#, c / 100, c % 100)).collect();
        let page = page(&rows.join(","));
        let totals = Totals::of(&page.rows.iter().collect::<Vec<_>>());
        let sum: u64 = cents.iter().sum();
        prop_assert_eq!(totals.cost.total.unwrap().plain(), format!("{}.{:02}", sum / 100, sum % 100));
        prop_assert_eq!(totals.recipients.total.unwrap().plain(), sum.to_string());
    }

    #[test]
    fn what_one_recipient_costs_times_all_of_them_is_the_cost_where_it_is_exact(cost in 0..1_000_000_000_u64, count in 1..100_000_u64) {
        let amount = Decimal::parse(&format!("{}.{}", cost / 10, cost % 10)).unwrap();
        let (each, is_exact) = amount.per(count).unwrap();
        let digits: u128 = each.plain().replace('.', "").parse().unwrap();
        let decimals = u32::try_from(each.plain().split_once('.').map_or(0, |(_, decimals)| decimals.len())).unwrap();
        let (scaled, all) = (u128::from(cost) * 10_u128.pow(decimals) / 10, digits * u128::from(count));
        if is_exact {
            prop_assert_eq!(all, scaled);
        } else {
            // Rounded by half a unit of the last decimal at most.
            prop_assert!(all.abs_diff(scaled) * 2 <= u128::from(count));
        }
    }

    #[test]
    fn a_tenth_is_exact(number in 0..u64::MAX, decimals in proptest::option::of(0..1000_u32)) {
        let text = decimals.map_or_else(|| number.to_string(), |decimals| format!("{number}.{decimals:03}"));
        let tenth = Decimal::parse(&text).unwrap().tenth().plain();
        let units = |text: &str, scale: usize| {
            let (integer, fraction) = text.split_once('.').unwrap_or((text, ""));
            format!("{integer}{fraction:0<scale$}").parse::<u128>().unwrap()
        };
        prop_assert_eq!(units(&tenth, 5), units(&text, 4));
    }

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
fn sums_say_how_many_rows_they_leave_out() {
    let page = page(r#"{"cost":1.5,"rcpts_count":"2"},{"cost":null,"rcpts_count":"many"},{"cost":"2"}"#);
    let totals = Totals::of(&page.rows.iter().collect::<Vec<_>>());
    assert_eq!(totals.rows, 3);
    assert_eq!((totals.cost.total.unwrap().plain(), totals.cost.without), ("3.5".to_owned(), 1));
    assert_eq!((totals.recipients.total.unwrap().plain(), totals.recipients.without), ("2".to_owned(), 2));
    assert_eq!((totals.exits.total, totals.exits.without), (None, 3));
}

#[test]
fn a_number_too_long_to_add_gives_no_sum_rather_than_a_wrong_one() {
    let digits = "9".repeat(40);
    let page = page(&format!(r#"{{"cost":{digits}}},{{"cost":1}}"#));
    assert_eq!(Totals::of(&page.rows.iter().collect::<Vec<_>>()).cost.total, None);
}

#[test]
fn what_one_recipient_costs_is_exact_or_said_to_be_rounded() {
    let per = |cost: &str, count| Decimal::parse(cost).unwrap().per(count).map(|(each, exact)| (each.plain(), exact));
    assert_eq!(per("3990.2", 2), Some(("1995.1".to_owned(), true)));
    assert_eq!(per("100", 8), Some(("12.5".to_owned(), true)));
    assert_eq!(per("100", 3), Some(("33.33".to_owned(), false)));
    assert_eq!(per("0.05", 10), Some(("0.005".to_owned(), true)));
    assert_eq!(per("200", 3), Some(("66.67".to_owned(), false)));
    assert_eq!(per("1", 0), None);
}

#[test]
fn a_selection_keeps_the_pages_order_and_tells_rows_without_an_id_apart() {
    let rows = r##"{"messages_outbox_id":"3"},{"x":1},{"messages_outbox_id":"2"},{"messages_outbox_id":"2"},7,
        {"messages_outbox_id":"#1"}"##;
    let page = page(rows);
    let keys: Vec<String> = page.keys().iter().map(ToString::to_string).collect();
    assert_eq!(keys, ["3", "#1", "2", "#3", "#4", "#5"]);
    let mut selection = Selection::default();
    selection.set(["#3", "3"], true);
    assert_eq!(selection.to_text(), "#3 3");
    assert_eq!(Selection::parse(&selection.to_text()), selection);
    let ids: Vec<_> = selection.of(&page).iter().map(|row| row.outbox_id.as_deref()).collect();
    assert_eq!(ids, [Some("3"), Some("2")]);
    // On the page that comes next an id is the same send; a place need not be.
    assert_eq!(selection.on(&page).to_text(), "3");
    selection.set(["3"], false);
    assert!(selection.on(&page).is_empty());
}

#[test]
fn rows_are_copied_as_they_are_shown_but_in_latin_digits() {
    let page = page(
        r##"{"messages_outbox_id":"12345","state_id":6,"cost":3990.2,"rcpts_count":"1240","time":"1745409418",
        "number":"+981000","message":"متن","part":"2","valid":"approve","number_color":"#95E871"}"##,
    );
    let record = &page.rows[0];
    let formatter = Formatter::new(Locale::Fa, None);
    let zone = TestZone::tehran();
    let context = FieldContext { zone: &zone, zone_name: "Asia/Tehran", currency: "IRR" };
    let copied = |column| formatter.copied(column, record, &context);
    assert_eq!(copied(Column::StateId), "ارسال شده");
    assert_eq!(copied(Column::Cost), "3990.2");
    assert_eq!(copied(Column::RcptsCount), "1240");
    assert_eq!(copied(Column::Time), "1404/02/03 15:26:58");
    assert_eq!(copied(Column::TimeSend), "");
    assert_eq!(copied(Column::Part), "2");
    assert_eq!(copied(Column::Valid), "approve");
    assert_eq!(copied(Column::Summary), "");
    assert_eq!(formatter.copied_header(Column::Cost, &context), "هزینه (ریال)");
    assert_eq!(formatter.copied_header(Column::Time, &context), "ایجاد (Asia/Tehran)");
    assert_eq!(formatter.copied_header(Column::Valid, &context), "بررسی");
    assert!(Column::ALL.into_iter().all(|column| !copied(column).contains(['۰', '۱', '۲', '۳', '۴'])));
}

#[test]
fn what_can_not_be_read_whole_is_copied_as_it_is_shown() {
    let page = page(
        r#"{"message":"here \ud83d","time":"2025-04-23 15:26:58","summary":"\ude00","exit_count":"1e3","rcpts_count":2000}"#,
    );
    let record = &page.rows[0];
    let zone = TestZone::tehran();
    let context = FieldContext { zone: &zone, zone_name: "Asia/Tehran", currency: "IRR" };
    let copied = |column| Formatter::new(Locale::En, None).copied(column, record, &context);
    assert_eq!(copied(Column::Message), "here \u{FFFD}");
    assert_eq!(copied(Column::Summary), "\u{FFFD}");
    assert_eq!(copied(Column::Time), "2025-04-23 15:26:58");
    assert_eq!(record.exits_share(), Some(50));
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
fn columns_are_text_for_a_spreadsheet_but_for_numbers_and_dates_that_it_knows() {
    let cell = |locale, column| Formatter::new(locale, None).copied_cell(column);
    for column in [Column::MessagesOutboxId, Column::Number, Column::Username, Column::Message, Column::ParentId] {
        assert_eq!(cell(Locale::En, column), Cell::Text);
    }
    assert_eq!([Column::Cost, Column::ExitCount].map(|column| cell(Locale::Fa, column)), [Cell::Number; 2]);
    assert_eq!([Locale::En, Locale::Fa].map(|locale| cell(locale, Column::Time)), [Cell::Moment, Cell::Text]);
}

#[test]
fn what_is_copied_by_hand_is_in_latin_digits_but_for_what_was_sent() {
    let copied = |text: &str, as_sent: &[&str]| {
        copied_by_hand(text, &as_sent.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(copied("۱٬۲۴۰٫۵ ریال، ۱۴۰۴/۰۲/۰۳", &[]), "1,240.5 ریال، 1404/02/03");
    assert_eq!(copied("٤٥", &[]), "45");
    assert_eq!(copied("کد ۱۲\n۱۲\tکد ۱۲", &["کد  ۱۲"]), "کد ۱۲\n12\tکد 12");
    assert_eq!(copied("۱\nکد ۱۲ و\n۳ است\n۴", &["کد ۱۲ و ۳ است"]), "1\nکد ۱۲ و\n۳ است\n4");
    assert_eq!(copied("۱ ۲ ۳", &["nowhere", "", "۲"]), "1 ۲ 3");
    assert_eq!(copied("", &["x"]), "");
    assert_eq!(copied("«٬» ۱٬ ٬۲", &[]), "«٬» 1٬ ٬2");
}

#[test]
fn what_turns_the_direction_of_a_text_is_seen_and_all_else_stays() {
    assert_eq!(
        bidi::seen("a \u{202E}b\u{202C} \u{2067}ج\u{2069}\u{200C}".chars()),
        "a ⟦RLO⟧b⟦PDF⟧ ⟦RLI⟧ج⟦PDI⟧\u{200C}"
    );
    // Marks of direction and joiners only help texts to be read as they were meant.
    assert!("متن\u{200E}\u{200F}\u{200C} x".chars().all(|c| !bidi::turns(c)));
}

#[test]
fn a_markdown_table_shows_what_it_was_given() {
    let rows = [["A|B", "C"], ["x\ny", "*b* <i> ~~s~~"]].map(|row| row.map(str::to_owned).to_vec());
    assert_eq!(markdown(&rows), "| A\\|B | C |\n| --- | --- |\n| x<br>y | \\*b\\* \\<i\\> \\~\\~s\\~\\~ |");
}

#[test]
fn a_key_that_is_held_or_has_shift_does_only_what_bears_it() {
    use Shortcut::{Help, NextPage, NextRow, PreviousPage, PreviousRow, Refresh, Search, Select};
    let all = [Search, NextPage, PreviousPage, NextRow, PreviousRow, Select, Refresh, Help];
    let takes = |shift, repeat| all.into_iter().filter(|own| own.takes(shift, repeat)).collect::<Vec<_>>();
    assert_eq!(takes(false, false), all);
    assert_eq!(takes(true, false), [Search, Select, Help]);
    assert_eq!(takes(false, true), [NextRow, PreviousRow]);
    assert_eq!(takes(true, true), []);
}

#[test]
fn arrows_turn_pages_in_the_direction_of_reading() {
    assert_eq!(of_key("ArrowRight", "ArrowRight", Locale::En), Some(Shortcut::NextPage));
    assert_eq!(of_key("ArrowLeft", "ArrowLeft", Locale::En), Some(Shortcut::PreviousPage));
    assert_eq!(of_key("ArrowLeft", "ArrowLeft", Locale::Fa), Some(Shortcut::NextPage));
    assert_eq!(of_key("ArrowRight", "ArrowRight", Locale::Fa), Some(Shortcut::PreviousPage));
    assert_eq!(of_key("ArrowUp", "ArrowUp", Locale::Fa), None);
}

#[test]
fn keys_act_by_their_place_on_a_persian_keyboard_and_by_their_letter_on_a_latin_one() {
    assert_eq!(of_key("ت", "KeyJ", Locale::Fa), Some(Shortcut::NextRow));
    assert_eq!(of_key("؟", "Slash", Locale::Fa), Some(Shortcut::Help));
    // Dvorak: the letter j is where others have c.
    assert_eq!(of_key("j", "KeyC", Locale::En), Some(Shortcut::NextRow));
    assert_eq!(of_key("c", "KeyJ", Locale::En), None);
    assert_eq!(of_key("J", "KeyJ", Locale::En), Some(Shortcut::NextRow));
    assert_eq!(of_key("Tab", "Tab", Locale::En), None);
}

#[test]
fn words_follow_the_plural_rules_of_their_language() {
    const ROWS: Plural = Plural { one: "{} one", other: "{} other" };
    let counted = |locale, count| Formatter::new(locale, None).counted(count, &ROWS);
    assert_eq!([0, 1, 2].map(|count| counted(Locale::En, count)), ["0 other", "1 one", "2 other"]);
    assert_eq!([0, 1, 2].map(|count| counted(Locale::Fa, count)), ["۰ one", "۱ one", "۲ other"]);
}

#[test]
fn how_long_ago_is_said_in_the_unit_that_people_use() {
    assert_eq!(relative_time(0), (0, "second"));
    assert_eq!(relative_time(-59), (-59, "second"));
    assert_eq!(relative_time(-3 * 3600 - 100), (-3, "hour"));
    assert_eq!(relative_time(-47 * 3600), (-47, "hour"));
    assert_eq!(relative_time(-48 * 3600), (-2, "day"));
    assert_eq!(relative_time(90), (1, "minute"));
    assert_eq!(relative_time(-17 * 2_629_746), (-17, "month"));
    assert_eq!(relative_time(-3 * 31_556_952), (-3, "year"));
}

#[test]
fn only_all_of_the_recipients_are_a_hundred_of_a_hundred() {
    let share = |row: &str| page(row).rows[0].exits_share();
    assert_eq!(share(r#"{"rcpts_count":"1240","exit_count":"1239"}"#), Some(99));
    assert_eq!(share(r#"{"rcpts_count":"1240","exit_count":"1240"}"#), Some(100));
    // More than there were recipients is no share of them.
    assert_eq!(share(r#"{"rcpts_count":"1","exit_count":"3"}"#), None);
    assert_eq!(share(r#"{"rcpts_count":"0","exit_count":"0"}"#), None);
    assert_eq!(share(r#"{"rcpts_count":"5","exit_count":""}"#), None);
}

#[test]
fn a_number_of_a_megabyte_is_added_to_a_thousand_others_in_a_moment() {
    let long = format!(r#"{{"cost":"0.{}"}}"#, "1".repeat(1_000_000));
    let page = page(&[long, vec![r#"{"cost":1}"#; 999].join(",")].join(","));
    let start = std::time::Instant::now();
    assert_eq!(Totals::of(&page.rows.iter().collect::<Vec<_>>()).cost.total, None);
    assert!(start.elapsed().as_secs() < 2, "{:?}", start.elapsed());
}
