//! The plan of an export of all rows that match the filters: which requests read this set of rows, and what proves that
//! it is complete.
//!
//! A state machine without a clock, a network and a store. [`ExportPlan::next`] returns a request, [`ExportPlan::take`]
//! takes its answer and returns the rows of it that are to be kept. Between the two the plan can be stored and read
//! again: a plan that goes on after a reload asks for nothing that was answered.
//!
//! The set is that of the filters up to a fixed second of creation ([`ExportPlan::new`]), so that rows that arrive
//! meanwhile are not in it. If they are, since the device's clock is ahead of the gateway's, the set is ended before
//! them. It is read from the newest row to the oldest:
//!
//! 1. A range of seconds is asked for, first the whole one. If all its rows are on a first page that is not full, it is
//!    done: a total of a full page may be the greatest that the gateway states.
//! 2. Otherwise the rows that are newer than the page's oldest second are kept, and the range goes on from that second.
//!    So no page is deep, and a row that moves between pages is neither lost nor read twice.
//! 3. A second that holds more rows than a page is read page by page, and anew if its total becomes smaller meanwhile:
//!    a row may have moved to a page that was read. A row that enters at the same moment hides this.
//! 4. If a page is not in order of creation, or a range was read twice and is still not right, the range is halved.
//!
//! Each slice is proven by the gateway's own counts: the total of the range that follows must be smaller by as many
//! rows as were kept, or as were given, where some came twice and are counted twice. If it is not, the slice is counted
//! by itself, and is read again if rows are missing in it. So are a last page that is full, and the last range if it
//! has fewer rows than are expected. In the end the whole set is counted once more, and the rows that are in no range.
//! Totals that the rows contradict are taken for none: rows are then read until a page is not full, and nothing proves
//! that they are all. Nothing does either where ranges lose rows at their ends, if more rows were counted before than
//! are found, or if the last count has none of those that ranges lack.

mod counts;
mod edges;
mod guess;
mod order;
mod outside;
mod pages;
mod progress;
mod range;
mod rows;
mod second_page;

pub use progress::Progress;
pub use range::Range;

use edges::{Edges, range_of_edge};
use pages::Pages;
use rows::{created, oldest, unique};

use crate::domain::query::MAX_LIMIT;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// The most times that a range is requested if its answers contradict each other.
const MAX_ATTEMPTS: u8 = 3;

/// A request of the plan: a page of the rows that match the export's filters and were created in a range of seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanRequest {
    /// The range of seconds of creation, in place of that of the filters; `None` to keep that of the filters.
    pub range: Option<Range>,
    /// The number of the page, from 1.
    pub page: u64,
    /// The number of rows per page; 1 for a count.
    pub limit: u64,
}

/// A row of an answer, reduced to its outbox id and its second of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The outbox id; `None` if the row has none.
    pub id: Option<&'a str>,
    /// The second of creation, in Unix seconds; `None` if the row has none, or none that can be read.
    pub created: Option<i64>,
}

/// An answer of the gateway, reduced to its total, its number of rows per page, and its rows. The answer to the page
/// after it may have been added ([`Answer::add_second_page`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<'a> {
    /// The number of rows on all pages that the gateway states; `None` if it states none.
    pub total: Option<u64>,
    /// The number of rows per page that the gateway states. It may be smaller than the requested number.
    pub per_page: u64,
    /// The rows of the answer, in its order.
    pub rows: Vec<Row<'a>>,
}

/// The rows of an answer that become a slice of the exported set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSlice {
    /// The number of the slice, from 0.
    pub number: u64,
    /// The indices of the slice's rows in the answer, in their order.
    pub rows: Vec<usize>,
}

/// The reason why the set of rows can't be read, though the gateway answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unusable {
    /// The gateway returns rows that are outside the requested range.
    IgnoresRange,
}

/// A range that was read, and its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ReadRange {
    range: Range,
    /// The number of its rows.
    rows: u64,
    /// The numbers of the slices that hold them.
    numbers: Vec<u64>,
    /// The number of times that the range was read before.
    attempts: u8,
    /// The number of rows that came twice in an answer, and are kept once.
    duplicates: u64,
}

