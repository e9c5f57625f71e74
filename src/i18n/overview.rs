//! The sentences of the overview, which are loaded with it.

use super::{Formatter, by_locale, messages::Template};
use crate::{
    domain::{
        bidi,
        date_filter::{clock_text, day_text},
        zone::{Moment, WallClock, Zone},
    },
    overview::{
        attention::Need,
        buckets::{Bucket, BucketUnit},
    },
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
    /// Status if the gateway ignores the filter of the state.
    pub state_ignored: &'static str,
    /// Status if the counts of parts of a span of time are together more than the count of the whole span.
    pub moved: &'static str,
    /// Note on sends that are dated after the last bucket of an open range, as scheduled ones are. Placeholder: their
    /// number.
    pub after_last: Template<1>,
    /// Check box: count the equal span before the range as well.
    pub compare: &'static str,
    /// Text in place of the comparison with the equal span before the range, while one of the counts is not known.
    /// Placeholder: the count before, or the reason why it has no number.
    pub before: Template<1>,
    /// Comparison: there are more sends than in the equal span before. Placeholders: the difference, the count before.
    pub more_than_before: Template<2>,
    /// Comparison: there are fewer sends than in the equal span before. Placeholders: the difference, the count before.
    pub fewer_than_before: Template<2>,
    /// Comparison: there were no sends in the equal span before. Placeholder: the difference.
    pub more_than_none: Template<1>,
    /// Comparison: there are as many sends as in the equal span before.
    pub as_before: &'static str,
    /// The equal span before the range. Placeholders: its beginning, its end.
    pub previous_span: Template<2>,
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

    /// Returns the comparison of a count with that in the equal span before; an empty text if there were and are none.
    pub fn compared(self, now: u64, before: u64) -> String {
        let messages = self.overview();
        let (difference, count) = (self.count(now.abs_diff(before)), self.count(before));
        match (now, before) {
            (0, 0) => String::new(),
            (_, 0) => messages.more_than_none.fill([&difference]),
            _ if now > before => messages.more_than_before.fill([&difference, &count]),
            _ if now < before => messages.fewer_than_before.fill([&difference, &count]),
            _ => messages.as_before.to_owned(),
        }
    }

    /// Returns the name of a bucket: by its unit, an hour, a day with its weekday, a month, or its first and last
    /// month.
    pub fn bucket(self, bucket: Bucket, unit: BucketUnit, zone: &dyn Zone) -> String {
        let clock = WallClock::at(bucket.from, zone);
        match unit {
            BucketUnit::Hour => {
                let hour = self.short_bucket(bucket, unit, zone);
                [&*self.full_date(clock.day), " ", &hour, &self.repeated(bucket.from, clock, zone)].concat()
            }
            BucketUnit::Day | BucketUnit::Week => self.full_date(clock.day),
            BucketUnit::Months(_) => {
                let [(year, month, _), (last_year, last_month, _)] = self.ends(bucket, zone);
                let year_of = |year: i32| self.digits().write(&year.to_string());
                let last = [self.month(last_month), " ", &year_of(last_year)].concat();
                match (year == last_year, month == last_month) {
                    (true, true) => last,
                    (true, false) => [self.month(month), TO, &last].concat(),
                    (false, _) => [self.month(month), " ", &year_of(year), TO, &last].concat(),
                }
            }
        }
    }

    /// Returns the short name of a bucket, which stands under its bar: its hour, its day or its months.
    pub fn short_bucket(self, bucket: Bucket, unit: BucketUnit, zone: &dyn Zone) -> String {
        let clock = WallClock::at(bucket.from, zone);
        let separator = self.calendar.separator();
        let text = match unit {
            BucketUnit::Hour => clock_text(clock.second).chars().take(5).collect(),
            // Without the year.
            BucketUnit::Day | BucketUnit::Week => {
                day_text(clock.day, self.calendar, separator).chars().skip(5).collect::<String>()
            }
            BucketUnit::Months(_) => {
                let [(year, month, _), (last_year, last_month, _)] = self.ends(bucket, zone);
                let first = format!("{year:04}{separator}{month:02}");
                // There is little room: a month before the first one is of the next year.
                let is_clear = |years| years == 0 || years == 1 && last_month < month;
                match last_year - year {
                    0 if month == last_month => first,
                    years if is_clear(years) => format!("{first}–{last_month:02}"),
                    _ => format!("{first}–{last_year:04}{separator}{last_month:02}"),
                }
            }
        };
        self.digits().write(&text)
    }

    /// Returns the offset from UTC, in brackets, of an hour that the clocks show for the second time, as they were set
    /// back; an empty text for any other hour.
    fn repeated(self, from: Moment, clock: WallClock, zone: &dyn Zone) -> String {
        if WallClock::at(Moment(from.0 - 3_600), zone) != clock {
            return String::new();
        }
        let offset = zone.offset_at(from);
        let sign = if offset < 0 { '−' } else { '+' };
        let (hours, minutes) = (offset.abs() / 3_600, offset.abs() / 60 % 60);
        let minutes = if minutes == 0 { String::new() } else { format!(":{minutes:02}") };
        let utc = bidi::isolated_ltr(&format!("UTC{sign}{hours}{minutes}"));
        self.digits().write(&[" (", &utc, ")"].concat())
    }

    /// Returns the year, the month and the day of both ends of a bucket.
    fn ends(self, bucket: Bucket, zone: &dyn Zone) -> [(i32, u8, u8); 2] {
        [bucket.from, bucket.to].map(|at| WallClock::at(at, zone).day.ymd(self.calendar))
    }
}

/// The text between the first and the last month of a bucket.
const TO: &str = " – ";
