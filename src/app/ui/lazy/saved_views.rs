//! The dialog of saved views.

use super::dialog::{frame, moved, t_lazy};
use crate::{
    app::{
        report::{Report, keep_until_cleanup},
        ui::{
            dialog_state::DialogState,
            kit::{
                button::button,
                icon::{Draw, Icon},
                signals::{click, derived, memo, show_when},
            },
        },
    },
    browser::{
        document,
        files::{self, NotRead},
        storage,
    },
    domain::{
        column::Column,
        date_ranges::DateRange,
        param::Param,
        saved_views::{Added, MAX_VIEWS, Refusal, SavedView, SavedViews, kept_name},
    },
    i18n::{Formatter, messages::Template},
};
use leptos::{
    ev::{KeyboardEvent, SubmitEvent},
    prelude::*,
};

/// The state of the dialog. It is a handle: copies share the same state.
#[derive(Clone, Copy)]
struct SavedViewsState {
    report: Report,
    views: RwSignal<SavedViews>,
    /// The address of the view that opens at the start; `None` without one.
    start: RwSignal<Option<String>>,
    /// The name of the view that is being renamed.
    renaming: RwSignal<Option<String>>,
    /// The text in the field for its new name.
    new_name: RwSignal<String>,
    /// The view that was deleted or replaced last, with its index.
    deleted: RwSignal<Option<(usize, SavedView)>>,
    /// True if that view was the one that opens at the start.
    was_start: StoredValue<bool>,
    status: RwSignal<String>,
}

impl SavedViewsState {
    fn new(report: Report) -> Self {
        Self {
            report,
            views: RwSignal::new(report.saved_views()),
            start: RwSignal::new(report.start_view()),
            renaming: RwSignal::new(None),
            new_name: RwSignal::default(),
            deleted: RwSignal::new(None),
            was_start: StoredValue::new(false),
            status: RwSignal::default(),
        }
    }

    /// Takes over changes that other tabs make, except while a name is being typed.
    fn follow(self) {
        keep_until_cleanup(storage::on_change(move || {
            if self.renaming.with_untracked(Option::is_none) {
                self.show(self.report.saved_views());
                self.start.set(self.report.start_view());
            }
        }));
    }

    fn show(self, views: SavedViews) {
        if self.views.with_untracked(|own| *own != views) {
            self.views.set(views);
        }
    }

    /// Reads the stored views anew, as another tab may have changed them, changes them, and stores them. Says so if the
    /// browser has not stored them.
    fn change(self, change: impl FnOnce(&mut SavedViews)) {
        self.deleted.set(None);
        self.status.set(String::new());
        let mut views = self.report.saved_views();
        change(&mut views);
        if !self.report.keep_views(&views) {
            self.status.set(untrack(|| self.report.formatter()).lazy().not_kept.to_owned());
        }
        self.show(views);
    }

    /// Changes the views as [`Self::change`] does. `change` is given the present index of the view with the given name.
    /// Does nothing if the view is gone.
    fn change_one(self, name: &str, change: impl FnOnce(&mut SavedViews, usize)) {
        self.change(|views| {
            if let Some(at) = views.index_of(name) {
                change(views, at);
            }
        });
    }

    /// Changes the views as [`Self::change`] does. If `change` fails, the dialog says why.
    fn change_named(self, change: impl FnOnce(&mut SavedViews) -> Result<(), Refusal>) {
        let mut changed = Ok(());
        self.change(|views| changed = change(views));
        let formatter = untrack(|| self.report.formatter());
        match changed {
            Ok(()) => {}
            Err(Refusal::Name) => self.status.set(formatter.lazy().name_refused.to_owned()),
            Err(Refusal::Full) => self.status.set(left_out(1, formatter)),
        }
    }

    /// Says what a change has done, unless it has failed.
    fn tell(self, sentence: String) {
        if self.status.with_untracked(String::is_empty) {
            self.status.set(sentence);
        }
    }

