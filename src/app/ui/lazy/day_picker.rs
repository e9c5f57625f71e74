//! The calendar of a date field (ARIA APG, Date Picker Dialog). It is an alternative to typing, which is always
//! possible.

use super::dialog::{frame, t_lazy};
use crate::{
    app::{
        report::Report,
        ui::{
            dialog_state::DialogState,
            kit::{
                button::button,
                icon::{Draw, Icon},
                signals::{click, derived},
            },
        },
    },
    browser::{clock, document, keyboard},
    domain::{
        calendar::{Calendar, Day},
        date_filter::DateFilter,
        date_math::today,
        date_ranges::DateRange,
        param::Param,
        zone::WallClock,
    },
    i18n::{Formatter, lazy::LazyMessages},
};
use leptos::{ev::KeyboardEvent, prelude::*};

/// Renders the calendar dialog of a date field: ready-made ranges, and the days of a month.
pub(super) fn day_picker(report: Report, dialogs: DialogState, param: Param) -> AnyView {
    let title = derived(move || report.messages().param(param).to_owned());
    let content = view! {
        <div class="picker">
            {ranges(report, param)}
            {month(report, param)}
        </div>
    };
    frame(report, dialogs, "day-picker", title.into_any(), ().into_any(), content.into_any())
}

/// Renders the buttons of ready-made ranges. The heading says which two dates they set.
fn ranges(report: Report, param: Param) -> AnyView {
    let params = param.range();
    let is_created = params == [Param::CreateFromDate, Param::CreateToDate];
    let heading = t_lazy(report, if is_created { |text| text.created_ranges } else { |text| text.sent_ranges });
    let buttons = DateRange::ALL.into_iter().filter(|range| !(is_created && range.is_ahead())).map(|range| {
        let choose = move || {
            let calendar = untrack(|| report.formatter()).calendar;
            let ends = report.with_deployment(|deployment| range.ends(calendar, deployment.clock(clock::now())));
            report.set_dates(params, ends);
            document::close_dialog();
        };
        let name = derived(move || {
            let formatter = report.formatter();
            formatter.digits().write(formatter.lazy().date_range(range))
        });
        view! { <li>{button("quiet", name, choose)}</li> }
    });
    view! {
        <div class="ranges">
            <h3 id="ranges">{heading}</h3>
            <ul aria-labelledby="ranges">{buttons.collect_view()}</ul>
        </div>
    }
    .into_any()
}

