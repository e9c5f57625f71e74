//! Counts sends by state and over time for the overview, and the sends that need attention.
//!
//! The page may call the methods of `impl Report` at any time; [`Overview`] is in the export part. Counts are asked for
//! once the view is answered, while the overview is open and the page is visible.

mod watch;

use super::{CountGroup, Report, follow, keep_until_cleanup, preferences::store, subscription::track};
use crate::{
    address::Section,
    browser::{clock, document},
    domain::{
        date_filter::DateFilter,
        date_math::Clock,
        draft::Context,
        param::Param,
        preferences::{Preference, Preferences},
        query::{Filters, Query},
        zone::Moment,
    },
    gateway::fault::Fault,
    overview::{
        attention::{Attention, Need},
        count::Count,
        plan::{By, CountOptions, CountPlan, Scope, progress},
    },
    requests::{RemoteData, Snapshot},
};
use leptos::{prelude::*, reactive::graph::ToAnySource};
use std::{ops::Range, sync::Arc};

/// The age up to which the counts of an earlier view are used again, in seconds.
const KEPT_S: i64 = 60;

/// The most earlier views whose counts are kept.
const MAX_LEFT: usize = 10;

/// The age up to which the total of the view's answer is used instead of a count, in seconds.
const FRESH_S: i64 = 5;

/// The lengths of time that the chart over time offers, in seconds.
pub const SPANS_S: [i64; 4] = [86_400, 7 * 86_400, 30 * 86_400, 365 * 86_400];

/// The numbers of past days among which the sends that need attention are counted.
const DAYS: [u64; 3] = [1, 7, 30];

/// The state of the overview: open or closed, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OverviewSwitch {
    /// True if the person's preference is an open overview.
    pub is_preferred: bool,
    /// The section of the overview that the address opens; `None` if the address does not open the overview.
    pub section: Option<Section>,
    /// True if the person has asked for counts since the page was loaded: they are then sent even if the browser saves
    /// data.
    pub is_requested: bool,
}

impl OverviewSwitch {
    /// Returns the switch of a page that opens with the given address.
    pub(super) fn new(address: &str, preferences: Preferences) -> Self {
        let is_preferred = preferences.is_set(Preference::Overview);
        Self { is_preferred, section: Section::of_address(address), is_requested: false }
    }
}

impl Report {
    /// Returns whether the overview is open.
    pub fn has_overview(self) -> bool {
        self.overview.with(|own| own.is_preferred || own.section.is_some())
    }

    /// Returns the section of the overview that the address opens; `None` if the address does not open the overview.
    pub fn overview_section(self) -> Option<Section> {
        self.overview.with(|own| own.section)
    }

    /// Opens the overview, or closes it, and stores the choice.
    pub fn toggle_overview(self) {
        let is_to_open = !untrack(|| self.has_overview());
        let was_in_address = self.overview.with_untracked(|own| own.section.is_some());
        // Nothing else on the page depends on the preference, so nothing is notified.
        self.preferences.maybe_update(|own| {
            let preferences = Preferences(*own).with(Preference::Overview, if is_to_open { "on" } else { "off" });
            store(preferences);
            *own = preferences.0;
            false
        });
        self.overview.set(OverviewSwitch { is_preferred: is_to_open, section: None, is_requested: is_to_open });
        if was_in_address {
            self.write_again();
        }
    }
}

/// The person's choices in the overview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The index of the chosen length of time in [`SPANS_S`].
    pub span: usize,
    /// The index of the chosen number of days in [`DAYS`].
    pub days: usize,
    /// True if the equal span before the range is counted too.
    pub compares: bool,
    /// True if the chart over time shows each state.
    pub stacks: bool,
}

/// The overview of the page. It is a handle: copies share the same state.
#[derive(Clone, Copy)]
pub struct Overview {
    report: Report,
    plan: RwSignal<Option<CountPlan>>,
    attention: RwSignal<Option<Attention>>,
    /// The number of refreshes after which the sends that need attention were counted last.
    attention_refresh_count: StoredValue<u64>,
    options: RwSignal<Options>,
    is_stopped: RwSignal<bool>,
    /// The time at which the person has stopped the counting last; `None` before the first time.
    stopped_at: StoredValue<Option<Moment>>,
    is_watching: RwSignal<bool>,
    /// True while the page is hidden.
    is_hidden: RwSignal<bool>,
    group: StoredValue<CountGroup, LocalStorage>,
    /// The counts of the sends that need attention.
    need_group: StoredValue<CountGroup, LocalStorage>,
    is_sending: StoredValue<bool>,
    /// The plans of earlier views, the one that was left last at the end.
    left: StoredValue<Vec<CountPlan>>,
    /// The time at which the overview was closed last; `None` while it is open.
    closed_at: StoredValue<Option<Moment>>,
    /// The number of times that the watch was started or ended. A running watch stops when it changes.
    watch_generation: StoredValue<u64>,
}

