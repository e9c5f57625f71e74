//! The sentences of the overview, which are loaded with it.

use super::{Formatter, by_locale, messages::Template};
use crate::{
    domain::{
        calendar::Calendar,
        date_filter::{clock_text, day_text},
        zone::{Moment, WallClock, Zone},
    },
    overview::{attention::Need, buckets::BucketUnit},
};

/// The sentences of one language for the overview.
pub struct OverviewMessages {
    /// Heading and name of the list of states.
    pub by_state: &'static str,
    /// Name of the count of sends of any state.
    pub all: &'static str,
    /// Heading and name of the table of buckets.
    pub over_time: &'static str,
    /// Heading and name of the list of what needs attention.
    pub attention: &'static str,
    /// Button that stops the counting.
    pub stop: &'static str,
    /// Button that continues the counting.
    pub go_on: &'static str,
    /// Status while counts are in flight. Placeholders: the number of counts that are done, the number of all counts.
    pub progress: Template<2>,
    /// Status when all counts are done. Placeholder: the time at which the numbers were true.
    pub counted: Template<1>,
    /// Status after the counting was stopped.
    pub stopped: &'static str,
    /// Status if nothing is counted because the browser saves data.
    pub saves_data: &'static str,
    /// Text in place of a number that was not counted.
    pub not_counted: &'static str,
    /// Text in place of a number that is awaited.
    pub awaited: &'static str,
    /// Text in place of a number whose request has failed.
    pub failed: &'static str,
    /// Status if requests have failed. Placeholder: the title of the fault.
    pub has_failed: Template<1>,
    /// Status if the gateway states no totals.
    pub unstated: &'static str,
    /// Status if the counts of the states are together less than the total. Placeholder: the difference.
    pub fewer: Template<1>,
    /// Status if the counts of the states are together more than the total. Placeholder: the difference.
    pub more: Template<1>,
    /// Status if the gateway ignores a filter by the state 0. Placeholder: the state's name.
    pub zero_ignored: Template<1>,
    /// Status if the counts of parts of a span of time are together more than the count of the whole span.
    pub moved: &'static str,
    /// Check box: count the equal span before the range as well.
    pub compare: &'static str,
    /// Count of a state in the equal span before the range. Placeholders: the count, its share.
    pub before: Template<2>,
    /// The equal span before the range. Placeholders: its beginning, its end.
    pub previous_span: Template<2>,
    /// Accessible names of the arrow up and of the arrow down.
    pub up_down: [&'static str; 2],
    /// Check box: show each state as a part of the bars.
    pub stacked: &'static str,
    /// Check box: show the bars as a table.
    pub as_table: &'static str,
    /// Label of the choice of a length of time.
    pub span: &'static str,
    /// Choices of a length of time: a day, a week, thirty days, a year.
    pub spans: [&'static str; 4],
    /// Names of the dates by which sends are put into buckets: created, sent.
    pub dates: [&'static str; 2],
    /// Headers of the table: time, sends.
    pub headers: [&'static str; 2],
    /// A range of time. Placeholders: its beginning, its end.
    pub range: Template<2>,
    /// Hint on how to select buckets.
    pub select_hint: &'static str,
    /// Sentence on the range of the selected buckets. Placeholders: its beginning, its end, the number of its sends.
    pub selected: Template<3>,
    /// Button that opens the view of the selected buckets' range.
    pub set_range: &'static str,
    /// Names of the needs for attention, in the order of [`Need::ALL`].
    pub needs: [&'static str; Need::ALL.len()],
    /// Status if nothing needs attention.
    pub none: &'static str,
    /// Choices of the past days in which sends that need attention are counted: a day, a week, thirty days.
    pub days: [&'static str; 3],
    /// Label of the choice of the past days.
    pub days_label: &'static str,
    /// Label of the switch that watches the sends that need attention.
    pub watch: &'static str,
    /// Status while attention is watched and desktop notifications are allowed.
    pub watching: &'static str,
    /// Status while attention is watched and desktop notifications are not allowed.
    pub watching_title: &'static str,
    /// Text of the desktop notification.
    pub notification: &'static str,
    /// Sentence that the overview has no sums of costs and recipients, because only the rows state them.
    pub no_sums: &'static str,
    /// Button that opens the export.
    pub open_export: &'static str,
}

impl Formatter {
    /// Returns the sentences of the language for the overview.
    pub const fn overview(self) -> &'static OverviewMessages {
        by_locale!(self.locale, (overview::MESSAGES))
    }

    /// Returns a share, given in thousandths, in percent. A digit after the point is left out if it is zero.
    pub fn thousandths(self, share: u64) -> String {
        let text = match share % 10 {
            0 => (share / 10).to_string(),
            tenth => format!("{}.{tenth}", share / 10),
        };
        [self.percent_mark(), &self.number(&text), self.percent_sign()].concat()
    }

    /// Returns the name of a bucket that begins at an instant: by its unit, an hour, a day with its weekday, or a
    /// month.
    pub fn bucket(self, from: Moment, unit: BucketUnit, zone: &dyn Zone) -> String {
        let clock = WallClock::at(from, zone);
        match unit {
            BucketUnit::Hour => [&*self.full_date(clock.day), " ", &self.short_bucket(from, unit, zone)].concat(),
            BucketUnit::Day | BucketUnit::Week => self.full_date(clock.day),
            BucketUnit::Months(_) => {
                let (year, month, _) = clock.day.ymd(self.calendar);
                [self.month(month), " ", &self.digits().write(&year.to_string())].concat()
            }
        }
    }

    /// Returns the short name of a bucket, which stands under its bar: its hour, its day or its month.
    pub fn short_bucket(self, from: Moment, unit: BucketUnit, zone: &dyn Zone) -> String {
        let clock = WallClock::at(from, zone);
        let text = match unit {
            BucketUnit::Hour => clock_text(clock.second).chars().take(5).collect(),
            BucketUnit::Day | BucketUnit::Week | BucketUnit::Months(_) => {
                let separator = if self.calendar == Calendar::Persian { '/' } else { '-' };
                let day = day_text(clock.day, self.calendar, separator);
                let months = matches!(unit, BucketUnit::Months(_));
                // Without the year or without the day.
                if months { day.chars().take(7).collect() } else { day.chars().skip(5).collect::<String>() }
            }
        };
        self.digits().write(&text)
    }
}
