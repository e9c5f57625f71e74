//! The offer of other spellings of a Persian text, as links. The typed text is never changed silently.

use super::{
    dialog::say_later,
    parts::{flag, when},
};
use crate::{
    app::report::Report,
    domain::{
        param::Param,
        query::Query,
        spelling::{self, Spelling, Way},
    },
    i18n::later::Spellings,
};
use leptos::prelude::*;

/// Renders the links to other spellings, while the searched text has some.
pub fn also_try(report: Report) -> AnyView {
    let others = move || {
        report.with_query(|query| {
            let message = query.and_then(|query: &Query| query.filters().message.as_deref());
            message.map(spelling::others).unwrap_or_default()
        })
    };
    let links = move || {
        let words = &report.formatter().later().spellings;
        let link = |spelling: Spelling| {
            let href = report.href_with(Param::Message, &spelling.text);
            let ways = spelling.ways.iter().map(|way| way_in_words(*way, words)).collect::<Vec<_>>().join(" · ");
            view! { <li><a class="chip" href=href><bdi translate="no">{spelling.text}</bdi>" "<span class="way">{ways}</span></a></li> }
        };
        others().into_iter().map(link).collect_view()
    };
    let offer = move || {
        view! {
            <div class="also-try">
                <span id="also-try">{say_later(report, |text| text.also_try)}</span>
                <ul aria-labelledby="also-try">{links}</ul>
            </div>
        }
        .into_any()
    };
    when(flag(move || !others().is_empty()), offer)
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
