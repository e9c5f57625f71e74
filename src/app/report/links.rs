//! Links to other views: their addresses, and what happens when one is followed.

use super::Report;
use crate::{
    address::Section,
    browser::address_bar::{self, Entry},
    domain::{
        draft::{Draft, FieldError},
        param::Param,
        query::Query,
    },
    table::dom,
};
use leptos::prelude::*;

impl Report {
    /// Returns the address of another page of the report, for a link. Returns `None` while a value of the address can't
    /// be used.
    pub fn href(self, page: u64) -> Option<String> {
        Some(self.href_of(&self.query.get()?.at_page(page)))
    }

    /// Returns the address of the report with another value of one filter, for a link. Returns `None` while a value of
    /// the address can't be used.
    pub fn href_with(self, param: Param, value: &str) -> Option<String> {
        let query = self.query.get()?;
        Some(self.with_codec(|codec| codec.only(&query, param).href(value)))
    }

    /// Returns the address of the report in which `value` is removed from the filter `from` and set as the filter `to`,
    /// for a link. Returns `None` while a value of the address can't be used, and if the filter `to` does not take the
    /// value.
    pub fn href_moved(self, from: Param, to: Param, value: &str) -> Option<String> {
        let query = self.query.get()?;
        self.with_codec(|codec| codec.moved(&query, from, to, value))
    }

    /// Returns the address of a query, for a link.
    pub fn href_of(self, query: &Query) -> String {
        self.overview.track();
        let address = self.with_codec(|codec| codec.format(query));
        // An empty reference would keep the present query (RFC 3986, section 5.2.2).
        if address.is_empty() { "?".to_owned() } else { address }
    }

    /// Follows a link to another view; `is_in` returns whether the link is within an element that a selector finds.
    ///
    /// A link changes something in the present view, but for [`dom::WHOLE_VIEW`]. So the texts of all other fields
    /// stay: those that are being typed, and those that can't be used.
    pub fn follow_link(self, address: &str, is_in: &dyn Fn(&str) -> bool) {
        let Some(now) = self.query.get_untracked().filter(|_| !is_in(dom::WHOLE_VIEW)) else {
            return self.open(address);
        };
        let mut draft = self.with_codec(|codec| codec.parse(address));
        let held = Draft::canonical(&now);
        if is_in(dom::ROW) {
            // The rows of an older view may still be there, and have links that keep its filters and its rows per page.
            let shown = self.view.with_untracked(|view| view.shown().map(|shown| Draft::canonical(&shown.query)));
            for param in Param::ALL.into_iter().filter(|param| param.is_filter()) {
                if shown.as_ref().is_some_and(|shown| shown.get(param) == draft.get(param)) {
                    draft.set(param, held.get(param));
                }
            }
            draft.set(Param::Limit, held.get(Param::Limit));
        }
        let checked = self.check(&draft);
        let Ok(query) = checked else { return self.take_over(draft, checked, &address_bar::query(), Entry::Push) };
        self.open_section(address);
        let (written, formatter) = (Draft::canonical(&query), untrack(|| self.formatter()));
        let shown = Draft::of(&query, formatter.calendar, formatter.digits());
        for param in Param::ALL.into_iter().filter(|param| param.is_filter()) {
            // An end before its beginning may no longer be one.
            let error = self.field_errors.with_untracked(|errors| errors.of(param));
            let is_end = matches!(error, Some(FieldError::BeforeFrom));
            if is_end || written.get(param) != held.get(param) {
                self.settle_text(param, shown.get(param), written.get(param));
            }
        }
        self.go_unless_there(query);
    }

    /// Goes to a query, unless it is the present one.
    pub(super) fn go_unless_there(self, query: Query) {
        if self.query.with_untracked(|now| now.as_ref() != Some(&query)) {
            self.go(query, Entry::Push);
        } else {
            // The address may open a section of the overview.
            self.write_again();
        }
    }

    /// Opens the section of the overview that an address opens, if it opens one.
    fn open_section(self, address: &str) {
        if let Some(section) = Section::of_address(address) {
            self.overview.update(|own| own.section = Some(section));
        }
    }

    /// Opens the view of an address. If it has the filters of the present view, texts that are being typed in the
    /// fields stay.
    pub fn open(self, address: &str) {
        self.open_section(address);
        let draft = self.with_codec(|codec| codec.parse(address));
        let filters = self.query.with_untracked(|now| now.as_ref().map(|now| now.filters().clone()));
        match self.check(&draft) {
            Ok(query) if filters.as_ref() == Some(query.filters()) => {
                self.go_unless_there(query);
            }
            checked => self.take_over(draft, checked, &address_bar::query(), Entry::Push),
        }
    }
}
