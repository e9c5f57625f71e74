//! The work that the benchmarks time. A native test checks that it is done at all.

use super::codec::codec;
use outbox_report::{
    domain::{page::Page, query::Query, record_time::RecordTime, zone::Zone},
    gateway::{reply, request},
    i18n::Formatter,
};
use std::fmt::Write;

/// The most rows that an answer has.
pub(crate) const ROWS: u64 = 1_000;

const SENDERS: [&str; 4] = ["+98217000070", "+981000", "+983000505", "+9820001"];
const MESSAGES: [&str; 4] = [
    "کد ورود شما",
    "سفارش شما ثبت شد و به زودی ارسال می‌شود",
    "Your verification code is",
    "یادآوری نوبت فردا ساعت ۱۰ صبح",
];

/// Links as a person shares them, from none of the filters to all of them.
pub(crate) const LINKS: [&str; 5] = [
    "",
    "?page=3&limit=100&state_id=6",
    "?number=%2B98217000070&create_from_date=now-7d%2Fd",
    "?create_from_date=1404-09-01&create_to_date=1404-09-03T12:30&username=ali*",
    "?page=2&username=shop24&number=%2B981000&messages_outbox_id=1100972179&create_from_date=1744102007\
     &create_to_date=1744188407&send_from_date=1744102007&send_to_date=1744188407&from_exit_count=1&to_exit_count=500\
     &message=%DA%A9%D8%AF+%D9%88%D8%B1%D9%88%D8%AF&state_id=6",
];

/// Returns the gateway's answer to [`asked`]: every field of the API, with the strings and the numbers it sends.
pub(crate) fn answer() -> String {
    let mut text = String::from(r#"{"data":["#);
    for i in 0..ROWS {
        let pick = usize::try_from(i % 4).unwrap_or_default();
        let comma = if i == 0 { "" } else { "," };
        let (sender, message) = (SENDERS[pick], MESSAGES[pick]);
        let (id, time, code) = (1_100_972_179 - i, 1_763_990_000 - 2 * i, i * 7_919 % 99_991);
        let (state, recipients, exits) = (i % 10, 1 + i * 13 % 5_000, 1 + i * 31 % 500);
        let cost = i * 37 % 90_000;
        let written = write!(
            text,
            r##"{comma}{{"username":"shop24","number_color":"#95E871","number":"{sender}","number_id":"123654","messages_outbox_id":"{id}","state":"finish","type":"pattern","time_send":"{time}","time":"{time}","rcpts_count":"{recipients}","exit_count":"{exits}","status":"پایان یافته","partner_id":null,"in_delivery_line":0,"valid":"approve","message":"{message} {code}","part":null,"cost":{cost}.5,"summary":null,"user_ip":null,"user_id":null,"files_path":null,"parent_id":null,"state_id":{state}}}"##
        );
        debug_assert!(written.is_ok(), "a string takes all that is written to it");
    }
    text.push_str(
        r#"],"meta":{"current_page":1,"from":1,"last_page":64565,"path":"/api/report/new_list","per_page":1000,"to":1000,"total":64564080,"status":true,"message":"انجام شد","message_code":"200-1"}}"#,
    );
    text
}

/// Returns the query that [`answer`] answers.
pub(crate) fn asked() -> Option<Query> {
    read("?limit=1000")
}

/// Decodes an answer, as the page does before it shows rows.
pub(crate) fn decode(text: &str, asked: &Query) -> Option<Page> {
    reply::page(200, text, asked)
}

/// Writes the numbers, ids and dates of all rows, as the table shows them, and returns their bytes.
///
/// This is the part of `table::cells` that costs.
pub(crate) fn texts(page: &Page, formatter: Formatter, zone: &dyn Zone) -> usize {
    let mut bytes = 0;
    for record in &page.rows {
        for number in [&record.recipients, &record.exits, &record.cost].into_iter().flatten() {
            bytes += formatter.number(number).len();
        }
        for digits in [&record.number, &record.outbox_id].into_iter().flatten() {
            bytes += formatter.digits().write(digits).len();
        }
        for time in [&record.created, &record.sent].into_iter().flatten() {
            if let RecordTime::At(moment) = time {
                let (day, time) = formatter.day_and_time(*moment, zone);
                bytes += day.len() + time.len();
            }
        }
    }
    bytes
}

/// Reads a link as a query, if all of it can be used.
pub(crate) fn read(link: &str) -> Option<Query> {
    let codec = codec();
    codec.parse(link).check(codec.context).ok()
}

/// Reads a link and writes it again.
pub(crate) fn there_and_back(link: &str) -> Option<String> {
    read(link).map(|query| codec().format(&query))
}

/// Reads a link and writes the body of its request.
pub(crate) fn body(link: &str) -> Option<String> {
    read(link).map(|query| request::body(&query, codec().context.clock))
}
