//! The sends over time: a table whose rows are drawn as bars. Time runs in the direction of reading.

use super::{check_box, number, t_overview};
use crate::{
    app::{
        report::{Overview, Report, SPANS_S, keep_until_cleanup},
        ui::kit::{
            button::button,
            signals::{choice, derived, memo, show_when},
        },
    },
    browser::{document, pointer},
    domain::{send_state::SendState, zone::Moment},
    i18n::Formatter,
    overview::{
        buckets::{Bucket, BucketUnit},
        count::Count,
        plan::{By, CountPlan},
        scale,
    },
};
use leptos::{ev::KeyboardEvent, prelude::*};
use std::{cell::Cell, ops::Range};

/// The most buckets whose bars all have a name under them.
const MOST_NAMED: usize = 14;

/// The selected buckets: the index at which the selection began, and the index at which it ends.
type Picked = Option<(usize, usize)>;

/// The state of the chart. It is a handle: copies share the same state.
#[derive(Clone, Copy)]
struct Chart {
    report: Report,
    overview: Overview,
    picked: RwSignal<Picked>,
    is_dragging: StoredValue<bool>,
    /// The index of the bucket that is in the tab order (roving tabindex).
    current: RwSignal<usize>,
    is_table: RwSignal<bool>,
    /// The number at the top of the scale, and the heights of the bars in thousandths of it.
    drawn: Memo<(u64, Vec<u64>)>,
    /// The unit of the buckets, as a memo: an answer to a count does not change it, so no bucket is named anew.
    unit: Memo<Option<BucketUnit>>,
    /// True while the bars are divided by state.
    has_parts: Signal<bool>,
}

/// Renders the sends over time: the chart and the choices of what it shows.
pub(super) fn over_time(report: Report, overview: Overview) -> AnyView {
    let chart = Chart {
        report,
        overview,
        picked: RwSignal::new(None),
        is_dragging: StoredValue::new(false),
        current: RwSignal::new(0),
        is_table: RwSignal::new(false),
        drawn: Memo::new(move |_| overview.with_plan(drawn).unwrap_or_default()),
        unit: Memo::new(move |_| overview.with_plan(|plan| plan.buckets.unit)),
        has_parts: memo(move || overview.with_plan(|plan| plan.by_state.is_some()).unwrap_or_default()),
    };
    keep_until_cleanup(pointer::on_release(move || chart.release()));
    let has_range = memo(move || overview.with_plan(|plan| plan.has_range).unwrap_or(true));
    let has_state =
        memo(move || report.with_query(|query| query.is_some_and(|query| query.filters().state_id.is_some())));
    let by = derived(move || {
        let [created, sent] = report.formatter().overview().dates;
        let by = overview.with_plan(|plan| plan.by).unwrap_or(By::Created);
        if by == By::Created { created } else { sent }.to_owned()
    });
    let stacks = memo(move || overview.options().stacks);
    let stack = move || {
        let name = t_overview(report, |text| text.stacked);
        check_box(name, stacks, move || overview.choose(|own| own.stacks = !own.stacks))
    };
    let as_table = check_box(t_overview(report, |text| text.as_table), chart.is_table.into(), move || {
        chart.is_table.update(|is_table| *is_table = !*is_table);
    });
    view! {
        <div class="overview-time">
            <div class="overview-title">
                <h2>{t_overview(report, |text| text.over_time)}</h2>
                <p class="overview-label">{by}</p>
                {show_when(memo(move || !has_range.get()), move || span(report, overview))}
                {show_when(memo(move || !has_state.get()), stack)}
                <span class="overview-as-table">{as_table}</span>
            </div>
            <div class="overview-frame" class:listed=chart.is_table>{chart.view()}</div>
            {chart.selection()}
        </div>
    }
    .into_any()
}