    /// Moves a view up, or the view after it: `by` is 0 or 1. Says where the view is then, and keeps the focus on the
    /// button that moved it.
    fn move_view(self, name: &str, by: usize, key: &str) {
        self.change_one(name, |views, at| views.move_up(at + by));
        if let Some((at, count)) = self.views.with_untracked(|views| Some((views.index_of(name)?, views.list().len())))
        {
            self.tell(moved(untrack(|| self.report.formatter()), name, at, count));
            document::focus_soon(id_of(key, at));
        }
    }

    /// Moves the focus to a button of the view with the given name, wherever it is in the list by then.
    fn focus(self, key: &str, name: &str) {
        if let Some(at) = self.views.with_untracked(|views| views.index_of(name)) {
            document::focus_soon(id_of(key, at));
        }
    }

    fn set_start(self, query: Option<String>) {
        self.report.set_start_view(query.as_deref());
        self.start.set(query);
    }

    fn delete(self, name: &str) {
        let mut gone = None;
        self.change_one(name, |views, at| gone = views.remove(at).map(|view| (at, view)));
        let was_start = gone.as_ref().is_some_and(|(_, view)| self.start.get_untracked().as_ref() == Some(&view.query));
        if was_start {
            self.set_start(None);
        }
        self.was_start.set_value(was_start);
        self.deleted.set(gone);
    }
}

/// Renders the dialog of saved views.
pub(super) fn saved_views(report: Report, dialogs: DialogState) -> AnyView {
    let state = SavedViewsState::new(report);
    state.follow();
    let is_empty = memo(move || state.views.with(|views| views.list().is_empty()));
    let items = move || {
        let views = state.views.with(|views| views.list().to_vec());
        views.into_iter().enumerate().map(|(at, view)| item(state, at, view)).collect_view()
    };
    let none = move || view! { <p class="hint">{t_lazy(report, |text| text.no_views)}</p> }.into_any();
    let content = view! {
        <div class="saved-views">
            {save_form(state)}
            <ol aria-label=t_lazy(report, |text| text.saved_views)>{items}</ol>
            {show_when(is_empty, none)}
            {last_deleted(state)}
            <p class="hint" aria-live="polite">{state.status}</p>
            {transfer(state)}
        </div>
    };
    frame(report, dialogs, "", t_lazy(report, |text| text.saved_views).into_any(), ().into_any(), content.into_any())
}

/// Renders the view at an index of the list: its link, and the buttons that move, rename or delete it.
fn item(state: SavedViewsState, at: usize, view: SavedView) -> AnyView {
    let SavedViewsState { report, .. } = state;
    if state.renaming.with(|name| name.as_ref() == Some(&view.name)) {
        return rename_form(state, view.name);
    }
    let formatter = report.formatter();
    let messages = formatter.lazy();
    let named = |template: Template<1>| template.fill([&view.name]);
    let href = if view.query.is_empty() { "?".to_owned() } else { view.query.clone() };
    let is_start = state.start.get().as_ref() == Some(&view.query);
    let query = view.query.clone();
    let count = state.views.with(|views| views.list().len());
    let action = |key: &str, name: Template<1>, sign: AnyView, act: fn(SavedViewsState, &str)| {
        let is_end = (key == "up" && at == 0) || (key == "down" && at + 1 == count);
        let own = view.name.clone();
        let act = move || act(state, &own);
        view! {
            <button
                type="button"
                class="plain"
                id=id_of(key, at)
                aria-label=named(name)
                title=named(name)
                aria-disabled=is_end.then_some("true")
                on:click=click(act)
            >
                {sign}
            </button>
        }
        .into_any()
    };
    let move_up: fn(SavedViewsState, &str) = |state, name| state.move_view(name, 0, "up");
    let move_down: fn(SavedViewsState, &str) = |state, name| state.move_view(name, 1, "down");
    let rename: fn(SavedViewsState, &str) = |state, name| {
        state.new_name.set(name.to_owned());
        state.renaming.set(Some(name.to_owned()));
        document::focus_soon(RENAME_ID.to_owned());
    };
    view! {
        <li>
            <a href=href data-whole-view>
                <bdi translate="no">{view.name.clone()}</bdi>
            </a>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=is_start
                    aria-label=named(messages.at_start)
                    on:change=move |_| state.set_start((!is_start).then(|| query.clone()))
                />
                <span aria-hidden="true">{messages.at_start_short}</span>
            </label>
            <span class="item-actions">
                {action("up", messages.move_up, "↑".into_any(), move_up)}
                {action("down", messages.move_down, "↓".into_any(), move_down)}
                {action("rename", messages.rename, view! { <Draw icon=Icon::Pencil/> }.into_any(), rename)}
                {action("delete", messages.delete, view! { <Draw icon=Icon::Close/> }.into_any(), SavedViewsState::delete)}
            </span>
        </li>
    }
    .into_any()
}

