//! The views of exports: the content of the dialog, and the offer to resume an interrupted one. Part of the export
//! part.

mod ended;

use crate::{
    app::{
        report::{Ended, Exporter, Hold, Reading, Report, Stage},
        ui::{
            dialog_state::{Dialog, DialogState},
            kit::{
                button::button,
                signals::{choice, click, derived, memo, show_when},
            },
        },
    },
    browser::{clock, document},
    export::{Choice, Delimiter, Fields, Format, Scope, Values, estimate::Estimate, plan::Progress},
    i18n::{Formatter, exporting::ExportMessages},
};
use leptos::{html, prelude::*};

/// Returns a sentence of the export part in the present language.
fn t_exporting(report: Report, sentence: fn(&'static ExportMessages) -> &'static str) -> Signal<String> {
    Signal::derive(move || sentence(report.formatter().exporting()).to_owned())
}

/// Renders the content of the export dialog: the form, and then the stages of the export. The status is one live
/// element, whose text changes at the start, at each quarter of the rows and at the end.
pub fn export_form(report: Report, exporter: Exporter) -> AnyView {
    exporter.reset();
    let form = Form::new();
    let stage = Memo::new(move |_| exporter.with_stage(kind));
    let content = move || match stage.get() {
        Kind::Form => form.view(report, exporter),
        Kind::Counting => counting(report, exporter),
        Kind::Confirm => confirm(report, exporter),
        Kind::Reading => reading(report, exporter),
        Kind::Writing => writing(report, exporter),
        Kind::Ended => ended::ended(report, exporter),
        Kind::Interrupted => interrupted(report, exporter),
    };
    // The progress bar and its numbers say more than the status.
    let has_bar = memo(move || matches!(stage.get(), Kind::Counting | Kind::Reading | Kind::Writing));
    let status = derived(move || exporter.with_stage(|stage| status(stage, report.formatter())));
    let own = NodeRef::<html::Div>::new();
    Effect::new(move |before: Option<Kind>| {
        let kind = stage.get();
        clock::once_drawn(move || {
            let Some(own) = own.try_get_untracked().flatten() else { return };
            // The button that had the focus is gone with the previous stage.
            if before.is_some() {
                document::keep_focus_in(&own);
            }
            // The form is larger than the stages after it: the second click of a double click on Start lands beside the
            // dialog. It must not close the dialog.
            document::close_by_request(&own, kind != Kind::Form);
        });
        kind
    });
    view! {
        <div class="export" tabindex="-1" node_ref=own>
            <p class="export-status" class:visually-hidden=has_bar role="status">{status}</p>
            {content}
        </div>
    }
    .into_any()
}

/// Renders the offer to resume an interrupted export while no dialog is open, and how far an export is whose dialog is
/// closed. Also reports the end of such an export.
pub fn interrupted_export(report: Report, dialogs: DialogState, exporter: Exporter) -> AnyView {
    exporter.warn_on_leaving();
    exporter.offer_interrupted();
    let is_interrupted = memo(move || {
        dialogs.current().is_none() && exporter.with_stage(|stage| matches!(stage, Stage::Interrupted(_)))
    });
    let is_over = memo(move || exporter.with_stage(|stage| matches!(stage, Stage::Ended(_))));
    Effect::new(move |before: Option<Option<String>>| {
        let own = is_over.get().then(|| exporter.with_stage(|stage| outcome(stage, report.formatter())));
        let is_new = before == Some(None) && untrack(|| dialogs.current()) != Some(Dialog::Export);
        // What is shown follows the page's language.
        let is_shown = before.flatten().is_some_and(|before| before == untrack(|| dialogs.status()));
        if let Some(own) = own.as_ref().filter(|_| is_new || is_shown) {
            dialogs.set_status(own);
        }
        own
    });
    let offer =
        move || view! { <div class="strip export-interrupted">{interrupted(report, exporter)}</div> }.into_any();
    let is_hidden = memo(move || {
        let is_under_way = |stage: &Stage| {
            matches!(stage, Stage::Counting(_) | Stage::Confirm(..) | Stage::Reading(_) | Stage::Writing(..))
        };
        dialogs.current().is_none() && exporter.with_stage(is_under_way)
    });
    let question = derived(move || {
        exporter.with_stage(|stage| match stage {
            Stage::Confirm(estimate, _) if dialogs.current().is_none() => estimated(*estimate, report.formatter()),
            _ => String::new(),
        })
    });
    view! {
        <p class="visually-hidden" role="status">{question}</p>
        {show_when(is_interrupted, offer)}
        {show_when(is_hidden, move || under_way(report, dialogs, exporter))}
    }
    .into_any()
}

/// Renders how far the export is whose dialog is closed. Not a live region: the dialog's status tells of each quarter.
fn under_way(report: Report, dialogs: DialogState, exporter: Exporter) -> AnyView {
    let sentence = derived(move || {
        let formatter = report.formatter();
        exporter.with_stage(|stage| match stage {
            Stage::Reading(Reading { progress, hold, .. }) => {
                let held = match hold {
                    Some(Hold::Unauthorized) => formatter.exporting().unauthorized_on_page.to_owned(),
                    Some(hold) => held(hold, report),
                    None => String::new(),
                };
                format!("{} {held}", formatter.exporting().under_way.fill([&rows_read(*progress, formatter)]))
            }
            Stage::Writing(rows, of) => {
                formatter.exporting().writing.fill([&formatter.count(*rows), &formatter.count(*of)])
            }
            Stage::Confirm(estimate, _) => estimated(*estimate, formatter),
            _ => formatter.exporting().counting.to_owned(),
        })
    });
    view! {
        <div class="strip export-interrupted">
            <p>{sentence}</p>
            {button("quiet", t_exporting(report, |text| text.show), move || dialogs.open(Dialog::Export))}
        </div>
    }
    .into_any()
}

/// Returns the end of an export whose dialog is closed: its number of rows, and what has become of them.
fn outcome(stage: &Stage, formatter: Formatter) -> String {
    let rows = Some(status(stage, formatter)).filter(|rows| !rows.is_empty());
    let notes = match stage {
        Stage::Ended(ended) => ended::notes(ended, formatter),
        _ => Vec::new(),
    };
    rows.into_iter().chain(notes).collect::<Vec<_>>().join(" · ")
}

/// The kind of a stage, without its numbers.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Form,
    Counting,
    Confirm,
    Reading,
    Writing,
    Ended,
    Interrupted,
}

