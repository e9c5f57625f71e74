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
    let words = move || {
        let when = typed.with(|text| When::parse(text).ok());
        let Some((when, edge)) = when.zip(field.edge()) else { return String::new() };
        report.with_settings(|settings| {
            let moment = when.moment(settings.clock(report.now()), edge);
            report.style().full_time(moment, &settings.zone, &settings.config.time_zone)
        })
    };
    view! { <span>{text(words)}</span> }.into_any()
}
