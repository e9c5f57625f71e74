//! Dates relative to now, in the syntax of Grafana and Elasticsearch: `now-7d/d`.

use super::{
    calendar::{Calendar, Day},
    zone::{Edge, Moment, WallClock, Zone},
};
use std::fmt;

/// The report's time zone, the present instant and a calendar: all that turns the dates of a filter into instants. The
/// clock stands still, so that all dates of one request have one `now`.
#[derive(Clone, Copy)]
pub struct Clock<'a> {
    /// The report's time zone.
    pub zone: &'a dyn Zone,
    /// The instant that `now` means in date math.
    pub now: Moment,
    /// The calendar of weeks, months and years. It is the deployment's, so that a link means the same to every reader.
    pub calendar: Calendar,
}

/// A date that is `now`, shifted and rounded step by step, from left to right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateMath {
    steps: [Option<Step>; MAX_STEPS],
}

/// The largest number of steps, more than anybody writes.
const MAX_STEPS: usize = 6;

/// The largest number of digits in a number of date math.
const MAX_DIGITS: usize = 9;

/// A step of date math.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// A shift by a number of units: `+2h`, `-7d`.
    Shift(i64, Unit),
    /// A rounding to a unit: `/d`. It leads to the first second of the unit, at the end of a range to its last.
    Round(Unit),
}

/// A unit of time. Each variant's letter stands for it in date math.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A second, `s`.
    Second,
    /// A minute, `m`.
    Minute,
    /// An hour, `h`.
    Hour,
    /// A day, `d`.
    Day,
    /// A week, `w`.
    Week,
    /// A month, `M`.
    Month,
    /// A year, `y`.
    Year,
}

/// The result of the steps so far: an instant, or a time on the zone's clocks.
#[derive(Clone, Copy)]
enum Point {
    Instant(i64),
    Wall(WallClock),
}

/// The range of instants that date math can result in: the first second of 1970 to the last of 9999, in Unix seconds.
const SECONDS: (i64, i64) = (0, super::date_filter::LAST_SECOND);

impl Unit {
    const ALL: [(char, Self); 7] = [
        ('s', Self::Second),
        ('m', Self::Minute),
        ('h', Self::Hour),
        ('d', Self::Day),
        ('w', Self::Week),
        ('M', Self::Month),
        ('y', Self::Year),
    ];

    /// Returns the unit of a letter; `None` if there is none. Capitals are accepted as well, except that `M` means
    /// months.
    fn from_letter(letter: char) -> Option<Self> {
        let is = |own: char| own == letter || (own != 'm' && own == letter.to_ascii_lowercase());
        Self::ALL.into_iter().find(|(own, _)| is(*own)).map(|(_, unit)| unit)
    }

    /// Returns the letter of the unit.
    fn letter(self) -> char {
        Self::ALL.into_iter().find(|(_, unit)| *unit == self).map_or('?', |(letter, _)| letter)
    }

    /// Returns the length of the unit in seconds; `None` for a unit whose length varies.
    const fn seconds(self) -> Option<i64> {
        match self {
            Self::Second => Some(1),
            Self::Minute => Some(60),
            Self::Hour => Some(3600),
            Self::Day | Self::Week | Self::Month | Self::Year => None,
        }
    }
}

