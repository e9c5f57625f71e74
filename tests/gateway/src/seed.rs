//! The seed data: sends that are made up from a seed.
//!
//! Equal [`Seed`]s give the same rows on every machine. The rows lie in the two years up to `now`, many by day and few
//! by night, with campaigns in bursts; some sends are scheduled ahead.

mod accounts;
mod calendar;
pub(crate) mod chance;
mod specials;
mod texts;

use std::borrow::Cow;

use accounts::{ACCOUNTS, Account, Trade};
use chance::Chance;

/// The number of seconds in a day.
const DAY: i64 = 86_400;

/// The number of days before `now` in which rows are created.
const DAYS: i64 = 730;

/// The most days that a send is scheduled ahead.
const AHEAD: i64 = 90;

/// The whole input of the generator: equal seeds give equal rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed {
    /// The number of rows.
    pub rows: u64,
    /// The seed of the random numbers.
    pub seed: u64,
    /// The present, in Unix seconds: no row is newer.
    pub now: i64,
}

/// One send: a text to one recipient or to many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The outbox id, as digits.
    pub id: String,
    /// The user name of the sender.
    pub username: Cow<'static, str>,
    /// The sender's number.
    pub number: Cow<'static, str>,
    /// The number's colour, `#95E871`.
    pub number_color: Cow<'static, str>,
    /// The id of the number, as digits.
    pub number_id: Cow<'static, str>,
    /// The way of sending: `pattern`, `phonebook`, …
    pub kind: Cow<'static, str>,
    /// The second of creation, in Unix seconds.
    pub created: i64,
    /// The second at which the row was or will be sent, in Unix seconds; `None` if it was not sent and is not
    /// scheduled.
    pub sent: Option<i64>,
    /// The number of recipients.
    pub recipients: i64,
    /// The number of messages that have left the gateway, at most one for each recipient.
    pub exits: i64,
    /// The value of the API's `state_id`, 0 to 9.
    pub state: i64,
    /// The value of the API's `state`, a word for the progress: `finish`, `active`, …
    pub progress: Cow<'static, str>,
    /// The verdict of the monitoring: `approve`, `cancel`, `notconfirm` or none.
    pub valid: Option<Cow<'static, str>>,
    /// The value of `in_delivery_line`: 0 or 1.
    pub in_delivery_line: i64,
    /// The price in rials, as an exact decimal number.
    pub cost: String,
    /// The text of the message.
    pub message: String,
}

/// The plan of a row: its second of creation and its seeds.
struct Draft {
    created: i64,
    /// The seed that the rows of one campaign share.
    theme: u64,
    own: u64,
    form: Form,
}

enum Form {
    Single,
    Campaign,
    Special(Box<Row>),
}

impl Seed {
    /// Returns the rows, oldest first; within one second, the lowest id first.
    pub fn rows(&self) -> impl Iterator<Item = Row> + use<> {
        let mut made = self.made().peekable();
        let mut second: Vec<Row> = Vec::new();
        std::iter::from_fn(move || {
            if second.is_empty() {
                second.push(made.next()?);
                while let (Some(row), Some(last)) = (made.peek(), second.last())
                    && row.created == last.created
                {
                    second.extend(made.next());
                }
                second.sort_by_key(|row| std::cmp::Reverse(row.id.parse::<u64>().ok()));
            }
            second.pop()
        })
    }

    /// Returns the rows, oldest first.
    fn made(&self) -> impl Iterator<Item = Row> + use<> {
        let Self { now, .. } = *self;
        let start = now.saturating_sub(DAYS * DAY);
        let mut last = 0_u64;
        self.drafts(start).into_iter().map(move |draft| {
            // Ids grow with time, from millions to beyond 2^32.
            let elapsed = u64::try_from(draft.created - start).unwrap_or(0);
            let mut id = (588_459_563 + elapsed * 74 + draft.own % 74).max(last + 1);
            if id == specials::TAKEN {
                id += 1;
            }
            last = id;
            match draft.form {
                Form::Special(row) => {
                    let mut row = *row;
                    if row.id.is_empty() {
                        row.id = id.to_string();
                    }
                    row
                }
                Form::Single => make(&draft, false, id, now),
                Form::Campaign => make(&draft, true, id, now),
            }
        })
    }