impl Overview {
    /// Creates the overview of a report, which counts while it is open.
    pub fn new(report: Report) -> Self {
        let own = Self {
            report,
            plan: RwSignal::new(None),
            attention: RwSignal::new(None),
            attention_refresh_count: StoredValue::new(0),
            options: RwSignal::new(Options { span: 1, days: 1, compares: false, stacks: false }),
            is_stopped: RwSignal::new(false),
            stopped_at: StoredValue::new(None),
            is_watching: RwSignal::new(false),
            is_hidden: RwSignal::new(document::is_hidden()),
            group: StoredValue::new_local(CountGroup::new(report)),
            need_group: StoredValue::new_local(CountGroup::new(report)),
            is_sending: StoredValue::new(false),
            left: StoredValue::new(Vec::new()),
            closed_at: StoredValue::new(None),
            watch_generation: StoredValue::new(0),
        };
        keep_until_cleanup(document::on_visibility(move || own.is_hidden.set(document::is_hidden())));
        // Another session may be another account's. Its counts are begun after the former ones are gone.
        report.on_new_session(move || own.forget());
        follow(move || own.keep_in_step());
        follow(move || own.keep_title());
        own
    }

    /// Calls `look` with the plan, which has the counts for the filters in force or, while their first answer is
    /// awaited, for those of before, and returns its result; `None` before there are any.
    pub fn with_plan<T>(self, look: impl FnOnce(&CountPlan) -> T) -> Option<T> {
        track(self.plan.to_any_source());
        self.plan.with_untracked(|plan| plan.as_ref().map(look))
    }

    /// Returns whether the counts are those for the filters in force; false while those for earlier ones are shown.
    pub fn is_of_view(self) -> bool {
        self.plan.with(|plan| {
            plan.as_ref().is_none_or(|plan| {
                self.report
                    .query
                    .with(|query| query.as_ref().is_some_and(|query| query.filters() == plan.scope.query.filters()))
            })
        })
    }

    /// Calls `look` with the counts of what needs attention and returns its result; `None` before there are any.
    pub fn with_attention<T>(self, look: impl FnOnce(&Attention) -> T) -> Option<T> {
        track(self.attention.to_any_source());
        self.attention.with_untracked(|attention| attention.as_ref().map(look))
    }

    /// Returns the person's choices in the overview.
    pub fn options(self) -> Options {
        self.options.get()
    }

    /// Changes the person's choices in the overview.
    pub fn choose(self, change: impl FnOnce(&mut Options)) {
        self.options.update(change);
    }

    /// Returns the number of counts that have an answer or have failed, and the number of those that were sent.
    pub fn progress(self) -> (usize, usize) {
        let (done, sent) = self.with_plan(CountPlan::progress).unwrap_or_default();
        let attention = self.with_attention(|attention| progress(attention.counts.iter())).unwrap_or_default();
        (done + attention.0, sent + attention.1)
    }

    /// Returns whether the person has stopped the counting.
    pub fn is_stopped(self) -> bool {
        self.is_stopped.get()
    }

    /// Returns whether counts wait until the person asks for them, because the browser saves data.
    pub fn saves_data(self) -> bool {
        !self.report.overview.with(|own| own.is_requested) && document::saves_data()
    }

    /// Returns a fault with which a count has failed; `None` if none has.
    pub fn fault(self) -> Option<Arc<Fault>> {
        let failed = |count: &Count| match count {
            Count::Failed(fault) => Some(Arc::clone(fault)),
            _ => None,
        };
        let of_plan = self.with_plan(|plan| plan.counts().find_map(failed)).flatten();
        of_plan.or_else(|| self.with_attention(|attention| attention.counts.iter().find_map(failed)).flatten())
    }

    /// Stops counting. The numbers that are known stay.
    pub fn stop(self) {
        self.is_stopped.set(true);
        self.stopped_at.set_value(Some(clock::now()));
        self.cancel();
    }