/// A task of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Task {
    /// Read a range. `above` is the range above it, with the total by which this range proves that one. `edge` has the
    /// outbox ids of the rows of its last second that are known.
    Read { range: Range, attempts: u8, above: Option<(ReadRange, u64)>, edge: Vec<String> },
    /// Read a second page by page.
    Pages(Pages),
    /// Count a range by itself.
    Check(ReadRange),
    /// Count the rows of the filters alone and those of all times, in turn. The numbers are the counts so far.
    CountOutside(Vec<u64>),
    /// Count the rows of one or two seconds at the end of the set.
    CountEnd(Range),
    /// Count the seconds around one, each by itself and all together. The numbers are the counts so far.
    CountEdges(i64, Vec<u64>),
    /// Count the whole set for the last time.
    Recount,
    /// Count the newest range, as the last count of the set was larger than the number of rows that were read, by the
    /// second value.
    CheckNewest(ReadRange, u64),
}

/// The state of an export that reads rows: the tasks that are left, and the ranges and slices that were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportPlan {
    range: Range,
    is_changing: bool,
    limit: u64,
    counted: Option<u64>,
    recounted: Option<u64>,
    /// The number of rows that are in no range, as they have no time of creation.
    outside: u64,
    /// The number of further rows that may be in no range, as rows came and left while they were counted.
    unsure: u64,
    /// The tasks that are left; the next one is the last of the list.
    tasks: Vec<Task>,
    /// The newest range. Rows may still enter its last second after it was read.
    newest: Option<ReadRange>,
    /// The second before the last seconds of the newest range, with the number of rows in these.
    newest_seconds: Option<(i64, u64)>,
    /// The number of rows that were read and are newer than the range, once its end was moved: rows still came.
    beyond: Option<u64>,
    rows: u64,
    /// The ranges in which the gateway counts more rows than it gives, each with the number of missing rows.
    gaps: Vec<(ReadRange, u64)>,
    slices: u64,
    /// The last second of each slice's range, by the slice's number.
    tops: Vec<i64>,
    /// The numbers of the slices that are no longer part of the set.
    dropped: Vec<u64>,
    /// True while every answer has stated a total that its rows don't contradict.
    has_totals: bool,
    /// True once the gateway's totals are found to be none. Rows are then read until a page is not full.
    ignores_totals: bool,
    /// The number of rows before the page that was refused last within a second.
    refused_after: Option<u64>,
    /// True if the gateway gives rows of the last second of a range; `None` while no range has ended in a second with
    /// rows. A gateway that doesn't give them loses a second between two slices.
    gives_last_second: Option<bool>,
    /// The number of rows that were counted before the first request; `None` once some have left, or are read again.
    counted_first: Option<u64>,
    edges: Edges,
    /// The range of the latest answer with rows whose time of creation can't be read, and their ids.
    timeless: Option<(Range, HashSet<String>)>,
    unusable: Option<Unusable>,
}

impl ExportPlan {
    /// Creates the plan of an export of the rows in `range`, which may be empty: it may begin after now. `counted` is
    /// the total that the gateway stated under the filters alone; `None` if it states none. `is_changing` tells whether
    /// the filters have a state, exits or a date of sending, so that rows enter and leave the set while it is read.
    pub fn new(range: Range, counted: Option<u64>, is_changing: bool) -> Self {
        Self {
            range,
            is_changing,
            limit: MAX_LIMIT,
            counted,
            recounted: None,
            outside: counted.filter(|_| range.is_empty()).unwrap_or_default(),
            unsure: 0,
            tasks: if range.is_empty() {
                Vec::new()
            } else {
                vec![
                    Task::CountOutside(Vec::new()),
                    Task::Recount,
                    Task::Read { range, attempts: 0, above: None, edge: Vec::new() },
                ]
            },
            newest: None,
            newest_seconds: None,
            beyond: None,
            rows: 0,
            gaps: Vec::new(),
            slices: 0,
            tops: Vec::new(),
            dropped: Vec::new(),
            has_totals: true,
            ignores_totals: false,
            refused_after: None,
            gives_last_second: None,
            counted_first: counted,
            edges: Edges::Unknown,
            timeless: None,
            unusable: None,
        }
    }

    /// Returns the range of seconds of creation that the plan covers.
    pub const fn range(&self) -> Range {
        self.range
    }

    /// Returns the number of rows per request.
    pub const fn limit(&self) -> u64 {
        self.limit
    }

    /// Returns the next request; `None` if no request is left, or if the gateway's answers can't be used
    /// ([`Unusable`]).
    pub fn next(&self) -> Option<PlanRequest> {
        if self.unusable.is_some() {
            return None;
        }
        let count = |range| PlanRequest { range, page: 1, limit: 1 };
        Some(match self.tasks.last()? {
            Task::Read { range, .. } => PlanRequest { range: Some(*range), page: 1, limit: self.limit },
            Task::Pages(Pages { read, page, .. }) => {
                PlanRequest { range: Some(read.range), page: *page, limit: self.limit }
            }
            Task::Check(read) | Task::CheckNewest(read, _) => count(Some(read.range)),
            Task::CountOutside(counts) => count(self.range_of_count(counts)),
            Task::CountEnd(range) => count(Some(*range)),
            Task::CountEdges(second, counts) => count(Some(range_of_edge(*second, counts.len()))),
            Task::Recount => count(Some(self.range)),
        })
    }

