//! The report as reactive state: a small handle of signals, read by the views and changed through verbs.
//!
//! Invariants: a query in [`Report::query`] is what the address says; the address is written in one place; rows are
//! asked for because the query changed, never because something was drawn.

mod fields;
mod live;
mod preferences;
mod runner;
mod session;
mod sharing;
mod views;

pub use live::{Live, Seen};
pub use session::{AddressProblem, ConnectProblems, Session};

use runner::Runner;

use crate::{
    address::Codec,
    browser::{
        address_bar::{self, Entry},
        clock::{self, BrowserZone},
        document,
        storage::{self, Area, Key},
        window,
    },
    domain::{
        config::{Config, ConfigError, Expected, TIME_ZONE},
        date_math::Clock,
        draft::{Context, Draft, Problems, whole_number},
        locale::Locale,
        param::Param,
        preferences::ShownZone,
        query::{Filters, Query},
        zone::Moment,
    },
    gateway::fault::Fault,
    i18n::{Formatter, messages},
    requests::{RemoteData, Snapshot},
};
use leptos::prelude::*;
use std::{cell::OnceCell, sync::Arc};

/// What the deployment sets, and the zones by the browser's rules. Never changes while the page is open.
pub struct Deployment {
    /// The deployment's file.
    pub config: Config,
    /// The report's time zone, in which dates are read.
    pub zone: BrowserZone,
    /// The browser's own zone and UTC, once somebody wants to see dates in them.
    others: [OnceCell<Option<BrowserZone>>; 2],
}

impl Deployment {
    /// Returns the deployment of a file; an error that names the key where the browser does not know its time zone.
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        let zone = BrowserZone::new(&config.time_zone).ok_or(ConfigError::Key(TIME_ZONE, Expected::TimeZone))?;
        Ok(Self { config, zone, others: Default::default() })
    }

    /// The time zone in which dates are shown.
    pub fn shown_zone(&self, formatter: Formatter) -> &BrowserZone {
        let [browser, utc] = &self.others;
        let other = match formatter.preferences.zone() {
            ShownZone::Report => None,
            ShownZone::Browser => browser.get_or_init(|| BrowserZone::of(None)).as_ref(),
            ShownZone::Utc => utc.get_or_init(|| BrowserZone::of(Some("UTC"))).as_ref(),
        };
        other.unwrap_or(&self.zone)
    }

    /// What dates become instants by, where `now` means this.
    pub fn clock(&self, now: Moment) -> Clock<'_> {
        Clock { zone: &self.zone, now, calendar: self.config.math_calendar() }
    }
}

/// The language of the page, chosen by a person, the deployment or the browser, in this order.
#[derive(Clone, Copy)]
pub struct Language(RwSignal<Locale>);

impl Language {
    /// The language at the start, when the deployment's choice may not be known.
    pub fn start(config: Option<&Config>) -> Self {
        let language = Self(RwSignal::new(Self::stored().unwrap_or_else(|| Self::own(config))));
        follow(move || document::set_locale(language.get()));
        language
    }

    /// Forgets what the person has chosen.
    fn reset(self, config: &Config) {
        storage::remove(Area::Device, Key::Locale);
        self.0.set(Self::own(Some(config)));
    }

    /// The one that nobody has chosen here.
    fn own(config: Option<&Config>) -> Locale {
        config.and_then(|config| config.locale).unwrap_or_else(|| {
            let languages = document::languages();
            Locale::negotiate(languages.iter().map(String::as_str))
        })
    }

    fn stored() -> Option<Locale> {
        storage::read(Area::Device, Key::Locale).and_then(|tag| Locale::from_tag(&tag))
    }

    /// The present one.
    pub fn get(self) -> Locale {
        self.0.get()
    }

