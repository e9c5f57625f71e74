//! What has been understood of a date's text, said at once under its field.

use super::parts::text;
use crate::{
    domain::{field::Field, when::When},
    report::Report,
};
use leptos::prelude::*;

/// The instant in words, with its weekday and whose clocks show it; empty where there is nothing to say.
pub fn reading(report: Report, field: Field) -> AnyView {
    let typed = report.typed(field);
    let words = move || typed.with(|text| words(report, field, text)).unwrap_or_default();
    view! { <span>{text(words)}</span> }.into_any()
}

/// The same of any text; `None` where the field takes no date or the text is none.
pub(super) fn words(report: Report, field: Field, text: &str) -> Option<String> {
    let (when, edge) = When::parse(text).ok().zip(field.edge())?;
    Some(report.with_settings(|settings| {
        let moment = when.moment(settings.clock(report.now()), edge);
        report.style().full_time(moment, &settings.zone, &settings.config.time_zone)
    }))
}
