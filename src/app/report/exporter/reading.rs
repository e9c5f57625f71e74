//! Reads all rows that match the filters, request by request.

use super::{
    BreakReason, Ended, Exporter, Hold, Job, Reading, Stage,
    ahead::{Ahead, Sent},
    resuming::record_stopped,
    storing::Storing,
};
use crate::{
    browser::{
        clock::{self, Countdown},
        slices::MAX_MEMORY_BYTES,
        storage, window,
    },
    domain::{
        page::Page,
        param::Param,
        query::{MAX_LIMIT, Query},
        record::Record,
        zone::Moment,
    },
    export::{
        Choice,
        estimate::Estimate,
        plan::{ExportPlan, Progress, Range},
        stored_export::StoredExport,
    },
    first,
    gateway::fault::Fault,
    requests::Snapshot,
    start::session::sign_outs,
};
use leptos::{prelude::*, task::spawn_local};
use std::{cell::Cell, ops::ControlFlow, pin::pin, rc::Rc, sync::Arc};

/// The interval at which a waiting export checks for changes, in milliseconds.
const TICK_MS: u32 = 100;

/// The interval at which the progress is shown, in milliseconds. It is not shown after each answer, as showing it takes
/// longer than reading an answer's rows.
const SHOW_MS: u32 = 500;

/// The number of rows per request that is not halved if answers are late, or a request is refused without a reason:
/// smaller ones are no help then.
const MIN_LATE_LIMIT: u64 = 50;

/// The most times that the gateway may refuse a session for the export alone, while it accepts it for the view.
const MAX_REFUSALS: u32 = 3;

/// The most retries after a fault that may pass.
const MAX_FAILURES: u32 = 6;

/// The most retries of a large page after a 5xx. The next ones are of half as many rows.
const MAX_LARGE_FAILURES: u32 = 3;

/// The longest wait before a retry, in milliseconds.
const MAX_WAIT_MS: u32 = 30_000;

/// The mean size of a row if none is known, in bytes.
const ROW_BYTES: u64 = 600;

impl Exporter {
    /// Requests the number of rows, and starts to read them unless the person has to confirm the export. `generation`
    /// is the number of this activity, which stops when a later activity has begun.
    pub(super) async fn count(self, generation: u64, choice: Choice) {
        self.stage.set(Stage::Counting(None));
        clock::next_task().await;
        if self.is_over(generation) {
            return;
        }
        let report = self.report;
        let Some((query, base_url)) = report.query.get_untracked().zip(self.base_url()) else {
            return self.stage.set(Stage::Form);
        };
        let (now, meant) = (clock::now(), untrack(|| report.now()));
        let view = self.filters_of(&query);
        // The dates of the filters are those of the rows that are shown.
        let request = report.request_at(&query.first_page(1), meant);
        let mut failures = 0;
        let (page, sent_at) = loop {
            // A pause that the gateway has asked for is not its speed.
            let now = clock::milliseconds();
            let sent_at = now.saturating_add(self.report.with_scheduler(|scheduler| scheduler.pause_left(now)));
            let answer = self.answer(generation, &base_url, &|| Sent::new(self, &request), &mut || {}).await;
            match answer.map(|outcome| outcome.page) {
                None if self.is_over(generation) => return,
                None => clock::wait(TICK_MS).await,
                Some(Ok(page)) => break (page, sent_at),
                Some(Err(fault)) => match self.after(generation, &fault, &mut failures, 1).await {
                    After::Again => {}
                    After::Over => return,
                    After::Less | After::Stop => {
                        let why = Some(BreakReason::Fault(Arc::new(fault)));
                        let ended = Ended { not_begun: Some(choice), ..Ended::new(Progress::none(), why) };
                        return self.stage.set(Stage::Ended(ended));
                    }
                },
            }
        };
        let count_ms = clock::milliseconds().saturating_sub(sent_at);
        let newest = |rows: &[Record]| rows.iter().filter_map(Record::created_at).max();
        let is_of_view = |shown: &&Arc<Snapshot>| shown.query.filters() == query.filters();
        // A gateway may list rows in another order, and a row that is shown must not be missing.
        let shown = report
            .view
            .with_untracked(|view| view.shown().filter(is_of_view).and_then(|shown| newest(&shown.page.rows)));
        let pin = newest(&page.rows).max(shown).map_or(now, |newest| newest.max(now));
        let query = report.with_deployment(|deployment| query.with_instants(deployment.clock(meant)));
        let plan = ExportPlan::new(range_of(&query, pin), page.total, query.filters().are_changing());
        let filters = self.filters_of(&query);
        let stored = StoredExport::new(sign_outs(&storage::read), base_url, filters, pin.0, choice, plan);
        let id = format!("{}-{:x}", clock::milliseconds(), clock::seed());
        self.job.set_value(Some(Job::new(&id, stored)));
        let is_lasting = self.slices().await.is_lasting();
        if self.is_over(generation) {
            return;
        }
        let room = (!is_lasting).then(|| u64::try_from(MAX_MEMORY_BYTES).unwrap_or(u64::MAX));
        let estimate =
            Estimate::new(page.total.unwrap_or_default(), self.most_rows(), count_ms, self.row_bytes(), room);
        if estimate.needs_confirmation() {
            self.stage.set(Stage::Confirm(estimate, view));
        } else {
            self.read(generation).await;
        }
    }

