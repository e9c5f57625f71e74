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
    /// Name of the count of all states.
    pub all: &'static str,
    /// Heading and name of the table of buckets.
    pub over_time: &'static str,
    /// Heading and name of the list of what needs attention.
    pub attention: &'static str,
    /// Button.
    pub stop: &'static str,
    /// Button: count what was not counted.
    pub go_on: &'static str,
    /// Said while counts are under way. Placeholders: the counts that are done, all of them.
    pub progress: Template<2>,
    /// Said when the counts have ended. Placeholder: the time that they are of.
    pub counted: Template<1>,
    /// Said after Stop counting.
    pub stopped: &'static str,
    /// Said where nothing was asked, as the browser saves data.
    pub saves_data: &'static str,
    /// Stands in place of a number that was not counted.
    pub not_counted: &'static str,
    /// Stands in place of a number that is awaited.
    pub awaited: &'static str,
    /// Stands in place of a number whose request has failed.
    pub failed: &'static str,
    /// Said where requests have failed. Placeholder: what has happened.
    pub has_failed: Template<1>,
    /// Said where the gateway does not say totals.
    pub unsaid: &'static str,
    /// Said where the states are fewer than all. Placeholder: by how many.
    pub fewer: Template<1>,
    /// Said where the states are more than all. Placeholder: by how many.
    pub more: Template<1>,
    /// Said where the gateway ignores the state 0. Placeholder: the state's name.
    pub zero_ignored: Template<1>,
    /// Said where parts of the time are more than their whole.
    pub moved: &'static str,
    /// Check box: count the time before as well.
    pub compare: &'static str,
    /// Count of the equal span before. Placeholders: the count, its share.
    pub before: Template<2>,
    /// The equal span before. Placeholders: its beginning, its end.
    pub span_before: Template<2>,
    /// Said by an arrow up, and by an arrow down.
    pub up_down: [&'static str; 2],
    /// Check box: tell the states apart in the bars.
    pub stacked: &'static str,
    /// Check box: show the bars as a table.
    pub as_table: &'static str,
    /// Label of the choice of a span.
    pub span: &'static str,
    /// Choices of a span: a day, a week, thirty days, a year.
    pub spans: [&'static str; 4],
    /// Said of the dates of the buckets: created, sent.
    pub dates: [&'static str; 2],
    /// Headers of the table: time, sends.
    pub headers: [&'static str; 2],
    /// A range of time. Placeholders: its beginning, its end.
    pub range: Template<2>,
    /// Hint on how a span is selected.
    pub select_hint: &'static str,
    /// Sentence on the selected span. Placeholders: its beginning, its end, its sends.
    pub selected: Template<3>,
    /// Button that makes it the range.
    pub set_range: &'static str,
    /// Names of what needs attention, in the order of [`Need::ALL`].
    pub needs: [&'static str; Need::ALL.len()],
    /// Said where nothing needs attention.
    pub none: &'static str,
    /// Choices of the days of attention: a day, a week, thirty days.
    pub days: [&'static str; 3],
    /// Label of that choice.
    pub days_label: &'static str,
    /// Switch that watches for what needs attention.
    pub watch: &'static str,
    /// Said while it is watched, and desktop notifications are allowed.
    pub watching: &'static str,
    /// Said while it is watched, and desktop notifications are not allowed.
    pub watching_title: &'static str,
    /// Desktop notification.
    pub notification: &'static str,
    /// Said where people look for cost and recipients.
    pub no_sums: &'static str,
    /// Button that opens the export.
    pub open_export: &'static str,
}

impl Formatter {
    /// Returns the sentences of the language for the overview.
    pub const fn overview(self) -> &'static OverviewMessages {
        by_locale!(self.locale, (overview::MESSAGES))
    }

    /// Returns a share in thousandths as percents with one digit after the point.
    pub fn thousandths(self, share: u64) -> String {
        let text = match share % 10 {
            0 => (share / 10).to_string(),
            tenth => format!("{}.{tenth}", share / 10),
        };
        [self.percent_mark(), &self.number(&text), self.percent_sign()].concat()
    }

    /// Returns the name of a bucket that begins at an instant: with its weekday, its hour or its month, as its unit has it.
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

    /// Returns the name of a bucket under its bar: its hour, its day or its month.
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
