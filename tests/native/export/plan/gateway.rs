//! A simulated gateway whose rows, order and faults a test sets, and an export that reads it.

use outbox_report::export::plan::{Answer, ExportPlan, PlanRequest, Progress, Range, Row};
use std::collections::{BTreeMap, BTreeSet};

/// The second up to which an export reads.
pub(super) const PIN: i64 = 1_764_000_000;

/// More requests than any export of a test needs.
pub(super) const TOO_MANY: usize = 5_000;

/// A row of the gateway. A later row has a larger id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sms {
    pub(super) id: usize,
    pub(super) created: Option<i64>,
    pub(super) matches: bool,
}

/// An event at the gateway before it answers a request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
    /// A row with the given second of creation arrives.
    Arrives(i64),
    /// The row at the index changes, so that it enters or leaves the set.
    Changes(usize),
}

/// The order of the rows in an answer.
#[derive(Clone, Copy, Debug)]
pub(super) enum Order {
    NewestFirst,
    /// The pages of the newest rows first, with the oldest row first on each.
    TurnedPages,
    /// An order that does not depend on the time.
    Mixed(usize),
    /// Another order within each second in every answer.
    Shuffled,
}

/// The number of rows that an answer states.
#[derive(Clone, Copy, Debug)]
pub(super) enum Total {
    Right,
    Absent,
    Always(u64),
    /// The number of rows on the page.
    OfPage,
    /// The number of rows, but never more than this one.
    AtMost(u64),
    /// A number that is greater by so many than that of the rows.
    TooManyBy(u64),
    /// The number of rows, rounded up to a multiple of this one.
    Rounded(u64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// The number of rows per page is not stated.
    HidesPerPage,
    IgnoresPage,
    IgnoresRange,
    /// A row that is given twice is counted twice and has two places, as in a join.
    CountsDoubled,
    /// A range does not include its last second.
    ExcludesEnd,
    /// A range does not include its first second.
    ExcludesStart,
    /// Every second row was created within its second, so that a range that ends with it leaves the row out. Where the
    /// rows of a second are not in order, all were.
    HasFractions,
    /// Rows without a time of creation are in every range.
    GivesTimeless,
    HidesTimes,
    HidesIds,
}

/// A simulated gateway.
#[derive(Clone, Debug)]
pub(super) struct Gateway {
    pub(super) rows: Vec<Sms>,
    pub(super) events: BTreeMap<usize, Vec<Event>>,
    pub(super) requests: usize,
    /// The largest number of rows per page.
    pub(super) per_page: u64,
    /// The largest limit of a request that is not refused.
    pub(super) refuses_above: u64,
    pub(super) order: Order,
    pub(super) total: Total,
    pub(super) faults: BTreeSet<Fault>,
    /// The rows that are given twice in an answer, and counted once.
    pub(super) doubled: BTreeSet<usize>,
    /// The rows that are counted and never given.
    pub(super) dropped: BTreeSet<usize>,
    /// The request whose answer has no rows and says that there are none, by the number of requests before it.
    pub(super) empty_at: Option<usize>,
    /// The number of rows on all pages up to the deepest one that is not refused.
    pub(super) deepest: u64,
    /// The number of first requests whose answers lack every third row, each time other rows.
    pub(super) short_for: usize,
}

pub(super) struct Reply {
    pub(super) total: Option<u64>,
    pub(super) per_page: u64,
    pub(super) rows: Vec<(String, Option<i64>)>,
    pub(super) hides_ids: bool,
}

impl Reply {
    pub(super) fn answer(&self) -> Answer<'_> {
        let row = |(id, created)| Row { id: Some(id).filter(|_| !self.hides_ids), created };
        let rows = self.rows.iter().map(|(id, created)| row((id.as_str(), *created))).collect();
        Answer { total: self.total, per_page: self.per_page, rows }
    }
}

