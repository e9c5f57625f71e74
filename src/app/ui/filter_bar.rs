//! The form of the eleven filters.

mod state_picker;
mod text_field;

use super::{
    dialog_state::DialogState,
    kit::button::button,
    kit::icon::{Draw, Icon},
    kit::signals::{click, derived, t, true_or_false},
};
use crate::{app::report::Report, domain::param::Param};
use leptos::{ev::SubmitEvent, prelude::*};
use state_picker::StatePicker;
use text_field::text_field;

/// Renders the filter form. On a narrow screen it is folded until its button or a value that can't be used unfolds it.
#[component]
pub(super) fn FilterBar(
    /// The state of the page.
    report: Report,
    /// The dialogs that the form may open.
    dialogs: DialogState,
    /// True while the form is unfolded.
    unfolded: Signal<bool>,
    /// Toggles whether the form is folded.
    #[prop(into)]
    on_fold: Callback<()>,
) -> impl IntoView {
    let apply = move |event: SubmitEvent| {
        event.prevent_default();
        report.apply();
    };
    let count = derived(move || {
        let count = report.active_filters().len();
        if count == 0 { String::new() } else { format!(" {}", report.formatter().digits().write(&count.to_string())) }
    });
    view! {
        <button
            type="button"
            class="quiet filters-button"
            aria-expanded=true_or_false(unfolded)
            aria-controls="filters"
            on:click=click(move || on_fold.run(()))
        >
            <Draw icon=Icon::Filters/>
            <span>{t(report, |text| text.filters)}</span>
            <span class="count">{count}</span>
        </button>
        <form
            role="search"
            id="filters"
            class="filters"
            class:folded=Signal::derive(move || !unfolded.get())
            aria-label=t(report, |text| text.filters)
            on:submit=apply
            novalidate
        >
            {text_field(report, dialogs, Param::Message)}
            <StatePicker report/>
            {text_field(report, dialogs, Param::Number)}
            {text_field(report, dialogs, Param::Username)}
            {text_field(report, dialogs, Param::MessagesOutboxId)}
            <div class="pair created">
                {text_field(report, dialogs, Param::CreateFromDate)}
                {text_field(report, dialogs, Param::CreateToDate)}
            </div>
            <div class="pair sent">
                {text_field(report, dialogs, Param::SendFromDate)}
                {text_field(report, dialogs, Param::SendToDate)}
            </div>
            <div class="pair exits">
                {text_field(report, dialogs, Param::FromExitCount)}
                {text_field(report, dialogs, Param::ToExitCount)}
            </div>
            <div class="actions">
                {button("plain", t(report, |text| text.clear_all), move || report.clear_all())}
                <button type="submit" class="primary">{t(report, |text| text.apply)}</button>
            </div>
        </form>
    }
}
