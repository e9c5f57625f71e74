//! The dialog for sharing: links to the view, its request, and a field to open a pasted link or command.

use super::dialog::{frame, t_lazy};
use crate::{
    address::{LinkLength, Section, shell::Shell},
    app::{
        report::{Report, follow},
        ui::{
            dialog_state::DialogState,
            kit::signals::{choice, click, derived, memo, show_when, t, true_or_absent},
        },
    },
    browser::{document, files},
    i18n::lazy::LazyMessages,
};
use leptos::{ev::SubmitEvent, prelude::*};

/// Renders the dialog for sharing the view.
pub(super) fn share(report: Report, dialogs: DialogState) -> AnyView {
    let has_fixed = memo(move || report.fixed_link(None).is_some());
    let has_query = memo(move || report.link(None).is_some());
    let section = RwSignal::new(None::<Section>);
    let copies = move || {
        let link = derived(move || report.link(section.get()).unwrap_or_default());
        let fixed = derived(move || report.fixed_link(section.get()).unwrap_or_default());
        let of_link = derived(move || {
            let messages = report.formatter().lazy();
            if has_fixed.get() { messages.link_moving } else { messages.link }.to_owned()
        });
        let command = move |shell| derived(move || report.request_command(shell).unwrap_or_default());
        let json = derived(move || report.request_json().unwrap_or_default());
        view! {
            {section_choice(report, section)}
            {copy_field(report, "copy-link", of_link, link)}
            {length_note(report, link)}
            {show_when(has_fixed, move || copy_field(report, "copy-fixed", t_lazy(report, |text| text.link_fixed), fixed))}
            {copy_field(report, "copy-curl", t_lazy(report, |text| text.curl), command(Shell::Posix))}
            {copy_field(report, "copy-cmd", t_lazy(report, |text| text.curl_cmd), command(Shell::Cmd))}
            {copy_field(report, "copy-powershell", t_lazy(report, |text| text.power_shell), command(Shell::PowerShell))}
            {copy_field(report, "copy-json", t_lazy(report, |text| text.json), json)}
        }
        .into_any()
    };
    let content = view! {
        <div class="share">
            {show_when(has_query, copies)}
            {open_form(report, dialogs)}
        </div>
    };
    frame(report, dialogs, "", t_lazy(report, |text| text.share).into_any(), ().into_any(), content.into_any())
}

/// Renders the choice of the overview's section that the link opens.
fn section_choice(report: Report, section: RwSignal<Option<Section>>) -> AnyView {
    const ID: &str = "share-overview";
    let value = derived(move || section.get().map(Section::name).unwrap_or_default().to_owned());
    let names: [fn(&'static LazyMessages) -> &'static str; 3] =
        [|text| text.without_overview, |text| text.with_states, |text| text.with_time];
    let ids = [None, Some(Section::States), Some(Section::Time)];
    let options = ids
        .into_iter()
        .zip(names)
        .map(|(id, name)| choice(value, id.map(Section::name).unwrap_or_default().to_owned(), t_lazy(report, name)));
    view! {
        <div class="field">
            <label for=ID>{t(report, |text| text.overview)}</label>
            <select id=ID on:change=move |event| section.set(Section::from_name(&event_target_value(&event)))>
                {options.collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// Renders a note while the link is so long that some servers will refuse it.
fn length_note(report: Report, link: Signal<String>) -> AnyView {
    let sentence = derived(move || {
        let link = link.get();
        let formatter = report.formatter();
        let template = match LinkLength::of(&link) {
            LinkLength::Fine => return String::new(),
            LinkLength::RefusedBySome => formatter.lazy().long_link,
            LinkLength::RefusedByMost => formatter.lazy().too_long_link,
        };
        let length = u64::try_from(link.len()).unwrap_or(u64::MAX);
        template.fill([&formatter.count(length)])
    });
    let is_long = memo(move || sentence.with(|sentence| !sentence.is_empty()));
    show_when(is_long, move || view! { <p class="hint">{sentence}</p> }.into_any())
}

/// Renders a read-only text with a button that copies it.
pub(super) fn copy_field(report: Report, id: &'static str, label: Signal<String>, value: Signal<String>) -> AnyView {
    let status = RwSignal::new(None::<fn(&'static LazyMessages) -> &'static str>);
    // Another text was not copied.
    follow(move || {
        value.track();
        status.set(None);
    });
    let copy = move || {
        files::copy(value.get_untracked().into(), move |copied| {
            if !copied {
                files::select(id);
            }
            status.set(Some(if copied { |text| text.copied } else { |text| text.not_copied }));
        });
    };
    let status =
        derived(move || status.get().map(|status| status(report.formatter().lazy())).unwrap_or_default().to_owned());
    view! {
        <div class="copy">
            <label for=id>{label}</label>
            <textarea id=id dir="ltr" readonly rows="1" prop:value=value></textarea>
            <button
                aria-label=derived(move || report.formatter().lazy().copy_named.fill([&label.get()]))
                type="button"
                class="quiet"
                on:click=click(copy)
            >
                {t_lazy(report, |text| text.copy)}
            </button>
            <span aria-live="polite" class="hint">{status}</span>
        </div>
    }
    .into_any()
}

/// Renders the form that opens a link or command which somebody has sent.
fn open_form(report: Report, dialogs: DialogState) -> AnyView {
    const ID: &str = "pasted";
    let pasted = RwSignal::new(String::new());
    let failed = RwSignal::new(false);
    let open = move |event: SubmitEvent| {
        event.prevent_default();
        let found = pasted.with_untracked(|text| open_text(report, dialogs, text));
        failed.set(!found);
        if found {
            document::close_dialog();
        }
    };
    let error =
        move || view! { <p class="field-error" role="alert">{t_lazy(report, |text| text.not_opened)}</p> }.into_any();
    view! {
        <form class="open-pasted" on:submit=open novalidate>
            <h3>{t_lazy(report, |text| text.open_title)}</h3>
            <label for=ID>{t_lazy(report, |text| text.open_field)}</label>
            <textarea
                id=ID
                dir="ltr"
                rows="3"
                autocomplete="off"
                spellcheck="false"
                aria-describedby="pasted-hint"
                aria-invalid=true_or_absent(failed.into())
                on:input=move |event| pasted.set(event_target_value(&event))
            ></textarea>
            {show_when(failed.into(), error)}
            <p class="hint" id="pasted-hint">{t_lazy(report, |text| text.open_hint)}</p>
            <button type="submit" class="primary">{t_lazy(report, |text| text.open)}</button>
        </form>
    }
    .into_any()
}

/// Opens the view in a text that was pasted into the page, or says that the text holds none.
pub(super) fn open_pasted(report: Report, dialogs: DialogState, text: &str) {
    if !open_text(report, dialogs, text) {
        dialogs.set_status(untrack(|| report.formatter()).lazy().not_opened);
    }
}

/// Opens the view in a text, and returns whether the text holds one.
fn open_text(report: Report, dialogs: DialogState, text: &str) -> bool {
    let Some(pasted) = report.open_pasted(text) else { return false };
    let messages = untrack(|| report.formatter()).lazy();
    let mut sentences = vec![messages.opened];
    sentences.extend(pasted.has_token.then_some(messages.token_ignored));
    sentences.extend(pasted.has_address.then_some(messages.address_ignored));
    dialogs.set_status(sentences.join(" "));
    true
}
