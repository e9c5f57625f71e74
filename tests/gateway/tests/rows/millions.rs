//! Five million rows: the answers over HTTP agree with `SQLite`, and their times are measured. The audit runs this and
//! prints the times; no time makes it fail.

use std::time::{Duration, Instant};

use gateway::{Options, Running, spawn};
use serde_json::{Value, json};

use crate::client::{NOW, options, post, send};

const ROWS: u64 = 5_000_000;

/// The number of spans in which the two years of rows are counted.
const SPANS: i64 = 24;
const SPAN: i64 = 31 * 86_400;

/// The gateway, and the time of each request by its kind.
struct Bench {
    running: Running,
    times: Vec<(&'static str, Vec<Duration>)>,
}

impl Bench {
    fn ask(&mut self, kind: &'static str, page: i64, limit: i64, filters: &Value) -> Value {
        let body = json!({ "page": page, "limit": limit, "filters": filters }).to_string();
        let start = Instant::now();
        let reply = post(&self.running, &body);
        let time = start.elapsed();
        match self.times.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, times)) => times.push(time),
            None => self.times.push((kind, vec![time])),
        }
        assert_eq!(reply.status, 200, "{body}: {}", reply.body);
        reply.json()
    }

    fn count(&mut self, kind: &'static str, filters: &Value) -> i64 {
        self.ask(kind, 1, 1, filters)["meta"]["total"].as_i64().unwrap()
    }

    fn sql(&self, sql: &str) -> Vec<Vec<Value>> {
        let reply = send(&self.running, "POST", "/control/query", &[], &json!({ "sql": sql }).to_string());
        assert_eq!(reply.status, 200, "{sql}: {}", reply.body);
        serde_json::from_value(reply.json()["rows"].clone()).unwrap()
    }

    /// Returns the counts for each value below `values`; 0 for a value without rows.
    fn counts(&self, values: usize, value: &str, condition: &str) -> Vec<i64> {
        let mut counts = vec![0; values];
        for row in self.sql(&format!("select {value}, count(*) from rows where {condition} group by 1")) {
            let place = row[0].as_u64().and_then(|place| usize::try_from(place).ok());
            if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
                *count = row[1].as_i64().unwrap();
            }
        }
        counts
    }

    /// Checks that the first, the middle and the last page agree with the database.
    fn pages(&mut self, kind: &'static str, filters: &Value, condition: &str) {
        let total = self.count(kind, filters);
        let last = (total - 1) / 25 + 1;
        for page in [1, last / 2, last - 1, last] {
            let reply = self.ask(kind, page, 25, filters);
            let ids: Vec<&Value> =
                reply["data"].as_array().unwrap().iter().map(|row| &row["messages_outbox_id"]).collect();
            let order = format!("order by seq desc limit 25 offset {}", (page - 1) * 25);
            let expected = self.sql(&format!("select id from rows where {condition} {order}"));
            assert_eq!(ids, expected.iter().map(|row| &row[0]).collect::<Vec<_>>(), "{condition}, page {page}");
        }
    }

    fn print(&mut self) {
        // On a busy machine the least time tells most.
        println!("\n{:<36} {:>5} {:>9} {:>11} {:>9}", "", "asked", "least, ms", "median, ms", "most, ms");
        for (kind, times) in &mut self.times {
            times.sort_unstable();
            let [least, median, most] =
                [0, times.len() / 2, times.len() - 1].map(|at| times[at].as_secs_f64() * 1000.0);
            println!("{kind:<36} {:>5} {least:>9.1} {median:>11.1} {most:>9.1}", times.len());
        }
        println!();
    }
}

/// Returns the memory of the process in bytes; `None` if the system does not state it as Linux does.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
}

/// Returns the filters of the span at an index, from the oldest, by the names of its two ends.
fn span(names: [&str; 2], place: i64) -> Value {
    let from = NOW - (SPANS - place) * SPAN;
    json!({ names[0]: from.to_string(), names[1]: (from + SPAN - 1).to_string() })
}

#[test]
#[ignore = "five million rows take half a minute to make: part of the audit"]
fn five_million_rows_are_counted_and_paged_as_the_database_does() {
    let (start, before) = (Instant::now(), memory());
    let running = spawn(Options { rows: ROWS, ..options() }).unwrap();
    println!("\n{ROWS} rows made in {:.1} s", start.elapsed().as_secs_f64());
    if let (Some(before), Some(after)) = (before, memory()) {
        println!("{} bytes a row", after.saturating_sub(before) / ROWS);
    }
    let mut bench = Bench { running, times: Vec::new() };

    let states = bench.counts(10, "state", "true");
    for (state, count) in states.iter().enumerate() {
        assert_eq!(bench.count("a state", &json!({ "state_id": state.to_string() })), *count, "{state}");
    }
    assert_eq!(bench.count("all", &json!({})), states.iter().sum::<i64>());

    for (kind, with_state, column, names) in [
        ("a span of creation", "a span of creation, a state", "created", ["create_from_date", "create_to_date"]),
        ("a span of sending", "a span of sending, a state", "sent", ["send_from_date", "send_to_date"]),
    ] {
        let value = format!("({column} - {}) / {SPAN}", NOW - SPANS * SPAN);
        let condition = format!("{column} >= {}", NOW - SPANS * SPAN);
        let counts = bench.counts(24, &value, &condition);
        let counts_with_state = bench.counts(24, &value, &format!("{condition} and state = 6"));
        for (place, count) in (0..SPANS).zip(counts) {
            assert_eq!(bench.count(kind, &span(names, place)), count, "{column} {place}");
        }
        for (place, count) in (0..SPANS).zip(counts_with_state) {
            let mut filters = span(names, place);
            filters["state_id"] = "6".into();
            assert_eq!(bench.count(with_state, &filters), count, "{column} {place}, state 6");
        }
    }

    let exits = bench.counts(1, "0", "exits between 2 and 500");
    assert_eq!(bench.count("a range of exits", &json!({ "from_exit_count": 2, "to_exit_count": 500 })), exits[0]);

    let year = NOW - 365 * 86_400;
    bench.pages("pages of all", &json!({}), "true");
    bench.pages("pages of a state", &json!({ "state_id": "6" }), "state = 6");
    bench.pages("pages of a rare state", &json!({ "state_id": "2" }), "state = 2");
    bench.pages(
        "pages of a span of creation",
        &json!({ "create_to_date": year.to_string() }),
        &format!("created <= {year}"),
    );
    bench.pages("pages of a span of sending", &json!({ "send_to_date": year.to_string() }), &format!("sent <= {year}"));
    bench.pages(
        "pages of both, a state and exits",
        &json!({ "create_from_date": year.to_string(), "send_to_date": NOW.to_string(), "state_id": "6", "from_exit_count": 1 }),
        &format!("created >= {year} and sent <= {NOW} and state = 6 and exits >= 1"),
    );

    // Slower, the first time: the database reads every text.
    for (kind, again, filters, condition) in [
        ("a message", "the same message again", json!({ "message": "تست" }), "instr(message, 'تست') > 0"),
        ("a username", "the same username again", json!({ "username": "*bank" }), "username glob '*bank'"),
    ] {
        let count = bench.counts(1, "0", condition)[0];
        assert_eq!(bench.count(kind, &filters), count);
        bench.pages(again, &filters, condition);
    }
    bench.print();
}
