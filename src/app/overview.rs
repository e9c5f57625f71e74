//! The region of the overview on the page. The overview's counting and its views are loaded with the export part.

use super::{
    exporting,
    report::{Overview, Report, follow},
    ui::{self, DialogState},
};
use crate::browser::{clock, document};
use leptos::prelude::*;

/// Renders the overview while it is open. The export part, which has the overview, is loaded when the overview is
/// opened. If the browser does not save data, the part is loaded earlier, when the browser is idle.
pub fn region(report: Report, dialogs: DialogState) -> AnyView {
    let loading = dialogs.exporting;
    if !document::saves_data() {
        clock::once_idle(move || loading.load(false));
    }
    follow(move || {
        if report.has_overview() {
            loading.load(true);
        }
    });
    let owner = Owner::current();
    let overview = StoredValue::new(None::<Overview>);
    let is_open = Memo::new(move |_| report.has_overview());
    let panel = move || {
        if !loading.is_there() {
            let is_awaited = is_open.get() && !loading.has_failed();
            return is_awaited.then(|| dialogs.lazy(move |lazy| (lazy.awaited)(report)));
        }
        let views = exporting::views()?;
        if overview.get_value().is_none() {
            // The state outlives the panel, so that recent counts are not sent again when the panel is opened again.
            overview.set_value(Some(owner.as_ref()?.with(|| (views.new_overview)(report))));
        }
        let overview = overview.get_value()?;
        is_open.get().then(|| (views.overview)(report, dialogs, overview))
    };
    // The dialog of the export shows a failure itself.
    let failure = move || is_open.get().then(|| ui::not_loaded(report, loading));
    view! { {failure} {panel} }.into_any()
}
