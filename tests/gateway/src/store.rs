//! The store of rows: a database with all of them, and their numbers in columns beside it.
//!
//! Filters by numbers alone (state, times, exits) are counted over [`columns`], at any depth, without a list of
//! matches. `SQLite` searches texts, which takes seconds in five million rows. The result of a text search is cached, a
//! byte a row, so that other pages, states and times of the same texts don't take seconds again. Ids have an index. In
//! all a row takes some 310 bytes, of which 25 are its numbers, and one more for each of the four cached searches.
//!
//! The table `rows`, for those who want to ask it themselves (newest is highest in `seq`):
//!
//! ```sql
//! rows(seq integer primary key, id text, username text, number text, number_color text,
//!      number_id text, kind text, created int, sent int null, recipients int, exits int,
//!      state int, progress text, valid text null, in_delivery_line int, cost text, message text)
//! ```

mod columns;

use std::collections::VecDeque;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Params, params, params_from_iter};
use serde_json::Value as Json;

use crate::seed::{Row, Seed};
use crate::wire::{Filters, Query};
use columns::{Columns, Numbers};

const SCHEMA: &str = "
    pragma journal_mode = off;
    pragma synchronous = off;
    create table rows(
        seq integer primary key,
        id text not null,
        username text not null,
        number text not null,
        number_color text not null,
        number_id text not null,
        kind text not null,
        created int not null,
        sent int,
        recipients int not null,
        exits int not null,
        state int not null,
        progress text not null,
        valid text,
        in_delivery_line int not null,
        cost text not null,
        message text not null
    ) strict;";

const INDEXES: &str = "
    create unique index by_id on rows(id);
    create index by_created on rows(created);
    create index by_sent on rows(sent);";

/// The triggers that keep a row's place, as its numbers are found by the place.
const PLACES: &str = "
    create trigger places before update on rows when new.seq <> old.seq begin
        select raise(abort, 'the place of a row (seq) stays');
    end;";

/// The number of text searches whose results are cached, until rows change.
const REMEMBERED: usize = 4;

/// The store of rows, with the cached text searches.
pub struct Store(Mutex<Inner>);

struct Inner {
    connection: Connection,
    columns: Columns,
    /// The cached text searches: the filters by text, and for each place whether the row passes them.
    texts: VecDeque<(Filters, Arc<[bool]>)>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

/// One page of the rows that match a request.
#[derive(Debug)]
pub struct Page {
    /// The page's rows, newest first.
    pub rows: Vec<Row>,
    /// The number of rows on all pages.
    pub total: i64,
}

impl Store {
    /// Creates a store in memory with the rows of this seed.
    pub fn filled(seed: &Seed) -> rusqlite::Result<Self> {
        let mut connection = Connection::open_in_memory()?;
        connection.execute_batch(SCHEMA)?;
        let transaction = connection.transaction()?;
        let mut columns = Columns::default();
        {
            let mut insert = transaction.prepare("insert into rows values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")?;
            for (place, row) in seed.rows().enumerate() {
                let Row { created, sent, exits, state, .. } = row;
                columns.put(place, Numbers { created, sent, exits, state });
                insert.execute(params![
                    count(place) + 1,
                    row.id,
                    row.username,
                    row.number,
                    row.number_color,
                    row.number_id,
                    row.kind,
                    row.created,
                    row.sent,
                    row.recipients,
                    row.exits,
                    row.state,
                    row.progress,
                    row.valid,
                    row.in_delivery_line,
                    row.cost,
                    row.message,
                ])?;
            }
        }
        transaction.execute_batch(INDEXES)?;
        transaction.commit()?;
        // From now on a change that fails half way is rolled back, so that the columns agree with the database.
        connection.execute_batch(PLACES)?;
        connection.execute_batch("pragma journal_mode = memory; pragma query_only = on")?;
        columns.settle();
        Ok(Self(Mutex::new(Inner { connection, columns, texts: VecDeque::new() })))
    }