impl DateMath {
    /// Reads date math; `None` if the text is not date math.
    ///
    /// Spaces are ignored. But a space before a number, where an operator should be (`now 1d`), counts as a plus,
    /// because a plus arrives in an address as a space.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.get(..3).filter(|now| now.eq_ignore_ascii_case("now")).and(text.get(3..))?;
        let mut math = Self::default();
        let mut at = 0;
        loop {
            let step = rest.trim_start();
            let Some(operator) = step.chars().next() else { return Some(math) };
            let bare = operator.is_ascii_digit() && step.len() < rest.len();
            let after = if bare { step } else { step.get(operator.len_utf8()..)?.trim_start() };
            let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
            let (number, unit) = (after.get(..digits)?, after.get(digits..)?.trim_start());
            let letter = unit.chars().next()?;
            let unit_read = Unit::from_letter(letter)?;
            let count = match number {
                "" => 1,
                _ if digits <= MAX_DIGITS => number.parse().ok()?,
                _ => return None,
            };
            let read = match operator {
                '/' if number.is_empty() => Some(Step::Round(unit_read)),
                '-' => Some(Step::Shift(-count, unit_read)),
                '+' => Some(Step::Shift(count, unit_read)),
                _ if bare => Some(Step::Shift(count, unit_read)),
                _ => None,
            };
            // A shift by zero has no effect, so it is dropped.
            if !matches!(read?, Step::Shift(0, _)) {
                *math.steps.get_mut(at)? = read;
                at += 1;
            }
            rest = unit.get(letter.len_utf8()..)?;
        }
    }

    /// Returns the instant that the date math means as the end `edge` of a range, kept within the years 1970 to 9999. A
    /// rounding leads to the first second of its unit at the lower end, and to the last second at the upper end. Later
    /// steps start from there.
    pub fn moment(self, clock: Clock, edge: Edge) -> Moment {
        // Once an upper end is rounded, the point is the first second after it: months are shifted from their first
        // day, as their last days differ.
        let (mut point, mut side, mut beyond) = (Point::Instant(clock.now.0), edge, 0);
        for step in self.steps.into_iter().flatten() {
            match step {
                Step::Shift(count, unit) => point = point.shift(count, unit, clock, side),
                Step::Round(unit) => {
                    if beyond > 0 {
                        point = Point::Instant(point.instant(clock, side) - beyond);
                    }
                    point = point.round(unit, clock);
                    if edge == Edge::To {
                        point = point.shift(1, unit, clock, edge);
                        (side, beyond) = (Edge::From, 1);
                    }
                }
            }
        }
        Moment((point.instant(clock, side) - beyond).clamp(SECONDS.0, SECONDS.1))
    }
}

impl fmt::Display for DateMath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("now")?;
        for step in self.steps.iter().flatten() {
            match step {
                Step::Shift(count, unit) => {
                    let sign = if *count < 0 { '-' } else { '+' };
                    write!(f, "{sign}{}{}", count.unsigned_abs(), unit.letter())?;
                }
                Step::Round(unit) => write!(f, "/{}", unit.letter())?,
            }
        }
        Ok(())
    }
}

impl Point {
    fn instant(self, clock: Clock, edge: Edge) -> i64 {
        match self {
            Self::Instant(seconds) => seconds,
            Self::Wall(wall) => wall.moment(clock.zone, edge).0,
        }
    }

    fn wall(self, clock: Clock) -> WallClock {
        match self {
            Self::Instant(seconds) => WallClock::at(Moment(seconds), clock.zone),
            Self::Wall(wall) => wall,
        }
    }

    fn shift(self, count: i64, unit: Unit, clock: Clock, edge: Edge) -> Self {
        if let Some(seconds) = unit.seconds() {
            let instant = self.instant(clock, edge).saturating_add(count.saturating_mul(seconds));
            // These bounds are far beyond those of the result, and well within the days that the calendars cover.
            return Self::Instant(instant.clamp(-SECONDS.1, 2 * SECONDS.1));
        }
        let wall = self.wall(clock);
        let day = match unit {
            Unit::Day => wall.day.plus_days(count),
            Unit::Week => wall.day.plus_days(count.saturating_mul(7)),
            Unit::Year => wall.day.plus_months(clock.calendar, count.saturating_mul(12)),
            _ => wall.day.plus_months(clock.calendar, count),
        };
        Self::Wall(WallClock { day, ..wall })
    }

    fn round(self, unit: Unit, clock: Clock) -> Self {
        let wall = self.wall(clock);
        if let Some(seconds) = unit.seconds() {
            let over = i64::from(wall.second) % seconds;
            return match self {
                // An instant is rounded as such: a wall clock shows some hours twice.
                Self::Instant(instant) => Self::Instant(instant - over),
                Self::Wall(wall) => {
                    Self::Wall(WallClock { second: wall.second - u32::try_from(over).unwrap_or(0), ..wall })
                }
            };
        }
        let day = match unit {
            Unit::Week => wall.day.first_of_week(clock.calendar),
            Unit::Month => wall.day.first_of_month(clock.calendar),
            Unit::Year => wall.day.first_of_year(clock.calendar),
            _ => wall.day,
        };
        Self::Wall(WallClock { day, second: 0 })
    }
}

/// Returns the present day in the clock's time zone.
pub fn today(clock: Clock) -> Day {
    WallClock::at(clock.now, clock.zone).day
}
