//! Stores the state of exports on the device, and reads it after a reload.

use super::{Exporter, Job, Stage};
use crate::{
    browser::{clock, slices::Slices, storage},
    domain::storage_key::{Area, Key},
    export::kept::Kept,
    start::session::sign_outs,
};
use leptos::{prelude::*, task::spawn_local};
use std::rc::Rc;

/// The time for which an export counts as running in another tab, in milliseconds. Browsers run timers of hidden tabs
/// once a minute only.
const RUNNING_MS: u64 = 90_000;

/// The interval at which a running export records that it is alive, in milliseconds.
const ALIVE_MS: u64 = 5_000;

impl Exporter {
    /// Returns the store in which exports keep the rows that they have read. It is opened once.
    pub(super) async fn slices(self) -> Rc<Slices> {
        if let Some(Some(slices)) = self.slices.try_get_value() {
            return slices;
        }
        let slices = Rc::new(Slices::open().await);
        // The page may be gone by now.
        let _ = self.slices.try_set_value(Some(Rc::clone(&slices)));
        slices
    }

    /// Forgets the present export and removes the rows that it has read.
    pub(super) fn drop_job(self) {
        let job = self.job.get_value();
        self.job.set_value(None);
        if let Some(Job { id, .. }) = job {
            change_kept(|kept| kept.retain(|(own, _)| **own != *id));
            storage::remove(Area::Tab, Key::Exports);
            spawn_local(async move { self.slices().await.remove(&id).await });
        }
    }

    /// Looks for an export of an earlier page load that can be resumed, and removes those that can't.
    pub(super) async fn find(self) {
        let slices = self.slices().await;
        sweep(&slices).await;
        if self.is_gone() {
            return;
        }
        let own = storage::read(Area::Tab, Key::Exports).unwrap_or_default();
        let now = clock::milliseconds();
        let base_url = self.base_url();
        for (id, alive_at) in kept_list() {
            if id != own && now.saturating_sub(alive_at) < RUNNING_MS {
                continue;
            }
            let text = slices.text(&id).await.unwrap_or_default();
            if self.is_gone() {
                return;
            }
            let Some(kept) = Kept::parse(&text, &sign_outs(&storage::read), clock::now().0) else {
                change_kept(|kept| kept.retain(|(own, _)| *own != id));
                continue;
            };
            let is_idle = self.stage.with_untracked(|stage| matches!(stage, Stage::Form));
            if is_idle && base_url.as_ref() == Some(&kept.base_url) {
                let job = Job::new(&id, kept);
                let progress = job.progress();
                self.job.set_value(Some(job));
                self.alive_at.set_value(alive_at);
                return self.stage.set(Stage::Kept(progress));
            }
        }
    }

    /// Returns whether another tab has resumed, ended or discarded the export that this tab offers to resume.
    pub(super) fn is_elsewhere(self) -> bool {
        if !self.stage.with_untracked(|stage| matches!(stage, Stage::Kept(_))) {
            return false;
        }
        let seen = (self.job.get_value().map(|job| job.id.to_string()).unwrap_or_default(), self.alive_at.get_value());
        !kept_list().contains(&seen)
    }

    /// Returns whether the page of the exporter is gone.
    fn is_gone(self) -> bool {
        self.generation.try_get_value().is_none()
    }

    /// Records on the device that this tab is running the export: at once if `is_first`, and otherwise if the last
    /// record is [`ALIVE_MS`] old. `id` is the id of the export.
    pub(super) fn say_alive(self, id: &str, is_first: bool) {
        let now = clock::milliseconds();
        if !is_first && now.saturating_sub(self.alive_at.get_value()) < ALIVE_MS {
            return;
        }
        self.alive_at.set_value(now);
        if is_first {
            storage::write(Area::Tab, Key::Exports, id);
        }
        change_kept(|kept| {
            kept.retain(|(own, _)| own != id);
            kept.push((id.to_owned(), now));
        });
    }
}

/// Records that no tab is running the export any more, as this page is being left: another tab may resume it at once.
pub(super) fn say_gone(id: &str) {
    change_kept(|kept| {
        for (_, alive_at) in kept.iter_mut().filter(|(own, _)| own == id) {
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
        let text = slices.text(&id).await.unwrap_or_default();
        if Kept::parse(&text, &present, clock::now().0).is_none() {
            slices.remove(&id).await;
            change_kept(|kept| kept.retain(|(own, _)| *own != id));
        }
    }
}

/// Returns the ids of the exports that the device keeps, each with the Unix millisecond at which it was last recorded
/// as running.
fn kept_list() -> Vec<(String, u64)> {
    let text = storage::read(Area::Device, Key::Exports).unwrap_or_default();
    let entry = |line: &str| line.split_once(' ').and_then(|(id, at)| Some((id.to_owned(), at.parse().ok()?)));
    text.lines().filter_map(entry).collect()
}

/// Changes the list of [`kept_list`].
fn change_kept(change: impl FnOnce(&mut Vec<(String, u64)>)) {
    let mut kept = kept_list();
    change(&mut kept);
    let lines: Vec<String> = kept.iter().map(|(id, at)| format!("{id} {at}")).collect();
    if lines.is_empty() {
        storage::remove(Area::Device, Key::Exports);
    } else {
        storage::write(Area::Device, Key::Exports, &lines.join("\n"));
    }
}