    /// Takes the answer to the request of [`Self::next`]. Returns the rows of the answer that become a slice, which the
    /// caller stores; `None` if no row does.
    pub fn take(&mut self, answer: &Answer) -> Option<NewSlice> {
        let request = self.next()?;
        if let Some(range) = request.range {
            if self.ignores_range(range, answer) {
                self.unusable = Some(Unusable::IgnoresRange);
                return None;
            }
            if answer.rows.iter().any(|row| row.created == Some(range.to)) {
                self.gives_last_second = Some(true);
            }
        }
        // A full page may have a next one. On another, a row may have come between the gateway's count and its page,
        // but hardly half of them.
        let (indices, duplicates) = unique(&answer.rows, &HashSet::new());
        let rows = len(&indices);
        let duplicates = rows::duplicates(answer, request.limit, duplicates);
        let is_full = rows >= request.limit || rows == answer.per_page;
        let contradicts = |total| total < rows && (is_full || total < rows / 2);
        self.ignores_totals |= answer.total.is_some_and(contradicts);
        self.has_totals &= answer.total.is_some() && !self.ignores_totals;
        let without_total = self.ignores_totals.then(|| Answer { total: None, ..answer.clone() });
        let answer = without_total.as_ref().unwrap_or(answer);
        match self.tasks.pop()? {
            Task::Read { range, attempts, above, edge } => {
                self.look_for_edge(range, &edge, answer);
                self.take_range(range, attempts, above, answer, (indices, duplicates))
            }
            Task::Pages(pages) => self.take_page(pages, answer),
            Task::Check(read) => {
                self.take_count(read, answer.total);
                None
            }
            Task::CountOutside(counts) => {
                self.take_count_outside(counts, answer.total);
                None
            }
            Task::CountEnd(range) => {
                self.take_end_count(range, answer.total);
                None
            }
            Task::CountEdges(second, counts) => {
                self.take_edge_count(second, counts, answer.total);
                None
            }
            Task::Recount => {
                self.take_last_count(answer.total);
                None
            }
            Task::CheckNewest(read, more) => {
                self.take_newest_count(read, more, answer.total);
                None
            }
        }
    }

    /// Halves the number of rows per request from now on, as the gateway refuses the present number. Returns `false`,
    /// and leaves the number as it is, if the next request is for a single row, if no request is left, or if the
    /// gateway refuses pages that are as deep, of half as many rows as well.
    pub fn halve(&mut self) -> bool {
        let Some(request) = self.next().filter(|request| request.limit > 1) else { return false };
        if request.page > 1 {
            let after = (request.page - 1).saturating_mul(request.limit);
            if self.refused_after.replace(after).is_some_and(|before| before.abs_diff(after) <= request.limit) {
                return false;
            }
        }
        self.limit /= 2;
        // With another number of rows per page, pages have other numbers.
        if let Some(Task::Pages(pages)) = self.tasks.last() {
            let read = pages.read.clone();
            self.tasks.pop();
            self.read_pages_anew(&read, 0);
        }
        true
    }

