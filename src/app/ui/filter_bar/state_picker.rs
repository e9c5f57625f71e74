//! The filter by state.

use crate::{
    app::{
        report::Report,
        ui::kit::{
            param_select::param_select,
            signals::{choice, derived, memo},
        },
    },
    domain::{param::Param, send_state::SendState},
};
use leptos::prelude::*;
use std::rc::Rc;

/// Renders a select of the ten states. If the address has a value that is not a state, that value is an additional,
/// selected option.
#[component]
pub(super) fn StatePicker(
    /// The state of the page.
    report: Report,
) -> impl IntoView {
    const PARAM: Param = Param::StateId;
    let value = report.typed(PARAM);
    // A state of the ten that the gateway refuses is no extra option.
    let is_none = memo(move || report.with_field_errors(|errors| errors.of(PARAM).is_some()));
    let states = SendState::ALL
        .map(|state| choice(value, state.id().to_string(), derived(move || report.messages().state(state).to_owned())));
    let options = view! {
        {choice(value, String::new(), derived(move || report.messages().any_state.to_owned()))}
        {Vec::from(states)}
        {move || is_none.get().then(|| choice(value, value.get(), value))}
    };
    let choose = Box::new(move |state: &str| report.type_text(PARAM, state.to_owned()));
    let settle = Rc::new(move |_: &str| report.settle(PARAM));
    let select = param_select(report, PARAM, options.into_any(), choose, settle);
    view! { <div class=format!("field field-{}", PARAM.name())>{select}</div> }
}
