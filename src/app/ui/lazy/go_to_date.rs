//! The field *Go to date*, which opens the page with the rows of a date and moves the focus to them.

use super::{dialog::t_lazy, reading};
use crate::{
    app::{
        report::{CountGroup, Report, follow},
        ui::{
            dialog_state::DialogState,
            kit::{
                field_error::{FieldErrorLine, of_field},
                signals::{derived, true_or_absent},
            },
        },
    },
    browser::{
        clock::{self, once_drawn},
        document, focus,
    },
    domain::{
        date_filter::{DateFilter, DateFilterError},
        date_jump::{self, DateJump, RowPosition},
        date_math::today,
        draft::{FieldError, shown_date},
        query::Query,
        zone::Moment,
    },
    gateway::fault::Fault,
    i18n::{lazy::LazyMessages, long_dates},
    requests::RemoteData,
    table::dom,
};
use leptos::{ev::SubmitEvent, prelude::*};
use std::sync::Arc;

const ID: &str = "go-to-date";
const HINT: &str = "go-to-date-hint";

/// The reason why the rows of a date were not found.
#[derive(Clone, Copy)]
enum Error {
    Field(FieldError),
    Offline,
    Other(fn(&'static LazyMessages) -> &'static str),
}

/// The page that is being loaded, and the row to which the focus moves on it.
#[derive(Clone)]
struct Landing {
    query: Query,
    at: Moment,
    row: u64,
    /// True if the rows that were shown before are in order, the newest first.
    is_in_order: bool,
}

/// The state of a search.
struct Progress {
    counts: CountGroup,
    is_counting: bool,
    error: Option<Error>,
    landing: Option<Landing>,
    /// The query of the view in which the search was begun, or to which it has led.
    of: Option<Query>,
    /// The number of searches that were begun or ended. The answer to an earlier search is ignored.
    generation: u32,
}

/// The search for a date. It is a handle: copies share the same state.
#[derive(Clone, Copy)]
struct Jump {
    report: Report,
    dialogs: DialogState,
    progress: StoredValue<Progress, LocalStorage>,
    /// The number of changes of the progress.
    changes: RwSignal<u64>,
}

/// Renders the field *Go to date*, which starts a search on Enter.
pub fn go_to_date(report: Report, dialogs: DialogState) -> AnyView {
    let typed = RwSignal::new(String::new());
    let jump = Jump::new(report, dialogs);
    jump.follow();
    let sentence = move || {
        let formatter = report.formatter();
        jump.with(|progress| progress.error).map(|error| match error {
            Error::Field(error) => of_field(error, formatter),
            Error::Offline => formatter.messages().faults.offline.title.to_owned(),
            Error::Other(sentence) => sentence(formatter.lazy()).to_owned(),
        })
    };
    let error_text = FieldErrorLine::new(ID, Signal::derive(sentence));
    let typing = move |event| {
        if document::is_typed(&event, &typed.get_untracked()) {
            typed.set(event_target_value(&event));
            jump.stop();
        }
    };
    let go = move |event: SubmitEvent| {
        event.prevent_default();
        untrack(|| jump.begin(&typed.get()));
    };
    let example = derived(move || {
        let formatter = report.formatter();
        let today = report.with_deployment(|deployment| today(deployment.clock(report.now())));
        shown_date(DateFilter::Day(today), formatter.calendar, formatter.digits())
    });
    // A date without a time leads to its last second.
    let reading = derived(move || {
        let is_quiet = jump.with(|progress| progress.is_counting || progress.error.is_some());
        let at = typed.with(|text| instant(report, text, report.now())).ok().filter(|_| !is_quiet);
        at.map(|at| reading::in_words(report, at)).unwrap_or_default()
    });
    let looking = derived(move || {
        let is_counting = jump.with(|progress| progress.is_counting);
        if !is_counting {
            return String::new();
        }
        [report.formatter().lazy().looking, " ", &report.pause_note()].concat().trim_end().to_owned()
    });
    view! {
        <form class="go-to-date" on:submit=go novalidate>
            <label for=ID>{t_lazy(report, |text| text.go_to_date)}</label>
            <input
                type="text"
                id=ID
                dir="ltr"
                autocomplete="off"
                spellcheck="false"
                placeholder=example
                prop:value=typed
                on:input=typing
                aria-invalid=true_or_absent(error_text.is_there())
                aria-describedby=error_text.described_by(Some(HINT.to_owned()))
            />
            <p class="hint" id=HINT>{reading}</p>
            <p class="hint" aria-live="polite">{looking}</p>
            <div aria-live="polite">{error_text.view()}</div>
        </form>
    }
    .into_any()
}

impl Jump {
    fn new(report: Report, dialogs: DialogState) -> Self {
        let progress = Progress {
            counts: CountGroup::new(report),
            is_counting: false,
            error: None,
            landing: None,
            of: None,
            generation: 0,
        };
        Self { report, dialogs, progress: StoredValue::new_local(progress), changes: RwSignal::new(0) }
    }

    /// Calls `look` with the progress and returns its result. A reactive caller runs again after each change.
    fn with<T>(self, look: impl FnOnce(&Progress) -> T) -> T {
        self.changes.track();
        self.progress.with_value(look)
    }

    fn change(self, change: impl FnOnce(&mut Progress)) {
        self.progress.update_value(change);
        self.changes.update(|changes| *changes += 1);
    }