    /// Returns the most rows that the gateway gives on a page, as far as the shown one tells.
    fn most_rows(self) -> u64 {
        let most = |shown: &Arc<Snapshot>| Some(shown.page.per_page).filter(|own| *own < shown.query.limit());
        self.report.view.with_untracked(|view| view.shown().and_then(most)).unwrap_or(MAX_LIMIT)
    }

    /// Returns the mean size of the rows that are shown.
    fn row_bytes(self) -> u64 {
        let size = |shown: &Snapshot| {
            let bytes: usize = shown.page.rows.iter().map(|row| row.raw.len()).sum();
            u64::try_from(bytes.checked_div(shown.page.rows.len())?).ok()
        };
        self.report.view.with_untracked(|view| view.shown().and_then(|shown| size(shown))).unwrap_or(ROW_BYTES)
    }

    /// Reads the rows that the plan still needs, and writes the files once all are read. `generation` is the number of
    /// this activity, which stops when a later activity has begun.
    pub(super) async fn read(self, generation: u64) {
        let Some(job) = self.job.get_value() else { return self.stage.set(Stage::Form) };
        let Some(query) = self.query_of(&job.stored.borrow()) else { return self.cancel() };
        let (base_url, pinned) = {
            let stored = job.stored.borrow();
            (stored.base_url.clone(), stored.pinned)
        };
        let slices = self.slices().await;
        if self.is_over(generation) {
            return;
        }
        let is_lost = self.is_lost(&job).await;
        if self.is_over(generation) {
            return;
        }
        if is_lost {
            return self.lose();
        }
        self.stage.set(Stage::Reading(Reading { progress: job.progress(), rate: 0, hold: None }));
        let start = Rc::new(Cell::new(Start::now(&job)));
        spawn_local(self.show_often(generation, job.clone(), Rc::clone(&start)));
        self.record_running(&job.id);
        let is_lasting = slices.is_lasting();
        let mut reader = ExportReader {
            exporter: self,
            generation,
            base_url,
            storing: Storing::new(slices, job.clone(), move || self.is_over(generation)),
            ahead: Ahead::new(self, generation, job.clone(), query, pinned),
            job,
            start,
            failures: 0,
        };
        let why = loop {
            match reader.step().await {
                ControlFlow::Continue(()) => {}
                ControlFlow::Break(End::Left) => return,
                ControlFlow::Break(End::Read(why)) => break why,
            }
        };
        if self.is_over(generation) {
            return;
        }
        reader.ahead.abort();
        let is_full = reader.storing.is_full_at_last().await;
        let is_full = is_full || matches!(why, Some(BreakReason::Full));
        let is_lost = is_full && self.is_lost(&reader.job).await;
        if self.is_over(generation) {
            return;
        }
        // A database that takes nothing any more may have been cleared or closed. The next export opens it anew.
        if is_lasting && is_full {
            let _ = self.slices.try_set_value(None);
        }
        if is_lost {
            return self.lose();
        }
        if is_lasting && is_full && reader.job.progress().rows == 0 {
            // Memory may have room for what the device has none for.
            let _ = self.slices.try_set_value(Some(Rc::default()));
            return spawn_local(self.read(generation));
        }
        let why = why.or(is_full.then_some(BreakReason::Full));
        let progress = reader.job.progress();
        if why.is_none() && progress.is_whole() {
            self.write(generation, None).await;
        } else {
            self.stage.set(Stage::Ended(reader.job.ended(why)));
        }
    }

