//! Stores the state of exports on the device, and reads it after a reload.

use super::{BreakReason, Ended, Exporter, Job, Stage};
use crate::{
    browser::{clock, slices::Slices, storage},
    domain::storage_key::{Area, Key},
    export::{plan::Progress, stored_export::StoredExport},
    first,
    start::session::sign_outs,
};
use leptos::{prelude::*, task::spawn_local};
use std::{pin::pin, rc::Rc};

/// The time for which an export counts as running in another tab, in milliseconds. Browsers run timers of hidden tabs
/// once a minute only.
const RUNNING_MS: u64 = 90_000;

/// The time that the device's database has to open, in milliseconds.
const MAX_OPEN_MS: u32 = 5_000;

/// The interval at which a running export records that it is alive, in milliseconds.
const ALIVE_MS: u32 = 5_000;

impl Exporter {
    /// Returns the store in which exports keep the rows that they have read. It is opened once.
    pub(super) async fn slices(self) -> Rc<Slices> {
        if let Some(Some(slices)) = self.slices.try_get_value() {
            return slices;
        }
        // A database that never answers, as in a browser that is being updated, is as good as none.
        let opened = first::either(pin!(Slices::open()), pin!(clock::wait(MAX_OPEN_MS))).await;
        let slices = Rc::new(opened.unwrap_or_default());
        // The page may be gone by now.
        let _ = self.slices.try_set_value(Some(Rc::clone(&slices)));
        slices
    }

    /// Forgets the present export and removes the rows that it has read.
    pub(super) fn drop_job(self) {
        let job = self.job.get_value();
        self.job.set_value(None);
        if let Some(Job { id, .. }) = job {
            change_stored_exports(|stored| stored.retain(|(own, _)| **own != *id));
            storage::remove(Area::Tab, Key::Exports);
            spawn_local(async move { self.slices().await.remove(&id).await });
        }
    }

    /// Looks for an export of an earlier page load that can be resumed, and removes those that can't. Looks again, once
    /// one that seems to be running in another tab may have crashed.
    pub(super) async fn find(self) {
        let Some(look_up) = self.look_ups.try_update_value(|look_ups| {
            *look_ups += 1;
            *look_ups
        }) else {
            return;
        };
        while let Some(milliseconds) = self.look().await {
            clock::wait(u32::try_from(milliseconds).unwrap_or(u32::MAX)).await;
            let is_last = self.look_ups.try_get_value() == Some(look_up);
            if !is_last || !self.stage.with_untracked(|stage| matches!(stage, Stage::Form)) {
                return;
            }
        }
    }

    /// Offers an export that can be resumed, and removes those that can't. Returns the least time, in milliseconds,
    /// after which one that seems to be running in another tab may have crashed; `None` without one.
    async fn look(self) -> Option<u64> {
        let slices = self.slices().await;
        sweep(&slices).await;
        if self.is_gone() {
            return None;
        }
        let mut again_in = None;
        let own = storage::read(Area::Tab, Key::Exports).unwrap_or_default();
        let now = clock::milliseconds();
        let base_url = self.base_url();
        for (id, alive_at) in stored_exports() {
            let running_ms = RUNNING_MS.saturating_sub(now.saturating_sub(alive_at));
            if running_ms > 0 && id != own {
                again_in = Some(again_in.map_or(running_ms, |least: u64| least.min(running_ms)));
                continue;
            }
            // After a crash this tab's own export is not running, but the tab may also be a copy of the one that runs
            // it.
            if running_ms > 0 && !self.is_at_rest(&id, alive_at).await {
                continue;
            }
            let state = slices.state(&id).await.unwrap_or_default();
            if self.is_gone() {
                return None;
            }
            let Some(stored) = StoredExport::read(&state, &sign_outs(&storage::read), clock::now().0) else {
                change_stored_exports(|stored| stored.retain(|(own, _)| *own != id));
                continue;
            };
            let is_idle = self.stage.with_untracked(|stage| matches!(stage, Stage::Form));
            if is_idle && base_url.as_ref() == Some(&stored.base_url) {
                let job = Job::new(&id, stored);
                let progress = job.progress();
                self.job.set_value(Some(job));
                self.alive_at.set_value(alive_at);
                self.stage.set(Stage::Interrupted(progress));
                return again_in;
            }
        }
        again_in
    }

    /// Returns whether no tab records within a while that it is running the export, which was recorded last at the
    /// Unix millisecond `alive_at`. `id` is the id of the export.
    async fn is_at_rest(self, id: &str, alive_at: u64) -> bool {
        clock::wait(2 * ALIVE_MS).await;
        !self.is_gone() && stored_exports().contains(&(id.to_owned(), alive_at))
    }

