//! From what is typed to a new query.

use super::{Memory, Report};
use crate::{
    browser::{
        address_bar::{self, Entry},
        storage::{self, Area, Key},
    },
    domain::{
        draft::{Problems, shown_date, whole_number},
        field::Field,
        when::When,
    },
};
use leptos::prelude::*;

impl Report {
    /// A field's text changes. Nothing else does until it settles.
    pub fn type_text(self, field: Field, text: String) {
        self.typed.update(|typed| typed.set(field, text));
    }

    /// A field's text takes effect.
    pub fn settle(self, field: Field) {
        self.settle_all(&[field]);
    }

    /// Every filter takes effect as it stands.
    pub fn apply(self) {
        self.settle_all(&Field::ALL);
    }

    /// One filter less.
    pub fn remove_filter(self, field: Field) {
        self.type_text(field, String::new());
        self.settle(field);
    }

    /// Dates take effect at once, as one change, written as the fields write them.
    pub fn set_dates<const N: usize>(self, fields: [Field; N], dates: [When; N]) {
        let style = untrack(|| self.style());
        for (field, when) in fields.into_iter().zip(dates) {
            self.type_text(field, shown_date(when, style.calendar, style.digits()));
        }
        self.settle_all(&fields);
    }

    /// No filters. The rows per page stay.
    pub fn clear_all(self) {
        self.typed.update(|typed| {
            for field in Field::ALL.into_iter().filter(|field| field.is_filter()) {
                typed.set(field, "");
            }
        });
        self.apply();
    }

    /// Goes to the page of this number, as it was typed.
    pub fn go_to_typed(self) {
        let text = self.typed.with_untracked(|typed| typed.get(Field::Page).to_owned());
        match (self.query.get_untracked(), whole_number(Field::Page, &text)) {
            (Some(query), Ok(page)) if page == query.page() || Some(page) == untrack(|| self.page_here()) => {
                self.go_on_same_page();
            }
            (Some(query), Ok(page)) => self.go(query.at_page(page), Entry::Push),
            (Some(_), Err(problem)) => self.problems.update(|problems| {
                problems.remove(Field::Page);
                problems.add(Field::Page, problem);
            }),
            (None, _) => self.correct(Field::Page, text),
        }
    }

    /// Shows so many rows on a page, the first row of this one among them, and remembers it.
    pub fn show_rows(self, limit: &str) {
        let Ok(rows) = whole_number(Field::Limit, limit) else { return };
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
            None => self.correct(Field::Limit, limit.to_owned()),
        }
    }

    /// The number of the present page was typed again.
    fn go_on_same_page(self) {
        self.problems.update(|problems| problems.remove(Field::Page));
        if let Some(page) = untrack(|| self.page_here()) {
            self.write_page(page);
        }
    }

    /// Puts right a value that came with the address.
    fn correct(self, field: Field, text: String) {
        self.typed.update(|typed| typed.set(field, text.clone()));
        self.memory.update_value(|memory| memory.settled.set(field, text));
        self.take_settled();
    }

    fn settle_all(self, fields: &[Field]) {
        let mut changed = false;
        self.typed.with_untracked(|typed| {
            self.memory.update_value(|Memory { settled, .. }| {
                for field in fields.iter().copied().filter(|field| field.is_filter()) {
                    if settled.get(field) != typed.get(field) {
                        settled.set(field, typed.get(field));
                        changed = true;
                    }
                }
                // Other filters begin at their first page.
                if changed {
                    settled.set(Field::Page, "");
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
        let (query, problems) = match &in_force {
            Some(query) => {
                let (query, problems) = self.with_codec(|codec| settled.settle(codec.context, query));
                (Some(query), problems)
            }
            None => self
                .check(&settled)
                .map_or_else(|problems| (None, problems), |query| (Some(query), Problems::default())),
        };
        self.problems.set(problems);
        if let Some(query) = query.filter(|query| in_force.is_none_or(|now| now.filters() != query.filters())) {
            self.go(query, Entry::Push);
        }
    }
}
