//! The connect form: the gateway's address, the token, and whether the session is stored on the device.

use super::{
    kit::field_error::{self, FieldErrorLine},
    kit::signals::{derived, t, true_or_absent},
};
use crate::{
    app::report::{AddressError, ConnectErrors, Report},
    browser::document,
    gateway::fault::Fault,
    requests::RemoteData,
};
use leptos::{attr::custom::custom_attribute, ev::SubmitEvent, prelude::*};

const ADDRESS: &str = "gateway-address";
const TOKEN: &str = "token";

/// Renders the connect form. The token is in the form only while it is typed: it is never filled in.
#[component]
pub(super) fn Connect(
    /// The state of the page.
    report: Report,
) -> impl IntoView {
    let locked = report.with_deployment(|deployment| deployment.config.base_url_locked);
    let address = RwSignal::new(report.offered_address());
    let token = RwSignal::new(String::new());
    let remember = RwSignal::new(false);
    let errors = RwSignal::new(ConnectErrors::default());
    // The button that sent a refused token is gone with its form, and so is the focus.
    if untrack(|| report.with_view(RemoteData::is_unauthorized)) {
        document::focus_from_main_soon(TOKEN.to_owned());
    }
    // What is shown after it is all new to the reader.
    on_cleanup(document::settle_font);
    let connect = move |event: SubmitEvent| {
        event.prevent_default();
        let outcome = report.connect(&address.get_untracked(), &token.get_untracked(), remember.get_untracked());
        let wrong = outcome.err().unwrap_or_default();
        if wrong != ConnectErrors::default() {
            // The first field that has to be corrected, whose error is read with it.
            document::focus_soon(if wrong.address.is_some() { ADDRESS } else { TOKEN }.to_owned());
        }
        errors.set(wrong);
    };
    let fields = move || {
        let address = TextField {
            id: ADDRESS,
            class: "address",
            label: t(report, |text| text.address),
            hint: t(report, |text| text.address_hint),
            value: address,
            error_text: address_error(report, errors),
        };
        let token = TextField {
            id: TOKEN,
            class: "secret",
            label: t(report, |text| text.token),
            hint: derived(move || if remember.get() { String::new() } else { report.messages().token_hint.to_owned() }),
            value: token,
            error_text: token_error(report, errors),
        };
        let offered = (!locked).then_some(address);
        offered.into_iter().chain([token]).map(TextField::view).collect_view()
    };
    view! {
        <form class="connect" aria-label=t(report, |text| text.connect_title) on:submit=connect novalidate>
            <h2>{t(report, |text| text.connect_title)}</h2>
            {fields()}
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=remember
                    on:change=move |event| remember.set(event_target_checked(&event))
                />
                <span>{t(report, |text| text.remember)}</span>
            </label>
            <button type="submit" class="primary">{t(report, |text| text.connect)}</button>
        </form>
    }
}

/// A text field of the form.
struct TextField {
    id: &'static str,
    class: &'static str,
    label: Signal<String>,
    hint: Signal<String>,
    value: RwSignal<String>,
    error_text: FieldErrorLine,
}

impl TextField {
    fn view(self) -> AnyView {
        let Self { id, class, label, hint, value, error_text } = self;
        let hint_id = format!("{id}-hint");
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <input
                    type="text"
                    class=class
                    id=id
                    dir="ltr"
                    autocomplete="off"
                    autocapitalize="none"
                    {..custom_attribute("autocorrect", "off")}
                    spellcheck="false"
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                    aria-invalid=true_or_absent(error_text.is_there())
                    aria-describedby=error_text.described_by(Some(hint_id.clone()))
                />
                {error_text.view()}
                <p class="hint" id=hint_id>{hint}</p>
            </div>
        }
        .into_any()
    }
}

/// Returns the error of the address: one in the typed text or, after a request, that the page's Content Security Policy
/// blocks the address.
fn address_error(report: Report, errors: RwSignal<ConnectErrors>) -> FieldErrorLine {
    let blocked = move || report.with_view(|view| view.fault().is_some_and(|fault| **fault == Fault::Blocked));
    let sentence = move || {
        let ConnectErrors { address, token } = errors.get();
        // With an error of the token no request was sent since.
        let error = address.or_else(|| (token.is_none() && blocked()).then_some(AddressError::Blocked));
        error.map(|error| field_error::of_address(error, report.messages()))
    };
    FieldErrorLine::new(ADDRESS, Signal::derive(sentence))
}

/// Returns the error of the token: one in the typed text or, after a request, that the gateway does not accept it.
fn token_error(report: Report, errors: RwSignal<ConnectErrors>) -> FieldErrorLine {
    let sentence = move || {
        let messages = report.messages();
        let ConnectErrors { address, token } = errors.get();
        let is_refused = address.is_none() && report.with_view(RemoteData::is_unauthorized);
        let refused = || is_refused.then_some(messages.faults.unauthorized.title);
        token.map(|error| field_error::of_token(error, messages)).or_else(refused).map(str::to_owned)
    };
    FieldErrorLine::new(TOKEN, Signal::derive(sentence))
}
