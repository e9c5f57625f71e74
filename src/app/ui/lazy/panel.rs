//! The panel that stands in place of the rows: why there are none, and what to do.

use super::{dialog::t_lazy, without_each::without_each};
use crate::{
    app::{
        report::Report,
        ui::{
            kit::{
                button::button,
                icon::{Draw, Icon},
                signals::{memo, show_when, t},
            },
            pager::step,
            toolbar,
        },
    },
    domain::{page::Emptiness, query::Filters},
    requests::RemoteData,
};
use leptos::prelude::*;

/// A reason why there are no rows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// A value of the address can't be used.
    Unusable,
    /// The filters match no sends.
    Filtered,
    /// The account has no sends.
    Account,
    /// A page has no rows, although other pages have some or may have: its number, and the reason.
    Page(u64, Emptiness),
}

/// Renders the panel while there are no rows to show.
pub fn panel(report: Report) -> AnyView {
    let reason = move || {
        if report.with_query(|query| query.is_none()) {
            return Some(Reason::Unusable);
        }
        report.with_view(|view| {
            let (RemoteData::Ready(shown) | RemoteData::Refreshing(shown)) = view else { return None };
            Some(match shown.page.emptiness()? {
                Emptiness::NoRows if *shown.query.filters() == Filters::default() => Reason::Account,
                Emptiness::NoRows => Reason::Filtered,
                emptiness => Reason::Page(shown.page.current_page, emptiness),
            })
        })
    };
    let is_filtered = memo(move || reason() == Some(Reason::Filtered));
    let panel = move || {
        reason().map(|reason| {
            let formatter = report.formatter();
            let lazy = formatter.lazy();
            let (title, hint) = match reason {
                Reason::Unusable => (lazy.unusable.to_owned(), lazy.unusable_hint),
                Reason::Filtered => (lazy.empty_filtered.to_owned(), lazy.empty_filtered_hint),
                Reason::Account => (lazy.empty_account.to_owned(), lazy.empty_account_hint),
                Reason::Page(page, emptiness) => (
                    toolbar::empty(emptiness, page, formatter),
                    match emptiness {
                        Emptiness::NoneCame(_) => lazy.none_came_hint,
                        Emptiness::EmptyPage => lazy.empty_page_hint,
                        Emptiness::PastTheEnd(_) | Emptiness::NoRows => "",
                    },
                ),
            };
            let show_all = (reason == Reason::Filtered)
                .then(|| button("quiet", t_lazy(report, |text| text.show_all), move || report.clear_all()));
            let try_again = matches!(reason, Reason::Page(_, Emptiness::NoneCame(_)))
                .then(|| button("quiet", t(report, |text| text.try_again), move || report.refresh()));
            let way = match reason {
                Reason::Page(_, Emptiness::PastTheEnd(last)) => Some((last, lazy.go_to_last)),
                // The first page always exists.
                Reason::Page(2.., _) => Some((1, lazy.go_to_page)),
                _ => None,
            };
            let way = way.map(|(page, label)| {
                let label = label.fill([&formatter.count(page)]);
                step(report, Signal::stored(Some(page)), None, ("quiet", None), label.into_any())
            });
            view! {
                <div class="panel">
                    <Draw icon=Icon::Search/>
                    <h2>{title}</h2>
                    <p>{hint}</p>
                    {(reason == Reason::Filtered).then(|| view! { <p>{lazy.no_recipients}</p> })}
                    {show_all}
                    {try_again}
                    {way}
                </div>
            }
        })
    };
    view! { {panel} {show_when(is_filtered, move || without_each(report))} }.into_any()
}
