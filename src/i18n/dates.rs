//! Dates and times as a language writes them.

use super::Style;
use crate::domain::{
    calendar::Calendar,
    when::{clock_text, day_text},
    zone::{Moment, WallClock, Zone},
};

impl Style {
    /// The day and the time of day (hours and minutes) of an instant on the zone's clocks: two pieces, each read
    /// from left to right.
    pub fn day_and_time(self, moment: Moment, zone: &dyn Zone) -> (String, String) {
        let clock = WallClock::at(moment, zone);
        let separator = match self.calendar {
            Calendar::Persian => '/',
            Calendar::Gregory => '-',
        };
        let day = day_text(clock.day, self.calendar, separator);
        let time: String = clock_text(clock.second).chars().take(5).collect();
        (self.digits().write(&day), self.digits().write(&time))
    }

    /// The time of day with its seconds.
    pub fn time(self, moment: Moment, zone: &dyn Zone) -> String {
        self.digits().write(&clock_text(WallClock::at(moment, zone).second))
    }
}
