//! The details of a failure: its possible causes, and a technical text for whoever can help.

use super::{
    dialog::say_lazy,
    parts::{flag, text, when},
    share::copy_field,
};
use crate::{app::report::Report, gateway::fault::Fault};
use leptos::prelude::*;

/// Renders the details of the failure, folded under its notice.
pub fn details(report: Report) -> AnyView {
    let is_unreachable =
        flag(move || report.with_view(|view| view.fault().is_some_and(|fault| **fault == Fault::Unreachable)));
    let causes = move || {
        let list =
            move || report.formatter().lazy().causes.into_iter().map(|cause| view! { <li>{cause}</li> }).collect_view();
        view! {
            <p>{say_lazy(report, |text| text.causes_title)}</p>
            <ul>{list}</ul>
            <p>{say_lazy(report, |text| text.proxy)}</p>
            {copy_field(report, "copy-proxy", say_lazy(report, |text| text.proxy_recipe), text(move || report.proxy_recipe()))}
        }
        .into_any()
    };
    view! {
        <details class="details">
            <summary>{say_lazy(report, |text| text.details)}</summary>
            {when(is_unreachable, causes)}
            {copy_field(
                report,
                "copy-technical",
                say_lazy(report, |text| text.technical),
                text(move || report.technical_detail().unwrap_or_default()),
            )}
        </details>
    }
    .into_any()
}
