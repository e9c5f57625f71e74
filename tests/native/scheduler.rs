//! The order of requests and answers, played through by a clock that a test sets.

use crate::support::{Random, query};
use outbox_report::{
    domain::{page::Page, param::Param, query::Query, record::Record, zone::Moment},
    gateway::fault::{Fault, Words},
    requests::{
        RemoteData, Snapshot,
        scheduler::{Background, Command, Id, Request, Scheduler},
    },
};
use std::{collections::BTreeSet, sync::Arc};

const START: u64 = 1_764_000_000_000;

/// A request that differs by page and state.
fn request(page: u64, state: u64) -> Arc<Request> {
    let query = query(&[(Param::Page, &page.to_string()), (Param::StateId, &state.to_string())]);
    Arc::new(Request { body: format!("page {page} of state {state}"), query, now: Moment(0) })
}

/// The answer to a request, whose only row has the body of the request as its id.
fn answer(request: &Request) -> Page {
    let row = Record { outbox_id: Some(request.body.as_str().into()), ..Record::default() };
    Page { rows: vec![row], current_page: request.query.page(), per_page: 25, ..Page::default() }
}

/// A page, a network and a clock around a scheduler.
struct World {
    scheduler: Scheduler,
    now: u64,
    /// The requests that were sent and whose answers are not read.
    network: Vec<(Id, Arc<Request>)>,
    /// The requests whose answers have arrived and are being read.
    arrived: BTreeSet<Id>,
    /// The end of the countdown.
    wait: Option<u64>,
    /// All requests that were ever sent.
    sent: Vec<Arc<Request>>,
    delivered: Vec<(Id, bool)>,
    aborted: Vec<Id>,
    /// The time of the next [`Command::Wake`].
    wakes_at: Option<u64>,
    /// The counts that were started.
    counts: Vec<Id>,
    target: Option<Arc<Request>>,
}

impl World {
    fn new() -> Self {
        Self {
            scheduler: Scheduler::new(15_000),
            now: START,
            network: Vec::new(),
            arrived: BTreeSet::new(),
            wait: None,
            sent: Vec::new(),
            delivered: Vec::new(),
            aborted: Vec::new(),
            wakes_at: None,
            counts: Vec::new(),
            target: None,
        }
    }

    fn at(&self) -> Moment {
        Moment(i64::try_from(self.now / 1000).unwrap())
    }

    fn carry_out(&mut self, mut commands: Vec<Command>) {
        commands.append(&mut self.scheduler.send_queued(self.now));
        for command in commands {
            match command {
                Command::Send(id, request, timeout_ms) => {
                    assert!((1..=15_000).contains(&timeout_ms), "{timeout_ms}");
                    let is_count = self.counts.contains(&id);
                    assert!(!is_count || !self.scheduler.view().is_busy(), "a count is sent while rows are awaited");
                    assert!(
                        !is_count || self.scheduler.pause_left(self.now) == 0,
                        "a count is sent while the gateway rests"
                    );
                    self.arrived.remove(&id);
                    self.sent.push(request.clone());
                    self.network.push((id, request));
                }
                Command::Abort(id) => {
                    self.network.retain(|(own, _)| *own != id);
                    self.aborted.push(id);
                }
                Command::Withdraw(id) => self.network.retain(|(own, _)| *own != id),
                Command::Wake(milliseconds) => self.wakes_at = Some(self.now + u64::from(milliseconds)),
                Command::Wait(seconds) => self.wait = Some(self.now + u64::from(seconds) * 1000),
                Command::StopWaiting => self.wait = None,
                Command::Deliver(id, outcome) => self.delivered.push((id, outcome.is_ok())),
            }
        }
        self.check();
    }

