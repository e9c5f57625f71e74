//! Shares the pause that the gateway asks for with the other tabs, and with this one after a reload.
//!
//! The scheduler keeps a pause to itself. Counts and exports, whose code is lazy, call these methods; the view's request
//! never waits for a pause.

use super::Report;
use crate::{
    browser::{clock, storage},
    domain::storage_key::{Area, Key},
};

impl Report {
    /// Takes over the pause that the gateway has asked for in another tab, or in this one before a reload.
    pub(super) fn follow_pause(self) {
        if let Some(until) = storage::read(Area::Device, Key::Pause).and_then(|until| until.parse().ok()) {
            self.carry_out(move |scheduler| {
                scheduler.pause_until(until);
                Vec::new()
            });
        }
    }

    /// Stores the pause that the gateway has asked for; does nothing without one.
    pub(super) fn share_pause(self) {
        let now = clock::milliseconds();
        let pause = self.with_scheduler(|scheduler| scheduler.pause_left(now));
        if pause > 0 {
            storage::write(Area::Device, Key::Pause, &now.saturating_add(pause).to_string());
        }
    }
}