/// Renders the choice of a length of time, for filters without a range of dates.
fn span(report: Report, overview: Overview) -> AnyView {
    const ID: &str = "overview-span";
    let value = derived(move || overview.options().span.to_string());
    let options = (0..SPANS_S.len()).map(|at| {
        let name = derived(move || {
            let formatter = report.formatter();
            formatter.digits().write(formatter.overview().spans.get(at).copied().unwrap_or_default())
        });
        choice(value, at.to_string(), name)
    });
    let choose = move |event| overview.choose(|own| own.span = event_target_value(&event).parse().unwrap_or_default());
    view! {
        <span class="overview-choice">
            <label class="overview-label" for=ID>{t_overview(report, |text| text.span)}</label>
            <select id=ID on:change=choose>{options.collect_view()}</select>
        </span>
    }
    .into_any()
}

impl Chart {
    /// Renders the table of the buckets. Its rows are created anew whenever the buckets change.
    fn view(self) -> AnyView {
        let Self { report, overview, .. } = self;
        let buckets = Memo::new(move |_| overview.with_plan(|plan| plan.buckets.list.clone()).unwrap_or_default());
        let drawn = Cell::new(Vec::<Bucket>::new());
        let rows = move || {
            let buckets = buckets.get();
            // The bucket of the same time, such as that whose hours were shown.
            let before = drawn.replace(buckets.clone()).get(self.current.get_untracked()).map(|bucket| bucket.from);
            let is_current = |bucket: &Bucket| before.is_some_and(|at| bucket.from <= at && at <= bucket.to);
            let current = buckets.iter().position(is_current).unwrap_or_default();
            self.picked.set(None);
            self.current.set(current);
            // The link that was followed is gone with its bars.
            if document::is_there(".overview-rows :focus") {
                document::focus_soon(id_of(current));
            }
            let every = buckets.len().div_ceil(MOST_NAMED);
            let rows =
                buckets.iter().enumerate().map(|(index, bucket)| self.row(index, *bucket, index % every.max(1) == 0));
            rows.collect_view()
        };
        let top = derived(move || report.formatter().count(self.drawn.with(|(top, _)| *top)));
        let headers = [0, 1].map(|at| {
            let name =
                derived(move || report.formatter().overview().headers.get(at).copied().unwrap_or_default().to_owned());
            view! { <span role="columnheader">{name}</span> }
        });
        view! {
            <p class="overview-top" aria-hidden="true">{top}</p>
            <div
                role="table"
                class="overview-chart"
                aria-label=t_overview(report, |text| text.over_time)
                on:keydown=move |event| self.on_key(&event)
            >
                <div role="rowgroup" class="overview-headers">
                    <div role="row">{headers.into_iter().collect_view()}</div>
                </div>
                <div role="rowgroup" class="overview-rows">{rows}</div>
            </div>
        }
        .into_any()
    }

