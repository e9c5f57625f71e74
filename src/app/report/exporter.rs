//! Exports: reads all rows that match the filters, stores them on the device meanwhile, and writes them into files.
//!
//! [`Exporter`] is the handle that views read. Its code is in the export part (`app/exporting.rs`). Requests go through
//! the page's scheduler, in the background: the view's own requests go first.

mod ahead;
mod reading;
mod resuming;
mod storing;
mod writing;

pub use resuming::remove_ended;

use super::Report;
use crate::{
    address::Codec,
    browser::{clock, slices::Slices, storage, window},
    domain::{
        query::Query,
        storage_key::{Area, Key},
    },
    export::{Choice, Scope, Summary, estimate::Estimate, plan::Progress, stored_export::StoredExport},
    gateway::fault::Fault,
    requests::scheduler::Id,
};
use leptos::{prelude::*, task::spawn_local};
use std::{cell::RefCell, rc::Rc, sync::Arc};

/// The number of rows from which on an export asks for two pages and stores several answers at a time. A smaller one
/// takes moments anyway.
const TWO_PAGES_FROM_ROWS: u64 = 30_000;

/// The stage of an export, from the form to the saved files.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stage {
    /// No export is under way: the person fills in the form.
    #[default]
    Form,
    /// The request for the number of rows is in flight, or on hold for the given reason.
    Counting(Option<Hold>),
    /// The export waits for the person's confirmation. The text is the address of its filters.
    Confirm(Estimate, String),
    /// Rows are being read.
    Reading(Reading),
    /// Files are being written: the number of rows so far, and of all.
    Writing(u64, u64),
    /// The export has ended.
    Ended(Ended),
    /// An export that was begun before the page was last loaded can be resumed.
    Interrupted(Progress),
}

/// The progress of an export while it reads rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The numbers of rows that were read and that are missing.
    pub progress: Progress,
    /// The mean number of rows that were read in a second since reading was started or resumed; 0 while it is not known
    /// yet.
    pub rate: u64,
    /// The reason why no request is sent at present; `None` while requests are sent.
    pub hold: Option<Hold>,
}

/// A reason why an export sends no request at present.
#[derive(Clone, Debug, PartialEq)]
pub enum Hold {
    /// The person has paused it.
    Paused,
    /// The browser is offline.
    Offline,
    /// The gateway has asked for a pause.
    Throttled,
    /// The gateway refuses the token.
    Unauthorized,
    /// The request has failed with a fault, and is sent again soon.
    Failing(Arc<Fault>),
}

/// The result of an export that has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// The numbers of rows that were read and that are missing.
    pub progress: Progress,
    /// The reason why the export was broken off; `None` if no request was left. Rows may be missing in either case, see
    /// [`Progress`].
    pub why: Option<BreakReason>,
    /// The totals of the rows in the files; `None` if no file was saved.
    pub summary: Option<Box<Summary>>,
    /// The choices of an export that was broken off before its rows were counted, so that it can only be started again;
    /// `None` for any other.
    pub not_begun: Option<Choice>,
    /// True if another token was connected after rows were read, so that these may be of two accounts.
    pub has_other_token: bool,
}

impl Ended {
    /// Creates the result of an export of which no file is saved yet.
    const fn new(progress: Progress, why: Option<BreakReason>) -> Self {
        Self { progress, why, summary: None, not_begun: None, has_other_token: false }
    }
}

/// A reason why an export was broken off before everything was read.
#[derive(Clone, Debug, PartialEq)]
pub enum BreakReason {
    /// A request has failed with this fault, and is not sent again.
    Fault(Arc<Fault>),
    /// The device has no room left for the rows.
    Full,
    /// The rows that were read are no longer on the device: somebody has cleared the browser's storage.
    Lost,
}

/// An export of all rows that match the filters. Copies share its plan, which is never borrowed across an await.
#[derive(Clone)]
struct Job {
    id: Rc<str>,
    stored: Rc<RefCell<StoredExport>>,
}

impl Job {
    fn new(id: &str, stored: StoredExport) -> Self {
        Self { id: id.into(), stored: Rc::new(RefCell::new(stored)) }
    }

    fn progress(&self) -> Progress {
        self.stored.borrow().plan.progress()
    }

    /// Returns the result of the export, of which no file is saved yet.
    fn ended(&self, why: Option<BreakReason>) -> Ended {
        Ended { has_other_token: self.stored.borrow().has_other_token, ..Ended::new(self.progress(), why) }
    }

