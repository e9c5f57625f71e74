//! The dialogs of columns: one to choose, order and size them, and one that explains a column. Part of the lazy views.

use super::dialog::{frame, moved, t_lazy};
use crate::{
    app::{
        report::Report,
        ui::{
            dialog_state::{Dialog, DialogState},
            kit::{
                button::button,
                icon::{Draw, Icon},
                signals::{click, derived, memo, show_when},
            },
        },
    },
    browser::{document, pointer},
    domain::column::{Column, ColumnSet, Columns},
    i18n::{lazy::LazyMessages, messages::Template},
    table::dom,
};
use leptos::ev::DragEvent;
use leptos::prelude::*;

/// The step by which the buttons change the width of a column, in CSS pixels.
const STEP_PX: u32 = 24;

fn change(report: Report, change: impl FnOnce(&mut Columns)) {
    report.show_columns(&changed(report, change));
}

/// Returns the columns that the table would show after `change`. The table stays as it is.
pub(super) fn changed(report: Report, change: impl FnOnce(&mut Columns)) -> Columns {
    let mut columns = untrack(|| report.columns());
    change(&mut columns);
    columns
}

/// Renders the dialog in which columns are chosen, ordered and sized.
pub(super) fn columns(report: Report, dialogs: DialogState) -> AnyView {
    // Shown columns come first, in their order, then the hidden ones. A column that is hidden or shown meanwhile keeps
    // its place in the list.
    let order = Memo::new(move |before: Option<&Vec<Column>>| {
        let columns = report.columns();
        let is_still_so = |list: &&Vec<Column>| list.iter().copied().filter(|own| columns.has(*own)).eq(columns.list());
        before.filter(is_still_so).cloned().unwrap_or_else(|| {
            columns.list().chain(Column::ALL.into_iter().filter(|column| !columns.has(*column))).collect()
        })
    });
    let dragged = RwSignal::new(String::new());
    let status = RwSignal::new(String::new());
    let items = move || {
        order.get().into_iter().map(|column| item(report, dialogs, column, order, dragged, status)).collect_view()
    };
    let sets = ColumnSet::ALL.map(|set| {
        let name = derived(move || report.formatter().lazy().column_set(set).to_owned());
        let choose = move || report.show_columns(&Columns::of(set.columns()));
        button("quiet", name, choose)
    });
    let content = view! {
        <div class="columns">
            <div class="sets" role="group" aria-label=t_lazy(report, |text| text.column_sets)>
                {sets.into_iter().collect_view()}
                {button("quiet", t_lazy(report, |text| text.reset_columns), move || report.show_columns(&Columns::default()))}
            </div>
            <p class="hint">
                {t_lazy(report, |text| text.columns_hint)} " "
                <span class="width">{t_lazy(report, |text| text.width_hint)}</span>
            </p>
            <ol>{items}</ol>
            <p class="visually-hidden" aria-live="polite">{status}</p>
            <p class="hint">{t_lazy(report, |text| text.no_sort)}</p>
        </div>
    };
    frame(report, dialogs, "", t_lazy(report, |text| text.columns).into_any(), ().into_any(), content.into_any())
}

/// Renders one column in the list: its check box, its buttons, and the drag and drop that moves it. Its new place after
/// a button has moved it goes to `status`.
fn item(
    report: Report,
    dialogs: DialogState,
    column: Column,
    order: Memo<Vec<Column>>,
    dragged: RwSignal<String>,
    status: RwSignal<String>,
) -> AnyView {
    let about = derived(move || report.formatter().lazy().about_column.fill([report.formatter().column(column)]));
    let explain = move || dialogs.open(Dialog::Column(column));
    let is_shown = memo(move || report.columns().has(column));
    let is_last = is_last(report, column);
    // A column that is shown again appears at its place in the list.
    let toggle = move || {
        let above = order.get_untracked().into_iter().take_while(|own| *own != column);
        change(report, |columns| {
            columns.toggle(column);
            columns.move_to(column, above.filter(|own| columns.has(*own)).count());
        });
    };
    let over = move |event: DragEvent| {
        let moving = Column::from_name(&dragged.get_untracked()).filter(|moving| *moving != column);
        if let Some(moving) = moving {
            event.prevent_default();
            change(report, |columns| {
                let index = columns.list().position(|own| own == column);
                if let Some(index) = index.filter(|_| columns.has(moving)) {
                    columns.move_to(moving, index);
                }
            });
        }
    };
    let moves = move || {
        view! {
            {step(report, column, status, ("up", Icon::Up, |text| text.move_up), -1)}
            {step(report, column, status, ("down", Icon::Down, |text| text.move_down), 1)}
            {widths(report, column)}
        }
        .into_any()
    };
    view! {
        <li
            draggable=derived(move || is_shown.get().to_string())
            on:dragstart=move |_| dragged.set(column.name().to_owned())
            on:dragover=over
            on:dragend=move |_| dragged.set(String::new())
        >
            <label>
                <input type="checkbox" prop:checked=is_shown disabled=is_last on:change=move |_| toggle()/>
                {derived(move || report.formatter().column(column).to_owned())}
            </label>
            <span class="item-actions">
                {show_when(is_shown, moves)}
                <button type="button" class="plain" aria-label=about title=about on:click=click(explain)>
                    <Draw icon=Icon::Question/>
                </button>
            </span>
        </li>
    }
    .into_any()
}