    fn drafts(&self, start: i64) -> Vec<Draft> {
        let wanted = usize::try_from(self.rows).unwrap_or(usize::MAX);
        let mut chance = Chance::new(self.seed ^ 0x6f75_7462_6f78);
        let mut drafts: Vec<Draft> = specials::rows(start, self.now)
            .take(wanted)
            .map(|row| Draft { created: row.created, theme: 0, own: 0, form: Form::Special(Box::new(row)) })
            .collect();
        while drafts.len() < wanted {
            let theme = chance.next();
            // Every ninetieth draft is a campaign of about a dozen rows.
            if chance.of_thousand(11) {
                let first = moment(&mut chance, start, self.now, true);
                let mut created = first;
                for _ in 0..chance.span(3, 24) {
                    if drafts.len() < wanted && created <= self.now {
                        let own = chance.next();
                        drafts.push(Draft { created, theme, own, form: Form::Campaign });
                    }
                    created += chance.span(0, 150);
                }
            } else {
                let created = moment(&mut chance, start, self.now, false);
                let own = chance.next();
                drafts.push(Draft { created, theme, own, form: Form::Single });
            }
        }
        drafts.sort_by_key(|draft| draft.created);
        drafts
    }
}

/// The weight of each hour of Tehran's day in the number of sends.
const HOURS: [i64; 24] = [6, 3, 2, 1, 1, 3, 8, 16, 28, 40, 46, 48, 44, 38, 33, 32, 36, 42, 46, 44, 38, 30, 20, 11];

/// Returns a second between `start` and `now`: more by day than by night, fewer on Fridays, more of late. Advertising
/// is created by day only.
fn moment(chance: &mut Chance, start: i64, now: i64, advertising: bool) -> i64 {
    let (first, last) = (calendar::day(start), calendar::day(now));
    loop {
        let mut day = chance.span(first, last);
        if chance.of_thousand(300) {
            day = day.max(chance.span(first, last));
        }
        let hour = i64::try_from(chance.weighted(HOURS.iter().copied())).unwrap_or(12);
        let moment = day * DAY - calendar::TEHRAN + hour * 3600 + chance.span(0, 3599);
        let quiet = advertising && !(8..=21).contains(&hour) || calendar::is_friday(day) && chance.of_thousand(450);
        if !quiet && (start..=now).contains(&moment) {
            return moment;
        }
    }
}

fn make(draft: &Draft, campaign: bool, id: u64, now: i64) -> Row {
    let created = draft.created;
    let mut theme = Chance::new(draft.theme);
    let mut own = Chance::new(draft.own);
    let weight = |a: &Account| if campaign { a.campaigns } else { a.weight };
    let at = theme.weighted(ACCOUNTS.iter().map(weight));
    let [first, ..] = &ACCOUNTS;
    let account = ACCOUNTS.get(at).unwrap_or(first);
    let trade = if campaign { Trade::Campaign } else { account.trade };

    let kind = theme.pick(kinds(trade));
    // The recipients of a peer-to-peer campaign each get a text of their own.
    let words = if kind == "peer_to_peer" { &mut own } else { &mut theme };
    let message = texts::text(trade, words, created);
    let recipients = recipients(trade, &mut own);

    let mut state = state(trade, now - created, &mut own);
    let planned = (trade == Trade::Campaign && theme.of_thousand(220)
        || trade == Trade::School && theme.of_thousand(100))
    .then(|| created + ahead(&mut theme));
    if let Some(planned) = planned {
        state = match state {
            // A send that is scheduled ahead waits, and one whose time has come does not.
            2 | 6 | 9 if planned > now => 5,
            5 if planned <= now => 6,
            other => other,
        };
    }
    let sent = sent(state, trade, created, planned, now, &mut own);
    let exits = match state {
        6 => left(recipients, &mut own),
        2 => recipients * own.span(0, 80) / 100,
        9 if recipients > 1 && own.of_thousand(150) => recipients * own.span(1, 30) / 100,
        _ => 0,
    };
    let charged = match state {
        0 | 1 | 2 | 5 | 8 => recipients,
        6 | 9 => exits,
        _ => 0,
    };
    Row {
        id: match trade {
            // The voice platform has ids of its own, beyond 2^53.
            Trade::VoiceOtp => (9_007_199_254_740_993 + 2 * (id - 588_459_563)).to_string(),
            _ => id.to_string(),
        },
        username: account.username.into(),
        number: account.number.into(),
        number_color: account.color.into(),
        number_id: account.number_id.into(),
        kind: kind.into(),
        created,
        sent,
        recipients,
        exits,
        state,
        progress: progress(state, &mut own).into(),
        valid: valid(state, &mut own).map(Cow::from),
        in_delivery_line: i64::from(state == 6 && own.of_thousand(60)),
        cost: decimal(tariff(kind, &message) * texts::parts(&message) * charged),
        message,
    }
}

