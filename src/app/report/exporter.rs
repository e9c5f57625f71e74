//! Exports: reads everything that matches, keeps it on the device meanwhile, and makes files of it.
//!
//! [`Exporter`] is the handle that views read. What it does is in the export part, which is loaded when somebody opens
//! the dialog, or where an export was kept. Requests go through the scheduler of the page, one at a time and in the
//! background: each depends on the answer before it, and the view's own requests go first.

mod keeping;
mod reading;
mod writing;

pub use keeping::remove_ended;

use super::Report;
use crate::{
    browser::{slices::Slices, storage, window},
    domain::storage_key::{Area, Key},
    export::{Choice, Summary, What, estimate::Estimate, kept::Kept, plan::Progress},
    gateway::fault::Fault,
    requests::scheduler::Id,
};
use leptos::{prelude::*, task::spawn_local};
use std::{cell::RefCell, rc::Rc, sync::Arc};

/// What an export is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stage {
    /// Nothing: the person chooses.
    #[default]
    Form,
    /// Asking how many rows there are.
    Counting(Option<Hold>),
    /// Waiting for the person to confirm.
    Confirm(Estimate),
    /// Reading rows.
    Reading(Reading),
    /// Writing files: the number of rows so far, and of all.
    Writing(u64, u64),
    /// It has ended.
    Ended(Ended),
    /// An export of an earlier page can go on.
    Kept(Progress),
}

/// How far the reading is.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The progress of the plan.
    pub progress: Progress,
    /// The rows that were read in a second; 0 where it is not known yet.
    pub rate: u64,
    /// The reason why nothing is asked at present.
    pub hold: Option<Hold>,
}

/// A reason why an export asks for nothing at present.
#[derive(Clone, Debug, PartialEq)]
pub enum Hold {
    /// The person has paused it.
    Paused,
    /// There is no network.
    Offline,
    /// The gateway wants to be left alone.
    Resting,
    /// The gateway refuses the token.
    Unauthorized,
    /// The request is sent again soon after this fault.
    Failing(Arc<Fault>),
}

/// The end of an export.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// The progress of the plan.
    pub progress: Progress,
    /// Why it has ended before everything was read.
    pub why: Option<Why>,
    /// The sums of the rows in the files; `None` where no file was saved.
    pub summary: Option<Box<Summary>>,
}

/// A reason why an export has ended before everything was read.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// The gateway's answer.
    Fault(Arc<Fault>),
    /// There is no room on the device.
    Full,
    /// What was read is no longer on the device.
    Lost,
}

/// An export of everything that matches. Copies share its plan, which is never borrowed while something is awaited.
#[derive(Clone)]
struct Job {
    id: Rc<str>,
    kept: Rc<RefCell<Kept>>,
}

impl Job {
    fn new(id: &str, kept: Kept) -> Self {
        Self { id: id.into(), kept: Rc::new(RefCell::new(kept)) }
    }

    fn progress(&self) -> Progress {
        self.kept.borrow().plan.progress()
    }
}

/// The export of the page. It is a handle: copies share the same state.
#[derive(Clone, Copy)]
pub struct Exporter {
    report: Report,
    stage: RwSignal<Stage>,
    /// The number of times that something was begun or ended. What is under way ends where it is not the last.
    turn: StoredValue<u64>,
    is_paused: RwSignal<bool>,
    in_flight: StoredValue<Option<Id>>,
    slices: StoredValue<Option<Rc<Slices>>, LocalStorage>,
    /// The export that is under way or can go on.
    job: StoredValue<Option<Job>, LocalStorage>,
    /// The instant of the last sign of life, in Unix milliseconds.
    alive_at: StoredValue<u64>,
}

impl Exporter {
    /// Creates the exporter of a report. Nothing is exported yet.
    pub fn new(report: Report) -> Self {
        Self {
            report,
            stage: RwSignal::default(),
            turn: StoredValue::new(0),
            is_paused: RwSignal::new(false),
            in_flight: StoredValue::new(None),
            slices: StoredValue::new_local(None),
            job: StoredValue::new_local(None),
            alive_at: StoredValue::new(0),
        }
    }

