//! The report as reactive state: a small handle of signals. Views read the signals and change them through methods.
//!
//! Invariants: the query in [`Report::query`] is that of the address; `Report::go` and `Report::show` alone set it and
//! write its address, and `Report::write_again` writes what else has changed in it; a request is sent because the query
//! changed, never because something was rendered.

mod counting;
mod exporter;
mod fields;
mod language;
mod links;
mod live;
mod overview;
mod pause;
mod preferences;
mod runner;
mod session;
mod sharing;
mod subscription;
mod view_name;
mod views;

pub use counting::CountGroup;
pub use exporter::{BreakReason, Ended, Exporter, Hold, Reading, Stage, remove_ended};
pub use language::Language;
pub use live::{Live, WatchedSend};
pub use overview::{Options, Overview, OverviewSwitch, SPANS_S};
pub use session::{AddressError, ConnectErrors};
pub use view_name::date_in_words;

use runner::Runner;

use crate::{
    address::{Codec, Section},
    browser::{
        address_bar::{self, Entry},
        clock::{self, BrowserZone},
        document, storage, window,
    },
    domain::{
        date_math::Clock,
        draft::{Context, Draft, FieldErrors},
        param::Param,
        query::{Filters, Query},
        storage_key::{Area, Key},
        zone::Moment,
    },
    first::Opened,
    gateway::fault::Fault,
    i18n::{Formatter, messages},
    requests::{RemoteData, Snapshot},
    start::{
        deployment,
        preferences::StoredPreferences,
        session::{Session, sign_outs},
        view::{self, View},
    },
    table::notes::{self, RowNote},
};
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;

/// The deployment's configuration, with the browser's own rules of time zones.
pub type Deployment = deployment::Deployment<BrowserZone>;

/// The state that methods need and no view renders.
struct Memory {
    /// The texts of the fields that have taken effect.
    settled: Draft,
    /// The person's own rows per page.
    own_limit: Option<u64>,
    /// True if an empty address opens one of the person's saved views.
    has_start_view: bool,
    /// The number of sign-outs on this device when the session began, as a text.
    sign_outs: String,
    /// The session that was stored on the device when the page was opened, or that this page has stored there.
    on_device: Option<String>,
    /// The filters in force, and the instant that `now` means in them; `None` before the first request.
    fixed: Option<(Filters, Moment)>,
}

/// The state of the page. It is a handle: copies share the same state.
#[derive(Clone, Copy)]
pub struct Report {
    deployment: StoredValue<Deployment, LocalStorage>,
    language: Language,
    /// The texts of the fields.
    typed: RwSignal<Draft>,
    field_errors: RwSignal<FieldErrors>,
    query: RwSignal<Option<Query>>,
    session: RwSignal<Option<Session>>,
    memory: StoredValue<Memory>,
    view: RwSignal<RemoteData>,
    runner: StoredValue<Runner, LocalStorage>,
    /// The seconds until the view's request is retried or may be sent again; 0 without a countdown.
    wait: RwSignal<u64>,
    /// The person's preferences, as the number in [`Preferences`](crate::domain::preferences::Preferences).
    preferences: RwSignal<u64>,
    /// The person's columns as they are stored; empty for the default columns.
    columns: RwSignal<String>,
    /// The ids of the selected rows, separated by spaces.
    selected: RwSignal<String>,
    /// The id of the watched send; empty without one.
    watched: RwSignal<String>,
    /// The mark before the document's title, such as a check mark; empty without one.
    badge: RwSignal<String>,
    /// True while an automatic refresh of the view is in flight.
    refreshing: RwSignal<bool>,
    /// True while a click on a link may still become a double click.
    clicking: RwSignal<bool>,
    /// The end of the last long pause that the gateway has asked for, in Unix seconds; 0 without one.
    pause_end: RwSignal<u64>,
    /// The number of sends that need attention, which precedes the document's title; `None` if attention isn't watched.
    attention: RwSignal<Option<u64>>,
    /// The state of the overview: open or closed, and why.
    overview: RwSignal<OverviewSwitch>,
    /// The number of times that the view's request was sent again, see [`Self::refresh_count`].
    refresh_count: RwSignal<u64>,
    /// False while rows outside the window are not in the table yet.
    has_all_rows: RwSignal<bool>,
    /// The present instant, to the minute. It tells when the day of the shown rows has ended while the page is open.
    minute: RwSignal<Moment>,
}

