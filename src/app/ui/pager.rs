//! The pager: four steps as links, the field of the page's number, and the choice of rows per page.

use super::{
    dialog_state::DialogState,
    kit::field_error::FieldErrorLine,
    kit::icon::{Draw, Icon},
    kit::param_select::param_select,
    kit::signals::{choice, derived, t, true_or_absent},
};
use crate::{
    app::report::Report,
    domain::{page::Steps, param::Param},
    i18n::messages::Messages,
    requests::Snapshot,
};
use leptos::{ev::SubmitEvent, prelude::*};
use std::{rc::Rc, sync::Arc};

/// Renders the pager. It has the same place and size with any rows, and without rows.
#[component]
pub(super) fn Pager(
    /// The state of the page.
    report: Report,
    /// The dialogs, and the loading of the lazy part.
    dialogs: DialogState,
) -> impl IntoView {
    let last_page = move || known_last_page(report);
    let steps = move || {
        let steps = report.page_here().map(|page| Steps::from(page, last_page(), leads_on(report)));
        steps.unwrap_or_default()
    };
    let of_pages = derived(move || {
        let last = last_page().map(|last| report.formatter().count(last));
        last.map(|last| report.messages().of_pages.fill([&last])).unwrap_or_default()
    });
    let arrow = move |icon: Icon, name: fn(&'static Messages) -> &'static str, to: fn(&Steps) -> Option<u64>, rel| {
        let page = Signal::derive(move || to(&steps()));
        step(report, page, Some(t(report, name)), ("step", rel), view! { <Draw icon/> }.into_any())
    };
    view! {
        <nav class="pager" aria-label=t(report, |text| text.pages)>
            <div class="date">{dialogs.lazy(move |lazy| (lazy.go_to_date)(report, dialogs))}</div>
            <div class="steps">
                {arrow(Icon::First, |text| text.first_page, |steps| steps.first, None)}
                {arrow(Icon::Previous, |text| text.previous_page, |steps| steps.previous, Some("prev"))}
                <PageField report/>
                <span class="of-pages">{of_pages}</span>
                {arrow(Icon::Next, |text| text.next_page, |steps| steps.next, Some("next"))}
                {arrow(Icon::Last, |text| text.last_page, |steps| steps.last, None)}
            </div>
            <RowsPerPage report/>
        </nav>
    }
}

/// Renders a link to a page. Without a page, the link keeps its place and the focus, and leads nowhere (ARIA `link`
/// role, disabled).
///
/// `label` is the accessible name if the content has no text; `rel` is the link type (HTML, `rel`): the relation of the
/// linked page to the present one.
pub(super) fn step(
    report: Report,
    page: Signal<Option<u64>>,
    label: Option<Signal<String>>,
    (class, rel): (&'static str, Option<&'static str>),
    content: AnyView,
) -> AnyView {
    let nowhere = move |value: &'static str| Signal::derive(move || page.get().is_none().then(|| value.to_owned()));
    view! {
        <a
            class=class
            rel=rel
            href=Signal::derive(move || page.get().and_then(|page| report.href(page)))
            role=nowhere("link")
            aria-disabled=nowhere("true")
            tabindex=nowhere("0")
            aria-label=label
        >
            {content}
        </a>
    }
    .into_any()
}

/// Renders the field of the page's number. It takes digits of three scripts, and acts on Enter.
#[component]
fn PageField(report: Report) -> impl IntoView {
    const ID: &str = Param::Page.name();
    let value = report.typed(Param::Page);
    let error_text = FieldErrorLine::of(report, Param::Page);
    // What is being typed stays as it is, with the caret where it was.
    let is_being_typed = RwSignal::new(false);
    let type_text = move |event| {
        is_being_typed.set(true);
        report.type_text(Param::Page, event_target_value(&event));
    };
    let shown = derived(move || {
        let text = value.get();
        if is_being_typed.get() { text } else { report.formatter().digits().write(&text) }
    });
    let go = move |event: SubmitEvent| {
        event.prevent_default();
        is_being_typed.set(false);
        report.go_to_typed();
    };
    view! {
        <form class="page-field" on:submit=go novalidate>
            <label for=ID>{derived(move || report.messages().param(Param::Page).to_owned())}</label>
            <input
                type="text"
                id=ID
                inputmode="numeric"
                dir="ltr"
                autocomplete="off"
                prop:value=shown
                on:input=type_text
                on:change=move |_| is_being_typed.set(false)
                aria-invalid=true_or_absent(error_text.is_there())
                aria-describedby=error_text.described_by(None)
            />
            {error_text.view()}
        </form>
    }
}

/// Renders the choice of rows per page: the deployment's options, and any other number that the address asks for.
#[component]
fn RowsPerPage(report: Report) -> impl IntoView {
    let (default, choices) = report.with_deployment(|deployment| {
        let mut choices: Vec<String> = Vec::new();
        for limit in &deployment.config.page_limits {
            let limit = limit.to_string();
            if !choices.contains(&limit) {
                choices.push(limit);
            }
        }
        (deployment.config.page_limit.to_string(), choices)
    });
    let typed = report.typed(Param::Limit);
    let value = derived(move || Some(typed.get()).filter(|typed| !typed.is_empty()).unwrap_or_else(|| default.clone()));
    let option = move |limit: String| {
        let label = limit.clone();
        choice(value, limit, derived(move || report.formatter().digits().write(&label)))
    };
    let others = {
        let choices = choices.clone();
        move || Some(value.get()).filter(|value| !choices.contains(value)).map(option)
    };
    let options = view! {
        {choices.into_iter().map(option).collect_view()}
        {others}
    };
    let settle = Rc::new(move |limit: &str| report.show_rows(limit));
    let select = param_select(report, Param::Limit, options.into_any(), Box::new(|_| {}), settle);
    view! { <div class="rows-per-page">{select}</div> }
}

/// Returns whether a next page may exist. It matters only while the gateway does not state the number of pages.
fn leads_on(report: Report) -> bool {
    let page = report.page_here().unwrap_or_default();
    // While another page is awaited, a next page exists if the shown page comes after the awaited one, or is full.
    let leads_on = |shown: &Arc<Snapshot>| {
        if page < shown.page.current_page { !shown.page.rows.is_empty() } else { shown.page.leads_on() }
    };
    report.with_view(|view| view.shown().is_some_and(leads_on)) && is_same_report(report)
}

/// Returns whether the shown answer is of the query's filters and rows per page.
fn is_same_report(report: Report) -> bool {
    report.with_query(|query| {
        query.is_some_and(|query| report.with_view(|view| view.shown().is_some_and(|shown| shown.is_of(query))))
    })
}

/// Returns the last page's number, if an answer under the same filters and rows per page has stated it.
fn known_last_page(report: Report) -> Option<u64> {
    let last = report.with_view(|view| view.shown().and_then(|shown| shown.page.last_page));
    last.filter(|_| is_same_report(report))
}
