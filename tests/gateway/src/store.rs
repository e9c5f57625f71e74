//! The database: the rows in `SQLite`, and the questions the report asks of them.
//!
//! The table `rows`, for those who want to ask it themselves (newest is highest in `seq`):
//!
//! ```sql
//! rows(seq integer primary key, id text, username text, number text, number_color text,
//!      number_id text, kind text, created int, sent int null, recipients int, exits int,
//!      state int, progress text, valid text null, in_delivery_line int, cost text, message text)
//! ```

use std::collections::VecDeque;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params, params_from_iter};
use serde_json::Value as Json;

use crate::seed::{Row, Seed};
use crate::wire::{Filters, Query};

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
    );";

const INDEXES: &str = "
    create unique index by_id on rows(id);
    create index by_created on rows(created);
    create index by_sent on rows(sent);";

/// The most queries whose results are cached, until the rows change.
const REMEMBERED: usize = 8;

/// The stored rows, with a cache of queries' results.
pub struct Store(Mutex<Inner>);

struct Inner {
    connection: Connection,
    total: i64,
    /// True if no row was created before a row of a lower `seq`.
    is_in_order: bool,
    found: VecDeque<(Filters, Arc<[i64]>)>,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

/// A page of the rows that match a query.
#[derive(Debug)]
pub struct Page {
    /// The page's rows, newest first.
    pub rows: Vec<Row>,
    /// The number of matching rows on all pages.
    pub total: i64,
}

impl Store {
    /// Creates a database in memory with the rows of this seed.
    pub fn filled(seed: &Seed) -> rusqlite::Result<Self> {
        let mut connection = Connection::open_in_memory()?;
        connection.execute_batch(SCHEMA)?;
        let transaction = connection.transaction()?;
        let mut total = 0;
        {
            let mut insert = transaction.prepare("insert into rows values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")?;
            for row in seed.rows() {
                total += 1;
                insert.execute(params![
                    total,
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
        connection.execute_batch("pragma query_only = on")?;
        Ok(Self(Mutex::new(Inner { connection, total, is_in_order: true, found: VecDeque::new() })))
    }

    /// Returns one page of the rows that match the filters.
    pub fn page(&self, query: &Query) -> rusqlite::Result<Page> {
        let mut inner = self.inner();
        let skipped = query.skipped();
        if query.filters == Filters::default() {
            let total = inner.total;
            let first = total.saturating_sub(skipped);
            let last = first.saturating_sub(query.limit);
            let seqs = (last.max(0) + 1..=first).rev();
            return Ok(Page { rows: inner.rows(seqs)?, total });
        }
        if inner.is_in_order
            && let Some(range) = created_alone(&query.filters)
        {
            return inner.created_within(range, query);
        }
        let found = inner.find(&query.filters)?;
        let skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
        let limit = usize::try_from(query.limit).unwrap_or(0);
        let seqs = found.iter().copied().skip(skipped).take(limit);
        Ok(Page { rows: inner.rows(seqs)?, total: i64::try_from(found.len()).unwrap_or(i64::MAX) })
    }

    /// Adds this many copies of the newest send, created at this instant.
    pub fn arrive(&self, created: i64, count: i64) -> rusqlite::Result<()> {
        let mut inner = self.inner();
        let arrived = inner.write(|connection| {
            connection.execute(
                "with recursive n(i) as (select 1 union all select i + 1 from n where i < ?2)
                 insert into rows
                 select seq + i, 'new' || (seq + i), username, number, number_color, number_id, kind, ?1, sent, recipients,
                     exits, state, progress, valid, in_delivery_line, cost, message
                 from rows, n where seq = (select max(seq) from rows)",
                params![created, count],
            )
        })?;
        inner.total += i64::try_from(arrived).unwrap_or(0);
        Ok(())
    }

    /// Changes the rows for which the condition holds. Both arguments are SQL. Returns the number of changed rows.
    pub fn change(&self, fields: &str, condition: &str) -> rusqlite::Result<usize> {
        self.inner().write(|connection| connection.execute(&format!("update rows set {fields} where {condition}"), []))
    }

    /// Returns the rows of a query that changes nothing, each as an array of its columns.
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
        // No change is ever left half done, so a poisoned lock is harmless.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Runs `work` with write access to the rows, and drops the cached results.
    fn write<T>(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        self.found.clear();
        self.connection.execute_batch("pragma query_only = off")?;
        let done = work(&self.connection);
        self.connection.execute_batch("pragma query_only = on")?;
        let is_odd = "select exists(select 1 from (select created, lag(created) over (order by seq) as before from rows) \
                      where created < before)";
        self.is_in_order = !self.connection.query_row(is_odd, [], |row| row.get(0))?;
        done
    }

    /// Returns one page of the rows that were created within a range, by means of the index. An export sends as many
    /// queries as it has pages; without the index, each of a million rows would be read a thousand times.
    fn created_within(&self, range: RangeInclusive<i64>, query: &Query) -> rusqlite::Result<Page> {
        let (from, to) = range.into_inner();
        let count = "select count(*) from rows where created between ? and ?";
        let total = self.connection.query_row(count, [from, to], |row| row.get(0))?;
        let mut page = self.connection.prepare(
            "select seq from rows where created between ? and ? order by created desc, seq desc limit ? offset ?",
        )?;
        let seqs = page.query_map([from, to, query.limit, query.skipped()], |row| row.get(0))?;
        let seqs = seqs.collect::<rusqlite::Result<Vec<i64>>>()?;
        Ok(Page { rows: self.rows(seqs.into_iter())?, total })
    }

    /// Returns the `seq` of all matching rows, newest first.
    fn find(&mut self, filters: &Filters) -> rusqlite::Result<Arc<[i64]>> {
        if let Some((_, found)) = self.found.iter().find(|(known, _)| known == filters) {
            return Ok(Arc::clone(found));
        }
        let (conditions, values) = conditions(filters);
        let sql = format!("select seq from rows where {conditions} order by seq desc");
        let mut statement = self.connection.prepare(&sql)?;
        let seqs = statement.query_map(params_from_iter(values), |row| row.get(0))?;
        let found: Arc<[i64]> = seqs.collect::<rusqlite::Result<Vec<i64>>>()?.into();
        self.found.truncate(REMEMBERED - 1);
        self.found.push_front((filters.clone(), Arc::clone(&found)));
        Ok(found)
    }

    fn rows(&self, seqs: impl Iterator<Item = i64>) -> rusqlite::Result<Vec<Row>> {
        let mut statement = self.connection.prepare("select * from rows where seq = ?")?;
        seqs.map(|seq| statement.query_row([seq], row)).collect()
    }
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

/// Returns the range of creation if there is no other filter.
fn created_alone(filters: &Filters) -> Option<RangeInclusive<i64>> {
    let &Filters { create_from_date: from, create_to_date: to, .. } = filters;
    let is_alone = *filters == Filters { create_from_date: from, create_to_date: to, ..Filters::default() };
    is_alone.then(|| from.unwrap_or(i64::MIN)..=to.unwrap_or(i64::MAX))
}

/// Returns the filters as a condition in SQL, with its values.
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

/// Returns a pattern for GLOB in which only the star is special.
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

/// Returns the numbers of a page's rows among all rows; `None` for a page without rows.
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