fn kind(stage: &Stage) -> Kind {
    match stage {
        Stage::Form => Kind::Form,
        Stage::Counting(_) => Kind::Counting,
        Stage::Confirm(..) => Kind::Confirm,
        Stage::Reading(_) => Kind::Reading,
        Stage::Writing(..) => Kind::Writing,
        Stage::Ended(_) => Kind::Ended,
        Stage::Interrupted(_) => Kind::Interrupted,
    }
}

/// Returns the status of a stage, which assistive technology announces.
fn status(stage: &Stage, formatter: Formatter) -> String {
    let messages = formatter.exporting();
    match stage {
        Stage::Form | Stage::Confirm(..) | Stage::Interrupted(_) => String::new(),
        Stage::Counting(_) => messages.started.to_owned(),
        Stage::Reading(reading) => {
            let (quarters, of) = (reading.progress.quarters(), reading.progress.of());
            if quarters == 0 {
                return messages.started.to_owned();
            }
            let rows = u128::from(of) * u128::from(quarters) / 4;
            counted(formatter, u64::try_from(rows).unwrap_or(u64::MAX), of)
        }
        Stage::Writing(_, of) => counted(formatter, *of, *of),
        // Not even the count has come. A sentence below gives the reason.
        Stage::Ended(ended) if ended.progress == Progress::none() => String::new(),
        Stage::Ended(Ended { progress, .. }) if progress.is_unconfirmed() => {
            messages.rows_of_unknown.fill([&formatter.count(progress.rows)])
        }
        Stage::Ended(ended) => counted(formatter, ended.progress.rows, ended.progress.of()),
    }
}

