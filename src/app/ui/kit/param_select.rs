//! The select of a parameter's value.

use super::{
    field_error::FieldErrorLine,
    signals::{derived, true_or_absent},
};
use crate::{app::report::Report, browser::clock, domain::param::Param};
use leptos::{ev::Event, prelude::*};
use std::rc::Rc;

/// The time without typing after which a typed value takes effect (debounce), in milliseconds.
pub(in crate::app::ui) const SETTLE_MS: u32 = 400;

/// Renders the select of a parameter's value: its label, its `options`, and its error.
///
/// `choose` is called at once with each chosen value, and `settle` when the value is to take effect: at once by
/// pointer, and after [`SETTLE_MS`] by keys. Arrow keys on a closed select choose every option that they pass, so
/// choices by key are debounced like typing.
pub(in crate::app::ui) fn param_select(
    report: Report,
    param: Param,
    options: AnyView,
    choose: Box<dyn Fn(&str)>,
    settle: Rc<dyn Fn(&str)>,
) -> AnyView {
    let id = param.name();
    let error_text = FieldErrorLine::of(report, param);
    let (by_keys, chosen) = (StoredValue::new(false), StoredValue::new(String::new()));
    let settle = move || chosen.with_value(|chosen| settle(chosen));
    let mut settle_later = clock::debounce(SETTLE_MS, settle.clone());
    let change = move |event: Event| {
        chosen.set_value(event_target_value(&event));
        chosen.with_value(|chosen| choose(chosen));
        if by_keys.get_value() {
            settle_later();
        } else {
            settle();
        }
    };
    view! {
        <label for=id>{derived(move || report.messages().param(param).to_owned())}</label>
        <select
            id=id
            on:keydown=move |_| by_keys.set_value(true)
            on:pointerdown=move |_| by_keys.set_value(false)
            on:change=change
            aria-invalid=true_or_absent(error_text.is_there())
            aria-describedby=error_text.described_by(None)
        >
            {options}
        </select>
        {error_text.view()}
    }
    .into_any()
}
