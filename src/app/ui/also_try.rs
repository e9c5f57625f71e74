//! Links to other searches for the text of the message filter: other spellings, and other filters whose value the text
//! may be. The typed text itself is never changed.

use super::{
    dialog::t_lazy,
    kit::signals::{memo, show_when},
};
use crate::{
    app::report::Report,
    domain::{
        misplaced_value::possible_filters,
        param::Param,
        query::Query,
        spelling::{self, Way},
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
    /// The words for the way in which the other spelling differs.
    ways: String,
}

/// Renders links to other searches for the text of the message filter, while there are any, and explains a sender
/// number in that text.
pub fn also_try(report: Report) -> AnyView {
    let links = move || {
        let link = |Other { href, words, text, ways }: Other| {
            let text = (!text.is_empty()).then(|| view! { <bdi translate="no">{text}</bdi>" " });
            let ways = (!ways.is_empty()).then(|| view! { <span class="way">{ways}</span> });
            view! { <li><a class="chip" href=href>{words}{text}{ways}</a></li> }
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
            others.push(Other { href, words, text, ways: String::new() });
        }
    }
    if let Some(href) = report.href_of_pasted(&message) {
        others.push(Other { href, words: lazy.open_link.to_owned(), text: String::new(), ways: String::new() });
    }
    for spelling in spelling::others(&message) {
        if let Some(href) = report.href_with(Param::Message, &spelling.text) {
            let ways = spelling.ways.iter().map(|way| way_in_words(*way, &lazy.spellings)).collect::<Vec<_>>();
            others.push(Other { href, words: String::new(), text: spelling.text, ways: ways.join(" · ") });
        }
    }
    others
}

/// Returns the words for a difference between two spellings, which may look the same.
const fn way_in_words(way: Way, words: &Spellings) -> &'static str {
    match way {
        Way::ArabicLetters => words.arabic_letters,
        Way::PersianLetters => words.persian_letters,
        Way::Spaces => words.spaces,
        Way::NonJoiners => words.non_joiners,
        Way::Joined => words.joined,
        Way::LatinDigits => words.latin_digits,
        Way::PersianDigits => words.persian_digits,
        Way::ArabicDigits => words.arabic_digits,
    }
}