    /// Shows the progress every [`SHOW_MS`], as long as the activity `generation` reads rows.
    async fn show_often(self, generation: u64, job: Job, start: Rc<Cell<Start>>) {
        loop {
            clock::wait(SHOW_MS).await;
            if self.is_over(generation) || !self.stage.with_untracked(|stage| matches!(stage, Stage::Reading(_))) {
                return;
            }
            self.show_progress(&job, &start);
        }
    }

    /// Shows the progress if it has changed.
    fn show_progress(self, job: &Job, begun: &Cell<Start>) {
        let progress = job.progress();
        // The device's clock may be set back.
        if begun.get().at > clock::milliseconds() {
            begun.set(Start::now(job));
        }
        let start = begun.get();
        let elapsed = clock::milliseconds().saturating_sub(start.at).max(1);
        let rate = progress.rows.saturating_sub(start.rows).saturating_mul(1000) / elapsed;
        let is_other = |stage: &Stage| matches!(stage, Stage::Reading(shown) if shown.progress != progress);
        if self.stage.with_untracked(is_other) {
            self.stage.update(|stage| {
                if let Stage::Reading(shown) = stage {
                    (shown.progress, shown.rate) = (progress, rate);
                }
            });
        }
    }

    /// Returns the query of an export's filters.
    pub(super) fn query_of(self, stored: &StoredExport) -> Option<Query> {
        let draft = self.report.with_codec(|codec| codec.parse(&stored.filters));
        self.report.check_at(&draft, Moment(stored.pinned)).ok()
    }

    /// Returns the outcomes of a request and of the one for the page after it, each unless it was aborted.
    async fn outcome(self, sent: Sent) -> (Option<Result<Page, Fault>>, Option<Result<Page, Fault>>) {
        let Sent { id, outcome, second, .. } = sent;
        let outcome = outcome.await.ok();
        self.forget_request(id);
        let Some(second) = second else { return (outcome, None) };
        if !matches!(outcome, Some(Ok(_))) {
            self.abort_request(second.id);
            return (outcome, None);
        }
        let own = second.outcome.await.ok();
        self.forget_request(second.id);
        (outcome, own)
    }

    /// Has `next` send a request to the gateway of the given address, and returns its outcome. Returns `None` if the
    /// export was paused or has ended meanwhile. Calls `meanwhile` before it waits for anything, and again while it
    /// waits long for an answer.
    async fn answer(
        self,
        generation: u64,
        base_url: &str,
        next: &dyn Fn() -> Option<Sent>,
        meanwhile: &mut dyn FnMut(),
    ) -> Option<Outcome> {
        loop {
            if self.is_over(generation) || self.is_paused.get_untracked() {
                return None;
            }
            // Rows of two gateways must not meet in one file.
            if self.base_url().is_some_and(|own| own != base_url) {
                if let Some(job) = self.job.get_value() {
                    record_stopped(&job.id);
                }
                self.leave();
                return None;
            }
            if !window::is_online() {
                self.hold(Some(Hold::Offline));
                meanwhile();
                clock::wait(TICK_MS).await;
                continue;
            }
            self.report.follow_pause();
            if self.report.with_scheduler(|scheduler| scheduler.pause_left(clock::milliseconds())) > 0 {
                self.hold(Some(Hold::Throttled));
            }
            let sent = next();
            meanwhile();
            let Some(sent) = sent else {
                // There is no session at present.
                clock::wait(TICK_MS).await;
                continue;
            };
            let mut outcome = pin!(self.outcome(sent));
            let soon = first::either(outcome.as_mut(), pin!(clock::wait(TICK_MS))).await;
            let (outcome, second) = if let Some(outcome) = soon {
                outcome
            } else {
                meanwhile();
                outcome.await
            };
            if self.is_over(generation) {
                return None;
            }
            if matches!(&second, Some(Err(fault)) if fault.is_throttled()) {
                self.report.share_pause();
            }
            if let Some(page) = outcome {
                self.hold(None);
                return Some(Outcome { page, second });
            }
            // The export was paused, or the session has changed.
            clock::wait(TICK_MS).await;
        }
    }

    /// Ends the export. It can be resumed when the page connects to its gateway again.
    pub(super) fn leave(self) {
        self.begin();
        self.job.set_value(None);
        self.stage.set(Stage::Form);
    }