impl Gateway {
    /// Creates a gateway without faults. `ages` are the ages of its rows, in seconds before the pin.
    pub(super) fn new(ages: &[i64], per_page: u64) -> Self {
        let mut ages = ages.to_vec();
        ages.sort_unstable_by(|one, other| other.cmp(one));
        let row = |(id, age): (usize, &i64)| Sms { id, created: Some(PIN - age), matches: true };
        Self {
            rows: ages.iter().enumerate().map(row).collect(),
            events: BTreeMap::new(),
            requests: 0,
            per_page,
            refuses_above: u64::MAX,
            order: Order::NewestFirst,
            total: Total::Right,
            faults: BTreeSet::new(),
            doubled: BTreeSet::new(),
            dropped: BTreeSet::new(),
            empty_at: None,
            deepest: u64::MAX,
            short_for: 0,
        }
    }

    pub(super) fn with(mut self, fault: Fault) -> Self {
        self.faults.insert(fault);
        self
    }

    pub(super) fn is(&self, fault: Fault) -> bool {
        self.faults.contains(&fault)
    }

    pub(super) fn add(&mut self, created: Option<i64>) {
        self.rows.push(Sms { id: self.rows.len(), created, matches: true });
    }

    pub(super) fn happens(&mut self, events: &[(usize, Event)]) {
        for (at, event) in events {
            self.events.entry(*at).or_default().push(*event);
        }
    }

    pub(super) fn has(&self, row: Sms, range: Option<Range>) -> bool {
        let Some(range) = range.filter(|_| !self.is(Fault::IgnoresRange)) else { return true };
        let Some(created) = row.created else { return self.is(Fault::GivesTimeless) };
        let is_within = self.is_within(row);
        let end = range.to.saturating_sub(i64::from(self.is(Fault::ExcludesEnd) || is_within));
        let start = range.from.map(|from| from.saturating_add(i64::from(self.is(Fault::ExcludesStart) && !is_within)));
        start.is_none_or(|start| start <= created) && created <= end
    }

    /// Returns whether a row was created within its second, after the beginning of that.
    fn is_within(&self, row: Sms) -> bool {
        self.is(Fault::HasFractions) && (row.id.is_multiple_of(2) || !matches!(self.order, Order::NewestFirst))
    }

