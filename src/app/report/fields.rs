//! From what is typed to a new query.

use super::{Memory, Report};
use crate::{
    browser::{
        address_bar::{self, Entry},
        storage,
    },
    domain::{
        date_filter::DateFilter,
        draft::{FieldErrors, shown_date, whole_number},
        param::Param,
        storage_key::{Area, Key},
    },
};
use leptos::prelude::*;

impl Report {
    /// A field's text changes. Nothing else does until it settles.
    pub fn type_text(self, param: Param, text: String) {
        self.typed.update(|typed| typed.set(param, text));
    }

    /// A field's text takes effect.
    pub fn settle(self, param: Param) {
        self.settle_all(&[param]);
    }

    /// Every filter takes effect as it stands.
    pub fn apply(self) {
        self.settle_all(&Param::ALL);
    }

    /// One filter less.
    pub fn remove_filter(self, param: Param) {
        self.type_text(param, String::new());
        self.settle(param);
    }

    /// Dates take effect at once, as one change, written as the fields write them.
    pub fn set_dates<const N: usize>(self, params: [Param; N], dates: [DateFilter; N]) {
        let formatter = untrack(|| self.formatter());
        for (param, when) in params.into_iter().zip(dates) {
            self.type_text(param, shown_date(when, formatter.calendar, formatter.digits()));
        }
        self.settle_all(&params);
    }

    /// No filters. The rows per page stay.
    pub fn clear_all(self) {
        self.typed.update(|typed| {
            for param in Param::ALL.into_iter().filter(|param| param.is_filter()) {
                typed.set(param, "");
            }
        });
        self.apply();
    }

    /// Goes to the page of this number, as it was typed.
    pub fn go_to_typed(self) {
        let text = self.typed.with_untracked(|typed| typed.get(Param::Page).to_owned());
        match (self.query.get_untracked(), whole_number(Param::Page, &text)) {
            (Some(query), Ok(page)) if page == query.page() || Some(page) == untrack(|| self.page_here()) => {
                self.go_on_same_page();
            }
            (Some(query), Ok(page)) => self.go(query.at_page(page), Entry::Push),
            (Some(_), Err(error)) => self.field_errors.update(|errors| {
                errors.remove(Param::Page);
                errors.add(Param::Page, error);
            }),
            (None, _) => self.correct(Param::Page, text),
        }
    }

    /// Shows so many rows on a page, the first row of this one among them, and remembers it.
    pub fn show_rows(self, limit: &str) {
        let Ok(rows) = whole_number(Param::Limit, limit) else { return };
        storage::write(Area::Device, Key::Limit, limit);
        self.memory.update_value(|memory| memory.own_limit = Some(rows));
        match self.query.get_untracked() {
            Some(query) => {
                // The entry that is left keeps its own number of rows, which an empty query would no longer mean.
                address_bar::write(&self.with_codec(|codec| codec.format(&query)), Entry::Replace);
                // By the rows that are shown: a gateway may give fewer a page than were asked for.
                let rows_before = self.view.with_untracked(|view| {
                    view.shown().filter(|shown| shown.query == query).map(|shown| shown.page.rows_before())
                });
                self.go(query.with_limit(rows, rows_before), Entry::Push);
            }
            None => self.correct(Param::Limit, limit.to_owned()),
        }
    }

    /// The number of the present page was typed again.
    fn go_on_same_page(self) {
        self.field_errors.update(|errors| errors.remove(Param::Page));
        if let Some(page) = untrack(|| self.page_here()) {
            self.write_page(page);
        }
    }

    /// Puts right a value that came with the address.
    fn correct(self, param: Param, text: String) {
        self.typed.update(|typed| typed.set(param, text.clone()));
        self.memory.update_value(|memory| memory.settled.set(param, text));
        self.take_settled();
    }

    fn settle_all(self, params: &[Param]) {
        let mut changed = false;
        self.typed.with_untracked(|typed| {
            self.memory.update_value(|Memory { settled, .. }| {
                for param in params.iter().copied().filter(|param| param.is_filter()) {
                    if settled.get(param) != typed.get(param) {
                        settled.set(param, typed.get(param));
                        changed = true;
                    }
                }
                // Other filters begin at their first page.
                if changed {
                    settled.set(Param::Page, "");
                }
            });
        });
        self.take_settled();
    }

    /// What has settled becomes the query, if that is another one. A value that can't be used holds up only itself:
    /// what is in force of its parameter stays. A view that came with one holds up everything.
    fn take_settled(self) {
        let settled = self.memory.with_value(|memory| memory.settled.clone());
        let in_force = self.query.get_untracked();
        let (query, errors) = match &in_force {
            Some(query) => {
                let (query, errors) = self.with_codec(|codec| settled.settle(codec.context, query));
                (Some(query), errors)
            }
            None => {
                self.check(&settled).map_or_else(|errors| (None, errors), |query| (Some(query), FieldErrors::default()))
            }
        };
        self.field_errors.set(errors);
        if let Some(query) = query.filter(|query| in_force.is_none_or(|now| now.filters() != query.filters())) {
            self.go(query, Entry::Push);
        }
    }
}