    /// Waits as long as a fault requires, and returns the next step. `limit` is the number of rows of the failed
    /// request.
    async fn after(self, generation: u64, fault: &Fault, failures: &mut u32, limit: u64) -> After {
        match fault {
            Fault::Unauthorized(_) => {
                *failures += 1;
                if *failures > MAX_REFUSALS {
                    return After::Stop;
                }
                // The view shows the same failure, with the form for another token.
                let session = self.report.session.get_untracked();
                self.report.try_again();
                loop {
                    clock::wait(TICK_MS).await;
                    if self.is_over(generation) {
                        return After::Over;
                    }
                    if self.report.query.with_untracked(Option::is_none) {
                        // The address can't be used, so that no view is requested and nothing asks for another token.
                        return After::Stop;
                    }
                    let is_paused = self.is_paused.get_untracked();
                    self.hold(Some(if is_paused { Hold::Paused } else { Hold::Unauthorized }));
                    // A fault of another kind means that the gateway accepts the session again.
                    let is_over = self.report.view.with_untracked(|view| match view.fault() {
                        Some(fault) => !view.is_busy() && !matches!(**fault, Fault::Unauthorized(_)),
                        None => view.is_answer(),
                    });
                    if is_over || self.report.session.get_untracked() != session {
                        return After::Again;
                    }
                }
            }
            Fault::Offline => return After::Again,
            Fault::TooLarge(_) | Fault::Refused(413 | 422, _) | Fault::Unreadable(413, _) if limit > 1 => {
                return After::Less;
            }
            _ if limit > 1 && fault.gateway_error(Param::Limit).is_some() => return After::Less,
            // The count was not refused, which differs in nothing else.
            Fault::Refused(400, words) if limit > MIN_LATE_LIMIT && words.errors.is_empty() => return After::Less,
            // The gateway, or a proxy before it, may fail because so many rows take it too long.
            _ if limit > MIN_LATE_LIMIT && *failures >= MAX_LARGE_FAILURES && fault.status() >= Some(500) => {
                *failures = 0;
                return After::Less;
            }
            Fault::TooSlow if limit > MIN_LATE_LIMIT => return After::Less,
            _ if fault.is_throttled() => {
                self.report.share_pause();
                if self.report.with_scheduler(|scheduler| scheduler.pause_left(clock::milliseconds())) > 0 {
                    return After::Again;
                }
            }
            Fault::TooSlow | Fault::Unreadable(..) => {}
            _ if fault.may_pass() => {}
            _ => return After::Stop,
        }
        *failures += 1;
        if *failures > MAX_FAILURES {
            return After::Stop;
        }
        self.hold(Some(Hold::Failing(Arc::new(fault.clone()))));
        let mut rest = Countdown::new(500_u32.saturating_mul(1 << *failures).min(MAX_WAIT_MS));
        while rest.left_ms() > 0 && !self.is_over(generation) && !self.is_paused.get_untracked() {
            rest.tick(TICK_MS).await;
        }
        After::Again
    }

    /// Shows the reason why no request is sent at present. With `None`, removes it, as requests are sent again.
    pub(super) fn hold(self, hold: Option<Hold>) {
        let is_other = self.stage.with_untracked(|stage| match stage {
            Stage::Counting(own) => *own != hold,
            Stage::Reading(reading) => reading.hold != hold,
            _ => false,
        });
        if is_other {
            self.stage.update(|stage| match stage {
                Stage::Counting(own) => *own = hold,
                Stage::Reading(reading) => reading.hold = hold,
                _ => {}
            });
        }
    }
}

/// The reading of an export's rows, from one request to the next.
struct ExportReader {
    exporter: Exporter,
    /// The number of this activity, which stops when a later activity has begun.
    generation: u64,
    job: Job,
    /// The address of the gateway that has the rows.
    base_url: String,
    storing: Storing,
    ahead: Ahead,
    start: Rc<Cell<Start>>,
    /// The number of failures since the last answer.
    failures: u32,
}

/// The end of the reading.
enum End {
    /// The export has ended, or has gone to another tab.
    Left,
    /// No request is left, or the export is broken off for a reason.
    Read(Option<BreakReason>),
}

