//! The views that a person keeps on the device.

use super::{
    dialog::{frame, say_later},
    dialogs::Dialogs,
    icon::{Draw, Icon},
    parts::{click, flag, text, when},
};
use crate::{
    browser::{document, files},
    domain::saved_views::{SavedView, SavedViews},
    i18n::messages::fill,
    report::Report,
};
use leptos::{ev::SubmitEvent, prelude::*};

/// What the dialog holds while it is open. A handle: copies are the same.
#[derive(Clone, Copy)]
struct Shelf {
    report: Report,
    views: RwSignal<SavedViews>,
    /// The address that opens at the start.
    start: RwSignal<Option<String>>,
    /// The place of the view that is being renamed.
    renaming: RwSignal<Option<usize>>,
    /// What was deleted last, and where it was.
    deleted: RwSignal<Option<(usize, SavedView)>>,
    said: RwSignal<String>,
}

impl Shelf {
    fn new(report: Report) -> Self {
        Self {
            report,
            views: RwSignal::new(report.saved_views()),
            start: RwSignal::new(report.start_view()),
            renaming: RwSignal::new(None),
            deleted: RwSignal::new(None),
            said: RwSignal::default(),
        }
    }

    /// Changes the views, and keeps them.
    fn change(self, change: impl FnOnce(&mut SavedViews)) {
        self.deleted.set(None);
        self.said.set(String::new());
        self.views.update(change);
        if !self.views.with_untracked(|views| self.report.keep_views(views)) {
            self.said.set(untrack(|| self.report.style()).later().not_kept.to_owned());
        }
    }

    /// The same with a name that may be refused, which is said then.
    fn change_named(self, change: impl FnOnce(&mut SavedViews) -> bool) {
        let mut taken = false;
        self.change(|views| taken = change(views));
        if !taken {
            self.said.set(untrack(|| self.report.style()).later().name_refused.to_owned());
        }
    }

    fn set_start(self, query: Option<String>) {
        self.report.set_start_view(query.as_deref());
        self.start.set(query);
    }

    fn delete(self, at: usize) {
        let mut gone = None;
        self.change(|views| gone = views.remove(at));
        if let Some(view) = &gone
            && self.start.get_untracked().as_ref() == Some(&view.query)
        {
            self.set_start(None);
        }
        self.deleted.set(gone.map(|view| (at, view)));
    }
}

/// The dialog.
pub(super) fn saved_views(report: Report, dialogs: Dialogs) -> AnyView {
    let shelf = Shelf::new(report);
    let is_empty = flag(move || shelf.views.with(|views| views.list().is_empty()));
    let items = move || {
        let views = shelf.views.with(|views| views.list().to_vec());
        views.into_iter().enumerate().map(|(at, view)| item(shelf, at, view)).collect_view()
    };
    let none = move || view! { <p class="hint">{say_later(report, |text| text.no_views)}</p> }.into_any();
    let content = view! {
        <div class="saved-views">
            {save_form(shelf)}
            <ol aria-label=say_later(report, |text| text.saved_views)>{items}</ol>
            {when(is_empty, none)}
            {last_deleted(shelf)}
            <p class="hint" aria-live="polite">{shelf.said}</p>
            {transfer(shelf)}
        </div>
    };
    frame(report, dialogs, "", say_later(report, |text| text.saved_views), ().into_any(), content.into_any())
}

/// One view: a link, and what can be done with it.
fn item(shelf: Shelf, at: usize, view: SavedView) -> AnyView {
    let Shelf { report, .. } = shelf;
    if shelf.renaming.get() == Some(at) {
        return rename_form(shelf, at, view.name);
    }
    let style = report.style();
    let messages = style.later();
    let named = |template| fill(template, &[&view.name]);
    let href = if view.query.is_empty() { "?".to_owned() } else { view.query.clone() };
    let is_start = shelf.start.get().as_ref() == Some(&view.query);
    let query = view.query.clone();
    let action = |name: &'static str, sign: AnyView, act: Box<dyn Fn()>| {
        view! {
            <button type="button" class="plain" aria-label=named(name) title=named(name) on:click=click(act)>{sign}</button>
        }
        .into_any()
    };
    view! {
        <li>
            <a href=href on:click=click(document::close_dialog)><bdi>{view.name.clone()}</bdi></a>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=is_start
                    aria-label=named(messages.at_start)
                    on:change=move |_| shelf.set_start((!is_start).then(|| query.clone()))
                />
                <span aria-hidden="true">{messages.at_start_short}</span>
            </label>
            <span class="item-actions">
                {action(messages.move_up, "↑".into_any(), Box::new(move || shelf.change(|views| views.move_up(at))))}
                {action(messages.move_down, "↓".into_any(), Box::new(move || shelf.change(|views| views.move_up(at + 1))))}
                {action(messages.rename, view! { <Draw icon=Icon::Pencil/> }.into_any(), Box::new(move || shelf.renaming.set(Some(at))))}
                {action(messages.delete, view! { <Draw icon=Icon::Close/> }.into_any(), Box::new(move || shelf.delete(at)))}
            </span>
        </li>
    }
    .into_any()
}