    /// Renders a bucket: its name as a link, its sends as a number and as a bar, and its sends by state. Assistive
    /// technology has these in the description of the link.
    fn row(self, index: usize, bucket: Bucket, is_named: bool) -> AnyView {
        let Self { report, overview, picked, .. } = self;
        let name = derived(move || self.name(bucket));
        let short = derived(move || {
            let formatter = report.formatter();
            let name =
                |unit| report.with_deployment(|deployment| formatter.short_bucket(bucket, unit, &deployment.zone));
            self.unit.get().filter(|_| is_named).map(name).unwrap_or_default()
        });
        let count = derived(move || {
            let (formatter, is_stopped) = (report.formatter(), overview.is_stopped());
            overview.with_plan(|plan| number(&plan.time.bucket(index), is_stopped, formatter)).unwrap_or_default()
        });
        let by_state = derived(move || if self.has_parts.get() { self.by_state(index) } else { String::new() });
        let title = derived(move || {
            let by_state = by_state.get();
            let lines = [format!("{}: {}", name.get(), count.get()), by_state];
            lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
        });
        let height = derived(move || {
            let height = self.drawn.with(|(_, heights)| heights.get(index).copied()).unwrap_or_default();
            format!("{}.{}%", height / 10, height % 10)
        });
        let is_rough =
            memo(move || overview.with_plan(|plan| plan.time.bucket(index).known().is_none()).unwrap_or_default());
        let is_picked = memo(move || picked.get().is_some_and(|picked| range(picked).contains(&index)));
        let href = Signal::derive(move || overview.href(index..index + 1));
        let tab = derived(move || if self.current.get() == index { "0" } else { "-1" }.to_owned());
        let parts = move || parts(overview, index);
        view! {
            <div role="row" class="overview-bucket" class:picked=is_picked class:rough=is_rough>
                <span role="rowheader">
                    <a
                        id=id_of(index)
                        href=href
                        title=title
                        tabindex=tab
                        draggable="false"
                        on:focus=move |_| self.current.set(index)
                        on:pointerdown=move |event| {
                            if event.button() == 0 && event.pointer_type() != "touch" {
                                self.is_dragging.set_value(true);
                                picked.set(Some((index, index)));
                            }
                        }
                        on:pointerenter=move |_| {
                            if self.is_dragging.get_value() {
                                picked.update(|picked| picked.iter_mut().for_each(|(_, head)| *head = index));
                            }
                        }
                    >
                        {name}
                    </a>
                </span>
                <span role="cell" class="overview-number">{count}</span>
                <span class="overview-column" aria-hidden="true">
                    <span class="overview-fill" style=("--share", height)>
                        {show_when(self.has_parts, parts)}
                    </span>
                </span>
                <span class="overview-short" aria-hidden="true">{short}</span>
                <span class="overview-by-state" aria-hidden="true">{by_state}</span>
            </div>
        }
        .into_any()
    }

    /// Renders the selected buckets' range, or the hint on how to select buckets.
    fn selection(self) -> AnyView {
        let Self { report, overview, picked, .. } = self;
        let chosen = Memo::new(move |_| picked.get().map(range).filter(|range| range.len() > 1));
        let words = derived(move || {
            let formatter = report.formatter();
            let Some(range) = chosen.get() else { return formatter.overview().select_hint.to_owned() };
            let is_stopped = overview.is_stopped();
            let selected = overview.with_plan(|plan| {
                let ends = plan.buckets.range(range.clone())?;
                let mut counts = range.map(|index| plan.time.bucket(index).known());
                let sum = counts.try_fold(0_u64, |sum, count| Some(sum.saturating_add(count?)));
                Some((ends, number(&sum.map_or(Count::Open, Count::Known), is_stopped, formatter)))
            });
            let Some((ends, sum)) = selected.flatten() else { return String::new() };
            let at = |moment| self.moment(moment, formatter);
            formatter.overview().selected.fill([&at(ends.from), &at(ends.to), &sum])
        });
        let has_chosen = memo(move || chosen.get().is_some());
        let set = move || button("quiet", t_overview(report, |text| text.set_range), move || self.show());
        view! {
            <div class="overview-selection" class:chosen=has_chosen>
                <p class="hint" aria-live="polite">{words}</p>
                {show_when(has_chosen, set)}
            </div>
        }
        .into_any()
    }

    /// Returns an instant in the report's zone, see [`Formatter::isolated_time`].
    fn moment(self, moment: Moment, formatter: Formatter) -> String {
        self.report.with_deployment(|deployment| formatter.isolated_time(moment, &deployment.zone))
    }

    /// Returns the name of a bucket.
    fn name(self, bucket: Bucket) -> String {
        let formatter = self.report.formatter();
        let name = |unit| self.report.with_deployment(|deployment| formatter.bucket(bucket, unit, &deployment.zone));
        self.unit.get().map(name).unwrap_or_default()
    }

    /// Returns the numbers of a bucket's sends by state, without the states that have none or are not counted.
    fn by_state(self, bucket: usize) -> String {
        let formatter = self.report.formatter();
        let messages = formatter.messages();
        let words = |plan: &CountPlan| {
            let all = SendState::ALL.into_iter().zip(plan.by_state.as_ref()?);
            let known = all.filter_map(|(state, series)| Some((state, series.bucket(bucket).known()?)));
            let words = known.filter(|(_, count)| *count > 0);
            let words =
                words.map(|(state, count)| messages.filter.fill([messages.state(state), &formatter.count(count)]));
            Some(words.collect::<Vec<_>>().join(" · "))
        };
        self.overview.with_plan(words).flatten().unwrap_or_default()
    }