    /// Returns the page of rows that a query asks for, and the number of all rows that match its filters.
    pub fn page(&self, query: &Query) -> rusqlite::Result<Page> {
        let mut inner = self.inner();
        let filters = &query.filters;
        let skipped = usize::try_from(query.skipped()).unwrap_or(usize::MAX);
        let limit = usize::try_from(query.limit).unwrap_or(0);
        if filters.messages_outbox_id.is_some() {
            // One row or none, which the index finds.
            let mut found = Vec::new();
            inner.each(filters, |place| found.push(place))?;
            let places = found.iter().copied().skip(skipped).take(limit);
            return Ok(Page { rows: inner.rows(places)?, total: count(found.len()) });
        }
        let texts = inner.texts(filters)?;
        let found = inner.columns.find(filters, texts.as_deref(), skipped, limit);
        Ok(Page { rows: inner.rows(found.places.into_iter())?, total: count(found.total) })
    }

    /// Adds `count` new sends: copies of the newest one, created at the given instant.
    pub fn arrive(&self, created: i64, count: i64) -> rusqlite::Result<()> {
        let insert = "with recursive n(i) as (select 1 union all select i + 1 from n where i < ?2)
             insert into rows
             select seq + i, 'new' || (seq + i), username, number, number_color, number_id, kind, ?1, sent, recipients,
                 exits, state, progress, valid, in_delivery_line, cost, message
             from rows, n where seq = (select max(seq) from rows)";
        self.inner().write(insert, params![created, count]).map(drop)
    }

    /// Changes the rows for which the condition holds, by assignments of fields; both are SQL. Returns the number of
    /// changed rows.
    pub fn change(&self, fields: &str, condition: &str) -> rusqlite::Result<usize> {
        self.inner().write(&format!("update rows set {fields}\nwhere {condition}"), [])
    }

