//! The dialog of one record: its state, its message as sent and as the network counts it, all fields, and the JSON.

use super::{
    copying::Copying,
    dialog::{frame, t_lazy},
    help, marks,
    share::copy_field,
};
use crate::{
    app::{
        report::{Report, follow},
        ui::{
            dialog_state::DialogState,
            kit::{
                button::button,
                icon::{Draw, Icon},
                signals::{click, derived, true_or_false},
            },
        },
    },
    browser::{files::ClipboardContent, focus},
    domain::{
        bidi,
        column::{Column, Kind},
        decimal::{Decimal, whole},
        delimited::{self, Cell},
        param::Param,
        preferences::Preference,
        record::Record,
        record_time::RecordTime,
        redact::{MASK, is_digit},
        sms::{self, Encoding},
    },
    i18n::{
        Formatter, NOTHING,
        record_fields::{FieldContext, RecordField},
    },
    table::dom,
};
use leptos::prelude::*;

/// Renders the dialog of a record. `first` is the index on the page, from 0, of the row whose record is shown at first;
/// buttons lead to the rows beside it.
pub(super) fn detail(report: Report, dialogs: DialogState, first: usize) -> AnyView {
    // The dialog keeps the rows of the moment at which it was opened, so that a refresh moves nothing in it.
    let rows = StoredValue::new(
        report.with_view(|view| view.shown().map(|shown| shown.page.rows.clone())).unwrap_or_default(),
    );
    let count = rows.with_value(Vec::len);
    let index = RwSignal::new(first);
    let record = Signal::derive(move || {
        let index = index.get();
        let own = rows.with_value(|rows| rows.get(index).cloned()).unwrap_or_default();
        // If the same send has been answered anew since, the dialog shows the newer record. Of rows that share an id,
        // each is followed by its place among them.
        let is_same = |row: &&Record| row.outbox_id.is_some() && row.outbox_id == own.outbox_id;
        let place = rows.with_value(|rows| rows.iter().take(index).filter(is_same).count());
        let newer = report.with_view(|view| view.shown()?.page.rows.iter().filter(is_same).nth(place).cloned());
        newer.unwrap_or(own)
    });
    let copying = Copying::new(report, "copied-of-record");
    marks::in_record(report, move || record.track());
    follow(move || dialogs.remember(index.get(), &record.get().outbox_id.unwrap_or_default()));
    // When the dialog closes, the focus goes to the row of the record that was shown last, wherever the row is by then.
    on_cleanup(move || {
        let now = untrack(|| {
            let id = record.try_get()?.outbox_id?;
            report.with_view(|view| view.shown()?.page.index_of(&id))
        });
        if let Some(row) = now.or_else(|| index.try_get_untracked()) {
            focus::go_on_in_row(dom::ROW, row, dom::DETAIL);
        }
    });
    let title = derived(move || {
        let formatter = report.formatter();
        let id = record.get().outbox_id.map(|id| formatter.digits().write(&id)).unwrap_or_default();
        let id = bidi::left_to_right_in_words(id);
        formatter.table_texts().details_of.fill([&id])
    });
    let step = move |icon: Icon, name, by: isize| {
        let to = move || index.get().checked_add_signed(by).filter(|to| *to < count);
        let go = move || {
            if let Some(to) = untrack(to) {
                index.set(to);
                copying.forget();
            }
        };
        let is_end = derived(move || to().is_none().to_string());
        view! {
            <button type="button" class="plain" aria-label=t_lazy(report, name) aria-disabled=is_end on:click=click(go)>
                <Draw icon/>
            </button>
        }
        .into_any()
    };
    let steps = view! {
        {step(Icon::Previous, |text| text.previous_row, -1)}
        {step(Icon::Next, |text| text.next_row, 1)}
    };
    let raw = derived(move || {
        let (record, formatter) = (record.get(), report.formatter());
        // The JSON is as the gateway sent it, with codes redacted if the person has chosen that.
        formatter.redacted(&record).raw.to_string()
    });
    let content = view! {
        <div class="record">
            {move || state(report, dialogs, &record.get())}
            {move || message(report, copying, &record.get())}
            {move || exits(report, &record.get())}
            {move || fields(report, copying, &record.get())}
            {copy_field(report, "copy-raw", t_lazy(report, |text| text.raw), raw)}
            {copying.view()}
        </div>
    };
    let title = view! { <span translate="no">{title}</span> };
    frame(report, dialogs, "side", title.into_any(), steps.into_any(), content.into_any())
}