    /// Checks the invariants, which hold at any moment.
    fn check(&self) {
        let awaited = self.network.iter().filter(|(id, _)| !self.arrived.contains(id));
        assert!(awaited.count() <= 2, "at most two requests are under way");
        for (at, (_, request)) in self.network.iter().enumerate() {
            assert!(
                self.network[at + 1..].iter().all(|(_, other)| other != request),
                "equal questions are one request"
            );
        }
        let view = self.scheduler.view();
        let Some(target) = &self.target else { return assert_eq!(*view, RemoteData::Idle) };
        if let Some(shown) = view.shown() {
            let is_of_the_address = shown.query == target.query;
            assert!(is_of_the_address || view.is_busy(), "rows that are not the address's are shown as its answer");
            let row = shown.page.rows[0].outbox_id.as_deref().unwrap();
            assert!(row.ends_with(&format!("page {} of state {}", shown.query.page(), state_of(&shown.query))));
        }
        let is_under_way = self.network.iter().any(|(_, request)| request == target);
        match view {
            RemoteData::Idle => panic!("something is wanted"),
            RemoteData::Waiting | RemoteData::Refreshing(_) => assert!(is_under_way, "what is awaited has been asked"),
            RemoteData::Retrying(..) => {
                assert!(is_under_way || self.wait.is_some(), "a retry is waited for or under way");
            }
            RemoteData::Ready(shown) => assert_eq!(shown.query, target.query),
            RemoteData::Failed(..) => {}
        }
    }

    fn set_target(&mut self, request: Option<Arc<Request>>, anew: bool) {
        self.target.clone_from(&request);
        let commands = self.scheduler.set_target(request, anew, 7, self.now);
        self.carry_out(commands);
    }

    fn prefetch(&mut self, request: Arc<Request>) {
        let commands = self.scheduler.prefetch(request, self.now);
        self.carry_out(commands);
    }

    fn in_background(&mut self, request: Arc<Request>, purpose: Background) -> Option<Id> {
        let (id, commands) = self.scheduler.background(request, purpose, self.now)?;
        if purpose == Background::Count {
            self.counts.push(id);
        }
        self.carry_out(commands);
        Some(id)
    }

    fn background(&mut self, request: Arc<Request>) -> bool {
        self.in_background(request, Background::Refresh).is_some()
    }

    /// Ends the request at an index of the network.
    fn end(&mut self, at: usize, outcome: Result<(), Fault>, retry_after: Option<u32>) {
        let (id, request) = self.network.remove(at);
        let commands = self.scheduler.answer(id, outcome.map(|()| answer(&request)), retry_after, self.at(), self.now);
        self.carry_out(commands);
    }

    fn pass(&mut self, milliseconds: u64) {
        self.now += milliseconds;
        if self.wait.is_some_and(|until| until <= self.now) {
            self.wait = None;
            let commands = self.scheduler.wait_is_over(self.now);
            self.carry_out(commands);
        }
        self.wake();
    }

    fn wake(&mut self) {
        if self.wakes_at.is_some_and(|at| at <= self.now) {
            self.wakes_at = None;
            self.carry_out(Vec::new());
        }
    }

    fn under_way(&self) -> Vec<Id> {
        self.network.iter().map(|(id, _)| *id).collect()
    }

    /// Notes that the answer to a request has arrived.
    fn arrive(&mut self, id: Id) {
        self.arrived.insert(id);
        let commands = self.scheduler.note_arrival(id);
        self.carry_out(commands);
    }

    fn give_up(&mut self) {
        let commands = self.scheduler.give_up();
        self.carry_out(commands);
    }

    /// Returns the id of the row that is shown as the answer.
    fn answered(&self) -> Option<String> {
        match self.scheduler.view() {
            RemoteData::Ready(shown) => Some(shown.page.rows[0].outbox_id.as_deref().unwrap().to_owned()),
            _ => None,
        }
    }
}

fn state_of(query: &Query) -> u8 {
    query.filters().state_id.unwrap().id()
}

fn broken() -> Fault {
    Fault::Refused(500, Words::default())
}

fn throttled() -> Fault {
    Fault::Refused(429, Words::default())
}

#[test]
fn the_latest_question_wins_and_an_older_request_is_ended() {
    let mut world = World::new();
    world.set_target(Some(request(1, 6)), false);
    world.set_target(Some(request(2, 6)), false);
    assert_eq!(world.network.len(), 1);
    world.end(0, Ok(()), None);
    assert_eq!(world.answered().as_deref(), Some("page 2 of state 6"));
    let late = world.scheduler.answer(1, Ok(answer(&request(1, 6))), None, world.at(), world.now);
    assert_eq!(late, []);
    assert_eq!(world.answered().as_deref(), Some("page 2 of state 6"));
}

