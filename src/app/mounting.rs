//! Puts the views into the regions of the static frame.

use super::{
    report::{Language, Report, follow},
    ui::{self, ConfigErrorScreen, Dialogs},
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
type Region = (Slot, fn(Report, Dialogs, Signal<bool>) -> AnyView);

/// The regions in the order in which they are mounted.
const REGIONS: [Region; 4] = [
    (Slot::Filters, ui::filters_region),
    (Slot::Bar, ui::bar_region),
    (Slot::Header, ui::header_region),
    (Slot::Pager, ui::pager_region),
];

/// What the regions' views are made of.
type Parts = (Report, Dialogs, Signal<bool>);

/// The views of the page on their way into the frame. Dropping it removes them.
pub struct Mounting {
    frame: Frame,
    /// The owner of the page's state, and whether all regions are mounted; `None` where there is no report.
    report: Option<(Owner, RwSignal<bool>, Parts)>,
    mounted: usize,
    /// The views, the root of all the last.
    views: Vec<Box<dyn Any>>,
}

impl Mounting {
    /// Begins with the state of the page; nothing is shown yet.
    pub fn begin(frame: Frame, start: Start) -> Self {
        let Start { stored, locale, opened, table } = start;
        let mut mounting = Self { frame, report: None, mounted: 0, views: Vec::new() };
        let (root, body) = (mounting.frame.clone(), document::body());
        let begun = Rc::new(OnceCell::new());
        let keep = Rc::clone(&begun);
        // The framework's executor starts with its first mount.
        let view = move || {
            let language = Language::start(locale);
            match opened {
                Ok(opened) => {
                    let report = Report::start(opened, stored, language);
                    let is_connected = ui::start(report);
                    let (dialogs, is_mounted) = (Dialogs::new(report), RwSignal::new(false));
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

    /// Returns the state of the page; `None` where `config.json` can't be used.
    pub fn report(&self) -> Option<Report> {
        self.report.as_ref().map(|(_, _, (report, ..))| *report)
    }

    /// Mounts the next view. Returns whether another one is left.
    pub fn go_on(&mut self) -> bool {
        let (Some((owner, is_mounted, parts)), Some((slot, view))) = (&self.report, REGIONS.get(self.mounted)) else {
            return false;
        };
        self.mounted += 1;
        let (report, dialogs, is_connected) = *parts;
        if let Some(element) = self.frame.slot(*slot) {
            let view = owner.with(|| mount_to(element, move || view(report, dialogs, is_connected)));
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

/// Returns the room that the views of the report need now.
fn room(report: Report, dialogs: Dialogs, is_connected: Signal<bool>) -> Room {
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