    /// Adds the tasks to read the rows that are missing. If the gateway's totals do not prove that the set is complete,
    /// adds the task to read all rows again.
    pub fn again(&mut self) {
        self.unusable = None;
        self.counted_first = None;
        let is_done = self.tasks.is_empty();
        let is_unproven = is_done && !self.is_proven();
        if is_done {
            self.tasks = vec![Task::CountOutside(Vec::new()), Task::Recount];
        }
        if let Some(newest) = &mut self.newest {
            newest.attempts = 0;
        }
        // Rows that have the ids of others would have them again.
        let (twice, gaps): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.gaps).into_iter().partition(|(read, gap)| *gap <= read.duplicates);
        self.gaps = twice;
        if is_unproven || gaps.iter().any(|(read, _)| read.range == self.range) {
            self.gaps.clear();
            self.dropped = (0..self.slices).collect();
            (self.rows, self.beyond) = (0, None);
            (self.has_totals, self.ignores_totals, self.gives_last_second) = (true, false, None);
            self.edges = Edges::Unknown;
            self.tasks = vec![Task::CountOutside(Vec::new()), Task::Recount];
            self.read(self.range, 0);
            return;
        }
        for (read, _) in gaps {
            self.drop_range(&read);
            self.read(read.range, 0);
        }
    }

    /// Returns the number of rows that were read, and of those that are missing.
    pub fn progress(&self) -> Progress {
        let twice = self.gaps.iter().fold(0, |sum: u64, (read, gap)| sum.saturating_add(read.duplicates.min(*gap)));
        // A gateway that counts too many rows counts them in each range anew.
        let counted = self.recounted.filter(|_| !self.is_changing && self.tasks.is_empty());
        let most = counted.map(|counted| counted.saturating_sub(self.rows));
        let gaps = most.map_or_else(|| self.missing(), |most| self.missing().min(most));
        Progress {
            rows: self.rows,
            outside: self.outside,
            unsure: self.unsure,
            gaps,
            counted_twice: twice.min(gaps),
            counted: self.counted,
            recounted: self.recounted,
            is_done: self.tasks.is_empty(),
            is_proven: self.is_proven() && (gaps > 0 || self.missing() == 0),
            unusable: self.unusable,
        }
    }

    /// Returns whether the gateway returns rows that are outside the requested range. A row without a time of creation
    /// is outside if another range had it too.
    fn ignores_range(&mut self, range: Range, answer: &Answer) -> bool {
        if answer.rows.iter().filter_map(|row| row.created).any(|created| !range.has(created)) {
            return true;
        }
        let timeless = answer.rows.iter().filter(|row| row.created.is_none());
        let ids: HashSet<String> = timeless.filter_map(|row| row.id).map(str::to_owned).collect();
        if ids.is_empty() {
            return false;
        }
        match &mut self.timeless {
            Some((before, known)) if *before == range => known.extend(ids),
            Some((before, known))
                if !before.overlaps(range) && ids.iter().filter(|id| known.contains(*id)).count() * 2 > ids.len() =>
            {
                return true;
            }
            timeless => *timeless = Some((range, ids)),
        }
        false
    }

    /// Returns the number of rows that the gateway counts in the ranges that it gives incompletely.
    fn missing(&self) -> u64 {
        self.gaps.iter().fold(0, |sum, (_, missing)| sum.saturating_add(*missing))
    }

    /// Returns whether the totals prove that the set was read completely.
    fn is_proven(&self) -> bool {
        // Where nothing changes, rows that were counted before and are there still are found, or are not in the set.
        let found = self.rows.saturating_add(self.missing()).saturating_add(self.outside).saturating_add(self.unsure);
        let is_lost = self.counted_first.is_some_and(|first| first > found) && !self.is_changing;
        self.has_totals
            && self.gives_last_second != Some(false)
            && self.edges != Edges::Lost
            && !(is_lost && self.tasks.is_empty())
    }

    /// Takes the first page of a range, with the indices of its rows and the number of its duplicates ([`unique`]).
    fn take_range(
        &mut self,
        range: Range,
        attempts: u8,
        above: Option<(ReadRange, u64)>,
        answer: &Answer,
        (indices, duplicates): (Vec<usize>, u64),
    ) -> Option<NewSlice> {
        if answer.per_page > 0 {
            self.limit = self.limit.min(answer.per_page);
        }
        if above.is_some() {
            self.gives_last_second.get_or_insert(false);
        }
        // On the last attempt, the order of the rows is taken for the cause, and the range is halved.
        let is_last_attempt = attempts + 1 >= MAX_ATTEMPTS;
        let given = len(&indices) + duplicates;
        // A full page may be all that the gateway ever counts, unless its total is less than before, as expected.
        let is_full = len(&indices) >= self.limit;
        let is_expected = above.as_ref().is_some_and(|(read, rest)| read.rows > 0 && answer.total == Some(*rest));
        let may_go_on = is_full && !is_expected && !is_last_attempt;
        let is_whole = match answer.total {
            // Rows that came twice are counted twice, or not: no row is left either way where the page is not full.
            Some(total) => total <= len(&indices) && !may_go_on || total == given && given < self.limit,
            None => len(&answer.rows) < self.limit,
        };
        let mut new_slice = None;
        if is_whole {
            self.note_newest(range, answer, &indices);
            let read;
            (read, new_slice) = self.keep(range, (indices, duplicates), attempts);
            // Rare enough to be counted by themselves: a full page that is the last one, and a range with fewer rows
            // than are expected, or of which none is known, where no last count proves it.
            let is_odd = match (answer.total, &above) {
                (None, _) => false,
                (Some(total), Some((_, expected))) => total < *expected,
                (Some(_), None) => self.is_changing && range != self.range,
            };
            if is_odd || answer.total.is_some() && is_full {
                self.tasks.push(Task::Check(read));
            } else if answer.total == Some(given) {
                self.note_twice(read);
            }
        } else if let Some(oldest) = oldest(answer).filter(|oldest| *oldest < range.to && !is_last_attempt) {
            let is_newer = |index: &usize| created(answer, *index).is_some_and(|created| created > oldest);
            let newer: Vec<usize> = indices.into_iter().filter(is_newer).collect();
            let given: Vec<usize> = (0..answer.rows.len()).filter(is_newer).collect();
            let newer_range = Range { from: Some(oldest + 1), to: range.to };
            let duplicates = duplicates.min(len(&given) - len(&newer));
            self.note_newest(newer_range, answer, &newer);
            let read;
            (read, new_slice) = self.keep(newer_range, (newer, duplicates), attempts);
            let above = answer.total.map(|total| {
                let expected = total.saturating_sub(read.rows + read.duplicates);
                (read, expected)
            });
            let of_edge = answer.rows.iter().filter(|row| row.created == Some(oldest));
            let edge = of_edge.filter_map(|row| row.id).map(str::to_owned).collect();
            self.tasks.push(Task::Read { range: Range { from: range.from, to: oldest }, attempts, above, edge });
        } else if answer.rows.is_empty() {
            self.take_nothing(range, attempts, answer.total.unwrap_or_default());
        } else if oldest(answer).is_some_and(|oldest| oldest == range.to) || range.is_second() {
            // The last second of the range fills the page.
            if !range.is_second() {
                self.read(Range { from: range.from, to: range.to - 1 }, attempts);
            }
            self.tasks.push(Task::Pages(Pages::new(range.to, attempts, len(&indices))));
            // Where nothing else changes, the last count tells.
            let before_end = self.range.to.saturating_sub(1);
            self.check_edges_once(Some(range.to.min(before_end)).filter(|_| self.is_changing));
        } else {
            // The page is not in the order of creation, or may only seem to be.
            let (newer, older) = range.halves();
            self.read(older, attempts);
            self.read(newer, attempts);
            let mut times = answer.rows.iter().filter_map(|row| row.created);
            self.check_edges_once(times.find(|created| *created < self.range.to));
        }
        if let (Some((read, expected)), Some(total)) = (above, answer.total) {
            if total == expected {
                self.note_twice(read);
            } else {
                self.tasks.push(Task::Check(read));
            }
        }
        new_slice
    }

    /// Notes the rows of a range that are in its total and have the ids of others.
    fn note_twice(&mut self, read: ReadRange) {
        let twice = read.duplicates;
        if twice > 0 {
            self.gaps.push((read, twice));
        }
    }

    /// Makes a slice of the given rows of an answer, if there are any. Returns the range that they are of, and the
    /// slice.
    fn keep(
        &mut self,
        range: Range,
        (rows, duplicates): (Vec<usize>, u64),
        attempts: u8,
    ) -> (ReadRange, Option<NewSlice>) {
        let mut read = ReadRange { range, rows: len(&rows), numbers: Vec::new(), attempts, duplicates };
        let mut new_slice = None;
        if !rows.is_empty() {
            read.numbers.push(self.slices);
            new_slice = Some(NewSlice { number: self.slices, rows });
            self.tops.push(range.to);
            self.slices += 1;
            self.rows += read.rows;
        }
        if range.to == self.range.to {
            self.newest = Some(read.clone());
        }
        (read, new_slice)
    }

    /// Takes an answer without rows to a range that has some by its total.
    fn take_nothing(&mut self, range: Range, attempts: u8, total: u64) {
        if attempts + 1 < MAX_ATTEMPTS {
            self.read(range, attempts + 1);
        } else {
            let (read, _) = self.keep(range, (Vec::new(), 0), attempts);
            self.note_gap(read, total);
        }
    }

    /// Adds the task to read a range.
    fn read(&mut self, range: Range, attempts: u8) {
        self.tasks.push(Task::Read { range, attempts, above: None, edge: Vec::new() });
    }

    /// Removes the rows of a range from the set.
    fn drop_range(&mut self, read: &ReadRange) {
        self.rows = self.rows.saturating_sub(read.rows);
        self.dropped.extend(&read.numbers);
    }
}

/// Returns the number of the items.
fn len<T>(items: &[T]) -> u64 {
    u64::try_from(items.len()).unwrap_or(u64::MAX)
}