    /// Returns the matching rows of a range, in the gateway's order.
    pub(super) fn matching(&self, range: Option<Range>) -> Vec<Sms> {
        let mut rows: Vec<Sms> = self.rows.iter().copied().filter(|row| row.matches && self.has(*row, range)).collect();
        rows.sort_by_key(|row| std::cmp::Reverse((row.created, self.is_within(*row), row.id)));
        let place = |row: &Sms, seed: usize| (row.id + seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
        match self.order {
            Order::Mixed(seed) => rows.sort_by_key(|row| place(row, seed)),
            Order::Shuffled => {
                let seed = self.requests.wrapping_mul(0xBF58_476D_1CE4_E5B9);
                rows.sort_by_key(|row| (std::cmp::Reverse(row.created), place(row, seed)));
            }
            Order::NewestFirst | Order::TurnedPages => {}
        }
        rows
    }

    /// Returns the total that an answer with so many rows per page states.
    fn total(&self, range: Option<Range>, per_page: u64) -> Option<u64> {
        let is_doubled = |row: &Sms| self.is(Fault::CountsDoubled) && self.doubled.contains(&row.id);
        let doubled = self.matching(range).into_iter().filter(is_doubled).count() as u64;
        let total = self.count(range).map(|total| total + doubled);
        total.map(|total| if matches!(self.total, Total::OfPage) { total.min(per_page) } else { total })
    }

    pub(super) fn count(&self, range: Option<Range>) -> Option<u64> {
        match self.total {
            Total::Right | Total::OfPage => Some(self.matching(range).len() as u64),
            Total::AtMost(most) => Some(most.min(self.matching(range).len() as u64)),
            Total::TooManyBy(more) => Some(self.matching(range).len() as u64 + more),
            Total::Rounded(step) => Some((self.matching(range).len() as u64).next_multiple_of(step)),
            Total::Absent => None,
            Total::Always(total) => Some(total),
        }
    }

    /// Returns the answer to a request; `None` if it is refused.
    pub(super) fn answer(&mut self, request: PlanRequest) -> Option<Reply> {
        for event in self.events.remove(&self.requests).unwrap_or_default() {
            match event {
                Event::Arrives(created) => self.add(Some(created)),
                Event::Changes(place) => {
                    let count = self.rows.len().max(1);
                    if let Some(row) = self.rows.get_mut(place % count) {
                        row.matches = !row.matches;
                    }
                }
            }
        }
        self.requests += 1;
        if request.limit > self.refuses_above || request.page.saturating_mul(request.limit) > self.deepest {
            return None;
        }
        let per_page = request.limit.min(self.per_page);
        let page = if self.is(Fault::IgnoresPage) { 1 } else { request.page };
        let skipped = usize::try_from((page - 1).saturating_mul(per_page)).unwrap();
        let is_join = self.is(Fault::CountsDoubled);
        let times = |row: &Sms, is_now: bool| if is_now && self.doubled.contains(&row.id) { 2 } else { 1 };
        let all = self.matching(request.range).into_iter();
        let all = all.flat_map(|row| std::iter::repeat_n(row, times(&row, is_join)));
        let mut rows: Vec<Sms> = all.skip(skipped).take(per_page.try_into().unwrap()).collect();
        if let Order::TurnedPages = self.order {
            rows.reverse();
        }
        let requests = self.requests;
        rows.retain(|row| !self.dropped.contains(&row.id));
        if requests <= self.short_for {
            rows.retain(|row| !(row.id + requests).is_multiple_of(3));
        }
        rows = rows.iter().flat_map(|row| std::iter::repeat_n(*row, times(row, !is_join))).collect();
        let created = |row: &Sms| row.created.filter(|_| !self.is(Fault::HidesTimes));
        let is_empty = self.empty_at == Some(requests - 1);
        if is_empty {
            rows.clear();
        }
        Some(Reply {
            total: if is_empty { Some(0) } else { self.total(request.range, per_page) },
            per_page: if self.is(Fault::HidesPerPage) { 0 } else { per_page },
            rows: rows.iter().map(|row| (row.id.to_string(), created(row))).collect(),
            hides_ids: self.is(Fault::HidesIds),
        })
    }
}

/// A running export.
pub(super) struct Run {
    pub(super) gateway: Gateway,
    pub(super) plan: ExportPlan,
    pub(super) requests: Vec<PlanRequest>,
    /// The requests that were guessed from the last row of an answer, each with the one that followed.
    pub(super) guesses: Vec<(PlanRequest, Option<PlanRequest>)>,
    /// The rows of each slice.
    pub(super) kept: BTreeMap<u64, Vec<usize>>,
    /// True if the plan is stored and read again before and after each request.
    pub(super) is_interrupted: bool,
    /// True if the second page is asked for together with the first one, where the plan allows it.
    pub(super) has_second_pages: bool,
    /// True if the gateway answers the request for the second page before that for the first one.
    pub(super) is_second_first: bool,
}

impl Run {
    pub(super) fn new(gateway: Gateway, from: Option<i64>) -> Self {
        Self::of(gateway, from, false)
    }

    pub(super) fn changing(gateway: Gateway, from: Option<i64>) -> Self {
        Self::of(gateway, from, true)
    }

    pub(super) fn of(gateway: Gateway, age: Option<i64>, is_changing: bool) -> Self {
        Self::within(gateway, Range { from: age.map(|age| PIN - age), to: PIN }, is_changing)
    }

    pub(super) fn within(gateway: Gateway, range: Range, is_changing: bool) -> Self {
        let own = range.from.map(|from| Range { from: Some(from), to: i64::MAX });
        let plan = ExportPlan::new(range, gateway.count(own), is_changing);
        let (requests, guesses, kept) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self {
            gateway,
            plan,
            requests,
            guesses,
            kept,
            is_interrupted: false,
            has_second_pages: true,
            is_second_first: false,
        }
    }

    pub(super) fn interrupt(&mut self) {
        if self.is_interrupted {
            let stored = postcard::to_allocvec(&self.plan).unwrap();
            let read: ExportPlan = postcard::from_bytes(&stored).unwrap();
            assert_eq!(read, self.plan);
            self.plan = read;
        }
    }

