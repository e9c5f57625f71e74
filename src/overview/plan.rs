//! The counts of one overview: which of them are due, and whether their answers agree.

use super::{
    buckets::{Bucket, Buckets},
    count::Count,
    series::Series,
};
use crate::domain::{
    calendar::Calendar,
    query::Query,
    send_state::SendState,
    zone::{Moment, Zone},
};
use std::iter;

/// The number of states.
const STATES: usize = SendState::ALL.len();

/// The age, in seconds, up to which the beginning of a range counts as now. A range that begins then or later lies
/// ahead.
const ABOUT_NOW_S: i64 = 60;

/// The key of one count in an overview. The state is `None` for the sends of all states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountKey {
    /// The sends that match the filters.
    State(Option<SendState>),
    /// The sends in the span of equal length that ends where the range of dates begins.
    Previous(Option<SendState>),
    /// The sends in a node of the series over time, by the node's index. A node stands for a group of neighbouring
    /// buckets, see [`Series`].
    Time(Option<SendState>, usize),
}

/// The date by which sends are put into buckets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The time of creation.
    Created,
    /// The time of sending.
    Sent,
}

/// The numbers of sends by state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct States {
    /// The number of sends in all states.
    pub total: Count,
    /// The number of sends in each state, at the index of the state's id.
    pub states: [Count; STATES],
}

/// The reason why the states do not add up to the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// The gateway takes `state_id: "0"` for no filter.
    ZeroIgnored,
    /// The gateway ignores the filter of the state: each state has as many sends as there are in all.
    StateIgnored,
    /// The states together have fewer sends than there are in all, by a number: some sends have an undocumented state,
    /// or rows have moved.
    Fewer(u64),
    /// The states together have more sends than there are in all, by a number: rows have moved between the counts.
    More(u64),
}

impl States {
    fn get_mut(&mut self, state: Option<SendState>) -> Option<&mut Count> {
        match state {
            None => Some(&mut self.total),
            Some(state) => self.states.get_mut(usize::from(state.id())),
        }
    }

    /// Returns the count of a state.
    pub fn of(&self, state: SendState) -> &Count {
        self.states.get(usize::from(state.id())).unwrap_or(&Count::Unstated)
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut Count> {
        iter::once(&mut self.total).chain(&mut self.states)
    }

    fn all(&self) -> impl Iterator<Item = &Count> {
        iter::once(&self.total).chain(&self.states)
    }

    /// Returns the reason why the states do not add up to the total; `None` if they do, or if a count is not known.
    pub fn mismatch(&self) -> Option<Mismatch> {
        let total = self.total.known()?;
        let sum = self.states.iter().try_fold(0_u64, |sum, state| Some(sum.saturating_add(state.known()?)))?;
        let zero = self.of(SendState::Creating).known()?;
        match sum.checked_sub(total) {
            Some(0) => None,
            Some(_) if total > 0 && self.states.iter().all(|state| state.known() == Some(total)) => {
                Some(Mismatch::StateIgnored)
            }
            // Then the sends of other states are counted in both. Where nearly all are in state 0, they are few.
            Some(_) if total > 0 && zero >= total && (sum - zero).saturating_mul(2) >= total => {
                Some(Mismatch::ZeroIgnored)
            }
            Some(more) => Some(Mismatch::More(more)),
            None => Some(Mismatch::Fewer(total.saturating_sub(sum))),
        }
    }
}

/// The options on which the counts of an overview depend, beside its view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountOptions {
    /// The number of times that the view was refreshed. A refresh counts everything anew.
    pub refresh_count: u64,
    /// The length of time that the series covers if the filters have no range of dates, in seconds.
    pub span_s: i64,
    /// The calendar of the buckets.
    pub calendar: Calendar,
}

/// The view that an overview describes, with the options of its counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// The query whose filters are in force.
    pub query: Query,
    /// The instant that `now` means in the query.
    pub now: Moment,
    /// The instant at which the counts are begun.
    pub at: Moment,
    /// The options of the counts.
    pub options: CountOptions,
}

/// The counts of one overview, with their states: due, awaited or known.
#[derive(Clone, Debug, PartialEq)]
pub struct CountPlan {
    /// The view that the counts describe, and the options of the counts.
    pub scope: Scope,
    /// The query with instants for dates.
    instants: Query,
    /// The numbers of sends by state in the present range of dates, in contrast to [`Self::previous`].
    pub present: States,
    /// The span of the same length that ends where the range begins; `None` if the filters have no range, or one that
    /// begins with 1970.
    pub previous_span: Option<Bucket>,
    /// The numbers of sends by state in [`Self::previous_span`]; `None` if the person has not chosen to compare.
    pub previous: Option<States>,
    /// The date by which sends are put into buckets.
    pub by: By,
    /// True if the filters set the beginning of the range over time.
    pub has_range: bool,
    /// The buckets of the series over time.
    pub buckets: Buckets,
    /// The counts over time of the sends of all states.
    pub time: Series,
    /// The counts over time of each state, at the index of the state's id; `None` if the person has not chosen to see
    /// states over time.
    pub by_state: Option<Vec<Series>>,
}

