//! The first part of the page, which shows the first rows without the framework.
//!
//! It reads the stored preferences and the address, requests the view of the address, and shows the rows in the static
//! frame. The app is loaded meanwhile. All state is handed over to the app as one [`Start`]: once the rows are painted,
//! or, if the answer is slow, while it is still awaited.

use crate::{
    address::{Codec, Section},
    browser::{
        address_bar,
        clock::{self, BrowserZone},
        document::{self, NotLoaded},
        frame::{Frame, Room, Slot},
        storage,
        window::{self, Listeners},
    },
    domain::{
        column::Columns,
        config::ConfigError,
        draft::Context,
        locale::Locale,
        page::Page,
        param::Param,
        preferences::Preference,
        zone::{Moment, Zone},
    },
    gateway::{
        client::{self, Answer, Cancel, Early},
        fault::Fault,
        reply, request,
    },
    i18n::Formatter,
    requests::{Snapshot, scheduler::Request},
    start::{
        deployment::{self, Deployment},
        preferences::StoredPreferences,
        session::{Session, sign_outs},
        view::{self, View},
    },
    table::{Content, Table},
};
use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::{Pin, pin},
    rc::Rc,
    sync::Arc,
    task::Poll,
};

/// The time for which an answer may hold back the app, in milliseconds. After it, the app is shown without the answer.
const MAX_APP_DELAY_MS: u32 = 300;

/// The time after which the app counts as missing, in milliseconds.
const APP_TIMEOUT_MS: u32 = 25_000;

/// The wait for the answer to an early request that may have arrived already, in milliseconds.
const EARLY_MS: u32 = 30;

/// A future on the page's only thread.
pub type Task<T> = Pin<Box<dyn Future<Output = T>>>;

/// The function that mounts the app in the frame and hands over the state.
pub type Run = fn(Frame, Start);

/// The function that loads the app; `None` if it can't be loaded.
pub type Load = fn() -> Task<Option<Run>>;

/// The state with which the page starts, handed over to the app.
pub struct Start {
    /// The preferences that the device stores.
    pub stored: StoredPreferences,
    /// The language of the page.
    pub locale: Locale,
    /// The view of the address and the request for its rows; an error if `config.json` can't be used.
    pub opened: Result<Opened, ConfigError>,
    /// The table with the first rows, or with placeholders for them; `None` if no rows were requested, or the session
    /// has ended in another tab.
    pub table: Option<Table>,
}

/// The view that the address opens, with the deployment's configuration and the request for the rows.
pub struct Opened {
    /// The deployment's configuration.
    pub deployment: Deployment<BrowserZone>,
    /// The query string of the page's address that was read, with its question mark.
    pub address: String,
    /// The view of the address.
    pub view: View,
    /// The request for the view, with its answer; `None` without a session, or if a value of the address can't be used.
    pub first_request: Option<FirstRequest>,
}

/// The page's first request, with its session and its answer.
pub struct FirstRequest {
    /// The session in which the request was sent.
    pub session: Session,
    /// The request that was sent.
    pub request: Arc<Request>,
    /// The handle that aborts the request.
    pub cancel: Cancel,
    /// True if `boot.js` has sent the request.
    pub is_early: bool,
    /// The answer, or the task that awaits it.
    pub answer: FirstAnswer,
}

/// The answer to the first request.
pub enum FirstAnswer {
    /// The answer is a page, and its rows are shown.
    Shown(Arc<Snapshot>),
    /// The answer is awaited, or was no page of rows. The task returns the answer, or `None` if the request was
    /// aborted.
    Awaited(Task<Option<Arrived>>),
}

/// The outcome of a request, and the instant of its arrival.
pub struct Arrived {
    /// The page, or the reason why there is none.
    pub outcome: Outcome,
    /// The instant at which the answer arrived.
    pub at: Moment,
}

/// The outcome of a request: a page, another answer, or no answer.
pub enum Outcome {
    /// A page of rows.
    Page(Page),
    /// An answer that is not a page, not yet interpreted.
    Other(Answer),
    /// A failure without an answer.
    Fault(Fault),
}