/// Returns the id of a button of the view at an index of the list. `key` tells the buttons of a view apart.
fn id_of(key: &str, at: usize) -> String {
    format!("view-{key}-{at}")
}

/// The id of the field for a view's new name.
const RENAME_ID: &str = "rename";

/// Renders the form that renames a view, in place of the view. Escape ends it without a change.
fn rename_form(state: SavedViewsState, old: String) -> AnyView {
    let SavedViewsState { report, new_name, .. } = state;
    let present = StoredValue::new(old.clone());
    let end = move |name: &str| {
        state.renaming.set(None);
        state.focus("rename", name);
    };
    let rename = move |event: SubmitEvent| {
        event.prevent_default();
        let name = kept_name(&new_name.get_untracked()).unwrap_or_default();
        // If another tab has deleted the view meanwhile, there is nothing to rename, and nothing is refused.
        present.with_value(|present| {
            state.change_named(|views| views.index_of(present).map_or(Ok(()), |at| views.rename(at, &name)));
            // The view has its former name if the new one was refused.
            end(if state.views.with_untracked(|views| views.index_of(present).is_some()) { present } else { &name });
        });
    };
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            // The dialog stays open.
            event.prevent_default();
            present.with_value(|present| end(present));
        }
    };
    let label = derived(move || report.formatter().lazy().rename.fill([&old]));
    view! {
        <li>
            <form class="inline" on:submit=rename novalidate>
                <input
                    type="text"
                    id=RENAME_ID
                    aria-label=label
                    autocomplete="off"
                    prop:value=new_name
                    on:input=move |event| new_name.set(event_target_value(&event))
                    on:keydown=escape
                />
                <button type="submit" class="quiet">{t_lazy(report, |text| text.save_name)}</button>
            </form>
        </li>
    }
    .into_any()
}

/// Returns the name that is offered for the present view: its filters in words. A range of dates that has a name, such
/// as *Last 7 days*, is called by it.
fn name_of_view(report: Report) -> String {
    let formatter = report.formatter();
    let named = |param: Param| {
        let is_created = param.range() == Param::CreateFromDate.range();
        let ends = report.with_query(|query| {
            let filters = query?.filters();
            let span = if is_created { filters.created } else { filters.sent };
            Some([span.from, span.to])
        });
        let range = DateRange::of(ends.filter(|_| param.is_date())?)?;
        let [first, _] = param.range();
        // The range stands in place of both of its ends.
        if param != first {
            return Some(String::new());
        }
        let column = formatter.column(if is_created { Column::Time } else { Column::TimeSend });
        let range = formatter.digits().write(formatter.lazy().date_range(range));
        Some(formatter.messages().filter.fill([column, &range]))
    };
    report.view_name_with(&named)
}