    /// Returns whether the export has [`TWO_PAGES_FROM_ROWS`] and more.
    fn is_large(&self) -> bool {
        self.progress().counted.is_some_and(|counted| counted >= TWO_PAGES_FROM_ROWS)
    }
}

/// The export of records into files; a page has one at a time. It is a handle: copies share the same state.
#[derive(Clone, Copy)]
pub struct Exporter {
    report: Report,
    stage: RwSignal<Stage>,
    /// The number of activities that were started or ended. A running activity compares it with its own number, and
    /// stops if they differ.
    generation: StoredValue<u64>,
    /// The number of look-ups for exports that can be resumed. Only the last one goes on.
    look_ups: StoredValue<u64>,
    is_paused: RwSignal<bool>,
    /// The requests in flight: those whose answers are awaited, and those that were sent ahead.
    in_flight: StoredValue<Vec<Id>>,
    slices: StoredValue<Option<Rc<Slices>>, LocalStorage>,
    /// The export that is under way or can be resumed.
    job: StoredValue<Option<Job>, LocalStorage>,
    /// The instant at which this tab last recorded that it is running the export, in Unix milliseconds. Of an export
    /// that can be resumed, the last one that any tab has recorded.
    alive_at: StoredValue<u64>,
    /// The reason why the export was broken off whose rows are being written.
    broken_off: StoredValue<Option<BreakReason>>,
}

impl Exporter {
    /// Creates the exporter of a report. Nothing is exported yet.
    pub fn new(report: Report) -> Self {
        Self {
            report,
            stage: RwSignal::default(),
            generation: StoredValue::new(0),
            look_ups: StoredValue::new(0),
            is_paused: RwSignal::new(false),
            in_flight: StoredValue::default(),
            slices: StoredValue::new_local(None),
            job: StoredValue::new_local(None),
            alive_at: StoredValue::new(0),
            broken_off: StoredValue::new(None),
        }
    }

    /// Returns whether the device may have an interrupted export.
    pub fn has_stored() -> bool {
        storage::read(Area::Device, Key::Exports).is_some_and(|stored| !stored.is_empty())
    }

    /// Calls `look` with the stage of the export and returns its result.
    pub fn with_stage<T>(self, look: impl FnOnce(&Stage) -> T) -> T {
        self.stage.with(look)
    }

    /// Returns whether the person has paused the export.
    pub fn is_paused(self) -> bool {
        self.is_paused.get()
    }

    /// Starts an export with the choices of the form.
    pub fn start(self, choice: Choice) {
        let generation = self.begin();
        spawn_local(async move {
            // The click, the dialog that shows the start, and the first request are a task each.
            clock::next_task().await;
            if self.is_over(generation) {
                return;
            }
            match choice.what {
                Scope::All => self.count(generation, choice).await,
                Scope::Page | Scope::Selection => self.write_rows(generation, choice).await,
            }
        });
    }

    /// Reads the rows that are left and then writes the files: after the person's confirmation, or to resume an
    /// interrupted export. Does nothing but forget that export if another tab has resumed or discarded it.
    pub fn go_on(self) {
        if self.is_elsewhere() {
            return self.leave();
        }
        let generation = self.begin();
        spawn_local(self.read(generation));
    }

    /// Starts an export again that was broken off before its rows were counted.
    pub fn try_again(self) {
        let choice = self.stage.with_untracked(|stage| match stage {
            Stage::Ended(ended) => ended.not_begun.clone(),
            _ => None,
        });
        if let Some(choice) = choice {
            self.start(choice);
        }
    }

    /// Returns whether the export that waits for a confirmation is one of other filters than those in force.
    pub fn is_of_other_filters(self) -> bool {
        let view = self.report.query.get().map(|query| self.filters_of(&query));
        self.with_stage(|stage| matches!(stage, Stage::Confirm(_, own) if view.as_ref() != Some(own)))
    }

    /// Returns the canonical query string of a query's filters.
    fn filters_of(self, query: &Query) -> String {
        self.report.with_codec(|codec| Codec { section: None, ..codec }.format(&query.first_page(1)))
    }

    /// Reads the rows that are missing in an export that has ended, and then writes the files.
    pub fn get_the_rest(self) {
        if let Some(job) = self.job.get_value() {
            job.stored.borrow_mut().plan.again();
        }
        self.go_on();
    }

    /// Pauses the export, or continues it.
    pub fn toggle_pause(self) {
        let is_paused = !self.is_paused.get_untracked();
        self.is_paused.set(is_paused);
        self.hold(is_paused.then_some(Hold::Paused));
        if is_paused {
            self.abort();
        }
    }

