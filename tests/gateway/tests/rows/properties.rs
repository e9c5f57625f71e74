//! Properties: for any rows, filters and changes, counts and pages are those of `SQLite`.

use gateway::seed::Seed;
use gateway::store::Store;
use gateway::wire::{Filters, Query};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::client::NOW;

/// A request with filters that are chosen near existing rows: times and exits are near those of some row.
#[derive(Debug, Clone)]
struct Question {
    created: [Option<Near>; 2],
    sent: [Option<Near>; 2],
    exits: [Option<Near>; 2],
    state: Option<i64>,
    username: Option<&'static str>,
    number: Option<&'static str>,
    message: Option<&'static str>,
    id: Option<Index>,
    limit: i64,
    /// The page: one of the existing ones, or one after the last.
    page: Index,
}

/// The value of some row, a value next to it, or the most extreme value that a filter accepts.
#[derive(Debug, Clone)]
enum Near {
    Of(Index, i64),
    Farthest(i64),
}

/// A change of the rows between two requests.
#[derive(Debug, Clone)]
enum Event {
    Arrive { after: i64, count: i64 },
    Change { fields: &'static str, condition: &'static str },
}

/// Changes of one row, of many and of all; most put the rows out of order, the last ones fail, some of them half way.
const FIELDS: [&str; 14] = [
    "state = 6",
    "state = (state + 1) % 12",
    "state = -1",
    "created = created + 86400",
    "created = 1751000000 - seq",
    "created = 1751000000",
    "sent = null",
    "sent = created - 60",
    "exits = exits * 3, sent = -5",
    "exits = seq % 3, message = 'تست' || seq",
    "username = 'tarannom', number = '+981000'",
    "id = iif(seq % 2, 'odd' || seq, '1')",
    "state = null",
    "seq = seq + 1",
];

const CONDITIONS: [&str; 5] =
    ["true", "seq % 7 = 3", "seq = (select max(seq) from rows)", "state <> 6", "sent is null -- and a remark"];

fn near() -> impl Strategy<Value = Near> {
    prop_oneof![
        12 => (any::<Index>(), -1..=1_i64).prop_map(|(row, beside)| Near::Of(row, beside)),
        1 => select(vec![i64::MIN, -1, 0, i64::MAX]).prop_map(Near::Farthest),
    ]
}

fn ends() -> impl Strategy<Value = [Option<Near>; 2]> {
    [option::weighted(0.3, near()), option::weighted(0.3, near())]
}

fn question() -> impl Strategy<Value = Question> {
    let texts = (
        option::weighted(0.2, select(vec!["*", "*a*", "mehr.bank", "nobody", "*-*"])),
        option::weighted(0.1, select(vec!["+981000", "+983000505", "+980"])),
        option::weighted(0.2, select(vec!["کد", "تست", "a", "no such text"])),
    );
    let page = (prop_oneof![1..=40_i64, Just(1000)], any::<Index>());
    let numbers = (ends(), ends(), ends(), option::weighted(0.4, 0..=9_i64));
    (numbers, texts, option::weighted(0.05, any::<Index>()), page).prop_map(
        |((created, sent, exits, state), (username, number, message), id, (limit, page))| Question {
            created,
            sent,
            exits,
            state,
            username,
            number,
            message,
            id,
            limit,
            page,
        },
    )
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        1 => (-100..=100_i64, 0..=1500_i64).prop_map(|(after, count)| Event::Arrive { after, count }),
        3 => (select(&FIELDS[..]), select(&CONDITIONS[..]))
            .prop_map(|(fields, condition)| Event::Change { fields, condition }),
    ]
}

/// Returns one column of an SQL query's result.
fn column<T>(store: &Store, sql: &str, read: impl Fn(&serde_json::Value) -> T) -> Vec<T> {
    store.ask(sql).unwrap().iter().map(|row| read(&row[0])).collect()
}

fn numbers(store: &Store, column_name: &str) -> Vec<i64> {
    column(store, &format!("select {column_name} from rows where {column_name} is not null"), |value| {
        value.as_i64().unwrap()
    })
}

