//! What has been understood of a date's text, said at once under its field.

use super::parts::text;
use crate::{
    app::report::Report,
    domain::{date_filter::DateFilter, param::Param},
    i18n::long_dates,
};
use leptos::prelude::*;

/// The instant in words, with its weekday and whose clocks show it; empty where there is nothing to say.
pub fn reading(report: Report, param: Param) -> AnyView {
    let typed = report.typed(param);
    let words = move || typed.with(|text| words(report, param, text)).unwrap_or_default();
    view! { <span>{text(words)}</span> }.into_any()
}

/// The same of any text; `None` where the field takes no date or the text is none.
pub(super) fn words(report: Report, param: Param, text: &str) -> Option<String> {
    let edge = param.edge()?;
    report.with_deployment(|deployment| {
        let place = report.formatter().zone_place(&deployment.config.time_zone);
        let when = long_dates::parse(text, &place).ok()?;
        let moment = when.moment(deployment.clock(report.now()), edge);
        Some(report.formatter().full_time(moment, &deployment.zone, &deployment.config.time_zone))
    })
}

/// Writes a date whose month stands there by its name as the fields write dates, and lets it take effect.
pub fn settle_in_numbers(report: Report, param: Param) {
    let text = untrack(|| report.typed(param).get());
    if DateFilter::parse(&text).is_err() {
        let place = report
            .with_deployment(|deployment| untrack(|| report.formatter()).zone_place(&deployment.config.time_zone));
        if let Ok(when) = long_dates::parse(&text, &place) {
            report.set_dates([param], [Some(when)]);
        }
    }
}
