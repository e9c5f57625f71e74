//! The connect form: a gateway, a token, and how long it is kept.

use super::{
    parts::{say, text, true_or_absent},
    problem::{self, Trouble},
};
use crate::{
    gateway::fault::Fault,
    report::{AddressProblem, ConnectProblems, Report},
};
use leptos::{ev::SubmitEvent, prelude::*};

const ADDRESS: &str = "gateway-address";
const TOKEN: &str = "token";

/// The form. The token stands in it only while it is typed.
#[component]
pub(super) fn Connect(
    /// The state of the page.
    report: Report,
) -> impl IntoView {
    let locked = report.with_deployment(|deployment| deployment.config.base_url_locked);
    let address = RwSignal::new(report.offered_address());
    let token = RwSignal::new(String::new());
    let remember = RwSignal::new(false);
    let problems = RwSignal::new(ConnectProblems::default());
    let connect = move |event: SubmitEvent| {
        event.prevent_default();
        let outcome = report.connect(&address.get_untracked(), &token.get_untracked(), remember.get_untracked());
        problems.set(outcome.err().unwrap_or_default());
    };
    let fields = move || {
        let address = Param {
            id: ADDRESS,
            class: "address",
            label: say(report, |text| text.address),
            hint: say(report, |text| text.address_hint),
            value: address,
            trouble: address_trouble(report, problems),
        };
        let token = Param {
            id: TOKEN,
            class: "secret",
            label: say(report, |text| text.token),
            hint: text(move || if remember.get() { String::new() } else { report.messages().token_hint.to_owned() }),
            value: token,
            trouble: token_trouble(report, problems),
        };
        let offered = (!locked).then_some(address);
        offered.into_iter().chain([token]).map(Param::view).collect_view()
    };
    view! {
        <form class="connect" aria-label=say(report, |text| text.connect_title) on:submit=connect novalidate>
            <h2>{say(report, |text| text.connect_title)}</h2>
            {fields()}
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

/// A field of the form.
struct Param {
    id: &'static str,
    class: &'static str,
    label: Signal<String>,
    hint: Signal<String>,
    value: RwSignal<String>,
    trouble: Trouble,
}

impl Param {
    fn view(self) -> AnyView {
        let Self { id, class, label, hint, value, trouble } = self;
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
                    spellcheck="false"
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                    aria-invalid=true_or_absent(trouble.is_there())
                    aria-describedby=trouble.described_by(Some(hint_id.clone()))
                />
                {trouble.view()}
                <p class="hint" id=hint_id>{hint}</p>
            </div>
        }
        .into_any()
    }
}

/// What is wrong with the address: what was typed, or, once asked, that the page's policy refuses it.
fn address_trouble(report: Report, problems: RwSignal<ConnectProblems>) -> Trouble {
    let blocked = move || report.with_view(|view| view.fault().is_some_and(|fault| **fault == Fault::Blocked));
    let sentence = move || {
        let problem = problems.get().address.or_else(|| blocked().then_some(AddressProblem::Blocked));
        problem.map(|problem| problem::of_address(problem, report.messages()))
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