/// Returns the filters of a request, and the same as an SQL condition.
fn asked(store: &Store, question: &Question) -> (Filters, String) {
    let mut conditions = vec!["true".to_owned()];
    let mut ends = |column: &str, ends: &[Option<Near>; 2]| {
        let values = numbers(store, column);
        let [from, to] = [&ends[0], &ends[1]].map(|end| match end {
            Some(Near::Of(row, beside)) if !values.is_empty() => Some(row.get(&values) + beside),
            Some(Near::Of(_, beside)) => Some(*beside),
            Some(Near::Farthest(value)) => Some(*value),
            None => None,
        });
        // SQL has no literal for the least number.
        conditions.extend(from.map(|from| format!("{column} > {}", i128::from(from) - 1)));
        conditions.extend(to.map(|to| format!("not {column} > {to}")));
        (from, to)
    };
    let (create_from_date, create_to_date) = ends("created", &question.created);
    let (send_from_date, send_to_date) = ends("sent", &question.sent);
    let (from_exit_count, to_exit_count) = ends("exits", &question.exits);
    let ids = column(store, "select id from rows", |value| value.as_str().unwrap().to_owned());
    let filters = Filters {
        username: question.username.map(str::to_owned),
        number: question.number.map(str::to_owned),
        messages_outbox_id: question.id.filter(|_| !ids.is_empty()).map(|row| row.get(&ids).clone()),
        create_from_date,
        create_to_date,
        send_from_date,
        send_to_date,
        from_exit_count,
        to_exit_count,
        message: question.message.map(str::to_owned),
        state_id: question.state,
    };
    conditions.extend(filters.username.as_ref().map(|name| format!("username glob '{name}'")));
    conditions.extend(filters.number.as_ref().map(|number| format!("number = '{number}'")));
    conditions.extend(filters.messages_outbox_id.as_ref().map(|id| format!("id = '{id}'")));
    conditions.extend(filters.message.as_ref().map(|text| format!("instr(message, '{text}') > 0")));
    conditions.extend(filters.state_id.map(|state| format!("state = {state}")));
    (filters, conditions.join(" and "))
}

/// Checks that the store and the database give the same result.
fn check(store: &Store, question: &Question) -> Result<(), TestCaseError> {
    let (filters, condition) = asked(store, question);
    let limit = question.limit;
    let total =
        column(store, &format!("select count(*) from rows where {condition}"), |count| count.as_i64().unwrap())[0];
    let page = i64::try_from(question.page.index(usize::try_from(total / limit).unwrap() + 2)).unwrap() + 1;
    let query = Query { page, limit, filters };
    let order = format!("order by seq desc limit {limit} offset {}", query.skipped());
    let ids =
        column(store, &format!("select id from rows where {condition} {order}"), |id| id.as_str().unwrap().to_owned());
    let found = store.page(&query).unwrap();
    prop_assert_eq!(found.total, total, "{:?} is not {}", query, condition);
    prop_assert_eq!(
        found.rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>(),
        ids,
        "{:?} is not {}",
        query,
        condition
    );
    Ok(())
}

proptest! {
    #[test]
    fn counts_and_pages_are_the_databases_own_also_after_changes(
        rows in prop_oneof![0..=30_u64, 900..=2600_u64],
        seed in 0..1000_u64,
        rounds in prop::collection::vec((prop::collection::vec(event(), 0..=2), prop::collection::vec(question(), 1..=6)), 1..=4),
    ) {
        let store = Store::filled(&Seed { rows, seed, now: NOW }).unwrap();
        for (events, questions) in rounds {
            for event in events {
                match event {
                    Event::Arrive { after, count } => store.arrive(NOW + after, count).unwrap(),
                    // One that fails has changed nothing, which the questions show.
                    Event::Change { fields, condition } => drop(store.change(fields, condition)),
                }
            }
            for question in questions {
                check(&store, &question)?;
            }
        }
    }
}

#[test]
fn a_change_that_fails_half_way_leaves_the_rows_as_they_were() {
    let store = Store::filled(&Seed { rows: 2000, seed: 1, now: NOW }).unwrap();
    let sum = || store.ask("select sum(state), group_concat(id) from rows").unwrap();
    let before = sum();
    for fields in [
        "state = 9, id = iif(seq < 1500, 'n' || seq, 'twice')",
        "state = null",
        "created = 'soon'",
        "seq = seq + 1",
        "rowid = rowid + 5000",
    ] {
        assert!(store.change(fields, "true").is_err(), "{fields}");
        assert_eq!(sum(), before, "{fields}");
    }
}