    /// Ends the writing of files. Rows that were broken off are kept, as the person may want them after all; otherwise
    /// the export ends ([`Self::cancel`]).
    pub fn cancel_writing(self) {
        let job = self.job.get_value().filter(|job| !job.progress().is_whole());
        let Some(job) = job else { return self.cancel() };
        self.begin();
        self.stage.set(Stage::Ended(job.ended(self.broken_off.get_value())));
    }

    /// Ends the export, removes the rows that it has read, and shows the form.
    pub fn cancel(self) {
        if self.is_elsewhere() {
            return self.leave();
        }
        self.begin();
        self.stage.set(Stage::Form);
        self.drop_job();
    }

    /// Shows the form again if an export has ended and its files are saved.
    pub fn reset(self) {
        if self.stage.with_untracked(|stage| matches!(stage, Stage::Ended(ended) if ended.summary.is_some())) {
            self.cancel();
        }
    }

    /// Saves files of the rows that were read, though others are missing. Does nothing but forget the export if another
    /// tab has resumed it.
    pub fn save_partial(self) {
        if self.is_elsewhere() {
            return self.leave();
        }
        let Some(why) = self.stage.with_untracked(|stage| match stage {
            Stage::Ended(ended) => Some(ended.why.clone()),
            _ => None,
        }) else {
            return;
        };
        self.broken_off.set_value(why.clone());
        let generation = self.begin();
        spawn_local(self.write(generation, why));
    }

    /// Offers to resume an export of an earlier page load, and removes those that can't be resumed. Does so now and
    /// whenever the session changes. An export of another gateway than the session's is no longer offered.
    pub fn offer_interrupted(self) {
        self.report.on_new_session(move || {
            let job = self.job.get_value().filter(|job| self.base_url().is_some() && job.progress().rows > 0);
            if let Some(job) = job {
                job.stored.borrow_mut().has_other_token = true;
            }
        });
        super::follow(move || {
            self.report.session.track();
            let own = self.job.get_value().map(|job| job.stored.borrow().base_url.clone());
            let is_offered = self.stage.with_untracked(|stage| matches!(stage, Stage::Interrupted(_)));
            if is_offered && self.base_url().is_some_and(|base_url| Some(base_url) != own) {
                self.leave();
            }
            if Self::has_stored() {
                spawn_local(self.find());
            }
        });
    }

    /// Makes the browser warn whoever leaves the page while an export is under way, or while its rows are in the page's
    /// memory alone and no file has them. When the page is left, another tab may resume the export.
    pub fn warn_on_leaving(self) {
        let is_to_warn = move |stage: &Stage| match stage {
            Stage::Reading(_) | Stage::Writing(..) => true,
            Stage::Ended(ended) => {
                let is_lasting = self.slices.get_value().is_some_and(|slices| slices.is_lasting());
                ended.summary.is_none() && ended.progress.rows > 0 && !is_lasting
            }
            _ => false,
        };
        super::keep_until_cleanup(window::on_leave(move || self.stage.try_with_untracked(is_to_warn) == Some(true)));
        super::keep_until_cleanup(window::on_gone(move || {
            if let Some(Some(job)) = self.job.try_get_value() {
                resuming::record_stopped(&job.id);
            }
        }));
    }

    /// Ends the present activity and returns the number of the next one, which records that it is running.
    fn begin(self) -> u64 {
        self.generation.update_value(|generation| *generation += 1);
        self.is_paused.set(false);
        self.abort();
        let generation = self.generation.get_value();
        spawn_local(self.stay_alive(generation));
        generation
    }

    /// Returns whether the activity `generation` is not the present one any more, or the page is gone.
    fn is_over(self, generation: u64) -> bool {
        self.generation.try_get_value() != Some(generation)
    }

    /// Returns the address of the gateway that the page is connected to; `None` without a session.
    fn base_url(self) -> Option<String> {
        self.report.session.with_untracked(|session| session.as_ref().map(|own| own.base_url.as_str().to_owned()))
    }

    /// Aborts the requests in flight.
    fn abort(self) {
        for id in self.in_flight.get_value() {
            self.abort_request(id);
        }
    }

    /// Aborts a request.
    fn abort_request(self, id: Id) {
        self.forget_request(id);
        self.report.carry_out(move |scheduler| scheduler.abort_background(id));
    }

    /// Notes that a request is no longer in flight.
    fn forget_request(self, id: Id) {
        self.in_flight.update_value(|in_flight| in_flight.retain(|own| *own != id));
    }
}
