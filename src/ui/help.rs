//! What states mean and what to do, and what keys do. Loaded later.

use super::{
    dialog::{frame, say_later},
    dialogs::Dialogs,
    icon::Draw,
    state_badge,
};
use crate::{
    domain::{record::RecordState, send_state::SendState},
    i18n::Style,
    report::Report,
};
use leptos::prelude::*;

/// The keys of each line, see `LaterMessages::keys`: those of English. In Persian the arrows change places.
const KEYS: [&[&str]; 7] = [&["/"], &["n", "p", "→", "←"], &["j", "k"], &["Enter"], &["x"], &["r"], &["?"]];

/// The dialog.
pub(super) fn help(report: Report, dialogs: Dialogs) -> AnyView {
    let states = move || {
        let style = report.style();
        let state = |state: SendState| {
            let state = RecordState::Known(state);
            view! { <dt>{badge(&state, style)}</dt> <dd>{meaning(&state, style)}</dd> }
        };
        SendState::ALL.into_iter().map(state).collect_view()
    };
    let keys = move || {
        let style = report.style();
        let is_rtl = style.locale.direction() == "rtl";
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
        KEYS.into_iter().zip(style.later().keys).map(line).collect_view()
    };
    let content = view! {
        <div class="help">
            <h3>{say_later(report, |text| text.states_title)}</h3>
            <dl class="states">{states}</dl>
            <h3>{say_later(report, |text| text.keys_title)}</h3>
            <p class="hint">{say_later(report, |text| text.keys_hint)}</p>
            <dl>{keys}</dl>
        </div>
    };
    frame(report, dialogs, "", say_later(report, |text| text.help), ().into_any(), content.into_any())
}

/// The badge of a state.
pub(super) fn badge(state: &RecordState, style: Style) -> AnyView {
    let (tone, icon, word) = state_badge::parts(state, style.messages());
    view! {
        <span class="badge" data-tone=tone>
            <Draw icon/>
            <bdi>{word.to_string()}</bdi>
        </span>
    }
    .into_any()
}

/// What a state means, and what to do.
pub(super) fn meaning(state: &RecordState, style: Style) -> &'static str {
    let later = style.later();
    match state {
        RecordState::Known(state) => later.state_meanings.get(*state as usize).copied().unwrap_or_default(),
        RecordState::Unknown(_) => later.unknown_state,
        RecordState::Missing => later.missing_state,
    }
}
