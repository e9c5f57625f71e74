//! Shares the pause that the gateway asks for with the other tabs, and with this one after a reload.
//!
//! The scheduler keeps a pause to itself. What asks in the background calls these methods: counts, exports and
//! automatic refresh, whose code is lazy. The view's request never waits for a pause.

use super::Report;
use crate::{
    browser::{clock, storage},
    domain::{
        storage_key::{Area, Key},
        zone::Moment,
    },
};
use leptos::prelude::*;

/// The length up to which a pause is not worth a sentence, in milliseconds.
const SHORT_MS: u64 = 5_000;

impl Report {
    /// Takes over the pause that the gateway has asked for in another tab, or in this one before a reload.
    pub(super) fn follow_pause(self) {
        let now = clock::milliseconds();
        if let Some(until) = storage::read(Area::Device, Key::Pause).and_then(|stored| pause_end(&stored, now)) {
            self.carry_out(move |scheduler| {
                scheduler.pause_until(until);
                Vec::new()
            });
            self.note_pause(until);
        }
    }

    /// Stores the pause that the gateway has asked for; does nothing without one.
    pub(super) fn share_pause(self) {
        let now = clock::milliseconds();
        let pause = self.with_scheduler(|scheduler| scheduler.pause_left(now));
        if pause > 0 {
            let until = now.saturating_add(pause);
            storage::write(Area::Device, Key::Pause, &format!("{now} {until}"));
            self.note_pause(until);
        }
    }

    /// Notes a pause that ends at a Unix millisecond, for [`Self::pause_note`].
    fn note_pause(self, until: u64) {
        let (left, end) = (until.saturating_sub(clock::milliseconds()), until.div_ceil(1000));
        if left > SHORT_MS && self.pause_end.get_untracked() != end {
            self.pause_end.set(end);
        }
    }

    /// Returns the sentence on a pause for which requests that can wait are held back; empty without one.
    pub fn pause_note(self) -> String {
        self.pause_end.track();
        let now = clock::milliseconds();
        let left = self.with_scheduler(|scheduler| scheduler.pause_left(now));
        if left == 0 {
            return String::new();
        }
        let at = |milliseconds: u64| Moment(i64::try_from(milliseconds.div_ceil(1000)).unwrap_or_default());
        let (now, end) = (at(now), at(now.saturating_add(left)));
        let formatter = self.formatter();
        let time = self.with_deployment(|deployment| formatter.time_as_of(end, now, deployment.shown_zone(formatter)));
        formatter.messages().pause.fill([&time])
    }
}

/// Returns the end of a stored pause, in Unix milliseconds. A pause that was stored at an instant that is yet to come
/// does not count: the clock was set back since, and its end may be far away.
fn pause_end(stored: &str, now: u64) -> Option<u64> {
    let (at, until) = stored.split_once(' ')?;
    (at.parse::<u64>().ok()? <= now).then(|| until.parse().ok())?
}
