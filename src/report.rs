//! The report as reactive state: a small handle of signals, read by the views and changed through verbs.
//!
//! Invariants: a query in [`Report::query`] is what the address says; the address is written in one place; rows are
//! asked for because the query changed, never because something was drawn.

mod fields;
mod loader;
mod remote;
mod session;

pub use remote::{Remote, Shown};
pub use session::{AddressProblem, ConnectProblems, Session};

use crate::{
    address::Codec,
    browser::{
        address_bar::{self, Entry},
        clock::BrowserZone,
        document,
        storage::{self, Area, Key},
    },
    domain::{
        config::{Config, ConfigError, Expected, TIME_ZONE},
        draft::{Context, Draft, Problems, whole_number},
        field::Field,
        locale::Locale,
        query::Query,
    },
    i18n::{Style, messages},
};
use leptos::prelude::*;

/// What a deployment sets, and the zone by the browser's rules. Never changes while the page is open.
pub struct Settings {
    /// The deployment's file.
    pub config: Config,
    /// The report's time zone.
    pub zone: BrowserZone,
}

impl Settings {
    /// The settings of a file; an error that names the key where the browser does not know its time zone.
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        let zone = BrowserZone::new(&config.time_zone).ok_or(ConfigError::Key(TIME_ZONE, Expected::TimeZone))?;
        Ok(Self { config, zone })
    }
}

/// The language of the page, chosen by a person, the deployment or the browser, in this order.
#[derive(Clone, Copy)]
pub struct Language(RwSignal<Locale>);

impl Language {
    /// The language at the start, when the deployment's choice may not be known.
    pub fn start(config: Option<&Config>) -> Self {
        let own = storage::read(Area::Device, Key::Locale).and_then(|tag| Locale::from_tag(&tag));
        let locale = own.or(config.and_then(|config| config.locale)).unwrap_or_else(|| {
            let languages = document::languages();
            Locale::negotiate(languages.iter().map(String::as_str))
        });
        let language = Self(RwSignal::new(locale));
        follow(move || document::set_locale(language.get()));
        language
    }

    /// The present one.
    pub fn get(self) -> Locale {
        self.0.get()
    }

    /// What the other one calls itself.
    pub fn other_name(self) -> &'static str {
        match self.get().other() {
            Locale::Fa => "فارسی",
            Locale::En => "English",
        }
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
    /// How often somebody had signed out on this device when the session began.
    sign_outs: String,
}

/// The state of the page. A handle: copies are the same report.
#[derive(Clone, Copy)]
pub struct Report {
    settings: StoredValue<Settings, LocalStorage>,
    language: Language,
    /// What stands in the fields.
    typed: RwSignal<Draft>,
    problems: RwSignal<Problems>,
    query: RwSignal<Option<Query>>,
    session: RwSignal<Option<Session>>,
    memory: StoredValue<Memory>,
    view: RwSignal<Remote>,
    /// Counts how often the same was asked again.
    turn: RwSignal<u64>,
}

impl Report {
    /// The report that the address asks for. It follows the address, the other tabs and its own query from here on.
    pub fn start(settings: Settings, language: Language) -> Self {
        let own_limit =
            storage::read(Area::Device, Key::Limit).and_then(|limit| whole_number(Field::Limit, &limit).ok());
        let session = Session::read(&settings.config);
        let report = Self {
            settings: StoredValue::new_local(settings),
            language,
            typed: RwSignal::default(),
            problems: RwSignal::default(),
            query: RwSignal::new(None),
            session: RwSignal::new(session),
            memory: StoredValue::new(Memory { settled: Draft::default(), own_limit, sign_outs: session::sign_outs() }),
            view: RwSignal::new(Remote::Idle),
            turn: RwSignal::new(0),
        };
        report.open_address();
        address_bar::on_move(move || report.open_address());
        storage::on_change(move || report.follow_sign_out());
        loader::follow(report);
        follow(move || document::set_title(&report.title()));
        report
    }

    /// The language.
    pub fn language(self) -> Language {
        self.language
    }

    /// How values are written.
    pub fn style(self) -> Style {
        let calendar = self.settings.with_value(|settings| settings.config.calendar);
        Style::new(self.language.get(), calendar)
    }

