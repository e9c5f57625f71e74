//! The interpretation of a date field's text, shown under the field while it is typed.

use crate::{
    app::{
        report::{Report, date_in_words},
        ui::kit::signals::derived,
    },
    browser::pointer,
    domain::{
        date_filter::{DateFilter, DateFilterError},
        draft::shown_date,
        param::Param,
        zone::Moment,
    },
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
        let when = long_dates::parse(text, &deployment.config.time_zone).ok()?;
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
/// A date in which the month is a name is rewritten as the fields write dates, also if there is no such day: the error
/// is then that of the numbers.
pub fn leave_date(report: Report, param: Param) {
    let text = untrack(|| report.typed(param).get());
    if DateFilter::parse(&text).is_err() {
        let formatter = untrack(|| report.formatter());
        let in_numbers = report.with_deployment(|deployment| {
            let zone_name = &deployment.config.time_zone;
            match long_dates::parse(&text, zone_name) {
                Ok(when) => Some(shown_date(when, formatter.calendar, formatter.digits())),
                Err(DateFilterError::NoSuchDay(_)) => {
                    long_dates::in_numbers(&text, zone_name).map(|text| formatter.digits().write(&text))
                }
                Err(_) => None,
            }
        });
        if let Some(text) = in_numbers {
            report.type_text(param, text);
        }
    }
    pointer::after_press(move || report.settle(param));
}
