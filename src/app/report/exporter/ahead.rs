//! The requests of an export, and the one that is sent while the answer before it is still being read.
//!
//! A request depends on the answer before it, but nearly always on one value alone: the creation time of the answer's
//! last row. It is read as soon as the answer has arrived, and the request that the plan will probably return next
//! ([`Plan::guess`](crate::export::plan::Plan::guess)) is sent at once. So the gateway works while the page reads rows,
//! though it never has two requests to answer. If the plan returns another request, the guessed one is aborted.

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
    /// The creation time of the last row, in Unix seconds, once the answer has arrived.
    oldest: Rc<Cell<Option<i64>>>,
}

impl Sent {
    /// Sends a request, or adds it to the queue. Returns `None` without a session. `ahead` sends the request after it
    /// once the answer has arrived.
    pub(super) fn new(exporter: Exporter, request: &Arc<Request>, ahead: Option<&Ahead>) -> Option<Self> {
        let oldest = Rc::new(Cell::new(None));
        let (own, ahead) = (Rc::clone(&oldest), ahead.cloned());
        let read: Read = Rc::new(move |answer, query| {
            let text = answer.text.as_deref().filter(|_| (200..300).contains(&answer.status));
            own.set(text.and_then(reply::last_created).map(|created| created.0));
            if let Some(ahead) = &ahead {
                ahead.send(own.get());
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
        exporter.in_flight.update_value(|in_flight| in_flight.push(id));
        Some(Self { id, outcome, request: Arc::clone(request), oldest })
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
}

impl Ahead {
    /// Creates the sender of a job's requests for the activity `generation`, with the query of the job's filters and the
    /// instant that `now` means in them, in Unix seconds.
    pub(super) fn new(exporter: Exporter, generation: u64, job: Job, query: Query, pinned: i64) -> Self {
        Self { exporter, generation, job, query: Rc::new(query), pinned, next: Rc::default() }
    }

    /// Returns the request to the gateway for a request of the plan.
    pub(super) fn request(&self, planned: PlanRequest) -> Arc<Request> {
        let page = self.query.first_page(planned.limit).at_page(planned.page);
        let query = planned.range.map_or_else(|| page.clone(), |range| page.created_within(range.from, range.to));
        self.exporter.report.request_at(&query, Moment(self.pinned))
    }

    /// Returns the request that was sent ahead if it is the given one, and aborts it otherwise. If its answer has
    /// arrived, the request after it is sent.
    pub(super) fn take(&self, request: &Arc<Request>) -> Option<Sent> {
        if self.next.borrow().as_ref().is_some_and(|next| next.request != *request) {
            self.abort();
        }
        let sent = self.next.take()?;
        self.send(sent.oldest.get());
        Some(sent)
    }

    /// Aborts the request that was sent ahead.
    pub(super) fn abort(&self) {
        if let Some(Sent { id, .. }) = self.next.take() {
            self.exporter.abort_request(id);
        }
    }

    /// Sends the request that probably follows the plan's present one, whose answer ends with a row of the second
    /// `oldest`. Does nothing if a request was sent ahead already: the answer that has arrived is then its own.
    fn send(&self, oldest: Option<i64>) {
        let exporter = self.exporter;
        if exporter.is_over(self.generation) || exporter.is_paused.get_untracked() || self.next.borrow().is_some() {
            return;
        }
        let planned = oldest.and_then(|oldest| self.job.kept.borrow().plan.guess(oldest));
        if let Some(planned) = planned {
            let sent = Sent::new(exporter, &self.request(planned), Some(self));
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
    let mut rows = Rows::of_stubs(answer.status, answer.text.as_deref()?)?;
    // The request that is sent ahead leaves first.
    clock::next_task().await;
    while rows.next_row()? {
        if rows.count.is_multiple_of(ROWS_PER_TASK) {
            clock::next_task().await;
        }
    }
    rows.page(query)
}
