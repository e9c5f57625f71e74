//! The dialogs. All of this is loaded later.

use super::{
    day_picker::day_picker,
    detail::detail,
    dialogs::{Dialogs, Wanted},
    icon::{Draw, Icon},
    parts::{click, flag, say, text, when},
    saved_views::saved_views,
    share::share,
};
use crate::{
    browser::document,
    i18n::{Style, later::LaterMessages},
    report::{Report, follow},
};
use leptos::{html, prelude::*};

/// The dialog that is wanted, and what was done in the last one.
pub fn dialogs(report: Report, dialogs: Dialogs) -> AnyView {
    document::on_click("[data-detail]", move |row| {
        let first = report.with_view(|view| view.shown().and_then(|shown| shown.page.from)).unwrap_or(1);
        // The row's number among all, after the header's.
        let place = row.parse::<u64>().ok().and_then(|row| row.checked_sub(first + 1));
        if let Some(place) = place.and_then(|place| usize::try_from(place).ok()) {
            dialogs.open(Wanted::Detail(place));
        }
    });
    let is_open = flag(move || dialogs.wanted().is_some());
    let has_said = flag(move || !dialogs.said().is_empty());
    let said = move || {
        view! {
            <p class="outcome">
                <span>{text(move || dialogs.said())}</span>
                <button type="button" class="plain" on:click=click(move || dialogs.say(""))>
                    {say(report, |text| text.close)}
                </button>
            </p>
        }
        .into_any()
    };
    let dialog = move || match untrack(|| dialogs.wanted()) {
        Some(Wanted::Day(field)) => day_picker(report, dialogs, field),
        Some(Wanted::Share) => share(report, dialogs),
        Some(Wanted::Views) => saved_views(report, dialogs),
        Some(Wanted::Detail(place)) => detail(report, dialogs, place),
        None => ().into_any(),
    };
    view! {
        <div class="outcome-region" aria-live="polite">{when(has_said, said)}</div>
        {when(is_open, dialog)}
    }
    .into_any()
}

/// A modal dialog with its title, what can be done beside it, and a button that closes it (ARIA APG, Dialog (Modal)).
pub(super) fn frame(
    report: Report,
    dialogs: Dialogs,
    class: &'static str,
    title: Signal<String>,
    tools: AnyView,
    content: AnyView,
) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    follow(move || {
        if let Some(dialog) = node.get() {
            document::show_modal(&dialog);
        }
    });
    view! {
        <dialog
            node_ref=node
            class=class
            closedby="any"
            aria-labelledby="dialog-title"
            on:close=move |_| dialogs.close()
        >
            <div class="dialog-head">
                <h2 id="dialog-title">{title}</h2>
                {tools}
                <form method="dialog">
                    <button class="plain" aria-label=say(report, |text| text.close)><Draw icon=Icon::Close/></button>
                </form>
            </div>
            {content}
        </dialog>
    }
    .into_any()
}

/// A sentence of what is loaded later, in the present language.
pub(super) fn say_later(report: Report, sentence: fn(&'static LaterMessages) -> &'static str) -> Signal<String> {
    Signal::derive(move || sentence(Style::later(report.style())).to_owned())
}
