//! The help dialog: what the states mean and what to do, and the keyboard shortcuts. Part of the lazy views.

use super::dialog::{frame, t_lazy};
use crate::{
    app::{
        report::Report,
        ui::{dialog_state::DialogState, kit::icon::Draw},
    },
    domain::{record::RecordState, send_state::SendState},
    i18n::{Formatter, lazy::Keys},
    table::state_badge,
};
use leptos::prelude::*;

/// Returns the lines of the shortcuts: keys with what they do. The arrows are those of left-to-right text; the caller
/// swaps them for right-to-left.
fn lines(texts: &Keys) -> [(&'static [&'static str], &'static str); 7] {
    [
        (&["/"], texts.search),
        (&["n", "p", "→", "←"], texts.pages),
        (&["j", "k"], texts.rows),
        (&["Enter"], texts.details),
        (&["x"], texts.select),
        (&["r"], texts.refresh),
        (&["?"], texts.help),
    ]
}

/// Renders the help dialog.
pub(super) fn help(report: Report, dialogs: DialogState) -> AnyView {
    let states = move || {
        let formatter = report.formatter();
        let state = |state: SendState| {
            let state = RecordState::Known(state);
            view! { <dt>{badge(&state, formatter)}</dt> <dd>{meaning(&state, formatter)}</dd> }
        };
        SendState::ALL.into_iter().map(state).collect_view()
    };
    let keys = move || {
        let formatter = report.formatter();
        let is_rtl = formatter.locale.is_rtl();
        let line = |(keys, words): (&[&str], &'static str)| {
            let keys = keys.iter().map(|key| {
                let key = match *key {
                    "→" if is_rtl => "←",
                    "←" if is_rtl => "→",
                    key => key,
                };
                view! { <kbd dir="ltr">{key.to_owned()}</kbd> " " }
            });
            view! { <dt>{keys.collect_view()}</dt> <dd>{words}</dd> }
        };
        lines(&formatter.lazy().keys).map(line).collect_view()
    };
    let content = view! {
        <div class="help">
            <h3>{t_lazy(report, |text| text.states_title)}</h3>
            <dl class="states">{states}</dl>
            <h3>{t_lazy(report, |text| text.keys_title)}</h3>
            <p class="hint">{t_lazy(report, |text| text.keys_hint)}</p>
            <dl>{keys}</dl>
        </div>
    };
    frame(report, dialogs, "", t_lazy(report, |text| text.help).into_any(), ().into_any(), content.into_any())
}

/// Renders the badge of a state: its icon and its word.
pub(super) fn badge(state: &RecordState, formatter: Formatter) -> AnyView {
    let (tone, icon, word) = state_badge::parts(state, formatter);
    // The word of an unknown state is the gateway's.
    let translate = matches!(state, RecordState::Unknown(_)).then_some("no");
    view! {
        <span class=format!("badge {tone}")>
            <Draw icon/>
            <bdi translate=translate>{word.to_string()}</bdi>
        </span>
    }
    .into_any()
}

/// Returns what a state means, and what to do.
pub(super) fn meaning(state: &RecordState, formatter: Formatter) -> &'static str {
    let lazy = formatter.lazy();
    match state {
        RecordState::Known(state) => lazy.state_meaning(*state),
        RecordState::Unknown(_) => lazy.unknown_state,
        RecordState::Missing => lazy.missing_state,
    }
}
