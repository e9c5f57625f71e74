//! The record behind a row: its message as it was sent, then every field, then the JSON.

use super::{
    dialog::{frame, say_later},
    dialogs::Dialogs,
    icon::{Draw, Icon},
    parts::{click, text},
    share::copy_field,
    state_badge,
};
use crate::{
    browser::{address_bar, document},
    domain::record::Record,
    i18n::{
        facts::{Fact, Terms},
        messages::fill,
    },
    report::Report,
};
use leptos::prelude::*;

/// The dialog of the row at this place of the page, from 0. It has a place in the history, so that Back closes it.
pub(super) fn detail(report: Report, dialogs: Dialogs, first: usize) -> AnyView {
    // The rows as they were when it was opened: what the view does by itself moves nothing here.
    let rows = StoredValue::new(
        report.with_view(|view| view.shown().map(|shown| shown.page.rows.clone())).unwrap_or_default(),
    );
    let count = rows.with_value(Vec::len);
    let place = RwSignal::new(first);
    let record = Signal::derive(move || {
        let own = rows.with_value(|rows| rows.get(place.get()).cloned()).unwrap_or_default();
        // What has become known of the same send since.
        let is_same = |row: &&Record| row.outbox_id.is_some() && row.outbox_id == own.outbox_id;
        let newer = report.with_view(|view| view.shown()?.page.rows.iter().find(is_same).cloned());
        newer.unwrap_or(own)
    });
    keep_in_history();
    let title = text(move || {
        let style = report.style();
        let id = record.get().outbox_id.map(|id| style.digits().write(&id)).unwrap_or_default();
        fill(style.messages().details_of, &[&id])
    });
    let step = move |icon: Icon, name, by: isize| {
        let to = move || place.get().checked_add_signed(by).filter(|to| *to < count);
        let go = move || {
            if let Some(to) = untrack(to) {
                place.set(to);
            }
        };
        let is_end = text(move || to().is_none().to_string());
        view! {
            <button type="button" class="plain" aria-label=say_later(report, name) aria-disabled=is_end on:click=click(go)>
                <Draw icon/>
            </button>
        }
        .into_any()
    };
    let steps = view! {
        {step(Icon::Previous, |text| text.previous_row, -1)}
        {step(Icon::Next, |text| text.next_row, 1)}
    };
    let content = view! {
        <div class="record">
            {move || badge(report, &record.get())}
            {move || message(report, &record.get())}
            {move || facts(report, dialogs, &record.get())}
            {copy_field(report, "copy-raw", say_later(report, |text| text.raw), text(move || record.get().raw.to_string()))}
        </div>
    };
    frame(report, dialogs, "side", title, steps.into_any(), content.into_any())
}

/// Back closes the dialog, and closing it takes its place out of the history.
fn keep_in_history() {
    let is_in = StoredValue::new(true);
    address_bar::step_in();
    address_bar::on_move(move || {
        is_in.set_value(false);
        document::close_dialog();
    });
    on_cleanup(move || {
        if is_in.try_get_value() == Some(true) {
            address_bar::step_out();
        }
    });
}

fn badge(report: Report, record: &Record) -> AnyView {
    let (tone, icon, word) = state_badge::parts(&record.state, report.messages());
    view! {
        <p>
            <span class="badge" data-tone=tone>
                <Draw icon/>
                <bdi>{word.to_string()}</bdi>
            </span>
        </p>
    }
    .into_any()
}

/// The message with its line breaks; characters that turn its direction round are told from those that are read.
fn message(report: Report, record: &Record) -> AnyView {
    if record.is_unreadable {
        return view! { <p>{report.messages().unreadable_row}</p> }.into_any();
    }
    let text = record.message.as_deref().unwrap_or("–");
    let mut shown = String::new();
    for c in text.chars() {
        match direction_mark(c) {
            Some(name) => shown.extend(["⟦", name, "⟧"]),
            None => shown.push(c),
        }
    }
    view! { <div class="bubble" dir="auto">{shown}</div> }.into_any()
}

/// What Unicode calls a character that turns the direction of what follows (UAX #9, table 4), short.
const fn direction_mark(c: char) -> Option<&'static str> {
    match c {
        '\u{202A}' => Some("LRE"),
        '\u{202B}' => Some("RLE"),
        '\u{202C}' => Some("PDF"),
        '\u{202D}' => Some("LRO"),
        '\u{202E}' => Some("RLO"),
        '\u{2066}' => Some("LRI"),
        '\u{2067}' => Some("RLI"),
        '\u{2068}' => Some("FSI"),
        '\u{2069}' => Some("PDI"),
        _ => None,
    }
}

fn facts(report: Report, dialogs: Dialogs, record: &Record) -> AnyView {
    let style = report.style();
    let facts = report.with_settings(|settings| {
        let terms =
            Terms { zone: &settings.zone, zone_name: &settings.config.time_zone, currency: &settings.config.currency };
        style.facts(record, &terms)
    });
    let later = style.later();
    let row = move |Fact { label, shown, copied, is_ltr }: Fact| {
        let copy = (!copied.is_empty()).then(|| {
            let name = fill(later.copy_named, &[&label]);
            let said = if copied.is_empty() { "" } else { later.copied };
            let copy = move || {
                report.copy(copied.clone(), move |is_copied| {
                    dialogs.say(if is_copied { said } else { later.not_copied_here });
                });
            };
            view! {
                <button type="button" class="plain" aria-label=name on:click=click(copy)>
                    {later.copy}
                </button>
            }
        });
        let direction = if is_ltr { "ltr" } else { "auto" };
        view! {
            <div>
                <dt>{label}</dt>
                <dd><bdi dir=direction>{shown}</bdi> {copy}</dd>
            </div>
        }
    };
    view! { <dl class="facts">{facts.into_iter().map(row).collect_view()}</dl> }.into_any()
}
