//! What stands under the table's header in place of rows: why there are none, and the way out.

use super::{
    icon::{Draw, Icon},
    pager::step,
    parts::click,
};
use crate::{
    domain::query::Filters,
    i18n::messages::fill,
    report::{Remote, Report},
};
use leptos::prelude::*;

/// Why there are no rows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// Values that can't be used.
    Unusable,
    /// Nothing under these filters.
    Filtered,
    /// Nothing at all.
    Account,
    /// A page behind the last one.
    PastTheEnd(u64, u64),
}

/// The panel, when there is a reason for one.
pub fn panel(report: Report) -> AnyView {
    let reason = move || {
        if report.with_query(|query| query.is_none()) {
            return Some(Reason::Unusable);
        }
        report.with_view(|view| {
            let (Remote::Ready(shown) | Remote::Refreshing(shown)) = view else { return None };
            if !shown.page.rows.is_empty() {
                return None;
            }
            Some(match shown.page.past_the_end() {
                Some(last) => Reason::PastTheEnd(shown.page.current_page, last),
                None if *shown.query.filters() == Filters::default() => Reason::Account,
                None => Reason::Filtered,
            })
        })
    };
    (move || {
        reason().map(|reason| {
            let style = report.style();
            let (messages, later) = (style.messages(), style.later());
            let (title, hint) = match reason {
                Reason::Unusable => (later.unusable.to_owned(), later.unusable_hint),
                Reason::Filtered => (later.empty_filtered.to_owned(), later.empty_filtered_hint),
                Reason::Account => (later.empty_account.to_owned(), later.empty_account_hint),
                Reason::PastTheEnd(page, last) => {
                    (fill(messages.past_the_end, &[&style.count(page), &style.count(last)]), "")
                }
            };
            let show_all = (reason == Reason::Filtered).then(|| {
                view! {
                    <button type="button" class="quiet" on:click=click(move || report.clear_all())>
                        {later.show_all}
                    </button>
                }
            });
            let to_last = match reason {
                Reason::PastTheEnd(_, last) => {
                    let label = fill(later.go_to_last, &[&style.count(last)]);
                    Some(step(report, Signal::stored(Some(last)), None, ("quiet", None), label.into_any()))
                }
                _ => None,
            };
            view! {
                <div class="panel">
                    <Draw icon=Icon::Search/>
                    <h2>{title}</h2>
                    <p>{hint}</p>
                    {show_all}
                    {to_last}
                </div>
            }
        })
    })
    .into_any()
}