#[test]
fn the_same_question_while_it_is_under_way_is_no_other_request() {
    let mut world = World::new();
    world.set_target(Some(request(1, 6)), false);
    world.set_target(Some(request(1, 6)), true);
    world.prefetch(request(1, 6));
    assert!(!world.background(request(1, 6)));
    assert_eq!(world.sent.len(), 1);
}

#[test]
fn a_page_that_was_seen_comes_back_at_once_and_is_refreshed_behind() {
    let mut world = World::new();
    world.set_target(Some(request(1, 6)), false);
    world.end(0, Ok(()), None);
    world.set_target(Some(request(2, 6)), false);
    world.end(0, Ok(()), None);
    world.set_target(Some(request(1, 6)), false);
    let RemoteData::Refreshing(shown) = world.scheduler.view() else { panic!("{:?}", world.scheduler.view()) };
    assert_eq!(shown.query, request(1, 6).query);
    assert_eq!(world.sent.len(), 3);
    world.end(0, Err(Fault::TooSlow), None);
    assert!(
        matches!(world.scheduler.view(), RemoteData::Failed(_, Some(_))),
        "the rows stay, as those of an earlier answer"
    );
}

#[test]
fn a_page_that_was_seen_under_other_filters_comes_back_at_once_though_time_has_passed() {
    let mut world = World::new();
    for (state, now) in [(6, 0), (2, 5), (6, 9)] {
        let Request { query, body, .. } = Arc::unwrap_or_clone(request(1, state));
        world.set_target(Some(Arc::new(Request { query, body, now: Moment(now) })), false);
        if now < 9 {
            world.end(0, Ok(()), None);
        }
    }
    let RemoteData::Refreshing(shown) = world.scheduler.view() else { panic!("{:?}", world.scheduler.view()) };
    assert_eq!((&shown.query, shown.now), (&request(1, 6).query, Moment(0)));
}

#[test]
fn a_timer_that_is_early_by_the_devices_clock_is_set_again() {
    let mut scheduler = Scheduler::new(15_000);
    scheduler.pause_until(START + 2_000);
    let (_, commands) = scheduler.background(request(1, 6), Background::Export, START).unwrap();
    assert!(commands.is_empty());
    assert_eq!(scheduler.send_queued(START), [Command::Wake(2_000)]);
    assert_eq!(scheduler.send_queued(START + 1_999), [], "one timer is enough");
    scheduler.wake();
    assert_eq!(scheduler.send_queued(START + 1_999), [Command::Wake(1)]);
    assert!(matches!(scheduler.send_queued(START + 2_000)[..], [Command::Send(..)]));
}

/// A browser's timer that is longer than 24 days fires at once.
#[test]
fn a_pause_of_a_month_is_waited_for_in_more_than_one_timer() {
    let longest = u64::from(i32::MAX.unsigned_abs());
    for pause in [longest + 1, u64::from(u32::MAX) * 1000] {
        let mut scheduler = Scheduler::new(15_000);
        scheduler.pause_until(START + pause);
        scheduler.background(request(1, 6), Background::Export, START).unwrap();
        assert_eq!(scheduler.send_queued(START), [Command::Wake(i32::MAX.unsigned_abs())]);
        scheduler.wake();
        let rest = scheduler.send_queued(START + longest);
        assert!(matches!(rest[..], [Command::Wake(left)] if u64::from(left) <= (pause - longest).min(longest)));
    }
}

#[test]
fn a_page_that_was_fetched_ahead_is_the_answer_while_it_is_fresh() {
    for (age, requests) in [(1_000, 2), (40_000, 3)] {
        let mut world = World::new();
        world.set_target(Some(request(1, 6)), false);
        world.end(0, Ok(()), None);
        world.prefetch(request(2, 6));
        world.end(0, Ok(()), None);
        world.pass(age);
        world.set_target(Some(request(2, 6)), false);
        assert_eq!(world.sent.len(), requests, "after {age} ms");
        assert_eq!(world.scheduler.view().shown().unwrap().query, request(2, 6).query);
    }
}