    /// Returns whether another tab has resumed, ended or discarded the export that this tab offers to resume, or has
    /// resumed the one that has ended here or that runs here.
    pub(super) fn is_elsewhere(self) -> bool {
        let Some(job) = self.job.get_value() else { return false };
        let seen = (job.id.to_string(), self.alive_at.get_value());
        self.stage.with_untracked(|stage| match stage {
            Stage::Interrupted(_) => !stored_exports().contains(&seen),
            // Where the browser stores nothing, the list is empty. This page itself has recorded the 0 as it was left,
            // if it has come back from the browser's cache.
            Stage::Ended(_) | Stage::Reading(_) | Stage::Writing(..) => {
                stored_exports().iter().any(|stored| stored.0 == seen.0 && stored.1 > 0 && *stored != seen)
            }
            _ => false,
        })
    }

    /// Returns whether the page of the exporter is gone.
    fn is_gone(self) -> bool {
        self.generation.try_get_value().is_none()
    }

    /// Records every [`ALIVE_MS`] that this tab has an export, whatever that waits for, until the activity `generation`
    /// is over. An export that has ended counts as well, as long as its rows are kept: another tab could remove them.
    pub(super) async fn stay_alive(self, generation: u64) {
        loop {
            clock::wait(ALIVE_MS).await;
            if self.is_over(generation) {
                return;
            }
            if self.stage.with_untracked(|stage| matches!(stage, Stage::Counting(_) | Stage::Confirm(..))) {
                continue;
            }
            let is_here = |stage: &Stage| matches!(stage, Stage::Reading(_) | Stage::Writing(..) | Stage::Ended(_));
            let job = self.job.get_value().filter(|_| self.stage.with_untracked(is_here));
            let Some(job) = job.filter(|_| !self.is_elsewhere()) else { return };
            let is_lost = self.is_lost(&job).await;
            if is_lost || self.is_over(generation) {
                return;
            }
            self.record_running(&job.id);
        }
    }

    /// Returns whether rows that an export has read are no longer on the device: somebody has cleared the browser's
    /// storage, or another tab has discarded the export.
    pub(super) async fn is_lost(self, job: &Job) -> bool {
        // Two tabs that change the list at once may lose an entry.
        job.progress().rows > 0
            && stored_exports().iter().all(|(id, _)| **id != *job.id)
            && self.slices().await.state(&job.id).await.is_none()
    }

    /// Ends an export whose rows are lost.
    pub(super) fn lose(self) {
        self.stage.set(Stage::Ended(Ended::new(Progress::none(), Some(BreakReason::Lost))));
        self.drop_job();
    }

    /// Records on the device that this tab has the export with the given id.
    pub(super) fn record_running(self, id: &str) {
        let now = clock::milliseconds();
        self.alive_at.set_value(now);
        storage::write(Area::Tab, Key::Exports, id);
        change_stored_exports(|stored| {
            stored.retain(|(own, _)| own != id);
            stored.push((id.to_owned(), now));
        });
    }
}

/// Records that no tab is running the export any more, as this page is being left: another tab may resume it at once.
pub(super) fn record_stopped(id: &str) {
    change_stored_exports(|stored| {
        for (_, alive_at) in stored.iter_mut().filter(|(own, _)| own == id) {
            *alive_at = 0;
        }
    });
}

/// Removes the rows that were read in sessions that have ended, by any tab.
pub fn remove_ended() {
    spawn_local(async { sweep(&Slices::open().await).await });
}

/// Does the work of [`remove_ended`].
async fn sweep(slices: &Slices) {
    let present = sign_outs(&storage::read);
    for id in slices.ids().await {
        let state = slices.state(&id).await.unwrap_or_default();
        if StoredExport::read(&state, &present, clock::now().0).is_none() {
            slices.remove(&id).await;
            change_stored_exports(|stored| stored.retain(|(own, _)| *own != id));
        }
    }
}

/// Returns the ids of the exports that the device keeps, each with the Unix millisecond at which it was last recorded
/// as running.
fn stored_exports() -> Vec<(String, u64)> {
    let text = storage::read(Area::Device, Key::Exports).unwrap_or_default();
    let entry = |line: &str| line.split_once(' ').and_then(|(id, at)| Some((id.to_owned(), at.parse().ok()?)));
    text.lines().filter_map(entry).collect()
}

/// Changes the list of [`stored_exports`].
fn change_stored_exports(change: impl FnOnce(&mut Vec<(String, u64)>)) {
    let mut stored = stored_exports();
    change(&mut stored);
    let lines: Vec<String> = stored.iter().map(|(id, at)| format!("{id} {at}")).collect();
    if lines.is_empty() {
        storage::remove(Area::Device, Key::Exports);
    } else {
        storage::write(Area::Device, Key::Exports, &lines.join("\n"));
    }
}