/// Returns the number of rows that were read in words: out of all, if the number of those is known.
fn rows_read(progress: Progress, formatter: Formatter) -> String {
    if progress.is_counted() {
        counted(formatter, progress.rows, progress.of())
    } else {
        formatter.exporting().rows_of_unknown.fill([&formatter.count(progress.rows)])
    }
}

/// Returns the sentence on a number of rows out of all.
fn counted(formatter: Formatter, rows: u64, of: u64) -> String {
    formatter.exporting().rows.fill([&formatter.count(rows), &formatter.count(of)])
}

/// The choices of what to export, in their order in the form.
const SCOPES: [Scope; 3] = [Scope::Page, Scope::Selection, Scope::All];

/// The choices of a format, in their order in the form.
const FORMATS: [Format; 3] = [Format::Csv(Delimiter::Comma), Format::JsonLines, Format::Excel];

/// The choices of CSV's separator, in their order in the form.
const DELIMITERS: [Delimiter; 3] = [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab];

/// The state of the form: the index of each choice. It is a handle: copies share the same state.
#[derive(Clone, Copy)]
struct Form {
    scope: RwSignal<usize>,
    format: RwSignal<usize>,
    separator: RwSignal<usize>,
    fields: RwSignal<usize>,
    values: RwSignal<usize>,
}

impl Form {
    fn new() -> Self {
        let [format, separator, fields, values] = [0; 4].map(RwSignal::new);
        Self { scope: RwSignal::new(SCOPES.len() - 1), format, separator, fields, values }
    }

    /// Returns the chosen format. That of CSV has a comma.
    fn format(self) -> Format {
        FORMATS.get(self.format.get()).copied().unwrap_or(Format::Excel)
    }

    /// Returns the choices of the form.
    fn choice(self, report: Report) -> Choice {
        let what = scope_at(self.scope.get_untracked());
        let format = match untrack(|| self.format()) {
            Format::Csv(comma) => Format::Csv(DELIMITERS.get(self.separator.get_untracked()).copied().unwrap_or(comma)),
            other => other,
        };
        let fields = match self.fields.get_untracked() {
            0 => Fields::Shown(untrack(|| report.columns()).list().collect()),
            _ => Fields::All,
        };
        let values = if self.values.get_untracked() == 0 { Values::Shown } else { Values::Raw };
        Choice { what, format, fields, values }
    }