/// Sends a request and reads its answer. A request that `boot.js` has sent already, `early`, is not sent again. Returns
/// `None` if the request was aborted.
pub async fn send(
    session: &Session,
    request: &Request,
    cancel: &Cancel,
    timeout_ms: u32,
    early: Option<Early>,
) -> Option<Arrived> {
    let answer = client::post(&session.base_url, &session.token, &request.body, cancel, timeout_ms, early).await?;
    let outcome = match answer {
        Err(fault) => Outcome::Fault(fault),
        Ok(answer) => {
            let page = answer.text.as_deref().ok().and_then(|text| reply::page(answer.status, text, &request.query));
            page.map_or(Outcome::Other(answer), Outcome::Page)
        }
    };
    Some(Arrived { outcome, at: clock::now() })
}

/// Runs the first part: shows the first rows, and hands over to the app, which `load` loads.
pub async fn run(load: Load) {
    let answer = client::config().await;
    let early = Early::take();
    let config = deployment::config(answer.as_ref().map(|answer| (answer.status, answer.text.as_deref().ok())));
    let deployment = config.and_then(|config| Deployment::new(config, BrowserZone::new));
    let stored = StoredPreferences::read(&storage::read);
    let locale = stored.language(deployment.as_ref().ok().map(|deployment| &deployment.config), document::languages);
    document::set_locale(locale);
    document::set_looks(stored.preferences);
    let Some(frame) = Frame::find() else { return };
    let mut app = AppLoading::Under(load());
    let mut opened = deployment.map(|deployment| open(deployment, &stored, locale, early));
    let room = opened.as_ref().map_or_else(|_| Room::default(), |opened| room(opened, &stored));
    frame.set_room(room);
    let table = Rc::new(RefCell::new(None));
    let mut is_ended = false;
    // Held until the app itself follows sign-outs.
    let _sign_outs = opened.as_ref().ok().and_then(|opened| follow_sign_out(opened, &frame, &table));
    if let Ok(Opened { deployment, first_request: Some(first_request), .. }) = &mut opened {
        frame.show();
        let formatter = Formatter::new(locale, deployment.config.calendar).with_preferences(stored.preferences);
        let show = |shown: Option<&Arc<Snapshot>>, awaited: u64, session: &Session, request: &Request| {
            render(&table, (shown, awaited), (session, request), deployment, formatter, &stored);
        };
        let FirstRequest { session, request, answer, cancel, is_early } = first_request;
        // Slow work is done while the answer is on its way, in tasks of its own: creating the table, measuring its
        // widths with placeholder rows, and the first look-up in the time zone. The answer to an early request that is
        // here already is read first.
        let is_placed = Cell::new(false);
        let meanwhile = async {
            if !*is_early {
                clock::next_task().await;
            }
            *table.borrow_mut() = frame.slot(Slot::Table).and_then(|slot| Table::new(&slot));
            if *is_early {
                clock::wait(EARLY_MS).await;
            } else {
                clock::next_task().await;
            }
            // The header stands in this font from then on, and its columns have the room for it.
            document::settle_font();
            is_placed.set(true);
            show(None, request.query.limit(), session, request);
            clock::next_task().await;
            deployment.shown_zone(formatter).offset_at(request.now);
        };
        let arrived = first_answer(answer, &mut app, &table, meanwhile).await;
        if !is_placed.get() {
            document::settle_font();
        }
        // If the session has ended meanwhile, the request was aborted.
        is_ended = arrived.is_none() && cancel.is_cancelled();
        if let Some(arrived) = arrived {
            *answer = match arrived {
                Arrived { outcome: Outcome::Page(page), at } => {
                    let shown = Arc::new(Snapshot::new(request, page, at));
                    // First the rows within the window, then the others.
                    for _ in 0..2 {
                        show(Some(&shown), 0, session, request);
                        if let Some(slot) = frame.slot(Slot::Table) {
                            clock::painted(&slot).await;
                        }
                        table.borrow_mut().iter_mut().for_each(Table::want_all);
                    }
                    FirstAnswer::Shown(shown)
                }
                other => {
                    // The app shows the failure in place of rows.
                    show(None, 0, session, request);
                    FirstAnswer::Awaited(Box::pin(std::future::ready(Some(other))))
                }
            };
        }
    }
    if is_ended && let Ok(opened) = &mut opened {
        opened.first_request = None;
    }
    let settle = || {
        frame.show();
        table.borrow_mut().iter_mut().for_each(Table::settle);
    };
    let run = app.get(load, &settle).await;
    if table.borrow().is_none() {
        document::settle_font();
    }
    run(frame, Start { stored, locale, opened, table: table.take() });
}