    /// What the other one calls itself.
    pub fn other_name(self) -> &'static str {
        self.get().other().name()
    }

    /// Switches to the other one, and remembers it.
    pub fn switch(self) {
        let locale = self.0.get_untracked().other();
        storage::write(Area::Device, Key::Locale, locale.tag());
        self.0.set(locale);
    }
}

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
    problems: RwSignal<Problems>,
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
    pub fn start(deployment: Deployment, language: Language) -> Self {
        let session = Session::read(&deployment.config);
        let runner = Runner::new(deployment.config.request_timeout);
        let report = Self {
            deployment: StoredValue::new_local(deployment),
            language,
            typed: RwSignal::default(),
            problems: RwSignal::default(),
            query: RwSignal::new(None),
            session: RwSignal::new(session),
            memory: StoredValue::new(Memory {
                settled: Draft::default(),
                own_limit: own_limit(),
                has_start_view: storage::read(Area::Device, Key::StartView).is_some(),
                sign_outs: session::sign_outs(),
                fixed: None,
            }),
            view: RwSignal::new(RemoteData::Idle),
            runner: StoredValue::new_local(runner),
            wait: RwSignal::new(0),
            preferences: RwSignal::new(preferences::stored()),
            columns: RwSignal::new(preferences::stored_columns()),
            selected: RwSignal::default(),
            watched: RwSignal::default(),
            badge: RwSignal::default(),
            renewing: RwSignal::new(false),
            turn: RwSignal::new(0),
        };
        report.open_start_view();
        report.open_address();
        address_bar::on_move(move || report.open_address());
        address_bar::on_link(move |address| report.open(address));
        storage::on_change(move || {
            report.follow_sign_out();
            report.follow_settings();
        });
        runner::follow(report);
        window::on_online(move || report.go_on_online());
        follow(move || report.follow_page());
        follow(move || document::set_title(&report.title()));
        follow(move || document::set_looks(report.preferences()));
        report
    }

    /// The language.
    pub fn language(self) -> Language {
        self.language
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

    /// Looks at what can't be used.
    pub fn with_problems<T>(self, look: impl FnOnce(&Problems) -> T) -> T {
        self.problems.with(look)
    }

    /// What the gateway objects to in a parameter.
    pub fn objection(self, param: Param) -> Option<String> {
        self.view.with(|view| view.fault()?.objection(param).map(str::to_owned))
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

    /// Switches the language; dates in the fields are written anew.
    pub fn switch_language(self) {
        self.language.switch();
        self.rewrite_dates();
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
            checked => {
                let canonical = self.take_over(draft, checked);
                if canonical != address_bar::query() {
                    address_bar::write(&canonical, Entry::Push);
                }
            }
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
        let problems = query.and_then(|query| self.check_at(&Draft::canonical(&query), now).err()).unwrap_or_default();
        for param in problems.params() {
            self.problems.update(|said| {
                said.remove(param);
                if let Some(problem) = problems.of(param) {
                    said.add(param, problem);
                }
            });
        }
        problems.is_empty()
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

    /// Takes over what has been set in another tab.
    fn follow_settings(self) {
        if Language::stored().is_some_and(|locale| locale != self.language.0.get_untracked()) {
            self.switch_language();
        }
        self.follow_choices();
        self.memory.update_value(|memory| {
            memory.own_limit = own_limit();
            memory.has_start_view = storage::read(Area::Device, Key::StartView).is_some();
        });
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

    /// An address that says nothing becomes that of the person's start view.
    fn open_start_view(self) {
        let says_nothing =
            self.with_codec(|codec| Codec { own_limit: None, ..codec }.parse(&address_bar::query()).is_empty());
        if let Some(view) = storage::read(Area::Device, Key::StartView).filter(|_| says_nothing) {
            address_bar::write(&view, Entry::Replace);
        }
    }

    /// Takes over what the address says: at the start, and after Back and Forward.
    fn open_address(self) {
        let address = address_bar::query();
        let draft = self.with_codec(|codec| codec.parse(&address));
        let checked = self.check(&draft);
        let canonical = self.take_over(draft, checked);
        if canonical != address {
            address_bar::write(&canonical, Entry::Replace);
        }
    }

    /// Makes what an address says the present view, whether it can be used or not. Gives the canonical address.
    fn take_over(self, draft: Draft, checked: Result<Query, Problems>) -> String {
        let formatter = untrack(|| self.formatter());
        match checked {
            Ok(query) => {
                self.typed.set(Draft::of(&query, formatter.calendar, formatter.digits()));
                self.memory.update_value(|memory| memory.settled = Draft::canonical(&query));
                self.problems.set(Problems::default());
                let canonical = self.with_codec(|codec| codec.format(&query));
                self.query.set(Some(query));
                canonical
            }
            Err(problems) => {
                self.typed.set(draft.clone());
                self.problems.set(problems);
                self.query.set(None);
                let canonical = self.with_codec(|codec| codec.format_draft(&draft));
                self.memory.update_value(|memory| memory.settled = draft);
                canonical
            }
        }
    }

    /// Makes a query the present one: the only place that writes a new address.
    fn go(self, query: Query, entry: Entry) {
        address_bar::write(&self.with_codec(|codec| codec.format(&query)), entry);
        let canonical = Draft::canonical(&query);
        for param in [Param::Page, Param::Limit] {
            self.typed.update(|typed| typed.set(param, canonical.get(param)));
            self.memory.update_value(|memory| memory.settled.set(param, canonical.get(param)));
            self.problems.update(|problems| problems.remove(param));
        }
        self.query.set(Some(query));
    }

    /// Checks a draft. One of the filters that are shown is checked by their own `now`: a range of a relative and a
    /// fixed end, whose pages are turned, does not end before it begins because time has passed.
    fn check(self, draft: &Draft) -> Result<Query, Problems> {
        self.check_at(draft, clock::now()).or_else(|problems| {
            let shown = self.memory.with_value(|memory| memory.fixed.clone());
            let query = shown
                .and_then(|(filters, now)| self.check_at(draft, now).ok().filter(|query| *query.filters() == filters));
            query.ok_or(problems)
        })
    }

    /// Checks a draft where `now` means this.
    fn check_at(self, draft: &Draft, now: Moment) -> Result<Query, Problems> {
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
        let parts = [self.view_name(), messages::fill(formatter.messages().page_number, &[&page]), product];
        let title = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(SEPARATOR);
        self.badge.get() + &title
    }

    /// The filters and the state in words; empty without any.
    pub fn view_name(self) -> String {
        let messages = self.messages();
        let words = self.active_filters().into_iter().map(|(param, value)| match param {
            Param::StateId | Param::Message => value,
            _ => messages::fill(messages.filter, &[messages.param(param), &value]),
        });
        words.collect::<Vec<_>>().join(SEPARATOR)
    }
}

/// The person's rows per page.
fn own_limit() -> Option<u64> {
    storage::read(Area::Device, Key::Limit).and_then(|limit| whole_number(Param::Limit, &limit).ok())
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
            (Param::Message, _) => messages::fill(messages.quoted, &[text]),
            _ => text.to_owned(),
        };
        (param, value)
    })
    .collect()
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
