//! The interpretation of a date field's text, shown under the field while it is typed.

use crate::{
    app::{
        report::{Report, date_in_words},
        ui::kit::signals::derived,
    },
    browser::pointer,
    domain::{date_filter::DateFilter, draft::shown_date, param::Param, zone::Moment},
    i18n::long_dates,
};
use leptos::prelude::*;

/// Renders the date field's instant in words: its weekday, date, time and time zone. Renders nothing if the text is no
/// date.
pub fn reading(report: Report, param: Param) -> AnyView {
    let typed = report.typed(param);
    let words = move || typed.with(|text| words(report, param, text)).unwrap_or_default();
    view! { <span>{derived(words)}</span> }.into_any()
}

/// Returns the instant of a date's text in words. Returns `None` if the parameter is not a date, or the text cannot be
/// interpreted.
pub(super) fn words(report: Report, param: Param, text: &str) -> Option<String> {
    let edge = param.edge()?;
    report.with_deployment(|deployment| {
        let city = report.formatter().zone_city(&deployment.config.time_zone);
        let when = long_dates::parse(text, &city).ok()?;
        Some(in_words(report, when.moment(deployment.clock(report.now()), edge)))
    })
}

/// Returns an instant in words.
pub(super) fn in_words(report: Report, moment: Moment) -> String {
    report.with_deployment(|deployment| {
        report.formatter().full_time(moment, &deployment.zone, &deployment.config.time_zone)
    })
}

/// Returns a filter's value in words for a list of filters: a date relative to now as the day that it means, with its
/// time if it is not the end of that day; any other value as it is.
pub(super) fn value_in_short(report: Report, param: Param, value: String) -> String {
    let in_short = |edge| {
        let when = DateFilter::parse(&value).ok()?;
        if !matches!(when, DateFilter::Math(_)) {
            return None;
        }
        let formatter = report.formatter();
        report.with_deployment(|deployment| {
            let moment = when.moment(deployment.clock(report.now()), edge);
            let when = DateFilter::of_moment(moment, &deployment.zone, edge);
            Some(date_in_words(when, formatter))
        })
    };
    param.edge().and_then(in_short).unwrap_or(value)
}

/// Makes the date of a field that is left take effect. If a mouse button leaves the field, it is released first: the
/// filters in force move the table, and a click counts where it was begun.
///
/// A date in which the month is a name is rewritten as the fields write dates.
pub fn leave_date(report: Report, param: Param) {
    let text = untrack(|| report.typed(param).get());
    if DateFilter::parse(&text).is_err() {
        let formatter = untrack(|| report.formatter());
        let city = report.with_deployment(|deployment| formatter.zone_city(&deployment.config.time_zone));
        if let Ok(when) = long_dates::parse(&text, &city) {
            report.type_text(param, shown_date(when, formatter.calendar, formatter.digits()));
        }
    }
    pointer::after_press(move || report.settle(param));
}