/// Renders the state of a record, what the state means and what to do.
fn state(report: Report, dialogs: DialogState, record: &Record) -> AnyView {
    if record.is_unreadable {
        return view! { <p>{report.messages().table.unreadable_row}</p> }.into_any();
    }
    let formatter = report.formatter();
    view! {
        <div class="state-meaning">
            {help::badge(&record.state, formatter)}
            {button("plain", t_lazy(report, |text| text.states_title), move || dialogs.open_help())}
            <p class="hint">{help::meaning(&record.state, formatter)}</p>
        </div>
    }
    .into_any()
}

/// Renders the message with its line breaks, a mark where each part begins, and its length.
fn message(report: Report, copying: Copying, record: &Record) -> AnyView {
    let formatter = report.formatter();
    let lazy = formatter.lazy();
    let wanted = formatter.redacted(record);
    let Some(text) = record.message.as_deref() else {
        // A value that is no text is shown as it came.
        let came = wanted.object().map(|object| formatter.cell(Column::Message, object.get(Column::Message.name())));
        let came = came.map(|came| bidi::seen(came.chars()));
        return view! { <div class="bubble" dir="auto">{came.unwrap_or_else(|| NOTHING.to_owned())}</div> }.into_any();
    };
    let count = sms::count(text);
    let copied = wanted.message.as_deref().unwrap_or_default().to_owned();
    // Redacting replaces each digit by one character, so the parts begin at the same characters.
    let parts = sms::parted(text, &copied, count.breaks.get(..MAX_PARTS - 1).unwrap_or(&count.breaks));
    let parts = parts.into_iter().enumerate().map(|(index, part)| {
        let mark = (index > 0).then(|| {
            let name = lazy.part_number.fill([&formatter.count(index as u64 + 1)]);
            view! { <span class="part-mark" role="img" aria-label=name.clone() title=name></span> }
        });
        view! { {mark} {bidi::seen(part.chars())} }
    });
    let parts = parts.collect_view();
    let bubble = if text.len() > LONG_BYTES { "bubble long" } else { "bubble" };
    let hides_codes = formatter.hides_codes();
    let toggle = move || report.set_preference(Preference::HideCodes, if hides_codes { "off" } else { "on" });
    view! {
        <div class="message-block">
            <div class=bubble dir="auto" data-as-sent>{parts}</div>
            <div class="message-line">
                <p class="hint">{counted(formatter, text, &count, record)}</p>
                <button
                    type="button"
                    class="plain"
                    role="switch"
                    aria-checked=true_or_false(Signal::stored(hides_codes))
                    on:click=click(toggle)
                >
                    {lazy.mask}
                </button>
                {copy_button(report, copying, Some(formatter.column(Column::Message).to_owned()), copied.into())}
            </div>
        </div>
    }
    .into_any()
}

/// The most parts that a message can have: the header that joins them counts them in one octet (3GPP TS 23.040, clause
/// 9.2.3.24.1). A longer message is shown whole, without marks for the parts beyond that number.
const MAX_PARTS: usize = 255;

/// The size of a message from which on its lines are broken in a way that takes browsers less time, in bytes.
const LONG_BYTES: usize = 20_000;