/// Renders the grid of a month's days. One day is in the tab order (roving tabindex); arrow keys move from day to day
/// in the direction of the text.
fn month(report: Report, param: Param) -> AnyView {
    let now = report.with_deployment(|deployment| today(deployment.clock(clock::now())));
    let chosen = chosen_day(report, param);
    let cursor = RwSignal::new(chosen.unwrap_or(now));
    let choose = move |day: Day| {
        report.set_dates([param], [Some(DateFilter::Day(day))]);
        document::close_dialog();
    };
    let keys = move |event: KeyboardEvent| {
        if !keyboard::is_key(&event) {
            return;
        }
        let (key, day) = (event.key(), cursor.get_untracked());
        if matches!(key.as_str(), "Enter" | " ") {
            event.prevent_default();
            choose(day);
        } else if let Some(to) = moved(day, &key, event.shift_key(), untrack(|| report.formatter())) {
            event.prevent_default();
            let to = within_years(to, day, untrack(|| report.formatter()).calendar);
            cursor.set(to);
            document::focus_soon(id(to));
        }
    };
    let heading = derived(move || {
        let formatter = report.formatter();
        let (year, month, _) = cursor.get().ymd(formatter.calendar);
        format!("{} {}", formatter.month(month), formatter.digits().write(&year.to_string()))
    });
    let days = move || {
        let formatter = report.formatter();
        let first = cursor.get().first_of_month(formatter.calendar);
        let end = first.plus_months(formatter.calendar, 1);
        let cell = move |day: Day| {
            if day < first || day >= end {
                return view! { <td></td> }.into_any();
            }
            let (.., date) = day.ymd(formatter.calendar);
            view! {
                <td
                    role="gridcell"
                    id=id(day)
                    tabindex=if day == cursor.get() { "0" } else { "-1" }
                    aria-selected=(chosen == Some(day)).to_string()
                    aria-current=(day == now).then_some("date")
                    aria-label=formatter.full_date(day)
                    on:click=click(move || choose(day))
                >
                    {formatter.digits().write(&date.to_string())}
                </td>
            }
            .into_any()
        };
        let weeks = (0..6).map(|week| first.first_of_week(formatter.calendar).plus_days(week * 7));
        let weeks = weeks.take_while(|start| *start < end);
        weeks.map(|week| view! { <tr>{week_of(week).map(cell).collect_view()}</tr> }).collect_view()
    };
    let weekdays = move || {
        let formatter = report.formatter();
        let letters = formatter.rules().weekday_letters;
        let head = |day: Day| {
            let name = formatter.weekday(day);
            view! { <th scope="col" abbr=name>{name.chars().take(letters).collect::<String>()}</th> }
        };
        week_of(now.first_of_week(formatter.calendar)).map(head).collect_view()
    };
    let step = move |name: fn(&'static LazyMessages) -> &'static str, icon: Icon, months: i64| {
        let go = move || {
            let calendar = untrack(|| report.formatter()).calendar;
            cursor.update(|day| *day = within_years(day.plus_months(calendar, months), *day, calendar));
        };
        view! {
            <button type="button" class="plain" aria-label=t_lazy(report, name) on:click=click(go)>
                <Draw icon/>
            </button>
        }
    };
    let clear = move || {
        report.remove_filter(param);
        document::close_dialog();
    };
    document::focus_soon(id(cursor.get_untracked()));
    view! {
        <div class="month">
            <div class="month-head">
                {step(|text| text.previous_year, Icon::First, -12)}
                {step(|text| text.previous_month, Icon::Previous, -1)}
                <h3 id="month" aria-live="polite">{heading}</h3>
                {step(|text| text.next_month, Icon::Next, 1)}
                {step(|text| text.next_year, Icon::Last, 12)}
            </div>
            <table role="grid" aria-labelledby="month" on:keydown=keys>
                <thead><tr>{weekdays}</tr></thead>
                <tbody>{days}</tbody>
            </table>
            {button("plain", t_lazy(report, |text| text.no_date), clear)}
        </div>
    }
    .into_any()
}

/// Returns the day to which a key moves the focus (ARIA APG, Date Picker Dialog, keyboard support).
fn moved(day: Day, key: &str, with_shift: bool, formatter: Formatter) -> Option<Day> {
    let calendar = formatter.calendar;
    // Days run in the direction of the text, so the left and right arrows change places in right-to-left languages.
    let [after, before] = formatter.locale.arrows();
    let months = if with_shift { 12 } else { 1 };
    Some(match key {
        key if key == before => day.plus_days(-1),
        key if key == after => day.plus_days(1),
        "ArrowUp" => day.plus_days(-7),
        "ArrowDown" => day.plus_days(7),
        "Home" => day.first_of_week(calendar),
        "End" => day.first_of_week(calendar).plus_days(6),
        "PageUp" => day.plus_months(calendar, -months),
        "PageDown" => day.plus_months(calendar, months),
        _ => return None,
    })
}

/// Returns the day `to`, or `from` if a date field takes the year of `from` and not that of `to`.
fn within_years(to: Day, from: Day, calendar: Calendar) -> Day {
    let is_taken = |day: Day| Calendar::of_year(day.ymd(calendar).0) == Some(calendar);
    if is_taken(to) || !is_taken(from) { to } else { from }
}

fn week_of(first: Day) -> impl Iterator<Item = Day> {
    (0..7).map(move |index| first.plus_days(index))
}

/// Returns the day that the field's date denotes, in the report's time zone; `None` if the field has no such date.
fn chosen_day(report: Report, param: Param) -> Option<Day> {
    let when = DateFilter::parse(&untrack(|| report.typed(param).get())).ok()?;
    report.with_deployment(|deployment| {
        let moment = when.moment(deployment.clock(clock::now()), param.edge()?);
        Some(WallClock::at(moment, &deployment.zone).day)
    })
}

fn id(day: Day) -> String {
    format!("day{}", day.since_epoch())
}