#[test]
fn an_answer_from_before_there_was_a_scheduler_is_the_views_while_it_is_fresh() {
    for (age, requests) in [(0, 0), (29_000, 0), (40_000, 1)] {
        let mut world = World::new();
        let first = request(1, 6);
        let shown = Arc::new(Snapshot::new(&first, answer(&first), world.at()));
        world.scheduler.adopt(&first, Arc::clone(&shown));
        world.pass(age);
        world.set_target(Some(Arc::clone(&first)), false);
        assert_eq!(world.sent.len(), requests, "after {age} ms");
        assert!(Arc::ptr_eq(world.scheduler.view().shown().unwrap(), &shown));
        // It counts once: the same view again is refreshed behind it.
        world.set_target(Some(request(2, 6)), false);
        world.set_target(Some(first), false);
        assert_eq!(world.sent.len(), requests + 2);
    }
}

#[test]
fn a_page_that_is_being_fetched_ahead_becomes_the_one_that_is_awaited() {
    let mut world = World::new();
    world.set_target(Some(request(1, 6)), false);
    world.end(0, Ok(()), None);
    world.prefetch(request(2, 6));
    world.set_target(Some(request(2, 6)), false);
    assert_eq!(world.sent.len(), 2);
    world.end(0, Ok(()), None);
    assert_eq!(world.answered().as_deref(), Some("page 2 of state 6"));
}

#[test]
fn other_filters_drop_what_was_fetched_ahead() {
    let mut world = World::new();
    world.set_target(Some(request(1, 6)), false);
    world.end(0, Ok(()), None);
    world.prefetch(request(2, 6));
    world.end(0, Ok(()), None);
    world.prefetch(request(3, 6));
    world.set_target(Some(request(1, 3)), false);
    assert_eq!(world.network.len(), 1, "and end what is under way");
    world.end(0, Ok(()), None);
    world.set_target(Some(request(2, 6)), false);
    assert_eq!(world.network.len(), 1, "it is asked for again");
}

#[test]
fn a_request_that_may_pass_is_asked_again_and_its_success_is_shown() {
    let mut world = World::new();
    world.set_target(Some(request(1, 6)), false);
    world.end(0, Err(broken()), None);
    assert!(matches!(world.scheduler.view(), RemoteData::Retrying(..)));
    world.pass(2_000);
    world.end(0, Ok(()), None);
    assert_eq!(world.answered().as_deref(), Some("page 1 of state 6"));
    assert_eq!(world.wait, None);
}

#[test]
fn after_three_more_tries_the_failure_stands() {
    let mut world = World::new();
    world.set_target(Some(request(1, 6)), false);
    for _ in 0..3 {
        world.end(0, Err(broken()), None);
        assert!(matches!(world.scheduler.view(), RemoteData::Retrying(..)));
        world.pass(8_000);
    }
    world.end(0, Err(broken()), None);
    assert!(matches!(world.scheduler.view(), RemoteData::Failed(..)));
    assert_eq!(world.sent.len(), 4);
}

#[test]
fn a_try_that_the_budget_cuts_short_says_what_the_gateway_said_before() {
    let mut world = World::new();
    world.set_target(Some(request(1, 6)), false);
    world.pass(14_000);
    world.end(0, Err(broken()), None);
    world.pass(2_000);
    world.pass(14_000);
    world.end(0, Err(Fault::TooSlow), None);
    let RemoteData::Failed(fault, None) = world.scheduler.view() else { panic!("{:?}", world.scheduler.view()) };
    assert_eq!(**fault, broken());
}

#[test]
fn giving_up_leaves_the_failure_and_asks_no_more() {
    let mut world = World::new();
    world.set_target(Some(request(1, 6)), false);
    world.end(0, Err(broken()), None);
    world.give_up();
    world.pass(60_000);
    assert!(matches!(world.scheduler.view(), RemoteData::Failed(..)));
    assert_eq!(world.sent.len(), 1);
}