    /// Ends the search.
    fn stop(self) {
        self.change(|progress| {
            progress.generation = progress.generation.wrapping_add(1);
            progress.counts.cancel();
            progress.is_counting = false;
            progress.error = None;
            progress.landing = None;
        });
    }

    fn fail(self, error: Error) {
        self.stop();
        self.change(|progress| progress.error = Some(error));
    }

    /// Starts the search for the page of a date.
    fn begin(self, text: &str) {
        self.stop();
        if text.trim().is_empty() {
            return;
        }
        let report = self.report;
        let Some(query) = report.with_query(|query| Some(query?.clone())) else {
            return self.fail(Error::Other(|text| text.jump_unusable));
        };
        let now = report.now();
        let at = match instant(report, text, now) {
            Ok(at) => at,
            Err(error) => return self.fail(Error::Field(FieldError::Date(error))),
        };
        match report.with_deployment(|deployment| date_jump::jump(&query, at, deployment.clock(now))) {
            DateJump::First => self.land(&query, at, 0, Some(1)),
            DateJump::Last => self.count_all(query, at, now, u64::MAX),
            DateJump::Count(newer) => {
                let total = report.with_view(|view| view.shown().filter(|shown| shown.is_of(&query))?.page.total);
                self.count(&newer, now, move |newer| {
                    if date_jump::is_total_needed(newer, total) {
                        self.count_all(query, at, now, newer);
                    } else {
                        self.land(&query, at, newer, None);
                    }
                });
            }
        }
    }

    /// Counts all rows of the query, and then opens the page with the row after the `newer` newest ones.
    fn count_all(self, query: Query, at: Moment, now: Moment, newer: u64) {
        self.count(&query.clone(), now, move |total| self.land(&query, at, newer, Some(total)));
    }

    /// Counts the rows of a query, and calls `then` with the number.
    fn count(self, query: &Query, now: Moment, then: impl FnOnce(u64) + 'static) {
        let generation = self.progress.with_value(|progress| progress.generation);
        self.change(|progress| {
            progress.is_counting = true;
            progress.counts.count(query, now, move |total| {
                // An answer may be there at once, while the group is in use.
                once_drawn(move || {
                    if self.progress.try_with_value(|progress| progress.generation) == Some(generation) {
                        match total {
                            Ok(Some(total)) => then(total),
                            Ok(None) => self.fail(Error::Other(|text| text.no_total)),
                            Err(Fault::Offline) => self.fail(Error::Offline),
                            Err(_) => self.fail(Error::Other(|text| text.jump_failed)),
                        }
                    }
                });
            });
        });
    }

    /// Opens the page with the row after the `newer` newest ones. `total` is the number of all rows, if it is known.
    fn land(self, query: &Query, at: Moment, newer: u64, total: Option<u64>) {
        self.stop();
        let report = self.report;
        let shown = untrack(|| report.with_view(|view| view.shown().filter(|shown| shown.is_of(query)).cloned()));
        let per_page = shown.as_ref().map(|shown| shown.page.per_page).filter(|rows| *rows > 0);
        let RowPosition { page, row } = date_jump::position(newer, total, per_page.unwrap_or_else(|| query.limit()));
        let is_in_order = shown.is_none_or(|shown| date_jump::is_newest_first(&shown.page.rows));
        let query = query.at_page(page);
        let href = report.href_of(&query);
        self.change(|progress| {
            progress.of = Some(query.clone());
            progress.landing = Some(Landing { query, at, row, is_in_order });
        });
        report.open(&href);
    }

    /// Moves the focus to the row once its page is shown, unless it is in another field by then. Ends the search if the
    /// person opens another view.
    fn follow(self) {
        let report = self.report;
        // The counts of another session are dropped without a word.
        report.on_new_session(move || self.stop());
        follow(move || {
            let of = report.with_query(|query| Some(query?.clone()));
            if self.progress.with_value(|progress| progress.of != of) {
                untrack(|| self.stop());
                self.change(|progress| progress.of = of);
            }
        });
        follow(move || {
            let Some(landing) = self.with(|progress| progress.landing.clone()) else { return };
            if report.with_query(|query| query != Some(&landing.query)) {
                return self.stop();
            }
            let shown = report.with_view(|view| match view {
                RemoteData::Ready(shown) if shown.query == landing.query => Some(Arc::clone(shown)),
                _ => None,
            });
            let Some(shown) = shown else { return };
            self.stop();
            if !landing.is_in_order || !date_jump::is_newest_first(&shown.page.rows) {
                self.dialogs.set_status(untrack(|| report.formatter()).lazy().not_newest_first);
            }
            if let Some(row) = date_jump::row_on(&shown.page, landing.at, landing.row) {
                // Whoever fills in another field by now goes on there.
                let focus = move || {
                    if !focus::is_in_other_field(ID) {
                        focus::focus_in_row(dom::ROW, row, dom::DETAIL);
                    }
                };
                once_drawn(move || {
                    if untrack(|| report.has_all_rows()) {
                        focus();
                    } else {
                        clock::once_painted(move || once_drawn(focus));
                    }
                });
            }
        });
    }
}

/// Returns the instant that a typed date means: a day without a year is the latest one, as sends are in the past.
fn instant(report: Report, text: &str, now: Moment) -> Result<Moment, DateFilterError> {
    report.with_deployment(|deployment| {
        let clock = deployment.clock(now);
        let zone_name = &deployment.config.time_zone;
        long_dates::parse_past(text, zone_name, clock).map(|when| date_jump::instant(when, clock))
    })
}