impl Report {
    /// Creates the report from the view that the wasm's first part has opened before the app was loaded. From then on,
    /// the report follows the address, the other tabs and its own query.
    ///
    /// If the address or the session has changed since the view was opened, the report shows the view of the present
    /// ones.
    pub fn start(opened: Opened, stored: StoredPreferences, language: Language) -> Self {
        let Opened { deployment, address, view, first_request } = opened;
        let session = Session::read(&storage::read, &deployment.config);
        let is_present = address == address_bar::query();
        let first_request = first_request.filter(|first_request| {
            let is_wanted = is_present && session.as_ref() == Some(&first_request.session);
            if !is_wanted {
                first_request.cancel.cancel();
            }
            is_wanted
        });
        let runner = Runner::new(deployment.config.request_timeout);
        let report = Self {
            deployment: StoredValue::new_local(deployment),
            language,
            typed: RwSignal::default(),
            field_errors: RwSignal::default(),
            query: RwSignal::new(None),
            session: RwSignal::new(session),
            memory: StoredValue::new(Memory {
                on_device: storage::read(Area::Device, Key::Session),
                settled: Draft::default(),
                own_limit: stored.own_limit,
                has_start_view: stored.start_view.is_some(),
                sign_outs: sign_outs(&storage::read),
                fixed: None,
            }),
            view: RwSignal::new(RemoteData::Idle),
            runner: StoredValue::new_local(runner),
            wait: RwSignal::new(0),
            preferences: RwSignal::new(stored.preferences.0),
            columns: RwSignal::new(stored.columns),
            selected: RwSignal::default(),
            watched: RwSignal::default(),
            badge: RwSignal::default(),
            has_all_rows: RwSignal::new(true),
            refreshing: RwSignal::new(false),
            clicking: RwSignal::new(false),
            pause_end: RwSignal::new(0),
            attention: RwSignal::new(None),
            overview: RwSignal::new(OverviewSwitch::new(&address, stored.preferences)),
            refresh_count: RwSignal::new(0),
            minute: RwSignal::new(clock::now()),
        };
        spawn_local(async move {
            // A disposed signal means that the page is gone.
            while report.minute.try_set(clock::now()).is_none() {
                clock::wait(60_000).await;
            }
        });
        if is_present {
            report.show(view, &address, Entry::Replace);
        } else {
            report.open_at_start(stored.start_view.as_deref());
        }
        if let Some(first_request) = first_request {
            report.adopt(first_request);
        }
        keep_until_cleanup(address_bar::on_move(move || report.open_again()));
        keep_until_cleanup(address_bar::on_link(move |address, is_in| {
            // A view is opened from a dialog.
            document::close_dialog();
            report.follow_link(address, is_in);
        }));
        keep_until_cleanup(storage::on_change(move || {
            report.follow_sign_out();
            report.follow_preferences();
        }));
        runner::follow(report);
        keep_until_cleanup(window::on_online(move || report.go_on_online()));
        // The preferences may have been changed in another tab since they were read.
        report.follow_preferences();
        follow(move || report.follow_page());
        follow(move || document::set_title(&report.title()));
        follow(move || document::set_looks(report.preferences()));
        report
    }

    /// Returns the formatter of values: the language, with the settings of the deployment and the preferences of the
    /// person.
    pub fn formatter(self) -> Formatter {
        let calendar = self.deployment.with_value(|deployment| deployment.config.calendar);
        Formatter::new(self.language.get(), calendar).with_preferences(self.preferences())
    }