/// The table; `None` before it is created, and after the session has ended in another tab.
type FirstTable = Rc<RefCell<Option<Table>>>;

/// Renders the rows of an answer, or placeholders for `awaited` rows. Does nothing if the session has ended.
fn render(
    table: &FirstTable,
    (shown, awaited): (Option<&Arc<Snapshot>>, u64),
    (session, request): (&Session, &Request),
    deployment: &Deployment<BrowserZone>,
    formatter: Formatter,
    stored: &StoredPreferences,
) {
    let is_connected = Session::read(&storage::read, &deployment.config).as_ref() == Some(session);
    if let (Some(table), true) = (&mut *table.borrow_mut(), is_connected) {
        table.render(&Content {
            shown,
            formatter,
            columns: &Columns::parse(&stored.columns),
            deployment,
            codec: codec(deployment, stored, request.now),
            watched: None,
            selected: &[],
            notes: &[],
            awaited,
            // The table stays busy until the app renders it: the toolbar and pager that belong to the rows are not
            // there yet.
            is_busy: awaited > 0 || shown.is_some(),
            is_live: false,
        });
    }
}

/// Returns the codec of addresses.
fn codec<'a>(deployment: &'a Deployment<BrowserZone>, stored: &StoredPreferences, now: Moment) -> Codec<'a> {
    Codec {
        context: Context { default_limit: deployment.config.page_limit, clock: deployment.clock(now) },
        own_limit: stored.own_limit,
        has_start_view: stored.start_view.is_some(),
        section: Section::of_address(&address_bar::query()),
    }
}

/// Removes the rows and aborts the request if the session ends in another tab before the app is there.
fn follow_sign_out(opened: &Opened, frame: &Frame, table: &FirstTable) -> Option<Listeners> {
    let cancel = opened.first_request.as_ref()?.cancel.clone();
    let slot = frame.slot(Slot::Table)?;
    let table = Rc::clone(table);
    let before = sign_outs(&storage::read);
    Some(storage::on_change(move || {
        if sign_outs(&storage::read) != before {
            cancel.cancel();
            table.take();
            slot.set_inner_html("");
        }
    }))
}

/// Returns the view of the page's address, with the request for it. The request is sent when its answer is first
/// awaited, unless `early` has the same endpoint, token and body: then its answer is awaited. An early request that
/// differs is aborted.
pub fn open(
    deployment: Deployment<BrowserZone>,
    stored: &StoredPreferences,
    locale: Locale,
    early: Option<Early>,
) -> Opened {
    let address = address_bar::query();
    let now = clock::now();
    let codec = codec(&deployment, stored, now);
    let draft = view::draft(codec, &address, stored.start_view.as_deref());
    let formatter = Formatter::new(locale, deployment.config.calendar).with_preferences(stored.preferences);
    let checked = draft.check(codec.context);
    let view = View::new(codec, formatter, draft, checked);
    let session = Session::read(&storage::read, &deployment.config);
    let first_request = session.zip(view.query.as_ref()).map(|(session, query)| {
        let body = request::body(query, deployment.clock(now));
        let request = Arc::new(Request { query: query.clone(), body, now });
        let mut early = early.filter(|early| early.is(&session.base_url, &session.token, &request.body));
        let cancel = early.as_mut().map_or_else(Cancel::new, Early::take_over);
        let is_early = early.is_some();
        let timeout_ms = deployment.config.request_timeout.saturating_mul(1000);
        let answer = {
            let (session, request, cancel) = (session.clone(), Arc::clone(&request), cancel.clone());
            async move { send(&session, &request, &cancel, timeout_ms, early).await }
        };
        FirstRequest { session, request, cancel, is_early, answer: FirstAnswer::Awaited(Box::pin(answer)) }
    });
    Opened { deployment, address, view, first_request }
}