const fn kinds(trade: Trade) -> &'static [&'static str] {
    match trade {
        Trade::Otp | Trade::Bank => &["pattern_transactional", "pattern_transactional", "pattern"],
        Trade::VoiceOtp => &["votp"],
        Trade::Orders | Trade::Clinic | Trade::Travel => &["pattern", "pattern", "webservice"],
        Trade::School => &["phonebook", "phonebook", "file", "sendvoice"],
        Trade::Campaign => &["phonebook", "phonebook", "phonebook", "file", "peer_to_peer", "url"],
        Trade::Trial => &["webservice", "url"],
        Trade::Greeting => &["webservice", "webservice", "peer_to_peer"],
    }
}

fn recipients(trade: Trade, own: &mut Chance) -> i64 {
    match trade {
        Trade::Campaign if own.of_thousand(250) => own.span(12_000, 86_000),
        Trade::Campaign => own.span(1_240, 12_000),
        Trade::School => own.span(1, 640),
        Trade::Trial => own.span(1, 3),
        Trade::Greeting if own.of_thousand(100) => own.span(2, 60),
        _ => 1,
    }
}

fn state(trade: Trade, age: i64, own: &mut Chance) -> i64 {
    let shares: [i64; 10] = match (trade, age) {
        (_, ..1800) => [20, 50, 80, 8, 15, 60, 720, 8, 17, 22],
        (Trade::Campaign, _) => [8, 10, 2, 40, 25, 6, 830, 40, 30, 9],
        (_, ..172_800) => [6, 18, 8, 12, 20, 10, 882, 10, 16, 18],
        _ => [3, 4, 1, 12, 22, 2, 910, 10, 18, 18],
    };
    i64::try_from(own.weighted(shares.iter().copied())).unwrap_or(6)
}

/// Returns the number of seconds for which a send is scheduled ahead.
fn ahead(theme: &mut Chance) -> i64 {
    match theme.span(0, 19) {
        0..10 => theme.span(1, 24) * 3600,
        10..17 => theme.span(1, 14) * DAY,
        _ => theme.span(14, AHEAD) * DAY,
    }
}

fn sent(state: i64, trade: Trade, created: i64, planned: Option<i64>, now: i64, own: &mut Chance) -> Option<i64> {
    let soon = match trade {
        Trade::Otp | Trade::VoiceOtp | Trade::Bank => own.span(0, 2),
        Trade::Campaign => own.span(60, 1800),
        _ => own.span(0, 90),
    };
    match state {
        2 | 6 => Some(planned.unwrap_or(created + soon).min(now)),
        5 => Some(planned.unwrap_or(created + soon)),
        9 => own.of_thousand(600).then(|| (created + soon).min(now)),
        1 | 7 => planned,
        3 | 8 => planned.filter(|_| own.of_thousand(200)),
        _ => None,
    }
}

