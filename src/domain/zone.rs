//! Instants, and the wall clock of a time zone.

use super::calendar::Day;
use std::cell::Cell;

/// Seconds in a day of 24 hours.
const DAY: i64 = 86_400;

/// An instant: seconds since 1970-01-01T00:00:00Z, as the API counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub i64);

/// What a wall clock shows: a day, and the seconds since its midnight (0 to 86,399).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WallClock {
    /// The day.
    pub day: Day,
    /// Seconds since the day's midnight, as the clock face shows them.
    pub second: u32,
}

/// The rules of one time zone.
pub trait Zone {
    /// How far the zone's clocks are ahead of UTC at this instant, in seconds.
    fn offset_at(&self, moment: Moment) -> i64;
}

/// How far Iran's clocks are ahead of UTC since it has no summer time any more, in seconds.
const IRAN: i64 = 12_600;

/// The end of Iran's last summer time, 2022-09-21T19:30:00Z.
const LAST_SUMMER_TIME: Moment = Moment(1_663_788_600);

/// 2023-07-01T12:00:00Z, when older rules still have summer time in Iran.
const SUMMER_OF_2023: Moment = Moment(1_688_212_800);

/// Whether rules of Iran's clocks are from before its last summer time, as in browsers and systems that are not
/// updated.
pub fn is_outdated_in_iran(rules: &dyn Zone) -> bool {
    rules.offset_at(SUMMER_OF_2023) != IRAN
}

/// Returns how far Iran's clocks are ahead of UTC, in seconds, where outdated rules say this. Older changes they know.
pub fn offset_in_iran(moment: Moment, outdated: i64) -> i64 {
    if moment < LAST_SUMMER_TIME { outdated } else { IRAN }
}

/// The offsets of a zone that is slow to ask, kept by the hour. It takes a fixed place, whatever is asked.
pub struct HourOffsets(Vec<Cell<(i64, i64)>>);

/// So many hours are kept, each at its own place: six weeks in a row.
const KEPT_HOURS: i64 = 1_009;

/// Seconds in an hour.
const HOUR: i64 = 3_600;

impl Default for HourOffsets {
    fn default() -> Self {
        Self((0..KEPT_HOURS).map(|_| Cell::new((i64::MIN, 0))).collect())
    }
}

impl HourOffsets {
    /// Returns the offset at an instant, as `ask` says it.
    ///
    /// Only an hour that begins with the offset with which the next one begins has one offset, as no zone changes its
    /// own twice in an hour. In any other, `ask` is asked each time: clocks may be changed at any second of it.
    pub fn get(&self, moment: Moment, ask: &dyn Fn(Moment) -> i64) -> i64 {
        let hour = moment.0.div_euclid(HOUR);
        let offset = self.at_hour(hour, ask);
        if offset == self.at_hour(hour + 1, ask) { offset } else { ask(moment) }
    }

    fn at_hour(&self, hour: i64, ask: &dyn Fn(Moment) -> i64) -> i64 {
        let place = usize::try_from(hour.rem_euclid(KEPT_HOURS)).ok().and_then(|place| self.0.get(place));
        match place.map(Cell::get) {
            Some((kept, offset)) if kept == hour => offset,
            _ => {
                let offset = ask(Moment(hour.saturating_mul(HOUR)));
                if let Some(place) = place {
                    place.set((hour, offset));
                }
                offset
            }
        }
    }
}

/// Which instant is meant where a wall clock shows a time twice or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The beginning of a range: of a doubled time the first, of a skipped one the first instant after it.
    From,
    /// The end of a range: of a doubled time the second, of a skipped one the last instant before it.
    To,
}

impl WallClock {
    /// What the zone's clocks show at the instant.
    pub fn at(moment: Moment, zone: &dyn Zone) -> Self {
        let local = moment.0 + zone.offset_at(moment);
        Self {
            day: Day::from_epoch(local.div_euclid(DAY)),
            second: u32::try_from(local.rem_euclid(DAY)).unwrap_or_default(),
        }
    }

    /// The instant at which the zone's clocks show this.
    pub fn moment(self, zone: &dyn Zone, edge: Edge) -> Moment {
        let local = self.day.since_epoch() * DAY + i64::from(self.second);
        // No zone is further than a day from UTC, and none changes its offset twice in two days.
        let before = zone.offset_at(Moment(local - DAY));
        let after = zone.offset_at(Moment(local + DAY));
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
                let change = first_with_new_offset(zone, local - DAY, local + DAY, before);
                match edge {
                    Edge::From => Moment(change),
                    Edge::To => Moment(change - 1),
                }
            }
        }
    }
}

/// The second at which the zone leaves `old`, somewhere after `low` and up to `high`.
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