    /// Returns the sentences of the present language.
    pub fn messages(self) -> &'static messages::Messages {
        self.formatter().messages()
    }

    /// Calls `look` with the deployment and returns its result.
    pub fn with_deployment<T>(self, look: impl FnOnce(&Deployment) -> T) -> T {
        self.deployment.with_value(look)
    }

    /// Returns the deployment's title, or the product's name if there is none.
    pub fn product(self) -> String {
        let title = self.with_deployment(|deployment| deployment.config.title.clone());
        title.unwrap_or_else(|| self.formatter().table_texts().product.to_owned())
    }

    /// Returns the host of the gateway, or the page's host if the gateway has the page's own address.
    pub fn gateway_host(self) -> String {
        let host = self.session.with(|session| session.as_ref()?.base_url.host().map(str::to_owned));
        host.unwrap_or_else(address_bar::host)
    }

    /// Returns the text in the field of a parameter.
    pub fn typed(self, param: Param) -> Signal<String> {
        Signal::derive(move || self.typed.with(|typed| typed.get(param).to_owned()))
    }

    /// Calls `look` with the errors of the fields and returns its result.
    pub fn with_field_errors<T>(self, look: impl FnOnce(&FieldErrors) -> T) -> T {
        self.field_errors.with(look)
    }

    /// Returns the sentence by which the gateway has refused the value of a parameter in its last answer; `None` if it
    /// has not.
    pub fn gateway_error(self, param: Param) -> Option<String> {
        self.view.with(|view| view.fault()?.gateway_error(param).map(str::to_owned))
    }

    /// Returns whether any filter is set.
    pub fn is_filtered(self) -> bool {
        self.query.with(|query| query.as_ref().is_some_and(|query| *query.filters() != Filters::default()))
    }

    /// Calls `look` with the query and returns its result. The query is `None` while the address has values that can't
    /// be used.
    pub fn with_query<T>(self, look: impl FnOnce(Option<&Query>) -> T) -> T {
        self.query.with(|query| look(query.as_ref()))
    }

    /// Calls `look` with the state of the view and returns its result.
    pub fn with_view<T>(self, look: impl FnOnce(&RemoteData) -> T) -> T {
        self.view.with(look)
    }

    /// Rewrites the dates in the fields in the present calendar and digits.
    fn rewrite_dates(self) {
        let formatter = untrack(|| self.formatter());
        self.typed.update(|typed| typed.rewrite_dates(formatter.calendar, formatter.digits()));
    }

    /// Returns whether the table has all rows of the answer. Those outside the browser's viewport are written a moment
    /// after the others.
    pub fn has_all_rows(self) -> bool {
        self.has_all_rows.get()
    }

    /// Sets the value of [`Self::has_all_rows`], after the table was rendered.
    pub fn note_all_rows(self, has_all_rows: bool) {
        if self.has_all_rows.get_untracked() != has_all_rows {
            self.has_all_rows.set(has_all_rows);
        }
    }

    /// Returns whether the table is marked as busy: a request for its rows is in flight, its rows are not those of the
    /// address, or a click may still become a double click.
    pub fn is_busy(self) -> bool {
        let is_busy = self.view.with(|view| match view {
            RemoteData::Retrying(_, shown) => {
                let is_other = |shown: &Arc<Snapshot>| self.query.with(|query| query.as_ref() != Some(&shown.query));
                self.wait.get() == 0 || shown.as_ref().is_some_and(is_other)
            }
            view => view.is_busy(),
        });
        is_busy || self.refreshing.get() || self.clicking.get()
    }

    /// Returns the seconds until the request is retried or may be sent again; 0 without a countdown.
    pub fn wait(self) -> u64 {
        self.wait.get()
    }

    /// Returns the number of times that the view's request was sent again: by *Refresh* or *Try again*, when the
    /// network came back, and to learn whether the session has ended.
    pub fn refresh_count(self) -> u64 {
        self.refresh_count.get()
    }

    /// Sends the view's request again, in which `now` means the present instant from then on. Sends nothing if a range
    /// of dates would be reversed by that; its error is then shown.
    pub fn refresh(self) {
        if self.is_valid_at(clock::now()) {
            self.memory.update_value(|memory| memory.fixed = None);
            self.refresh_count.update(|refresh_count| *refresh_count += 1);
        }
    }

    /// Returns whether the query is valid if its `now` means the given instant, and shows the errors at their fields if
    /// it is not. With time, a range with a relative and a fixed end may come to end before it begins.
    fn is_valid_at(self, now: Moment) -> bool {
        let query = self.query.get_untracked();
        let found = query.and_then(|query| self.check_at(&Draft::canonical(&query), now).err()).unwrap_or_default();
        for param in found.params() {
            self.field_errors.update(|shown| {
                shown.remove(param);
                if let Some(error) = found.of(param) {
                    shown.add(param, error);
                }
            });
        }
        found.is_empty()
    }

    /// Returns the number of the page that is shown, by the gateway's count. While a request is in flight, it is the
    /// number of the requested page. Returns `None` while a value of the address can't be used.
    pub fn page_here(self) -> Option<u64> {
        self.with_query(|query| {
            let query = query?;
            Some(self.with_view(|view| match view {
                RemoteData::Ready(shown) if shown.query == *query => shown.page.current_page,
                _ => query.page(),
            }))
        })
    }

    /// Writes the number of the page that is shown into its field, unless somebody types in it.
    fn follow_page(self) {
        let Some(page) = self.page_here() else { return };
        let settled = self.memory.with_value(|memory| memory.settled.get(Param::Page).to_owned());
        if self.typed.with_untracked(|typed| typed.get(Param::Page) == settled) {
            self.write_page(page);
        }
    }

    /// Writes the number of a page into its field as a settled text.
    fn write_page(self, page: u64) {
        let text = page.to_string();
        self.memory.update_value(|memory| memory.settled.set(Param::Page, text.as_str()));
        if self.typed.with_untracked(|typed| typed.get(Param::Page) != text) {
            self.typed.update(|typed| typed.set(Param::Page, text));
        }
    }

    /// Sends the view's request again, in which `now` means the instant that it meant before.
    pub fn try_again(self) {
        let now =
            self.query.with_untracked(|query| query.as_ref().map_or_else(clock::now, |query| self.now_for(query)));
        if self.is_valid_at(now) {
            self.refresh_count.update(|refresh_count| *refresh_count += 1);
        }
    }

    /// Sends the request again that failed while the browser was offline.
    fn go_on_online(self) {
        if self.view.with_untracked(|view| view.fault().is_some_and(|fault| **fault == Fault::Offline)) {
            self.try_again();
        }
    }

    /// Returns the instant that `now` means in a query: the same for all pages of its filters.
    fn now_for(self, query: &Query) -> Moment {
        let fixed = self.memory.with_value(|memory| {
            memory.fixed.as_ref().filter(|(filters, _)| filters == query.filters()).map(|(_, now)| *now)
        });
        fixed.unwrap_or_else(clock::now)
    }

    /// Returns, as a text, the time of the oldest answer from which a row comes, with its day if that is not today.
    pub fn rows_at(self, shown: &Snapshot) -> String {
        self.time_as_of(shown.oldest_at(), shown.at)
    }

    /// Returns the time of an instant as a text, with its day if that is not today. It is `since` or later.
    pub fn time_as_of(self, moment: Moment, since: Moment) -> String {
        let formatter = self.formatter();
        let now = self.minute.get().max(since);
        self.with_deployment(|deployment| formatter.time_as_of(moment, now, deployment.shown_zone(formatter)))
    }

    /// Returns the note on each row of an answer: its previous state, and the time of an older answer.
    pub fn row_notes(self, shown: &Snapshot) -> Vec<RowNote> {
        let formatter = self.formatter();
        self.with_deployment(|deployment| notes::of(shown, formatter, deployment.shown_zone(formatter)))
    }

    /// Returns the instant that `now` means in the present view.
    pub fn now(self) -> Moment {
        // The instant is fixed by an answer.
        self.view.track();
        self.query.with(|query| query.as_ref().map_or_else(clock::now, |query| self.now_for(query)))
    }

    /// Fixes the instant that `now` means in the filters of a query.
    fn fix_now(self, query: &Query, now: Moment) {
        self.memory.update_value(|memory| memory.fixed = Some((query.filters().clone(), now)));
    }

    /// Opens the view of the page's address at the start. An empty one means `start_view`.
    fn open_at_start(self, start_view: Option<&str>) {
        self.open_address(|codec, address| view::draft(codec, address, start_view));
    }

    /// Opens the view of the page's address after Back and Forward. It had no rows per page of the person's own, nor
    /// was it their start view, unless it says so: they may have chosen these since.
    fn open_again(self) {
        self.open_address(|codec, address| Codec { own_limit: None, ..codec }.parse(address));
    }

    /// Opens the view of the page's address, whose draft `read` returns.
    fn open_address(self, read: impl FnOnce(Codec, &str) -> Draft) {
        let address = address_bar::query();
        self.overview.update(|own| own.section = Section::of_address(&address));
        let draft = self.with_codec(|codec| read(codec, &address));
        let query = self.check(&draft);
        self.take_over(draft, query, &address, Entry::Replace);
    }

    /// Makes a draft the present view and writes its canonical address, unless the page's `address` is that already.
    /// `query` is the result of checking the draft.
    fn take_over(self, draft: Draft, query: Result<Query, FieldErrors>, address: &str, entry: Entry) {
        let formatter = untrack(|| self.formatter());
        let view = self.with_codec(|codec| View::new(codec, formatter, draft, query));
        self.show(view, address, entry);
    }

    /// Makes a view the present one and writes its canonical address, unless the page's `address` is that already. The
    /// address of safe mode has a fragment too, which is not written.
    fn show(self, view: View, address: &str, entry: Entry) {
        self.typed.set(view.typed);
        self.memory.update_value(|memory| memory.settled = view.settled);
        self.field_errors.set(view.errors);
        self.query.set(view.query);
        self.send_now();
        if view.canonical != address || address_bar::is_safe_mode() {
            address_bar::write(&view.canonical, entry);
        }
    }

    /// Writes the address of the present view again, where it has changed although the query has not: after other rows
    /// per page of the person's own, or another start view, an empty address means another view, and the overview may
    /// be in it no longer.
    fn write_again(self) {
        if let Some(query) = self.query.get_untracked() {
            let address = self.with_codec(|codec| codec.format(&query));
            if address != address_bar::query() {
                address_bar::write(&address, Entry::Replace);
            }
        }
    }

    /// Makes a query the present one and writes its address.
    fn go(self, query: Query, entry: Entry) {
        self.query.set(Some(query.clone()));
        self.send_now();
        address_bar::write(&self.with_codec(|codec| codec.format(&query)), entry);
        let canonical = Draft::canonical(&query);
        for param in [Param::Page, Param::Limit] {
            self.settle_text(param, canonical.get(param), canonical.get(param));
        }
    }

    /// Sets the text in the field of a parameter, and the text that has taken effect.
    fn settle_text(self, param: Param, typed: &str, settled: &str) {
        self.type_text(param, typed.to_owned());
        self.memory.update_value(|memory| memory.settled.set(param, settled));
        self.field_errors.update(|errors| errors.remove(param));
    }

    /// Returns the query of a draft, or the errors of its values.
    ///
    /// A draft with the filters that are shown is checked by their own `now`. So turning the pages of a range with a
    /// relative and a fixed end raises no error because time has passed.
    fn check(self, draft: &Draft) -> Result<Query, FieldErrors> {
        self.check_at(draft, clock::now()).or_else(|errors| {
            let shown = self.memory.with_value(|memory| memory.fixed.clone());
            let query = shown
                .and_then(|(filters, now)| self.check_at(draft, now).ok().filter(|query| *query.filters() == filters));
            query.ok_or(errors)
        })
    }

    /// Returns the query of a draft in which `now` means the given instant, or the errors of its values.
    fn check_at(self, draft: &Draft, now: Moment) -> Result<Query, FieldErrors> {
        self.with_codec(|codec| {
            let clock = Clock { now, ..codec.context.clock };
            draft.check(Context { clock, ..codec.context })
        })
    }

    /// Calls `look` with the codec of addresses and returns its result.
    pub fn with_codec<T>(self, look: impl FnOnce(Codec) -> T) -> T {
        self.with_deployment(|deployment| {
            look(Codec {
                context: Context { default_limit: deployment.config.page_limit, clock: deployment.clock(clock::now()) },
                own_limit: self.memory.with_value(|memory| memory.own_limit),
                has_start_view: self.memory.with_value(|memory| memory.has_start_view),
                section: self.overview.with_untracked(|own| own.section),
            })
        })
    }
}

/// Keeps a value, such as listeners, until the present owner is disposed of: a view that is removed, or the page.
pub fn keep_until_cleanup<T: 'static>(value: T) {
    StoredValue::new_local(value);
}

/// Runs `act` now and whenever a signal that it reads has changed, to keep something outside of the signals in step,
/// such as the document's title.
///
/// All such effects are made here, so that they share one type and their code is compiled once.
pub fn follow(act: impl Fn() + 'static) {
    follow_boxed(Box::new(act));
}

/// Creates the effect of [`follow`].
fn follow_boxed(act: Box<dyn Fn()>) {
    Effect::new(move |_| act());
}