/// Returns a line on the message's length: its characters, its encoding with the reason, its parts with the gateway's
/// own count of them, and the characters left in the last part.
fn counted(formatter: Formatter, text: &str, count: &sms::Count, record: &Record) -> String {
    /// The most characters that are named as the reason for UCS-2.
    const MAX_NAMED: usize = 3;
    let lazy = formatter.lazy();
    let encoding = match count.encoding {
        Encoding::Gsm7 => lazy.gsm7.to_owned(),
        Encoding::Ucs2 => {
            // Listing the distinct digits of a code would reveal as much as the code itself.
            let hides = |c: &char| formatter.hides_codes() && !c.is_ascii() && is_digit(*c);
            let text: String = text.chars().map(|c| if hides(&c) { MASK } else { c }).collect();
            let beyond = sms::beyond_gsm7(&text, MAX_NAMED + 1);
            let mut names: Vec<String> = beyond.iter().take(MAX_NAMED).map(|c| named(*c)).collect();
            if beyond.len() > MAX_NAMED {
                names.push("…".to_owned());
            }
            lazy.ucs2.fill([&names.join(lazy.comma)])
        }
    };
    let mut parts = formatter.counted(count.parts() as u64, &lazy.parts);
    let object = record.object();
    let stated = object.and_then(|object| object.get(Column::Part.name())).and_then(|part| {
        let text = part.string().or_else(|| part.number().map(str::to_owned))?;
        whole(&text)
    });
    if let Some(stated) = stated {
        let agrees = usize::try_from(stated) == Ok(count.parts());
        let gateway =
            if agrees { lazy.same_parts.to_owned() } else { lazy.gateway_parts.fill([&formatter.count(stated)]) };
        parts = [parts, gateway].join(lazy.comma);
    }
    if count.parts() > MAX_PARTS {
        let marked = lazy.parts_marked.fill([&formatter.count(MAX_PARTS as u64)]);
        parts = [parts, marked].join(" · ");
    }
    let all = [
        formatter.counted(count.characters as u64, &lazy.characters),
        encoding,
        parts,
        formatter.counted(count.room as u64, &lazy.room),
    ];
    all.join(" · ")
}

/// Returns a character by itself: isolated, or its code point if it can't be seen.
fn named(c: char) -> String {
    if c.is_whitespace()
        || c.is_control()
        || bidi::is_directional(c)
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}')
    {
        format!("U+{:04X}", u32::from(c))
    } else {
        bidi::isolated(&c.to_string())
    }
}

/// Renders how many of the recipients' messages have left, as a meter with numbers.
fn exits(report: Report, record: &Record) -> AnyView {
    let formatter = report.formatter();
    let number = |text: &Option<std::sync::Arc<str>>| text.as_deref().map(|text| formatter.number(text));
    let Some(((share, exits), recipients)) =
        record.exits_share().zip(number(&record.exits)).zip(number(&record.recipients))
    else {
        return ().into_any();
    };
    let words = formatter.lazy().exits_of.fill([&exits, &recipients, &formatter.percent(share)]);
    view! {
        <div class="exits-of">
            <span class="label" id="exits-label">{formatter.lazy().exits}</span>
            <meter min="0" max="100" value=share.to_string() aria-labelledby="exits-label"></meter>
            <span translate="no">{words}</span>
        </div>
    }
    .into_any()
}

/// The most fields of a record that are listed. All others are in the JSON.
const MAX_FIELDS: usize = 500;