#[test]
fn after_too_many_requests_nothing_is_asked_unasked_before_its_time() {
    let mut world = World::new();
    world.set_target(Some(request(1, 6)), false);
    world.end(0, Err(throttled()), Some(60));
    assert!(matches!(world.scheduler.view(), RemoteData::Failed(..)));
    assert_eq!(world.wait, Some(START + 60_000), "the wait is counted down");
    world.prefetch(request(2, 6));
    assert!(!world.background(request(9, 6)));
    world.pass(59_000);
    world.prefetch(request(2, 6));
    assert_eq!(world.sent.len(), 1);
    world.set_target(Some(request(1, 6)), true);
    assert_eq!(world.sent.len(), 2, "by hand at any time");
    world.pass(1_000);
    world.prefetch(request(2, 6));
    assert_eq!(world.sent.len(), 3);
}

#[test]
fn a_side_question_makes_room_for_the_view() {
    let mut world = World::new();
    world.set_target(Some(request(1, 6)), false);
    world.end(0, Ok(()), None);
    assert!(world.background(request(7, 6)));
    assert!(world.background(request(8, 6)));
    assert!(!world.background(request(9, 6)));
    world.set_target(Some(request(2, 6)), false);
    assert!(world.network.iter().any(|(_, own)| *own == request(2, 6)));
}

#[test]
fn an_older_answer_never_comes_in_place_of_a_newer_one() {
    let mut world = World::new();
    world.set_target(Some(request(1, 6)), false);
    world.end(0, Ok(()), None);
    let refresh = |now| Arc::new(Request { now: Moment(now), ..(*request(1, 6)).clone() });
    let id = world.in_background(refresh(1), Background::Refresh).unwrap();
    let other = world.in_background(request(1, 3), Background::Refresh).unwrap();
    world.set_target(Some(refresh(2)), true);
    assert_eq!(world.aborted, [id], "the person's refresh is newer");
    assert!(world.network.iter().any(|(own, _)| *own == other), "another question is not the view's");
    let view = world.network.iter().position(|(own, _)| *own != other).unwrap();
    world.end(view, Ok(()), None);
    let id = world.in_background(refresh(3), Background::Refresh).unwrap();
    world.set_target(Some(request(2, 6)), false);
    world.set_target(Some(request(1, 6)), false);
    assert!(world.aborted.contains(&id), "the page was left, and is asked for anew");
}

#[test]
fn side_answers_go_to_who_asked_and_never_to_the_view() {
    let mut world = World::new();
    world.set_target(Some(request(1, 6)), false);
    world.end(0, Ok(()), None);
    assert!(world.background(request(9, 6)));
    world.end(0, Ok(()), None);
    assert_eq!(world.delivered.len(), 1);
    assert_eq!(world.answered().as_deref(), Some("page 1 of state 6"));
}

#[test]
fn kept_pages_are_bounded() {
    let mut world = World::new();
    for page in 1..=60 {
        world.set_target(Some(request(page, 6)), false);
        world.end(0, Ok(()), None);
    }
    let cache = (1..=60).filter(|page| {
        world.set_target(Some(request(*page, 6)), false);
        let is_kept =
            matches!(world.scheduler.view(), RemoteData::Refreshing(shown) if shown.query == request(*page, 6).query);
        world.end(0, Ok(()), None);
        is_kept
    });
    assert!(cache.count() <= 12);
}

