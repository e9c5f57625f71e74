//! Stores the rows that were read, and the plan that goes on after them.

use super::Job;
use crate::{
    browser::{
        clock,
        slices::{Full, Slices, Write},
        window::{self, Listeners},
    },
    domain::{page::Page, record::Record},
    export::plan::{self, ExportPlan, Row},
};
use std::{cell::RefCell, rc::Rc};

/// The least time between the beginnings of two writes of a large export, in milliseconds. A write takes hardly longer
/// for the rows of three answers than for those of one. The rows of the answers that came in this time before a crash
/// are read again; a page that is left or loaded anew writes them as it goes.
const WRITE_MS: u64 = 50;

/// The storing of an export's rows. One write at most is in progress, so that a stored plan never counts rows that are
/// not stored.
pub(super) struct Storing {
    slices: Rc<Slices>,
    job: Job,
    /// The slices that were read since the last write began, with their numbers.
    unwritten: Rc<RefCell<Vec<(u64, String)>>>,
    /// The plan before the first answer since the last write began; `None` without one.
    before: Option<ExportPlan>,
    /// The write in progress, and the plan before its first answer.
    write: Option<(Write, ExportPlan)>,
    /// The least time between the beginnings of two writes, in milliseconds.
    interval_ms: u64,
    /// The Unix millisecond at which the last write began.
    began_at: u64,
    /// The listener that writes what is unwritten when the page goes.
    _on_gone: Listeners,
}

impl Storing {
    /// Creates the storing of a job's rows in a store, and begins to write the plan, so that the export can be resumed
    /// before its first rows are there. What is unwritten when the page goes is written then, unless
    /// `is_over` returns true: the export was ended, and its rows are removed.
    pub(super) fn new(slices: Rc<Slices>, job: Job, is_over: impl Fn() -> bool + 'static) -> Self {
        let interval_ms = if job.is_large() { WRITE_MS } else { 0 };
        let unwritten: Rc<RefCell<Vec<(u64, String)>>> = Rc::default();
        let on_gone = {
            let (slices, job, unwritten) = (Rc::clone(&slices), job.clone(), Rc::clone(&unwritten));
            // The browser still carries out what was asked of its database. A page that comes back writes it once more.
            move || {
                if !unwritten.borrow().is_empty() && !is_over() {
                    drop(slices.put(&job.id, &job.stored.borrow().to_bytes(), &unwritten.borrow()));
                }
            }
        };
        let before = Some(job.stored.borrow().plan.clone());
        let mut storing = Self {
            slices,
            job,
            unwritten,
            before,
            write: None,
            interval_ms,
            began_at: 0,
            _on_gone: window::on_gone(on_gone),
        };
        storing.begin();
        storing
    }

    /// Has the job's plan take an answer, with that of the page after it if there is one. Returns whether that one fits
    /// ([`plan::Answer::add_second_page`]).
    pub(super) fn take(&mut self, page: &Page, second: Option<&Page>) -> bool {
        let plan = &mut self.job.stored.borrow_mut().plan;
        self.before.get_or_insert_with(|| plan.clone());
        let mut answer = answer_of(page);
        let shared = second.map(|second| answer.add_second_page(answer_of(second)));
        if let Some(taken) = plan.take(&answer) {
            let more = second.zip(shared.flatten());
            let more = more.into_iter().flat_map(|(page, shared)| page.rows.iter().skip(shared));
            let rows: Vec<&Record> = page.rows.iter().chain(more).collect();
            self.unwritten.borrow_mut().push((taken.number, slice_text(&rows, &taken.rows)));
        }
        shared != Some(None)
    }

    /// Begins to write what was read, unless a write is in progress or the last one of a large export began less than
    /// [`WRITE_MS`] ago.
    pub(super) fn begin_if_due(&mut self) {
        // The device's clock may be set back.
        if clock::milliseconds().abs_diff(self.began_at) >= self.interval_ms {
            self.begin();
        }
    }

    /// Begins to write what was read, unless a write is in progress.
    pub(super) fn begin(&mut self) {
        if self.write.is_none()
            && let Some(before) = self.before.take()
        {
            let state = self.job.stored.borrow().to_bytes();
            self.write = Some((self.slices.put(&self.job.id, &state, &self.unwritten.take()), before));
            self.began_at = clock::milliseconds();
        }
    }

    /// Waits for the write in progress, and returns whether there was no room for it. The plan is then the one before
    /// that write, as rows that were not stored don't count as read.
    pub(super) async fn is_full(&mut self) -> bool {
        let Some((write, before)) = self.write.take() else { return false };
        let is_full = write.await == Err(Full);
        if is_full {
            self.job.stored.borrow_mut().plan = before;
            self.unwritten.take();
            self.before = None;
        }
        is_full
    }

    /// Writes all that was read, and returns whether there was no room for it ([`Self::is_full`]).
    pub(super) async fn is_full_at_last(&mut self) -> bool {
        if self.is_full().await {
            return true;
        }
        self.begin();
        self.is_full().await
    }
}

/// Returns the fields of a page that the plan needs.
fn answer_of(page: &Page) -> plan::Answer<'_> {
    let created = |row: &Record| row.created_at().map(|created| created.0);
    let rows = page.rows.iter().map(|row| Row { id: row.outbox_id.as_deref(), created: created(row) });
    plan::Answer { total: page.total, per_page: page.per_page, rows: rows.collect() }
}

/// Returns the JSON list of the rows at the given indices, as they came.
fn slice_text(rows: &[&Record], indices: &[usize]) -> String {
    let rows = || indices.iter().filter_map(|index| rows.get(*index)).map(|row| &*row.raw);
    // The text has half a megabyte.
    let mut text = String::with_capacity(rows().map(|row| row.len() + 1).sum::<usize>() + 1);
    for row in rows() {
        text.push(if text.is_empty() { '[' } else { ',' });
        text.push_str(row);
    }
    text.push(']');
    text
}