    /// The sentences of the language.
    pub fn messages(self) -> &'static messages::Messages {
        self.style().messages()
    }

    /// Looks at the deployment's settings.
    pub fn with_settings<T>(self, look: impl FnOnce(&Settings) -> T) -> T {
        self.settings.with_value(look)
    }

    /// The deployment's name, or the product's.
    pub fn product(self) -> String {
        let title = self.with_settings(|settings| settings.config.title.clone());
        title.unwrap_or_else(|| self.messages().product.to_owned())
    }

    /// The host of the gateway that is asked.
    pub fn gateway_host(self) -> String {
        let host = self.session.with(|session| session.as_ref()?.base_url.host().map(str::to_owned));
        host.unwrap_or_else(address_bar::host)
    }

    /// What stands in the field of a parameter.
    pub fn typed(self, field: Field) -> Signal<String> {
        Signal::derive(move || self.typed.with(|typed| typed.get(field).to_owned()))
    }

    /// Looks at what can't be used.
    pub fn with_problems<T>(self, look: impl FnOnce(&Problems) -> T) -> T {
        self.problems.with(look)
    }

    /// Looks at what is asked; `None` while the address holds values that can't be used.
    pub fn with_query<T>(self, look: impl FnOnce(Option<&Query>) -> T) -> T {
        self.query.with(|query| look(query.as_ref()))
    }

    /// Looks at what has come of it.
    pub fn with_view<T>(self, look: impl FnOnce(&Remote) -> T) -> T {
        self.view.with(look)
    }

    /// The address of another page of this report, for a link.
    pub fn href(self, page: u64) -> Option<String> {
        let query = self.query.get()?;
        let address = self.with_codec(|codec| codec.format(&query.at_page(page)));
        // An empty reference would keep the present query (RFC 3986, section 5.2.2).
        Some(if address.is_empty() { "?".to_owned() } else { address })
    }

    /// Switches the language; dates in the fields are written anew.
    pub fn switch_language(self) {
        self.language.switch();
        let style = untrack(|| self.style());
        self.typed.update(|typed| typed.rewrite_dates(style.calendar, style.digits()));
    }

    /// Goes to a page.
    pub fn go_to(self, page: u64) {
        if let Some(query) = self.query.get_untracked() {
            self.go(query.at_page(page), Entry::Push);
        }
    }

    /// Asks the same once more.
    pub fn refresh(self) {
        self.turn.update(|turn| *turn += 1);
    }

    /// Takes over what the address says: at the start, and after Back and Forward.
    fn open_address(self) {
        let style = untrack(|| self.style());
        let address = address_bar::query();
        let draft = self.with_codec(|codec| codec.parse(&address));
        let canonical = match self.check(&draft) {
            Ok(query) => {
                self.typed.set(Draft::of(&query, style.calendar, style.digits()));
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
        };
        if canonical != address {
            address_bar::write(&canonical, Entry::Replace);
        }
    }

    /// Makes a query the present one: the only place that writes a new address.
    fn go(self, query: Query, entry: Entry) {
        address_bar::write(&self.with_codec(|codec| codec.format(&query)), entry);
        let canonical = Draft::canonical(&query);
        for field in [Field::Page, Field::Limit] {
            self.typed.update(|typed| typed.set(field, canonical.get(field)));
            self.memory.update_value(|memory| memory.settled.set(field, canonical.get(field)));
            self.problems.update(|problems| problems.remove(field));
        }
        self.query.set(Some(query));
    }

    fn check(self, draft: &Draft) -> Result<Query, Problems> {
        self.with_codec(|codec| draft.check(codec.context))
    }

    fn with_codec<T>(self, look: impl FnOnce(Codec) -> T) -> T {
        self.with_settings(|settings| {
            look(Codec {
                context: Context { default_limit: settings.config.page_limit, zone: &settings.zone },
                own_limit: self.memory.with_value(|memory| memory.own_limit),
            })
        })
    }

    /// Names the view: the filters, the state, the page, the product.
    fn title(self) -> String {
        let product = self.product();
        let (Some(query), true) = (self.query.get(), self.session.with(Option::is_some)) else {
            return product;
        };
        let style = self.style();
        let messages = style.messages();
        let shown = Draft::of(&query, style.calendar, style.digits());
        let mut parts: Vec<String> = Vec::new();
        for field in Field::ALL.into_iter().filter(|field| field.is_filter()) {
            let text = shown.get(field);
            match (field, query.filters().state_id) {
                _ if text.is_empty() => {}
                (Field::StateId, Some(state)) => parts.push(messages.state(state).to_owned()),
                (Field::Message, _) => parts.push(format!("«{text}»")),
                _ => parts.push(format!("{}: {text}", messages.field(field))),
            }
        }
        let page = style.digits().write(&query.page().to_string());
        parts.push(messages::fill(messages.page_number, &[&page]));
        parts.push(product);
        parts.join(" · ")
    }
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