#[test]
fn whatever_the_order_of_changes_answers_and_aborts_the_rows_belong_to_the_address() {
    let mut answered = 0;
    for seed in 0..1_000_u64 {
        let mut random = Random(seed);
        let mut below = |n| u64::try_from(random.below(n)).unwrap();
        let mut world = World::new();
        let mut queued = Vec::new();
        for _ in 0..60 {
            let any = request(below(4) + 1, below(2) + 5);
            match below(20) {
                0..4 => world.set_target(Some(any), below(3) == 0),
                4 => world.set_target(None, false),
                5 => world.prefetch(any),
                6 => drop(world.background(any)),
                7 => world.give_up(),
                8 if below(4) == 0 => {
                    world.target = None;
                    let commands = world.scheduler.forget();
                    world.carry_out(commands);
                    assert!(world.network.is_empty());
                }
                9 => world.pass(below(9_000)),
                15 if !world.network.is_empty() => {
                    let (id, _) = world.network[usize::try_from(below(world.network.len())).unwrap()];
                    if queued.contains(&id) && !world.counts.contains(&id) {
                        world.arrive(id);
                    }
                }
                16 => queued.extend(world.in_background(any, Background::Export)),
                17 | 18 => queued.extend(world.in_background(any, Background::Count)),
                19 if !queued.is_empty() => {
                    let id = queued[usize::try_from(below(queued.len())).unwrap()];
                    let commands = world.scheduler.abort_background(id);
                    world.carry_out(commands);
                }
                _ if world.network.is_empty() => world.pass(below(3_000)),
                event => {
                    let at = usize::try_from(below(2)).unwrap().min(world.network.len() - 1);
                    let (outcome, retry_after) = match event {
                        10 => (Err(Fault::Unreachable), None),
                        11 => (Err(broken()), Some(u32::try_from(below(12)).unwrap())),
                        12 => (Err(throttled()), None),
                        13 if below(2) == 0 => (Err(Fault::TooSlow), None),
                        _ => (Ok(()), None),
                    };
                    world.end(at, outcome, retry_after);
                }
            }
        }
        // Left alone, it comes to rest, with an answer or a failure to the address.
        for _ in 0..50 {
            match world.network.len() {
                0 => world.pass(20_000),
                under_way => world.end(under_way - 1, Ok(()), None),
            }
        }
        assert!(!world.scheduler.view().is_busy(), "seed {seed}");
        let is_delivered = |id: &Id| world.delivered.iter().any(|(own, _)| own == id);
        assert!(queued.iter().all(|id| is_delivered(id) != world.aborted.contains(id)), "seed {seed}");
        answered += u32::from(world.answered().is_some());
    }
    assert!(answered > 500, "{answered}");
}

#[test]
fn a_background_request_is_aborted_by_whoever_sent_it_and_no_other_is() {
    let mut world = World::new();
    world.set_target(Some(request(1, 6)), false);
    assert!(world.background(request(7, 6)));
    let (view, background) = (world.network[0].0, world.network[1].0);
    let commands = world.scheduler.abort_background(view);
    assert_eq!(commands, []);
    let commands = world.scheduler.abort_background(background);
    assert_eq!(commands, [Command::Abort(background)]);
}

#[test]
fn nothing_is_asked_in_the_background_while_another_tab_was_told_to_wait() {
    let mut world = World::new();
    world.scheduler.pause_until(START + 2_000);
    assert_eq!(world.scheduler.pause_left(START), 2_000);
    assert!(!world.background(request(7, 6)));
    world.now += 2_000;
    assert_eq!(world.scheduler.pause_left(world.now), 0);
    assert!(world.background(request(7, 6)));
}

#[test]
fn a_clock_that_was_set_back_makes_no_wait_longer() {
    const MONTH_MS: u64 = 30 * 86_400_000;
    let mut world = World::new();
    assert!(world.background(request(7, 6)));
    world.end(0, Err(throttled()), None);
    world.in_background(request(8, 6), Background::Count);
    world.now += 4_000;
    world.carry_out(Vec::new());
    world.now -= MONTH_MS;
    assert_eq!(world.scheduler.pause_left(world.now), 6_000);
    world.carry_out(Vec::new());
    assert_eq!(world.scheduler.pause_left(world.now), 6_000);
    world.pass(6_000);
    assert_eq!(world.sent.len(), 2, "the request that has waited is sent");
}

#[test]
fn what_can_wait_is_sent_when_there_is_room() {
    let mut world = World::new();
    let [first, second] = [7, 8].map(|page| world.in_background(request(page, 6), Background::Export).unwrap());
    let third = world.in_background(request(9, 6), Background::Export).unwrap();
    assert_eq!(world.network.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [first, second]);
    world.end(0, Ok(()), None);
    assert_eq!(world.network.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [second, third]);
    assert_eq!(world.delivered, [(first, true)]);
}

