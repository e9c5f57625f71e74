//! The export part: the content of the export's dialog, the reading in the background, the writers of files, and the
//! overview.
//!
//! The code lies behind a split point, as that of [`super::lazy`].

use super::{
    loading::{Loading, NotLoaded},
    report::{Exporter, Overview, Report, remove_ended},
    ui::{self, DialogState, lazy},
};
use crate::{
    browser::{address_bar, document::Sheet},
    first::Task,
};
use leptos::{prelude::*, task::spawn_local};
use std::cell::Cell;

/// The functions of the export part that the rest of the page may call.
#[derive(Clone, Copy)]
pub struct ExportViews {
    /// Creates the exporter that the views read.
    new: fn(Report) -> Exporter,
    /// Renders the content of the export dialog.
    pub form: fn(Report, Exporter) -> AnyView,
    /// Offers on the page to resume an interrupted export, and reports the end of one while the dialog is closed.
    pub interrupted: fn(Report, DialogState, Exporter) -> AnyView,
    /// Removes the records that were kept in sessions that have ended.
    remove_ended: fn(),
    /// Creates the state that the views of the overview read.
    pub new_overview: fn(Report) -> Overview,
    /// Renders the overview.
    pub overview: fn(Report, DialogState, Overview) -> AnyView,
}

thread_local! {
    static VIEWS: Cell<Option<ExportViews>> = const { Cell::new(None) };
}

/// A function that renders something of the export part. It is boxed, so that what shows it is compiled once.
type View = Box<dyn Fn(ExportViews, Exporter) -> AnyView + Send + Sync>;

/// The loading of the export part, and the exporter once the part is loaded. It is a handle: copies share the same
/// state.
#[derive(Clone, Copy)]
pub struct Exporting {
    report: Report,
    loading: Loading,
    /// True once the export is wanted. The part may be loaded earlier, for the overview.
    is_wanted: RwSignal<bool>,
    /// The owner of the exporter: it outlives the dialog.
    owner: StoredValue<Option<Owner>>,
    exporter: StoredValue<Option<Exporter>>,
}

impl Exporting {
    /// Creates the handle on the export part, given its loading.
    pub fn new(report: Report, loading: Loading) -> Self {
        Self {
            report,
            loading,
            is_wanted: RwSignal::new(false),
            owner: StoredValue::new(Owner::current()),
            exporter: StoredValue::new(None),
        }
    }

    /// Starts to load the export part if it isn't loaded yet, and returns at once.
    pub fn load(self) {
        // Set twice, the signal would render the part's views again.
        if !self.is_wanted.get_untracked() {
            self.is_wanted.set(true);
        }
        self.loading.load(true);
    }

    /// Returns the functions of the export part and its exporter, once the part is wanted and loaded.
    fn get(self) -> Option<(ExportViews, Exporter)> {
        if !self.is_wanted.get() || !self.loading.is_there() {
            return None;
        }
        let views = VIEWS.get()?;
        if self.exporter.get_value().is_none() {
            self.exporter.set_value(Some(self.owner.get_value()?.with(|| (views.new)(self.report))));
        }
        Some((views, self.exporter.get_value()?))
    }

    /// Renders `view` once the export part is loaded, and a sentence on the wait before. If loading has failed, renders
    /// a notice with a button that tries again. The loading is started by [`Self::load`].
    pub fn show(self, view: impl Fn(ExportViews, Exporter) -> AnyView + Send + Sync + 'static) -> AnyView {
        view! { {self.content(Box::new(view), true)} {ui::not_loaded(self.report, self.loading)} }.into_any()
    }

    /// Renders `view` once the export part is loaded, and nothing before or after a failure. The loading is started by
    /// [`Self::load`].
    pub fn show_if_there(self, view: impl Fn(ExportViews, Exporter) -> AnyView + Send + Sync + 'static) -> AnyView {
        self.content(Box::new(view), false)
    }

    /// Does the work of both. `is_awaited` tells whether the wait is shown.
    fn content(self, view: View, is_awaited: bool) -> AnyView {
        let content = move || match self.get() {
            Some((views, exporter)) => Some(view(views, exporter)),
            None => (is_awaited && !self.loading.has_failed()).then(|| lazy::awaited(self.report)),
        };
        content.into_any()
    }
}

/// Removes the records that were kept in sessions that have ended. Loads the export part only if the device may hold
/// such records. In safe mode that is not known.
pub fn remove_kept() {
    if Exporter::has_stored() || address_bar::is_safe_mode() {
        spawn_local(async {
            if let Some(views) = loaded().await {
                (views.remove_ended)();
            }
        });
    }
}

/// Loads the export part if it isn't loaded yet, and returns whether it is loaded then.
pub fn fetch() -> Task<bool> {
    Box::pin(async { loaded().await.is_some() })
}

/// Returns the functions of the export part; `None` while it isn't loaded.
pub fn views() -> Option<ExportViews> {
    VIEWS.get()
}

/// Loads the export part if it isn't loaded yet. Returns `None` if it can't be loaded.
async fn loaded() -> Option<ExportViews> {
    if let Some(views) = VIEWS.get() {
        return Some(views);
    }
    let views = load().await.ok()?;
    VIEWS.set(Some(views));
    Some(views)
}

/// Makes the loading of the export part a split point; the macro turns this function into an `async` one.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(export, fallible)]
fn split_point() -> Result<ExportViews, NotLoaded> {
    Ok(all())
}

async fn load() -> Result<ExportViews, NotLoaded> {
    #[cfg(feature = "split")]
    return split_point().await;
    #[cfg(not(feature = "split"))]
    return std::future::ready(Ok(all())).await;
}

fn all() -> ExportViews {
    if VIEWS.get().is_none() {
        Sheet::add(concat!(include_str!("../../style/lazy/export.css"), include_str!("../../style/lazy/overview.css")));
    }
    ExportViews {
        new: Exporter::new,
        form: lazy::export_form,
        interrupted: lazy::interrupted_export,
        remove_ended,
        new_overview: Overview::new,
        overview: lazy::overview,
    }
}
