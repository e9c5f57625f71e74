//! Instants, and the wall clock of a time zone.

use super::calendar::Day;
use std::cell::Cell;

/// The number of seconds in a day of 24 hours.
const DAY_S: i64 = 86_400;

/// An instant, in seconds since 1970-01-01T00:00:00Z, as the API counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub i64);

/// A time as a wall clock shows it: a day, and a time of day. On a day with a clock change, a time may occur twice or
/// never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WallClock {
    /// The day on the calendar.
    pub day: Day,
    /// The time of day that the clock face shows, in seconds: 3600 · hours + 60 · minutes + seconds, 0 to 86,399. A
    /// clock change makes no difference to it.
    pub second: u32,
}

/// A time zone: the offset of its clocks from UTC at any instant.
pub trait Zone {
    /// Returns the offset of the zone's clocks from UTC at the given instant, in seconds, positive if they are ahead.
    fn offset_at(&self, moment: Moment) -> i64;
}

/// The offset of Iran's clocks from UTC since the end of its last summer time, in seconds.
const IRAN: i64 = 12_600;

/// The end of Iran's last summer time, 2022-09-21T19:30:00Z.
const LAST_SUMMER_TIME: Moment = Moment(1_663_788_600);

/// 2023-07-01T12:00:00Z, an instant at which outdated rules still have summer time in Iran.
const SUMMER_OF_2023: Moment = Moment(1_688_212_800);

/// Returns whether rules of Iran's time zone still have summer time, which ended in 2022: browsers and systems without
/// updates have such rules.
pub fn is_outdated_in_iran(rules: &dyn Zone) -> bool {
    rules.offset_at(SUMMER_OF_2023) != IRAN
}

/// Returns the offset of Iran's clocks from UTC, in seconds, given the offset of outdated rules. Those rules are right
/// for instants before the end of the last summer time.
pub fn offset_in_iran(moment: Moment, outdated: i64) -> i64 {
    if moment < LAST_SUMMER_TIME { outdated } else { IRAN }
}

/// The cached offset from UTC of one day, the last that was asked for, of a zone whose rules are slow.
#[derive(Default)]
pub struct DayOffset(Cell<Option<(i64, i64)>>);

impl DayOffset {
    /// Returns the zone's offset from UTC at an instant, in seconds: the cached one of the instant's day, or the result
    /// of `find`.
    ///
    /// A day of UTC has a single offset if the next one begins with the same, because no zone changes its offset twice
    /// within a day. In any other day, `find` is called each time: the clocks may change at any second of it.
    pub fn get(&self, moment: Moment, find: &dyn Fn(Moment) -> i64) -> i64 {
        let day = moment.0.div_euclid(DAY_S);
        if let Some((kept, offset)) = self.0.get()
            && kept == day
        {
            return offset;
        }
        let [offset, next] = [day, day.saturating_add(1)].map(|day| find(Moment(day.saturating_mul(DAY_S))));
        if offset != next {
            return find(moment);
        }
        self.0.set(Some((day, offset)));
        offset
    }
}

/// An end of a range. It decides which instant is meant where a wall clock shows a time twice or skips it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The beginning of a range: of a repeated time the first instant, of a skipped one the first instant after the
    /// gap.
    From,
    /// The end of a range: of a repeated time the second instant, of a skipped one the last instant before the gap.
    To,
}

impl WallClock {
    /// Returns the time that the zone's clocks show at the instant.
    pub fn at(moment: Moment, zone: &dyn Zone) -> Self {
        let local = moment.0 + zone.offset_at(moment);
        Self {
            day: Day::from_epoch(local.div_euclid(DAY_S)),
            second: u32::try_from(local.rem_euclid(DAY_S)).unwrap_or_default(),
        }
    }

    /// Returns the instant at which the zone's clocks show this time. `edge` decides which one if they show it twice
    /// or skip it.
    pub fn moment(self, zone: &dyn Zone, edge: Edge) -> Moment {
        let local = self.day.since_epoch() * DAY_S + i64::from(self.second);
        // No zone's offset from UTC is more than a day, and no zone changes its offset twice in two days.
        let before = zone.offset_at(Moment(local - DAY_S));
        let after = zone.offset_at(Moment(local + DAY_S));
        let shows = |offset: i64| zone.offset_at(Moment(local - offset)) == offset;
        match (shows(before), shows(after)) {
            (true, true) => {
                let (one, other) = (Moment(local - before), Moment(local - after));
                match edge {
                    Edge::From => one.min(other),
                    Edge::To => one.max(other),
                }
            }
            (true, false) => Moment(local - before),
            (false, true) => Moment(local - after),
            (false, false) => {
                let change = first_with_new_offset(zone, local - DAY_S, local + DAY_S, before);
                match edge {
                    Edge::From => Moment(change),
                    Edge::To => Moment(change - 1),
                }
            }
        }
    }
}

/// Returns the first second, after `low` and up to `high`, at which the zone's offset is not `old`.
fn first_with_new_offset(zone: &dyn Zone, mut low: i64, mut high: i64, old: i64) -> i64 {
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if zone.offset_at(Moment(middle)) == old {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}
