//! Refreshes the view automatically, and watches one send until it ends.
//!
//! The code is in the lazy part. Requests are sent only while the page is connected and online; those for the view only
//! while the page is visible.

use super::{Report, follow};
use crate::{
    browser::{clock, document, storage, window},
    domain::{
        draft::Draft,
        page::Page,
        param::Param,
        query::Query,
        record::{Record, RecordState},
        storage_key::{Area, Key},
        zone::Moment,
    },
    gateway::fault::Fault,
    requests::{
        RemoteData, Snapshot,
        merge::{Times, merge},
        scheduler::Background,
        scheduler::Request,
    },
    start::session::sign_outs,
};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// The interval between requests for a watched send, in seconds.
const WATCH_S: i64 = 10;
/// The interval between requests for a watched send while the page is hidden, in seconds.
const WATCH_HIDDEN_S: i64 = 30;

/// The automatic refresh of the view, and the watch of one send.
#[derive(Clone, Copy)]
pub struct Live {
    report: Report,
    is_in_use: fn() -> bool,
    /// The number of times that the loop was started. A loop stops when a later one has started.
    generation: StoredValue<u64>,
    /// The instant of the last automatic refresh.
    sent: StoredValue<Moment>,
    /// The instant of the last request for the watched send.
    watch_sent: StoredValue<Moment>,
    /// The last answer on the watched send; `None` before the first one.
    seen: RwSignal<Option<Arc<WatchedSend>>>,
    /// True while the last request for the watched send has failed, or its answer lacked the send.
    is_watch_failing: RwSignal<bool>,
    /// The answer whose last refresh failed: its query and its instant. Any other answer has not failed.
    failed: RwSignal<Option<(Query, Moment)>>,
    /// True while requests that are due are held back, as the gateway asks for a pause.
    held: RwSignal<bool>,
}

/// The watched send, as it was last answered.
#[derive(Debug, PartialEq, Eq)]
pub struct WatchedSend {
    /// The state of the send in that answer.
    pub state: RecordState,
    /// The instant of the answer.
    pub at: Moment,
}

impl Live {
    /// Starts the automatic refresh and the watch, until the page is left. A watch goes on that an earlier load of the
    /// page in this tab has begun. `is_in_use` returns whether rows must keep their places, as somebody uses them.
    pub fn start(report: Report, is_in_use: fn() -> bool) -> Self {
        let live = Self {
            report,
            is_in_use,
            generation: StoredValue::new(0),
            sent: StoredValue::new(Moment(0)),
            watch_sent: StoredValue::new(Moment(0)),
            seen: RwSignal::new(None),
            is_watch_failing: RwSignal::new(false),
            failed: RwSignal::new(None),
            held: RwSignal::new(false),
        };
        if let Some(id) = stored_watch() {
            report.watched.set(id);
        }
        let is_on =
            Memo::new(move |_| report.preferences().auto_refresh() > 0 || report.watched.with(|id| !id.is_empty()));
        follow(move || {
            if is_on.get() {
                spawn_local(live.run(is_on));
            }
        });
        live
    }

    /// Sends the refreshes that are due, once a second while the refresh or the watch is on.
    async fn run(self, is_on: Memo<bool>) {
        let generation = self.generation.get_value() + 1;
        self.generation.set_value(generation);
        // Disposed values mean that the page is gone.
        while is_on.try_get_untracked() == Some(true) && self.generation.try_get_value() == Some(generation) {
            self.refresh_if_due();
            self.request_watched_if_due();
            clock::wait(1_000).await;
        }
    }

    /// Returns whether automatic refresh is on and the last refresh of the answer that is shown has failed.
    pub fn has_failed(self) -> bool {
        let is_of = |shown: &Snapshot| {
            self.failed
                .with(|failed| failed.as_ref().is_some_and(|(query, at)| *query == shown.query && *at == shown.at))
        };
        self.report.preferences().auto_refresh() > 0
            && self.report.with_view(|view| view.shown().is_some_and(|shown| is_of(shown)))
    }