    fn view(self, report: Report, exporter: Exporter) -> AnyView {
        let has_rows =
            memo(move || report.with_view(|view| view.shown().is_some_and(|shown| !shown.page.rows.is_empty())));
        let has_selection = memo(move || report.has_selection());
        let is_csv = memo(move || matches!(self.format(), Format::Csv(_)));
        let is_json = memo(move || matches!(self.format(), Format::JsonLines));
        // The rows or the selection that were chosen may be gone.
        let can_start = memo(move || match scope_at(self.scope.get()) {
            Scope::Page => has_rows.get(),
            Scope::Selection => has_selection.get(),
            Scope::All => report.with_query(|query| query.is_some()),
        });
        let separator = move || {
            const ID: &str = "export-separator";
            let value = derived(move || self.separator.get().to_string());
            let options = [0, 1, 2].map(|at| {
                let name = derived(move || {
                    report.formatter().exporting().separators.get(at).copied().unwrap_or_default().to_owned()
                });
                choice(value, at.to_string(), name)
            });
            let choose = move |event| self.separator.set(event_target_value(&event).parse().unwrap_or_default());
            view! {
                <div class="field">
                    <label for=ID>{t_exporting(report, |text| text.separator)}</label>
                    <select id=ID on:change=choose>{options.into_iter().collect_view()}</select>
                </div>
                <p class="hint">{t_exporting(report, |text| text.csv_hint)}</p>
            }
            .into_any()
        };
        let columns = move || {
            let fields: [(Sentence, Signal<bool>); 2] =
                [(|text| text.columns_shown, always()), (|text| text.all_fields, always())];
            let values: [(Sentence, Signal<bool>); 2] = [(|text| text.as_shown, always()), (|text| text.raw, always())];
            view! {
                {radios(report, "export-columns", |text| text.columns, self.fields, &fields, uncounted)}
                {radios(report, "export-values", |text| text.values, self.values, &values, uncounted)}
            }
            .into_any()
        };
        let scopes: [(Sentence, Signal<bool>); 3] =
            [(|text| text.page, has_rows), (|text| text.selection, has_selection), (|text| text.all, always())];
        let formats: [(Sentence, Signal<bool>); 3] =
            [(|text| text.csv, always()), (|text| text.json_lines, always()), (|text| text.excel, always())];
        let hides = memo(move || report.formatter().hides_codes());
        view! {
            {radios(report, "export-what", |text| text.what, self.scope, &scopes, rows_of)}
            {radios(report, "export-format", |text| text.format, self.format, &formats, uncounted)}
            {show_when(is_csv, separator)}
            {show_when(is_json, move || hint(t_exporting(report, |text| text.json_lines_hint)))}
            {show_when(memo(move || !is_json.get()), columns)}
            {show_when(hides, move || hint(t_exporting(report, |text| text.codes_hidden)))}
            <div class="export-actions">
                <button
                    type="button"
                    class="primary"
                    disabled=memo(move || !can_start.get())
                    on:click=click(move || exporter.start(self.choice(report)))
                >
                    {t_exporting(report, |text| text.start)}
                </button>
            </div>
        }
        .into_any()
    }
}

