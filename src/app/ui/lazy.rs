//! The lazy views: those of the lazy part and of the export part. Only [`crate::app::lazy`] and
//! [`crate::app::exporting`] name them, so that their code is loaded after the first rows.

mod active_filters;
mod also_try;
mod column_headers;
mod columns;
mod commands;
mod config_error;
mod copying;
mod day_picker;
mod detail;
mod dialog;
mod export;
mod failure_details;
mod go_to_date;
mod help;
mod marks;
mod notes;
mod overview;
mod panel;
mod reading;
mod saved_views;
mod settings;
mod share;
mod spoken;
mod suggestions;
mod summary;
mod tools;
mod without_each;

pub use active_filters::active_filters;
pub use also_try::also_try;
pub use config_error::config_error_text;
pub use dialog::dialogs;
pub use export::{export_form, interrupted_export};
pub use failure_details::failure_details;
pub use go_to_date::go_to_date;
pub use notes::notes;
pub use overview::overview;
pub use reading::{leave_date, reading};
pub use tools::{menu, tools};

use crate::app::report::Report;
use leptos::prelude::*;

/// Renders the sentence that stands in the place of something whose code is on its way.
pub fn awaited(report: Report) -> AnyView {
    view! { <p class="hint">{dialog::t_lazy(report, |text| text.loading)}</p> }.into_any()
}

/// Renders the region between the rows and the paging: why there are no rows, or their totals.
pub fn under_rows(report: Report) -> AnyView {
    view! { {panel::panel(report)} {summary::summary(report)} }.into_any()
}