    /// Opens the view whose range is the selected buckets.
    fn show(self) {
        if let Some(picked) = self.picked.get_untracked() {
            self.picked.set(None);
            self.overview.show(range(picked));
        }
    }

    /// Ends dragging, and opens the view whose range is the selected buckets.
    fn release(self) {
        if self.is_dragging.try_get_value() != Some(true) {
            return;
        }
        self.is_dragging.set_value(false);
        match self.picked.get_untracked() {
            Some(picked) if range(picked).len() > 1 => self.show(),
            _ => self.picked.set(None),
        }
    }

    /// Handles the keys of the chart: arrows move to the next bucket in the direction of reading, Shift selects, and
    /// Enter opens the selection.
    fn on_key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let last = self.overview.with_plan(|plan| plan.buckets.list.len()).unwrap_or_default().saturating_sub(1);
        let [forwards, backwards] = untrack(|| self.report.language().get()).arrows();
        let current = self.current.get_untracked();
        let key = event.key();
        let next = match key.as_str() {
            key if key == forwards || key == "ArrowDown" => current.saturating_add(1).min(last),
            key if key == backwards || key == "ArrowUp" => current.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            "Enter" if self.picked.get_untracked().is_some_and(|picked| range(picked).len() > 1) => {
                event.prevent_default();
                return self.show();
            }
            "Escape" if self.picked.get_untracked().is_some() => {
                event.prevent_default();
                return self.picked.set(None);
            }
            _ => return,
        };
        event.prevent_default();
        if event.shift_key() {
            self.picked.update(|picked| *picked = Some((picked.map_or(current, |(from, _)| from), next)));
        } else {
            self.picked.set(None);
        }
        self.current.set(next);
        document::focus_soon(id_of(next));
    }
}

/// Returns the id of a bucket's link.
fn id_of(index: usize) -> String {
    format!("bucket-{index}")
}

/// Returns the range from one bucket to another, both included.
fn range((one, other): (usize, usize)) -> Range<usize> {
    one.min(other)..one.max(other) + 1
}

/// Returns the number at the top of the chart, and the heights of its bars in thousandths of that. Until a bucket is
/// counted, its bar is the mean of its group.
fn drawn(plan: &CountPlan) -> (u64, Vec<u64>) {
    let means: Vec<u64> = plan
        .time
        .groups()
        .into_iter()
        .flat_map(|(buckets, count)| {
            let length = u64::try_from(buckets.len()).unwrap_or(u64::MAX);
            buckets.map(move |_| count.div_ceil(length.max(1)))
        })
        .collect();
    let top = scale::top(means.iter().copied().max().unwrap_or_default());
    let height = |mean: u64| {
        let height = scale::thousandths(mean, top).unwrap_or_default();
        // A bucket with sends always has a visible bar.
        if mean > 0 { height.max(5) } else { 0 }
    };
    (top, means.into_iter().map(height).collect())
}

/// Renders the parts of a bucket's bar, one for each state.
fn parts(overview: Overview, index: usize) -> AnyView {
    let parts = SendState::ALL.map(|state| {
        let size = derived(move || {
            let share = overview.with_plan(|plan| {
                let series = plan.by_state.as_ref()?.get(usize::from(state.id()))?;
                scale::thousandths(series.bucket(index).known()?, plan.time.bucket(index).known()?)
            });
            let share = share.flatten().unwrap_or_default();
            format!("{}.{}%", share / 10, share % 10)
        });
        let class = format!("overview-part {} state-{}", state.tone().name(), state.id());
        view! { <span class=class style:flex-basis=size></span> }
    });
    parts.into_iter().collect_view().into_any()
}