#[test]
fn what_can_wait_makes_room_for_the_view_and_is_sent_again_before_what_came_later() {
    let mut world = World::new();
    let [first, second, third] =
        [7, 8, 9].map(|page| world.in_background(request(page, 6), Background::Export).unwrap());
    world.set_target(Some(request(1, 6)), false);
    // One of the two places is the view's, and the other one goes to who came first.
    assert_eq!(world.network.iter().map(|(id, _)| *id).filter(|id| *id <= third).collect::<Vec<_>>(), [first]);
    assert_eq!(world.sent.iter().filter(|sent| ***sent == *request(7, 6)).count(), 1, "it is not sent anew");
    world.end(1, Ok(()), None);
    assert_eq!(world.network.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [first, second]);
    assert!(world.aborted.is_empty());
}

#[test]
fn the_later_of_two_requests_of_an_export_makes_room_for_whatever_does_not_wait() {
    let exports =
        |world: &mut World| [7, 8].map(|page| world.in_background(request(page, 6), Background::Export).unwrap());
    let mut world = World::new();
    let [first, second] = exports(&mut world);
    world.prefetch(request(2, 6));
    assert_eq!(world.under_way().len(), 2);
    assert!(world.under_way().contains(&first) && !world.under_way().contains(&second));
    let mut world = World::new();
    let [first, second] = exports(&mut world);
    assert!(world.background(request(1, 6)), "rows in sight are refreshed");
    assert!(world.under_way().contains(&first) && !world.under_way().contains(&second));
    world.end(1, Ok(()), None);
    assert_eq!(world.under_way(), [first, second], "it is sent again");
}

#[test]
fn an_answer_that_has_arrived_takes_no_room_while_it_is_read() {
    let mut world = World::new();
    let [first, second, third] =
        [7, 8, 9].map(|page| world.in_background(request(page, 6), Background::Export).unwrap());
    world.arrive(first);
    assert_eq!(world.under_way(), [first, second, third]);
    world.set_target(Some(request(1, 6)), false);
    assert_eq!(world.under_way().len(), 3, "what has arrived, the view's, and one of the others");
    assert!(world.under_way().contains(&first) && !world.under_way().contains(&third));
    world.end(0, Ok(()), None);
    assert_eq!(world.delivered, [(first, true)]);
}

#[test]
fn what_the_view_asks_as_well_waits_for_it_and_is_asked_afterwards() {
    let mut world = World::new();
    let id = world.in_background(request(1, 6), Background::Export).unwrap();
    world.set_target(Some(request(1, 6)), false);
    assert_eq!(world.network.len(), 1);
    world.end(0, Ok(()), None);
    assert_eq!(world.network.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [id]);
}

#[test]
fn what_can_wait_is_sent_after_the_gateways_rest() {
    let mut world = World::new();
    world.in_background(request(7, 6), Background::Export).unwrap();
    world.end(0, Err(throttled()), Some(2));
    let id = world.in_background(request(7, 6), Background::Export).unwrap();
    assert_eq!((world.network.len(), world.wakes_at), (0, Some(START + 2_000)));
    world.pass(1_999);
    assert_eq!(world.network.len(), 0);
    world.pass(1);
    assert_eq!(world.network.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [id]);
}

#[test]
fn what_waits_ends_with_the_session() {
    let mut world = World::new();
    world.scheduler.pause_until(START + 2_000);
    let id = world.in_background(request(7, 6), Background::Export).unwrap();
    let commands = world.scheduler.forget();
    assert!(commands.contains(&Command::Abort(id)));
    world.carry_out(commands);
    world.pass(5_000);
    assert_eq!(world.sent.len(), 0);
}

