//! The list of the active filters, each in words and with a button that removes it.

use super::{dialog::t_lazy, reading};
use crate::{
    app::{
        report::Report,
        ui::kit::{
            button::button,
            icon::{Draw, Icon},
            signals::{click, memo, show_when, t},
        },
    },
    browser::document,
};
use leptos::prelude::*;

/// Renders the active filters. Before the list, which may be longer than the screen, is a button *Clear all*, as that
/// of the form is hidden while the form is folded.
pub fn active_filters(report: Report) -> AnyView {
    let filters = Memo::new(move |_| report.active_filters());
    let is_any = memo(move || filters.with(|filters| !filters.is_empty()));
    let chips = move || {
        let formatter = report.formatter();
        let (messages, lazy) = (formatter.messages(), formatter.lazy());
        let filters = filters.get();
        let last = filters.len().saturating_sub(1);
        let chip = |(index, (param, value)): (usize, (_, String))| {
            let value = reading::value_in_short(report, param, value);
            let words = messages.filter.fill([messages.param(param), &value]);
            let name = lazy.remove_filter.fill([&words]);
            let remove = move || {
                report.remove_filter(param);
                // The focus stays at its place in the list, which is gone if it was the last one.
                if index == last && index > 0 {
                    document::focus_soon(id_of(index - 1));
                }
            };
            view! {
                <li>
                    <button type="button" class="chip" id=id_of(index) aria-label=name on:click=click(remove)>
                        <bdi translate="no">{words}</bdi>
                        <Draw icon=Icon::Close/>
                    </button>
                </li>
            }
        };
        filters.into_iter().enumerate().map(chip).collect_view()
    };
    let list = move || {
        view! {
            {button("plain clear", t(report, |text| text.clear_all), move || report.clear_all())}
            <ul aria-label=t_lazy(report, |text| text.active_filters)>{chips}</ul>
        }
        .into_any()
    };
    show_when(is_any, list)
}

/// Returns the HTML id of the filter at an index of the list.
fn id_of(index: usize) -> String {
    format!("active-filter-{index}")
}
