//! The list of the active filters, each in words and with a button that removes it.

use super::{
    dialog::t_lazy,
    kit::button::button,
    kit::icon::{Draw, Icon},
    kit::signals::{click, memo, show_when, t},
    reading,
};
use crate::app::report::Report;
use leptos::prelude::*;

/// Renders the active filters. Before the list, which may be longer than the screen, is a button *Clear all*, as that
/// of the form is hidden while the form is folded.
pub fn active_filters(report: Report) -> AnyView {
    let filters = Memo::new(move |_| report.active_filters());
    let is_any = memo(move || filters.with(|filters| !filters.is_empty()));
    let chips = move || {
        let formatter = report.formatter();
        let (messages, lazy) = (formatter.messages(), formatter.lazy());
        let chip = |(param, value): (_, String)| {
            let value = reading::value_in_short(report, param, value);
            let words = messages.filter.fill([messages.param(param), &value]);
            let name = lazy.remove_filter.fill([&words]);
            view! {
                <li>
                    <button
                        type="button"
                        class="chip"
                        aria-label=name
                        on:click=click(move || report.remove_filter(param))
                    >
                        <bdi translate="no">{words}</bdi>
                        <Draw icon=Icon::Close/>
                    </button>
                </li>
            }
        };
        filters.get().into_iter().map(chip).collect_view()
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