#[test]
fn counts_go_before_exports_and_after_the_view() {
    let mut world = World::new();
    world.set_target(Some(request(1, 6)), false);
    let export = world.in_background(request(5, 6), Background::Export).unwrap();
    let exports = world.in_background(request(6, 6), Background::Export).unwrap();
    let [first, second] = [7, 8].map(|page| world.in_background(request(page, 6), Background::Count).unwrap());
    assert_eq!(world.under_way(), [1, export], "no count while the view awaits its rows");
    world.end(0, Ok(()), None);
    assert_eq!(world.under_way(), [export, first]);
    world.end(0, Ok(()), None);
    assert_eq!(world.under_way(), [first, second]);
    world.end(0, Ok(()), None);
    assert_eq!(world.under_way(), [second, exports]);
}

#[test]
fn counts_make_room_for_the_view_and_are_sent_again_once_it_is_answered() {
    let mut world = World::new();
    let [first, second] = [7, 8].map(|page| world.in_background(request(page, 6), Background::Count).unwrap());
    world.set_target(Some(request(1, 6)), false);
    assert_eq!(world.network.len(), 1);
    assert_eq!(world.network[0].1, request(1, 6));
    world.end(0, Ok(()), None);
    assert_eq!(world.under_way(), [first, second]);
    assert!(world.aborted.is_empty());
}

#[test]
fn a_refused_count_pauses_all_counts_and_never_the_view() {
    let mut world = World::new();
    let [first, second] = [7, 8].map(|page| world.in_background(request(page, 6), Background::Count).unwrap());
    world.in_background(request(9, 6), Background::Count).unwrap();
    world.end(0, Err(throttled()), Some(60));
    assert_eq!(world.under_way(), [second], "nothing else is sent");
    world.end(0, Ok(()), None);
    world.pass(1_000);
    world.set_target(Some(request(1, 6)), false);
    assert_eq!(world.network.len(), 1, "the view is");
    world.end(0, Ok(()), None);
    assert_eq!(world.answered().as_deref(), Some("page 1 of state 6"));
    world.pass(58_999);
    assert_eq!(world.network.len(), 0);
    world.pass(1);
    assert_eq!(world.under_way().first(), Some(&first), "after the pause it goes on by itself");
    assert_eq!(world.network.len(), 2);
}

#[test]
fn a_count_that_may_pass_is_sent_again_and_its_failure_is_delivered_in_the_end() {
    for (fault, sent) in [(broken(), 4), (throttled(), 4), (Fault::TooSlow, 1), (Fault::Blocked, 1)] {
        let mut world = World::new();
        let id = world.in_background(request(7, 6), Background::Count).unwrap();
        while !world.network.is_empty() {
            world.end(0, Err(fault.clone()), None);
            for _ in 0..12 {
                world.pass(if world.network.is_empty() { 1_000 } else { 0 });
            }
        }
        assert_eq!(world.sent.len(), sent, "{fault:?}");
        assert_eq!(world.delivered, [(id, false)], "{fault:?}");
    }
}

#[test]
fn a_count_that_waits_for_its_retry_holds_up_no_other_and_can_be_aborted() {
    let mut world = World::new();
    let [first, second] = [7, 8].map(|page| world.in_background(request(page, 6), Background::Count).unwrap());
    let third = world.in_background(request(9, 6), Background::Count).unwrap();
    world.end(0, Err(broken()), None);
    assert_eq!(world.under_way(), [second, third]);
    let commands = world.scheduler.abort_background(first);
    assert_eq!(commands, [Command::Abort(first)]);
    world.pass(20_000);
    assert_eq!(world.sent.len(), 3);
}

#[test]
fn counts_make_room_for_a_refresh_and_for_a_page_ahead() {
    for is_refresh in [false, true] {
        let mut world = World::new();
        world.set_target(Some(request(1, 6)), false);
        world.end(0, Ok(()), None);
        let counts = [7, 8].map(|page| world.in_background(request(page, 6), Background::Count).unwrap());
        if is_refresh {
            assert!(world.background(request(2, 6)));
        } else {
            world.prefetch(request(2, 6));
        }
        assert_eq!(world.network.iter().filter(|(id, _)| counts.contains(id)).count(), 1);
        assert!(world.network.iter().any(|(_, own)| *own == request(2, 6)));
        assert!(world.aborted.is_empty());
    }
}