/// Returns the number of recipients that are left after the blacklist and the check of numbers.
fn left(recipients: i64, own: &mut Chance) -> i64 {
    if recipients == 1 {
        // One in fifty has a number that takes no advertising.
        return i64::from(!own.of_thousand(20));
    }
    recipients - recipients * own.span(0, 90) / 1000
}

fn progress(state: i64, own: &mut Chance) -> &'static str {
    match state {
        0 => "create",
        1 => own.pick(&["interacting", "interacting", "active"]),
        2 | 5 => "active",
        3 | 7 | 8 => "cancel",
        9 => own.pick(&["error", "finish"]),
        _ => "finish",
    }
}

fn valid(state: i64, own: &mut Chance) -> Option<&'static str> {
    match state {
        0 => None,
        1 => Some("notconfirm"),
        3 => Some("cancel"),
        7 if own.of_thousand(300) => Some("notconfirm"),
        8 if own.of_thousand(300) => None,
        _ => Some("approve"),
    }
}

/// Returns the price of one message, in hundredths of a rial.
fn tariff(kind: &str, message: &str) -> i64 {
    match (kind, message.is_ascii()) {
        ("pattern_transactional", _) => 399_020,
        ("pattern", _) => 614_490,
        ("votp" | "sendvoice", _) => 512_000,
        ("webservice", false) => 205_800,
        ("webservice", true) => 88_050,
        (_, false) => 172_445,
        (_, true) => 69_175,
    }
}

/// Returns hundredths as a decimal number without needless digits: `3990.2`.
fn decimal(hundredths: i64) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    if rest == 0 {
        whole.to_string()
    } else if rest % 10 == 0 {
        format!("{whole}.{}", rest / 10)
    } else {
        format!("{whole}.{rest:02}")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test ends where it fails")]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const SEED: Seed = Seed { rows: 20_000, seed: 1, now: 1_751_000_000 };

    #[test]
    fn decimals_are_exact_and_short() {
        assert_eq!(decimal(399_020), "3990.2");
        assert_eq!(decimal(172_445), "1724.45");
        assert_eq!(decimal(205), "2.05");
        assert_eq!(decimal(512_000), "5120");
        assert_eq!(decimal(0), "0");
    }

    #[test]
    fn ids_are_of_one_row_each_and_rows_are_in_order() {
        let rows: Vec<Row> = SEED.rows().collect();
        assert_eq!(rows.len(), 20_000);
        assert_eq!(rows.iter().map(|r| &r.id).collect::<HashSet<_>>().len(), 20_000);
        assert!(rows.is_sorted_by_key(|r| (r.created, r.id.parse::<u64>().unwrap())));
        let start = SEED.now - DAYS * DAY;
        assert!(rows.iter().all(|r| (start..=SEED.now).contains(&r.created)));
    }

    #[test]
    fn rows_are_believable() {
        for row in SEED.rows() {
            assert!((0..=row.recipients).contains(&row.exits), "{row:?}");
            assert!(row.sent.is_none_or(|sent| sent >= row.created), "{row:?}");
            assert!(row.sent.is_none_or(|sent| sent <= row.created + AHEAD * DAY), "{row:?}");
            if let (2 | 6 | 9, Some(sent)) = (row.state, row.sent) {
                assert!(sent <= SEED.now, "{row:?}");
            }
            assert!(row.cost.bytes().all(|b| b.is_ascii_digit() || b == b'.'), "{row:?}");
        }
    }

    #[test]
    fn most_is_sent_by_day() {
        let hour = |row: &Row| (row.created + calendar::TEHRAN).rem_euclid(DAY) / 3600;
        let rows: Vec<Row> = SEED.rows().collect();
        let count = |hours: std::ops::Range<i64>| rows.iter().filter(|row| hours.contains(&hour(row))).count();
        assert!(count(9..21) > 10 * count(0..6));
    }

    #[test]
    fn few_rows_or_none_are_well() {
        for rows in [0, 1, 5] {
            let seed = Seed { rows, ..SEED };
            assert_eq!(seed.rows().count() as u64, rows);
        }
    }
}
