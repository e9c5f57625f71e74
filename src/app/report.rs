//! The report as reactive state: a small handle of signals, read by the views and changed through verbs.
//!
//! Invariants: a query in [`Report::query`] is what the address says; the address is written in one place; rows are
//! asked for because the query changed, never because something was drawn.

mod fields;
mod language;
mod live;
mod preferences;
mod runner;
mod session;
mod sharing;
mod views;

pub use language::Language;
pub use live::{Live, WatchedSend};
pub use session::{AddressError, ConnectErrors};

use runner::Runner;

use crate::{
    address::Codec,
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
        zone::Moment,
    },
    gateway::fault::Fault,
    i18n::{Formatter, messages},
    requests::{RemoteData, Snapshot},
    start::{
        deployment,
        preferences::StoredPreferences,
        session::{Session, sign_outs},
        view::{self, View},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// What the deployment sets, with the browser's own rules of time zones.
pub type Deployment = deployment::Deployment<BrowserZone>;

/// What the verbs remember and nobody draws.
struct Memory {
    /// What of the fields' texts has taken effect.
    settled: Draft,
    /// The person's own rows per page.
    own_limit: Option<u64>,
    /// Whether one of the person's views opens where an address says nothing.
    has_start_view: bool,
    /// How often somebody had signed out on this device when the session began.
    sign_outs: String,
    /// What `now` means under these filters since they were first answered, so that turning pages skips no row.
    fixed: Option<(Filters, Moment)>,
}

/// The state of the page. A handle: copies are the same report.
#[derive(Clone, Copy)]
pub struct Report {
    deployment: StoredValue<Deployment, LocalStorage>,
    language: Language,
    /// What stands in the fields.
    typed: RwSignal<Draft>,
    field_errors: RwSignal<FieldErrors>,
    query: RwSignal<Option<Query>>,
    session: RwSignal<Option<Session>>,
    memory: StoredValue<Memory>,
    view: RwSignal<RemoteData>,
    runner: StoredValue<Runner, LocalStorage>,
    /// How many seconds are waited before the same may be asked again; 0 where nothing is waited for.
    wait: RwSignal<u64>,
    /// What the person has chosen, as [`Preferences`] counts it.
    preferences: RwSignal<u64>,
    /// The person's columns as they are kept; empty for the page's own.
    columns: RwSignal<String>,
    /// The ids of the rows that are selected, with a space between them.
    selected: RwSignal<String>,
    /// The id of the send that is watched; empty without one.
    watched: RwSignal<String>,
    /// What stands before the title of the tab.
    badge: RwSignal<String>,
    /// Whether the view is being asked for again by itself.
    renewing: RwSignal<bool>,
    /// Counts how often the same was asked again.
    turn: RwSignal<u64>,
}

impl Report {
    /// The report that the address asks for. It follows the address, the other tabs and its own query from here on.
    pub fn start(deployment: Deployment, stored: StoredPreferences, language: Language) -> Self {
        let session = Session::read(&storage::read, &deployment.config);
        let runner = Runner::new(deployment.config.request_timeout);
        let report = Self {
            deployment: StoredValue::new_local(deployment),
            language,
            typed: RwSignal::default(),
            field_errors: RwSignal::default(),
            query: RwSignal::new(None),
            session: RwSignal::new(session),
            memory: StoredValue::new(Memory {
                settled: Draft::default(),
                own_limit: stored.own_limit,
                has_start_view: stored.start_view.is_some(),
                sign_outs: sign_outs(&storage::read),
                fixed: None,
            }),
            view: RwSignal::new(RemoteData::Idle),
            runner: StoredValue::new_local(runner),
            wait: RwSignal::new(0),
            preferences: RwSignal::new(stored.choices.0),
            columns: RwSignal::new(stored.columns),
            selected: RwSignal::default(),
            watched: RwSignal::default(),
            badge: RwSignal::default(),
            renewing: RwSignal::new(false),
            turn: RwSignal::new(0),
        };
        report.open_address(stored.start_view.as_deref());
        hold(address_bar::on_move(move || report.open_address(None)));
        hold(address_bar::on_link(move |address| report.open(address)));
        hold(storage::on_change(move || {
            report.follow_sign_out();
            report.follow_preferences();
        }));
        runner::follow(report);
        hold(window::on_online(move || report.go_on_online()));
        follow(move || report.follow_page());
        follow(move || document::set_title(&report.title()));
        follow(move || document::set_looks(report.preferences()));
        report
    }

    /// Returns what writes values: the language with what the deployment and the person have chosen.
    pub fn formatter(self) -> Formatter {
        let calendar = self.deployment.with_value(|deployment| deployment.config.calendar);
        Formatter::new(self.language.get(), calendar).chosen(self.preferences())
    }

    /// The sentences of the language.
    pub fn messages(self) -> &'static messages::Messages {
        self.formatter().messages()
    }

    /// Looks at what the deployment sets.
    pub fn with_deployment<T>(self, look: impl FnOnce(&Deployment) -> T) -> T {
        self.deployment.with_value(look)
    }

    /// The deployment's name, or the product's.
    pub fn product(self) -> String {
        let title = self.with_deployment(|deployment| deployment.config.title.clone());
        title.unwrap_or_else(|| self.messages().product.to_owned())
    }

    /// The host of the gateway that is asked.
    pub fn gateway_host(self) -> String {
        let host = self.session.with(|session| session.as_ref()?.base_url.host().map(str::to_owned));
        host.unwrap_or_else(address_bar::host)
    }

    /// What stands in the field of a parameter.
    pub fn typed(self, param: Param) -> Signal<String> {
        Signal::derive(move || self.typed.with(|typed| typed.get(param).to_owned()))
    }

    /// Looks at the values that can't be used.
    pub fn with_field_errors<T>(self, look: impl FnOnce(&FieldErrors) -> T) -> T {
        self.field_errors.with(look)
    }

    /// Returns the gateway's own words on the value of a parameter.
    pub fn gateway_error(self, param: Param) -> Option<String> {
        self.view.with(|view| view.fault()?.gateway_error(param).map(str::to_owned))
    }

    /// Whether any filter is set.
    pub fn is_filtered(self) -> bool {
        self.query.with(|query| query.as_ref().is_some_and(|query| *query.filters() != Filters::default()))
    }

    /// The filters that are set, and their values in words.
    pub fn active_filters(self) -> Vec<(Param, String)> {
        self.query.with(|query| query.as_ref().map(|query| filter_texts(query, self.formatter())).unwrap_or_default())
    }

    /// Looks at what is asked; `None` while the address holds values that can't be used.
    pub fn with_query<T>(self, look: impl FnOnce(Option<&Query>) -> T) -> T {
        self.query.with(|query| look(query.as_ref()))
    }

    /// Looks at what has come of it.
    pub fn with_view<T>(self, look: impl FnOnce(&RemoteData) -> T) -> T {
        self.view.with(look)
    }

    /// The address of another page of this report, for a link.
    pub fn href(self, page: u64) -> Option<String> {
        let query = self.query.get()?;
        let address = self.with_codec(|codec| codec.format(&query.at_page(page)));
        // An empty reference would keep the present query (RFC 3986, section 5.2.2).
        Some(if address.is_empty() { "?".to_owned() } else { address })
    }

    /// The address of this report with another value of one filter, for a link.
    pub fn href_with(self, param: Param, value: &str) -> Option<String> {
        let query = self.query.get()?;
        Some(self.with_codec(|codec| codec.only(&query, param).href(value)))
    }

    /// Writes the dates in the fields as the present formatter does.
    fn rewrite_dates(self) {
        let formatter = untrack(|| self.formatter());
        self.typed.update(|typed| typed.rewrite_dates(formatter.calendar, formatter.digits()));
    }

    /// Opens the view of an address, as a link to it does. What is being typed stays where the filters stay.
    pub fn open(self, address: &str) {
        let draft = self.with_codec(|codec| codec.parse(address));
        let filters = self.query.with_untracked(|now| now.as_ref().map(|now| now.filters().clone()));
        match self.check(&draft) {
            Ok(query) if filters.as_ref() == Some(query.filters()) => {
                if self.query.with_untracked(|now| now.as_ref() != Some(&query)) {
                    self.go(query, Entry::Push);
                }
            }
            checked => self.take_over(draft, checked, &address_bar::query(), Entry::Push),
        }
    }

    /// Whether the rows are being asked for at this moment, or are not those of the address.
    pub fn is_busy(self) -> bool {
        let is_busy = self.view.with(|view| match view {
            RemoteData::Retrying(_, shown) => {
                let is_other = |shown: &Arc<Snapshot>| self.query.with(|query| query.as_ref() != Some(&shown.query));
                self.wait.get() == 0 || shown.as_ref().is_some_and(is_other)
            }
            view => view.is_busy(),
        });
        is_busy || self.renewing.get()
    }

    /// How many seconds are waited before the same is asked again, or should be; 0 where nothing is waited for.
    pub fn wait(self) -> u64 {
        self.wait.get()
    }

    /// Asks the same once more. What is relative to now is so to this moment.
    pub fn refresh(self) {
        if self.can_ask_at(clock::now()) {
            self.memory.update_value(|memory| memory.fixed = None);
            self.turn.update(|turn| *turn += 1);
        }
    }

    /// Returns whether the query can be asked where `now` means this. With time, a range of a relative and a fixed end
    /// may end before it begins: that is said at its field.
    fn can_ask_at(self, now: Moment) -> bool {
        let query = self.query.get_untracked();
        let errors = query.and_then(|query| self.check_at(&Draft::canonical(&query), now).err()).unwrap_or_default();
        for param in errors.params() {
            self.field_errors.update(|said| {
                said.remove(param);
                if let Some(error) = errors.of(param) {
                    said.add(param, error);
                }
            });
        }
        errors.is_empty()
    }

    /// Returns the number of the page that is shown, as the gateway counts; while an answer is awaited, of the one that
    /// was asked for.
    pub fn page_here(self) -> Option<u64> {
        self.with_query(|query| {
            let query = query?;
            Some(self.with_view(|view| match view {
                RemoteData::Ready(shown) if shown.query == *query => shown.page.current_page,
                _ => query.page(),
            }))
        })
    }

    /// The page's field says which page is shown, unless somebody types in it.
    fn follow_page(self) {
        let Some(page) = self.page_here() else { return };
        let settled = self.memory.with_value(|memory| memory.settled.get(Param::Page).to_owned());
        if self.typed.with_untracked(|typed| typed.get(Param::Page) == settled) {
            self.write_page(page);
        }
    }

    /// Writes the number of a page into its field, as it stands where nobody has typed in it.
    fn write_page(self, page: u64) {
        let text = page.to_string();
        self.memory.update_value(|memory| memory.settled.set(Param::Page, text.as_str()));
        if self.typed.with_untracked(|typed| typed.get(Param::Page) != text) {
            self.typed.update(|typed| typed.set(Param::Page, text));
        }
    }

    /// Asks just the same once more.
    pub fn try_again(self) {
        let now =
            self.query.with_untracked(|query| query.as_ref().map_or_else(clock::now, |query| self.now_for(query)));
        if self.can_ask_at(now) {
            self.turn.update(|turn| *turn += 1);
        }
    }

    /// The network is back: what failed without it is asked again.
    fn go_on_online(self) {
        if self.view.with_untracked(|view| view.fault().is_some_and(|fault| **fault == Fault::Offline)) {
            self.try_again();
        }
    }

    /// What `now` means for a query: the same while one turns its pages.
    fn now_for(self, query: &Query) -> Moment {
        let fixed = self.memory.with_value(|memory| {
            memory.fixed.as_ref().filter(|(filters, _)| filters == query.filters()).map(|(_, now)| *now)
        });
        fixed.unwrap_or_else(clock::now)
    }

    /// What `now` means in the present view.
    pub fn now(self) -> Moment {
        // An answer fixes it.
        self.view.track();
        self.query.with(|query| query.as_ref().map_or_else(clock::now, |query| self.now_for(query)))
    }

    fn fix_now(self, query: &Query, now: Moment) {
        self.memory.update_value(|memory| memory.fixed = Some((query.filters().clone(), now)));
    }

    /// Takes over what the address says: at the start, when one that says nothing means `start_view`, and after Back and
    /// Forward.
    fn open_address(self, start_view: Option<&str>) {
        let address = address_bar::query();
        let draft = self.with_codec(|codec| view::draft(codec, &address, start_view));
        let query = self.check(&draft);
        self.take_over(draft, query, &address, Entry::Replace);
    }

    /// Makes what these texts mean the present view, and its canonical address that of the page, which is `address` yet.
    fn take_over(self, draft: Draft, query: Result<Query, FieldErrors>, address: &str, entry: Entry) {
        let formatter = untrack(|| self.formatter());
        let view = self.with_codec(|codec| View::new(codec, formatter, draft, query));
        self.typed.set(view.typed);
        self.memory.update_value(|memory| memory.settled = view.settled);
        self.field_errors.set(view.errors);
        self.query.set(view.query);
        if view.canonical != address {
            address_bar::write(&view.canonical, entry);
        }
    }

    /// Makes a query the present one: the only place that writes a new address.
    fn go(self, query: Query, entry: Entry) {
        address_bar::write(&self.with_codec(|codec| codec.format(&query)), entry);
        let canonical = Draft::canonical(&query);
        for param in [Param::Page, Param::Limit] {
            self.typed.update(|typed| typed.set(param, canonical.get(param)));
            self.memory.update_value(|memory| memory.settled.set(param, canonical.get(param)));
            self.field_errors.update(|errors| errors.remove(param));
        }
        self.query.set(Some(query));
    }

    /// Checks a draft. One of the filters that are shown is checked by their own `now`: a range of a relative and a
    /// fixed end, whose pages are turned, does not end before it begins because time has passed.
    fn check(self, draft: &Draft) -> Result<Query, FieldErrors> {
        self.check_at(draft, clock::now()).or_else(|errors| {
            let shown = self.memory.with_value(|memory| memory.fixed.clone());
            let query = shown
                .and_then(|(filters, now)| self.check_at(draft, now).ok().filter(|query| *query.filters() == filters));
            query.ok_or(errors)
        })
    }

    /// Checks a draft where `now` means this.
    fn check_at(self, draft: &Draft, now: Moment) -> Result<Query, FieldErrors> {
        self.with_codec(|codec| {
            let clock = Clock { now, ..codec.context.clock };
            draft.check(Context { clock, ..codec.context })
        })
    }

    /// Looks through what reads and writes addresses.
    pub fn with_codec<T>(self, look: impl FnOnce(Codec) -> T) -> T {
        self.with_deployment(|deployment| {
            look(Codec {
                context: Context { default_limit: deployment.config.page_limit, clock: deployment.clock(clock::now()) },
                own_limit: self.memory.with_value(|memory| memory.own_limit),
                has_start_view: self.memory.with_value(|memory| memory.has_start_view),
            })
        })
    }

    /// Names the view: the filters, the state, the page, the product.
    fn title(self) -> String {
        let product = self.product();
        let (Some(page), true) = (self.page_here(), self.is_connected()) else {
            return product;
        };
        let formatter = self.formatter();
        let page = formatter.digits().write(&page.to_string());
        let parts = [self.view_name(), formatter.messages().page_number.fill([&page]), product];
        let title = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(SEPARATOR);
        self.badge.get() + &title
    }

    /// The filters and the state in words; empty without any.
    pub fn view_name(self) -> String {
        let messages = self.messages();
        let words = self.active_filters().into_iter().map(|(param, value)| match param {
            Param::StateId | Param::Message => value,
            _ => messages.filter.fill([messages.param(param), &value]),
        });
        words.collect::<Vec<_>>().join(SEPARATOR)
    }
}

/// What stands between the parts of a view's name.
const SEPARATOR: &str = " · ";

/// The filters that are set, and their values in words.
fn filter_texts(query: &Query, formatter: Formatter) -> Vec<(Param, String)> {
    let messages = formatter.messages();
    let shown = Draft::of(query, formatter.calendar, formatter.digits());
    let set = Param::ALL.into_iter().filter(|param| param.is_filter() && !shown.get(*param).is_empty());
    set.map(|param| {
        let text = shown.get(param);
        let value = match (param, query.filters().state_id) {
            (Param::StateId, Some(state)) => messages.state(state).to_owned(),
            (Param::Message, _) => messages.quoted.fill([text]),
            _ => text.to_owned(),
        };
        (param, value)
    })
    .collect()
}

/// Keeps a value, such as listeners, until the present owner is disposed of: a view that is taken out of the page, or the page.
pub fn hold<T: 'static>(value: T) {
    StoredValue::new_local(value);
}

/// Keeps something outside in step with what `act` reads.
///
/// Effects are made through here, so that all share one type of code.
pub fn follow(act: impl Fn() + 'static) {
    follow_boxed(Box::new(act));
}

fn follow_boxed(act: Box<dyn Fn()>) {
    Effect::new(move |_| act());
}
