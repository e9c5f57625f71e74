//! Mounts the views in the regions of the static frame.

use super::{
    report::{Language, Report, follow},
    ui::{self, ConfigErrorScreen, DialogState},
};
use crate::{
    browser::{
        document,
        frame::{Frame, Room, Slot},
    },
    first::Start,
    table::Table,
};
use leptos::{mount::mount_to, prelude::*};
use std::{any::Any, cell::OnceCell, rc::Rc};

/// A region and its view.
type Region = (Slot, fn(Report, DialogState, Signal<bool>) -> AnyView);

/// The regions in the order in which they are mounted.
const REGIONS: [Region; 4] = [
    (Slot::Filters, ui::filters_region),
    (Slot::Bar, ui::bar_region),
    (Slot::Header, ui::header_region),
    (Slot::Pager, ui::pager_region),
];

/// The arguments of the regions' views: the report, the dialogs, and whether there is a session.
type Parts = (Report, DialogState, Signal<bool>);

/// The views of the page while they are being mounted. Dropping this value removes them.
pub struct Mounting {
    frame: Frame,
    /// The owner of the page's state, and whether all regions are mounted; `None` if there is no report.
    report: Option<(Owner, RwSignal<bool>, Parts)>,
    mounted: usize,
    /// The mounted views. The root, which owns the others, is the last and is dropped last.
    views: Vec<Box<dyn Any>>,
}

impl Mounting {
    /// Creates the state of the page, without mounting a view. If `config.json` can't be used, mounts the error screen.
    pub fn begin(frame: Frame, start: Start) -> Self {
        let Start { stored, locale, opened, table } = start;
        let mut mounting = Self { frame, report: None, mounted: 0, views: Vec::new() };
        let (root, body) = (mounting.frame.clone(), document::body());
        let begun = Rc::new(OnceCell::new());
        let keep = Rc::clone(&begun);
        // The state is created within a mount, as the framework's executor starts with the first one.
        let view = move || {
            let language = Language::start(locale);
            match opened {
                Ok(opened) => {
                    let report = Report::start(opened, stored, language);
                    let is_connected = ui::start(report);
                    let (dialogs, is_mounted) = (DialogState::new(report), RwSignal::new(false));
                    let table = table.or_else(|| Table::new(&*root.slot(Slot::Table)?));
                    if let Some(table) = table {
                        ui::follow_with_table(report, dialogs, is_mounted, table);
                    }
                    follow(move || root.set_room(room(report, dialogs, is_connected)));
                    if let Some(owner) = Owner::current() {
                        let _ = keep.set((owner, is_mounted, (report, dialogs, is_connected)));
                    }
                    ().into_any()
                }
                Err(error) => {
                    root.show();
                    root.remove();
                    view! { <ConfigErrorScreen error language/> }.into_any()
                }
            }
        };
        if let Some(body) = body {
            mounting.views.push(Box::new(mount_to(body, view)));
        }
        mounting.report = begun.get().cloned();
        mounting
    }

    /// Returns the state of the page; `None` if `config.json` can't be used.
    pub fn report(&self) -> Option<Report> {
        self.report.as_ref().map(|(_, _, (report, ..))| *report)
    }

    /// Mounts the next region's view. Returns whether another region is left.
    pub fn go_on(&mut self) -> bool {
        let (Some((owner, is_mounted, parts)), Some((slot, view))) = (&self.report, REGIONS.get(self.mounted)) else {
            return false;
        };
        self.mounted += 1;
        let (report, dialogs, is_connected) = *parts;
        if let Some(element) = self.frame.slot(*slot) {
            let view = owner.with(|| mount_to(element, move || view(report, dialogs.of_region(), is_connected)));
            self.views.insert(0, Box::new(view));
        }
        let is_left = self.mounted < REGIONS.len();
        if !is_left {
            self.frame.show();
            is_mounted.set(true);
        }
        is_left
    }
}

/// Returns which optional parts of the layout the report's views need now. The frame reserves room for these.
fn room(report: Report, dialogs: DialogState, is_connected: Signal<bool>) -> Room {
    let is_dated = report.active_filters().iter().any(|(param, _)| param.is_date());
    let is_stale = report.with_view(|view| view.fault().is_some() && view.shown().is_some());
    Room {
        report: is_connected.get(),
        filtered: report.is_filtered(),
        dated: is_dated,
        stale: is_stale,
        overview: report.has_overview(),
        partial: dialogs.are_missing(),
    }
}
