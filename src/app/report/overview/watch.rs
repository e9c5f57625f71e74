//! Watches the number of sends that need attention.

use super::Overview;
use crate::{
    app::report::CountGroup,
    browser::{clock, document, notification, window},
    overview::{
        attention::{Attention, Need},
        count::Count,
    },
    requests::RemoteData,
};
use futures_channel::oneshot;
use leptos::{prelude::*, task::spawn_local};

/// The interval between two counts of what needs attention, in milliseconds.
const WATCH_MS: u32 = 30_000;

impl Overview {
    /// Returns whether the number of sends that need attention is watched.
    pub fn is_watching(self) -> bool {
        self.is_watching.get()
    }

    /// Starts or stops to watch the number of sends that need attention. Starting asks the person for the permission to
    /// show notifications.
    pub fn toggle_watch(self) {
        let is_on = !self.is_watching.get_untracked();
        if is_on {
            spawn_local(async move {
                notification::request_permission().await;
                // The sentence on the watch depends on whether notifications are allowed, which is no signal.
                let _ = self.is_watching.try_update(|_| ());
            });
            self.start_watch();
        } else {
            self.end_watch();
        }
    }

    /// Starts the watch.
    pub(super) fn start_watch(self) {
        self.is_watching.set(true);
        spawn_local(self.watch());
    }

    /// Ends the watch.
    pub(super) fn end_watch(self) {
        self.watch_generation.update_value(|generation| *generation += 1);
        self.is_watching.set(false);
        self.report.attention.set(None);
    }

    /// Keeps the sum in the title that of the list while the watch is on, whoever counted it. Counts that are under way
    /// or have failed leave the title as it is; the watch itself replaces them by those of before.
    pub(super) fn keep_title(self) {
        let is_watching = self.is_watching.get();
        let is_new = self.report.attention.with_untracked(Option::is_none);
        let is_fit = |attention: &Attention| attention.is_known() || is_new && attention.is_settled();
        let sum = self.with_attention(|attention| is_fit(attention).then(|| attention.sum())).flatten();
        if let (true, Some(sum)) = (is_watching, sum) {
            self.report.attention.set(sum);
        }
    }

    /// Counts the sends that need attention every [`WATCH_MS`], also while the page is hidden, until the watch ends.
    async fn watch(self) {
        self.watch_generation.update_value(|generation| *generation += 1);
        let generation = self.watch_generation.get_value();
        let mut last = self.attention.get_untracked().filter(Attention::is_settled);
        let mut has_told = false;
        let mut is_first = last.is_none();
        // A disposed value means that the page is gone.
        while self.watch_generation.try_get_value() == Some(generation) {
            if !is_first {
                clock::wait(WATCH_MS).await;
                // The overview may be gone by then.
                if self.watch_generation.try_get_value() != Some(generation) {
                    return;
                }
            }
            is_first = false;
            has_told = has_told && document::is_hidden();
            // A token that is refused would be refused again.
            let is_refused = self.report.view.with_untracked(RemoteData::is_unauthorized);
            let counted = if window::is_online() && !is_refused { self.count_attention().await } else { None };
            if self.watch_generation.try_get_value() != Some(generation) {
                return;
            }
            let Some(next) = counted.filter(|next| next.days == self.days()) else { continue };
            // The person may have had them counted meanwhile.
            let counted = self.attention.get_untracked().filter(Attention::is_settled);
            last = counted.map(|counted| counted.or(last.as_ref())).or(last);
            last.take_if(|last| last.days != next.days);
            let next = next.or(last.as_ref());
            if !has_told && last.as_ref().is_some_and(|last| next.has_more_than(last)) {
                has_told = true;
                let product = untrack(|| self.report.product());
                notification::show(&product, untrack(|| self.report.formatter()).overview().notification);
            }
            self.report.attention.set(next.sum());
            self.attention.set(Some(next.clone()));
            last = Some(next);
        }
    }

    /// Counts the sends that need attention now. Returns `None` if there is no session.
    async fn count_attention(self) -> Option<Attention> {
        let days = self.days();
        let (now, mut group) = (clock::now(), CountGroup::new(self.report));
        let mut counted = Attention::new(now, days);
        let mut awaited = Vec::new();
        for need in Need::ALL {
            let (send, receive) = oneshot::channel();
            group.count(&self.need(need, days, now)?, now, move |total| drop(send.send(Count::from(total))));
            awaited.push(receive);
        }
        for (slot, receive) in counted.counts.iter_mut().zip(awaited) {
            // The count is cancelled when the session ends.
            *slot = receive.await.ok()?;
        }
        Some(counted)
    }
}