    /// Continues counting, and repeats the counts that have failed. If it was stopped longer than [`KEPT_S`] ago, all
    /// counts begin anew, as newer ones would not fit to those of before.
    pub fn go_on(self) {
        let stopped_at = self.stopped_at.get_value().filter(|_| self.is_stopped.get_untracked());
        self.is_stopped.set(false);
        self.report.overview.update(|own| own.is_requested = true);
        if stopped_at.is_some_and(|at| clock::now().0 - at.0 >= KEPT_S) {
            self.clear();
            untrack(|| self.keep_in_step());
        }
        self.reopen(true);
        self.send_due();
    }

    /// Returns the address of the report with the range of dates that the buckets with the given indices cover, for a
    /// link.
    pub fn href(self, buckets: Range<usize>) -> Option<String> {
        self.href_of(&self.with_plan(|plan| plan.view_of(buckets)).flatten()?)
    }

    /// Returns the address of the report of the sends with a need, for a link.
    pub fn href_of_need(self, need: Need) -> Option<String> {
        let (days, now) = self.with_attention(|attention| (attention.days, attention.now))?;
        self.href_of(&self.need(need, days, now)?)
    }

    /// Returns the address of the first page of a query, with as many rows as the present view has.
    fn href_of(self, query: &Query) -> Option<String> {
        let limit = self.report.query.with(|query| query.as_ref().map(Query::limit))?;
        Some(self.report.href_of(&query.first_page(limit)))
    }

    /// Opens the view with the range of dates that the buckets with the given indices cover.
    pub fn show(self, buckets: Range<usize>) {
        let range = self.plan.with_untracked(|plan| {
            let plan = plan.as_ref()?;
            Some((plan.by, plan.buckets.range(buckets)?))
        });
        if let Some((by, range)) = range {
            let params = match by {
                By::Created => [Param::CreateFromDate, Param::CreateToDate],
                By::Sent => [Param::SendFromDate, Param::SendToDate],
            };
            self.report.set_dates(params, [range.from, range.to].map(|at| Some(DateFilter::Second(at))));
        }
    }

    /// Brings the counts in line with the view, the switch, the options and the visibility of the page, and sends those
    /// that are due. While the page is hidden, or the gateway refuses the token, nothing is counted. It is called
    /// whenever one of these changes. The views call it before they are made, so that the first counts are in flight
    /// meanwhile.
    pub fn keep_in_step(self) {
        let report = self.report;
        let is_open = report.is_connected() && report.has_overview();
        let options = self.options.get();
        let formatter = report.formatter();
        let must_wait = self.is_hidden.get() || report.view.with(RemoteData::is_unauthorized);
        let refresh_count = report.refresh_count.get();
        report.overview.track();
        let filters = report.query.with(|query| query.as_ref().map(|query| query.filters().clone()));
        let shown = report.view.with(|view| view.answer().cloned());
        if !is_open {
            self.cancel();
            self.closed_at.update_value(|at| *at = at.or_else(|| Some(clock::now())));
            return;
        }
        self.forget_if_old();
        let span_s = SPANS_S.get(options.span).copied().unwrap_or_default();
        let count_options = CountOptions { refresh_count, span_s, calendar: formatter.calendar };
        let has_failed = report.view.with(|view| matches!(view, RemoteData::Failed(..)));
        let is_restored = !untrack(|| self.is_of_view()) && self.leave_for(filters.as_ref(), count_options, has_failed);
        if must_wait {
            return self.cancel();
        }
        let Some(shown) = shown.filter(|shown| Some(shown.query.filters()) == filters.as_ref()) else { return };
        let is_begun = self.plan.with_untracked(|plan| {
            plan.as_ref().is_some_and(|plan| {
                has_counts_of(&plan.scope, shown.query.filters(), count_options) && self.has_dates_of(plan, &shown)
            })
        });
        if !is_begun {
            self.begin(count_options, &shown);
        }
        self.plan.maybe_update(|plan| plan.as_mut().is_some_and(|plan| follow_options(plan, options)));
        self.follow_attention(refresh_count, &shown, is_begun && !is_restored);
        self.send_due();
    }

    /// Forgets all numbers if the overview was closed for longer than [`KEPT_S`] before it was opened again.
    fn forget_if_old(self) {
        let is_kept = self.closed_at.get_value().is_none_or(|at| clock::now().0 - at.0 < KEPT_S);
        self.closed_at.set_value(None);
        if !is_kept {
            self.clear();
        }
    }

    /// Removes all numbers.
    fn clear(self) {
        self.left.update_value(Vec::clear);
        self.plan.set(None);
        self.attention.set(None);
    }