/// Returns the parts of the layout that the views of a report need.
fn room(opened: &Opened, stored: &StoredPreferences) -> Room {
    let is_set = |is_wanted: fn(Param) -> bool| {
        Param::ALL.into_iter().any(|param| is_wanted(param) && !opened.view.typed.get(param).is_empty())
    };
    let filtered = opened.view.query.is_some() && is_set(Param::is_filter);
    let report = Session::read(&storage::read, &opened.deployment.config).is_some();
    let overview = stored.preferences.is_set(Preference::Overview) || Section::of_address(&opened.address).is_some();
    Room { report, filtered, dated: is_set(Param::is_date), overview, ..Room::default() }
}

/// The loading of the app.
enum AppLoading {
    Under(Task<Option<Run>>),
    Done(Option<Run>),
}

impl AppLoading {
    /// Returns the app once it is loaded. If it can't be loaded, or not in time, shows a notice whose button loads it
    /// again, and the whole page the second time: another release may have replaced this one, and of a file that never
    /// ends no second request is sent. `settle` is called before the notice is shown, as no request is in flight then.
    async fn get(self, load: Load, settle: &dyn Fn()) -> Run {
        let mut task = match self {
            Self::Under(task) => task,
            Self::Done(run) => Box::pin(std::future::ready(run)),
        };
        let mut is_asked_again = false;
        loop {
            let in_time = either(task.as_mut(), pin!(clock::wait(APP_TIMEOUT_MS))).await;
            if let Some(Some(run)) = in_time {
                return run;
            }
            settle();
            let not_loaded = NotLoaded::show(is_asked_again);
            // The app may still arrive late.
            let late = match in_time {
                None => either(task.as_mut(), pin!(not_loaded.clicked())).await,
                failed => failed,
            };
            match late {
                Some(Some(run)) => return run,
                Some(None) => not_loaded.clicked().await,
                None => {}
            }
            if is_asked_again && window::is_online() {
                document::reload();
            }
            is_asked_again = true;
            task = load();
        }
    }
}

/// Returns the result of the first future, or `None` if the second one is ready before it.
pub async fn either<T>(
    mut first: Pin<&mut dyn Future<Output = T>>,
    mut second: Pin<&mut dyn Future<Output = ()>>,
) -> Option<T> {
    poll_fn(|context| match (first.as_mut().poll(context), second.as_mut().poll(context)) {
        (Poll::Ready(result), _) => Poll::Ready(Some(result)),
        (Poll::Pending, Poll::Ready(())) => Poll::Ready(None),
        (Poll::Pending, Poll::Pending) => Poll::Pending,
    })
    .await
}

/// Returns the answer to the first request. Returns `None` if the app is loaded and the answer has taken longer than
/// [`MAX_APP_DELAY_MS`].
///
/// `meanwhile` starts after the request is sent, and creates the table. No answer is returned before the table is
/// there.
async fn first_answer(
    answer: &mut FirstAnswer,
    app: &mut AppLoading,
    table: &FirstTable,
    meanwhile: impl Future<Output = ()>,
) -> Option<Arrived> {
    let FirstAnswer::Awaited(answer) = answer else { return None };
    let (mut delay, mut meanwhile) = (pin!(clock::wait(MAX_APP_DELAY_MS)), pin!(meanwhile));
    let (mut may_wait, mut is_here, mut is_done, mut arrived) = (true, false, false, None);
    poll_fn(|context| {
        if !is_here && let Poll::Ready(answer) = answer.as_mut().poll(context) {
            (is_here, arrived) = (true, answer);
        }
        may_wait = may_wait && delay.as_mut().poll(context).is_pending();
        if let AppLoading::Under(task) = app
            && let Poll::Ready(run) = task.as_mut().poll(context)
        {
            *app = AppLoading::Done(run);
        }
        let has_table = table.borrow().is_some();
        if !(is_done || is_here && has_table) {
            is_done = meanwhile.as_mut().poll(context).is_ready();
        }
        let is_prepared = is_done || table.borrow().is_some();
        match app {
            _ if !is_prepared => Poll::Pending,
            _ if is_here => Poll::Ready(arrived.take()),
            AppLoading::Done(Some(_)) if !may_wait => Poll::Ready(None),
            _ => Poll::Pending,
        }
    })
    .await
}