impl CountPlan {
    /// Creates the plan of an overview. `instants` is the scope's query with instants for dates.
    pub fn new(scope: Scope, instants: Query, zone: &dyn Zone) -> Self {
        let (created, sent) = (instants.created_range(), instants.sent_range());
        let (by, (from, to)) =
            if created == (None, None) && sent != (None, None) { (By::Sent, sent) } else { (By::Created, created) };
        // The API counts from 1970 on.
        let previous_span = from.zip(to).filter(|(from, _)| from.0 > 0).map(|(from, to)| {
            let length = to.0.saturating_sub(from.0).saturating_add(1);
            Bucket { from: Moment(from.0.saturating_sub(length).max(0)), to: Moment(from.0 - 1) }
        });
        let CountOptions { span_s, calendar, .. } = scope.options;
        let end = match (from, to) {
            (_, Some(to)) => to,
            // Scheduled sends lie ahead.
            (Some(from), None) if from.0 > scope.now.0 - ABOUT_NOW_S => Moment(from.0 + span_s - 1),
            _ => scope.now,
        };
        let begin = Moment(from.map_or(end.0 - span_s + 1, |from| from.0).max(0));
        let buckets = Buckets::new(begin, end, calendar, zone);
        let time = Series::new(buckets.list.len());
        Self {
            scope,
            instants,
            present: States::default(),
            previous_span,
            previous: None,
            by,
            has_range: from.is_some(),
            buckets,
            time,
            by_state: None,
        }
    }

    /// Returns whether a query has the plan's dates. It must have the scope's filters, with instants for dates as of
    /// `now`. Each end has then moved along with the clock since the scope's `now`, like that of `now-7d`, or not at
    /// all. A rounded end, like that of `now/d`, moves otherwise when its day is over.
    pub fn has_dates_of(&self, instants: &Query, now: Moment) -> bool {
        let ranges = |query: &Query| [query.created_range(), query.sent_range()];
        let passed_s = now.0 - self.scope.now.0;
        let moved_by =
            |before: Option<Moment>, now: Option<Moment>| before.zip(now).map(|(before, now)| now.0 - before.0);
        ranges(&self.instants).into_iter().zip(ranges(instants)).all(|(before, now)| {
            [moved_by(before.0, now.0), moved_by(before.1, now.1)]
                .into_iter()
                .flatten()
                .all(|by| by == 0 || by == passed_s)
        })
    }

    /// Adds the counts by state in [`Self::previous_span`] if `is_wanted`, and removes them otherwise. Does nothing if
    /// there is no such span.
    pub fn compare(&mut self, is_wanted: bool) {
        if !is_wanted {
            self.previous = None;
        } else if self.previous.is_none() && self.previous_span.is_some() {
            self.previous = Some(States::default());
        }
    }

    /// Adds the series of each state if `is_wanted`, and removes them otherwise. There are none if the filters have a
    /// state.
    pub fn stack(&mut self, is_wanted: bool) {
        if !is_wanted || self.scope.query.filters().state_id.is_some() {
            self.by_state = None;
        } else if self.by_state.is_none() {
            self.by_state = Some(vec![Series::new(self.buckets.list.len()); STATES]);
        }
    }

    /// Returns the counts that are due, each with its query, and marks them as sent. With `time_first`, the counts over
    /// time come before those by state.
    pub fn due(&mut self, time_first: bool) -> Vec<(CountKey, Query)> {
        let states = |states: &States, key: fn(Option<SendState>) -> CountKey| {
            let all = iter::once(None).chain(SendState::ALL.map(Some));
            all.zip(states.all()).filter(|(_, count)| **count == Count::Open).map(|(state, _)| key(state)).collect()
        };
        let mut due: Vec<CountKey> = states(&self.present, CountKey::State);
        let time = self.time.due().into_iter().map(|node| CountKey::Time(None, node));
        if time_first {
            due.splice(0..0, time);
        } else {
            due.extend(time);
        }
        if let Some(before) = &self.previous {
            let before: Vec<CountKey> = states(before, CountKey::Previous);
            due.extend(before);
        }
        // The series of the states wait for the series of all sends, which shows the empty groups.
        if self.time.due().is_empty() {
            self.skip_empty();
            for (state, series) in SendState::ALL.into_iter().zip(self.by_state.iter().flatten()) {
                due.extend(series.due().into_iter().map(|node| CountKey::Time(Some(state), node)));
            }
        }
        for key in &due {
            self.set(*key, Count::Awaited);
        }
        due.into_iter().filter_map(|key| Some((key, self.query(key)?))).collect()
    }