    /// Ends the counts for other filters than those in force, which are `filters`. Their numbers stay, like the rows,
    /// until there are others or the request has failed. Returns whether there are others: those that were kept when
    /// these filters were left.
    fn leave_for(self, filters: Option<&Filters>, options: CountOptions, has_failed: bool) -> bool {
        self.cancel();
        let earlier = filters.and_then(|filters| self.take_left(filters, options));
        let is_restored = earlier.is_some();
        if is_restored || filters.is_none() || has_failed {
            self.is_stopped.set(false);
            self.leave();
            self.plan.set(earlier);
        }
        is_restored
    }

    /// Begins the counts of what needs attention anew, unless those that are known are of the same days and refresh.
    /// They may then be older than [`KEPT_S`] only if the counts of the view are the same as before, `is_same`.
    fn follow_attention(self, refresh_count: u64, shown: &Snapshot, is_same: bool) {
        let days = self.days();
        // An automatic refresh moves the view's `now` on, and is no reason to count anew.
        let is_present = |attention: &Attention| {
            attention.days == days
                && self.attention_refresh_count.get_value() == refresh_count
                && (is_same || shown.now.0 - attention.now.0 < KEPT_S)
        };
        if !self.attention.with_untracked(|own| own.as_ref().is_some_and(is_present)) {
            self.attention_refresh_count.set_value(refresh_count);
            // An answer for other days must not come in place of one for these.
            self.need_group.update_value(CountGroup::cancel);
            self.attention.set(Some(Attention::new(shown.now, days)));
        }
    }

    /// Returns whether the dates of the view that is shown mean for its rows what they mean in a plan with its filters.
    fn has_dates_of(self, plan: &CountPlan, shown: &Snapshot) -> bool {
        let instants = self.report.with_deployment(|deployment| shown.query.with_instants(deployment.clock(shown.now)));
        plan.has_dates_of(&instants, shown.now)
    }

    /// Begins the counts of the view that is shown, or continues those that were kept.
    fn begin(self, options: CountOptions, shown: &Snapshot) {
        self.cancel();
        // Another calendar, and dates that have moved on, are no reason to count again what was stopped.
        let is_wanted = self.plan.with_untracked(|plan| {
            plan.as_ref().is_none_or(|plan| {
                let options = CountOptions { calendar: plan.scope.options.calendar, ..options };
                !has_counts_of(&plan.scope, shown.query.filters(), options)
            })
        });
        if is_wanted {
            self.is_stopped.set(false);
        }
        self.leave();
        let left = self.take_left(shown.query.filters(), options).filter(|plan| self.has_dates_of(plan, shown));
        let plan = left.unwrap_or_else(|| {
            // The answer has just stated the total.
            if let Some(total) = shown.page.total.filter(|_| clock::now().0 - shown.at.0 <= FRESH_S) {
                self.report.know_count(&shown.query, shown.now, total);
            }
            let scope = Scope { query: shown.query.clone(), now: shown.now, at: clock::now(), options };
            self.report.with_deployment(|deployment| {
                let clock = deployment.clock(scope.now);
                let instants = scope.query.with_instants(clock);
                CountPlan::new(scope, instants, clock.zone)
            })
        });
        self.plan.set(Some(plan));
    }

    /// Removes and returns the plan of an earlier view with the filters, whose counts are younger than [`KEPT_S`].
    fn take_left(self, filters: &Filters, options: CountOptions) -> Option<CountPlan> {
        let mut taken = None;
        self.left.update_value(|left| {
            left.retain(is_young);
            let index = left.iter().position(|plan| has_counts_of(&plan.scope, filters, options));
            taken = index.map(|index| left.remove(index));
        });
        taken
    }

    /// Keeps the present plan for when its view comes back, and has no plan from then on.
    fn leave(self) {
        let plan = self.plan.try_update(Option::take).flatten();
        self.left.update_value(|left| {
            left.extend(plan);
            left.retain(is_young);
            if left.len() > MAX_LEFT {
                left.remove(0);
            }
        });
    }