impl ExportReader {
    /// Sends a request and takes its answer, or waits while the export is paused.
    async fn step(&mut self) -> ControlFlow<End> {
        let exporter = self.exporter;
        if exporter.is_over(self.generation) {
            return ControlFlow::Break(End::Left);
        }
        if exporter.is_paused.get_untracked() {
            if self.storing.is_full_at_last().await {
                return ControlFlow::Break(End::Read(Some(BreakReason::Full)));
            }
            clock::wait(TICK_MS).await;
            if exporter.is_over(self.generation) {
                return ControlFlow::Break(End::Left);
            }
            self.start.set(Start::now(&self.job));
            return ControlFlow::Continue(());
        }
        let Some(planned) = self.job.stored.borrow().plan.next() else {
            return ControlFlow::Break(End::Read(None));
        };
        // The gateway works while the rows are stored.
        let Self { storing, ahead, .. } = self;
        let mut meanwhile = || storing.begin_if_due();
        let next = || ahead.take(planned);
        let answer = exporter.answer(self.generation, &self.base_url, &next, &mut meanwhile).await;
        let Some(Outcome { page: outcome, second }) = answer else { return ControlFlow::Continue(()) };
        // What was queued is sent in this task.
        clock::next_task().await;
        // A failure of the device's network says nothing of the gateway.
        let has_failed = |outcome: &Result<Page, Fault>| matches!(outcome, Err(fault) if *fault != Fault::Offline);
        let was_double = (has_failed(&outcome) || second.as_ref().is_some_and(has_failed)) && self.ahead.send_single();
        if self.storing.is_full().await {
            return ControlFlow::Break(End::Read(Some(BreakReason::Full)));
        }
        if exporter.is_over(self.generation) {
            return ControlFlow::Break(End::Left);
        }
        // A browser may have frozen this tab, so that another one has taken the export for interrupted.
        if exporter.is_elsewhere() {
            exporter.leave();
            return ControlFlow::Break(End::Left);
        }
        match outcome {
            Ok(page) => {
                self.take(&page, second.and_then(Result::ok).as_ref());
                // Writing is a task of its own.
                clock::next_task().await;
                ControlFlow::Continue(())
            }
            Err(fault) => {
                // A request that was sent ahead would only be in the gateway's way.
                self.ahead.abort();
                self.storing.begin();
                let after = exporter.after(self.generation, &fault, &mut self.failures, planned.limit).await;
                self.start.set(Start::now(&self.job));
                self.react(after, fault, was_double)
            }
        }
    }

    /// Takes an answer, with that of the page after it if there is one.
    fn take(&mut self, page: &Page, second: Option<&Page>) {
        self.failures = 0;
        let quarters = self.job.progress().quarters();
        if !self.storing.take(page, second) {
            self.ahead.send_single();
        }
        // Each quarter is announced.
        if quarters < self.job.progress().quarters() {
            self.exporter.show_progress(&self.job, &self.start);
        }
    }

    /// Reacts to a fault. `was_double` is true if two requests were sent at a time until then.
    fn react(&self, after: After, fault: Fault, was_double: bool) -> ControlFlow<End> {
        let is_refused = matches!(fault, Fault::Refused(..)) && !fault.may_pass();
        match after {
            After::Again => ControlFlow::Continue(()),
            After::Over => ControlFlow::Break(End::Left),
            // Alone, the request may be answered.
            After::Less if was_double => ControlFlow::Continue(()),
            After::Less if self.job.stored.borrow_mut().plan.halve() => ControlFlow::Continue(()),
            // What is counted beside the rows says how sure the export is, and holds up nothing.
            After::Stop if is_refused && self.job.stored.borrow_mut().plan.give_up_counting() => {
                ControlFlow::Continue(())
            }
            After::Less | After::Stop => ControlFlow::Break(End::Read(Some(BreakReason::Fault(Arc::new(fault))))),
        }
    }
}

/// The instant at which reading was started or resumed, also after a pause or a failure, in Unix milliseconds, and the
/// number of rows that were read before.
#[derive(Clone, Copy)]
struct Start {
    at: u64,
    rows: u64,
}

impl Start {
    fn now(job: &Job) -> Self {
        Self { at: clock::milliseconds(), rows: job.progress().rows }
    }
}

/// The outcomes of a request and of the one for the page after it, if that was sent as well and was not aborted.
struct Outcome {
    page: Result<Page, Fault>,
    second: Option<Result<Page, Fault>>,
}

/// The reaction to a fault.
enum After {
    /// Retry the request.
    Again,
    /// Send the request again, for fewer rows.
    Less,
    /// End the export with the fault.
    Stop,
    /// Do nothing: the export has ended meanwhile.
    Over,
}

/// Returns the range of a query's date of creation, up to the instant `pin`.
fn range_of(query: &Query, pin: Moment) -> Range {
    let (from, to) = query.created_range();
    let to = to.map_or(pin.0, |to| to.0.min(pin.0));
    Range { from: from.map(|from| from.0), to }
}
