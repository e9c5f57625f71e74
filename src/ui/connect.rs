//! The connect form: a gateway, a token, and how long it is kept.

use super::{
    parts::{say, true_or_absent, when},
    problem::{self, Trouble},
};
use crate::{
    gateway::fault::Fault,
    report::{AddressProblem, ConnectProblems, Report},
};
use leptos::{ev::SubmitEvent, prelude::*};

const ADDRESS: &str = "gateway-address";
const ADDRESS_HINT: &str = "gateway-address-hint";
const TOKEN: &str = "token";
const TOKEN_HINT: &str = "token-hint";

/// The form. The token stands in it only while it is typed.
#[component]
pub(super) fn Connect(
    /// The state of the page.
    report: Report,
) -> impl IntoView {
    let locked = report.with_settings(|settings| settings.config.base_url_locked);
    let address = RwSignal::new(report.offered_address());
    let token = RwSignal::new(String::new());
    let remember = RwSignal::new(false);
    let problems = RwSignal::new(ConnectProblems::default());
    let address_trouble = address_trouble(report, problems);
    let token_trouble = token_trouble(report, problems);
    let connect = move |event: SubmitEvent| {
        event.prevent_default();
        let outcome = report.connect(&address.get_untracked(), &token.get_untracked(), remember.get_untracked());
        problems.set(outcome.err().unwrap_or_default());
    };
    let address_field = move || {
        view! {
            <div class="field">
                <label for=ADDRESS>{say(report, |text| text.address)}</label>
                <input
                    type="text"
                    id=ADDRESS
                    dir="ltr"
                    inputmode="url"
                    autocomplete="url"
                    autocapitalize="none"
                    spellcheck="false"
                    prop:value=address
                    on:input=move |event| address.set(event_target_value(&event))
                    aria-invalid=true_or_absent(address_trouble.is_there())
                    aria-describedby=address_trouble.described_by(Some(ADDRESS_HINT))
                />
                {address_trouble.view()}
                <p class="hint" id=ADDRESS_HINT>{say(report, |text| text.address_hint)}</p>
            </div>
        }
        .into_any()
    };
    view! {
        <form class="connect" aria-label=say(report, |text| text.connect_title) on:submit=connect novalidate>
            <h2>{say(report, |text| text.connect_title)}</h2>
            {when(Signal::stored(!locked), address_field)}
            <div class="field">
                <label for=TOKEN>{say(report, |text| text.token)}</label>
                <input
                    type="text"
                    class="secret"
                    id=TOKEN
                    dir="ltr"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    prop:value=token
                    on:input=move |event| token.set(event_target_value(&event))
                    aria-invalid=true_or_absent(token_trouble.is_there())
                    aria-describedby=token_trouble.described_by(Some(TOKEN_HINT))
                />
                {token_trouble.view()}
                <p class="hint" id=TOKEN_HINT class:gone=remember>{say(report, |text| text.token_hint)}</p>
            </div>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=remember
                    on:change=move |event| remember.set(event_target_checked(&event))
                />
                <span>{say(report, |text| text.remember)}</span>
            </label>
            <button type="submit" class="primary">{say(report, |text| text.connect)}</button>
        </form>
    }
}

/// What is wrong with the address: what was typed, or, once asked, that the page's policy refuses it.
fn address_trouble(report: Report, problems: RwSignal<ConnectProblems>) -> Trouble {
    let blocked = move || report.with_view(|view| view.fault().is_some_and(|fault| **fault == Fault::Blocked));
    let sentence = move || {
        let problem = problems.get().address.or_else(|| blocked().then_some(AddressProblem::Blocked));
        problem.map(|problem| problem::of_address(problem, report.messages()).to_owned())
    };
    Trouble::new(ADDRESS, Signal::derive(sentence))
}

fn token_trouble(report: Report, problems: RwSignal<ConnectProblems>) -> Trouble {
    let sentence = move || {
        let problem = problems.get().token;
        problem.map(|problem| problem::of_token(problem, report.messages()).to_owned())
    };
    Trouble::new(TOKEN, Signal::derive(sentence))
}