    /// Sends all counts that are due. Counts that are answered at once make others due.
    fn send_due(self) {
        let is_blocked = self.is_stopped.get_untracked()
            || untrack(|| self.saves_data())
            || self.is_hidden.get_untracked()
            || self.report.view.with_untracked(RemoteData::is_unauthorized);
        if is_blocked || self.is_sending.get_value() || !untrack(|| self.report.has_overview()) {
            return;
        }
        self.is_sending.set_value(true);
        loop {
            let (mut due, mut now) = (Vec::new(), Moment(0));
            let time_first = self.report.overview.with_untracked(|own| own.section == Some(Section::Time));
            self.plan.maybe_update(|plan| {
                if let Some(plan) = plan {
                    (due, now) = (plan.due(time_first), plan.scope.now);
                }
                !due.is_empty()
            });
            for (key, query) in &due {
                let key = *key;
                self.count(self.group, query, now, move |count| {
                    self.plan.update(|plan| plan.iter_mut().for_each(|plan| plan.set(key, count.clone())));
                });
            }
            let needs = self.due_needs();
            if due.is_empty() && needs.is_empty() {
                break;
            }
            for (index, query, now) in needs {
                self.count(self.need_group, &query, now, move |count| {
                    self.attention.update(|own| {
                        let slot = own.as_mut().and_then(|own| own.counts.get_mut(index));
                        if let Some(slot) = slot {
                            slot.clone_from(&count);
                        }
                    });
                });
            }
        }
        self.is_sending.set_value(false);
    }

    /// Counts the rows that match a query, calls `take` with the count, and then sends the counts that are due.
    fn count(
        self,
        group: StoredValue<CountGroup, LocalStorage>,
        query: &Query,
        now: Moment,
        take: impl Fn(Count) + 'static,
    ) {
        group.update_value(|group| {
            group.count(query, now, move |total| {
                take(total.into());
                self.send_due();
            });
        });
    }

    /// Returns the due counts of sends that need attention, each with its index and its query, and marks them as sent.
    fn due_needs(self) -> Vec<(usize, Query, Moment)> {
        let mut due = Vec::new();
        self.attention.maybe_update(|own| {
            let Some(Attention { now, days, counts }) = own else { return false };
            for (index, (need, count)) in Need::ALL.into_iter().zip(counts).enumerate() {
                if *count == Count::Open
                    && let Some(query) = self.need(need, *days, *now)
                {
                    *count = Count::Awaited;
                    due.push((index, query, *now));
                }
            }
            !due.is_empty()
        });
        due
    }

    /// Returns the query of the sends with a need in the days before an instant.
    fn need(self, need: Need, days: u64, now: Moment) -> Option<Query> {
        self.report.with_codec(|codec| {
            let clock = Clock { now, ..codec.context.clock };
            need.query(days, Context { clock, ..codec.context })
        })
    }

    /// Cancels the counts that are not answered.
    fn cancel(self) {
        self.group.update_value(CountGroup::cancel);
        self.need_group.update_value(CountGroup::cancel);
        self.reopen(false);
    }

    /// Reopens counts, see [`Count::reopen`].
    fn reopen(self, failed: bool) {
        self.plan.update(|plan| plan.iter_mut().for_each(|plan| plan.reopen(failed)));
        self.attention.update(|own| {
            own.iter_mut().flat_map(|own| &mut own.counts).for_each(|count| count.reopen(failed));
        });
    }

    /// Removes all counts, as the session has changed or ended. A watch begins anew, or ends with the session.
    fn forget(self) {
        self.cancel();
        self.clear();
        self.is_stopped.set(false);
        let is_watching = self.is_watching.get_untracked() && untrack(|| self.report.is_connected());
        self.end_watch();
        if is_watching {
            self.start_watch();
        }
    }

    /// Returns the chosen number of past days in which the sends that need attention are counted.
    fn days(self) -> u64 {
        DAYS.get(self.options.get_untracked().days).copied().unwrap_or_default()
    }
}

/// Adds the counts that the options ask for to a plan, and removes those that they don't. Returns whether the plan has
/// changed.
fn follow_options(plan: &mut CountPlan, options: Options) -> bool {
    let before = (plan.previous.is_some(), plan.by_state.is_some());
    plan.compare(options.compares);
    plan.stack(options.stacks);
    (plan.previous.is_some(), plan.by_state.is_some()) != before
}

/// Returns whether a plan's counts are younger than [`KEPT_S`].
fn is_young(plan: &CountPlan) -> bool {
    clock::now().0 - plan.scope.at.0 < KEPT_S
}

/// Returns whether a scope has the filters and the options. An automatic refresh does not change them, but may change
/// what the dates mean, see [`Overview::has_dates_of`].
fn has_counts_of(scope: &Scope, filters: &Filters, options: CountOptions) -> bool {
    scope.options == options && scope.query.filters() == filters
}
