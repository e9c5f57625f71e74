//! The requests of an export, and those that are sent before the answers to the ones before them are read.
//!
//! A request depends on the answer before it, but nearly always on one value alone: the creation time of the answer's
//! last row. It is read as soon as the answer has arrived, and the request that the plan will probably return next
//! ([`ExportPlan::guess`](crate::export::plan::ExportPlan::guess)) is sent at once. So the gateway works while the page
//! reads rows. If the plan returns another request, the guessed one is aborted.
//!
//! A large export asks for the page after the requested one at the same time, where no row can leave the set
//! ([`ExportPlan::second_page`](crate::export::plan::ExportPlan::second_page)). Once a request has failed or a second
//! page does not fit the first one, it sends one at a time: the gateway may have too much to do.

use super::{
    super::runner::{Read, transport},
    Exporter, Job,
};
use crate::{
    browser::clock,
    domain::{page::Page, query::Query, zone::Moment},
    export::plan::PlanRequest,
    first::Task,
    gateway::{
        client::Answer,
        fault::Fault,
        reply::{self, Rows},
    },
    requests::scheduler::{Background, Id, Request},
};
use futures_channel::oneshot::{self, Receiver};
use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

/// The number of rows of an answer that are read in one task.
const ROWS_PER_TASK: usize = 500;

/// A request that was sent.
pub(super) struct Sent {
    /// The number of the request.
    pub(super) id: Id,
    /// The channel of the outcome. It is closed without one if the request is aborted.
    pub(super) outcome: Receiver<Result<Page, Fault>>,
    request: Arc<Request>,
    /// The request for the page after it, which was sent at the same time.
    pub(super) second: Option<Box<Self>>,
    /// The last row of the answer, or of that to the second page, once it has arrived.
    last: Rc<Cell<Option<LastRow>>>,
}

/// The last row of one or two answers.
#[derive(Clone, Copy)]
struct LastRow {
    /// Its time of creation, in Unix seconds.
    created: i64,
    /// The number of rows in the answers, if their pages are full.
    rows: u64,
}

impl Sent {
    /// Sends a request, or adds it to the queue. Returns `None` without a session.
    pub(super) fn new(exporter: Exporter, request: &Arc<Request>) -> Option<Self> {
        Self::with(exporter, request, Rc::default(), |_| {})
    }

    /// Sends a request, or adds it to the queue. Calls `arrived` with the creation time of the answer's last row.
    fn with(
        exporter: Exporter,
        request: &Arc<Request>,
        last: Rc<Cell<Option<LastRow>>>,
        arrived: impl Fn(i64) + 'static,
    ) -> Option<Self> {
        let own_id = Rc::new(Cell::new(0));
        let read_id = Rc::clone(&own_id);
        let read: Read = Rc::new(move |answer, query| {
            let id = read_id.get();
            let is_success = (200..300).contains(&answer.status);
            // A failure may ask for a pause, so that nothing is sent before it is read.
            if is_success {
                exporter.report.carry_out(move |scheduler| scheduler.note_arrival(id));
            }
            let text = answer.text.as_deref().ok().filter(|_| is_success);
            if let Some(Moment(created)) = text.and_then(reply::last_created) {
                arrived(created);
            }
            read(answer, query)
        });
        let (send, outcome) = oneshot::channel();
        let id = exporter.report.request_in_background(
            Arc::clone(request),
            Background::Export,
            Some(transport(read)),
            move |own| {
                let _ = send.send(own);
            },
        )?;
        own_id.set(id);
        exporter.in_flight.update_value(|in_flight| in_flight.push(id));
        Some(Self { id, outcome, request: Arc::clone(request), second: None, last })
    }
}

/// The sender of the requests of a plan. It is a handle: copies share the request that was sent ahead.
#[derive(Clone)]
pub(super) struct Ahead {
    exporter: Exporter,
    /// The activity that reads the rows.
    generation: u64,
    job: Job,
    query: Rc<Query>,
    pinned: i64,
    /// The request after the one whose answer is awaited.
    next: Rc<RefCell<Option<Sent>>>,
    /// True while two pages may be asked for at the same time.
    sends_two: Rc<Cell<bool>>,
}

