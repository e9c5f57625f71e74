//! The wire format: requests as the API document specifies them, and the answers to them.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use serde_json::value::RawValue;

use crate::seed::Row;
use crate::store::{Page, numbered};

/// The path of the endpoint, as its answers name it.
pub const PATH: &str = "/api/report/new_list";

/// The empty `errors` of a failure.
pub(crate) const NO_ERRORS: BTreeMap<&str, Vec<&str>> = BTreeMap::new();

/// The most rows on a page.
pub const MAX_ROWS: i64 = 1000;

/// A parsed request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The number of the page, from 1.
    pub page: i64,
    /// The number of rows per page, 1 to [`MAX_ROWS`].
    pub limit: i64,
    /// The filters that rows must match.
    pub filters: Filters,
}

/// The filters; an unset one is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the API document describes them")]
pub struct Filters {
    pub username: Option<String>,
    pub number: Option<String>,
    pub messages_outbox_id: Option<String>,
    pub create_from_date: Option<i64>,
    pub create_to_date: Option<i64>,
    pub send_from_date: Option<i64>,
    pub send_to_date: Option<i64>,
    pub from_exit_count: Option<i64>,
    pub to_exit_count: Option<i64>,
    pub message: Option<String>,
    pub state_id: Option<i64>,
}

/// The reason why a request is refused with 422.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The state is none of the ten.
    State,
    /// The fields with wrong values, each with its errors.
    Fields(BTreeMap<&'static str, Vec<&'static str>>),
}

impl Query {
    /// Returns the number of rows on the pages before this one.
    pub fn skipped(&self) -> i64 {
        (self.page - 1).saturating_mul(self.limit)
    }

    /// Parses a request's body, as leniently as is possible without guessing: a number may be a string of digits, and
    /// `null` and `""` stand for no value.
    pub fn read(body: &[u8]) -> Result<Self, Refused> {
        let Ok(body) = serde_json::from_slice::<Object<'_>>(body) else {
            return Err(refused("body", "must be a JSON object"));
        };
        let mut reader = Reader::default();
        let page = reader.integer(&body, "page").unwrap_or(1);
        let limit = reader.integer(&body, "limit").unwrap_or(10);
        if page < 1 {
            reader.wrong("page", "must be at least 1");
        }
        if !(1..=MAX_ROWS).contains(&limit) {
            reader.wrong("limit", "must be between 1 and 1000");
        }
        let filters = match body.get("filters").map(|raw| raw.get()) {
            None | Some("null") => Object::new(),
            Some(raw) => serde_json::from_str(raw).unwrap_or_else(|_| {
                reader.wrong("filters", "must be an object");
                Object::new()
            }),
        };
        let filters = Filters {
            username: reader.text(&filters, "username"),
            number: reader.text(&filters, "number"),
            messages_outbox_id: reader.text(&filters, "messages_outbox_id"),
            create_from_date: reader.integer(&filters, "create_from_date"),
            create_to_date: reader.integer(&filters, "create_to_date"),
            send_from_date: reader.integer(&filters, "send_from_date"),
            send_to_date: reader.integer(&filters, "send_to_date"),
            from_exit_count: reader.integer(&filters, "from_exit_count"),
            to_exit_count: reader.integer(&filters, "to_exit_count"),
            message: reader.text(&filters, "message"),
            state_id: reader.state(&filters),
        };
        if !reader.wrong.is_empty() {
            Err(Refused::Fields(reader.wrong))
        } else if reader.no_state {
            Err(Refused::State)
        } else {
            Ok(Self { page, limit, filters })
        }
    }
}

fn refused(field: &'static str, why: &'static str) -> Refused {
    Refused::Fields(BTreeMap::from([(field, vec![why])]))
}

type Object<'a> = HashMap<Cow<'a, str>, &'a RawValue>;

/// A reader of fields that collects their errors.
#[derive(Default)]
struct Reader {
    wrong: BTreeMap<&'static str, Vec<&'static str>>,
    no_state: bool,
}

impl Reader {
    fn wrong(&mut self, field: &'static str, why: &'static str) {
        self.wrong.entry(field).or_default().push(why);
    }

    /// Returns a string, or the digits of a number as written; `None` for `null` and `""`.
    fn text(&mut self, object: &Object<'_>, field: &'static str) -> Option<String> {
        scalar(object, field).unwrap_or_else(|()| {
            self.wrong(field, "must be a string");
            None
        })
    }

    /// Returns a whole number, given as a number or a string; `None` for `null` and `""`.
    fn integer(&mut self, object: &Object<'_>, field: &'static str) -> Option<i64> {
        match scalar(object, field).map(|text| text.map(|text| whole(&text))) {
            Ok(None) => None,
            Ok(Some(Some(number))) => Some(number),
            Ok(Some(None)) | Err(()) => {
                self.wrong(field, "must be an integer");
                None
            }
        }
    }

    fn state(&mut self, filters: &Object<'_>) -> Option<i64> {
        match scalar(filters, "state_id").map(|text| text.map(|text| whole(&text))) {
            Ok(None) => None,
            Ok(Some(Some(state @ 0..=9))) => Some(state),
            _ => {
                self.no_state = true;
                None
            }
        }
    }
}

fn scalar(object: &Object<'_>, field: &str) -> Result<Option<String>, ()> {
    let Some(raw) = object.get(field).map(|raw| raw.get()) else {
        return Ok(None);
    };
    match raw.as_bytes().first() {
        Some(b'n') => Ok(None),
        Some(b'"') => {
            let text: String = serde_json::from_str(raw).map_err(|_| ())?;
            Ok(Some(text).filter(|text| !text.is_empty()))
        }
        Some(b'-' | b'0'..=b'9') => Ok(Some(raw.to_owned())),
        _ => Err(()),
    }
}

fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// A row, with the keys of the API document in its order.
#[derive(Serialize)]
struct Record<'a> {
    username: &'a str,
    number_color: &'a str,
    number: &'a str,
    number_id: &'a str,
    messages_outbox_id: &'a str,
    state: &'a str,
    r#type: &'a str,
    time_send: Option<String>,
    time: String,
    rcpts_count: String,
    exit_count: String,
    status: &'a str,
    partner_id: (),
    in_delivery_line: i64,
    valid: Option<&'a str>,
    message: &'a str,
    part: (),
    cost: Box<RawValue>,
    summary: (),
    user_ip: (),
    user_id: (),
    files_path: (),
    parent_id: (),
    state_id: i64,
}

#[derive(Serialize)]
struct Meta {
    current_page: i64,
    from: Option<i64>,
    last_page: i64,
    path: &'static str,
    per_page: i64,
    to: Option<i64>,
    total: i64,
    status: bool,
    message: &'static str,
    message_code: &'static str,
}

#[derive(Serialize)]
struct Success<'a> {
    data: Vec<Record<'a>>,
    meta: Meta,
}

#[derive(Serialize)]
struct Failure<'a, E> {
    data: (),
    meta: FailureMeta<'a, E>,
}

#[derive(Serialize)]
struct FailureMeta<'a, E> {
    status: bool,
    message: &'a str,
    message_parameters: [(); 0],
    message_code: &'a str,
    errors: &'a E,
}

/// Returns the JSON of the answer to a query, with the rows of the page and the paging in `meta`.
pub fn success(query: &Query, page: &Page) -> serde_json::Result<String> {
    let numbered = numbered(query, page.rows.len());
    let last_page = page.total / query.limit + i64::from(page.total % query.limit > 0);
    serde_json::to_string(&Success {
        data: page.rows.iter().map(record).collect::<serde_json::Result<_>>()?,
        meta: Meta {
            current_page: query.page,
            from: numbered.as_ref().map(|range| *range.start()),
            last_page: last_page.max(1),
            path: PATH,
            per_page: query.limit,
            to: numbered.as_ref().map(|range| *range.end()),
            total: page.total,
            status: true,
            message: "انجام شد",
            message_code: "200-1",
        },
    })
}

fn record(row: &Row) -> serde_json::Result<Record<'_>> {
    Ok(Record {
        username: &row.username,
        number_color: &row.number_color,
        number: &row.number,
        number_id: &row.number_id,
        messages_outbox_id: &row.id,
        state: &row.progress,
        r#type: &row.kind,
        time_send: row.sent.map(|sent| sent.to_string()),
        time: row.created.to_string(),
        rcpts_count: row.recipients.to_string(),
        exit_count: row.exits.to_string(),
        status: status(&row.progress),
        partner_id: (),
        in_delivery_line: row.in_delivery_line,
        valid: row.valid.as_deref(),
        message: &row.message,
        part: (),
        cost: RawValue::from_string(row.cost.clone())?,
        summary: (),
        user_ip: (),
        user_id: (),
        files_path: (),
        parent_id: (),
        state_id: row.state,
    })
}

/// Returns the text of `status` for a value of `progress`.
fn status(progress: &str) -> &'static str {
    match progress {
        "create" => "در حال ایجاد",
        "interacting" => "در صف نظارت",
        "active" => "در حال ارسال",
        "cancel" => "لغو شده",
        "error" => "خطای سامانه",
        _ => "پایان یافته",
    }
}

/// Returns the JSON of the answer to a request without the right token, which is sent with 401.
pub fn unauthorized() -> serde_json::Result<String> {
    failure("اطلاعات وارد شده صحیح نمی باشد", "400-1", &NO_ERRORS)
}

/// Returns the JSON of the answer to a refused request, which is sent with 422.
pub fn invalid(why: &Refused) -> serde_json::Result<String> {
    match why {
        Refused::State => failure("invalid state", "400-31", &NO_ERRORS),
        Refused::Fields(errors) => failure("invalid request", "400-2", errors),
    }
}

/// Returns the JSON of an answer in the shape of the failures; `errors` is an object.
pub(crate) fn failure(message: &str, message_code: &str, errors: &impl Serialize) -> serde_json::Result<String> {
    let meta = FailureMeta { status: false, message, message_parameters: [], message_code, errors };
    serde_json::to_string(&Failure { data: (), meta })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Query, Refused> {
        Query::read(body.as_bytes())
    }

    #[test]
    fn nothing_asked_is_the_first_ten() {
        let query = Query { page: 1, limit: 10, filters: Filters::default() };
        assert_eq!(read("{}"), Ok(query.clone()));
        assert_eq!(read(r#"{"page":null,"filters":null}"#), Ok(query.clone()));
        assert_eq!(read(r#"{"filters":{"username":"","state_id":null,"other":[1]}}"#), Ok(query));
    }

    #[test]
    fn numbers_and_strings_are_alike() {
        let filters = r#"{"filters":{"messages_outbox_id":90071992547409931234567,"state_id":0,"to_exit_count":"0"}}"#;
        let filters = read(filters).map(|query| query.filters);
        assert_eq!(
            filters,
            Ok(Filters {
                messages_outbox_id: Some("90071992547409931234567".to_owned()),
                state_id: Some(0),
                to_exit_count: Some(0),
                ..Filters::default()
            })
        );
    }

    #[test]
    fn the_farthest_page_skips_without_overflow() {
        let query = Query { page: i64::MAX, limit: MAX_ROWS, filters: Filters::default() };
        assert_eq!(query.skipped(), i64::MAX);
        let page = Page { rows: Vec::new(), total: i64::MAX };
        assert!(success(&query, &page).is_ok_and(|reply| reply.contains(r#""from":null"#)));
    }
}
