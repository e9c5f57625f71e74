//! The tools of the view in the toolbar, and the buttons of the page's menu. Part of the lazy views.

use super::{dialog::t_lazy, notes::auto_refresh};
use crate::{
    app::{
        report::Report,
        ui::{
            dialog_state::{Dialog, DialogState},
            kit::{
                button::button,
                icon::{Draw, Icon},
                signals::{click, memo, t, true_or_false},
            },
            toolbar::tool,
        },
    },
    browser::document,
    i18n::lazy::LazyMessages,
};
use leptos::prelude::*;

/// Renders the tools of the toolbar: columns, export, saved views, sharing.
pub fn tools(report: Report, dialogs: DialogState) -> AnyView {
    let opener = move |icon: Icon, name: fn(&'static LazyMessages) -> &'static str, wanted: Dialog| {
        tool(icon, t_lazy(report, name), click(move || dialogs.open(wanted)))
    };
    view! {
        {overview_button(report)}
        {auto_refresh(report)}
        {opener(Icon::Columns, |text| text.columns, Dialog::Columns)}
        {opener(Icon::Download, |text| text.export, Dialog::Export)}
        {opener(Icon::Bookmark, |text| text.saved_views, Dialog::Views)}
        {opener(Icon::Share, |text| text.share, Dialog::Share)}
    }
    .into_any()
}

/// Renders the button that opens the overview and closes it.
fn overview_button(report: Report) -> AnyView {
    let name = t(report, |text| text.overview);
    let is_open = memo(move || report.has_overview());
    view! {
        <button
            type="button"
            class="quiet tool"
            aria-label=name
            aria-expanded=true_or_false(is_open)
            aria-controls=move || is_open.get().then_some("overview")
            on:click=click(move || report.toggle_overview())
        >
            <Draw icon=Icon::Bars/>
            <span>{name}</span>
        </button>
    }
    .into_any()
}

/// Renders the menu's buttons for help, printing and settings.
pub fn menu(report: Report, dialogs: DialogState) -> AnyView {
    view! {
        {button("plain", t_lazy(report, |text| text.help), move || dialogs.open(Dialog::Help))}
        {button("plain", t_lazy(report, |text| text.print), document::print)}
        {button("plain", t_lazy(report, |text| text.settings), move || dialogs.open(Dialog::Settings))}
    }
    .into_any()
}