    /// Sets the counts of each state to zero in the buckets that have no sends at all.
    fn skip_empty(&mut self) {
        for series in self.by_state.iter_mut().flatten() {
            let empty: Vec<usize> = series.due().into_iter().filter(|node| self.time.is_empty(*node)).collect();
            for node in empty {
                series.set(node, Count::Known(0));
            }
        }
    }

    /// Sets a count: its answer, or that it is awaited.
    pub fn set(&mut self, key: CountKey, count: Count) {
        let slot = match key {
            CountKey::State(state) => self.present.get_mut(state),
            CountKey::Previous(state) => self.previous.as_mut().and_then(|before| before.get_mut(state)),
            CountKey::Time(None, node) => return self.time.set(node, count),
            CountKey::Time(Some(state), node) => {
                let series = self.by_state.as_mut().and_then(|all| all.get_mut(usize::from(state.id())));
                return series.into_iter().for_each(|series| series.set(node, count.clone()));
            }
        };
        if let Some(slot) = slot {
            *slot = count;
        }
    }

    /// Makes counts due again, see [`Count::reopen`].
    pub fn reopen(&mut self, failed: bool) {
        let states = self.present.all_mut().chain(self.previous.iter_mut().flat_map(States::all_mut));
        states.for_each(|count| count.reopen(failed));
        iter::once(&mut self.time).chain(self.by_state.iter_mut().flatten()).for_each(|series| series.reopen(failed));
    }

    /// Returns the query of a count, with instants for dates.
    fn query(&self, key: CountKey) -> Option<Query> {
        let query = &self.instants;
        Some(match key {
            CountKey::State(state) => query.with_state(state),
            CountKey::Previous(state) => self.within(&query.with_state(state), self.previous_span?),
            CountKey::Time(state, node) => {
                let range = self.buckets.range(self.time.buckets(node))?;
                let query = self.within(query, range);
                state.map_or_else(|| query.clone(), |state| query.with_state(Some(state)))
            }
        })
    }

    /// Returns a query with another range of the dates of the buckets.
    fn within(&self, query: &Query, Bucket { from, to }: Bucket) -> Query {
        match self.by {
            By::Created => query.created_within(Some(from.0), to.0),
            By::Sent => query.sent_within(from.0, to.0),
        }
    }

    /// Returns the scope's query with the range of dates that the neighbouring buckets with the given indices cover,
    /// and with all other filters unchanged; `None` if there are no such buckets.
    pub fn view_of(&self, indices: std::ops::Range<usize>) -> Option<Query> {
        Some(self.within(&self.scope.query, self.buckets.range(indices)?))
    }

    /// Returns all counts of the overview.
    pub fn counts(&self) -> impl Iterator<Item = &Count> {
        let states = self.present.all().chain(self.previous.iter().flat_map(States::all));
        let series = iter::once(&self.time).chain(self.by_state.iter().flatten()).flat_map(Series::counts);
        states.chain(series)
    }

    /// Returns the number of sends that are dated after the last bucket, as the range has a beginning and no end;
    /// `None` if there are none, or if a count is not known.
    pub fn after_last(&self) -> Option<u64> {
        let (created, sent) = (self.instants.created_range(), self.instants.sent_range());
        let (_, to) = if self.by == By::Sent { sent } else { created };
        let all = match self.scope.query.filters().state_id {
            Some(state) => self.present.of(state),
            None => &self.present.total,
        };
        let after = all.known()?.checked_sub(self.time.total().known()?)?;
        (self.has_range && to.is_none() && after > 0).then_some(after)
    }

    /// Returns the number of counts that have an answer or have failed, and the number of those that were sent.
    pub fn progress(&self) -> (usize, usize) {
        progress(self.counts())
    }
}

/// Returns the number of counts that have an answer or have failed, and the number of those that were sent.
pub fn progress<'a>(counts: impl Iterator<Item = &'a Count>) -> (usize, usize) {
    counts.fold((0, 0), |(done, sent), count| match count {
        Count::Open => (done, sent),
        Count::Awaited => (done, sent + 1),
        _ => (done + 1, sent + 1),
    })
}