    /// Returns the result of an SQL query that changes nothing, as an array of columns for each row.
    pub fn ask(&self, sql: &str) -> rusqlite::Result<Vec<Vec<Json>>> {
        let inner = self.inner();
        let mut statement = inner.connection.prepare(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        let mut answer = Vec::new();
        while let Some(row) = rows.next()? {
            let cells = (0..columns).map(|at| Ok(json(row.get_ref(at)?)));
            answer.push(cells.collect::<rusqlite::Result<_>>()?);
        }
        Ok(answer)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Nothing is ever left half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Runs an SQL statement that changes or adds rows, and updates their numbers. The statement must allow a
    /// `returning` clause at its end. Returns the number of rows.
    fn write(&mut self, sql: &str, values: impl Params) -> rusqlite::Result<usize> {
        self.connection.execute_batch("pragma query_only = off")?;
        let written = self.written(sql, values);
        self.connection.execute_batch("pragma query_only = on")?;
        let mut written = written?;
        // The database gives them in any order, and new ones must follow each other.
        written.sort_unstable_by_key(|(place, _)| *place);
        for (place, numbers) in &written {
            self.columns.put(*place, *numbers);
        }
        self.columns.settle();
        self.texts.clear();
        Ok(written.len())
    }

    fn written(&self, sql: &str, values: impl Params) -> rusqlite::Result<Vec<(usize, Numbers)>> {
        let mut statement = self.connection.prepare(&format!("{sql}\nreturning seq, {}", Numbers::NAMES))?;
        statement.query_map(values, |row| Ok((place(row)?, Numbers::read(row)?)))?.collect()
    }

    /// Returns for each place whether its row passes the filters by text; `None` without such filters.
    fn texts(&mut self, filters: &Filters) -> rusqlite::Result<Option<Arc<[bool]>>> {
        // Those that the columns answer are taken out: whatever is left, SQL has to.
        let filters = Filters {
            create_from_date: None,
            create_to_date: None,
            send_from_date: None,
            send_to_date: None,
            from_exit_count: None,
            to_exit_count: None,
            state_id: None,
            ..filters.clone()
        };
        if filters == Filters::default() {
            return Ok(None);
        }
        if let Some((_, passes)) = self.texts.iter().find(|(known, _)| *known == filters) {
            return Ok(Some(Arc::clone(passes)));
        }
        let mut passes = vec![false; self.columns.len()];
        self.each(&filters, |place| {
            if let Some(passes) = passes.get_mut(place) {
                *passes = true;
            }
        })?;
        let passes: Arc<[bool]> = passes.into();
        self.texts.truncate(REMEMBERED - 1);
        self.texts.push_front((filters, Arc::clone(&passes)));
        Ok(Some(passes))
    }

    /// Calls `found` with the place of each row that passes the filters, in the order in which the database finds them.
    fn each(&self, filters: &Filters, mut found: impl FnMut(usize)) -> rusqlite::Result<()> {
        let (conditions, values) = conditions(filters);
        let mut statement = self.connection.prepare(&format!("select seq from rows where {conditions}"))?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            found(place(row)?);
        }
        Ok(())
    }

    fn rows(&self, places: impl Iterator<Item = usize>) -> rusqlite::Result<Vec<Row>> {
        let mut statement = self.connection.prepare("select * from rows where seq = ?")?;
        places.map(|place| statement.query_row([count(place) + 1], row)).collect()
    }
}

/// Returns the place of a row among the [`Columns`], from 0: its `seq` counts from 1.
fn place(row: &rusqlite::Row<'_>) -> rusqlite::Result<usize> {
    let seq: i64 = row.get("seq")?;
    Ok(usize::try_from(seq - 1).unwrap_or(usize::MAX))
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let text = |name: &str| row.get::<_, String>(name).map(Into::into);
    Ok(Row {
        id: row.get("id")?,
        username: text("username")?,
        number: text("number")?,
        number_color: text("number_color")?,
        number_id: text("number_id")?,
        kind: text("kind")?,
        created: row.get("created")?,
        sent: row.get("sent")?,
        recipients: row.get("recipients")?,
        exits: row.get("exits")?,
        state: row.get("state")?,
        progress: text("progress")?,
        valid: row.get::<_, Option<String>>("valid")?.map(Into::into),
        in_delivery_line: row.get("in_delivery_line")?,
        cost: row.get("cost")?,
        message: row.get("message")?,
    })
}

/// Returns the filters as an SQL condition, with the values of its parameters.
fn conditions(filters: &Filters) -> (String, Vec<Value>) {
    let mut conditions: Vec<&str> = vec!["true"];
    let mut values: Vec<Value> = Vec::new();
    let mut add = |condition, value: Value| {
        conditions.push(condition);
        values.push(value);
    };
    if let Some(username) = &filters.username {
        if username.contains('*') {
            let glob = glob(username);
            // SQLite takes no longer pattern and ends it at a NUL; no name is as long or has one.
            if glob.len() > 50_000 || glob.contains('\0') {
                add("? is null", glob.into());
            } else {
                add("username glob ?", glob.into());
            }
        } else {
            add("username = ?", username.clone().into());
        }
    }
    if let Some(number) = &filters.number {
        add("number = ?", number.clone().into());
    }
    if let Some(id) = &filters.messages_outbox_id {
        add("id = ?", id.clone().into());
    }
    if let Some(from) = filters.create_from_date {
        add("created >= ?", from.into());
    }
    if let Some(to) = filters.create_to_date {
        add("created <= ?", to.into());
    }
    if let Some(from) = filters.send_from_date {
        add("sent >= ?", from.into());
    }
    if let Some(to) = filters.send_to_date {
        add("sent <= ?", to.into());
    }
    if let Some(from) = filters.from_exit_count {
        add("exits >= ?", from.into());
    }
    if let Some(to) = filters.to_exit_count {
        add("exits <= ?", to.into());
    }
    if let Some(message) = &filters.message {
        add("instr(message, ?) > 0", message.clone().into());
    }
    if let Some(state) = filters.state_id {
        add("state = ?", state.into());
    }
    (conditions.join(" and "), values)
}

/// Returns a pattern for `GLOB` in which only the star has a special meaning.
fn glob(pattern: &str) -> String {
    let mut glob = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        match c {
            '*' if glob.ends_with('*') => {}
            '?' => glob.push_str("[?]"),
            '[' => glob.push_str("[[]"),
            c => glob.push(c),
        }
    }
    glob
}

fn json(value: ValueRef<'_>) -> Json {
    match value {
        ValueRef::Null => Json::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) | ValueRef::Blob(text) => String::from_utf8_lossy(text).into(),
    }
}

/// Returns the positions of a page's first and last row among all rows, from 1; `None` if the page has no rows. `rows`
/// is the number of rows on the page.
pub fn numbered(query: &Query, rows: usize) -> Option<RangeInclusive<i64>> {
    let rows = i64::try_from(rows).unwrap_or(0);
    let skipped = query.skipped();
    (rows > 0).then(|| skipped + 1..=skipped + rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_star_alone_is_special() {
        assert_eq!(glob("a**b*"), "a*b*");
        assert_eq!(glob("[a]?_%"), "[[]a][?]_%");
    }
}