/// Renders the form that saves the present view.
fn save_form(state: SavedViewsState) -> AnyView {
    const ID: &str = "view-name";
    let SavedViewsState { report, .. } = state;
    let name = RwSignal::new(untrack(|| name_of_view(report)));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(query) = untrack(|| report.view_query()) {
            let name = kept_name(&name.get_untracked()).unwrap_or_default();
            let mut former = None;
            state.change_named(|views| {
                former = views.index_of(&name).and_then(|at| Some((at, views.list().get(at)?.clone())));
                views.save(&name, query.clone())
            });
            state.tell(untrack(|| report.formatter()).lazy().saved.fill([&name]));
            let Some(former) = former.filter(|(_, view)| view.query != query) else { return };
            // The view of this name still opens at the start.
            let was_start = state.start.get_untracked().as_ref() == Some(&former.1.query);
            if was_start {
                state.set_start(Some(query));
            }
            state.was_start.set_value(was_start);
            state.deleted.set(Some(former));
        }
    };
    view! {
        <form class="inline" on:submit=save novalidate>
            <label for=ID>{t_lazy(report, |text| text.view_name)}</label>
            <input
                type="text"
                id=ID
                dir="auto"
                autocomplete="off"
                prop:value=name
                on:input=move |event| name.set(event_target_value(&event))
            />
            // An address with a value that can't be used is no view.
            <button type="submit" class="primary" disabled=memo(move || report.view_query().is_none())>
                {t_lazy(report, |text| text.save_view)}
            </button>
        </form>
    }
    .into_any()
}

/// Renders the offer to restore the view that was deleted or replaced last.
fn last_deleted(state: SavedViewsState) -> AnyView {
    let SavedViewsState { report, .. } = state;
    let is_there = memo(move || state.deleted.with(Option::is_some));
    let offer = move || {
        let sentence = derived(move || {
            let name = state.deleted.with(|deleted| deleted.as_ref().map(|(_, view)| view.name.clone()));
            let (name, messages) = (name.unwrap_or_default(), report.formatter().lazy());
            let is_replaced = state.views.with(|views| views.index_of(&name).is_some());
            if is_replaced { &messages.replaced } else { &messages.deleted }.fill([&name])
        });
        let undo = move || {
            if let Some((at, view)) = state.deleted.get_untracked() {
                let query = view.query.clone();
                let is_replaced = state.views.with_untracked(|views| views.index_of(&view.name).is_some());
                state.change(|views| {
                    if is_replaced {
                        views.remove(at);
                    }
                    views.insert(at, view);
                });
                if state.was_start.get_value() {
                    state.set_start(Some(query));
                }
            }
        };
        view! {
            <p class="hint">
                {sentence}" "
                {button("plain", t_lazy(report, |text| text.undo), undo)}
            </p>
        }
        .into_any()
    };
    view! { <div aria-live="polite">{show_when(is_there, offer)}</div> }.into_any()
}

/// Returns the sentence on views for which there is no room.
fn left_out(count: usize, formatter: Formatter) -> String {
    formatter.lazy().views_left_out.fill([&number(count, formatter), &number(MAX_VIEWS, formatter)])
}

fn number(number: usize, formatter: Formatter) -> String {
    formatter.digits().write(&number.to_string())
}

/// Renders the buttons that save the views as a file and add those of a file.
fn transfer(state: SavedViewsState) -> AnyView {
    const FILE: &str = "outbox-report-views.json";
    let SavedViewsState { report, .. } = state;
    let export = move || state.views.with_untracked(|views| files::save(FILE, "application/json", &views.to_json()));
    let import = move |event| {
        report.read_views(event, move |views| {
            // The dialog may have been closed while the file was read.
            if state.views.is_disposed() {
                return;
            }
            let formatter = untrack(|| report.formatter());
            let lazy = formatter.lazy();
            match views {
                Ok(others) => {
                    let mut added = Added::default();
                    state.change(|views| added = views.add(others));
                    let mut sentences = vec![lazy.imported.fill([&number(added.count, formatter)])];
                    if added.left_out > 0 {
                        sentences.push(left_out(added.left_out, formatter));
                    }
                    // The status tells already if the browser has not stored them.
                    sentences.extend(Some(state.status.get_untracked()).filter(|status| !status.is_empty()));
                    state.status.set(sentences.join(" "));
                }
                Err(NotRead::TooLarge) => state.status.set(lazy.file_too_large.to_owned()),
                Err(NotRead::Useless) => state.status.set(lazy.not_imported.to_owned()),
            }
        });
    };
    view! {
        <div class="transfer">
            {button("quiet", t_lazy(report, |text| text.export_views), export)}
            <label class="quiet file">
                <input type="file" accept="application/json,.json" on:change=import/>
                {t_lazy(report, |text| text.import_views)}
            </label>
        </div>
    }
    .into_any()
}