fn fields(report: Report, copying: Copying, record: &Record) -> AnyView {
    let formatter = report.formatter();
    let (zone_name, lazy) = (report.shown_zone_name(), formatter.lazy());
    let wanted = formatter.redacted(record);
    let (fields, per, table) = report.with_deployment(|deployment| {
        let (zone, currency) = (deployment.shown_zone(formatter), &deployment.config.currency);
        let context = FieldContext { zone, zone_name: &zone_name, currency };
        let fields = formatter.fields(&wanted, &context);
        let known = Column::ALL.into_iter().map(|column| {
            let line =
                vec![formatter.clipboard_header(column, &context), formatter.clipboard_text(column, &wanted, &context)];
            (line, formatter.clipboard_cell(column))
        });
        let others = fields.iter().filter(|field| field.column.is_none());
        let others = others.map(|field| (vec![field.label.clone(), field.copied.clone()], Cell::Text));
        let (table, cells): (Vec<Vec<String>>, Vec<Cell>) =
            known.chain(others).filter(|(line, _)| line.last().is_some_and(|value| !value.is_empty())).unzip();
        let cell = |row, column| if column == 0 { None } else { cells.get(row).copied() }.unwrap_or(Cell::Text);
        let table = ClipboardContent { text: delimited::tsv(&table), html: Some(delimited::html(&table, cell)) };
        (fields, cost_per_recipient(formatter, record, currency), table)
    });
    let left_out = u64::try_from(fields.len().saturating_sub(MAX_FIELDS)).unwrap_or_default();
    let left_out =
        (left_out > 0).then(|| view! { <p class="hint">{formatter.counted(left_out, &lazy.more_fields)}</p> });
    let ago = |time: &Option<RecordTime>| {
        let moment = time.as_ref()?.moment()?;
        Some(derived(move || report.ago(moment)))
    };
    let row = move |field: RecordField| {
        let RecordField { column, label, shown, copied, is_ltr } = field;
        let copy =
            (!copied.is_empty()).then(|| copy_button(report, copying, Some(label.clone()), copied.clone().into()));
        let only = column.and_then(|column| only_link(report, column, record)).map(|href| {
            let name = formatter.table_texts().only_these.fill([&label]);
            view! {
                <a
                    class="plain only-link"
                    href=href
                    aria-label=name.clone()
                    title=name
                >
                    <Draw icon=Icon::Filters/>
                </a>
            }
        });
        let more = match column {
            Some(Column::Cost) => per.clone().map(Signal::stored),
            Some(Column::Time) => ago(&record.created),
            Some(Column::TimeSend) => ago(&record.sent),
            _ => None,
        };
        let direction = if is_ltr { "ltr" } else { "auto" };
        let is_as_sent = column.is_none_or(|column| column.kind() == Kind::Text);
        view! {
            <div>
                <dt translate=column.is_none().then_some("no")>{label}</dt>
                <dd>
                    <span class="value">
                        <bdi dir=direction translate="no" data-as-sent=is_as_sent>{shown}</bdi>
                        {more.map(|more| view! { <span class="hint" translate="no">{more}</span> })}
                    </span>
                    {only}
                    {copy}
                </dd>
            </div>
        }
    };
    let all = copy_button(report, copying, None, table);
    view! {
        <dl class="record-fields">{fields.into_iter().take(MAX_FIELDS).map(row).collect_view()}</dl>
        {left_out}
        <p>{all}</p>
    }
    .into_any()
}

/// Renders a button that copies the value named `what`, or the whole record if `what` is `None`, and then reports it.
fn copy_button(report: Report, copying: Copying, what: Option<String>, content: ClipboardContent) -> AnyView {
    let lazy = report.formatter().lazy();
    let (class, name, sign, done) = match what {
        Some(what) => {
            let sign = view! { <Draw icon=Icon::Copy/> }.into_any();
            ("plain", lazy.copy_named.fill([&what]), sign, lazy.copied_named.fill([&what]))
        }
        None => ("quiet", lazy.copy_record.to_owned(), lazy.copy_record.into_any(), lazy.copied.to_owned()),
    };
    let copy = move || copying.copy(content.clone(), done.clone());
    view! {
        <button type="button" class=class aria-label=name.clone() title=name on:click=click(copy)>
            {sign}
        </button>
    }
    .into_any()
}

/// Returns the cost of one recipient in words. A rounded amount is marked as approximate. Returns `None` for a single
/// recipient, or if a number is missing.
fn cost_per_recipient(formatter: Formatter, record: &Record, currency: &str) -> Option<String> {
    let recipients = record.recipients.as_deref().and_then(whole).filter(|count| *count > 1)?;
    let cost = Decimal::parse(record.cost.as_deref()?)?;
    let cost = if formatter.is_toman(currency) { cost.tenth() } else { cost };
    let (each, is_exact) = cost.per(recipients)?;
    let amount = [&formatter.number(&each.plain()), formatter.unit(currency)].join(" ");
    let lazy = formatter.lazy();
    let amount = if is_exact { amount } else { lazy.about.fill([&amount]) };
    Some(lazy.per_recipient.fill([&amount]))
}

/// Returns the address of the report filtered by the record's value in the column; `None` for a column that is no
/// filter.
fn only_link(report: Report, column: Column, record: &Record) -> Option<String> {
    let param = Param::from_name(column.name())?;
    report.href_with(param, &record.shared_value(param)?)
}