/// Returns whether the given column is the only shown one. It can't be hidden, as a table without columns would have no
/// rows.
fn is_last(report: Report, column: Column) -> Signal<bool> {
    memo(move || report.columns().list().eq([column]))
}

/// The id, the icon and the name of a button.
type Button = (&'static str, Icon, fn(&'static LazyMessages) -> Template<1>);

/// Renders a button that moves a column `by` positions, says so in `status`, and keeps the focus.
fn step(report: Report, column: Column, status: RwSignal<String>, (id, icon, name): Button, by: isize) -> AnyView {
    let id = [id, "-", column.name()].concat();
    let own = id.clone();
    let to = move |columns: &Columns| {
        let index = columns.list().position(|own| own == column)?;
        index.checked_add_signed(by).filter(|to| *to < columns.list().count())
    };
    let go = move || {
        change(report, |columns| {
            if let Some(to) = to(columns) {
                columns.move_to(column, to);
                let formatter = untrack(|| report.formatter());
                status.set(moved(formatter, formatter.column(column), to, columns.list().count()));
            }
        });
        document::focus_soon(own.clone());
    };
    let is_end = derived(move || to(&report.columns()).is_none().to_string());
    let name = derived(move || name(report.formatter().lazy()).fill([report.formatter().column(column)]));
    view! {
        <button type="button" class="plain" id=id aria-label=name title=name aria-disabled=is_end on:click=click(go)>
            <Draw icon/>
        </button>
    }
    .into_any()
}

/// Renders the buttons that make a column narrower or wider, or give it its default width.
fn widths(report: Report, column: Column) -> AnyView {
    let button = move |sign: AnyView, name: fn(&'static LazyMessages) -> Template<1>, by: Option<bool>| {
        let name = derived(move || name(report.formatter().lazy()).fill([report.formatter().column(column)]));
        let set = move || {
            change(report, |columns| {
                let drawn =
                    || pointer::width_of(&format!("thead [{}={}]", dom::COLUMN, column.name())).unwrap_or_default();
                let width = columns.width(column).unwrap_or_else(drawn);
                columns.set_width(
                    column,
                    by.map(|more| if more { width + STEP_PX } else { width.saturating_sub(STEP_PX) }),
                );
            });
        };
        view! {
            <button type="button" class="plain width" aria-label=name title=name on:click=click(set)>
                {sign}
            </button>
        }
    };
    view! {
        {button(view! { <Draw icon=Icon::Less/> }.into_any(), |text| text.narrower, Some(false))}
        {button(view! { <Draw icon=Icon::More/> }.into_any(), |text| text.wider, Some(true))}
        {button(view! { <Draw icon=Icon::Refresh/> }.into_any(), |text| text.own_width, None)}
    }
    .into_any()
}

/// Renders the dialog of one column: what it means, and that the table can't be sorted by it.
pub(super) fn column(report: Report, dialogs: DialogState, column: Column) -> AnyView {
    let name = derived(move || report.formatter().column(column).to_owned());
    let meaning = derived(move || report.formatter().meaning(column, &report.shown_zone_name()));
    let hide = move || {
        document::close_dialog();
        change(report, |columns| columns.toggle(column));
    };
    let states = (column == Column::StateId).then(|| {
        view! {
            {button("quiet", t_lazy(report, |text| text.states_title), move || dialogs.open_help())}
        }
    });
    let is_shown = memo(move || report.columns().has(column));
    let of_shown = move || {
        view! {
            <span class="item-actions">{widths(report, column)}</span>
            <button type="button" class="quiet" disabled=is_last(report, column) on:click=click(hide)>
                {t_lazy(report, |text| text.hide_column)}
            </button>
        }
        .into_any()
    };
    let content = view! {
        <div class="columns">
            <p>{meaning}</p>
            <p class="hint">{t_lazy(report, |text| text.no_sort)}</p>
            <p class="hint"><code dir="ltr">{column.name()}</code></p>
            <div class="sets">
                {states}
                {show_when(is_shown, of_shown)}
                {button("quiet", t_lazy(report, |text| text.columns), move || dialogs.open(Dialog::Columns))}
            </div>
        </div>
    };
    frame(report, dialogs, "small", name.into_any(), ().into_any(), content.into_any())
}
