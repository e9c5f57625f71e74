//! The details of a failure: its possible causes, and a technical text for whoever can help.

use super::{dialog::t_lazy, share::copy_field};
use crate::{
    app::{
        report::Report,
        ui::kit::signals::{derived, memo, show_when},
    },
    gateway::fault::Fault,
};
use leptos::prelude::*;

/// Renders the details of the failure, folded under its notice.
pub fn failure_details(report: Report) -> AnyView {
    let is_unreachable =
        memo(move || report.with_view(|view| view.fault().is_some_and(|fault| **fault == Fault::Unreachable)));
    let causes = move || {
        let list =
            move || report.formatter().lazy().causes.into_iter().map(|cause| view! { <li>{cause}</li> }).collect_view();
        view! {
            <p>{t_lazy(report, |text| text.causes_title)}</p>
            <ul>{list}</ul>
            <p>{t_lazy(report, |text| text.proxy)}</p>
            {copy_field(report, "copy-proxy", t_lazy(report, |text| text.proxy_recipe), derived(move || report.proxy_recipe()))}
        }
        .into_any()
    };
    view! {
        <details class="failure-details">
            <summary>{t_lazy(report, |text| text.details)}</summary>
            {show_when(is_unreachable, causes)}
            {copy_field(
                report,
                "copy-technical",
                t_lazy(report, |text| text.technical),
                derived(move || report.technical_detail().unwrap_or_default()),
            )}
        </details>
    }
    .into_any()
}
