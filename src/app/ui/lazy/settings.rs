//! The settings dialog: the language and the preferences of the person. Part of the lazy views.

use super::{
    dialog::{frame, t_lazy},
    notes::interval,
};
use crate::{
    app::{
        report::Report,
        ui::{
            dialog_state::DialogState,
            kit::{
                button::button,
                signals::{choice, derived},
            },
        },
    },
    domain::{locale::Locale, preferences::Preference},
    i18n::Formatter,
};
use leptos::prelude::*;

/// Renders the settings dialog.
pub(super) fn settings(report: Report, dialogs: DialogState) -> AnyView {
    let has_toman = report.with_deployment(|deployment| Formatter::has_toman(&deployment.config.currency));
    let fields = Preference::ALL.into_iter().filter(|preference| has_toman || *preference != Preference::Currency);
    let fields = fields.map(|preference| field(report, preference));
    let content = view! {
        <div class="settings">
            {language(report)}
            {fields.collect_view()}
            <div class="reset">
                {button("quiet", t_lazy(report, |text| text.reset_settings), move || report.reset_preferences())}
                <p class="hint">{t_lazy(report, |text| text.reset_hint)}</p>
            </div>
        </div>
    };
    frame(report, dialogs, "", t_lazy(report, |text| text.settings).into_any(), ().into_any(), content.into_any())
}

fn language(report: Report) -> AnyView {
    const ID: &str = "setting-language";
    let value = derived(move || report.language().get().tag().to_owned());
    let options =
        Locale::ALL.map(|locale| choice(value, locale.tag().to_owned(), Signal::stored(locale.name().to_owned())));
    let choose = move |event| {
        if let Some(locale) = Locale::from_tag(&event_target_value(&event)) {
            report.set_language(locale);
        }
    };
    view! {
        <div class="field">
            <label for=ID>{t_lazy(report, |text| text.language)}</label>
            <select id=ID on:change=choose>{options.into_iter().collect_view()}</select>
        </div>
    }
    .into_any()
}

fn field(report: Report, preference: Preference) -> AnyView {
    let id = ["setting-", preference.name()].concat();
    let hint_id = ["hint-", &id].concat();
    let value = derived(move || report.preferences().name(preference).to_owned());
    let options = preference.options().iter().enumerate().map(|(at, option)| {
        let label = derived(move || {
            let formatter = report.formatter();
            if preference == Preference::AutoRefresh {
                return interval(formatter, option.parse().unwrap_or_default());
            }
            let names = formatter.lazy().preference_option_names(preference);
            let name = names.get(at).copied().unwrap_or_default();
            if preference == Preference::Zone && at == 0 {
                let zone = report.with_deployment(|deployment| deployment.config.time_zone.clone());
                return formatter.messages().filter.fill([name, &zone]);
            }
            name.to_owned()
        });
        choice(value, (*option).to_owned(), label)
    });
    let hint = move || report.formatter().lazy().preference_hint(preference);
    let has_hint = !untrack(hint).is_empty();
    let hint = has_hint.then(|| view! { <p class="hint" id=hint_id.clone()>{derived(move || hint().to_owned())}</p> });
    view! {
        <div class="field">
            <label for=id.clone()>
                {derived(move || report.formatter().lazy().preference_name(preference).to_owned())}
            </label>
            <select
                id=id
                aria-describedby=has_hint.then_some(hint_id)
                on:change=move |event| report.set_preference(preference, &event_target_value(&event))
            >
                {options.collect_view()}
            </select>
            {hint}
        </div>
    }
    .into_any()
}