fn rename_form(shelf: Shelf, at: usize, old: String) -> AnyView {
    let Shelf { report, .. } = shelf;
    let name = RwSignal::new(old.clone());
    let rename = move |event: SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked();
        shelf.renaming.set(None);
        shelf.change_named(|views| views.rename(at, &name));
    };
    let label = text(move || fill(report.style().later().rename, &[&old]));
    document::focus_soon("rename".to_owned());
    view! {
        <li>
            <form class="inline" on:submit=rename novalidate>
                <input
                    type="text"
                    id="rename"
                    aria-label=label
                    autocomplete="off"
                    prop:value=name
                    on:input=move |event| name.set(event_target_value(&event))
                />
                <button type="submit" class="quiet">{say_later(report, |text| text.save_name)}</button>
            </form>
        </li>
    }
    .into_any()
}

/// Keeps the present view.
fn save_form(shelf: Shelf) -> AnyView {
    const ID: &str = "view-name";
    let Shelf { report, .. } = shelf;
    // The view's own title is a good name to begin with.
    let name = RwSignal::new(untrack(|| report.view_name()));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(query) = untrack(|| report.view_query()) {
            let name = name.get_untracked();
            shelf.change_named(|views| views.save(&name, query));
        }
    };
    view! {
        <form class="inline" on:submit=save novalidate>
            <label for=ID>{say_later(report, |text| text.view_name)}</label>
            <input
                type="text"
                id=ID
                dir="auto"
                autocomplete="off"
                prop:value=name
                on:input=move |event| name.set(event_target_value(&event))
            />
            <button type="submit" class="primary">{say_later(report, |text| text.save_view)}</button>
        </form>
    }
    .into_any()
}

/// What was deleted last can be put back.
fn last_deleted(shelf: Shelf) -> AnyView {
    let Shelf { report, .. } = shelf;
    let is_there = flag(move || shelf.deleted.with(Option::is_some));
    let offer = move || {
        let sentence = text(move || {
            let name = shelf.deleted.with(|deleted| deleted.as_ref().map(|(_, view)| view.name.clone()));
            fill(report.style().later().deleted, &[&name.unwrap_or_default()])
        });
        let undo = move || {
            if let Some((at, view)) = shelf.deleted.get_untracked() {
                shelf.change(|views| views.insert(at, view));
            }
        };
        view! {
            <p class="hint">
                {sentence}" "
                <button type="button" class="plain" on:click=click(undo)>{say_later(report, |text| text.undo)}</button>
            </p>
        }
        .into_any()
    };
    view! { <div aria-live="polite">{when(is_there, offer)}</div> }.into_any()
}

/// The views as a file, and views from a file.
fn transfer(shelf: Shelf) -> AnyView {
    const FILE: &str = "outbox-report-views.json";
    let Shelf { report, .. } = shelf;
    let export = move || shelf.views.with_untracked(|views| files::save(FILE, "application/json", &views.to_json()));
    let import = move |event| {
        report.read_views(event, move |views| {
            let style = untrack(|| report.style());
            let sentence = match views {
                Some(others) => {
                    let mut count = 0;
                    shelf.change(|views| count = views.add(others));
                    fill(style.later().imported, &[&style.digits().write(&count.to_string())])
                }
                None => style.later().not_imported.to_owned(),
            };
            shelf.said.set(sentence);
        });
    };
    view! {
        <div class="transfer">
            <button type="button" class="quiet" on:click=click(export)>{say_later(report, |text| text.export_views)}</button>
            <label class="quiet file">
                <input type="file" accept="application/json,.json" on:change=import/>
                {say_later(report, |text| text.import_views)}
            </label>
        </div>
    }
    .into_any()
}
