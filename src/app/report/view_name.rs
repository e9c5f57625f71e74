//! The name of a view: its filters in words, and the document's title that begins with them.

use super::Report;
use crate::{
    domain::{bidi, date_filter::DateFilter, draft::Draft, locale::Locale, param::Param, query::Query, zone::Zone},
    i18n::Formatter,
};
use leptos::prelude::*;

/// The separator between the parts of a view's name.
const SEPARATOR: &str = " · ";

impl Report {
    /// Returns the filters that are set, each with its value in words.
    pub fn active_filters(self) -> Vec<(Param, String)> {
        self.with_deployment(|deployment| {
            let texts = |query: &Query| filter_texts(query, self.formatter(), &deployment.zone);
            self.query.with(|query| query.as_ref().map(texts).unwrap_or_default())
        })
    }

    /// Returns the document's title: the filters, the state, the page and the product.
    pub(super) fn title(self) -> String {
        let product = self.product();
        let (Some(page), true) = (self.page_here(), self.is_connected()) else {
            return product;
        };
        let formatter = self.formatter();
        let page = formatter.digits().write(&page.to_string());
        let parts = [self.view_name(), formatter.messages().page_number.fill([&page]), product];
        let title = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(SEPARATOR);
        let sum = self.attention.get().map(|sum| formatter.count(sum) + SEPARATOR).unwrap_or_default();
        [sum, self.badge.get(), title].concat()
    }

    /// Returns the filters and the state in words; empty without any.
    pub fn view_name(self) -> String {
        self.view_name_with(&|_| None)
    }

    /// Returns the filters and the state in words as [`Self::view_name`] does. `own` may return other words for a
    /// filter; empty ones leave it out.
    pub fn view_name_with(self, own: &dyn Fn(Param) -> Option<String>) -> String {
        let messages = self.messages();
        let words = self.active_filters().into_iter().map(|(param, value)| match (own(param), param) {
            (Some(words), _) => words,
            (None, Param::StateId | Param::Message) => value,
            (None, _) => messages.filter.fill([messages.param(param), &value]),
        });
        words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(SEPARATOR)
    }
}

/// Returns a date as it stands in a list of filters or in a title: in the calendar in use, whatever its year. After an
/// Arabic letter `2025-04-08` would read `08-04-2025` (UAX #9, W4).
pub fn date_in_words(when: DateFilter, formatter: Formatter) -> String {
    let text = formatter.digits().write(&when.words(formatter.calendar));
    let turns = formatter.locale == Locale::Fa && !when.is_relative() && text.contains('-');
    if turns { bidi::isolated_ltr(&text) } else { text }
}

/// Returns the filters that are set, each with its value in words.
fn filter_texts(query: &Query, formatter: Formatter, zone: &dyn Zone) -> Vec<(Param, String)> {
    let messages = formatter.messages();
    let shown = Draft::of(query, formatter.calendar, formatter.digits());
    let set = Param::ALL.into_iter().filter(|param| param.is_filter() && !shown.get(*param).is_empty());
    set.map(|param| {
        // Directional signs would turn what follows, the title of the browser's window included.
        let text = &*bidi::seen(shown.get(param).chars());
        let value = match (param, query.filters().state_id) {
            (Param::StateId, Some(state)) => messages.state(state).to_owned(),
            (Param::Message, _) => messages.quoted.fill([text]),
            (Param::Username, _) => text.to_owned(),
            // Unix seconds tell nobody a day.
            _ if let Some(edge) = param.edge() => match DateFilter::parse(text) {
                Ok(DateFilter::Second(at)) => date_in_words(DateFilter::of_moment(at, zone, edge), formatter),
                Ok(when) => date_in_words(when, formatter),
                Err(_) => text.to_owned(),
            },
            // A number or an id, in the digits of the page.
            _ => bidi::left_to_right_in_words(formatter.digits().write(text)),
        };
        (param, value)
    })
    .collect()
}
