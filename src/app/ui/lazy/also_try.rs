//! Links to other searches for the text of the message filter: other spellings, and other filters whose value the text
//! may be. The typed text itself is never changed.

use super::dialog::t_lazy;
use crate::{
    app::{
        report::Report,
        ui::kit::signals::{memo, show_when},
    },
    domain::{
        misplaced_value::possible_filters,
        param::Param,
        query::Query,
        spelling::{self, Difference},
    },
    i18n::lazy::Spellings,
};
use leptos::prelude::*;

/// A link to another search.
struct Other {
    href: String,
    /// The words of a link that does not search for another text; empty otherwise.
    words: String,
    /// The other spelling to search for; empty otherwise.
    text: String,
    /// The words for the differences of the other spelling.
    differences: String,
}

/// Renders links to other searches for the text of the message filter, while there are any, and explains a sender
/// number in that text.
pub fn also_try(report: Report) -> AnyView {
    let links = move || {
        let link = |Other { href, words, text, differences }: Other| {
            let text = (!text.is_empty()).then(|| view! { <bdi translate="no">{text}</bdi>" " });
            let differences =
                (!differences.is_empty()).then(|| view! { <span class="differences">{differences}</span> });
            view! { <li><a class="chip" href=href>{words}{text}{differences}</a></li> }
        };
        others(report).into_iter().map(link).collect_view()
    };
    let offer = move || {
        view! {
            <div class="also-try">
                <span id="also-try">{t_lazy(report, |text| text.also_try)}</span>
                <ul aria-labelledby="also-try">{links}</ul>
            </div>
        }
        .into_any()
    };
    let has_sender = move || report.with_query(|query| query.is_some_and(|query| query.filters().number.is_some()));
    let no_recipients =
        move || view! { <p class="no-recipients">{t_lazy(report, |text| text.no_recipients)}</p> }.into_any();
    view! { {show_when(memo(move || !others(report).is_empty()), offer)} {show_when(memo(has_sender), no_recipients)} }
        .into_any()
}

/// Returns the links: to the filters whose value the text may be, to the view of a pasted link, to other spellings.
fn others(report: Report) -> Vec<Other> {
    let message = report.with_query(|query| query.and_then(|query: &Query| query.filters().message.clone()));
    let Some(message) = message else { return Vec::new() };
    let formatter = report.formatter();
    let lazy = formatter.lazy();
    let mut others = Vec::new();
    for (param, value) in possible_filters(&message) {
        if let Some(href) = report.href_moved(Param::Message, param, &value) {
            let words = [&*lazy.look_as.fill([formatter.messages().param(param)]), " "].concat();
            let text = if value == message { String::new() } else { value };
            others.push(Other { href, words, text, differences: String::new() });
        }
    }
    if let Some(href) = report.href_of_pasted(&message) {
        others.push(Other { href, words: lazy.open_link.to_owned(), text: String::new(), differences: String::new() });
    }
    for spelling in spelling::others(&message) {
        if let Some(href) = report.href_with(Param::Message, &spelling.text) {
            let differences = spelling
                .differences
                .iter()
                .map(|difference| difference_in_words(*difference, &lazy.spellings))
                .collect::<Vec<_>>();
            others.push(Other {
                href,
                words: String::new(),
                text: spelling.text,
                differences: differences.join(" · "),
            });
        }
    }
    others
}

/// Returns the words for a difference between two spellings, which may look the same.
const fn difference_in_words(difference: Difference, words: &Spellings) -> &'static str {
    match difference {
        Difference::ArabicLetters => words.arabic_letters,
        Difference::PersianLetters => words.persian_letters,
        Difference::Spaces => words.spaces,
        Difference::NonJoiners => words.non_joiners,
        Difference::Joined => words.joined,
        Difference::LatinDigits => words.latin_digits,
        Difference::PersianDigits => words.persian_digits,
        Difference::ArabicDigits => words.arabic_digits,
    }
}