    /// Sends the next request and takes its answer.
    pub(super) fn step(&mut self, request: PlanRequest) {
        assert!(request.page > 0 && request.limit > 0, "{request:?}");
        self.requests.push(request);
        let from = self.plan.range().from;
        // The filters alone have no end, and their own start.
        let own = from.map(|from| Range { from: Some(from), to: i64::MAX });
        let own_request = PlanRequest { range: request.range.or(own), ..request };
        let second = self.plan.second_page(request, 0).filter(|_| self.has_second_pages);
        self.requests.extend(second);
        let early = second.filter(|_| self.is_second_first).map(|second| self.gateway.answer(second));
        let reply = self.gateway.answer(own_request);
        let second = early.or_else(|| second.map(|second| self.gateway.answer(second))).flatten();
        let Some(reply) = reply else {
            assert!(self.plan.halve(), "the gateway refuses {request:?}");
            return;
        };
        self.interrupt();
        let mut answer = reply.answer();
        let shared = second.as_ref().map(|second| answer.add_second_page(second.answer()));
        let oldest = answer.rows.last().and_then(|row| row.created);
        let unread = if second.is_some() { 2 * request.limit - 2 } else { request.limit };
        let guess = oldest.and_then(|oldest| self.plan.guess(oldest, unread));
        if let Some(kept) = self.plan.take(&answer) {
            assert!(!kept.rows.is_empty());
            let more = second.iter().zip(shared.flatten());
            let more = more.flat_map(|(reply, shared)| reply.rows.iter().skip(shared));
            let rows: Vec<&str> = reply.rows.iter().chain(more).map(|row| &*row.0).collect();
            let ids = kept.rows.iter().map(|place| rows[*place].parse().unwrap()).collect();
            assert_eq!(self.kept.insert(kept.number, ids), None, "a slice is given once");
        }
        self.guesses.extend(guess.map(|guess| (guess, self.plan.next())));
        self.interrupt();
        let progress = self.plan.progress();
        assert_eq!(progress.rows, self.ids().len() as u64);
        assert!(progress.rows <= progress.of(), "{progress:?}");
        assert!(progress.is_done || !progress.is_whole(), "{progress:?}");
    }

    pub(super) fn finish(&mut self) -> Progress {
        let started = self.requests.len();
        while let Some(request) = self.plan.next() {
            self.step(request);
            assert!(self.requests.len() - started < TOO_MANY, "an export ends");
        }
        self.plan.progress()
    }

    /// Returns the ids of the set so far, in the order of its slices.
    pub(super) fn ids(&self) -> Vec<usize> {
        self.plan.slices().iter().flat_map(|slice| self.kept[slice].clone()).collect()
    }

    /// Returns the ids of the set so far, sorted.
    pub(super) fn sorted(&self) -> Vec<usize> {
        let mut ids = self.ids();
        ids.sort_unstable();
        ids
    }

    /// Returns the ids of the rows that an export should read, as the gateway has them now.
    pub(super) fn expected(&self) -> Vec<usize> {
        let range = self.plan.range();
        let is_within = |row: &&Sms| {
            let is_created = |created| range.from.is_none_or(|from| from <= created) && created <= range.to;
            row.matches && row.created.is_some_and(is_created)
        };
        self.gateway.rows.iter().filter(is_within).map(|row| row.id).collect()
    }

    /// Returns the ids of the set so far that are in the range of the plan, sorted. Rows beyond it were read before its
    /// end was moved.
    fn of_range(&self) -> Vec<usize> {
        let end = self.plan.range().to;
        let is_within = |id: &usize| self.gateway.rows[*id].created.is_none_or(|created| created <= end);
        self.sorted().into_iter().filter(is_within).collect()
    }

    pub(super) fn has_all(&self) -> bool {
        self.of_range() == self.expected()
    }

    #[track_caller]
    pub(super) fn assert_has_no_doubles(&self) {
        let ids = self.sorted();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "a row is read twice: {ids:?}");
    }

    #[track_caller]
    pub(super) fn assert_is_whole(&mut self) {
        let progress = self.finish();
        assert_eq!(self.of_range(), self.expected());
        assert!(progress.is_whole(), "{progress:?}");
        assert_eq!(progress.missing(), 0);
        assert_eq!(progress.of(), progress.rows);
    }
}