    /// Returns the sentence on the pause for which the refresh or the watch is held back; empty without one.
    pub fn pause_note(self) -> String {
        if self.held.get() { self.report.pause_note() } else { String::new() }
    }

    /// Notes whether a request that was due could be sent.
    fn note_sent(self, is_sent: bool) {
        let report = self.report;
        let is_held = !is_sent && report.with_scheduler(|scheduler| scheduler.pause_left(clock::milliseconds())) > 0;
        if is_held {
            report.share_pause();
        }
        if is_held != self.held.get_untracked() {
            self.held.set(is_held);
        }
    }

    /// Returns the last answer on the watched send; `None` before the first one.
    pub fn seen(self) -> Option<Arc<WatchedSend>> {
        self.seen.get()
    }

    /// Returns whether the last request for the watched send has failed, or its answer lacked the send.
    pub fn is_watch_failing(self) -> bool {
        self.is_watch_failing.get()
    }

    /// Watches the send with the given outbox id until it ends. Stops watching if that send is watched already.
    pub fn watch(self, id: &str) {
        if self.report.watched.with_untracked(|watched| watched == id) {
            return self.stop_watching();
        }
        self.stop_watching();
        self.watch_sent.set_value(Moment(0));
        self.report.watched.set(id.to_owned());
        storage::write(Area::Tab, Key::Watched, &format!("{} {id}", sign_outs(&storage::read)));
    }

    /// Stops watching the watched send.
    pub fn stop_watching(self) {
        self.report.watched.set(String::new());
        storage::remove(Area::Tab, Key::Watched);
        self.report.set_badge("");
        self.seen.set(None);
        self.is_watch_failing.set(false);
    }

    /// Refreshes the view in the background if the interval has passed. An instant that is yet to come does not count:
    /// the clock was set back since.
    fn refresh_if_due(self) {
        let (report, now) = (self.report, clock::now());
        let every = i64::try_from(untrack(|| report.preferences()).auto_refresh()).unwrap_or_default();
        let shown = report.view.with_untracked(|view| view.answer().cloned());
        let Some(shown) = shown.filter(|_| every > 0 && !document::is_hidden() && window::is_online()) else { return };
        let last = [self.sent.get_value(), shown.at].into_iter().filter(|at| *at <= now).max();
        if last.is_some_and(|last| now.0 - last.0 < every) {
            return;
        }
        self.sent.set_value(now);
        // Relative dates move on, until their range is empty.
        if !report.is_valid_at(now) {
            return;
        }
        let request = report.request_at(&shown.query, now);
        report.refreshing.set(true);
        let busy = Busy(report.refreshing);
        report.follow_pause();
        let sent = report.request_in_background(Arc::clone(&request), Background::Refresh, None, move |outcome| {
            drop(busy);
            self.failed.set(outcome.is_err().then(|| (shown.query.clone(), shown.at)));
            match outcome {
                Ok(page) => {
                    let keeps_places = page.current_page > 1
                        || (self.is_in_use)()
                        || !report.selected.with_untracked(String::is_empty);
                    let refreshed = merge(&shown, page, Times { now, at: clock::now() }, keeps_places);
                    report.replace(request, refreshed);
                }
                // An expired token is shown as a failure for the person to act on. Nothing is refreshed until then.
                Err(Fault::Unauthorized(_)) => report.try_again(),
                Err(_) => report.share_pause(),
            }
        });
        self.note_sent(sent.is_some());
    }