/// A function that returns a sentence of the export part.
type Sentence = fn(&'static ExportMessages) -> &'static str;

fn always() -> Signal<bool> {
    Signal::stored(true)
}

/// Returns the choice of what to export at an index of the form.
fn scope_at(index: usize) -> Scope {
    SCOPES.get(index).copied().unwrap_or(Scope::All)
}

/// Returns the number of rows of the choice at an index of [`SCOPES`]; `None` if it is not known, and without rows.
fn rows_of(report: Report, index: usize) -> Option<u64> {
    let shown = report.with_view(|view| view.shown().cloned())?;
    let rows = match scope_at(index) {
        Scope::Page => shown.page.rows.len(),
        Scope::Selection => report.selection().of(&shown.page).len(),
        // The rows that are shown may be those of an older view.
        Scope::All => return shown.page.total.filter(|_| report.with_query(|query| query == Some(&shown.query))),
    };
    u64::try_from(rows).ok().filter(|rows| *rows > 0)
}

/// The number of rows of a choice that stands for none.
fn uncounted(_: Report, _: usize) -> Option<u64> {
    None
}

fn hint(sentence: Signal<String>) -> AnyView {
    view! { <p class="hint">{sentence}</p> }.into_any()
}

/// Renders a group of radio buttons. `chosen` is the index of the checked one, and `rows` returns the number of rows
/// that the button with an index stands for.
fn radios(
    report: Report,
    name: &'static str,
    legend: Sentence,
    chosen: RwSignal<usize>,
    choices: &[(Sentence, Signal<bool>)],
    rows: fn(Report, usize) -> Option<u64>,
) -> AnyView {
    let radio = |(at, (label, is_there)): (usize, &(Sentence, Signal<bool>))| {
        let (label, is_there) = (*label, *is_there);
        let id = format!("{name}-{at}");
        let count = derived(move || rows(report, at).map(|rows| report.formatter().count(rows)).unwrap_or_default());
        // The number is not in the label, so that the button keeps its name.
        view! {
            <div class="choice">
                <label class="choice">
                    <input
                        type="radio"
                        name=name
                        disabled=memo(move || !is_there.get())
                        aria-describedby=id.clone()
                        prop:checked=memo(move || chosen.get() == at)
                        on:change=move |_| chosen.set(at)
                    />
                    {t_exporting(report, label)}
                </label>
                <span class="hint" id=id>{count}</span>
            </div>
        }
        .into_any()
    };
    view! {
        <fieldset>
            <legend>{t_exporting(report, legend)}</legend>
            {choices.iter().enumerate().map(radio).collect_view()}
        </fieldset>
    }
    .into_any()
}

fn cancel(report: Report, exporter: Exporter) -> AnyView {
    button("quiet", t_exporting(report, |text| text.cancel), move || exporter.cancel())
}

fn counting(report: Report, exporter: Exporter) -> AnyView {
    let held = derived(move || {
        exporter.with_stage(|stage| match stage {
            Stage::Counting(Some(hold)) => held(hold, report),
            _ => String::new(),
        })
    });
    view! {
        <p>{t_exporting(report, |text| text.counting)}</p>
        <p>{held}</p>
        <div class="export-actions">{cancel(report, exporter)}</div>
    }
    .into_any()
}

fn confirm(report: Report, exporter: Exporter) -> AnyView {
    let sentence = derived(move || {
        exporter.with_stage(|stage| match stage {
            Stage::Confirm(estimate, _) => estimated(*estimate, report.formatter()),
            _ => String::new(),
        })
    });
    let room = derived(move || {
        let room = exporter.with_stage(|stage| match stage {
            Stage::Confirm(estimate, _) => estimate.room,
            _ => None,
        });
        let formatter = report.formatter();
        room.map(|room| formatter.exporting().room.fill([&formatter.count(room / 1_000_000)])).unwrap_or_default()
    });
    let other_filters = derived(move || {
        let messages = report.formatter().exporting();
        if exporter.is_of_other_filters() { messages.other_filters } else { "" }.to_owned()
    });
    view! {
        <p>{sentence}</p>
        <p>{other_filters}</p>
        <p>{room}</p>
        <div class="export-actions">
            {button("primary", t_exporting(report, |text| text.confirm), move || exporter.go_on())}
            {cancel(report, exporter)}
        </div>
    }
    .into_any()
}

/// Returns the sentence on an estimate.
fn estimated(estimate: Estimate, formatter: Formatter) -> String {
    let Estimate { rows, requests, seconds, bytes, .. } = estimate;
    let [rows, requests] = [rows, requests].map(|count| formatter.count(count));
    formatter.exporting().estimate.fill([&rows, &requests, &time(seconds, formatter), &size(bytes, formatter)])
}

/// Returns a number of bytes in words.
fn size(bytes: u64, formatter: Formatter) -> String {
    let messages = formatter.exporting();
    match bytes.div_ceil(1_000_000) {
        megabytes @ 0..=1_000 => messages.megabytes.fill([&formatter.count(megabytes)]),
        megabytes => messages.gigabytes.fill([&formatter.count(megabytes.div_ceil(1_000))]),
    }
}

/// Returns a duration in words.
fn time(seconds: u64, formatter: Formatter) -> String {
    let messages = formatter.exporting();
    match seconds {
        0..=90 => messages.seconds.fill([&formatter.count(seconds.max(1))]),
        91..=7_200 => messages.minutes.fill([&formatter.count(seconds.div_ceil(60))]),
        7_201..=172_800 => messages.hours.fill([&formatter.count(seconds.div_ceil(3_600))]),
        _ => messages.days.fill([&formatter.count(seconds.div_ceil(86_400))]),
    }
}

fn reading(report: Report, exporter: Exporter) -> AnyView {
    let with = move |look: fn(&Reading, Report) -> String| {
        derived(move || {
            exporter.with_stage(|stage| match stage {
                Stage::Reading(reading) => look(reading, report),
                _ => String::new(),
            })
        })
    };
    let numbers = with(|reading, report| {
        let Reading { progress, rate, hold } = reading;
        let formatter = report.formatter();
        let messages = formatter.exporting();
        let mut parts = vec![rows_read(*progress, formatter)];
        if *rate > 0 && hold.is_none() {
            let left = progress.of().saturating_sub(progress.rows) / rate;
            parts.push(messages.rate.fill([&formatter.count(*rate)]));
            parts.extend(progress.is_counted().then(|| messages.left.fill([&time(left, formatter)])));
        }
        parts.join(" · ")
    });
    // A gateway that asks for a rest now and then is no news each time.
    let rest = with(|reading, report| match &reading.hold {
        Some(hold @ Hold::Throttled) => held(hold, report),
        _ => String::new(),
    });
    let trouble = with(|reading, report| match &reading.hold {
        None | Some(Hold::Throttled) => String::new(),
        Some(hold) => held(hold, report),
    });
    let pause = derived(move || {
        let messages = report.formatter().exporting();
        if exporter.is_paused() { messages.resume } else { messages.pause }.to_owned()
    });
    view! {
        {bar(report, exporter)}
        <p class="export-numbers">{numbers}</p>
        <p>{rest}</p>
        <p aria-live="polite">{trouble}</p>
        {show_when(memo(move || !exporter.is_paused()), move || hint(t_exporting(report, |text| text.may_close)))}
        <div class="export-actions">
            {button("quiet", pause, move || exporter.toggle_pause())}
            {cancel(report, exporter)}
        </div>
    }
    .into_any()
}

/// Renders the progress bar (ARIA, `progressbar`). While the number of all rows is not known, it has no value.
fn bar(report: Report, exporter: Exporter) -> AnyView {
    let numbers = move || {
        exporter.with_stage(|stage| match stage {
            Stage::Reading(Reading { progress, .. }) => (progress.is_counted().then_some(progress.rows), progress.of()),
            Stage::Writing(rows, of) => (Some(*rows), *of),
            _ => (Some(0), 1),
        })
    };
    view! {
        <progress
            aria-label=t_exporting(report, |text| text.progress)
            max=derived(move || numbers().1.max(1).to_string())
            value=move || numbers().0.map(|rows| rows.to_string())
        ></progress>
    }
    .into_any()
}

fn writing(report: Report, exporter: Exporter) -> AnyView {
    let numbers = derived(move || {
        let formatter = report.formatter();
        exporter.with_stage(|stage| match stage {
            Stage::Writing(rows, of) => {
                formatter.exporting().writing.fill([&formatter.count(*rows), &formatter.count(*of)])
            }
            _ => String::new(),
        })
    });
    view! {
        {bar(report, exporter)}
        <p class="export-numbers">{numbers}</p>
        <div class="export-actions">
            {button("quiet", t_exporting(report, |text| text.cancel), move || exporter.cancel_writing())}
        </div>
    }
    .into_any()
}

/// Returns the dialog's sentence on the reason why an export waits.
fn held(hold: &Hold, report: Report) -> String {
    let formatter = report.formatter();
    let messages = formatter.exporting();
    match hold {
        Hold::Paused => messages.paused.to_owned(),
        Hold::Offline => messages.offline.to_owned(),
        Hold::Throttled => report.pause_note(),
        Hold::Unauthorized => messages.unauthorized.to_owned(),
        Hold::Failing(fault) => messages.failing.fill([&ended::fault_text(fault, formatter)]),
    }
}

/// Renders the offer to resume an export that an earlier page load has begun.
fn interrupted(report: Report, exporter: Exporter) -> AnyView {
    let sentence = derived(move || {
        let formatter = report.formatter();
        exporter.with_stage(|stage| match stage {
            Stage::Interrupted(progress) => formatter.exporting().interrupted.fill([&rows_read(*progress, formatter)]),
            _ => String::new(),
        })
    });
    view! {
        <p>{sentence}</p>
        <div class="export-actions">
            {button("primary", t_exporting(report, |text| text.resume), move || exporter.go_on())}
            {button("quiet", t_exporting(report, |text| text.discard), move || exporter.cancel())}
        </div>
    }
    .into_any()
}
