//! The filter by state.

use crate::{
    app::{
        report::Report,
        ui::{
            kit::choosing::choosing,
            kit::field_error::FieldErrorLine,
            kit::signals::{choice, derived, memo, true_or_absent},
        },
    },
    domain::{param::Param, send_state::SendState},
};
use leptos::{ev::Event, prelude::*};
use std::rc::Rc;

/// Renders a select of the ten states. If the address has a value that is not a state, that value is an additional,
/// selected option.
#[component]
pub(super) fn StatePicker(
    /// The state of the page.
    report: Report,
) -> impl IntoView {
    const ID: &str = Param::StateId.name();
    let value = report.typed(Param::StateId);
    let error_text = FieldErrorLine::of(report, Param::StateId);
    let (by_key, by_pointer, mut choose) = choosing(Rc::new(move |_| report.settle(Param::StateId)));
    let choose: Box<dyn FnMut(Event)> = Box::new(move |event| {
        report.type_text(Param::StateId, event_target_value(&event));
        choose(event);
    });
    // A state of the ten that the gateway refuses is no extra option.
    let is_none = memo(move || report.with_field_errors(|errors| errors.of(Param::StateId).is_some()));
    let states = SendState::ALL
        .map(|state| choice(value, state.id().to_string(), derived(move || report.messages().state(state).to_owned())));
    view! {
        <div class=format!("field field-{ID}")>
            <label for=ID>{derived(move || report.messages().param(Param::StateId).to_owned())}</label>
            <select
                id=ID
                on:keydown=by_key
                on:pointerdown=by_pointer
                on:change=choose
                aria-invalid=true_or_absent(error_text.is_there())
                aria-describedby=error_text.described_by(None)
            >
                {choice(value, String::new(), derived(move || report.messages().any_state.to_owned()))}
                {Vec::from(states)}
                {move || is_none.get().then(|| choice(value, value.get(), value))}
            </select>
            {error_text.view()}
        </div>
    }
}