    /// Requests the watched send in the background if the interval has passed, or if the clock was set back.
    fn request_watched_if_due(self) {
        let (report, now) = (self.report, clock::now());
        let id = report.watched.get_untracked();
        let has_ended = self.seen.with_untracked(|seen| seen.as_ref().is_some_and(|seen| seen.state.is_final()));
        let every = if document::is_hidden() { WATCH_HIDDEN_S } else { WATCH_S };
        let last = self.watch_sent.get_value();
        let is_due = last > now || now.0 - last.0 >= every;
        // An expired token is asked for first. Any other failure is the view's own.
        let is_expired = report.view.with_untracked(RemoteData::is_unauthorized);
        if id.is_empty() || has_ended || is_expired || !is_due || !window::is_online() {
            return;
        }
        self.watch_sent.set_value(now);
        let mut draft = Draft::default();
        draft.set(Param::MessagesOutboxId, id.as_str());
        let Ok(query) = report.check(&draft) else { return };
        let request = report.request_at(&query, now);
        report.follow_pause();
        let sent = report.request_in_background(request, Background::Refresh, None, move |outcome| {
            let rows = match outcome {
                Ok(page) => page.rows,
                Err(Fault::Unauthorized(_)) => return report.try_again(),
                Err(_) => {
                    report.share_pause();
                    Vec::new()
                }
            };
            if report.watched.get_untracked() == id {
                let found = rows.into_iter().find(|row| row.outbox_id.as_deref() == Some(&id));
                self.is_watch_failing.set(found.is_none());
                if let Some(record) = found {
                    self.see(&id, record);
                }
            }
        });
        self.note_sent(sent.is_some());
    }

    /// Takes a new answer on the watched send, and shows it in the send's row too.
    fn see(self, id: &str, record: Record) {
        let at = clock::now();
        if record.state.is_final() {
            self.report.set_badge(DONE);
        }
        self.seen.set(Some(Arc::new(WatchedSend { state: record.state.clone(), at })));
        let report = self.report;
        // Show the same in the row, if it is on the page.
        let Some(target) = report.target() else { return };
        let shown = report.view.with_untracked(|view| view.answer().cloned());
        if let Some(shown) = shown.filter(|shown| shown.page.index_of(id).is_some()) {
            let page = Page { rows: vec![record], current_page: shown.page.current_page, ..shown.page.clone() };
            let mut refreshed = merge(&shown, page, Times { now: shown.now, at: shown.at }, true);
            refreshed.waiting = shown.waiting;
            refreshed.is_refreshed = shown.is_refreshed;
            // The other rows are still those of the view's own answer; this row no longer is.
            let seen = refreshed.page.index_of(id);
            refreshed.others = shown.others.iter().copied().filter(|(index, _)| Some(*index) != seen).collect();
            refreshed.others.extend(seen.map(|index| (index, at)));
            refreshed.others.sort_unstable();
            report.replace(target, refreshed);
        }
    }
}

/// Returns the outbox id of the send that this tab watches, unless somebody has signed out since.
fn stored_watch() -> Option<String> {
    let stored = storage::read(Area::Tab, Key::Watched)?;
    let (present, id) = stored.split_once(' ')?;
    (present == sign_outs(&storage::read)).then(|| id.to_owned())
}

/// The mark before the document's title when the watched send has ended.
const DONE: &str = "✓ ";

/// The guard of an automatic refresh in flight. Dropping it ends the busy state.
struct Busy(RwSignal<bool>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.try_set(false);
    }
}

impl Report {
    /// Returns the outbox id of the watched send; `None` if no send is watched.
    pub fn watched(self) -> Option<String> {
        Some(self.watched.get()).filter(|id| !id.is_empty())
    }

    /// Shows the table as busy while a click may still become a double click.
    pub fn wait_for_click(self, is_waiting: bool) {
        self.clicking.try_set(is_waiting);
    }

    /// Sets the mark before the document's title.
    fn set_badge(self, badge: &str) {
        if self.badge.with_untracked(|own| own != badge) {
            self.badge.set(badge.to_owned());
        }
    }

    /// Shows a refreshed answer in place of the present one, if both answer the same query.
    fn replace(self, request: Arc<Request>, shown: Snapshot) {
        if self.target().is_some_and(|target| target.query == request.query) {
            self.fix_now(&request.query, request.now);
            self.carry_out(move |scheduler| scheduler.replace(request, Arc::new(shown)));
        }
    }
}