impl Ahead {
    /// Creates the sender of a job's requests for the activity `generation`, with the query of the job's filters and
    /// the instant that `now` means in them, in Unix seconds.
    pub(super) fn new(exporter: Exporter, generation: u64, job: Job, query: Query, pinned: i64) -> Self {
        let (query, sends_two) = (Rc::new(query), Rc::new(Cell::new(job.is_large())));
        Self { exporter, generation, job, query, pinned, next: Rc::default(), sends_two }
    }

    /// Sends one request at a time from now on. Returns whether it was two until now.
    pub(super) fn send_single(&self) -> bool {
        self.sends_two.replace(false)
    }

    /// Returns the request to the gateway for a request of the plan.
    fn request(&self, planned: PlanRequest) -> Arc<Request> {
        let page = self.query.first_page(planned.limit).at_page(planned.page);
        let query = planned.range.map_or_else(|| page.clone(), |range| page.created_within(range.from, range.to));
        self.exporter.report.request_at(&query, Moment(self.pinned))
    }

    /// Returns the sent request for a request of the plan: the one that was sent ahead, if it is the same, or a new
    /// one. If its answer has arrived already, the request after it is sent. Returns `None` without a session.
    pub(super) fn take(&self, planned: PlanRequest) -> Option<Sent> {
        let request = self.request(planned);
        if self.next.borrow().as_ref().is_some_and(|next| next.request != request) {
            self.abort();
        }
        match self.next.take() {
            Some(sent) => {
                if let Some(last) = sent.last.get() {
                    self.send_next(last);
                }
                Some(sent)
            }
            None => self.send(planned, 0),
        }
    }

    /// Aborts the request that was sent ahead.
    pub(super) fn abort(&self) {
        if let Some(Sent { id, second, .. }) = self.next.take() {
            self.exporter.abort_request(id);
            if let Some(second) = second {
                self.exporter.abort_request(second.id);
            }
        }
    }

    /// Sends a request, and the one for the page after it if the plan allows that. `unread` is the number of rows in
    /// the answers before it that are not taken yet.
    fn send(&self, planned: PlanRequest, unread: u64) -> Option<Sent> {
        let second = self.job.stored.borrow().plan.second_page(planned, unread).filter(|_| self.sends_two.get());
        let last = Rc::new(Cell::new(None));
        let arrived = {
            let (ahead, last) = (self.clone(), Rc::clone(&last));
            // The two pages have a row in common.
            let rows = planned.limit + second.map_or(0, |second| second.limit - 1);
            move |created| {
                let row = LastRow { created, rows };
                last.set(Some(row));
                ahead.send_next(row);
            }
        };
        let Some(second) = second else {
            return Sent::with(self.exporter, &self.request(planned), last, arrived);
        };
        let first = Sent::with(self.exporter, &self.request(planned), last, |_| {})?;
        let second = Sent::with(self.exporter, &self.request(second), Rc::default(), arrived).map(Box::new);
        Some(Sent { second, ..first })
    }

    /// Sends the request that probably follows the plan's present one, whose answer ends with the row `last`. Does
    /// nothing if a request was sent ahead already: the answer that has arrived is then its own.
    fn send_next(&self, last: LastRow) {
        let exporter = self.exporter;
        if exporter.is_over(self.generation) || exporter.is_paused.get_untracked() || self.next.borrow().is_some() {
            return;
        }
        let planned = self.job.stored.borrow().plan.guess(last.created, last.rows);
        if let Some(planned) = planned {
            let sent = self.send(planned, last.rows);
            self.next.replace(sent);
        }
    }
}

/// Reads an answer of many rows, a few in each task. Of each row it reads only the id, the creation time and the JSON
/// text.
fn read(answer: Answer, query: Query) -> Task<Result<Page, Answer>> {
    Box::pin(async move { read_page(&answer, &query).await.ok_or(answer) })
}

/// Does the work of [`read`]. Returns `None` if the answer is not a page.
async fn read_page(answer: &Answer, query: &Query) -> Option<Page> {
    let mut rows = Rows::of_stubs(answer.status, answer.text.as_deref().ok()?)?;
    // The request that is sent ahead leaves first.
    clock::next_task().await;
    while rows.next_row()? {
        if rows.count.is_multiple_of(ROWS_PER_TASK) {
            clock::next_task().await;
        }
    }
    rows.page(query)
}
