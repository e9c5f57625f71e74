//! The host of the dialogs, and the frame that all of them share. Part of the lazy views.

use super::{
    column_headers, columns, commands,
    day_picker::day_picker,
    detail::detail,
    help::help,
    marks,
    saved_views::saved_views,
    settings::settings,
    share::{open_pasted, share},
    suggestions,
};
use crate::{
    app::{
        exporting::{Exporting, remove_kept},
        report::{Exporter, Report, follow, keep_until_cleanup},
        ui::{
            dialog_state::{Dialog, DialogState},
            kit::{
                button::button,
                icon::{Draw, Icon},
                signals::{derived, memo, show_when, t},
            },
        },
    },
    browser::{document, overlay_history},
    i18n::{Formatter, lazy::LazyMessages},
};
use leptos::{html, prelude::*};

/// Renders the open dialog and the outcome of the dialog that was closed last. It is called once for each session, and
/// also installs the handlers whose code is in this part: of pasted links, of the buttons and keys of rows and of the
/// table's headers, of the marks in rows, and of the values that are offered while one is typed.
pub fn dialogs(report: Report, dialogs: DialogState) -> AnyView {
    // A filter is in the address, in which a token must never be.
    let has_token = move |text: &str| report.has_token(text);
    keep_until_cleanup(document::on_paste("#filters input", has_token, move |text| {
        open_pasted(report, dialogs, &text);
    }));
    commands::start(report, dialogs);
    column_headers::start(report, dialogs);
    marks::in_rows(report);
    suggestions::start(report);
    let exporting = Exporting::new(report, dialogs.exporting);
    if Exporter::has_stored() {
        exporting.load();
    }
    follow(move || {
        if dialogs.current() == Some(Dialog::Export) {
            exporting.load();
        }
    });
    // Back closes any open dialog. Closing a dialog otherwise removes its history entry, unless another dialog opens
    // from it and takes the entry over.
    let is_open = memo(move || dialogs.current().is_some());
    follow(move || if is_open.get() { overlay_history::push() } else { overlay_history::pop() });
    // The session has ended when this view is removed.
    on_cleanup(move || {
        dialogs.forget();
        overlay_history::pop();
        remove_kept();
    });
    let has_status = memo(move || !dialogs.status().is_empty());
    let outcome = move || {
        view! {
            <p class="strip">
                <span>{derived(move || dialogs.status())}</span>
                {button("plain", t(report, |text| text.close), move || dialogs.set_status(""))}
            </p>
        }
        .into_any()
    };
    // A dialog is replaced only when another one is opened. What its own view reads while it is built must not replace
    // it.
    let open = move |wanted| match wanted {
        Some(Dialog::Day(param)) => day_picker(report, dialogs, param),
        Some(Dialog::Export) => {
            let content = exporting.show(move |views, exporter| (views.form)(report, exporter));
            frame(report, dialogs, "", t_lazy(report, |text| text.export).into_any(), ().into_any(), content)
        }
        Some(Dialog::Share) => share(report, dialogs),
        Some(Dialog::Views) => saved_views(report, dialogs),
        Some(Dialog::Detail(index)) => detail(report, dialogs, index),
        Some(Dialog::Columns) => columns::columns(report, dialogs),
        Some(Dialog::Column(column)) => columns::column(report, dialogs, column),
        Some(Dialog::Settings) => settings(report, dialogs),
        Some(Dialog::Help) => help(report, dialogs),
        None => ().into_any(),
    };
    let is_odd = StoredValue::new(false);
    let dialog = move || {
        let current = dialogs.current();
        let view = untrack(|| open(current));
        is_odd.update_value(|is_odd| *is_odd = !*is_odd);
        // Alternating between two types of views makes the framework create a new element for each dialog, which then
        // takes the focus.
        if is_odd.get_value() { (view, ()).into_any() } else { view }
    };
    view! {
        <div class="outcome-region" aria-live="polite">{show_when(has_status, outcome)}</div>
        {exporting.show_if_there(move |views, exporter| (views.interrupted)(report, dialogs, exporter))}
        {dialog}
    }
    .into_any()
}

/// Renders a modal dialog: its title, `tools` beside the title, a button that closes it, and the content (ARIA APG,
/// Dialog (Modal)). `class` is the CSS class of the dialog; it may be empty.
pub(super) fn frame(
    report: Report,
    dialogs: DialogState,
    class: &'static str,
    title: AnyView,
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
            on:close=move |_| {
                if dialogs.leave(report) {
                    // After Back, the dialog from which Help was opened has no entry any more.
                    overlay_history::push();
                } else {
                    document::return_focus();
                }
            }
        >
            <div class="dialog-head">
                <h2 id="dialog-title" tabindex="-1" aria-live="polite" autofocus>{title}</h2>
                {tools}
                <form method="dialog">
                    <button class="plain" aria-label=t(report, |text| text.close)><Draw icon=Icon::Close/></button>
                </form>
            </div>
            {content}
        </dialog>
    }
    .into_any()
}

/// Returns a sentence of the lazy part in the present language.
pub(super) fn t_lazy(report: Report, sentence: fn(&'static LazyMessages) -> &'static str) -> Signal<String> {
    Signal::derive(move || sentence(Formatter::lazy(report.formatter())).to_owned())
}

/// Returns the sentence on the place to which an item of a list was moved. `at` is its index.
pub(super) fn moved(formatter: Formatter, name: &str, at: usize, count: usize) -> String {
    let [place, count] = [at + 1, count].map(|number| formatter.count(number as u64));
    formatter.lazy().moved.fill([name, &place, &count])
}
