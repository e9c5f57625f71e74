//! Turns the texts of the fields into a new query.

use super::{Memory, Report};
use crate::{
    browser::{address_bar::Entry, storage},
    domain::{
        date_filter::DateFilter,
        draft::{FieldErrors, shown_date, whole_number},
        param::Param,
        storage_key::{Area, Key},
    },
};
use leptos::prelude::*;

impl Report {
    /// Sets the text in the field of a parameter. The query stays until [`Self::settle`] or [`Self::apply`] makes the
    /// text take effect.
    pub fn type_text(self, param: Param, text: String) {
        self.typed.update(|typed| typed.set(param, text));
    }

    /// Makes the text of a field take effect: the query has its value from then on, or the field shows why it can't be
    /// used. A changed filter leads to the first page.
    pub fn settle(self, param: Param) {
        self.settle_all(&[param]);
    }

    /// Makes the texts of all filters take effect, each as [`Self::settle`] does.
    pub fn apply(self) {
        self.settle_all(&Param::ALL);
    }

    /// Removes one filter from the query, and empties its field.
    pub fn remove_filter(self, param: Param) {
        self.type_text(param, String::new());
        self.settle(param);
    }

    /// Sets dates in one change, which takes effect at once; `None` empties a field. The fields show them in the
    /// present calendar and digits.
    pub fn set_dates<const N: usize>(self, params: [Param; N], dates: [Option<DateFilter>; N]) {
        let formatter = untrack(|| self.formatter());
        for (param, when) in params.into_iter().zip(dates) {
            let text = when.map(|when| shown_date(when, formatter.calendar, formatter.digits()));
            self.type_text(param, text.unwrap_or_default());
        }
        self.settle_all(&params);
    }

    /// Removes all filters. The rows per page stay, unless the address came with a number that can't be used.
    pub fn clear_all(self) {
        self.typed.update(|typed| {
            for param in Param::ALL.into_iter().filter(|param| param.is_filter()) {
                typed.set(param, "");
            }
        });
        if self.query.with_untracked(Option::is_some) {
            self.go_on_same_page();
        }
        for param in [Param::Page, Param::Limit] {
            if self.field_errors.with_untracked(|errors| errors.of(param).is_some()) {
                self.typed.update(|typed| typed.set(param, ""));
                self.memory.update_value(|memory| memory.settled.set(param, ""));
            }
        }
        self.apply();
    }

    /// Goes to the page whose number is typed in its field, or shows the error there.
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

    /// Shows `limit` rows on a page and stores that number. The new page contains the first row of the present one.
    /// Does nothing if `limit` is not valid.
    pub fn show_rows(self, limit: &str) {
        let Ok(rows) = whole_number(Param::Limit, limit) else { return };
        storage::write(Area::Device, Key::Limit, limit);
        self.memory.update_value(|memory| memory.own_limit = Some(rows));
        match self.query.get_untracked() {
            Some(query) => {
                // The history entry that is left keeps its number of rows.
                self.write_again();
                // Counted in the rows that are shown: a gateway may give fewer rows per page than were asked for.
                let rows_before = self.view.with_untracked(|view| {
                    view.shown().filter(|shown| shown.query == query).map(|shown| shown.page.rows_before())
                });
                self.go_unless_there(query.with_limit(rows, rows_before));
            }
            None => self.correct(Param::Limit, limit.to_owned()),
        }
    }

    /// Stays on the present page, whose number was typed again, and clears the error at its field.
    fn go_on_same_page(self) {
        self.field_errors.update(|errors| errors.remove(Param::Page));
        if let Some(page) = untrack(|| self.page_here()) {
            self.write_page(page);
        }
    }

    /// Corrects a value that came with the address.
    fn correct(self, param: Param, text: String) {
        self.typed.update(|typed| typed.set(param, text.clone()));
        self.memory.update_value(|memory| memory.settled.set(param, text));
        self.take_settled();
    }

    /// Makes the texts of the given parameters take effect. A changed filter goes to the first page.
    fn settle_all(self, params: &[Param]) {
        let (mut is_changed, is_blocked) = (false, self.query.with_untracked(Option::is_none));
        self.typed.with_untracked(|typed| {
            self.memory.update_value(|Memory { settled, .. }| {
                for param in params.iter().copied().filter(|param| param.is_filter()) {
                    if settled.get(param) != typed.get(param) {
                        settled.set(param, typed.get(param));
                        is_changed = true;
                    }
                }
                // A page that can't be used is no obstacle to other filters, which begin at their first page.
                if is_changed && is_blocked {
                    settled.set(Param::Page, "");
                }
            });
        });
        self.take_settled();
    }

    /// Makes the settled texts the query, if it differs from the present one.
    ///
    /// A value that can't be used blocks only itself: its parameter keeps the value in force. If the address came
    /// with such a value, there is no query until all values can be used.
    fn take_settled(self) {
        let settled = self.memory.with_value(|memory| memory.settled.clone());
        let in_force = self.query.get_untracked();
        let (query, errors) = match &in_force {
            Some(query) => {
                let (query, mut errors) = self.with_codec(|codec| settled.settle(codec.context, query));
                // The page that is typed in its field is not settled with the filters.
                if let Some(error) = self.field_errors.with_untracked(|shown| shown.of(Param::Page)) {
                    errors.add(Param::Page, error);
                }
                // A change of the filters begins at the first page.
                (Some(query.at_page(1)), errors)
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