    /// Returns whether this device may keep an export.
    pub fn has_kept() -> bool {
        storage::read(Area::Device, Key::Exports).is_some_and(|kept| !kept.is_empty())
    }

    /// Calls `look` with what the export is doing and returns its result.
    pub fn with_stage<T>(self, look: impl FnOnce(&Stage) -> T) -> T {
        self.stage.with(look)
    }

    /// Returns whether the person has paused the export.
    pub fn is_paused(self) -> bool {
        self.is_paused.get()
    }

    /// Starts an export.
    pub fn start(self, choice: Choice) {
        let turn = self.begin();
        match choice.what {
            What::All => spawn_local(self.count(turn, choice)),
            What::Page | What::Selection => spawn_local(self.write_rows(turn, choice)),
        }
    }

    /// Goes on after the confirmation, or with an export of an earlier page.
    pub fn go_on(self) {
        let turn = self.begin();
        spawn_local(self.read(turn));
    }

    /// Asks for what is missing.
    pub fn get_the_rest(self) {
        if let Some(job) = self.job.get_value() {
            job.kept.borrow_mut().plan.again();
        }
        self.go_on();
    }

    /// Pauses the export, or goes on.
    pub fn toggle_pause(self) {
        let is_paused = !self.is_paused.get_untracked();
        self.is_paused.set(is_paused);
        self.hold(is_paused.then_some(Hold::Paused));
        if is_paused {
            self.abort();
        }
    }

    /// Ends the export and removes what it has read.
    pub fn cancel(self) {
        self.begin();
        self.stage.set(Stage::Form);
        self.drop_job();
    }

    /// Shows the form again where an export has ended and its files are saved.
    pub fn reset(self) {
        if self.stage.with_untracked(|stage| matches!(stage, Stage::Ended(ended) if ended.summary.is_some())) {
            self.cancel();
        }
    }

    /// Saves a file of what was read, though rows are missing.
    pub fn save_partial(self) {
        let turn = self.begin();
        spawn_local(async move {
            let Some(why) = self.stage.with_untracked(|stage| match stage {
                Stage::Ended(ended) => Some(ended.why.clone()),
                _ => None,
            }) else {
                return;
            };
            self.write(turn, why).await;
        });
    }

    /// Offers to go on with an export of an earlier page, and removes those that can't go on: now, and whenever the page is
    /// connected to another gateway.
    pub fn offer_kept(self) {
        super::follow(move || {
            self.report.session.track();
            if Self::has_kept() {
                spawn_local(self.find());
            }
        });
    }

    /// Warns whoever leaves the page while an export is under way, and lets another tab go on with it then.
    pub fn warn_on_leaving(self) {
        super::hold(window::on_leave(move || {
            self.stage.try_with_untracked(|stage| matches!(stage, Stage::Reading(_) | Stage::Writing(..))) == Some(true)
        }));
        super::hold(window::on_gone(move || {
            if let Some(Some(job)) = self.job.try_get_value() {
                keeping::say_gone(&job.id);
            }
        }));
    }

    /// Ends what is under way and returns the number of what begins.
    fn begin(self) -> u64 {
        self.turn.update_value(|turn| *turn += 1);
        self.is_paused.set(false);
        self.abort();
        self.turn.get_value()
    }

    /// Returns whether something else has begun since, or the page is gone.
    fn is_over(self, turn: u64) -> bool {
        self.turn.try_get_value() != Some(turn)
    }

    /// Returns the address of the gateway that the page is connected to; `None` without a session.
    fn base_url(self) -> Option<String> {
        self.report.session.with_untracked(|session| session.as_ref().map(|own| own.base_url.as_str().to_owned()))
    }

    /// Aborts the request in flight.
    fn abort(self) {
        if let Some(id) = self.in_flight.get_value() {
            self.in_flight.set_value(None);
            self.report.carry_out(move |scheduler| scheduler.abort_background(id));
        }
    }
}
